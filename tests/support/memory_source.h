// A block source in memory, with audio whose every sample says where it lies.
#pragma once

#include <memory>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"

namespace redbook::test {

// Sample n from LBA 0: L = n * 7919, R = n * 104729 + 12345, both mod 65536.
std::vector<std::byte> pattern_blocks(Lba first, BlockCount count, uint32_t seed = 0);

// Blocks -150 .. end-1 in memory; they may be changed by the test.
class MemorySource : public BlockSource {
  public:
    explicit MemorySource(Lba end);
    // The pattern where `disc` has audio, zeros where it describes silence.
    static std::unique_ptr<MemorySource> for_disc(const Disc& disc, uint32_t seed = 0);
    Lba end() const override { return end_; }
    void read(Lba first, std::span<std::byte> out) override;
    std::unique_ptr<BlockSource> clone() const override;
    std::vector<Lba> seams() const override { return seams_; }
    std::byte* block(Lba at);

    std::vector<Lba> seams_;

  private:
    Lba end_;
    std::shared_ptr<std::vector<std::byte>> data_;
};

// A disc of tracks with these lengths, gapless, no flags and texts.
Disc plain_disc(const std::vector<int>& lengths);

// A random disc that obeys the rules: pauses, pregaps with audio (from LBA -150 on), indexes, flags, ISRC,
// MCN, texts in several languages, remarks, sources. Same seed, same disc.
Disc random_disc(uint32_t seed, int most_tracks = 12);

// The same without texts that nothing in ISO 8859-1 resembles, which not every format takes.
Disc random_latin_disc(uint32_t seed, int most_tracks = 12);

} // namespace redbook::test
