#include "redbook/image/ccd/ccd_writer.h"

#include <iterator>

#include <fmt/format.h>

#include "redbook/disc/cd_text.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/subchannel.h"
#include "redbook/disc/toc.h"
#include "redbook/image/ccd/ccd_syntax.h"

namespace redbook {
namespace {

class CcdWriter {
  public:
    explicit CcdWriter(const Disc& disc)
        : disc_(disc), layout_(layout_of(disc)), toc_(toc_of(disc)), packs_(cd_text_packs(disc)) {}

    std::string write() {
        line("[CloneCD]");
        line("Version=3");
        write_disc();
        write_texts();
        line("[Session 1]");
        line("PreGapMode=0");
        line("PreGapSubC=0");
        write_toc();
        for (size_t k = 0; k < disc_.tracks.size(); ++k) write_track(k);
        return std::move(text_);
    }

  private:
    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
        text_ += "\r\n";
    }

    void write_disc() {
        line("[Disc]");
        line("TocEntries={}", toc_.entries.size() + 3);
        line("Sessions=1");
        line("DataTracksScrambled=0");
        line("CDTextLength={}", packs_.size());
        if (disc_.mcn) line("CATALOG={}", disc_.mcn->text());
    }

    // Without the packs' checksums, as is the custom.
    void write_texts() {
        if (packs_.empty()) return;
        line("[CDText]");
        line("Entries={}", packs_.size() / kTextPackBytes);
        for (size_t at = 0; at < packs_.size(); at += kTextPackBytes) {
            std::string bytes;
            for (const std::byte b : Bytes(packs_).subspan(at, kTextPackBytes - 2))
                bytes += fmt::format("{}{:02x}", bytes.empty() ? "" : " ", std::to_integer<int>(b));
            line("Entry {}={}", at / kTextPackBytes, bytes);
        }
    }

    void write_toc() {
        const TocEntry &first = toc_.entries.front(), &last = toc_.entries.back();
        write_entry(kCcdFirstTrack, first.control, {uint8_t(first.number), 0, 0});
        write_entry(kCcdLastTrack, last.control, {uint8_t(last.number), 0, 0});
        write_entry(kCcdLeadOut, last.control, *to_msf(toc_.lead_out));
        for (const TocEntry& entry : toc_.entries)
            write_entry(entry.number, entry.control, *to_msf(entry.start));
    }

    void write_entry(int point, uint8_t control, Msf value) {
        line("[Entry {}]", entries_++);
        line("Session=1");
        line("Point={:#04x}", point);
        line("ADR=0x01");
        line("Control={:#04x}", control);
        line("TrackNo=0");
        line("AMin=0");
        line("ASec=0");
        line("AFrame=0");
        line("ALBA=-150");
        line("Zero=0");
        line("PMin={}", value.minute);
        line("PSec={}", value.second);
        line("PFrame={}", value.frame);
        line("PLBA={}", to_lba(value)->value);
    }

    void write_track(size_t k) {
        const TrackSpan& span = layout_.tracks[k];
        const Lba index00 = std::max(span.start, Lba{0});
        line("[TRACK {}]", disc_.number_of(k));
        line("MODE=0");
        if (disc_.tracks[k].isrc) line("ISRC={}", disc_.tracks[k].isrc->text());
        if (index00 < span.index01) line("INDEX 0={}", index00.value);
        line("INDEX 1={}", span.index01.value);
    }

    const Disc& disc_;
    const Layout layout_;
    const Toc toc_;
    const std::vector<std::byte> packs_;
    std::string text_;
    int entries_ = 0;
};

} // namespace

std::string ccd_of(const Disc& disc) { return CcdWriter(disc).write(); }

void note_codes_without_room(const Disc& disc, std::vector<std::string>& changes) {
    const CodeRoom room = room_for_codes(disc);
    if (disc.mcn && !room.mcn)
        changes.push_back(
            "the MCN is stored in the sheet only; every track is too short for it in the subchannel");
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (disc.tracks[k].isrc && !room.isrc[k])
            changes.push_back(
                fmt::format("the ISRC of track {} is stored in the sheet only; the track is too "
                            "short for it in the subchannel",
                            disc.number_of(k)));
}

} // namespace redbook
