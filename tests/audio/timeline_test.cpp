#include "redbook/audio/timeline.h"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "redbook/base/file.h"
#include "redbook/disc/transfer.h"
#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
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

// Reads the blocks in another order, with clones, and in other portions.
void expect_same_in_any_order(BlockSource& source, const Samples& expected) {
    const int blocks = source.end().value;
    std::vector<std::unique_ptr<BlockSource>> readers;
    for (int i = 0; i < 2; ++i) readers.push_back(source.clone());
    uint32_t random = 1;
    for (int i = 0; i < 12; ++i) {
        random = random * 1664525 + 1013904223;
        const Lba first{int(random >> 8) % blocks};
        const BlockCount n{std::min(1 + i * 3, blocks - first.value)};
        const Samples part = read_blocks(*readers[size_t(i % 2)], first, n);
        ASSERT_TRUE(std::equal(part.begin(), part.end(), expected.begin() + first.value * 588 * 2))
            << first.value << " + " << n.value;
    }
    EXPECT_EQ(read_all(*source.clone(), {7}), expected);
}

TEST(Timeline, IsTheSameInWhateverOrderItIsRead) {
    TempFolder folder;
    struct Case {
        const char *first, *second;
        int rate, bits;
    };
    for (const Case& c : {Case{"a.flac", "b.flac", 44100, 16}, Case{"c.flac", "d.aiff", 96000, 24},
                          Case{"e.wav", "f.m4a", 48000, 16}, Case{"g.wv", "h.flac", 48000, 24},
                          Case{"i.tta", "j.caf", 44100, 16}, Case{"k.oga", "l.aif", 88200, 16}}) {
        SCOPED_TRACE(c.first);
        const std::vector<std::string> alac{"-c:a", "alac"};
        encode(folder / c.first, noise(70001, c.rate, 2, c.bits, 1), c.bits);
        encode(folder / c.second, noise(50003, c.rate, 2, c.bits, 2), c.bits,
               std::string(c.second) == "f.m4a" ? alac : std::vector<std::string>{});
        const auto source = joined({open_audio_file(folder / c.first), open_audio_file(folder / c.second)});
        expect_same_in_any_order(*source, read_all(*source));
    }
}

TEST(Timeline, AFlacWithoutACountIsTheSameInWhateverOrderItIsRead) {
    TempFolder folder;
    encode(folder / "a.flac", noise(100000));
    write_file(folder / "a.flac", read_file(folder / "a.flac").replace(22, 4, 4, '\0')); // of STREAMINFO
    const auto source = joined({open_audio_file(folder / "a.flac")});
    expect_same_in_any_order(*source, padded(as_cd(noise(100000))));
}

TEST(Timeline, LossyFilesAreTheSameInWhateverOrderTheyAreRead) {
    TempFolder folder;
    for (const char* name : {"a.mp3", "b.ogg", "c.opus", "d.m4a"}) {
        SCOPED_TRACE(name);
        encode(folder / name, noise(96001, 48000));
        const auto file = open_audio_file(folder / name);
        const auto source = joined({file, file});
        expect_same_in_any_order(*source, read_all(*source));
    }
}

TEST(Timeline, FilesOfOneRateAreResampledAsOneStream) {
    TempFolder folder;
    for (const int rate : {48000, 96000}) {
        const Sound whole = sine(3 * rate, rate, 997, 0.7);
        write_wav(folder / "whole.wav", whole, {.bits = 24});
        Files parts;
        for (const auto& [from, count] :
             {std::pair(0, rate - 7), {rate - 7, rate + 4}, {2 * rate - 3, rate + 3}}) {
            const std::string path = folder / fmt::format("{}.wav", from);
            write_wav(path, part_of(whole, from, count), {.bits = 24});
            parts.push_back(open_audio_file(path));
        }
        Samples expected = read_file_at_once(folder / "whole.wav"), cut = read_all(*joined(parts));
        expected.resize(3 * 44100 * 2);
        cut.resize(3 * 44100 * 2);
        EXPECT_EQ(cut, expected) << rate;
    }
}

