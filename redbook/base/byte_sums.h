// The CRC-32 of a file's bytes, gathered in pieces that come in any order.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace redbook {

struct ByteRange {
    uint64_t begin = 0, end = 0;
    bool operator==(const ByteRange&) const = default;
};

// Pieces do not overlap. Neighbours are joined to pieces of up to a megabyte. Not safe from several threads.
class ByteSums {
  public:
    struct Piece {
        ByteRange range;
        uint32_t crc = 0;
    };

    // `range` must be free.
    void add(ByteRange range, uint32_t crc);

    // The parts of `range` that no piece covers, ascending.
    std::vector<ByteRange> missing(ByteRange range) const;

    // The pieces that `range` cuts: they are partly in it and partly not.
    std::vector<Piece> cut_by(ByteRange range) const;

    // Forgets the pieces that overlap `range`.
    void forget(ByteRange range);

    std::vector<Piece> pieces() const; // ascending
    uint64_t end() const;              // of the last piece

    // Of [0, size), where zeros are what is missing.
    uint32_t sum(uint64_t size) const;

  private:
    using Pieces = std::map<uint64_t, Piece>; // by their begin
    Pieces::const_iterator first_overlapping(ByteRange range) const;

    Pieces pieces_;
};

} // namespace redbook
