#include "redbook/audio/cue_sheet_block.h"

#include <array>
#include <cstring>

namespace redbook {
namespace {

constexpr size_t kMarkBytes = 4, kHeaderBytes = 4;
constexpr uint8_t kCueSheet = 5; // type of the block

struct BlockHeader {
    bool last = true;
    uint8_t type = 0;
    uint32_t bytes = 0;
};

// Headers may lie close together, a million of them in a file that is made to take long; so a page is read at
// a time.
class Headers {
  public:
    explicit Headers(const File& file) : file_(file) {}

    // What cannot be read ends the metadata.
    BlockHeader at(uint64_t place) {
        if (place < begin_ || place + kHeaderBytes > begin_ + size_) {
            begin_ = place;
            size_ = file_.read_at(place, page_);
        }
        if (size_ < kHeaderBytes) return {};
        const uint32_t all = BytesReader(Bytes(page_).subspan(size_t(place - begin_), kHeaderBytes)).be32();
        return {all >> 31 != 0, uint8_t(all >> 24 & 0x7F), all & 0xFFFFFF};
    }

  private:
    const File& file_;
    std::array<std::byte, 4096> page_{};
    uint64_t begin_ = 0; // of page_ in the file
    size_t size_ = 0;    // bytes in it
};

std::vector<std::byte> read_block(const File& file, uint64_t at, uint32_t bytes) {
    std::vector<std::byte> block(bytes);
    block.resize(file.read_at(at, block));
    return block;
}

} // namespace

std::optional<uint64_t> flac_begin(const File& file) {
    std::array<std::byte, 10> head{};
    if (file.read_at(0, head) < head.size()) return std::nullopt;
    uint64_t at = 0;
    if (std::memcmp(head.data(), "ID3", 3) == 0) {
        for (size_t i = 6; i < 10; ++i) at = at << 7 | std::to_integer<uint64_t>(head[i] & std::byte{0x7F});
        at += 10;
    }
    std::array<std::byte, kMarkBytes> mark{};
    const bool is_flac = file.read_at(at, mark) == mark.size() && std::memcmp(mark.data(), "fLaC", 4) == 0;
    return is_flac ? std::optional(at) : std::nullopt;
}

std::optional<std::vector<std::byte>> find_cue_sheet_block(const File& file) {
    const auto begin = flac_begin(file);
    if (!begin) return std::nullopt;
    Headers headers(file);
    BlockHeader header{.last = false};
    for (uint64_t at = *begin + kMarkBytes; !header.last; at += kHeaderBytes + header.bytes) {
        header = headers.at(at);
        if (header.type == kCueSheet) return read_block(file, at + kHeaderBytes, header.bytes);
    }
    return std::nullopt;
}

} // namespace redbook
