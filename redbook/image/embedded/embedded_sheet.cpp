#include "redbook/image/embedded/embedded_sheet.h"

#include <fmt/format.h>

#include "redbook/audio/cue_sheet_block.h"
#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/album_files.h"
#include "redbook/image/cue/cue_layout.h"
#include "redbook/image/embedded/flac_cue_sheet.h"
#include "redbook/image/tracks/album_tags.h"

namespace redbook {
namespace {

constexpr const char* kTag = "CUESHEET";

CueSheet sheet_in_tag(const AudioFile& file) {
    const std::string where = file.path() + ": CUESHEET tag", &text = file.tags().at(kTag);
    if (text.size() > kLargestCueSheet)
        throw Error(Errc::malformed, fmt::format("{} is {} bytes long, at most {} are read of such a sheet",
                                                 where, text.size(), kLargestCueSheet));
    CueSheet sheet = parse_cue_sheet(where, text);
    if (sheet.files.size() > 1)
        throw Error(Errc::unsupported,
                    at_line(where, sheet.files[1].line,
                            "a second FILE; a sheet inside a file can only be of that file"));
    if (sheet.cd_text)
        sheet.warnings.push_back(
            at_line(where, sheet.cd_text->line,
                    "CDTEXTFILE is not read; a sheet inside a file is of that file alone"));
    return sheet;
}

// Tags of the file that speak of one track, by their usual names.
Tags tags_of_track(const Tags& tags, int number) {
    const std::string by_number = fmt::format("[{}]", number),
                      by_name = fmt::format("CUE_TRACK{:02}_", number);
    Tags found;
    for (const auto& [name, value] : tags) {
        if (name.ends_with(by_number)) found[name.substr(0, name.size() - by_number.size())] = value;
        if (name.starts_with(by_name)) found[name.substr(by_name.size())] = value;
    }
    for (const auto& [ours, theirs] : {std::pair("ARTIST", "PERFORMER"), {"LYRICIST", "SONGWRITER"}})
        if (found.contains(theirs)) found.emplace(ours, found[theirs]);
    return found;
}

// What the file's tags say of the disc, whose tracks are known.
Disc disc_of_tags(const AudioFile& file, const Disc& disc, std::vector<std::string>& warnings) {
    Disc told;
    told.first_track = disc.first_track;
    told.tracks.resize(disc.tracks.size());
    std::vector<Tags> tags;
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        tags.push_back(tags_of_track(file.tags(), disc.number_of(k)));
        for (const char* name : {"ALBUM", "ALBUMARTIST", "BARCODE", "UPC", "EAN", "MCN"})
            if (const auto tag = file.tags().find(name); tag != file.tags().end()) tags.back().insert(*tag);
        if (const auto artist = file.tags().find("ARTIST"); artist != file.tags().end())
            tags.back().emplace("ALBUMARTIST", artist->second);
    }
    const auto unusable = apply_tags(told, tags, std::vector<std::string>(tags.size(), file.path()));
    warnings.insert(warnings.end(), unusable.begin(), unusable.end());
    return told;
}

// Fills what a disc does not say with what another source says of it.
class Completion {
  public:
    Completion(Album& album, std::string ours, std::string theirs)
        : album_(album), ours_(std::move(ours)), theirs_(std::move(theirs)) {}

    void run(const Disc& from) {
        Disc& disc = album_.disc;
        take(disc.mcn, from.mcn, "the catalogue number");
        if (!from.text_blocks.empty() && album_texts(from) != Texts{})
            take(edit_album_texts(disc), album_texts(from), "the album");
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const std::string whose = fmt::format("track {}", disc.number_of(k));
            take(disc.tracks[k].isrc, from.tracks[k].isrc, "the ISRC of " + whose);
            if (track_texts(from, k) != Texts{}) take(edit_track_texts(disc, k), track_texts(from, k), whose);
        }
    }

  private:
    void take(Texts& ours, const Texts& theirs, const std::string& whose) {
        for (const TextField& field : kTextFields) {
            std::string& place = ours.*field.member;
            const std::string& text = theirs.*field.member;
            if (place.empty()) place = text;
            if (!text.empty() && text != place)
                warn(fmt::format("the {} of {}", field.name, whose), place, text);
        }
    }
    template <class Code>
    void take(std::optional<Code>& ours, const std::optional<Code>& theirs, const std::string& what) {
        if (!ours) ours = theirs;
        if (theirs && *theirs != *ours) warn(what, ours->text(), theirs->text());
    }
    void warn(const std::string& what, std::string_view ours, std::string_view theirs) {
        album_.warnings.push_back(
            fmt::format("{}: {} is \"{}\" in its {}, which is taken, and \"{}\" in its {}", album_.path, what,
                        utf8_prefix(ours, 200), ours_, utf8_prefix(theirs, 200), theirs_));
    }

