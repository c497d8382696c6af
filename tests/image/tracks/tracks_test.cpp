#include "redbook/image/tracks/tracks.h"

#include <atomic>

#include <gmock/gmock.h>

#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/album.h"
#include "redbook/image/tracks/album_tags.h"
#include "tests/image/image_support.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// A random disc whose audio begins at LBA 0, or before.
Disc random_visible_disc(int seed) {
    Disc disc = random_latin_disc(uint32_t(seed), 5);
    disc.tracks[0].pause = disc.tracks[0].pause < kFirstPause ? BlockCount{100} : kFirstPause;
    disc.tracks[0].pregap = kFirstPause - disc.tracks[0].pause;
    return disc;
}

// What of a disc is in files of tracks, one file a track.
Disc as_files_hold(const Disc& disc, std::string_view name) {
    Disc held;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const bool last = k + 1 == disc.tracks.size();
        Track track;
        track.pause = k == 0 ? kFirstPause : BlockCount{0};
        track.length = (last ? layout.lead_out : layout.tracks[k + 1].index01) - layout.tracks[k].index01;
        held.tracks.push_back(track);
    }
    if (name == "wav-tracks") return held;
    std::vector<std::string> changes;
    apply_tags(held, tags_of(disc), std::vector<std::string>(disc.tracks.size()));
    return held;
}

class TracksRoundTrip : public testing::TestWithParam<std::tuple<std::string, int>> {};

TEST_P(TracksRoundTrip, ThroughFilesOfTracksTheAudioFromLba0OnAndTheTagsStayTheSame) {
    const auto& [name, seed] = GetParam();
    const TempFolder folder;
    const Disc disc = random_visible_disc(seed);
    const auto source = MemorySource::for_disc(disc);
    const auto expect_same = [&](const std::string& path) {
        const Album album = open_album({path});
        EXPECT_EQ(lines_of(album.disc), lines_of(as_files_hold(disc, name)));
        EXPECT_THAT(album.warnings, IsEmpty());
        EXPECT_EQ(album.audio->end(), source->end());
        EXPECT_EQ(album.holds.text_blocks, image_format_for("", name).holds.text_blocks);
        expect_same_audio(*source, *album.audio, Lba{0}, source->end());
    };
    const auto image = write_pattern_image(disc, folder / "out/", name);
    expect_same(image->path());
    EXPECT_EQ(image->commit().front(), folder / "out");
    expect_same(folder / "out");
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("out"));
}

INSTANTIATE_TEST_SUITE_P(RandomDiscs, TracksRoundTrip,
                         testing::Combine(testing::Values("flac-tracks", "wav-tracks"),
                                          testing::Range(1, 9)));

TEST(TrackFiles, AreNamedByNumberAndTitle) {
    const TempFolder folder;
    Disc disc = plain_disc({300, 300, 300});
    disc.first_track = 9;
    edit_track_texts(disc, 0).title = "One/Two";
    edit_track_texts(disc, 2).title = "One/Two";
    EXPECT_THAT(write_pattern_image(disc, folder / "out", "flac-tracks")->commit(),
                ElementsAre(folder / "out", folder / "out/09 - One_Two.flac", folder / "out/10.flac",
                            folder / "out/11 - One_Two.flac"));
    write_pattern_image(disc, folder / "wav", "wav-tracks")->commit();
    EXPECT_THAT(system_files().list(folder / "wav"),
                ElementsAre("09 - One_Two.wav", "10.wav", "11 - One_Two.wav"));
}

TEST(TrackFiles, TheFlacProgramFindsNoFault) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300, 400}), folder / "out", "flac-tracks")->commit();
    run({"flac", "-t", "-s", "-w", folder / "out/01.flac", folder / "out/02.flac"});
}

TEST(TrackFiles, AWavIsAHeaderAndTheAudio) {
    const TempFolder folder;
    const Disc disc = plain_disc({300, 400});
    write_pattern_image(disc, folder / "out", "wav-tracks")->commit();
    const auto source = MemorySource::for_disc(disc);
    EXPECT_TRUE(read_file(folder / "out/02.wav") == wav_of(read_blocks(*source, Lba{300}, BlockCount{400})));
}

