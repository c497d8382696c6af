// A host for an emulated drive: commands as bytes, and whole recordings in a line.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "emulator/drive.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::emulator::test {

using redbook::test::pattern_blocks;
using redbook::test::TempFolder;
using Data = std::vector<std::byte>;

// "5d 00 ff" and the like.
inline Data bytes(std::string_view hex) {
    Data out;
    for (size_t at = 0; at + 1 < hex.size();) {
        if (hex[at] == ' ' || hex[at] == '\n') {
            ++at;
            continue;
        }
        out.push_back(std::byte(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16)));
        at += 2;
    }
    return out;
}
inline std::string hex(Bytes data) {
    std::string text;
    for (const std::byte b : data) text += fmt::format("{:02x} ", std::to_integer<int>(b));
    return text.empty() ? text : text.substr(0, text.size() - 1);
}

inline std::string be(uint32_t value, int digits) { return fmt::format("{:0{}x}", value, digits); }

// Mode page 5 with the header in front, as libburn sends it.
struct Page5 {
    uint8_t byte2 = 0x41; // underrun protection, Track-at-Once
    uint8_t byte3 = 0;    // audio
    std::string mcn{}, isrc{};
};
inline Data page5_list(const Page5& p) {
    Data list(60);
    list[8] = std::byte{0x05};
    list[9] = std::byte{0x32};
    list[10] = std::byte{p.byte2};
    list[11] = std::byte{p.byte3};
    list[23] = std::byte{150};
    const auto put = [&](size_t at, const std::string& text) {
        if (!text.empty()) list[at] = std::byte{0x80};
        for (size_t i = 0; i < text.size(); ++i) list[at + 1 + i] = std::byte(text[i]);
    };
    put(8 + 16, p.mcn);
    put(8 + 32, p.isrc);
    return list;
}

constexpr uint8_t kTao = 0x41, kSao = 0x42;

// The cue sheet of mmc_traces' disc, without CD-TEXT: 3 tracks, lead-out at LBA 1500.
inline const char* const kCue = "02 34 30 30 36 33 38 31 02 33 33 33 39 33 31 00 01 00 00 01 00 00 00 00"
                                "03 01 47 42 41 59 45 30 03 01 30 30 30 33 35 31 01 01 00 00 00 00 00 00"
                                "01 01 01 00 00 00 02 00 23 02 47 42 41 59 45 30 23 02 30 30 30 33 35 32"
                                "21 02 00 00 00 00 07 00 21 02 01 00 00 00 09 0a 21 02 02 00 00 00 0b 00"
                                "13 03 47 42 41 59 45 30 13 03 30 30 30 33 35 33 11 03 01 00 00 00 0f 25"
                                "11 aa 01 01 00 00 16 00";
inline const char* const kPlainCue = "01 00 00 01 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                     "01 aa 01 01 00 00 06 00"; // one track of 300 blocks
inline constexpr Lba kCueEnd{1500}, kPlainEnd{300};

class DriveTest : public testing::Test {
  protected:
    std::string medium(const std::string& name, MediumFacts facts = {}) {
        Medium::make(system_files(), folder_ / name, facts);
        return folder_ / name;
    }
    Drive& drive() {
        if (!drive_) {
            if (options_.media.empty()) options_.media.push_back(medium("disc.img", facts_));
            drive_.emplace(system_files(), options_);
        }
        return *drive_;
    }
    void fault(std::string_view text) { options_.faults.push_back(parse_fault(text)); }
    // As if the program ended and another one began.
    void power_cycle() {
        drive_.reset();
        options_.faults.clear();
    }

    Reply command(std::string_view cdb, Bytes out = {}, std::span<std::byte> in = {}) {
        return drive().execute({bytes(cdb), out, in});
    }
    Sense sense(std::string_view cdb, Bytes out = {}) {
        Data room(64 * 1024);
        return command(cdb, out, out.empty() ? std::span(room) : std::span<std::byte>{}).sense;
    }
    // What the drive sends; fails the test if it refuses.
    Data reply(std::string_view cdb, size_t room = 64 * 1024) {
        Data in(room);
        const Reply told = command(cdb, {}, in);
        EXPECT_EQ(to_string(told.sense), to_string(Sense{})) << cdb;
        in.resize(told.transferred);
        return in;
    }
    std::string answer(std::string_view cdb, size_t room = 64 * 1024) { return hex(reply(cdb, room)); }

    Sense set_page5(const Page5& page) { return sense("55 10 00 00 00 00 00 00 3c 00", page5_list(page)); }
    Sense send_cue(std::string_view cue) {
        const Data list = bytes(cue);
        return sense("5d 00 00 00 00 00 " + be(uint32_t(list.size()), 6) + " 00", list);
    }
    Sense write_bytes(Lba first, uint16_t count, Bytes data) {
        return sense("2a 00 " + be(uint32_t(first.value), 8) + " 00 " + be(count, 4) + " 00", data);
    }
    // Audio that says where it lies, in commands of 27 blocks; up to the first refusal.
    Sense write_audio(Lba first, Lba end) {
        for (Lba at = first; at < end;) {
            const BlockCount n{std::min(27, (end - at).value)};
            if (const Sense refusal = write_bytes(at, uint16_t(n.value), pattern_blocks(at, n)))
                return refusal;
            at += n;
        }
        return {};
    }
    Sense sync() { return sense("35 00 00 00 00 00 00 00 00 00"); }
    Sense close_session() { return sense("5b 00 02 00 00 00 00 00 00 00"); }
    Sense eject() { return sense("1b 00 00 00 02 00"); }
    Sense load() { return sense("1b 00 00 00 03 00"); }
    Sense read_cd(Lba first, int count) { return sense(read_cdb(first, count)); }
    static std::string read_cdb(Lba first, int count, std::string_view parts = "10 00") {
        return "be 04 " + be(uint32_t(first.value), 8) + be(uint32_t(count), 6) + std::string(parts) + " 00";
    }
    Data audio(Lba first, int count) { return reply(read_cdb(first, count), size_t(count) * kBlockBytes); }

    // Whole recordings; the last sense is returned.
    Sense prepare_session(std::string_view cue = kCue, uint8_t byte2 = kSao) {
        const Sense page = set_page5({byte2});
        return page ? page : send_cue(cue);
    }
    Sense burn_session(std::string_view cue = kCue, Lba end = kCueEnd) {
        if (const Sense refusal = prepare_session(cue)) return refusal;
        if (const Sense refusal = write_audio(kProgramStart, end)) return refusal;
        return sync();
    }
    Sense burn_track(int blocks, Lba at, const Page5& page = {}) {
        if (const Sense refusal = set_page5(page)) return refusal;
        if (const Sense refusal = write_audio(at, at + BlockCount{blocks})) return refusal;
        return sync();
    }
    // Two tracks of 300 and 400 blocks: LBA 0 and 452, lead-out 854.
    Sense burn_tracks() {
        if (const Sense refusal = burn_track(300, {0})) return refusal;
        if (const Sense refusal = burn_track(400, {452})) return refusal;
        return close_session();
    }
    Lba next_writable() { return lba_at(reply("52 01 00 00 00 ff 00 00 24 00"), 12); }

    TempFolder folder_;
    MediumFacts facts_;
    DriveOptions options_{};
    std::optional<Drive> drive_;
};

inline std::string words(Sense sense) { return to_string(sense); }

} // namespace redbook::emulator::test