    Album& album_;
    std::string ours_, theirs_;
};

std::vector<std::pair<size_t, BlockCount>> data_track_starts(const Disc& disc) {
    std::vector<std::pair<size_t, BlockCount>> starts;
    for (const DataTrack& data : disc.data) starts.emplace_back(data.before, data.gap);
    return starts;
}

bool lies_like(const Disc& a, const Disc& b) {
    const Layout x = layout_of(a), y = layout_of(b);
    for (size_t k = 0; k < a.tracks.size(); ++k)
        if (x.tracks[k].start != y.tracks[k].start || x.tracks[k].index01 != y.tracks[k].index01 ||
            a.tracks[k].indexes != b.tracks[k].indexes)
            return false;
    const bool both_have_data = !a.data.empty() && !b.data.empty();
    return x.lead_out == y.lead_out && (!both_have_data || data_track_starts(a) == data_track_starts(b));
}

void take_flags(Album& album, const Disc& tag) {
    for (size_t k = 0; k < tag.tracks.size(); ++k) {
        Flags& ours = album.disc.tracks[k].flags;
        const bool emphasis = ours.pre_emphasis;
        ours = tag.tracks[k].flags;
        ours.pre_emphasis = emphasis;
        if (tag.tracks[k].flags.pre_emphasis != emphasis)
            album.warnings.push_back(fmt::format("{}: track {} {} pre-emphasis by its CUESHEET block, which "
                                                 "is taken, and {} by its CUESHEET tag",
                                                 album.path, tag.number_of(k), emphasis ? "has" : "has no",
                                                 emphasis ? "none" : "has it"));
    }
}

// A block tells where things lie; the tag tells the rest.
void complete_block(Album& album, const SheetLayout& tag) {
    const size_t ours = album.disc.tracks.size(), theirs = tag.disc.tracks.size();
    if (ours != theirs || album.disc.first_track != tag.disc.first_track) {
        album.warnings.push_back(fmt::format(
            "{}: its CUESHEET tag is left out; it has {} tracks from number {} on, the CUESHEET block has {} "
            "from {} on",
            album.path, theirs, tag.disc.first_track, ours, album.disc.first_track));
        return;
    }
    if (!lies_like(album.disc, tag.disc))
        album.warnings.push_back(album.path + ": its CUESHEET tag has tracks or indexes at other places than "
                                              "its CUESHEET block, whose are taken");
    take_flags(album, tag.disc);
    album.disc.remarks = tag.disc.remarks;
    if (album.disc.data.empty()) album.disc.data = tag.disc.data;
    for (size_t k = 0; k < ours; ++k) album.disc.tracks[k].remarks = tag.disc.tracks[k].remarks;
    Completion(album, "CUESHEET block", "CUESHEET tag").run(tag.disc);
}

} // namespace

bool has_embedded_sheet(const AudioFile& file) {
    return file.tags().contains(kTag) || find_cue_sheet_block(file.input().file());
}

Album open_embedded_sheet(const std::shared_ptr<const AudioFile>& file, const AlbumOptions& options) {
    Album album;
    album.kind = AlbumKind::embedded_sheet;
    album.path = file->path();
    album.holds = kCueHolds;
    add_file(album, file);
    const auto block = find_cue_sheet_block(file->input().file());
    const CueOrigin origin = block ? CueOrigin::lba_0 : options.cue_origin;
    album.holds.first_150 = origin == CueOrigin::absolute;
    album.applied.cue_origin = !block;
    const auto lay_out = [&](const CueSheet& sheet) {
        SheetLayout layout = lay_out_cue_sheet(sheet, {file->length()}, origin);
        album.warnings.insert(album.warnings.end(), sheet.warnings.begin(), sheet.warnings.end());
        album.warnings.insert(album.warnings.end(), layout.warnings.begin(), layout.warnings.end());
        return layout;
    };
    std::vector<SheetLayout> layouts;
    if (block)
        layouts.push_back(
            lay_out(parse_flac_cue_sheet(file->path(), *block, file->format().rate, file->length())));
    if (file->tags().contains(kTag)) layouts.push_back(lay_out(sheet_in_tag(*file)));
    album.disc = layouts[0].disc;
    if (layouts.size() == 2) complete_block(album, layouts[1]);
    Disc told = disc_of_tags(*file, album.disc, album.warnings);
    const auto title = file->tags().find("TITLE"); // of the file, which is the album
    if (title != file->tags().end() && album_texts(told).title.empty() &&
        album_texts(album.disc).title.empty())
        edit_album_texts(told).title = title->second;
    Completion(album, "cue sheet", "tags").run(told);
    for (Track& track : album.disc.tracks) track.source = source_file(file->input());
    album.audio = timeline_of(layouts[0], {file});
    return album;
}

} // namespace redbook
