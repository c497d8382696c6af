#include "redbook/audio/resampled_stream.h"

#include <cmath>
#include <numbers>

#include "tests/support/audio_maker.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class Stream : public testing::Test {
  protected:
    std::shared_ptr<const DecodableFile> file(const std::string& name, const Sound& sound) {
        write_wav(folder / name, sound, {.bits = 24});
        return std::dynamic_pointer_cast<const DecodableFile>(open_audio_file(folder / name));
    }

    static std::vector<double> read(StreamVoice& voice, int64_t from, size_t n) {
        std::vector<double> left(n), right(n);
        voice.read(from, n, left.data(), right.data());
        return left;
    }

    TempFolder folder;
    Readers readers;
};

TEST_F(Stream, SegmentsBeginOnTheGridBehindEachFilesBeginningByThePreroll) {
    ResampledStream stream(file("a.wav", noise(48000 * 21, 48000)));
    stream.append(file("b.wav", noise(48000, 48000)));
    EXPECT_EQ(stream.end_in(), 48000 * 22);
    EXPECT_EQ(stream.seam(0), 0);
    const int64_t seam = stream.seam(1);
    EXPECT_EQ(seam % stream.ratio().grid, 0);
    EXPECT_GE(seam * 160, (48000 * 21 + stream.ratio().preroll) * 147);
    EXPECT_LT((seam - stream.ratio().grid) * 160, (48000 * 21 + stream.ratio().preroll) * 147);
    EXPECT_EQ(stream.segment_of(0).end, 441000);
    EXPECT_EQ(stream.segment_of(441000).begin, 441000);
    EXPECT_EQ(stream.segment_of(seam - 1).begin, 882000);
    EXPECT_EQ(stream.segment_of(seam - 1).end, seam);
    EXPECT_EQ(stream.segment_of(seam).begin, seam);
}

// A seam in the middle of a sine is not there: what both segments say of the sine is the sine, far below 24
// bits.
TEST_F(Stream, NoSeamIsHeard) {
    const int rate = 96000;
    const Sound whole = sine(3 * rate, rate, 997, 0.7);
    ResampledStream cut(file("a.wav", part_of(whole, 0, rate))), uncut(file("whole.wav", whole));
    cut.append(file("b.wav", part_of(whole, rate, 2 * rate)));
    StreamVoice cut_voice(cut, readers), uncut_voice(uncut, readers);
    const auto a = read(cut_voice, 0, 3 * 44100), b = read(uncut_voice, 0, 3 * 44100);
    double highest = 0;
    for (size_t i = 0; i < a.size(); ++i) highest = std::max(highest, std::abs(a[i] - b[i]));
    EXPECT_LT(highest, 1e-12);
}

TEST_F(Stream, ASampleIsTheSameFromWhereverReadingBegins) {
    for (const int rate : {8000, 44056, 48000, 192000}) {
        ResampledStream stream(file("a.wav", noise(rate * 11, rate)));
        stream.append(file("b.wav", noise(300, rate))); // shorter than the preroll
        stream.append(file("c.wav", noise(rate, rate)));
        const size_t length = size_t(stream.end_in() * 44100 / rate);
        StreamVoice forward(stream, readers), jumping(stream, readers);
        std::vector<double> whole(length);
        for (size_t at = 0; at < length; at += 5000) {
            const auto part = read(forward, int64_t(at), std::min<size_t>(5000, length - at));
            std::copy(part.begin(), part.end(), whole.begin() + int64_t(at));
        }
        for (const size_t at : {length - 44000, size_t{100}, size_t{441000 - 50}, size_t{441000 - 60},
                                length - 100, length - 46000}) {
            const auto part = read(jumping, int64_t(at), 99);
            EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + int64_t(at)))
                << rate << ' ' << at;
        }
    }
}

TEST_F(Stream, OutsideIsSilence) {
    ResampledStream stream(file("a.wav", noise(4800, 48000)));
    StreamVoice voice(stream, readers);
    const auto out = read(voice, 4410 + 5000, 1000);
    for (const double x : out) EXPECT_LT(std::abs(x), 1e-9);
}

} // namespace
} // namespace redbook
