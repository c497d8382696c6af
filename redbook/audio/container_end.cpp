#include "redbook/audio/container_end.h"

#include <algorithm>
#include <string>

namespace redbook {
namespace {

using Told = std::optional<uint64_t>;

// More atoms, chunks or blocks than any file of a disc's length has; a file made to take long has more.
constexpr int kMostParts = 1'000'000;

constexpr uint32_t kNotKnown = 0xFFFFFFFF; // a size of 32 bits that was not known when it was written

// Numbers anywhere in a file; zeros past its end.
class Probe {
  public:
    explicit Probe(const InputFile& file) : file_(file) {}
    uint64_t size() const { return file_.size(); }
    std::string text(uint64_t at, size_t n) const {
        std::string text(n, '\0');
        file_.read_at(at, std::as_writable_bytes(std::span(text)));
        return text;
    }
    uint8_t u8(uint64_t at) const { return uint8_t(text(at, 1)[0]); }
    uint32_t le32(uint64_t at) const { return read(at).le32(); }
    uint64_t le64(uint64_t at) const { return read(at).le64(); }
    uint32_t be32(uint64_t at) const { return read(at).be32(); }
    uint64_t be64(uint64_t at) const { return uint64_t{be32(at)} << 32 | be32(at + 4); }

  private:
    BytesReader read(uint64_t at) const {
        buffer_ = text(at, 8);
        return BytesReader(as_bytes(buffer_));
    }
    const InputFile& file_;
    mutable std::string buffer_;
};

// A sum that a damaged file may have made absurd.
Told end_of(uint64_t at, uint64_t size) { return at + size < at ? Told{} : Told{at + size}; }

// An EBML number: as many bytes as its first one has leading zeros, and one. RFC 8794, section 4.
struct EbmlSize {
    uint64_t value = 0, bytes = 0;
    bool known = false;
};
EbmlSize ebml_size(const Probe& file, uint64_t at) {
    const uint8_t first = file.u8(at);
    EbmlSize size;
    for (uint8_t mark = 0x80; mark != 0; mark = uint8_t(mark >> 1))
        if (++size.bytes; first & mark) {
            uint64_t ones = uint64_t{mark} - 1;
            size.value = first & ones;
            for (uint64_t i = 1; i < size.bytes; ++i) {
                size.value = size.value << 8 | file.u8(at + i);
                ones = ones << 8 | 0xFF;
            }
            size.known = size.value != ones;
            return size;
        }
    return {};
}

// An EBML header, then the segment, whose size is not known in a live stream. RFC 9559, section 4.5.
Told size_of_matroska(const Probe& file) {
    constexpr uint32_t kEbml = 0x1A45DFA3, kSegment = 0x18538067;
    if (file.be32(0) != kEbml) return std::nullopt;
    const EbmlSize head = ebml_size(file, 4);
    const uint64_t at = 4 + head.bytes + head.value;
    if (!head.known || file.be32(at) != kSegment) return std::nullopt;
    const EbmlSize segment = ebml_size(file, at + 4);
    return segment.known ? end_of(at + 4 + segment.bytes, segment.value) : std::nullopt;
}

// Atoms. One without a size goes to the end of the file. Fragments follow each other until an 'mfra' ends
// them. ISO/IEC 14496-12, 4.2 and 8.8.
Told size_of_mp4(const Probe& file) {
    uint64_t at = 0;
    bool fragments = false;
    std::string name;
    for (int part = 0; at < file.size(); ++part) {
        uint64_t size = file.be32(at), head = 8;
        if (size == 1) size = file.be64(at + 8), head = 16;
        name = file.text(at + 4, 4);
        if (at + 8 > file.size()) return at + 8;
        if (size < head || part > kMostParts) return std::nullopt;
        fragments = fragments || name == "moof";
        const Told end = end_of(at, size);
        if (!end || *end > file.size()) return end;
        at = *end;
    }
    return fragments && name != "mfra" ? Told{} : Told{at};
}

// Chunks; that of the audio may go to the end of the file. Apple, Core Audio Format, "CAF Chunk Overview".
Told size_of_caf(const Probe& file) {
    constexpr uint64_t kToTheEnd = UINT64_MAX, kHead = 12;
    uint64_t at = 8;
    for (int part = 0; at < file.size(); ++part) {
        if (at + kHead > file.size()) return at + kHead;
        const uint64_t size = file.be64(at + 4);
        if (size == kToTheEnd || part > kMostParts) return std::nullopt;
        const Told end = end_of(at + kHead, size);
        if (!is_chunk_id(file.text(at, 4))) return at;
        if (!end || *end > file.size()) return end;
        at = *end;
    }
    return at;
}

Told unless_not_known(uint64_t before, uint32_t size) {
    return size == 0 || size == kNotKnown ? Told{} : Told{before + size};
}

Told size_of_aiff(const Probe& file) { return unless_not_known(8, file.be32(4)); }
Told size_of_au(const Probe& file) { return unless_not_known(file.be32(4), file.be32(8)); }
Told size_of_w64(const Probe& file) { return file.le64(16); }

Told size_of_wav(const Probe& file) {
    if (file.text(0, 4) == "RIFF") return unless_not_known(8, file.le32(4));
    const bool has_sizes = file.text(12, 4) == "ds64" && file.le64(20) != 0; // RF64, BW64
    return has_sizes ? end_of(8, file.le64(20)) : std::nullopt;
}

// The size is in the header's object of file properties, together with a mark that says it is not.
// Advanced Systems Format, 3.2.
Told size_of_asf(const Probe& file) {
    constexpr std::string_view kFileProperties(
        "\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65", 16);
    const uint64_t head_end = file.le64(16);
    for (uint64_t at = 30, size = 0; at + 24 <= std::min(head_end, file.size()); at += size) {
        size = file.le64(at + 16);
        if (file.text(at, 16) == kFileProperties) {
            const bool broadcast = file.le32(at + 88) & 1;
            return broadcast || file.le64(at + 40) == 0 ? Told{} : Told{file.le64(at + 40)};
        }
        if (size < 24 || at + size < at) return std::nullopt;
    }
    return std::nullopt;
}

// What follows the audio: an APEv2 tag with a header, or an ID3v1 tag.
uint64_t end_of_tags(const Probe& file, uint64_t at) {
    constexpr uint32_t kHead = 32;
    const std::string begin = file.text(at, 8);
    if (begin == "APETAGEX") at += kHead + uint64_t{file.le32(at + 12)};
    if (file.text(at, 3) == "TAG") return at + 128;
    const uint64_t rest = file.size() - std::min(at, file.size());
    const bool cut =
        rest > 0 && rest < 8 && std::string_view("APETAGEX").starts_with(begin.substr(0, size_t(rest)));
    return cut ? at + kHead : at;
}

// Blocks, each with its size, the whole number of samples and those before it.
Told size_of_wavpack(const Probe& file) {
    uint64_t at = 0;
    if (const uint32_t samples = file.le32(12); samples == 0 || samples == kNotKnown) return std::nullopt;
    for (int part = 0; part < kMostParts && file.text(at, 4) == "wvpk"; ++part) {
        const Told end = end_of(at + 8, file.le32(at + 4));
        if (!end || *end >= file.size()) return end;
        at = *end;
    }
    return end_of_tags(file, at);
}

uint64_t behind_id3v2(const Probe& file) {
    const std::string head = file.text(0, 10);
    if (!head.starts_with("ID3")) return 0;
    uint64_t size = 0;
    for (size_t i = 6; i < 10; ++i) size = size << 7 | (uint8_t(head[i]) & 0x7F);
    return size + 10;
}

// A header, then the sizes of all frames.
Told size_of_tta(const Probe& file) {
    const uint64_t begin = behind_id3v2(file);
    const uint64_t rate = file.le32(begin + 10), samples = file.le32(begin + 14);
    if (file.text(begin, 4) != "TTA1" || rate == 0) return std::nullopt;
    const uint64_t a_frame = rate * 256 / 245;
    const uint64_t frames = a_frame == 0 ? 0 : (samples + a_frame - 1) / a_frame;
    uint64_t end = begin + 22 + 4 * frames + 4;
    for (uint64_t i = 0; i < frames && end <= file.size(); ++i) end += file.le32(begin + 22 + 4 * i);
    return end > file.size() ? end : end_of_tags(file, end);
}

// The first frame may have a Xing or an Info header: the frames, and the bytes from that frame on.
Told size_of_mp3(const Probe& file) {
    constexpr uint32_t kHasFrames = 1, kHasBytes = 2;
    const uint64_t begin = behind_id3v2(file);
    const std::string frame = file.text(begin, 200);
    const size_t header = std::min(frame.find("Xing"), frame.find("Info"));
    if (header == frame.npos) return std::nullopt;
    const uint32_t flags = file.be32(begin + header + 4);
    const uint32_t bytes = file.be32(begin + header + 8 + (flags & kHasFrames ? 4 : 0));
    return flags & kHasBytes ? unless_not_known(begin, bytes) : std::nullopt;
}

// Pages; the last one of a stream is marked. RFC 3533, section 6.
Told size_of_ogg(const Probe& file) {
    constexpr uint64_t kLongestPage = 65307, kHead = 27;
    constexpr uint8_t kLast = 4;
    const uint64_t begin = file.size() - std::min(file.size(), kLongestPage);
    const std::string bytes = file.text(begin, size_t(file.size() - begin));
    const size_t page = bytes.rfind("OggS");
    if (page == bytes.npos) return std::nullopt;
    const std::string head = file.text(begin + page, kHead + 255);
    const auto segments = uint8_t(head[26]);
    uint64_t end = begin + page + kHead + segments;
    for (size_t i = 0; i < segments; ++i) end += uint8_t(head[kHead + i]);
    return end > file.size() || (uint8_t(head[5]) & kLast) ? Told{end} : std::nullopt;
}

struct KnownContainer {
    std::string_view name;
    Told (*size)(const Probe&);
};
constexpr KnownContainer kKnown[] = {
    {"matroska,webm", size_of_matroska},
    {"mov,mp4,m4a,3gp,3g2,mj2", size_of_mp4},
    {"caf", size_of_caf},
    {"aiff", size_of_aiff},
    {"au", size_of_au},
    {"w64", size_of_w64},
    {"wav", size_of_wav},
    {"asf", size_of_asf},
    {"wv", size_of_wavpack},
    {"tta", size_of_tta},
    {"ogg", size_of_ogg},
    {"mp3", size_of_mp3},
};

// Chunks with a size of `wide` bytes each; of the one named `id`, what is after the first `head` bytes.
std::optional<SoundChunk> find_chunk(const Probe& file, uint64_t at, std::string_view id, uint64_t wide,
                                     uint64_t head) {
    std::optional<SoundChunk> sound;
    for (int part = 0; at + 4 + wide <= file.size() && part < kMostParts; ++part) {
        const std::string name = file.text(at, 4);
        if (!is_chunk_id(name)) {
            if (sound) sound->after = file.size() - at;
            break;
        }
        const uint64_t size = wide == 8 ? file.be64(at + 4) : file.be32(at + 4), begin = at + 4 + wide;
        const Told end = end_of(begin, wide == 8 ? size : size + size % 2); // AIFF pads to whole words
        if (name == id && size >= head && begin + head <= file.size())
            sound = SoundChunk{begin + head, size - head};
        if (!end) break;
        at = *end;
    }
    return sound;
}

std::optional<SoundChunk> sound_of_aiff(const Probe& file) {
    constexpr uint64_t kOffsetAndBlock = 8;
    if (!size_of_aiff(file)) return std::nullopt;
    auto sound = find_chunk(file, 12, "SSND", 4, kOffsetAndBlock);
    if (!sound) return std::nullopt;
    const uint64_t offset = file.be32(sound->begin - kOffsetAndBlock);
    if (offset > sound->size || sound->begin + offset > file.size()) return std::nullopt;
    return SoundChunk{sound->begin + offset, sound->size - offset, sound->after};
}

std::optional<SoundChunk> sound_of_caf(const Probe& file) {
    constexpr uint64_t kEditCount = 4, kToTheEnd = UINT64_MAX;
    const auto sound = find_chunk(file, 8, "data", 8, kEditCount);
    return sound && sound->size == kToTheEnd - kEditCount ? std::nullopt : sound;
}

std::optional<SoundChunk> sound_of_au(const Probe& file) {
    const uint64_t begin = file.be32(4);
    const Told end = size_of_au(file);
    if (!end || begin > file.size()) return std::nullopt;
    return SoundChunk{begin, *end - begin, file.size() - std::min(file.size(), *end)};
}

} // namespace

bool is_chunk_id(std::string_view id) {
    return std::all_of(id.begin(), id.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

uint64_t bytes_after(const InputFile& file, uint64_t at) {
    constexpr uint64_t kBlock = 2352, kAtOnce = 65536; // programs leave a few bytes, not as many as a block
    const uint64_t all = file.size() - std::min(file.size(), at);
    if (all < kBlock) return 0;
    for (; at < file.size(); at += kAtOnce) {
        const std::string part = Probe(file).text(at, size_t(std::min(kAtOnce, file.size() - at)));
        if (part.find_first_not_of('\0') != part.npos) return all;
    }
    return 0;
}

std::optional<SoundChunk> find_sound_chunk(const InputFile& file, std::string_view container) {
    std::optional<SoundChunk> sound;
    if (container == "aiff") sound = sound_of_aiff(Probe(file));
    if (container == "caf") sound = sound_of_caf(Probe(file));
    if (container == "au") sound = sound_of_au(Probe(file));
    if (sound) sound->after = bytes_after(file, file.size() - sound->after);
    return sound;
}

std::optional<uint64_t> told_size(const InputFile& file, std::string_view container) {
    for (const KnownContainer& known : kKnown)
        if (known.name == container) return known.size(Probe(file));
    return std::nullopt;
}

} // namespace redbook
