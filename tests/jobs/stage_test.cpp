#include "redbook/jobs/stage.h"

#include <gtest/gtest.h>

#include "redbook/jobs/open.h"
#include "redbook/jobs/stage_into.h"
#include "tests/jobs/record_kit.h"
#include "tests/support/crash_files.h"

namespace redbook {
namespace {

using test::album_of;
using test::CrashFiles;
using test::error_of;
using test::plain_disc;
using test::TempFolder;

class StageAlbumTest : public testing::Test {
  protected:
    // An album whose tracks come from files that are there.
    Album with_sources(const Disc& disc, uint32_t seed = 0) {
        Album album = album_of(disc, seed);
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const std::string path = folder_ / (std::to_string(k + 1) + ".flac");
            if (!system_files().status(path)) test::write_file(path, "file " + std::to_string(k));
            const auto status = *system_files().status(path);
            album.disc.tracks[k].source = SourceFile{path, status.size, status.modified_ns, 0};
        }
        return album;
    }
    Outcome stage(const Album& album, StageOptions options = {}) {
        return redbook::stage(stash_, album, options);
    }
    // Stops when `blocks` have been staged.
    void stage_until(const Album& album, int blocks, Onto onto = Onto::the_same_album) {
        StageOptions options;
        options.onto = onto;
        options.progress = [blocks](const Progress& p) { return p.done.value < blocks; };
        message_ = error_of(Errc::cancelled, [&] { stage(album, options); });
    }
    void expect_holds(const Disc& disc, uint32_t seed = 0) {
        const auto stash = open_stash(system_files(), stash_);
        const auto expected = test::MemorySource::for_disc(disc, seed);
        ASSERT_EQ(stash->audio()->end(), expected->end());
        std::vector<std::byte> a(size_t(bytes_in(expected->end() - kProgramStart))), b(a.size());
        stash->audio()->read(kProgramStart, a);
        expected->read(kProgramStart, b);
        EXPECT_TRUE(a == b);
    }

