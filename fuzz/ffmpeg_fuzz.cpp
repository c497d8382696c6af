// Any bytes as a file that FFmpeg reads: refused with an Error, or audio that is as long as was said, or an
// Error where it ends; and audio that is entered in the middle.
#include <algorithm>

#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/audio/decoder.h"

namespace redbook {
namespace {

constexpr int64_t kMostDecoded = 200'000; // samples; a small file may be of a whole day

void decode_to_end(Decoder& decoder, int64_t count, size_t channels) {
    int64_t at = 0;
    for (PcmChunk chunk = decoder.next(); chunk.count > 0; chunk = decoder.next()) {
        must_hold(std::all_of(chunk.channel.begin(), chunk.channel.begin() + std::ptrdiff_t(channels),
                              [](const void* samples) { return samples != nullptr; }));
        if ((at += int64_t(chunk.count)) > kMostDecoded) return;
    }
    must_hold(at == count);
}

} // namespace

FUZZ_TARGET(ffmpeg, "audio") {
    const OneFile only(input);
    const FoundAudio found = find_with_ffmpeg(only.path());
    if (found.format.channels > kMostChannels) return; // as open_audio_file() does
    tags_with_ffmpeg(only.path());
    const auto decoder = found.decoder();
    unless_refused([&] { decode_to_end(*decoder, found.count, size_t(found.format.channels)); });
    unless_refused([&] {
        const int64_t place = decoder->seek(found.count / 2);
        must_hold(place >= 0 && place <= std::max<int64_t>(found.count / 2, 0));
        decoder->next();
    });
}

} // namespace redbook