TEST(TrackFiles, PausesAndPregapsEndTheTrackBefore) {
    const TempFolder folder;
    Disc disc = plain_disc({300, 300});
    disc.tracks[1].pause = {20};
    disc.tracks[1].pregap = {30};
    write_pattern_image(disc, folder / "out", "wav-tracks")->commit();
    EXPECT_EQ(read_file(folder / "out/01.wav").size(), 44u + 350 * 2352);
    EXPECT_EQ(read_file(folder / "out/02.wav").size(), 44u + 300 * 2352);
}

TEST(TrackFiles, TheSumsAreThoseOfTheAudioFromLba0ToTheLeadOut) {
    const TempFolder folder;
    const Disc disc = random_visible_disc(3);
    const auto source = MemorySource::for_disc(disc);
    const auto image = write_pattern_image(disc, folder / "out", "flac-tracks");
    const auto expected = transfer(*source, Lba{0}, source->end(), track_cuts(disc), {});
    Lba first{0};
    for (const Lba cut : track_cuts(disc)) {
        if (cut <= first) continue;
        EXPECT_TRUE(sum_over(image->sums(), first, cut)) << cut.value;
        EXPECT_EQ(sum_over(image->sums(), first, cut), sum_over(expected, first, cut)) << cut.value;
        first = cut;
    }
}

TEST(TrackFiles, TextsThatTagsCannotHoldAreNamed) {
    const TempFolder folder;
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).message = "M";
    const auto image = write_pattern_image(disc, folder / "out", "flac-tracks");
    EXPECT_EQ(track_texts(image->disc(), 0).message, "");
    Fitted fitted{disc};
    fit(image_format_for("", "flac-tracks"), fitted);
    EXPECT_THAT(fitted.changes, ElementsAre("the message of track 1 is left out; tags cannot hold it"));
}

TEST(TrackFiles, AudioHiddenBeforeTrack1IsFileNumber0AndComesBack) {
    Disc disc = plain_disc({300, 400});
    disc.tracks[0].pregap = {75};
    edit_track_texts(disc, 0).title = "One";
    edit_album_texts(disc).title = "Night";
    const auto source = MemorySource::for_disc(disc);
    const auto expect_hidden = [&](const std::string& name, const std::string& first,
                                   const std::string& title) {
        const TempFolder folder;
        const auto files = write_pattern_image(disc, folder / "out", name)->commit();
        EXPECT_EQ(files[1], folder / "out/" + first);
        const Album album = open_album({folder / "out"});
        EXPECT_EQ(layout_line(album.disc), "1 -150/75, 2 375/375, lead-out 775");
        EXPECT_EQ(album.disc.tracks[0].pregap, BlockCount{75});
        EXPECT_EQ(track_texts(album.disc, 0).title, title);
        EXPECT_EQ(album.disc.tracks[0].source->path, files[2]);
        expect_same_audio(*source, *album.audio, Lba{0}, source->end());
        return album.warnings.empty() ? "" : album.warnings[0].substr(folder.path().size());
    };
    EXPECT_EQ(expect_hidden("flac-tracks", "00.flac", "One"), "");
    EXPECT_EQ(expect_hidden("wav-tracks", "00.wav", ""),
              "/out/00.wav: is taken as what is hidden before track 1, by its name");
}

