// Records discs on an emulated drive by its commands, with nothing of ours between: the judge of what reads
// them.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/layout.h"
#include "tests/emulator/drive_kit.h"

namespace redbook::test {

// The list of SEND CUE SHEET for a disc in Session-at-Once.
class CueList {
  public:
    CueList(const Disc& disc, bool text) {
        if (disc.mcn) put_codes(2, disc.mcn->text(), 7);
        put({0x01, 0, 0, text ? 0x41u : 0x01u, 0, 0, 0, 0});
        const Layout layout = layout_of(disc);
        for (size_t k = 0; k < disc.tracks.size(); ++k) put_track(disc, k, layout.tracks[k]);
        put_place(control_nibble(disc.tracks.back().flags), 0xAA, 1, 1, false, layout.lead_out);
    }
    const std::vector<std::byte>& bytes() const { return bytes_; }

  private:
    void put(std::initializer_list<unsigned> entry) {
        for (const unsigned b : entry) bytes_.push_back(std::byte(b));
    }
    void put_place(unsigned control, unsigned track, unsigned index, unsigned form, bool scms, Lba at) {
        const Msf m = *to_msf(at);
        put({control << 4 | 1, track, index, form, scms ? 0x80u : 0u, m.minute, m.second, m.frame});
    }
    // Two entries of so many characters each; `first` stands before them.
    void put_codes(unsigned first, std::string_view text, size_t half, std::optional<unsigned> track = {}) {
        for (const std::string_view part : {text.substr(0, half), text.substr(half)}) {
            put({first});
            if (track) put({*track});
            for (size_t i = 0; i < half; ++i) put({i < part.size() ? unsigned(part[i]) : 0u});
        }
    }
    void put_track(const Disc& disc, size_t k, const TrackSpan& span) {
        const Track& track = disc.tracks[k];
        const auto number = unsigned(disc.number_of(k));
        const unsigned control = control_nibble(track.flags);
        if (track.isrc) put_codes(control << 4 | 3, track.isrc->text(), 6, number);
        if (span.start < span.index01) put_place(control, number, 0, 0, track.flags.scms, span.start);
        put_place(control, number, 1, 0, track.flags.scms, span.index01);
        unsigned index = 2;
        for (const BlockCount at : track.indexes)
            put_place(control, number, index++, 0, track.flags.scms, span.index01 + at);
    }
    std::vector<std::byte> bytes_;
};

class Burner {
  public:
    explicit Burner(emulator::Drive& drive) : drive_(drive) {}

    // Session-at-Once, with CD-TEXT if the disc has any.
    void session(const Disc& disc, BlockSource& audio) {
        const std::vector<std::byte> packs = cd_text_packs(disc);
        const CueList cue(disc, !packs.empty());
        set_up({.byte2 = emulator::test::kSao});
        send("5d 00 00 00 00 00 " + emulator::test::be(uint32_t(cue.bytes().size()), 6) + " 00", cue.bytes());
        if (!packs.empty()) write_text(packs);
        write_audio(kProgramStart, layout_of(disc).lead_out, audio);
        send(kSync);
    }

    // Track-at-Once: the tracks of as_tao(disc), where the drive puts them. `audio` is laid out like that.
    void tracks(const Disc& disc, BlockSource& audio) {
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const Track& track = disc.tracks[k];
            const TrackSpan span = layout_of(disc).tracks[k];
            set_up({.byte2 = emulator::test::kTao,
                    .byte3 = uint8_t(control_nibble(track.flags) | (track.flags.scms ? 0x10 : 0)),
                    .mcn = disc.mcn ? std::string(disc.mcn->text()) : "",
                    .isrc = track.isrc ? std::string(track.isrc->text()) : ""});
            write_audio(span.index01, span.audio_end, audio);
            send(kSync);
        }
        send("5b 00 02 00 00 00 00 00 00 00");
    }

  private:
    static constexpr std::string_view kSync = "35 00 00 00 00 00 00 00 00 00";

    void send(std::string_view cdb, Bytes out = {}) {
        const emulator::Reply reply = drive_.execute({emulator::test::bytes(cdb), out, {}});
        EXPECT_EQ(emulator::to_string(reply.sense), emulator::to_string(emulator::Sense{})) << cdb;
    }
    void set_up(const emulator::test::Page5& page) {
        send("55 10 00 00 00 00 00 00 3c 00", emulator::test::page5_list(page));
    }
    void write(Lba first, size_t blocks, Bytes data) {
        using emulator::test::be;
        send("2a 00 " + be(uint32_t(first.value), 8) + " 00 " + be(uint32_t(blocks), 4) + " 00", data);
    }
    void write_audio(Lba first, Lba end, BlockSource& audio) {
        for (Lba at = first; at < end;) {
            const BlockCount n = std::min(BlockCount{600}, end - at);
            std::vector<std::byte> blocks(size_t(bytes_in(n)));
            audio.read(at, blocks);
            write(at, size_t(n.value), blocks);
            at += n;
        }
    }

    // Three bytes are four symbols of six bits; four packs a block, all packs over and over.
    static std::vector<std::byte> lead_in(Bytes packs, size_t blocks) {
        std::vector<std::byte> symbols;
        for (size_t at = 0; symbols.size() < blocks * kSubcodeBytes; at = (at + 3) % packs.size()) {
            const uint32_t bits = emulator::be24_at(packs, at);
            for (const int shift : {18, 12, 6, 0}) symbols.push_back(std::byte(bits >> shift & 0x3F));
        }
        return symbols;
    }
    void write_text(Bytes packs) {
        constexpr size_t kAtOnce = 500;
        const Lba first = drive_.facts().lead_in;
        const auto total = size_t((kProgramStart - first).value);
        const std::vector<std::byte> all = lead_in(packs, total);
        for (size_t at = 0; at < total; at += kAtOnce) {
            const size_t n = std::min(kAtOnce, total - at);
            write(first + BlockCount{int32_t(at)}, n,
                  Bytes(all).subspan(at * kSubcodeBytes, n * kSubcodeBytes));
        }
    }

    emulator::Drive& drive_;
};

} // namespace redbook::test
