// A file opened by FFmpeg: its demuxer and decoder, on the project's own File.
#pragma once

#include <memory>
#include <string>

#include "redbook/audio/ffmpeg_library.h"
#include "redbook/base/error.h"
#include "redbook/base/input_file.h"

namespace redbook {

struct AvDelete {
    void operator()(AVIOContext* io) const;
    void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
template <class T>
using AvPtr = std::unique_ptr<T, AvDelete>;

std::string av_words(int error);

class FfmpegInput {
  public:
    // Throws Errc::malformed if FFmpeg knows no audio in it, unsupported if there is no FFmpeg.
    explicit FfmpegInput(Input file);

    AVFormatContext& format() const { return *format_; }
    AVStream& stream() const { return *stream_; }
    const Input& file() const { return file_; }
    const std::string& path() const { return file_->path(); }

    // The next packet of the audio stream. Returns 0, AVERROR_EOF or FFmpeg's error.
    int read(AVPacket& packet);

    AvPtr<AVCodecContext> open_codec() const;

    [[noreturn]] void fail(const std::string& why, Remedy remedy = Remedy::none) const;

  private:
    static int on_read(void* self, uint8_t* out, int n);
    static int64_t on_seek(void* self, int64_t offset, int whence);
    void open();
    void rethrow();

    Input file_;
    int64_t size_, at_ = 0;
    std::exception_ptr error_; // of the file, met inside a callback
    AvPtr<AVIOContext> io_;
    AvPtr<AVFormatContext> format_;
    AVStream* stream_ = nullptr;
};

} // namespace redbook
