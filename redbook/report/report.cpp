#include "redbook/report/report.h"

#include <chrono>

#include <fmt/format.h>

#include "redbook/disc/toc.h"

namespace redbook {

std::vector<IndexPlace> indexes_of(const Track& track, const TrackSpan& span) {
    std::vector<IndexPlace> places;
    const auto add = [&](int number, Lba start) {
        if (!places.empty()) places.back().length = start - places.back().start;
        places.push_back({number, start, start - span.index01, span.end - start});
    };
    if (span.start < span.index01) add(0, span.start);
    add(1, span.index01);
    for (const BlockCount at : track.indexes) add(places.back().number + 1, span.index01 + at);
    return places;
}

std::string file_name(const std::string& path) {
    const size_t last = path.find_last_not_of('/');
    const size_t slash = last == path.npos ? last : path.rfind('/', last);
    return slash == path.npos ? path : path.substr(slash + 1);
}

std::optional<HiddenAudio> hidden_audio(const Disc& disc) {
    if (disc.tracks.empty()) return std::nullopt;
    const TrackSpan first = layout_of(disc).tracks[0];
    if (first.audio == first.index01) return std::nullopt;
    return HiddenAudio{first.audio, first.index01 - first.audio};
}

std::vector<DataPlace> data_places(const Disc& disc) {
    std::vector<DataPlace> places;
    bool known = true;
    for (const TocEntry& entry : toc_with_data(disc).toc.entries) {
        if (!(entry.control & kDataControl)) continue;
        const auto& length = disc.data[places.size()].length;
        places.push_back({entry.number, known ? std::optional(entry.start) : std::nullopt, length});
        known = known && length;
    }
    return places;
}

std::string utc_text(int64_t ns_since_1970) {
    using namespace std::chrono;
    const sys_time<nanoseconds> time{nanoseconds(ns_since_1970)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:09}Z", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count(), clock.subseconds().count());
}

std::vector<std::string_view> flag_names(Flags flags) {
    std::vector<std::string_view> names;
    if (flags.pre_emphasis) names.push_back("PRE");
    if (flags.copy_permitted) names.push_back("DCP");
    if (flags.four_channel) names.push_back("4CH");
    if (flags.scms) names.push_back("SCMS");
    return names;
}

std::optional<DiscIds> disc_ids(const DiscReport& report) {
    if (report.identity) return report.identity->ids;
    if (report.disc.tracks.empty()) return std::nullopt;
    return ids_of(as_recorded(report.disc));
}

std::optional<uint32_t> disc_crc(const DiscReport& report) {
    return report.identity ? report.identity->sums.crc : report.crc;
}

std::optional<uint32_t> track_crc(const DiscReport& report, size_t track) {
    if (const TrackSums* sums = track_sums(report, track)) return sums->crc;
    if (track < report.crcs.size()) return report.crcs[track];
    return std::nullopt;
}

const TrackSums* track_sums(const DiscReport& report, size_t track) {
    if (track < report.signals.size()) return &report.signals[track].sums;
    if (track < report.sums.size()) return &report.sums[track];
    return report.identity ? &report.identity->sums.tracks[track] : nullptr;
}

std::string_view to_string(SourceChecksum checksum) {
    constexpr std::string_view kWords[] = {"not available", "not read", "verified"};
    return kWords[size_t(checksum)];
}

std::string_view to_string(TrackVerdict verdict) {
    switch (verdict) {
    case TrackVerdict::matches: return "matches";
    case TrackVerdict::differs: return "differs";
    case TrackVerdict::unknown: return "unknown";
    case TrackVerdict::silent: break;
    }
    return "silent";
}

std::vector<uint32_t> track_crcs(const Disc& disc, const std::vector<PieceSum>& pieces) {
    const Layout layout = layout_of(disc);
    std::vector<uint32_t> crcs;
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const auto crc = sum_over(pieces, layout.tracks[k].index01, layout.next_index01(k));
        if (!crc) return {};
        crcs.push_back(*crc);
    }
    return crcs;
}

std::optional<uint32_t> disc_crc(const Disc& disc, const std::vector<PieceSum>& pieces) {
    return sum_over(pieces, Lba{0}, layout_of(disc).lead_out);
}

} // namespace redbook
