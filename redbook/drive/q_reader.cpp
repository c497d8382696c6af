#include "redbook/drive/q_reader.h"

#include <algorithm>
#include <array>

#include "redbook/base/crc.h"

namespace redbook {
namespace {

constexpr BlockCount kTried{8};
constexpr size_t kQCrcAt = 10;

constexpr std::array<BlockParts, 4> kWays{{{.audio = false, .subchannel = BlockParts::raw},
                                           {.audio = true, .subchannel = BlockParts::raw},
                                           {.audio = false, .subchannel = BlockParts::q},
                                           {.audio = true, .subchannel = BlockParts::q}}};

QFrame from_raw(Bytes raw) {
    Subcode interleaved;
    std::ranges::copy(raw, interleaved.begin());
    const Subcode linear = to_linear(interleaved);
    QFrame frame;
    std::copy_n(linear.begin() + frame.size(), frame.size(), frame.begin());
    return frame;
}

// Drives that have checked the CRC themselves may send zeros in its place.
QFrame from_formatted(Bytes formatted) {
    QFrame frame;
    std::copy_n(formatted.begin(), frame.size(), frame.begin());
    const std::span<std::byte> crc = std::span(frame).subspan(kQCrcAt);
    if (std::ranges::all_of(crc, [](std::byte b) { return b == std::byte{0}; }))
        BytesWriter(crc).be16(crc16(Bytes(frame).first(kQCrcAt)));
    return frame;
}

// Where the frame says it is; addresses are some blocks off.
bool tells_of(const QFrame& frame, Lba at) {
    constexpr int32_t kFurthestOff = 16;
    const DecodedQ q = decode_q(frame);
    const auto* position = std::get_if<QPosition>(&q.data);
    return q.crc_is_right && position && std::abs((position->at - at).value) <= kFurthestOff;
}

} // namespace

std::optional<QReader> QReader::find(ScsiPort& port, Lba at) {
    for (const BlockParts& parts : kWays) {
        const QReader reader(port, parts);
        const std::vector<QFrame> frames = reader.read(at, kTried);
        if (std::ranges::any_of(frames, [&](const QFrame& f) { return tells_of(f, at); })) return reader;
    }
    return std::nullopt;
}

// One command.
bool QReader::read_into(std::vector<QFrame>& frames, Lba first, BlockCount count) const {
    const size_t audio = parts_.audio ? size_t(kBlockBytes) : 0, size = parts_.bytes();
    std::vector<std::byte> blocks(size * size_t(count.value));
    if (read_blocks(*port_, first, blocks, parts_).sense) return false;
    for (size_t at = 0; at < blocks.size(); at += size) {
        const Bytes told = Bytes(blocks).subspan(at + audio, size - audio);
        frames.push_back(parts_.subchannel == BlockParts::raw ? from_raw(told) : from_formatted(told));
    }
    return true;
}

std::vector<QFrame> QReader::read(Lba first, BlockCount count) const {
    std::vector<QFrame> frames;
    for (const Lba end = first + count; first < end;) {
        const BlockCount n = std::min(most_blocks(parts_), end - first);
        if (!read_into(frames, first, n))
            for (int32_t i = 0; i < n.value && n.value > 1; ++i)
                read_into(frames, first + BlockCount{i}, {1});
        first += n;
    }
    return frames;
}

} // namespace redbook
