#include "redbook/disc/rules.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

// Where the rules write down what they find.
class Report {
  public:
    void error(std::string_view rule, int track, std::string sentence) {
        findings_.push_back({Severity::error, rule, track, std::move(sentence)});
    }
    void warning(std::string_view rule, int track, std::string sentence) {
        findings_.push_back({Severity::warning, rule, track, std::move(sentence)});
    }
    std::vector<Finding> take() { return std::move(findings_); }

  private:
    std::vector<Finding> findings_;
};

void check_count(const Disc& disc, Report& report) {
    const int n = int(disc.tracks.size());
    if (n == 0) report.error("track-count", 0, "the disc has no tracks; a CD has 1 to 99");
    if (n > kMostTracks)
        report.error("track-count", 0, fmt::format("the disc has {} tracks; a CD has 1 to 99", n));
    if (disc.first_track < 1 || disc.first_track + n - 1 > kMostTracks)
        report.error("track-numbers", 0,
                     fmt::format("the tracks would be numbered {} to {}; numbers go from 1 to 99",
                                 disc.first_track, disc.first_track + n - 1));
}

void check_first_pause(const Disc& disc, Report& report) {
    if (disc.tracks.empty()) return;
    const BlockCount pause = disc.tracks[0].pause + disc.tracks[0].pregap;
    if (pause < kFirstPause)
        report.error(
            "first-pause", disc.first_track,
            fmt::format("the pause before the first track is {} blocks long; it must be at least 150 (2 s)",
                        pause.value));
}

void check_lengths(const Disc& disc, const Layout& layout, Report& report) {
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const TrackSpan& span = layout.tracks[k];
        const bool last = k + 1 == disc.tracks.size();
        const Lba next = last ? layout.lead_out : layout.tracks[k + 1].index01;
        const BlockCount to_next = next - span.index01, to_pause = span.end - span.index01;
        const int number = disc.number_of(k);
        if (to_next < kShortestTrack)
            report.error("track-too-short", number,
                         fmt::format("track {} is {} long; a track must be at least 00:04:00 (4 s)", number,
                                     msf_text(to_next)));
        else if (to_pause < kShortestTrack)
            report.warning(
                "track-short-before-pause", number,
                fmt::format("track {} is {} long without the pause after it, less than 00:04:00 (4 s)",
                            number, msf_text(to_pause)));
    }
}

void check_indexes(const Disc& disc, Report& report) {
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const int number = disc.number_of(k);
        BlockCount before{0};
        int index = 1;
        for (const BlockCount at : track.indexes) {
            ++index;
            if (at <= before)
                report.error("index-order", number,
                             fmt::format("track {}: INDEX {:02} at {} is not after INDEX {:02} at {}", number,
                                         index, msf_text(at), index - 1, msf_text(before)));
            if (at >= track.length + track.postgap)
                report.error("index-behind-end", number,
                             fmt::format("track {}: INDEX {:02} at {} is past the end of the track at {}",
                                         number, index, msf_text(at),
                                         msf_text(track.length + track.postgap)));
            before = at;
        }
        if (index > 99)
            report.error("index-count", number,
                         fmt::format("track {} has {} indexes; at most 99 can be numbered", number, index));
    }
}

void check_flags(const Disc& disc, Report& report) {
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (disc.tracks[k].flags.copy_permitted && disc.tracks[k].flags.scms)
            report.error(
                "copy-flags", disc.number_of(k),
                fmt::format("track {} permits copying (DCP) and forbids it (SCMS); take one flag away",
                            disc.number_of(k)));
}

void check_codes(const Disc& disc, Report& report) {
    if (disc.mcn && !disc.mcn->check_digit_is_right())
        report.warning("mcn-check-digit", 0,
                       fmt::format("the check digit of the catalogue number {} is wrong", disc.mcn->text()));
    std::map<std::string_view, int> first_use;
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        if (!disc.tracks[k].isrc) continue;
        const std::string_view isrc = disc.tracks[k].isrc->text();
        const int number = disc.number_of(k);
        if (isrc[0] <= '9' || isrc[1] <= '9')
            report.warning("isrc-country", number,
                           fmt::format("track {}: ISRC {} does not begin with two letters", number, isrc));
        const auto [first, is_new] = first_use.emplace(isrc, number);
        if (!is_new)
            report.warning(
                "isrc-doubled", number,
                fmt::format("track {} has the ISRC {} that track {} has", number, isrc, first->second));
    }
}