    TempFolder folder_;
    std::string stash_ = folder_ / "a.stash";
    std::string message_;
};

TEST_F(StageAlbumTest, StagesEveryRandomDiscAsItIs) {
    for (uint32_t seed = 0; seed < 20; ++seed) {
        StageOptions options;
        options.onto = Onto::nothing;
        const Disc disc = test::without_sources(test::random_disc(seed, 6));
        stage(album_of(disc), options);
        expect_holds(disc);
        EXPECT_EQ(open_stash(system_files(), stash_)->disc(), disc);
    }
}

TEST_F(StageAlbumTest, InterruptedAndRunAgainItGoesOnBehindTheLastClosedTrackAndEndsUpTheSameByteForByte) {
    const Album album = with_sources(plain_disc({300, 400, 500}));
    stage(album);
    const std::string uninterrupted = test::read_file(stash_);
    system_files().remove_file(stash_);
    stage_until(album, 100);
    EXPECT_EQ(message_, stash_ + ": interrupted; 0 tracks are staged and kept");
    stage_until(album, 500);
    EXPECT_EQ(message_, stash_ + ": interrupted; 1 track is staged and kept");
    stage_until(album, 850);
    const Outcome result = stage(album);
    EXPECT_EQ(result.staged->before, 2);
    EXPECT_EQ(result.staged->now, 1);
    EXPECT_TRUE(test::read_file(stash_) == uninterrupted);
    EXPECT_EQ(stage(album).staged->now, 0) << "running it once more changes nothing";
    EXPECT_TRUE(test::read_file(stash_) == uninterrupted);
}

TEST_F(StageAlbumTest, EachTrackKnowsTheFileItCameFrom) {
    const Album album = with_sources(plain_disc({300}));
    stage(album);
    const auto source = open_stash(system_files(), stash_)->disc().tracks[0].source;
    ASSERT_TRUE(source.has_value());
    EXPECT_EQ(source->path, folder_ / "1.flac");
    EXPECT_EQ(source->size, 6u);
    EXPECT_EQ(source->crc, 0x77FC0DA6u);
}

TEST_F(StageAlbumTest, ASourceThatChangedStopsItNamingTheTrack) {
    const Disc disc = plain_disc({300, 400, 500});
    stage_until(with_sources(disc), 750);
    test::write_file(folder_ / "2.flac", "another song");
    EXPECT_EQ(error_of(Errc::source_changed, [&] { stage(with_sources(disc)); }),
              stash_ + ": track 2 was staged from " + folder_ / "2.flac" + " (6 bytes), and " +
                  folder_ / "2.flac" + " is not that file any more; begin again, or append to what is there");
    EXPECT_EQ(open_stash(system_files(), stash_)->disc().tracks.size(), 2u);
}

TEST_F(StageAlbumTest, ASourceThatChangesWhileItIsStagedIsNotStaged) {
    const Album album = with_sources(plain_disc({300, 400}));
    StageOptions options;
    options.progress = [&](const Progress& p) {
        if (p.done == BlockCount{375}) test::write_file(folder_ / "2.flac", "file one");
        return true;
    };
    EXPECT_EQ(error_of(Errc::source_changed, [&] { stage(album, options); }),
              folder_ / "2.flac" + ": was changed while it was staged; run the same command again");
    EXPECT_EQ(open_stash(system_files(), stash_)->disc().tracks.size(), 1u);
}

TEST_F(StageAlbumTest, ASourceThatWasOnlyTouchedIsStillTheSame) {
    const Disc disc = plain_disc({300, 400});
    stage_until(with_sources(disc), 350);
    system_files().remove_file(folder_ / "1.flac");
    test::write_file(folder_ / "1.flac", "file 0");
    EXPECT_EQ(stage(with_sources(disc)).staged->before, 1);
}

TEST_F(StageAlbumTest, AnotherAlbumIsRefusedAndNothingIsLost) {
    stage(album_of(plain_disc({300, 400})));
    EXPECT_EQ(error_of(Errc::source_changed, [&] { stage(album_of(plain_disc({300}))); }),
              stash_ + ": holds 2 tracks, but the album has 1; begin again, or append to what is there");
    EXPECT_EQ(
        error_of(Errc::source_changed,
                 [&] {
                     stage(album_of(plain_disc({310, 400})));
                 }),
        stash_ + ": track 1 was staged 00:04:00 long with 00:02:00 before it, and would now be 00:04:10 with "
                 "00:02:00; begin again, or append to what is there");
    expect_holds(plain_disc({300, 400}));
}

TEST_F(StageAlbumTest, AppendsBehindWhatIsThere) {
    stage(album_of(plain_disc({300, 400})));
    StageOptions options;
    options.onto = Onto::what_is_there;
    Disc more = plain_disc({500, 600});
    edit_track_texts(more, 0).title = "Third";
    const Outcome result = stage(album_of(more), options);
    EXPECT_EQ(result.staged->before, 2);
    EXPECT_EQ(result.staged->now, 2);
    const auto stash = open_stash(system_files(), stash_);
    EXPECT_EQ(stash->disc().tracks.size(), 4u);
    EXPECT_EQ(track_texts(stash->disc(), 2).title, "Third");
    EXPECT_EQ(stash->disc().text_blocks.size(), 1u);
    std::vector<std::byte> third(size_t(bytes_in({500})));
    stash->audio()->read(Lba{700}, third);
    EXPECT_TRUE(third == test::pattern_blocks(Lba{0}, {500}));
}

TEST_F(StageAlbumTest, AnInterruptedAppendIsContinuedByTheSameCommandAndEndsUpTheSameByteForByte) {
    const Album before = with_sources(plain_disc({300})), album = with_sources(plain_disc({310, 400, 500}));
    StageOptions append;
    append.onto = Onto::what_is_there;
    stage(before);
    stage(album, append);
    const std::string uninterrupted = test::read_file(stash_);
    system_files().remove_file(stash_);
    stage(before);
    stage_until(album, 100, Onto::what_is_there);
    EXPECT_EQ(message_, stash_ + ": interrupted; 1 track is staged and kept");
    stage_until(album, 800, Onto::what_is_there);
    EXPECT_EQ(message_, stash_ + ": interrupted; 3 tracks are staged and kept");
    const Outcome result = stage(album, append);
    EXPECT_EQ(result.staged->before, 3);
    EXPECT_EQ(result.staged->now, 1);
    EXPECT_TRUE(test::read_file(stash_) == uninterrupted);
}

TEST_F(StageAlbumTest, AnAppendThatWasCompletedAddsTheSameAlbumAgain) {
    const Album album = album_of(plain_disc({310, 400}));
    StageOptions append;
    append.onto = Onto::what_is_there;
    for (const int there : {0, 2, 4}) EXPECT_EQ(stage(album, append).staged->before, there);
    stage_until(album, 350, Onto::what_is_there);
    stage(album, append);
    stage(album, append);
    EXPECT_EQ(open_stash(system_files(), stash_)->disc().tracks.size(), 10u);
}

TEST_F(StageAlbumTest, AnInterruptedAppendIsGivenUpByDroppingATrack) {
    StageOptions append;
    append.onto = Onto::what_is_there;
    stage(album_of(plain_disc({300})));
    stage_until(album_of(plain_disc({310, 400, 500})), 750, Onto::what_is_there);
    EXPECT_EQ(error_of(Errc::source_changed,
                       [&] {
                           stage(album_of(plain_disc({600, 700})), append);
                       }),
              stash_ + ": track 2 was staged 00:04:10 long with 00:00:00 before it, and would now be "
                       "00:08:00 with 00:00:00; what was appended before it is unfinished");
    Disc titled = plain_disc({310, 400, 500});
    edit_track_texts(titled, 0).title = "Another";
    EXPECT_EQ(error_of(Errc::source_changed, [&] { stage(album_of(titled), append); }),
              stash_ + ": track 2 has another description than this album gives it; what was appended before "
                       "it is unfinished");
    continue_stash(system_files(), stash_)->drop_last();
    EXPECT_EQ(stage(album_of(plain_disc({600})), append).staged->before, 2);
}

TEST_F(StageAlbumTest, AnInterruptedRestartIsContinuedByTheSameCommandAndByNoOther) {
    const Album before = album_of(plain_disc({300})), album = album_of(plain_disc({310, 400, 500}));
    StageOptions restart;
    restart.onto = Onto::nothing;
    stage(album, restart);
    const std::string uninterrupted = test::read_file(stash_);
    stage(before, restart);
    stage_until(album, 800, Onto::nothing);
    EXPECT_EQ(stage(album, restart).staged->before, 2);
    EXPECT_TRUE(test::read_file(stash_) == uninterrupted);
    EXPECT_EQ(stage(album, restart).staged->before, 0) << "after a completed one it begins again";
    stage_until(album, 800, Onto::nothing);
    EXPECT_EQ(stage(album_of(album.disc, 1), restart).staged->before, 0) << "another sound";
    stage_until(album, 800, Onto::nothing);
    Disc titled = album.disc;
    edit_album_texts(titled).title = "Another";
    EXPECT_EQ(stage(album_of(titled), restart).staged->before, 0) << "another description";
    stage_until(album, 800, Onto::nothing);
    restart.capacity = BlockCount{2000};
    EXPECT_EQ(stage(album, restart).staged->before, 0) << "another capacity";
    system_files().remove_file(stash_);
    stage_until(album, 800);
    EXPECT_EQ(stage(album, restart).staged->before, 0) << "what was interrupted was no restart";
}

// The same call on a disk that a crash has left must end in what the call does uninterrupted; unless all was
// staged, and it is another call.
class InterruptedAnywhere : public testing::TestWithParam<Onto> {
  protected:
    static void stage(FileSystem& files, const Disc& disc, Onto onto) {
        StageOptions options;
        options.onto = onto;
        stage_into(files, "x.stash", album_of(disc), options);
    }
    static Disc staged(FileSystem& files) { return open_stash(files, "x.stash")->disc(); }

