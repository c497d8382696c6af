// FLAC by libFLAC.
#include "redbook/audio/flac_encoder.h"

#include <cassert>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#include <FLAC/metadata.h>
#include <FLAC/stream_encoder.h>
#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

constexpr uint32_t kCompressionLevel = 5;

struct Delete {
    void operator()(FLAC__StreamEncoder* e) const { FLAC__stream_encoder_delete(e); }
    void operator()(FLAC__StreamMetadata* m) const { FLAC__metadata_object_delete(m); }
};
using Metadata = std::unique_ptr<FLAC__StreamMetadata, Delete>;

Metadata comments_of(const std::map<std::string, std::string>& tags) {
    Metadata block(FLAC__metadata_object_new(FLAC__METADATA_TYPE_VORBIS_COMMENT));
    if (!block) throw std::bad_alloc();
    for (const auto& [name, value] : tags) {
        FLAC__StreamMetadata_VorbisComment_Entry entry{};
        const bool made = FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(&entry, name.c_str(),
                                                                                         value.c_str());
        if (!made)
            throw Error(Errc::bad_value,
                        fmt::format("the tag {} cannot be written; it must be text in UTF-8", name));
        if (!FLAC__metadata_object_vorbiscomment_append_comment(block.get(), entry, false))
            throw std::bad_alloc();
    }
    return block;
}

// libFLAC's encoder. Errors inside callbacks are kept and thrown once libFLAC has returned; after one nothing
// more is written.
class FlacEncoder final : public Encoder {
  public:
    FlacEncoder(WriteAt write, SampleCount count, const std::map<std::string, std::string>& tags)
        : write_(std::move(write)), comments_(comments_of(tags)), encoder_(FLAC__stream_encoder_new()) {
        if (!encoder_) throw std::bad_alloc();
        FLAC__StreamEncoder* e = encoder_.get();
        FLAC__stream_encoder_set_channels(e, 2);
        FLAC__stream_encoder_set_bits_per_sample(e, 16);
        FLAC__stream_encoder_set_sample_rate(e, kSampleRate);
        FLAC__stream_encoder_set_compression_level(e, kCompressionLevel);
        FLAC__stream_encoder_set_total_samples_estimate(e, FLAC__uint64(count.value));
        FLAC__StreamMetadata* blocks[] = {comments_.get()};
        FLAC__stream_encoder_set_metadata(e, blocks, 1);
        check(FLAC__stream_encoder_init_stream(e, on_write, on_seek, on_tell, nullptr, this) ==
              FLAC__STREAM_ENCODER_INIT_STATUS_OK);
    }
    FlacEncoder(const FlacEncoder&) = delete;
    FlacEncoder& operator=(const FlacEncoder&) = delete;

    // libFLAC finishes what it is deleted in; a file that is given up is left as it is.
    ~FlacEncoder() override { over_ = true; }

    void append(Bytes samples) override {
        assert(samples.size() % kSampleBytes == 0);
        values_.resize(samples.size() / 2);
        for (size_t i = 0; i < values_.size(); ++i)
            values_[i] = int16_t(std::to_integer<uint16_t>(samples[2 * i]) |
                                 std::to_integer<uint16_t>(samples[2 * i + 1]) << 8);
        check(FLAC__stream_encoder_process_interleaved(encoder_.get(), values_.data(),
                                                       uint32_t(values_.size() / 2)));
    }

    void finish() override {
        check(FLAC__stream_encoder_finish(encoder_.get()));
        over_ = true;
    }

  private:
    void check(bool ok) {
        if (error_) std::rethrow_exception(error_);
        if (!ok)
            throw Error(Errc::io, std::string("libFLAC cannot encode: ") +
                                      FLAC__stream_encoder_get_resolved_state_string(encoder_.get()));
    }

    static FlacEncoder& self(void* p) { return *static_cast<FlacEncoder*>(p); }

    static FLAC__StreamEncoderWriteStatus on_write(const FLAC__StreamEncoder*, const FLAC__byte bytes[],
                                                   size_t n, uint32_t, uint32_t, void* p) {
        FlacEncoder& s = self(p);
        if (s.over_) return FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
        try {
            s.write_(s.at_, std::as_bytes(std::span(bytes, n)));
        } catch (...) {
            s.error_ = std::current_exception();
            s.over_ = true;
            return FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
        }
        s.at_ += n;
        return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
    }
    static FLAC__StreamEncoderSeekStatus on_seek(const FLAC__StreamEncoder*, FLAC__uint64 at, void* p) {
        self(p).at_ = at;
        return FLAC__STREAM_ENCODER_SEEK_STATUS_OK;
    }
    static FLAC__StreamEncoderTellStatus on_tell(const FLAC__StreamEncoder*, FLAC__uint64* at, void* p) {
        *at = self(p).at_;
        return FLAC__STREAM_ENCODER_TELL_STATUS_OK;
    }

    WriteAt write_;
    uint64_t at_ = 0;
    bool over_ = false; // nothing more is written
    std::exception_ptr error_;
    std::vector<FLAC__int32> values_;
    Metadata comments_; // libFLAC keeps a pointer to it
    std::unique_ptr<FLAC__StreamEncoder, Delete> encoder_;
};

} // namespace

std::unique_ptr<Encoder> make_flac_encoder(WriteAt write, SampleCount count,
                                           const std::map<std::string, std::string>& tags) {
    return std::make_unique<FlacEncoder>(std::move(write), count, tags);
}

} // namespace redbook
