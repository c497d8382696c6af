// Timelines in one line, read as samples.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "redbook/audio/timeline.h"

namespace redbook::test {

using Samples = std::vector<int16_t>; // left/right interleaved
using Files = std::vector<std::shared_ptr<const AudioFile>>;

// The files one after the other from LBA 0 on, to the end of the last block.
inline std::unique_ptr<BlockSource> joined(const Files& files) {
    std::vector<Clip> clips;
    SampleCount at;
    for (const auto& file : files) {
        clips.push_back({file, {0}, file->length(), at});
        at = at + file->length();
    }
    return make_timeline(clips, Lba{blocks_rounded_up(at).value});
}

inline Samples read_blocks(BlockSource& source, Lba first, BlockCount n) {
    Samples samples(size_t(bytes_in(n)) / 2);
    source.read(first, std::as_writable_bytes(std::span(samples)));
    return samples;
}

// From LBA 0 on.
inline Samples read_all(BlockSource& source, BlockCount chunk = {75}) {
    Samples all;
    for (Lba at{0}; at < source.end(); at += chunk) {
        const Samples part = read_blocks(source, at, std::min(chunk, source.end() - at));
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

inline Samples read_file_at_once(const std::string& path, const AudioFileOptions& options = {}) {
    return read_all(*joined({open_audio_file(path, options)}));
}

// Zeros after the samples up to a whole block.
inline Samples padded(Samples samples) {
    samples.resize(size_t(samples_in(blocks_rounded_up({int64_t(samples.size()) / 2})).value) * 2);
    return samples;
}

} // namespace redbook::test
