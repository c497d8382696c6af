// Uncompressed samples, read from the place where they lie in the file.
#include <algorithm>
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "redbook/audio/decoder.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

static_assert(std::endian::native == std::endian::little, "values are copied from little-endian files");

constexpr int64_t kSamplesARead = 8192;

class PcmDecoder final : public Decoder {
  public:
    PcmDecoder(Input input, const PcmPlace& place, int rate)
        : file_(std::move(input)), place_(place), rate_(rate) {}

    PcmChunk next() override {
        const int64_t n = std::min(kSamplesARead, place_.count - position_);
        if (n == 0) return {};
        const size_t bytes_a_sample = size_t(place_.bytes) * size_t(place_.channels);
        bytes_.resize(size_t(n) * bytes_a_sample);
        if (file_->read_at(place_.offset + uint64_t(position_) * bytes_a_sample, bytes_) < bytes_.size())
            throw Error(Errc::malformed,
                        fmt::format("{}: ends at {} of {}: it became shorter while it was read",
                                    file_->path(), time_text(position_, rate_),
                                    time_text(place_.count, rate_)));
        position_ += n;
        return chunk_of(size_t(n));
    }

    int64_t seek(int64_t sample) override { return position_ = sample; }

  private:
    PcmChunk chunk_of(size_t n) {
        if (place_.big_endian) swap_bytes();
        PcmChunk chunk{place_.kind, {}, size_t(place_.channels), n, 8 * place_.bytes};
        const bool packed = place_.bytes == 3;
        if (packed) widen();
        const auto* first = packed ? reinterpret_cast<const std::byte*>(wide_.data()) : bytes_.data();
        const size_t width = packed ? sizeof(int32_t) : size_t(place_.bytes);
        for (size_t c = 0; c < chunk.stride; ++c) chunk.channel[c] = first + c * width;
        return chunk;
    }

    void swap_bytes() {
        const auto bytes = std::ptrdiff_t(place_.bytes);
        for (auto value = bytes_.begin(); value != bytes_.end(); value += bytes)
            std::reverse(value, value + bytes);
    }

    // Three bytes each, little-endian, to numbers.
    void widen() {
        wide_.resize(bytes_.size() / 3);
        const auto* in = reinterpret_cast<const uint8_t*>(bytes_.data());
        for (size_t i = 0; i < wide_.size(); ++i, in += 3)
            wide_[i] = int32_t(uint32_t(in[0]) << 8 | uint32_t(in[1]) << 16 | uint32_t(in[2]) << 24) >> 8;
    }

    Input file_;
    PcmPlace place_;
    int rate_;
    int64_t position_ = 0;
    std::vector<std::byte> bytes_;
    std::vector<int32_t> wide_;
};

} // namespace

std::unique_ptr<Decoder> make_pcm_decoder(const Input& input, const PcmPlace& place, int rate) {
    return std::make_unique<PcmDecoder>(input, place, rate);
}

} // namespace redbook
