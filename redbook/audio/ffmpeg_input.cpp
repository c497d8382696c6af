#include "redbook/audio/ffmpeg_input.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace redbook {
namespace {

constexpr int kBufferBytes = 64 * 1024;

// Containers that hold audio and name no other file. Playlists and the like are not audio.
constexpr const char* kContainers =
    "aac,ac3,aiff,ape,asf,au,caf,eac3,flac,matroska,webm,mov,mp4,m4a,mp3,mpc,mpc8,ogg,"
    "tak,tta,w64,wav,wv";

void require_ffmpeg(const std::string& path) {
    if (!ffmpeg_missing().empty())
        throw Error(
            Errc::unsupported,
            fmt::format(
                "{}: is neither FLAC nor plain WAV, and FFmpeg, which reads all else, is not there ({}); "
                "install it, or convert the file to FLAC or WAV",
                path, ffmpeg_missing()));
}

int refuse_other_files(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
    return AVERROR(EPERM);
}

} // namespace

void AvDelete::operator()(AVIOContext* io) const {
    av_freep(&io->buffer);
    avio_context_free(&io);
}

std::string av_words(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof text);
    return text;
}

FfmpegInput::FfmpegInput(Input file) : file_(std::move(file)), size_(int64_t(file_->size())) {
    require_ffmpeg(path());
    auto* buffer = static_cast<uint8_t*>(av_malloc(kBufferBytes));
    io_.reset(avio_alloc_context(buffer, kBufferBytes, 0, this, on_read, nullptr, on_seek));
    open();
}

void FfmpegInput::open() {
    AVFormatContext* format = avformat_alloc_context();
    format->pb = io_.get();
    format->io_open = refuse_other_files;
    format->format_whitelist = av_strdup(kContainers);
    const int result = avformat_open_input(&format, path().c_str(), nullptr, nullptr);
    format_.reset(format); // null if that failed
    rethrow();
    constexpr auto kNotAudio =
        "is not audio that can be read; give FLAC, WAV, AIFF, ALAC, WavPack, APE, MP3, AAC, "
        "Ogg Vorbis or Opus";
    if (result < 0) fail(kNotAudio);
    const int info = avformat_find_stream_info(format, nullptr);
    rethrow();
    const int index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (info < 0 || index < 0) fail(kNotAudio);
    for (unsigned i = 0; i < format->nb_streams; ++i)
        if (int(i) != index) format->streams[i]->discard = AVDISCARD_ALL;
    stream_ = format->streams[index];
}

int FfmpegInput::on_read(void* p, uint8_t* out, int n) {
    auto& self = *static_cast<FfmpegInput*>(p);
    try {
        const size_t got =
            self.file_->read_at(uint64_t(self.at_), std::as_writable_bytes(std::span(out, size_t(n))));
        self.at_ += int64_t(got);
        return got == 0 ? AVERROR_EOF : int(got);
    } catch (...) {
        self.error_ = std::current_exception();
        return AVERROR(EIO);
    }
}

int64_t FfmpegInput::on_seek(void* p, int64_t offset, int whence) {
    auto& self = *static_cast<FfmpegInput*>(p);
    if (whence & AVSEEK_SIZE) return self.size_;
    const int from = whence & ~AVSEEK_FORCE;
    const int64_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? self.at_ : self.size_;
    if (base + offset < 0) return AVERROR(EINVAL);
    return self.at_ = base + offset;
}

void FfmpegInput::rethrow() {
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

int FfmpegInput::read(AVPacket& packet) {
    for (;;) {
        av_packet_unref(&packet);
        const int result = av_read_frame(format_.get(), &packet);
        rethrow();
        if (result < 0 || packet.stream_index == stream_->index) return result;
    }
}

AvPtr<AVCodecContext> FfmpegInput::open_codec() const {
    const AVCodec* codec = avcodec_find_decoder(stream_->codecpar->codec_id);
    if (!codec)
        fail(fmt::format("holds {}, which this FFmpeg cannot decode",
                         avcodec_get_name(stream_->codecpar->codec_id)));
    AvPtr<AVCodecContext> context(avcodec_alloc_context3(codec));
    avcodec_parameters_to_context(context.get(), stream_->codecpar);
    context->pkt_timebase = stream_->time_base; // without it delay and padding stay in
    context->err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE;
    context->thread_count = 1;
    const int result = avcodec_open2(context.get(), codec, nullptr);
    if (result < 0) fail(fmt::format("cannot be decoded: {}", av_words(result)));
    return context;
}

void FfmpegInput::fail(const std::string& why, Remedy remedy) const {
    throw Error(Errc::malformed, fmt::format("{}: {}", path(), why), remedy);
}

} // namespace redbook
