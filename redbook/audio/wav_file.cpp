// WAV in its three wrappings: RIFF, RF64/BW64 (EBU Tech 3306) and Wave64 (Sony). Only uncompressed integers
// and floats are taken here; what else a WAV may hold is left to FFmpeg.
#include <algorithm>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "redbook/audio/container_end.h"
#include "redbook/audio/decoder.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

// Wave64 chunk ids are GUIDs: four letters and one of two tails of 12 bytes.
constexpr std::string_view kW64RiffTail{"\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 12};
constexpr std::string_view kW64Tail{"\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A", 12};

constexpr uint64_t kStreamed = 0xFFFFFFFF;      // a size that was not known when it was written
constexpr uint64_t kStreamedBySox = 0x7FFFF000; // what sox says of a pipe; more than three hours of CD
constexpr uint64_t kMostTagBytes = 1 << 20;

enum class Wrapping { riff, rf64, w64 };

struct Chunk {
    std::string id;      // four letters
    uint64_t offset = 0; // of its content
    uint64_t size = 0;
};

struct Format {
    int tag = 0, channels = 0, rate = 0, align = 0, bits = 0; // bits: significant ones
    uint64_t speakers = 0;
};

constexpr int kTagPcm = 1, kTagFloat = 3, kTagExtensible = 0xFFFE;

class WavReader {
  public:
    WavReader(const Input& input, bool salvage) : file_(input), size_(file_->size()), salvage_(salvage) {}

    bool is_wav() {
        const std::string head = text_at(0, 40);
        const std::string_view id(head.data(), 4);
        if (id == "riff" && head.substr(4, 12) == kW64RiffTail)
            wrapping_ = Wrapping::w64;
        else if (id == "RF64" || id == "BW64")
            wrapping_ = Wrapping::rf64;
        else if (id != "RIFF")
            return false;
        return wrapping_ == Wrapping::w64 ? head.substr(24, 4) == "wave" : head.substr(8, 4) == "WAVE";
    }

    // nullopt: a WAV of something compressed.
    std::optional<FoundAudio> open() {
        walk();
        if (!format_) fail("is a WAV file without a 'fmt ' chunk; it is damaged, copy or export it again");
        if (format_->channels == 0) fail("its header is damaged; copy or export it again");
        if (!kind()) return std::nullopt;
        if (!data_) fail("has no audio in it: the WAV file has no 'data' chunk");
        FoundAudio found;
        found.plain = place();
        found.format = {format_->tag == kTagFloat ? "WAV (float)" : "WAV (PCM)", format_->rate,
                        format_->channels, format_->bits, format_->tag == kTagFloat};
        constexpr const char* kContainers[] = {"WAV", "RF64", "W64"};
        found.container = kContainers[size_t(wrapping_)];
        found.container_bits = 8 * found.plain->bytes;
        found.speakers = format_->speakers;
        found.count = found.plain->count;
        found.missing = missing_audio_;
        found.tags = has_id3_ ? tags_with_ffmpeg(file_) : std::move(tags_);
        found.warnings = std::move(warnings_);
        found.decoder = [input = file_, place = *found.plain, rate = format_->rate] {
            return make_pcm_decoder(input, place, rate);
        };
        return found;
    }

  private:
    [[noreturn]] void fail(const std::string& why, Remedy remedy = Remedy::none) const {
        throw Error(Errc::malformed, fmt::format("{}: {}", file_->path(), why), remedy);
    }

    std::string text_at(uint64_t offset, uint64_t n) const {
        std::string text(size_t(std::min(n, size_ - std::min(offset, size_))), '\0');
        text.resize(file_->read_at(offset, std::as_writable_bytes(std::span(text))));
        return text.append(size_t(n) - text.size(), '\0');
    }

    void walk() {
        const bool w64 = wrapping_ == Wrapping::w64;
        const uint64_t head = w64 ? 24 : 8;
        for (uint64_t at = w64 ? 40 : 12; at + head <= size_;) {
            const Chunk chunk = w64 ? w64_chunk(at) : riff_chunk(at);
            const uint64_t end = chunk.offset + chunk.size, to = w64 ? 8 : 2;
            const bool is_foreign = chunk.id.empty(); // of Wave64: a GUID that is not known, or none
            if (is_foreign ? end > size_ || end < chunk.offset : !is_chunk_id(chunk.id)) {
                if (data_ && !chunk.id.starts_with("ID3")) trailing_ = size_ - at;
                break;
            }
            take(chunk);
            if (data_ && chunk.id != "data" && end > size_ && !ends_as_told()) missing_ = end - size_;
            if (end < chunk.offset || end >= size_) break;
            at = (end + to - 1) / to * to;
        }
    }

    // The file is as long as its RIFF size says: what follows the audio is no chunk that was cut off.
    bool ends_as_told() const {
        const std::string head = text_at(4, 4);
        return wrapping_ == Wrapping::riff && BytesReader(as_bytes(head)).le32() + uint64_t{8} == size_;
    }

    Chunk riff_chunk(uint64_t at) {
        const std::string head = text_at(at, 8);
        BytesReader r(as_bytes(head));
        Chunk chunk{r.text(4), at + 8, 0};
        chunk.size = r.le32();
        if (chunk.id == "data") chunk.size = data_size(chunk);
        return chunk;
    }

    Chunk w64_chunk(uint64_t at) {
        const std::string head = text_at(at, 24);
        const uint64_t size = BytesReader(as_bytes(head).subspan(16)).le64();
        const bool known = std::string_view(head).substr(4, 12) == kW64Tail;
        if (head.starts_with("data") && size < 24) streamed_ = true;
        return {known ? head.substr(0, 4) : "", at + 24, size < 24 ? size_ - at - 24 : size - 24};
    }

    // Files that were streamed, or are longer than a RIFF size can tell, are taken to their end.
    uint64_t data_size(const Chunk& chunk) {
        const uint64_t rest = size_ - chunk.offset;
        if (wrapping_ == Wrapping::rf64) return chunk.size == kStreamed && data64_ ? *data64_ : chunk.size;
        const std::string head = text_at(4, 4);
        const uint64_t riff = BytesReader(as_bytes(head)).le32();
        const bool empty = chunk.size == 0 && riff + 8 == size_;
        const bool wrapped = size_ > kStreamed && chunk.size == (rest & kStreamed);
        const bool streamed = chunk.size >= kStreamedBySox && chunk.size > rest;
        streamed_ = (chunk.size == 0 && !empty) || streamed || (chunk.size == kStreamed && !wrapped);
        return streamed_ || wrapped ? rest : chunk.size;
    }

    void take(const Chunk& chunk) {
        if (chunk.id == "ds64") take_sizes(chunk);
        if (chunk.id == "fmt ") take_format(chunk);
        if (chunk.id == "data" && !data_) data_ = chunk;
        if (chunk.id == "LIST") take_list(chunk);
        if (chunk.id == "id3 " || chunk.id == "ID3 ") has_id3_ = true;
    }

    void take_sizes(const Chunk& chunk) {
        const std::string text = text_at(chunk.offset, 16);
        data64_ = BytesReader(as_bytes(text).subspan(8)).le64(); // 0 RIFF size, 8 data size
    }

    void take_format(const Chunk& chunk) {
        const std::string text = text_at(chunk.offset, std::min<uint64_t>(chunk.size, 40));
        BytesReader r(as_bytes(text));
        Format f;
        f.tag = r.le16();               //  0 format tag
        f.channels = r.le16();          //  2 channels
        f.rate = int(r.le32());         //  4 samples a second
        r.le32();                       //  8 bytes a second
        f.align = r.le16();             // 12 bytes of one sample of all channels
        f.bits = r.le16();              // 14 bits of a value
        if (!r.ok()) return;            //
        if (f.tag == kTagExtensible) {  //
            r.le16();                   // 16 size of what follows
            const int valid = r.le16(); // 18 significant bits
            f.speakers = r.le32();      // 20 speakers
            f.tag = r.le16();           // 24 GUID, which begins with the true tag
            if (valid > 0 && valid < f.bits) f.bits = valid;
        }
        format_ = f;
    }

    void take_list(const Chunk& chunk) {
        const std::string text = text_at(chunk.offset, std::min(chunk.size, kMostTagBytes));
        BytesReader r(as_bytes(text));
        if (r.text(4) != "INFO") return;
        while (r.left() >= 8) {
            const std::string id = r.text(4);
            const uint32_t size = r.le32();
            const std::string value = r.text(std::min<size_t>(size, r.left()));
            if (size % 2 == 1) r.u8();
            if (id != "ISRC") tags_.emplace_back(id, value.c_str()); // "source", never a recording code
        }
    }

    std::optional<SampleKind> kind() const {
        const int bytes = format_->align / format_->channels;
        if (format_->align % format_->channels != 0 || format_->bits > 8 * bytes) return std::nullopt;
        if (format_->tag == kTagFloat && bytes == 4) return SampleKind::f32;
        if (format_->tag == kTagFloat && bytes == 8) return SampleKind::f64;
        if (format_->tag != kTagPcm || bytes < 1 || bytes > 4) return std::nullopt;
        constexpr SampleKind kIntegers[] = {SampleKind::u8, SampleKind::s16, SampleKind::s32,
                                            SampleKind::s32};
        return kIntegers[bytes - 1];
    }

    // A header that promises less than is there: what follows the audio may well be the rest of it.
    void judge_trailing_bytes() {
        if (bytes_after(*file_, size_ - trailing_) == 0) return;
        if (!salvage_) fail(promises_less(data_->size, trailing_), Remedy::salvage);
        const int64_t promised = int64_t(data_->size / uint64_t(format_->align));
        data_->size = size_ - data_->offset;
        const int64_t there = int64_t(data_->size / uint64_t(format_->align));
        missing_audio_ = {promised, there - promised, format_->rate, true};
    }

    PcmPlace place() {
        judge_trailing_bytes();
        const uint64_t rest = size_ - data_->offset, align = uint64_t(format_->align);
        const uint64_t bytes = std::min(data_->size, rest);
        if (data_->size > rest && !salvage_)
            fail(fmt::format(
                     "is cut short: {} bytes of its audio are missing at its end; copy or export it again",
                     data_->size - rest),
                 Remedy::salvage);
        if (data_->size > rest) {
            const uint64_t promised = std::min<uint64_t>(data_->size / align, INT64_MAX);
            missing_audio_ = missing_after(int64_t(bytes / align), int64_t(promised), format_->rate);
        }
        if (bytes % align != 0)
            warnings_.push_back(
                fmt::format("ends within a sample; the last {} bytes are left out", bytes % align));
        if (streamed_) warnings_.push_back(kUnknownEnd);
        if (missing_ > 0)
            warnings_.push_back(
                fmt::format("is cut short after its audio: {} bytes are missing at its end", missing_));
        const int channels = format_->channels;
        return {*kind(), int(align) / channels, false, channels, data_->offset, int64_t(bytes / align)};
    }

    Input file_;
    uint64_t size_;
    bool salvage_;
    Wrapping wrapping_ = Wrapping::riff;
    std::optional<Format> format_;
    std::optional<Chunk> data_;
    std::optional<uint64_t> data64_;
    std::vector<std::pair<std::string, std::string>> tags_;
    std::vector<std::string> warnings_;
    bool has_id3_ = false;
    uint64_t missing_ = 0;  // bytes of a chunk after the audio
    uint64_t trailing_ = 0; // bytes after the audio that are not a chunk
    std::optional<MissingAudio> missing_audio_;
    bool streamed_ = false; // the audio goes to the end of the file, wherever that is
};

} // namespace

std::optional<FoundAudio> find_wav(const Input& input, bool salvage) {
    WavReader reader(input, salvage);
    if (!reader.is_wav()) return std::nullopt;
    return reader.open();
}

} // namespace redbook
