// The subchannels P and Q: what a CD says beside the audio, 75 times a second. Made for every block of a
// disc, and read back into facts. IEC 60908.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace redbook {

inline constexpr int kLeadOutTrack = 0xAA; // the track number of the lead-out in Q

// One block's bits of Q: CONTROL and ADR, 9 bytes of data, CRC-16.
using QFrame = std::array<std::byte, 12>;

// One block's 96 bytes of all eight channels P..W.
//   linear       12 bytes P, 12 bytes Q, .. 12 bytes W: CloneCD .sub
//   interleaved  byte i holds bit i of every channel, P in bit 7, W in bit 0: what drives call raw P-W
inline constexpr size_t kSubcodeBytes = 96;
using Subcode = std::array<std::byte, kSubcodeBytes>;
Subcode to_interleaved(const Subcode& linear);
Subcode to_linear(const Subcode& interleaved);

// What one frame of Q can say. Numbers are binary here, BCD only in the frame.
struct QPosition {       // ADR 1, program area and lead-out
    int track = 0;       // 1..99, or kLeadOutTrack
    int index = 0;       // 0..99
    BlockCount relative; // to INDEX 01: counts down to 1 in INDEX 00, up from 0 after; of the lead-out, up
    Lba at;              // -150..449849
    bool operator==(const QPosition&) const = default;
};
struct QPointer {      // ADR 1, lead-in: an entry of the TOC
    uint8_t point = 0; // 1..99: a track; 0xA0 first track, 0xA1 last track, 0xA2 lead-out
    Msf running;       // time inside the lead-in
    Msf value;         // a track's or the lead-out's start; A0 and A1: the track's number in `minute`
    bool operator==(const QPointer&) const = default;
};
struct QMcn { // ADR 2
    Mcn mcn;
    uint8_t frame = 0; // of the block's address, 0..74
    bool operator==(const QMcn&) const = default;
};
struct QIsrc { // ADR 3
    Isrc isrc;
    uint8_t frame = 0;
    bool operator==(const QIsrc&) const = default;
};
using QData = std::variant<std::monostate, QPosition, QPointer, QMcn, QIsrc>; // monostate: none of these

// A frame with its CRC. Of no data, a frame that says nothing (ADR 0).
//   throws  Errc::bad_value for numbers that cannot be told: an address outside -150..449849, an index above
//   99
QFrame encode_q(uint8_t control, const QData& data);

struct DecodedQ {
    bool crc_is_right = false; // false: nothing else here is to be believed
    uint8_t control = 0;       // 0..15: 1 pre-emphasis, 2 copy permitted, 4 data, 8 four channels
    QData data; // what the frame's bytes say, whatever its CRC; monostate: not decimal, other ADR
};
DecodedQ decode_q(const QFrame& frame);

// P and Q of every block of a disc in Session-at-Once (for Track-at-Once take as_tao() first, layout.h).
//   Q  the position; INDEX 00 counts down. In every 100 blocks of a track from its first (pause included)
//      one block has the MCN (the 26th) and one the ISRC (the 51st), if there are any; a block where an index
//      begins says so instead, and the next one has the number.
//   P  1 in INDEX 00; in the lead-out 0 for 2 s, then changing every 19 blocks
// SCMS: the copy bit is on for 4 blocks and off for 4, from LBA -150 on.
class Subchannels {
  public:
    // The disc has tracks and obeys the rules (rules.h).
    explicit Subchannels(const Disc& disc);

    // `at`: -150..449849. From the disc's end on it is the lead-out. Else throws Errc::bad_value.
    QFrame q(Lba at) const;
    bool p(Lba at) const;

    // Consecutive blocks, linear, R..W zero. `out` is a multiple of 96 bytes.
    void write(Lba first, std::span<std::byte> out) const;

    // Whether one block's 96 bytes, linear, say what the disc is there: P; in Q the position, or in its place
    // the MCN or the track's ISRC, which another program puts into other blocks; nothing in R..W.
    bool says(Lba at, std::span<const std::byte> linear) const;

    // Block n of the lead-in, from 0: the tracks, A0, A1, A2, each three times, over and over.
    QFrame lead_in_q(int32_t n) const;

  private:
    struct Map;
    std::shared_ptr<const Map> map_;
};

// Which codes have a block in the subchannel of a disc, as far as it is stored from LBA 0 on: a track that is
// too short has none for its ISRC.
struct CodeRoom {
    bool mcn = false;
    std::vector<bool> isrc; // of each track
};
CodeRoom room_for_codes(const Disc& disc);

// What all Q frames of a disc say together: enough to rebuild its description.
struct QIndex {
    int number = 0; // 0..99
    Lba start;
    bool exact = true; // false: what is before it was damaged or missing; it may begin that much earlier
    bool operator==(const QIndex&) const = default;
};
struct QTrack {
    int number = 0; // 1..99
    Flags flags;    // SCMS where the copy bit alternates
    bool data = false;
    std::optional<Isrc> isrc;
    std::vector<QIndex> indexes; // in the order of the disc
    bool operator==(const QTrack&) const = default;
};
struct QFacts {
    std::vector<QTrack> tracks; // in the order of the disc
    std::optional<Mcn> mcn;
    std::optional<Lba> lead_out;
    int64_t frames = 0;
    int64_t damaged = 0; // of these, with a wrong CRC: not looked at
    bool operator==(const QFacts&) const = default;
};

// Takes frames from `next` until it has none left, in the order of the disc; frames of the lead-in and
// damaged ones may be among them. Addresses are those that the frames tell. Of flags, ISRC and MCN that
// contradict each other the one counts that is told most often.
QFacts read_q_frames(const std::function<std::optional<QFrame>()>& next);

} // namespace redbook