TEST(Timeline, ASineOfManySegmentsIsTheSineThatWentIn) {
    TempFolder folder;
    const int seconds = 21;
    write_wav(folder / "a.wav", sine(seconds * 48000, 48000, 997, 0.7), {.bits = 24});
    const Samples out = read_file_at_once(folder / "a.wav");
    double highest = 0;
    for (int64_t i = 4410; i < (seconds * 44100 - 4410); ++i)
        highest = std::max(highest, std::abs(out[size_t(2 * i)] -
                                             0.7 * 32768 * std::sin(2 * M_PI * 997 * double(i) / 44100)));
    EXPECT_LT(highest, 1.51); // the dither's 1, and rounding
}

// Level of one frequency over the second second of the left channel, in dB; `level` is 0.
double level_db(const Samples& out, double hertz, double level) {
    double re = 0, im = 0;
    for (int i = 44100; i < 2 * 44100; ++i) {
        re += out[size_t(2 * i)] * std::cos(2 * M_PI * hertz * i / 44100);
        im += out[size_t(2 * i)] * std::sin(2 * M_PI * hertz * i / 44100);
    }
    return 20 * std::log10(std::hypot(re, im) * 2 / 44100 / 32768 / level);
}

TEST(Timeline, TonesKeepTheirLevelToTwentyKilohertzAndHaveNoAliases) {
    TempFolder folder;
    for (const auto& [rate, hertz] : {std::pair(48000, 997),
                                      {48000, 19000},
                                      {48000, 20000},
                                      {96000, 997},
                                      {96000, 20000},
                                      {48000, 22500},
                                      {48000, 23000},
                                      {96000, 24500},
                                      {96000, 40000}}) {
        write_wav(folder / "a.wav", sine(3 * rate, rate, hertz, 0.5), {.bits = 24});
        const Samples out = read_file_at_once(folder / "a.wav");
        if (hertz < 22050) {
            EXPECT_NEAR(level_db(out, hertz, 0.5), 0, 0.01) << rate << ' ' << hertz;
        } else {
            EXPECT_LT(level_db(out, 44100 - hertz, 0.5), -120) << rate << ' ' << hertz;
        }
    }
}

TEST(Timeline, LengthIsRoundedUpAndAnImpulseStaysWhereItWas) {
    TempFolder folder;
    for (const int rate : {8000, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000}) {
        const int64_t count = rate / 2 + 13, at = rate / 4 + 5;
        const Sound impulse =
            sound_of(count, rate, 2, 16, [&](int64_t i, int) { return i == at ? 0.9 : 0.0; });
        const std::string path = folder / fmt::format("{}.wav", rate);
        write_wav(path, impulse);
        const auto file = open_audio_file(path);
        EXPECT_EQ(file->length().value, (count * 44100 + rate - 1) / rate) << rate;
        const Samples out = read_all(*joined({file}));
        const auto highest = std::max_element(out.begin(), out.end()) - out.begin();
        EXPECT_NEAR(double(highest / 2), double(at) * 44100 / rate, 1) << rate;
    }
}

TEST(Timeline, MonoIsDoubledExactly) {
    TempFolder folder;
    const Sound mono = noise(3000, 44100, 1);
    write_wav(folder / "a.wav", mono);
    encode(folder / "b.flac", mono);
    EXPECT_EQ(read_file_at_once(folder / "a.wav"), padded(as_cd(mono)));
    EXPECT_EQ(read_file_at_once(folder / "b.flac"), padded(as_cd(mono)));
}

TEST(Timeline, SixteenBitsInAWiderContainerPassBitForBit) {
    TempFolder folder;
    const Sound sound = noise(20000);
    write_wav(folder / "24.wav", sound, {.bits = 24});
    write_wav(folder / "32.wav", sound, {.bits = 32});
    write_wav(folder / "float.wav", sound, {.bits = 32, .floating = true});
    write_wav(folder / "double.wav", sound, {.bits = 64, .floating = true});
    encode(folder / "24.flac", sound, 24);
    encode(folder / "24.aiff", sound, 24, {"-c:a", "pcm_s24be"});
    encode(folder / "24.m4a", sound, 24, {"-c:a", "alac", "-sample_fmt", "s32p"});
    encode(folder / "24.wv", sound, 24);
    for (const char* name :
         {"24.wav", "32.wav", "float.wav", "double.wav", "24.flac", "24.aiff", "24.m4a", "24.wv"})
        EXPECT_EQ(read_file_at_once(folder / name), padded(as_cd(sound))) << name;
}