TEST(TrackFiles, CancellingLeavesNothing) {
    const TempFolder folder;
    ImageWriteOptions options;
    options.progress = [](BlockCount done, BlockCount) { return done < BlockCount{200}; };
    for (const std::string name : {"flac-tracks", "wav-tracks"})
        EXPECT_EQ(error_of(Errc::cancelled,
                           [&] {
                               write_pattern_image(plain_disc({600, 600}), folder / "out", name, options);
                           }),
                  "interrupted; nothing was changed");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(TrackFiles, ProgressEndsAtAllBlocks) {
    const TempFolder folder;
    std::vector<int> done;
    ImageWriteOptions options;
    options.progress = [&](BlockCount n, BlockCount total) {
        EXPECT_EQ(total.value, 700);
        done.push_back(n.value);
        return true;
    };
    write_pattern_image(plain_disc({300, 400}), folder / "out", "flac-tracks", options);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(done.back(), 700);
}

// Files that are decoded, whose first samples lie in the last block of the file before.
class TracksOfFlacs : public testing::Test {
  protected:
    void make(const std::string& name, int64_t samples, uint32_t seed) {
        encode(folder_ / name, noise(samples, 44100, 2, 16, seed));
    }
    void break_md5(const std::string& name) {
        constexpr size_t kMd5At = 26; // "fLaC", 4 bytes of block header, 18 of STREAMINFO
        write_file(folder_ / name, read_file(folder_ / name).replace(kMd5At, 5, "wrong"));
    }
    void write_album(const Album& album) {
        write_image(system_files(), image_format_for("", "flac-tracks"), album.disc, *album.audio,
                    folder_ / "out");
    }
    std::string error_of_writing(const Album& album) {
        return error_of(Errc::malformed, [&] { write_album(album); });
    }

    TempFolder folder_;
};

TEST_F(TracksOfFlacs, EveryFilesMd5IsChecked) {
    std::vector<std::string> paths;
    for (const std::string name : {"1.flac", "2.flac", "3.flac", "4.flac"}) {
        make(name, 4096 * 44 + 10, 1); // the last FLAC frame lies in the block that the next file begins in
        paths.push_back(folder_ / name);
    }
    write_album(open_album(paths));
    for (const std::string& path : paths) {
        const std::string right = read_file(path);
        break_md5(name_of(path));
        EXPECT_EQ(error_of_writing(open_album(paths)),
                  path + ": its audio does not have the MD5 that its header names; copy or rip it again");
        write_file(path, right);
    }
}

TEST_F(TracksOfFlacs, TheMd5OfOneFileForAllTracksIsChecked) {
    make("all.flac", 44100 * 40, 1);
    write_file(folder_ / "disc.cue", "FILE \"all.flac\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                     "  TRACK 02 AUDIO\n    INDEX 01 00:15:00\n"
                                     "  TRACK 03 AUDIO\n    INDEX 01 00:30:00\n");
    write_album(open_album({folder_ / "disc.cue"}));
    break_md5("all.flac");
    EXPECT_EQ(error_of_writing(open_album({folder_ / "disc.cue"})),
              folder_ / "all.flac: its audio does not have the MD5 that its header names; copy or rip it "
                        "again");
}

TEST_F(TracksOfFlacs, TheMd5OfAFileThatBeginsWithAPregapIsChecked) {
    make("1.flac", 44100 * 5, 1);
    make("2.flac", 44100 * 9, 2);
    write_file(folder_ / "disc.cue", "FILE \"1.flac\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                     "FILE \"2.flac\" WAVE\n  TRACK 02 AUDIO\n    INDEX 00 00:00:00\n"
                                     "    INDEX 01 00:04:00\n");
    write_album(open_album({folder_ / "disc.cue"}));
    break_md5("2.flac");
    EXPECT_EQ(error_of_writing(open_album({folder_ / "disc.cue"})),
              folder_ /
                  "2.flac: its audio does not have the MD5 that its header names; copy or rip it again");
}

// A source that counts how many of its clones read at once, and how many blocks are read at a time.
class CountingSource final : public BlockSource {
  public:
    struct Counts {
        std::atomic<int> clones{0}, longest_read{0};
    };
    CountingSource(Lba end, Counts& counts) : end_(end), counts_(counts) {}
    Lba end() const override { return end_; }
    void read(Lba, std::span<std::byte> out) override {
        counts_.longest_read = std::max(counts_.longest_read.load(), int(out.size() / kBlockBytes));
        std::fill(out.begin(), out.end(), std::byte{});
    }
    std::unique_ptr<BlockSource> clone() const override {
        ++counts_.clones;
        return std::make_unique<CountingSource>(end_, counts_);
    }

  private:
    Lba end_;
    Counts& counts_;
};

TEST(TrackFiles, ATrackIsNeverHeldWhole) {
    const TempFolder folder;
    CountingSource::Counts counts;
    write_image(system_files(), image_format_for("", "wav-tracks"), plain_disc({900, 900}),
                CountingSource(Lba{1800}, counts), folder / "out");
    EXPECT_EQ(counts.clones, 2);
    EXPECT_EQ(counts.longest_read, 75);
}

} // namespace
} // namespace redbook