    std::string wrong_after_going_on(CrashFiles& disk) {
        if (staged(disk) == whole_) return {};
        stage(disk, album_, GetParam());
        if (staged(disk) != whole_) return "holds " + std::to_string(staged(disk).tracks.size()) + " tracks";
        const auto audio = open_stash(disk, "x.stash")->audio();
        const auto sums = transfer(*audio, kProgramStart, audio->end(), {}, {});
        return sums == sums_ ? "" : "its audio is another";
    }

    Disc album_ = plain_disc({300, 301}), whole_;
    std::vector<PieceSum> sums_;
};
INSTANTIATE_TEST_SUITE_P(StageAlbum, InterruptedAnywhere,
                         testing::Values(Onto::what_is_there, Onto::nothing));

TEST_P(InterruptedAnywhere, TheSameCommandEndsInWhatAnUninterruptedRunGives) {
    CrashFiles files;
    stage(files, plain_disc({300}), Onto::the_same_album);
    const size_t from = files.changes();
    stage(files, album_, GetParam());
    whole_ = staged(files);
    const auto audio = open_stash(files, "x.stash")->audio();
    sums_ = transfer(*audio, kProgramStart, audio->end(), {}, {});
    EXPECT_EQ(whole_.tracks.size(), GetParam() == Onto::nothing ? 2u : 3u);
    for (size_t changes = from; changes <= files.changes(); ++changes) {
        EXPECT_EQ(wrong_after_going_on(*files.killed_after(changes)), "") << "killed after " << changes;
        for (const test::Fate fate : {test::Fate::dropped, test::Fate::torn, test::Fate::random_1})
            EXPECT_EQ(wrong_after_going_on(*files.power_cut_after(changes, fate)), "")
                << "power cut after " << changes << ", fate " << int(fate);
    }
}

TEST_F(StageAlbumTest, RestartsWithoutMercyWhenTold) {
    stage(album_of(plain_disc({300, 400})));
    StageOptions options;
    options.onto = Onto::nothing;
    stage(album_of(plain_disc({310})), options);
    expect_holds(plain_disc({310}));
}

TEST_F(StageAlbumTest, WhatDoesNotFitOrBreaksARuleIsRefusedBeforeAnythingIsMade) {
    StageOptions options;
    options.capacity = BlockCount{699};
    EXPECT_EQ(error_of(Errc::does_not_fit,
                       [&] {
                           stage(album_of(plain_disc({300, 400})), options);
                       }),
              "the album: track 2 does not fit: the disc ends at 00:11:25, 00:00:01 (1 block) after the "
              "00:11:24 that the "
              "medium holds");
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { stage(album_of(plain_disc({150}))); }),
              "the album: track 1 is 00:02:00 long; a track must be at least 00:04:00 (4 s)");
    EXPECT_FALSE(system_files().status(stash_).has_value());
}

