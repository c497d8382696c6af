// FLAC by libFLAC, which checks every frame's CRC and the MD5 of the whole.
#include <algorithm>
#include <cstring>
#include <utility>

#include <FLAC/stream_decoder.h>
#include <fmt/format.h>

#include "redbook/audio/decoder.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

struct StreamInfo {
    int rate = 0, channels = 0, bits = 0;
    int64_t count = 0; // 0: not told
    bool has_md5 = false;
};

// libFLAC's decoder on a File. Errors inside callbacks are kept and thrown once libFLAC has returned.
class FlacStream {
  public:
    explicit FlacStream(const Input& input)
        : file_(input), size_(file_->size()), decoder_(FLAC__stream_decoder_new()) {
        FLAC__stream_decoder_set_md5_checking(decoder_.get(), true);
        FLAC__stream_decoder_set_metadata_respond(decoder_.get(), FLAC__METADATA_TYPE_VORBIS_COMMENT);
        FLAC__stream_decoder_init_stream(decoder_.get(), on_read, on_seek, on_tell, on_length, on_eof,
                                         on_write, on_metadata, on_error, this);
        FLAC__stream_decoder_process_until_end_of_metadata(decoder_.get());
        rethrow();
        if (info_.rate == 0 || info_.channels == 0) fail("its FLAC header is damaged; copy or rip it again");
        if (info_.bits <= 16)
            chunk_.kind = SampleKind::s16, chunk_.stride = size_t(info_.channels);
        else
            chunk_.kind = SampleKind::s32, chunk_.bits = info_.bits;
    }

    const StreamInfo& info() const { return info_; }
    auto& tags() { return tags_; }
    bool ended() const {
        return FLAC__stream_decoder_get_state(decoder_.get()) == FLAC__STREAM_DECODER_END_OF_STREAM;
    }

    // The next frame; count 0 at the end of the file.
    const PcmChunk& frame() {
        chunk_.count = 0;
        while (chunk_.count == 0 && !ended()) check(FLAC__stream_decoder_process_single(decoder_.get()));
        position_ += int64_t(chunk_.count);
        return chunk_;
    }

    const PcmChunk& frame_at(int64_t sample) {
        position_ = sample;
        chunk_.count = 0;
        check(FLAC__stream_decoder_seek_absolute(decoder_.get(), FLAC__uint64(sample)));
        position_ += int64_t(chunk_.count);
        return chunk_;
    }

    // Whether what was decoded has the MD5 of the header; true if there was a seek or there is no MD5.
    bool md5_is_right() { return FLAC__stream_decoder_finish(decoder_.get()); }

    int64_t position() const { return position_; }
    [[noreturn]] void fail(const std::string& why) const {
        throw Error(Errc::malformed, fmt::format("{}: {}", file_->path(), why));
    }

  private:
    struct Delete {
        void operator()(FLAC__StreamDecoder* d) const { FLAC__stream_decoder_delete(d); }
    };

    void rethrow() {
        if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    }

    // A frame that ran into the end of the file is no damage if the count will tell that the file ends early.
    void check(bool ok) {
        rethrow();
        if ((ok && !damaged_) || (ended() && info_.count != 0)) return;
        fail(fmt::format("is damaged at {}: a FLAC frame fails its check; copy or rip it again",
                         time_text(position_, info_.rate)));
    }

    static FlacStream& self(void* p) { return *static_cast<FlacStream*>(p); }

    static FLAC__StreamDecoderReadStatus on_read(const FLAC__StreamDecoder*, FLAC__byte out[], size_t* n,
                                                 void* p) {
        FlacStream& s = self(p);
        try {
            *n = s.file_->read_at(s.at_, std::as_writable_bytes(std::span(out, *n)));
        } catch (...) {
            s.error_ = std::current_exception();
            return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
        }
        s.at_ += *n;
        return *n == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM
                       : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
    }
    static FLAC__StreamDecoderSeekStatus on_seek(const FLAC__StreamDecoder*, FLAC__uint64 at, void* p) {
        self(p).at_ = at;
        return FLAC__STREAM_DECODER_SEEK_STATUS_OK;
    }
    static FLAC__StreamDecoderTellStatus on_tell(const FLAC__StreamDecoder*, FLAC__uint64* at, void* p) {
        *at = self(p).at_;
        return FLAC__STREAM_DECODER_TELL_STATUS_OK;
    }
    static FLAC__StreamDecoderLengthStatus on_length(const FLAC__StreamDecoder*, FLAC__uint64* size,
                                                     void* p) {
        *size = self(p).size_;
        return FLAC__STREAM_DECODER_LENGTH_STATUS_OK;
    }
    static FLAC__bool on_eof(const FLAC__StreamDecoder*, void* p) { return self(p).at_ >= self(p).size_; }

    static void on_error(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* p) {
        self(p).damaged_ = true;
    }

    static void on_metadata(const FLAC__StreamDecoder*, const FLAC__StreamMetadata* m, void* p) {
        FlacStream& s = self(p);
        const bool first = s.info_.rate == 0; // another one, which damage may bring, is not believed
        if (m->type == FLAC__METADATA_TYPE_STREAMINFO && first) s.take(m->data.stream_info);
        if (m->type == FLAC__METADATA_TYPE_VORBIS_COMMENT) s.take(m->data.vorbis_comment);
    }

    void take(const FLAC__StreamMetadata_StreamInfo& i) {
        const bool md5 =
            std::any_of(std::begin(i.md5sum), std::end(i.md5sum), [](FLAC__byte b) { return b != 0; });
        info_ = {int(i.sample_rate), int(i.channels), int(i.bits_per_sample), int64_t(i.total_samples), md5};
    }

