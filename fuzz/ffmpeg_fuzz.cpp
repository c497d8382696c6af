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

void read_with_ffmpeg(const std::string& path, bool salvage = false) {
    const Input file = open_input(path);
    const FoundAudio found = find_with_ffmpeg(file, salvage);
    if (found.format.channels > kMostChannels) return; // as open_audio_file() does
    tags_with_ffmpeg(file);
    const auto decoder = found.decoder();
    unless_refused([&] { decode_to_end(*decoder, found.count, size_t(found.format.channels)); });
    unless_refused([&] {
        const int64_t place = decoder->seek(found.count / 2);
        must_hold(place >= 0 && place <= std::max<int64_t>(found.count / 2, 0));
        decoder->next();
    });
}

} // namespace

// Then with zeros after it, since FFmpeg seeks only in files that are longer than its buffer; then with a
// disk that fails.
FUZZ_TARGET(ffmpeg, "audio") {
    constexpr uint64_t kLongerThanBuffers = 100'000;
    unless_refused([&] { read_with_ffmpeg(OneFile(input).path()); });
    unless_refused([&] { read_with_ffmpeg(OneFile(input, kLongerThanBuffers).path()); });
    unless_refused([&] { read_with_ffmpeg(OneFile(input).path(), true); });
    OneFile broken(input, kLongerThanBuffers);
    broken.files().break_after(int(input.size() % 4), MemoryFiles::Fault::throws);
    read_with_ffmpeg(broken.path());
}

} // namespace redbook