TEST_F(StageAlbumTest, AForeignFileIsNeverReplaced) {
    test::write_file(stash_, "my diary");
    StageOptions options;
    options.onto = Onto::nothing;
    EXPECT_EQ(error_of(Errc::exists, [&] { stage(album_of(plain_disc({300})), options); }),
              stash_ + ": is not a stash, and is not replaced; name another file");
    EXPECT_EQ(test::read_file(stash_), "my diary");
}

TEST_F(StageAlbumTest, ATrackThatIsSaidToBeClosedIsInTheStashForWhoeverOpensIt) {
    std::vector<int> closed;
    StageOptions options;
    options.on_closed = [&](int track) {
        closed.push_back(track);
        EXPECT_EQ(open_stash(system_files(), stash_)->disc().tracks.size(), closed.size());
    };
    Disc disc = plain_disc({300, 310, 320});
    disc.first_track = 4;
    stage(album_of(disc), options);
    EXPECT_EQ(closed, (std::vector<int>{4, 5, 6}));
}

TEST_F(StageAlbumTest, TheStashRemembersWhatTheAlbumLacked) {
    Album album = with_sources(plain_disc({300, 400}));
    album.missing = {{album.disc.tracks[1].source->path, {.first = 44100, .count = 22050, .rate = 44100}}};
    album.disc.data = {{2, kBetweenSessions, BlockCount{3000}}};
    EXPECT_FALSE(stage(album).complete);
    EXPECT_FALSE(stage(album).complete) << "once more changes nothing";
    const Album staged = open({stash_});
    EXPECT_EQ(staged.missing, album.missing);
    EXPECT_EQ(staged.warnings,
              std::vector<std::string>{stash_ + ": when it was staged, of " + album.missing[0].path +
                                       " 0:01.000 to 0:01.500 is missing"});
    EXPECT_EQ(staged.disc.data, album.disc.data);
    const auto staging = continue_stash(stash_);
    staging->drop_last();
    EXPECT_TRUE(staging->missing().empty()) << "the track is gone";
    EXPECT_EQ(staging->disc().data.at(0).before, 1u);
    staging->clear();
    EXPECT_TRUE(staging->disc().data.empty());
}

TEST_F(StageAlbumTest, WhatTheStashWarnsOfIsHandedOn) {
    stage(album_of(plain_disc({300})));
    system_files().open(stash_, Access::read_write)->write_at(100, as_bytes("X"));
    const Outcome result = stage(album_of(plain_disc({300, 310})));
    ASSERT_EQ(result.warnings.size(), 1u);
    EXPECT_NE(result.warnings[0].find(stash_ + ": "), std::string::npos) << result.warnings[0];
}

} // namespace
} // namespace redbook