    void take(const FLAC__StreamMetadata_VorbisComment& comments) {
        for (const auto& c : std::span(comments.comments, comments.num_comments)) {
            const std::string text(reinterpret_cast<const char*>(c.entry), c.length);
            const size_t equals = text.find('=');
            if (equals != text.npos) tags_.emplace_back(text.substr(0, equals), text.substr(equals + 1));
        }
    }

    static FLAC__StreamDecoderWriteStatus on_write(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                                   const FLAC__int32* const planes[], void* p) {
        return self(p).take(frame->header, planes);
    }

    // Planes are gone when the callback returns; up to 16 bits they are kept interleaved, as the CD wants
    // them.
    FLAC__StreamDecoderWriteStatus take(const FLAC__FrameHeader& header, const FLAC__int32* const planes[]) {
        const size_t n = header.blocksize;
        if (int(header.channels) != info_.channels || int(header.bits_per_sample) != info_.bits) {
            damaged_ = true;
            return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
        }
        if (chunk_.kind == SampleKind::s16)
            interleave(planes, n);
        else
            keep(planes, n);
        chunk_.count = n;
        return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
    }

    void interleave(const FLAC__int32* const planes[], size_t n) {
        const auto channels = size_t(info_.channels);
        const int shift = 16 - info_.bits;
        narrow_.resize(n * channels);
        int16_t* out = narrow_.data();
        if (channels == 2)
            for (size_t i = 0; i < n; ++i) {
                out[2 * i] = int16_t(planes[0][i] << shift);
                out[2 * i + 1] = int16_t(planes[1][i] << shift);
            }
        else
            for (size_t i = 0; i < n * channels; ++i)
                out[i] = int16_t(planes[i % channels][i / channels] << shift);
        for (size_t c = 0; c < channels; ++c) chunk_.channel[c] = out + c;
    }

    void keep(const FLAC__int32* const planes[], size_t n) {
        const auto channels = size_t(info_.channels);
        wide_.resize(n * channels);
        for (size_t c = 0; c < channels; ++c) {
            std::memcpy(&wide_[c * n], planes[c], n * sizeof(FLAC__int32));
            chunk_.channel[c] = &wide_[c * n];
        }
    }

    Input file_;
    uint64_t size_, at_ = 0;
    std::unique_ptr<FLAC__StreamDecoder, Delete> decoder_;
    StreamInfo info_;
    std::vector<std::pair<std::string, std::string>> tags_;
    std::vector<int16_t> narrow_;
    std::vector<int32_t> wide_;
    PcmChunk chunk_;
    int64_t position_ = 0; // after the last frame
    bool damaged_ = false;
    std::exception_ptr error_;
};

class FlacDecoder final : public Decoder {
  public:
    FlacDecoder(const Input& input, int64_t count, std::shared_ptr<std::atomic<bool>> md5_is_right)
        : input_(input), stream_(input), count_(count), md5_is_right_(std::move(md5_is_right)) {}

    PcmChunk next() override {
        if (sought_) return *std::exchange(sought_, std::nullopt);
        if (stream_->position() >= count_) return {};
        const PcmChunk& chunk = stream_->frame();
        if (chunk.count == 0) fail_short();
        if (stream_->position() >= count_) check_whole();
        return chunk;
    }

    // Always a new stream: libFLAC is at its end after the MD5 check, and nowhere after an error.
    int64_t seek(int64_t sample) override {
        sought_.reset();
        from_beginning_ = sample == 0;
        stream_.emplace(input_);
        if (sample > 0) sought_ = stream_->frame_at(sample);
        return sample;
    }

  private:
    [[noreturn]] void fail_short() const {
        const int rate = stream_->info().rate;
        stream_->fail(fmt::format("ends at {} of {}: it is cut short; copy or rip it again",
                                  time_text(stream_->position(), rate), time_text(count_, rate)));
    }

    void check_whole() {
        if (stream_->position() > count_)
            stream_->fail("holds more audio than its header says; copy or rip it again");
        if (!stream_->md5_is_right())
            stream_->fail("its audio does not have the MD5 that its header names; copy or rip it again");
        if (md5_is_right_ && from_beginning_) *md5_is_right_ = true;
    }

    Input input_;
    std::optional<FlacStream> stream_;
    int64_t count_;
    std::shared_ptr<std::atomic<bool>> md5_is_right_; // null: there is none
    bool from_beginning_ = true;
    std::optional<PcmChunk> sought_; // the frame that seeking decoded
};

int64_t count_flac_by_decoding(const Input& input) {
    FlacStream stream(input);
    while (stream.frame().count > 0) {}
    return stream.position();
}

} // namespace

FoundAudio find_flac(const Input& input) {
    FlacStream stream(input);
    const StreamInfo& info = stream.info();
    FoundAudio found;
    found.format = {"FLAC", info.rate, info.channels, info.bits, false};
    found.container = "FLAC";
    found.container_bits = info.bits;
    found.count = info.count != 0 ? info.count : count_flac_by_decoding(input);
    if (info.count == 0 && !info.has_md5) found.warnings.push_back(kUnknownEnd);
    found.tags = stream.tags();
    if (!info.has_md5)
        found.warnings.push_back("has no MD5 in its header; only the frames' own checks are done");
    if (info.has_md5) found.whole_checked = std::make_shared<std::atomic<bool>>(false);
    found.decoder = [input, count = found.count, checked = found.whole_checked] {
        return std::make_unique<FlacDecoder>(input, count, checked);
    };
    return found;
}

} // namespace redbook
