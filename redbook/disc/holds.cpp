#include "redbook/disc/holds.h"

#include <algorithm>

#include <fmt/format.h>

namespace redbook {
namespace {

bool any_track(const Disc& disc, bool (*has)(const Track&)) {
    return std::any_of(disc.tracks.begin(), disc.tracks.end(), has);
}

bool has_audio_in_first_150(const Disc& disc) {
    return !disc.tracks.empty() && disc.tracks[0].pause < kFirstPause;
}
bool has_pauses(const Disc& disc) {
    for (size_t k = 1; k < disc.tracks.size(); ++k)
        if (disc.tracks[k].pause + disc.tracks[k].pregap > BlockCount{0}) return true;
    return false;
}
bool has_indexes(const Track& t) { return !t.indexes.empty(); }
bool has_flags(const Track& t) { return control_nibble(t.flags) != 0; }
bool has_scms(const Track& t) { return t.flags.scms; }
bool has_isrc(const Track& t) { return t.isrc.has_value(); }

bool has_text_extras(const Disc& disc) {
    return std::any_of(disc.text_blocks.begin(), disc.text_blocks.end(), [](const TextBlock& block) {
        TextBlock plain;
        plain.album = block.album;
        return block != plain;
    });
}

} // namespace

Holds what_both_hold(const Holds& a, const Holds& b) {
    return {.audio = a.audio && b.audio,
            .first_150 = a.first_150 && b.first_150,
            .pauses = a.pauses && b.pauses,
            .indexes = a.indexes && b.indexes,
            .flags = a.flags && b.flags,
            .scms = a.scms && b.scms,
            .isrc = a.isrc && b.isrc,
            .mcn = a.mcn && b.mcn,
            .text_blocks = std::min(a.text_blocks, b.text_blocks),
            .text_extras = a.text_extras && b.text_extras,
            .first_track = a.first_track && b.first_track,
            .remarks = a.remarks && b.remarks,
            .subchannel = a.subchannel && b.subchannel,
            .sample_exact = a.sample_exact && b.sample_exact};
}

std::vector<std::string> lost_in(const Disc& disc, const Holds& holds) {
    std::vector<std::string> lost;
    const auto add = [&](bool held, bool there, std::string words) {
        if (!held && there) lost.push_back(std::move(words));
    };
    const int texts = int(disc.text_blocks.size());
    add(holds.audio, !disc.tracks.empty(), "the audio, and where its tracks are");
    add(holds.first_150, has_audio_in_first_150(disc), "audio in the first two seconds, before LBA 0");
    add(holds.pauses, has_pauses(disc), "pauses and pregaps (INDEX 00)");
    add(holds.indexes, any_track(disc, has_indexes), "indexes above 01");
    add(holds.flags, any_track(disc, has_flags), "flags (pre-emphasis, copy permitted, four channels)");
    add(holds.scms, any_track(disc, has_scms), "the SCMS flag");
    add(holds.isrc, any_track(disc, has_isrc), "ISRC");
    add(holds.mcn, disc.mcn.has_value(), "the catalogue number (MCN)");
    add(holds.first_track, disc.first_track != 1,
        fmt::format("the first track's number {}", disc.first_track));
    add(holds.text_blocks >= texts, true,
        holds.text_blocks == 0 ? "CD-TEXT"
                               : fmt::format("CD-TEXT in {} further language{}", texts - holds.text_blocks,
                                             texts - holds.text_blocks == 1 ? "" : "s"));
    add(holds.text_extras, holds.text_blocks > 0 && has_text_extras(disc),
        "CD-TEXT language, genre, disc identification and closed information");
    return lost;
}

} // namespace redbook
