// Any tags, and any CUESHEET block, in a FLAC file: refused with an Error, or a disc that lies within its
// audio.
//
// An input is a text: tags "NAME=value", each ended by a zero byte, as their values have many lines; after
// two zero bytes the block.
#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/audio/audio_file.h"
#include "redbook/disc/layout.h"
#include "redbook/image/embedded/embedded_sheet.h"

namespace redbook {
namespace {

constexpr uint64_t kOneMinute = 60 * kSampleRate; // samples
enum FlacBlock : uint32_t { kStreamInfo = 0, kComments = 4, kCueSheetBlock = 5 };

void append_text(std::vector<std::byte>& out, std::string_view text) {
    const Bytes bytes = as_bytes(text);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_le32(std::vector<std::byte>& out, size_t n) {
    out.resize(out.size() + 4);
    BytesWriter(std::span(out).last(4)).le32(uint32_t(n));
}

void append_block(std::vector<std::byte>& out, FlacBlock type, Bytes content, bool last) {
    out.resize(out.size() + 4);
    BytesWriter(std::span(out).last(4)).be32(uint32_t(last) << 31 | type << 24 | uint32_t(content.size()));
    out.insert(out.end(), content.begin(), content.end());
}

// 44.1 kHz, 16 bits, stereo. RFC 9639, section 8.2
std::vector<std::byte> stream_info() {
    std::vector<std::byte> info(34);
    BytesWriter w(info);
    w.be16(4096).be16(4096).be32(0).be16(0);
    w.be32(uint32_t(kSampleRate) << 12 | 1 << 9 | 15 << 4).be32(uint32_t(kOneMinute));
    return info;
}

std::vector<std::byte> comments_of(std::string_view tags) {
    std::vector<std::string_view> all;
    while (!tags.empty()) {
        all.push_back(tags.substr(0, tags.find('\0')));
        tags.remove_prefix(std::min(all.back().size() + 1, tags.size()));
    }
    std::vector<std::byte> block;
    append_le32(block, 0); // the vendor's name
    append_le32(block, all.size());
    for (const std::string_view tag : all) {
        append_le32(block, tag.size());
        append_text(block, tag);
    }
    return block;
}

// Only its metadata: opening reads no more.
std::vector<std::byte> flac_of(std::string_view input) {
    const size_t end = std::min(input.find(std::string_view("\0\0", 2)), input.size());
    const Bytes sheet = as_bytes(input.substr(std::min(end + 2, input.size())));
    std::vector<std::byte> flac;
    append_text(flac, "fLaC");
    append_block(flac, kStreamInfo, stream_info(), false);
    append_block(flac, kComments, comments_of(input.substr(0, end)), sheet.empty());
    if (!sheet.empty()) append_block(flac, kCueSheetBlock, sheet, true);
    return flac;
}

} // namespace

FUZZ_TARGET(embedded_sheet) {
    const std::vector<std::byte> flac = flac_of(text_of(input));
    const OneFile only(flac);
    const auto file = open_audio_file(only.path());
    if (!has_embedded_sheet(*file)) return;
    for (const CueOrigin origin : {CueOrigin::lba_0, CueOrigin::absolute})
        unless_refused([&] {
            const Album album = open_embedded_sheet(file, {.cue_origin = origin});
            must_hold(album.audio->end() == layout_of(album.disc).lead_out);
            must_hold(album.files == std::vector{only.path()});
        });
}

} // namespace redbook
