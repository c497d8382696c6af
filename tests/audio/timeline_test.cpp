#include "redbook/audio/timeline.h"

#include <cstring>

#include "redbook/disc/transfer.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
using Samples = std::vector<int16_t>;
using Files = std::vector<std::shared_ptr<const AudioFile>>;

// The files one after the other from LBA 0 on, to the end of the last block.
std::unique_ptr<BlockSource> joined(const Files& files) {
    std::vector<Clip> clips;
    SampleCount at;
    for (const auto& file : files) {
        clips.push_back({file, {0}, file->length(), at});
        at = at + file->length();
    }
    return make_timeline(clips, Lba{blocks_rounded_up(at).value});
}

Samples read_blocks(BlockSource& source, Lba first, BlockCount n) {
    Samples samples(size_t(bytes_in(n)) / 2);
    source.read(first, std::as_writable_bytes(std::span(samples)));
    return samples;
}

Samples read_all(BlockSource& source, BlockCount chunk = {75}) {
    Samples all;
    for (Lba at{0}; at < source.end(); at += chunk) {
        const Samples part = read_blocks(source, at, std::min(chunk, source.end() - at));
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Samples padded(Samples samples) {
    samples.resize(size_t(samples_in(blocks_rounded_up({int64_t(samples.size()) / 2})).value) * 2);
    return samples;
}

TEST(Timeline, CdAudioPassesBitForBitFromEveryLosslessFormat) {
    TempFolder folder;
    const Sound sound = noise(30011);
    for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.aif", "a.m4a", "a.wv", "a.tta", "a.caf"}) {
        std::vector<std::string> options;
        if (std::string(name) == "a.m4a") options = {"-c:a", "alac"};
        const std::string path = folder / name;
        if (std::string(name) == "a.wav")
            write_wav(path, sound);
        else
            encode(path, sound, 16, options);
        const auto file = open_audio_file(path);
        EXPECT_TRUE(file->format().is_cd_audio()) << name;
        EXPECT_EQ(file->length().value, 30011) << name;
        EXPECT_EQ(read_all(*joined({file})), padded(as_cd(sound))) << name;
    }
}

} // namespace
} // namespace redbook