TEST(Timeline, EightBitsAreExactToo) {
    TempFolder folder;
    const Sound sound = noise(2000, 44100, 2, 8);
    write_wav(folder / "a.wav", sound, {.bits = 8});
    EXPECT_EQ(read_file_at_once(folder / "a.wav"), padded(as_cd(sound)));
}

// One value between the steps of 16 bits, at the very end, and the whole file is dithered: also the values
// that would have fitted.
TEST(Timeline, AFileThatIsNotExactIsDitheredFromItsFirstSample) {
    TempFolder folder;
    Sound sound = noise(20000);
    sound.values.back() |= 1 << 8;
    write_wav(folder / "a.wav", sound, {.bits = 24});
    const Samples out = read_file_at_once(folder / "a.wav"), exact = padded(as_cd(sound));
    int changed = 0, far = 0;
    for (size_t i = 0; i < 40000; ++i) {
        changed += out[i] != exact[i];
        far += std::abs(out[i] - exact[i]) > 1;
    }
    EXPECT_NEAR(changed, 10000, 400); // |d| > 0.5 has probability 1/4
    EXPECT_EQ(far, 0);
}

TEST(Timeline, GainIsAppliedBeforeDither) {
    TempFolder folder;
    write_wav(folder / "a.wav", sine(44100, 44100, 997, 0.5, 16));
    const Samples out = read_file_at_once(folder / "a.wav", {.gain_db = -20});
    double sum = 0;
    for (size_t i = 0; i < 44100; ++i) sum += double(out[2 * i]) * out[2 * i];
    EXPECT_NEAR(std::sqrt(sum / 44100), 0.05 * 32768 / std::sqrt(2), 0.5);
}

TEST(Timeline, ClippedSamplesAreNamedOnceHoweverOftenTheyAreRead) {
    TempFolder folder;
    write_wav(folder / "a.wav",
              noise(1000, 44100, 2, 14)); // quiet: one quarter of the values are left as they are
    write_wav(folder / "b.wav", sine(44100, 44100, 441, 0.999, 16));
    const auto source = joined({open_audio_file(folder / "b.wav", {.gain_db = 6})});
    EXPECT_EQ(source->warnings(), std::vector<std::string>{});
    const Samples out = read_all(*source);
    int full = 0;
    for (const int16_t v : out) full += v == 32767 || v == -32768;
    EXPECT_GT(full, 20000);
    read_all(*source);
    read_all(*source->clone());
    ASSERT_EQ(source->warnings().size(), 1U);
    EXPECT_THAT(source->warnings()[0], testing::StartsWith(folder / "b.wav" + ": "));
    EXPECT_THAT(
        source->warnings()[0],
        testing::EndsWith(" samples are clipped, up to 6.0 dB over full scale; a gain of -6.0 dB avoids it"));
}

TEST(Timeline, ClipsLieWhereTheyAreAskedForAndSilenceBetween) {
    TempFolder folder;
    const Sound a = noise(5000, 44100, 2, 16, 1), b = noise(4000, 44100, 2, 16, 2);
    write_wav(folder / "a.wav", a);
    encode(folder / "b.flac", b);
    const auto file_a = open_audio_file(folder / "a.wav"), file_b = open_audio_file(folder / "b.flac");
    const int64_t start = -150 * 588;
    const auto source =
        make_timeline({{file_a, {1000}, {3000}, {start + 10}}, {file_b, {7}, {3993}, {100}}}, Lba{20});
    const Samples out = read_blocks(*source, Lba{-150}, {170});
    Samples expected(170 * 588 * 2);
    const Samples cd_a = as_cd(a), cd_b = as_cd(b);
    std::copy_n(cd_a.begin() + 2000, 6000, expected.begin() + 20);
    std::copy_n(cd_b.begin() + 14, 2 * 3993, expected.begin() + 2 * (100 - start));
    EXPECT_EQ(out, expected);
}

