#include "cli/disc_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/places.h"
#include "cli/recorder_choice.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/rules.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/image/deemphasized.h"
#include "redbook/stage/staging.h"

namespace redbook::cli {
namespace {

size_t track_numbered(const Disc& disc, int number) {
    const int k = number - disc.first_track;
    if (disc.tracks.empty())
        throw Error(Errc::bad_value, fmt::format("there is no track {}; the disc has no tracks", number));
    if (k < 0 || k >= int(disc.tracks.size()))
        throw Error(Errc::bad_value, fmt::format("there is no track {}; the tracks are {} to {}", number,
                                                 disc.first_track, disc.number_of(disc.tracks.size()) - 1));
    return size_t(k);
}

void apply_texts(const DiscOptions& options, Disc& disc) {
    for (const TextField& field : kTextFields) {
        const std::string name(field.name);
        if (const auto album = options.album_texts.find(name); album != options.album_texts.end())
            edit_album_texts(disc).*field.member = album->second;
        if (const auto tracks = options.track_texts.find(name); tracks != options.track_texts.end())
            for (const auto& [number, text] : tracks->second)
                edit_track_texts(disc, track_numbered(disc, number)).*field.member = text;
    }
}

void refuse_warnings(const Arguments& arguments, const Album& album) {
    if (arguments.strict && !album.warnings.empty()) throw StrictlyRefused(album.warnings);
}

struct Ignored {
    std::string option; // "--pause"
    std::string why;    // the sentence, without its path
};

// The options of opening that are without effect on what was opened.
std::vector<Ignored> ignored_options(const Arguments& arguments, const std::string& source,
                                     const Album& album) {
    std::vector<Ignored> ignored;
    const auto add = [&](bool is, std::string option, std::string_view why) {
        if (is) ignored.push_back({option, fmt::format(fmt::runtime(why), option)});
    };
    const bool drive = is_drive(source), as_it_is = drive || is_stash(system_files(), source);
    const bool joined = !arguments.separate && arguments.pause == BlockCount{0};
    add(as_it_is && !arguments.album_option.empty(), arguments.album_option,
        "is opened as it is; {} is for files and sheets");
    add(!joined && !album.heeded.joins, arguments.separate ? "--separate" : "--pause",
        "says itself how its tracks follow each other; {} is for files and folders");
    add(arguments.cue_origin == CueOrigin::absolute && !album.heeded.origin, "--cue-origin",
        "is no cue sheet, and {} is for one");
    add(arguments.drive.read_offset && !drive && arguments.command != "burn", // which reads back
        "--read-offset", "is no drive, and {} is for one");
    return ignored;
}

[[noreturn]] void refuse(const std::string& source, const Ignored& option) {
    throw Error(Errc::bad_value, source + ": " + option.why);
}

void refuse_ignored(const Arguments& arguments, const std::string& source, const Album& album) {
    const auto ignored = ignored_options(arguments, source, album);
    if (!ignored.empty()) refuse(source, ignored[0]);
}

void require_cd_text(const Disc& disc, std::string_view option) {
    if (disc.text_blocks.empty())
        throw Error(
            Errc::bad_value,
            fmt::format("{}: the disc has no CD-TEXT; give it some with --title or --cdtext", option));
}

void apply_cd_text_files(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings) {
    if (options.cd_text.empty()) return;
    const CdText text = open_text_files(system_files(), options.cd_text);
    warnings.insert(warnings.end(), text.warnings.begin(), text.warnings.end());
    take_cd_text(disc, text, options.cd_text[0], warnings, OurCodes::replaced);
}

void apply_charset(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings) {
    if (options.charset) require_cd_text(disc, "--charset"), disc.text_blocks[0].charset = *options.charset;
    if (options.language)
        require_cd_text(disc, "--language"), disc.text_blocks[0].language = *options.language;
    if (options.transliterate) transliterate(disc, warnings);
}

Opened open_whatever(const Arguments& arguments, const std::vector<std::string>& sources, bool texts_alone) {
    AlbumOptions options = album_options(arguments);
    options.texts_alone = texts_alone;
    Opened opened = open_any(system_files(), sources, options, disc_read_options(arguments, sources));
    warn_of_other_disc_id(opened.album);
    refuse_warnings(arguments, opened.album);
    return opened;
}

} // namespace

void apply(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings) {
    apply_cd_text_files(options, disc, warnings);
    apply_texts(options, disc);
    apply_charset(options, disc, warnings);
    if (options.mcn) disc.mcn = options.mcn;
    for (const auto& [number, isrc] : options.isrc) disc.tracks[track_numbered(disc, number)].isrc = isrc;
    for (const auto& [number, flags] : options.flags) disc.tracks[track_numbered(disc, number)].flags = flags;
    if (options.mode) disc.mode = *options.mode;
    if (options.gap) disc.gap = *options.gap;
}

bool is_empty(const DiscOptions& o) {
    return o.album_texts.empty() && o.track_texts.empty() && !o.mcn && o.isrc.empty() && o.flags.empty() &&
           !o.mode && !o.gap && o.cd_text.empty() && !o.charset && !o.language && !o.transliterate;
}

void warn_of(const Arguments& arguments, const std::vector<std::string>& found,
             std::vector<std::string>& warnings) {
    if (arguments.strict && !found.empty()) throw StrictlyRefused(found);
    warnings.insert(warnings.end(), found.begin(), found.end());
}

void apply(const Arguments& arguments, Album& album) {
    apply(arguments.disc, album.disc, album.warnings);
    warn_of(arguments, remove_codes_of_zeros(album.disc), album.warnings);
    if (arguments.deemphasize) deemphasize(album);
}

void check_rules_in_passing(const Arguments& arguments, const std::string& path, const Disc& disc,
                            std::vector<std::string>& warnings) {
    std::vector<std::string> found = rule_warnings(disc);
    for (std::string& sentence : found) sentence = path + ": " + sentence;
    warn_of(arguments, found, warnings);
}

AlbumOptions album_options(const Arguments& a) {
    AlbumOptions options;
    options.join = a.separate ? Join::separate : Join::joined;
    options.pause = a.pause;
    options.gain_db = a.gain_db;
    options.downmix = a.downmix;
    options.salvage = a.salvage;
    options.encoding = a.encoding;
    options.allow_outside = a.allow_outside;
    options.embedded = a.embedded;
    options.cue_origin = a.cue_origin;
    return options;
}

DiscReadOptions disc_read_options(const Arguments& arguments, const std::vector<std::string>& sources) {
    DiscReadOptions options;
    if (sources.size() != 1 || !is_drive(sources[0])) return options;
    options.c2 = arguments.command != "verify";
    options.read_offset = offsets_of(arguments, read_config(system_files(), config_path()), sources[0]).read;
    return options;
}

Opened open_sources(const Arguments& arguments, const std::vector<std::string>& sources, bool texts_alone) {
    Opened opened = open_whatever(arguments, sources, texts_alone);
    refuse_ignored(arguments, sources[0], opened.album);
    return opened;
}

std::pair<Opened, Opened> open_two_sources(const Arguments& arguments) {
    const std::string &first = arguments.sources[0], &second = arguments.sources[1];
    std::pair two{open_whatever(arguments, {first}, true), open_whatever(arguments, {second}, true)};
    const auto by_first = ignored_options(arguments, first, two.first.album);
    for (const Ignored& option : ignored_options(arguments, second, two.second.album))
        if (std::ranges::find(by_first, option.option, &Ignored::option) != by_first.end())
            refuse(second, option);
    return two;
}

Album open_sources_as_album(const Arguments& arguments, const std::vector<std::string>& sources) {
    Album album = sources.size() == 1 && is_drive(sources[0])
                      ? open_disc(sources[0], disc_read_options(arguments, sources))
                      : open_album(sources, album_options(arguments));
    warn_of_other_disc_id(album);
    refuse_warnings(arguments, album);
    refuse_ignored(arguments, sources[0], album);
    return album;
}

SampleCount accepted_edge_of(const Arguments& arguments, const std::vector<std::string>& sources) {
    SampleCount accepted;
    for (const std::string& source : sources)
        if (is_drive(source))
            accepted =
                accepted +
                offsets_of(arguments, read_config(system_files(), config_path()), source).unreadable_edge;
    return accepted;
}

void warn_of_edge(std::vector<std::string>& warnings, const std::vector<std::string>& sources,
                  SampleCount unread, SampleCount accepted) {
    const auto drive = std::ranges::find_if(sources, is_drive);
    if (unread <= accepted || drive == sources.end()) return;
    warnings.push_back(fmt::format(
        "{}: {} at the edge of the disc cannot be read; unreadable_edge_samples = {} in "
        "config.toml accepts that",
        *drive, unread.value == 1 ? "1 sample" : fmt::format("{} samples", unread.value), unread.value));
}

bool is_incomplete(const Album& album, SampleCount accepted, std::vector<std::string>& warnings) {
    if (!album.missing.empty()) return true;
    if (!album.audio) return false;
    SampleCount edge;
    for (const Unread& u : unread_edges(*album.audio)) edge = edge + u.length;
    warn_of_edge(warnings, {album.path}, edge, accepted);
    const auto unread = album.audio->unread();
    return edge > accepted ||
           std::ranges::any_of(unread, [](const Unread& u) { return u.why == Unread::damaged; });
}

void add_warnings(std::vector<std::string>& warnings, const Album& album) {
    warnings.insert(warnings.end(), album.warnings.begin(), album.warnings.end());
    if (album.audio)
        for (std::string& sentence : album.audio->warnings()) warnings.push_back(std::move(sentence));
}

} // namespace redbook::cli
