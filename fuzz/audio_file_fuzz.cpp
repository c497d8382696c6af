// Any bytes as a WAV or a FLAC file (what else there is, is FFmpeg's): refused with an Error, or audio that
// is as long as its header says, or an Error where it ends.
#include <algorithm>

#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/audio/cue_sheet_block.h"
#include "redbook/audio/decodable_file.h"
#include "redbook/audio/timeline.h"

namespace redbook {
namespace {

constexpr int64_t kMostSamples = 100'000; // that are decoded; a small file may tell of a whole day

// Without tags that FFmpeg reads.
bool is_ours(std::string_view bytes, const std::string& path) {
    if (bytes.find("id3 ") != bytes.npos || bytes.find("ID3 ") != bytes.npos) return false;
    return find_cue_sheet_block(*system_files().open(path, Access::read)) ||
           flac_begin(*system_files().open(path, Access::read)) || find_wav(open_input(path), true);
}

void decode_all(Decoder& decoder, int64_t count, size_t channels) {
    int64_t at = 0;
    for (PcmChunk chunk = decoder.next(); chunk.count > 0; chunk = decoder.next()) {
        must_hold(std::all_of(chunk.channel.begin(), chunk.channel.begin() + channels,
                              [](const void* samples) { return samples != nullptr; }));
        if ((at += int64_t(chunk.count)) > kMostSamples) return;
    }
    must_hold(at == count);
}

void read_as_blocks(const std::shared_ptr<const AudioFile>& file) {
    const Lba end = Lba{0} + blocks_rounded_up(file->length());
    const auto blocks = make_timeline({{file, {}, file->length(), {}}}, end);
    std::vector<std::byte> block(kBlockBytes);
    for (const Lba at : {Lba{0}, end - BlockCount{1}}) blocks->read(at, block);
}

void read_audio_file(const std::string& path, bool salvage = false) {
    const auto opened = open_audio_file(path, {.downmix = true, .salvage = salvage});
    const auto& file = static_cast<const DecodableFile&>(*opened);
    const auto decoder = file.decoder();
    unless_refused([&] { decode_all(*decoder, file.count(), size_t(file.channels())); });
    unless_refused([&] { must_hold(decoder->seek(file.count() / 2) <= file.count() / 2); });
    const bool resampled = file.rate() != kSampleRate; // which takes ten times as long as all else
    if (file.count() <= kMostSamples && !resampled) unless_refused([&] { read_as_blocks(opened); });
}

} // namespace

FUZZ_TARGET(audio_file, "wav", "flac") {
    OneFile only(input);
    const std::string& path = only.path();
    if (!is_ours(text_of(input), path)) return;
    unless_refused([&] { read_audio_file(path); });
    unless_refused([&] { read_audio_file(path, true); });
    const auto choice = int(input.size() % 16);
    if (choice % 4 != 0) return;
    only.files().break_after(choice + 3, choice == 8 ? MemoryFiles::Fault::ends : MemoryFiles::Fault::throws);
    unless_refused([&] { read_audio_file(path); });
}

} // namespace redbook
