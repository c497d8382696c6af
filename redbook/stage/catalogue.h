// The catalogue: what a stash holds besides audio, and its form in bytes (stash_format.md, tables 2 to 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/bytes.h"
#include "redbook/disc/disc.h"
#include "redbook/stage/staging_run.h"

namespace redbook {

struct Catalogue {
    uint64_t generation = 1; // one more with every change
    BlockCount capacity;
    Disc disc;      // closed tracks
    StagingRun run; // the last one that must be remembered
    // Per track: the CRC-32 of each second of its pregap, then of each second from INDEX 01 on. The last
    // second of either may be short.
    std::vector<std::vector<uint32_t>> sums;
    std::vector<MissingFromFile> missing{}; // audio that the staged files lacked, and that is silence here
    bool operator==(const Catalogue&) const = default;
};

// Whether something follows the tracks: what the album had that the stash has not.
bool has_notes(const Catalogue& catalogue);

// Seconds that n blocks are cut into, the last one short if need be.
constexpr size_t seconds_in(BlockCount n) {
    return size_t(n.value + kBlocksPerSecond - 1) / size_t(kBlocksPerSecond);
}

// Blocks of audio, pregap included: of one track, and of all.
constexpr BlockCount staged_in(const Track& track) { return track.pregap + track.length; }
BlockCount staged_in(const Disc& disc);

// Bytes from the beginning of the file to after the last closed track.
uint64_t audio_end(const Catalogue& catalogue);

// Throws Errc::bad_value, beginning with "WHERE: ", if the description cannot be held: a value outside its
// range, or texts so long that the catalogue of this disc, filled with audio to its end, would outgrow its
// slot.
void require_storable(const Disc& disc, const std::string& where);

// Throws Errc::bad_value if what the files lack takes more room than the worst disc leaves.
void require_room_for_notes(const Catalogue& catalogue, const std::string& where);

// Throws Errc::bad_value unless 300..449849 blocks.
void require_capacity(BlockCount capacity, const std::string& where);

// The bytes of a catalogue, without the slot's header. The generation is the header's.
std::vector<std::byte> encode(const Catalogue& catalogue);

// The inverse; nullopt if the bytes are no catalogue. The generation is left at 1.
std::optional<Catalogue> decode(Bytes bytes);

} // namespace redbook
