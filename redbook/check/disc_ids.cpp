#include "redbook/check/disc_ids.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"
#include "redbook/base/sha1.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr int kAbsoluteZero = -kProgramStart.value;

// Counted from MSF 00:00:00.
int absolute(Lba a) { return a.value + kAbsoluteZero; }

bool is_audio(const TocEntry& entry) { return (entry.control & kDataControl) == 0; }

// The TOC without the data tracks after the audio, and the end of that audio.
Toc first_session(const Toc& toc) {
    Toc result = toc;
    while (!is_audio(result.entries.back())) {
        result.lead_out = result.entries.back().start - kBetweenSessions;
        result.entries.pop_back();
        if (result.lead_out <= result.entries.back().start)
            result.lead_out = result.lead_out + kBetweenSessions;
    }
    return result;
}

std::vector<Lba> audio_starts(const Toc& toc) {
    std::vector<Lba> starts;
    for (const TocEntry& entry : toc.entries)
        if (is_audio(entry)) starts.push_back(entry.start);
    return starts;
}

int digit_sum(int n) { return n == 0 ? 0 : n % 10 + digit_sum(n / 10); }

uint32_t freedb_id(const Toc& toc) {
    int sum = 0;
    for (const TocEntry& entry : toc.entries) sum += digit_sum(absolute(entry.start) / kBlocksPerSecond);
    const int seconds =
        absolute(toc.lead_out) / kBlocksPerSecond - absolute(toc.entries.front().start) / kBlocksPerSecond;
    return uint32_t(sum % 255) << 24 | uint32_t(seconds) << 8 | uint32_t(toc.entries.size());
}

std::string freedb_query(const Toc& toc) {
    std::string text = fmt::format("{:08x} {}", freedb_id(toc), toc.entries.size());
    for (const TocEntry& entry : toc.entries) text += fmt::format(" {}", absolute(entry.start));
    return text + fmt::format(" {}", absolute(toc.lead_out) / kBlocksPerSecond);
}

// Base64 whose three special characters may stand in a URL, as MusicBrainz chose them.
std::string url_base64(Bytes data) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    std::string text;
    BytesReader in(data);
    while (in.left() > 0) {
        const size_t n = std::min(in.left(), size_t{3});
        uint32_t bits = 0;
        for (size_t i = 0; i < 3; ++i) bits = bits << 8 | in.u8();
        for (size_t i = 0; i < 4; ++i) text += i <= n ? kDigits[bits >> (18 - 6 * i) & 63] : '-';
    }
    return text;
}

std::string digest_id(const std::string& text) { return url_base64(sha1(as_bytes(text))); }

std::string musicbrainz_id(const Toc& session) {
    std::array<int, kMostTracks + 1> starts{};
    for (const TocEntry& entry : session.entries) starts[size_t(entry.number)] = absolute(entry.start);
    std::string text = fmt::format("{:02X}{:02X}{:08X}", session.entries.front().number,
                                   session.entries.back().number, absolute(session.lead_out));
    for (size_t number = 1; number < starts.size(); ++number) text += fmt::format("{:08X}", starts[number]);
    return digest_id(text);
}

std::string musicbrainz_toc(const Toc& session) {
    std::string text = fmt::format("{} {} {}", session.entries.front().number, session.entries.back().number,
                                   absolute(session.lead_out));
    for (const TocEntry& entry : session.entries) text += fmt::format(" {}", absolute(entry.start));
    return text;
}

AccurateRipId accurate_rip_id(const Toc& toc) {
    AccurateRipId id{0, 0, 0, freedb_id(toc)};
    const auto add = [&](Lba place, int number) {
        id.id1 += uint32_t(place.value);
        id.id2 += uint32_t(std::max(place.value, 1)) * uint32_t(number);
    };
    for (const Lba start : audio_starts(toc)) add(start, ++id.tracks);
    add(toc.lead_out, id.tracks + 1);
    return id;
}

std::string ctdb_toc_id(const Toc& session) {
    const std::vector<Lba> starts = audio_starts(session);
    std::string text;
    for (size_t i = 1; i < starts.size(); ++i) text += fmt::format("{:08X}", (starts[i] - starts[0]).value);
    text += fmt::format("{:08X}", uint32_t((session.lead_out - starts[0]).value));
    return digest_id(text + std::string(8 * (100 - starts.size()), '0'));
}

DiscIds ids_of(const TocWithData& source) {
    const Toc& toc = source.toc;
    if (std::none_of(toc.entries.begin(), toc.entries.end(), is_audio))
        throw Error(Errc::breaks_rule, "a disc without audio tracks has no ids");
    for (const TocEntry& entry : toc.entries)
        if (entry.number < 1 || entry.number > kMostTracks)
            throw Error(Errc::breaks_rule, fmt::format("track number {} is not 1 to 99", entry.number));
    const Toc session = first_session(toc);
    DiscIds ids;
    ids.ctdb_toc = ctdb_toc_id(session);
    if (!source.starts_known) return ids;
    ids.musicbrainz = musicbrainz_id(session);
    ids.musicbrainz_toc = musicbrainz_toc(session);
    if (!source.lead_out_known) return ids;
    ids.freedb = fmt::format("{:08x}", freedb_id(toc));
    ids.freedb_query = freedb_query(toc);
    ids.accurate_rip = accurate_rip_id(toc);
    return ids;
}

// Of "REM DISCID 1C00CE04"; empty: the remark is another.
std::string_view disc_id_in(std::string_view remark) {
    constexpr std::string_view kWords = "REM DISCID ";
    if (!equal_ignoring_case(remark.substr(0, kWords.size()), kWords)) return {};
    std::string_view id = redbook::trimmed(remark.substr(kWords.size()));
    if (id.size() == 10 && id.front() == '"' && id.back() == '"') id = id.substr(1, 8);
    const bool is_hex = id.find_first_not_of("0123456789abcdefABCDEF") == id.npos;
    return id.size() == 8 && is_hex ? id : std::string_view();
}

} // namespace

std::string to_string(const AccurateRipId& id) {
    return fmt::format("{:08x}-{:08x}-{:08x}", id.id1, id.id2, id.id3);
}

std::string to_string(const std::optional<AccurateRipId>& id) { return id ? to_string(*id) : ""; }

std::string accurate_rip_path(const AccurateRipId& id) {
    return fmt::format("accuraterip/{:x}/{:x}/{:x}/dBAR-{:03}-{}.bin", id.id1 & 0xF, id.id1 >> 4 & 0xF,
                       id.id1 >> 8 & 0xF, id.tracks, to_string(id));
}

DiscIds ids_of(const Toc& toc) { return ids_of(TocWithData{toc}); }

DiscIds ids_of(const Disc& disc) { return ids_of(toc_with_data(disc)); }

std::string doubt_by_disc_id(const Disc& disc) {
    if (disc.tracks.empty()) return "";
    for (const std::string& remark : disc.remarks) {
        const std::string_view id = disc_id_in(remark);
        if (id.empty()) continue;
        const std::string freedb = ids_of(disc).freedb;
        if (!freedb.empty() && !equal_ignoring_case(id, freedb))
            return fmt::format("REM DISCID is {}, and this disc's is {}; is it the sheet of another disc?",
                               id, freedb);
    }
    return "";
}

} // namespace redbook