TEST(Timeline, ClipsThatOverlapOrReachBeyondAreRefused) {
    TempFolder folder;
    write_wav(folder / "a.wav", noise(1000));
    const auto file = open_audio_file(folder / "a.wav");
    const std::string path = folder / "a.wav";
    EXPECT_EQ(error_of(Errc::bad_value,
                       [&] {
                           make_timeline({{file, {1}, {1000}, {0}}}, Lba{9});
                       }),
              path + ": samples 1 to 1001 are asked of it, and it has 1000");
    const std::string misplaced = path + ": is not on the timeline after the file before it";
    EXPECT_EQ(error_of(Errc::bad_value,
                       [&] {
                           make_timeline({{file, {0}, {1000}, {0}}, {file, {0}, {1000}, {999}}}, Lba{9});
                       }),
              misplaced);
    EXPECT_EQ(error_of(Errc::bad_value,
                       [&] {
                           make_timeline({{file, {0}, {1000}, {0}}}, Lba{1});
                       }),
              misplaced);
    EXPECT_EQ(error_of(Errc::bad_value,
                       [&] {
                           make_timeline({{file, {0}, {9}, {-150 * 588 - 1}}}, Lba{1});
                       }),
              misplaced);
}

TEST(Timeline, SeamsLieWhereReadingForwardNeedsNoFileBefore) {
    TempFolder folder;
    encode(folder / "a.flac", noise(100000));
    encode(folder / "b.flac", noise(100000, 48000));
    const auto a = open_audio_file(folder / "a.flac"), b = open_audio_file(folder / "b.flac");
    EXPECT_EQ(joined({a, a, a})->seams(), (std::vector<Lba>{{0}, {171}, {341}}));
    // Resampled as one: after the join by what the filter reaches, 2080 samples in, on the grid of whole
    // blocks.
    EXPECT_EQ(joined({b, b})->seams(), (std::vector<Lba>{{0}, {160}}));
}

// Whoever reads from a seam on needs only the files after it: the file before may be gone.
TEST(Timeline, BetweenTwoSeamsOneFileIsReadAndTheBeginningOfTheNext) {
    TempFolder folder;
    for (const int rate : {44100, 48000}) {
        Files files;
        for (int i = 0; i < 3; ++i) {
            const std::string path = folder / fmt::format("{}-{}.flac", rate, i);
            encode(path, noise(4 * rate, rate, 2, 16, uint32_t(i)));
            files.push_back(open_audio_file(path));
        }
        const auto source = joined(files);
        const std::vector<Lba> seams = source->seams();
        ASSERT_EQ(seams.size(), 3U);
        read_blocks(*source->clone(), seams[1], {1});
        const std::string last = read_file(files[2]->path());
        write_file(files[0]->path(), "");
        write_file(files[2]->path(), last.substr(0, last.size() / 2));
        EXPECT_NO_THROW(read_blocks(*source->clone(), seams[1], seams[2] - seams[1])) << rate;
    }
}

TEST(Timeline, EachThreadOfATransferChecksTheMd5OfTheFilesItReads) {
    TempFolder folder;
    for (const int rate : {44100, 48000}) {
        Files files;
        for (int i = 0; i < 3; ++i) {
            const std::string path = folder / fmt::format("{}-{}.flac", rate, i);
            encode(path, noise(rate, rate, 2, 16, uint32_t(i)));
            files.push_back(open_audio_file(path));
        }
        std::string bytes = read_file(files[1]->path());
        bytes[26] = char(bytes[26] ^ 1); // the first byte of the MD5
        write_file(files[1]->path(), bytes);
        const auto source = joined(files);
        EXPECT_EQ(error_of(Errc::malformed,
                           [&] {
                               transfer(*source, Lba{0}, source->end(), {}, {},
                                        {.threads = 2, .progress = {}});
                           }),
                  files[1]->path() +
                      ": its audio does not have the MD5 that its header names; copy or rip it again");
    }
}

TEST(Timeline, PlainFilesTellWhereTheirBlocksLie) {
    TempFolder folder;
    const Sound sound = noise(588 * 5 + 100);
    write_wav(folder / "a.wav", sound);
    const auto file = open_audio_file(folder / "a.wav");
    const auto source = make_timeline({{file, {0}, file->length(), {100}}}, Lba{6});
    EXPECT_FALSE(source->extent(Lba{0}));
    const std::optional<Extent> extent = source->extent(Lba{1});
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->length, BlockCount{4});
    std::vector<std::byte> there(2352), read(2352);
    extent->file->read_at(extent->offset, there);
    source->read(Lba{1}, read);
    EXPECT_EQ(there, read);
    const auto gained = open_audio_file(folder / "a.wav", {.gain_db = 1});
    EXPECT_FALSE(joined({gained})->extent(Lba{0}));
}

} // namespace
} // namespace redbook