void check_texts(const Disc& disc, Report& report) {
    if (disc.text_blocks.size() > kMostTextBlocks)
        report.error(
            "text-blocks", 0,
            fmt::format("the disc has CD-TEXT in {} languages; it holds 8", disc.text_blocks.size()));
    for (const std::string& text : texts_not_held(disc))
        report.warning("text-charset", 0, "CD-TEXT: " + text);
    std::vector<std::string> changes;
    for (std::string& text : texts_without_room(as_cd_text_holds(disc, changes)))
        report.warning("text-room", 0, std::move(text));
}

void check_end(const Disc& disc, const Layout& layout, BlockCount capacity, Report& report) {
    if (layout.lead_out > kLastAddress)
        report.error("lead-out-address", 0,
                     fmt::format("the disc ends at {}; the last address of a CD is 99:59:74",
                                 msf_text(layout.lead_out)));
    if (const auto over = overflow(disc, capacity))
        report.error("capacity", disc.number_of(over->track),
                     fmt::format("track {} does not fit: the disc ends at {}, {} ({}) after the {} "
                                 "that the medium holds",
                                 disc.number_of(over->track), msf_text(layout.lead_out), msf_text(over->over),
                                 blocks_text(over->over), msf_text(Lba{0} + capacity)));
}

// What Track-at-Once cannot place. `joined` audio gets a gap cut into it.
void check_track_at_once(const Disc& disc, Report& report) {
    if (disc.gap < BlockCount{0} || disc.gap > kLongestGap)
        report.error("gap", 0,
                     fmt::format("the gap is {} blocks; Track-at-Once takes 0 to 225", disc.gap.value));
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const int number = disc.number_of(k);
        if (k > 0 && disc.join == Join::joined && track.pause == BlockCount{0})
            report.warning(
                "gap-in-joined-audio", number,
                fmt::format("Track-at-Once puts a gap of {} blocks before track {}, which is joined to "
                            "the one before it",
                            disc.gap.value + kRunOut.value, number));
        if (track.pregap > BlockCount{0})
            report.warning(
                "pregap-lost", number,
                fmt::format("Track-at-Once begins track {} at its pregap; INDEX 00 is lost", number));
        if (!track.indexes.empty())
            report.warning("indexes-lost", number,
                           fmt::format("Track-at-Once loses the indexes above 01 of track {}", number));
    }
}

bool is_negative(const Track& t) {
    return std::min({t.pause, t.pregap, t.length, t.postgap}) < BlockCount{0};
}

} // namespace

std::vector<Finding> check_rules(const Disc& disc, BlockCount capacity) {
    Report report;
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (is_negative(disc.tracks[k]))
            report.error("negative-length", disc.number_of(k),
                         fmt::format("track {} has a negative length", disc.number_of(k)));
    const Layout layout = layout_of(as_recorded(disc));
    check_count(disc, report);
    check_first_pause(disc, report);
    check_lengths(disc, layout, report);
    check_indexes(disc, report);
    check_flags(disc, report);
    check_codes(disc, report);
    check_texts(disc, report);
    check_end(disc, layout, capacity, report);
    if (disc.mode == Mode::tao) check_track_at_once(disc, report);
    return report.take();
}

void require_rules(const Disc& disc, BlockCount capacity, std::string_view where) {
    for (const Finding& finding : check_rules(disc, capacity))
        if (finding.severity == Severity::error)
            throw Error(finding.rule == "capacity" ? Errc::does_not_fit : Errc::breaks_rule,
                        fmt::format("{}: {}", where, finding.sentence));
}

std::vector<std::string> rule_warnings(const Disc& disc) {
    Report report;
    check_lengths(disc, layout_of(as_recorded(disc)), report);
    check_codes(disc, report);
    std::vector<std::string> sentences;
    for (Finding& finding : report.take())
        if (finding.severity == Severity::warning) sentences.push_back(std::move(finding.sentence));
    return sentences;
}

std::vector<std::string> remove_codes_of_zeros(Disc& disc) {
    const auto is_zeros = [](const auto& code) { return code && code->means_none(); };
    std::vector<std::string> sentences;
    if (is_zeros(disc.mcn)) {
        disc.mcn.reset();
        sentences.emplace_back("the catalogue number is all zeros, which means none; it is ignored");
    }
    std::vector<int> tracks;
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        if (!is_zeros(disc.tracks[k].isrc)) continue;
        disc.tracks[k].isrc.reset();
        tracks.push_back(disc.number_of(k));
    }
    if (!tracks.empty())
        sentences.push_back(fmt::format("the ISRC{} of track{} {} {} all zeros, which means none; {} ignored",
                                        tracks.size() == 1 ? "" : "s", tracks.size() == 1 ? "" : "s",
                                        fmt::join(tracks, ", "), tracks.size() == 1 ? "is" : "are",
                                        tracks.size() == 1 ? "it is" : "they are"));
    return sentences;
}

} // namespace redbook
