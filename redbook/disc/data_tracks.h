// A disc of which some tracks are data: its audio alone.
#pragma once

#include <memory>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"

namespace redbook {

// Blocks of the audio alone, and where they are on the disc with data.
struct AudioPiece {
    Lba at;
    Lba on_disc;
    BlockCount length;
    bool operator==(const AudioPiece&) const = default;
};

struct AudioAlone {
    Disc disc; // its data tracks are in Disc::data
    std::vector<AudioPiece> pieces;
    std::vector<size_t> tracks; // the positions that its tracks had
};

// `whole` describes data as if it were audio; `is_data` has one value per track, not all true. Audio after
// data begins at its INDEX 01, after a pause of two seconds: what is before that belongs to the change from
// one to the other.
AudioAlone audio_alone(const Disc& whole, const std::vector<bool>& is_data);

// The pieces of `source`, which are at the addresses of the whole disc; silence in between.
std::unique_ptr<BlockSource> pieces_of(std::unique_ptr<BlockSource> source, std::vector<AudioPiece> pieces,
                                       Lba lead_out);

} // namespace redbook
