#include "cli/opening.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/recorder_choice.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/places.h"
#include "redbook/redbook.h"

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

struct Ignored {
    std::string option; // "--pause"
    std::string why;    // the sentence, without its path
};

// The options of opening that are without effect on what was opened.
std::vector<Ignored> ignored_options(const Arguments& arguments, const Album& album) {
    std::vector<Ignored> ignored;
    const auto add = [&](bool is, std::string option, std::string_view why) {
        if (is) ignored.push_back({option, fmt::format(fmt::runtime(why), option)});
    };
    const bool drive = album.kind == AlbumKind::audio_disc,
               as_it_is = drive || album.kind == AlbumKind::stash;
    const bool joined = !arguments.separate && arguments.pause == BlockCount{0};
    add(as_it_is && !arguments.album_option.empty(), arguments.album_option,
        "is opened as it is; {} is for files and sheets");
    add(!joined && !album.applied.join, arguments.separate ? "--separate" : "--pause",
        "says itself how its tracks follow each other; {} is for files and folders");
    add(arguments.cue_origin == CueOrigin::absolute && !album.applied.cue_origin, "--cue-origin",
        "is not a cue sheet, and {} is for one");
    add(arguments.drive.read_offset && !drive && arguments.command != "burn", // which reads back
        "--read-offset", "is not a drive, and {} is for one");
    return ignored;
}

[[noreturn]] void refuse(const std::string& source, const Ignored& option) {
    throw Error(Errc::bad_value, source + ": " + option.why);
}

void require_cd_text(const Disc& disc, std::string_view option) {
    if (disc.text_blocks.empty())
        throw Error(
            Errc::bad_value,
            fmt::format("{}: the disc has no CD-TEXT; give it some with --title or --cdtext", option));
}

void apply_cd_text_files(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings) {
    if (options.cd_text.empty()) return;
    add_cd_text(disc, options.cd_text, warnings);
}

void apply_charset(const DiscOptions& options, Disc& disc, std::vector<std::string>& warnings) {
    if (options.charset) require_cd_text(disc, "--charset"), disc.text_blocks[0].charset = *options.charset;
    if (options.language)
        require_cd_text(disc, "--language"), disc.text_blocks[0].language = *options.language;
    if (options.transliterate) transliterate(disc, warnings);
}

// What of a drive is asked: nothing that is compared with what was recorded needs C2 errors.
DiscReadOptions drive_options(const Arguments& arguments, const std::vector<std::string>& sources) {
    DiscReadOptions options;
    if (sources.size() != 1 || !is_drive(sources[0])) return options;
    const Offsets offsets = offsets_of(arguments, read_config(system_files(), config_path()), sources[0]);
    options.c2 = arguments.command != "verify";
    options.read_offset = offsets.read;
    options.accepted_edge = offsets.unreadable_edge;
    return options;
}

Album open_whatever(const Arguments& a, const std::vector<std::string>& sources, bool texts_alone) {
    OpenOptions options;
    options.join = a.separate ? Join::separate : Join::joined;
    options.pause = a.pause;
    options.gain_db = a.gain_db;
    options.downmix = a.downmix;
    options.salvage = a.salvage;
    options.encoding = a.encoding;
    options.allow_outside = a.allow_outside;
    options.embedded = a.embedded;
    options.cue_origin = a.cue_origin;
    options.texts_alone = texts_alone;
    options.drive = drive_options(a, sources);
    Album album = open(sources, options);
    std::vector<std::string> refused;
    warn(refused, album.warnings, a.strict);
    return album;
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

void apply(const Arguments& arguments, Album& album) {
    apply(arguments.disc, album.disc, album.warnings);
    const auto& texts = arguments.disc.cd_text; // which are not to be replaced
    album.files.insert(album.files.end(), texts.begin(), texts.end());
    for (std::string& sentence : remove_codes_of_zeros(album.disc))
        album.warnings.push_back(std::move(sentence));
    if (arguments.deemphasize) deemphasize(album);
}

Album open_sources(const Arguments& arguments, const std::vector<std::string>& sources, bool texts_alone) {
    Album album = open_whatever(arguments, sources, texts_alone);
    const auto ignored = ignored_options(arguments, album);
    if (!ignored.empty()) refuse(sources[0], ignored[0]);
    return album;
}

std::pair<Album, Album> open_two_sources(const Arguments& arguments) {
    const std::string &first = arguments.sources[0], &second = arguments.sources[1];
    std::pair two{open_whatever(arguments, {first}, true), open_whatever(arguments, {second}, true)};
    const auto by_first = ignored_options(arguments, two.first);
    for (const Ignored& option : ignored_options(arguments, two.second))
        if (std::ranges::find(by_first, option.option, &Ignored::option) != by_first.end())
            refuse(second, option);
    return two;
}

void require_use_of_delivery(const Arguments& arguments, bool writes_master_id) {
    for (const DeliveryField& field : kDeliveryFields) {
        const bool is_id = field.member == &Delivery::master_id;
        if ((arguments.delivery.*field.member).empty() || !arguments.pq_sheet.empty() ||
            (is_id && writes_master_id))
            continue;
        throw Error(Errc::bad_value, fmt::format("--{}: is for {}; give --pq-sheet too", field.option,
                                                 is_id ? "DDP sets and PQ sheets" : "PQ sheets"));
    }
}

Done done_with(const Outcome& outcome) {
    Done done{report_on(outcome), exit_code_of(outcome)};
    for (const UnreadEdge& edge : outcome.unread_edges)
        for (std::string& warning : done.report.warnings)
            if (warning == sentence_of(edge))
                warning += fmt::format("; unreadable_edge_samples = {} in config.toml accepts that",
                                       edge.samples.value);
    return done;
}

} // namespace redbook::cli
