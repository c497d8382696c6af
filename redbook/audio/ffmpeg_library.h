// FFmpeg's functions, found in its libraries when the first file needs them. Linked, they and what they need
// are some 130 libraries that every run would wait for (55 ms), also one that reads FLAC and WAV only.
#pragma once

#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

// Each name of a function, inside namespace redbook, is a pointer to it, and the linker misses one that is
// not listed.
// clang-format off
#define REDBOOK_FFMPEG_FUNCTIONS(X)                                                                        \
    X(av_dict_get) X(av_find_best_stream) X(av_frame_alloc) X(av_frame_free) X(av_freep)                   \
    X(av_get_bytes_per_sample) X(av_get_exact_bits_per_sample) X(av_get_packed_sample_fmt)                 \
    X(av_log_set_callback) X(av_malloc) X(av_packet_alloc) X(av_packet_free) X(av_packet_get_side_data)    \
    X(av_packet_unref) X(av_read_frame) X(av_rescale_q) X(av_sample_fmt_is_planar) X(av_seek_frame)        \
    X(av_strdup) X(av_strerror)                                                                            \
    X(avcodec_alloc_context3) X(avcodec_descriptor_get) X(avcodec_find_decoder) X(avcodec_free_context)    \
    X(avcodec_get_name) X(avcodec_open2) X(avcodec_parameters_to_context) X(avcodec_receive_frame)         \
    X(avcodec_send_packet) X(avcodec_version)                                                              \
    X(avformat_alloc_context) X(avformat_close_input) X(avformat_find_stream_info) X(avformat_open_input)  \
    X(avio_alloc_context) X(avio_context_free) X(avutil_version)
// clang-format on

namespace redbook {

#define REDBOOK_DECLARE(name) extern decltype(&::name) name;
REDBOOK_FFMPEG_FUNCTIONS(REDBOOK_DECLARE)
#undef REDBOOK_DECLARE

// Loads the libraries of the versions that this was compiled with, once; they stay. Nothing above may be used
// before.
//   returns  why they cannot be used, in the loader's words; empty: they can
const std::string& ffmpeg_missing();

} // namespace redbook
