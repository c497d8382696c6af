#include "redbook/base/byte_sums.h"

#include <algorithm>
#include <cassert>
#include <iterator>

#include "redbook/base/crc.h"

namespace redbook {
namespace {

constexpr uint64_t kLongestPiece = 1 << 20;

bool join_pieces(ByteSums::Piece& left, const ByteSums::Piece& right) {
    if (left.range.end != right.range.begin || right.range.end - left.range.begin > kLongestPiece)
        return false;
    left.crc = crc32_concat(left.crc, right.crc, right.range.end - right.range.begin);
    left.range.end = right.range.end;
    return true;
}

} // namespace

// The first piece that ends after the range begins; it may begin after the range ends.
ByteSums::Pieces::const_iterator ByteSums::first_overlapping(ByteRange range) const {
    auto piece = pieces_.upper_bound(range.begin);
    if (piece != pieces_.begin() && std::prev(piece)->second.range.end > range.begin) --piece;
    return piece;
}

void ByteSums::add(ByteRange range, uint32_t crc) {
    if (range.begin == range.end) return;
    auto piece = pieces_.emplace(range.begin, Piece{range, crc}).first;
    if (piece != pieces_.begin() && join_pieces(std::prev(piece)->second, piece->second))
        piece = std::prev(pieces_.erase(piece));
    if (const auto next = std::next(piece); next != pieces_.end() && join_pieces(piece->second, next->second))
        pieces_.erase(next);
}

std::vector<ByteRange> ByteSums::missing(ByteRange range) const {
    std::vector<ByteRange> parts;
    for (auto piece = first_overlapping(range);
         piece != pieces_.end() && piece->first < range.end && range.begin < range.end; ++piece) {
        if (piece->first > range.begin) parts.push_back({range.begin, piece->first});
        range.begin = piece->second.range.end;
    }
    if (range.begin < range.end) parts.push_back(range);
    return parts;
}

std::vector<ByteSums::Piece> ByteSums::cut_by(ByteRange range) const {
    std::vector<Piece> cut;
    for (auto piece = first_overlapping(range); piece != pieces_.end() && piece->first < range.end; ++piece)
        if (piece->first < range.begin || piece->second.range.end > range.end) cut.push_back(piece->second);
    return cut;
}

void ByteSums::forget(ByteRange range) {
    for (auto piece = first_overlapping(range); piece != pieces_.end() && piece->first < range.end;)
        piece = pieces_.erase(piece);
}

std::vector<ByteSums::Piece> ByteSums::pieces() const {
    std::vector<Piece> all;
    for (const auto& [begin, piece] : pieces_) all.push_back(piece);
    return all;
}

uint64_t ByteSums::end() const { return pieces_.empty() ? 0 : pieces_.rbegin()->second.range.end; }

uint32_t ByteSums::sum(uint64_t size) const {
    uint32_t crc = 0;
    uint64_t at = 0;
    const auto add_zeros = [&](uint64_t to) {
        if (to > at) crc = crc32_concat(crc, crc32_of_zeros(to - at), to - at);
    };
    for (const auto& [begin, piece] : pieces_) {
        assert(piece.range.end <= size);
        add_zeros(begin);
        crc = crc32_concat(crc, piece.crc, piece.range.end - begin);
        at = piece.range.end;
    }
    add_zeros(size);
    return crc;
}

} // namespace redbook
