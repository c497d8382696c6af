#include "redbook/stage/staging.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "redbook/disc/transfer.h"
#include "tests/stage/stage_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class StagingTest : public testing::Test {
  protected:
    TempFolder folder_;
    const std::string path_ = folder_ / "x.stash";
    FileSystem& files_ = system_files();

    std::unique_ptr<Staging> create(const StashSettings& settings = {}) {
        return create_stash(files_, path_, settings);
    }
    void expect_stash_is_described(const Disc& disc) {
        const auto stash = open_stash(files_, path_);
        EXPECT_EQ(stash->disc(), disc);
        const size_t end = files_.status(path_)->size;
        EXPECT_EQ(end, 2097152u + size_t(bytes_in(disc.tracks[0].length + disc.tracks[1].length)));
    }
    void expect_stash_is(const Disc& disc) {
        const auto stash = open_stash(files_, path_);
        EXPECT_EQ(stash->disc(), disc);
        EXPECT_EQ(stash->warnings(), std::vector<std::string>{});
        EXPECT_TRUE(all_blocks(*stash->audio()) == blocks_of(disc));
    }
};

TEST_F(StagingTest, ANewStashIsEmpty) {
    create()->close();
    EXPECT_TRUE(is_stash(files_, path_));
    EXPECT_EQ(open_stash(files_, path_)->disc(), Disc{});
    EXPECT_EQ(open_stash(files_, path_)->capacity(), kDefaultCapacity);
    EXPECT_EQ(files_.list(folder_.path()), std::vector<std::string>{"x.stash"});
}

TEST_F(StagingTest, RandomDiscsRoundTrip) {
    for (uint32_t seed = 0; seed < 12; ++seed) {
        const Disc disc = random_disc(seed, 6);
        stage_disc(files_, path_, disc, seed % 2 ? 75 : 1 + int(seed) * 13);
        expect_stash_is(disc);
        files_.remove_file(path_);
    }
}

TEST_F(StagingTest, KnownSumsCoverTheDiscAndAreThoseOfItsAudio) {
    const Disc disc = random_disc(3, 4);
    stage_disc(files_, path_, disc);
    const auto audio = open_stash(files_, path_)->audio();
    const auto sums = audio->known_sums();
    Lba at = kProgramStart;
    for (const PieceSum& sum : sums) {
        ASSERT_EQ(sum.first, at);
        std::vector<std::byte> blocks(size_t(bytes_in(sum.length)));
        audio->read(at, blocks);
        ASSERT_EQ(sum.crc, crc32(blocks));
        at += sum.length;
    }
    EXPECT_EQ(at, audio->end());
}

TEST_F(StagingTest, AnInterruptedAndContinuedStashEqualsAnUninterruptedOneByteForByte) {
    const Disc disc = random_disc_of(4);
    stage_disc(files_, path_, disc);
    {
        const auto interrupted = create_stash(files_, folder_ / "y.stash", {.disc = without_tracks(disc)});
        stage_track(*interrupted, disc, 0, 1);
        append_track(*interrupted, disc, 1);
    }
    for (size_t k = 1; k < disc.tracks.size(); ++k) {
        const auto continued = continue_stash(files_, folder_ / "y.stash");
        EXPECT_EQ(continued->disc(), first_tracks(disc, k));
        stage_track(*continued, disc, k, 20);
        continued->close();
    }
    EXPECT_TRUE(read_file(path_) == read_file(folder_ / "y.stash"));
}

TEST_F(StagingTest, TheDiscShownGrowsWithTheOpenTrack) {
    const auto staging = create();
    Track track = plain_disc({300}).tracks[0];
    track.pregap = {3};
    staging->open_track(track);
    EXPECT_TRUE(staging->has_open_track());
    staging->append(pattern_blocks({0}, {2}));
    EXPECT_EQ(staging->disc().tracks[0].pregap, BlockCount{2});
    staging->append(pattern_blocks({2}, {5}));
    EXPECT_EQ(staging->disc().tracks[0].pregap, BlockCount{3});
    EXPECT_EQ(staging->disc().tracks[0].length, BlockCount{4});
    EXPECT_TRUE(open_stash(files_, path_)->disc().tracks.empty());
}

TEST_F(StagingTest, ATrackWithoutAudioBehindItsPregapIsNotClosed) {
    const auto staging = create();
    Track track = plain_disc({300}).tracks[0];
    track.pregap = {3};
    staging->open_track(track);
    staging->append(pattern_blocks({0}, {3}));
    EXPECT_EQ(error_of(Errc::bad_value, [&] { staging->close_track(); }),
              path_ + ": the open track has no audio after its pregap yet");
    staging->append(pattern_blocks({3}, {1}));
    EXPECT_NO_THROW(staging->close_track());
}

TEST_F(StagingTest, PartsOfBlocksAreRefused) {
    const auto staging = create();
    staging->open_track(plain_disc({300}).tracks[0]);
    std::vector<std::byte> bytes(2353);
    EXPECT_EQ(error_of(Errc::bad_value, [&] { staging->append(bytes); }),
              path_ + ": 2353 bytes are not whole blocks of 2352");
    EXPECT_EQ(staging->append({}), BlockCount{0});
}

TEST_F(StagingTest, AppendKeepsExactlyWhatTheDiscHasRoomFor) {
    for (const Mode mode : {Mode::sao, Mode::tao}) {
        StashSettings settings{.capacity = {300}, .disc = {}};
        settings.disc.mode = mode;
        const auto staging = create_stash(files_, path_, settings, true);
        staging->open_track(plain_disc({1}).tracks[0]);
        const int most = mode == Mode::sao ? 300 : 298; // two run-out blocks
        EXPECT_EQ(staging->room().available, BlockCount{most});
        EXPECT_EQ(staging->append(pattern_blocks({0}, {200})), BlockCount{200});
        EXPECT_EQ(staging->append(pattern_blocks({200}, {200})), BlockCount{most - 200});
        EXPECT_EQ(staging->append(pattern_blocks({0}, {1})), BlockCount{0});
        EXPECT_EQ(staging->room().available, BlockCount{0});
        staging->set_capacity({301});
        EXPECT_EQ(staging->append(pattern_blocks({0}, {2})), BlockCount{1});
        staging->close_track();
        EXPECT_EQ(error_of(Errc::does_not_fit, [&] { staging->open_track(plain_disc({1}).tracks[0]); }),
                  path_ + ": the disc is full, no block is left for another track");
    }
}

TEST_F(StagingTest, ACallersRoomTakesThePlaceOfTheCapacity) {
    const auto staging = create({.capacity = {300}, .disc = {}});
    staging->open_track(plain_disc({1}).tracks[0]);
    EXPECT_EQ(staging->append(pattern_blocks({0}, {200}), BlockCount{100}), BlockCount{100});
    EXPECT_EQ(staging->append(pattern_blocks({100}, {400}), BlockCount{350}), BlockCount{350});
    EXPECT_EQ(staging->append(pattern_blocks({450}, {1})), BlockCount{0});
    staging->close_track();
    EXPECT_EQ(staging->disc().tracks[0].length, BlockCount{450});
    EXPECT_EQ(staging->capacity(), BlockCount{300});
}

TEST_F(StagingTest, BlocksBeforeTheFirstAddressCostNothing) {
    const auto staging = create({.capacity = {300}, .disc = {}});
    Track track;
    track.pregap = {150};
    staging->open_track(track);
    EXPECT_EQ(staging->append(pattern_blocks({-150}, {500})), BlockCount{450});
}

TEST_F(StagingTest, AHundredthTrackIsRefused) {
    StashSettings settings;
    settings.disc.first_track = 98;
    const auto staging = create(settings);
    const Disc disc = plain_disc({1, 1, 1});
    stage_track(*staging, disc, 0);
    stage_track(*staging, disc, 1);
    EXPECT_EQ(error_of(Errc::too_many_tracks, [&] { staging->open_track(disc.tracks[2]); }),
              path_ + ": track 99 is staged, a disc has no more");
}

TEST_F(StagingTest, EditChangesTheDescriptionAndNotTheAudio) {
    Disc disc = plain_disc({300, 310});
    stage_disc(files_, path_, disc);
    const auto staging = continue_stash(files_, path_);
    edit_album_texts(disc).title = "Edited";
    disc.tracks[1].pause = {20};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    staging->edit(disc);
    expect_stash_is_described(disc);
    disc.tracks[1].length = {311};
    EXPECT_EQ(error_of(Errc::bad_value, [&] { staging->edit(disc); }),
              path_ + ": the number of tracks and their lengths cannot be edited");
}

TEST_F(StagingTest, AnEditThatChangesNothingWritesNothing) {
    stage_disc(files_, path_, random_disc_of(2));
    const std::string before = read_file(path_);
    const auto staging = continue_stash(files_, path_);
    staging->edit(staging->disc());
    staging->set_capacity(staging->capacity());
    staging->close();
    EXPECT_TRUE(read_file(path_) == before);
}

TEST_F(StagingTest, ARunIsRememberedUntilATrackIsDropped) {
    const StagingRun run{StagingRun::Kind::append, 1, 3};
    stage_disc(files_, path_, plain_disc({300, 310}));
    continue_stash(files_, path_)->set_run(run);
    const auto staging = continue_stash(files_, path_);
    EXPECT_EQ(staging->run(), run);
    staging->set_capacity({1000});
    EXPECT_EQ(staging->run(), run);
    staging->drop_last();
    EXPECT_EQ(staging->run(), StagingRun{});
    staging->set_run(run);
    staging->clear();
    EXPECT_EQ(staging->run(), StagingRun{});
}

TEST_F(StagingTest, ANewStashCanBeMadeForARun) {
    const StagingRun run{StagingRun::Kind::restart, 0, 2};
    EXPECT_EQ(create({.capacity = {300}, .disc = {}, .run = run})->run(), run);
}

TEST_F(StagingTest, DroppedTracksAreGoneAndReadersKeepThem) {
    Disc disc = plain_disc({300, 310});
    stage_disc(files_, path_, disc);
    const auto reader = open_stash(files_, path_);
    const auto staging = continue_stash(files_, path_);
    staging->drop_last();
    Disc other = plain_disc({300, 400});
    append_track(*staging, other, 1, 1);
    staging->close_track();
    expect_stash_is(other);
    EXPECT_EQ(reader->disc(), disc);
    EXPECT_TRUE(all_blocks(*reader->audio()) == blocks_of(disc));
}

TEST_F(StagingTest, ClearedItIsAsNewAndReadersKeepTheOld) {
    const Disc disc = random_disc_of(2);
    stage_disc(files_, path_, disc);
    const auto reader = open_stash(files_, path_);
    const auto staging = continue_stash(files_, path_);
    append_track(*staging, disc, 1);
    staging->clear();
    staging->close();
    create_stash(files_, folder_ / "new.stash", {})->close();
    EXPECT_TRUE(read_file(path_) == read_file(folder_ / "new.stash"));
    EXPECT_TRUE(all_blocks(*reader->audio()) == blocks_of(disc));
}

TEST_F(StagingTest, WhatLiesBehindTheLastClosedTrackIsCutOffAtTheEnd) {
    const Disc disc = plain_disc({300, 310});
    {
        const auto staging = create();
        stage_track(*staging, disc, 0);
        append_track(*staging, disc, 1);
    }
    EXPECT_GT(files_.status(path_)->size, 2097152u + 300 * 2352);
    continue_stash(files_, path_)->close();
    EXPECT_EQ(files_.status(path_)->size, 2097152u + 300 * 2352);
}

TEST_F(StagingTest, TheFirstWriterKeepsTheSecondOut) {
    auto first = create();
    const std::string sentence = path_ + ": another program is staging into it; let it finish first";
    EXPECT_EQ(error_of(Errc::in_use, [&] { continue_stash(files_, path_); }), sentence);
    EXPECT_EQ(error_of(Errc::in_use, [&] { create_stash(files_, path_, {}, true); }), sentence);
    EXPECT_NO_THROW(open_stash(files_, path_));
    first->clear(); // the lock goes over to the new file
    EXPECT_EQ(error_of(Errc::in_use, [&] { continue_stash(files_, path_); }), sentence);
    first.reset();
    EXPECT_NO_THROW(continue_stash(files_, path_));
}

TEST_F(StagingTest, WhatIsThereIsNotOverwritten) {
    create()->close();
    EXPECT_EQ(error_of(Errc::exists, [&] { create(); }),
              path_ + ": is there already; continue with it, replace it or take another name");
    EXPECT_NO_THROW(create_stash(files_, path_, {}, true));
    write_file(folder_ / "song.wav", "RIFF");
    EXPECT_EQ(error_of(Errc::exists, [&] { create_stash(files_, folder_ / "song.wav", {}, true); }),
              folder_ / "song.wav" + ": is there already and is not a stash; take another name");
    EXPECT_EQ(files_.list(folder_.path()), (std::vector<std::string>{"song.wav", "x.stash"}));
}

TEST_F(StagingTest, WhatAKilledMakerLeftIsUsedUp) {
    write_file(folder_ / ".x.stash.redbook-new", std::string(5000000, 'x'));
    create()->close();
    EXPECT_EQ(files_.list(folder_.path()), std::vector<std::string>{"x.stash"});
    expect_stash_is(Disc{});
}

TEST_F(StagingTest, AStashThatIsCalledLikeAnotherIsNotUsedUpForIt) {
    write_file(path_ + ".new", "my notes");
    create()->close();
    EXPECT_EQ(read_file(path_ + ".new"), "my notes");
}

TEST_F(StagingTest, ANewStashIsRefusedForWhatItCannotBe) {
    EXPECT_EQ(error_of(Errc::bad_value, [&] { create({.capacity = {299}, .disc = {}}); }),
              path_ + ": the capacity is 300 to 449849 blocks, not 299");
    EXPECT_EQ(error_of(Errc::bad_value, [&] { create({.capacity = {300}, .disc = plain_disc({300})}); }),
              path_ + ": a new stash has no tracks");
    EXPECT_TRUE(files_.list(folder_.path()).empty());
}

TEST_F(StagingTest, AMissingAFolderAndAForeignFileAreNamed) {
    EXPECT_FALSE(is_stash(files_, path_));
    EXPECT_FALSE(is_stash(files_, folder_.path()));
    EXPECT_EQ(error_of(Errc::not_found, [&] { continue_stash(files_, path_); }),
              path_ + ": cannot open: there is no such file or folder");
    write_file(path_, "RIFF");
    EXPECT_EQ(error_of(Errc::malformed, [&] { continue_stash(files_, path_); }), path_ + ": is not a stash");
    write_file(path_, "");
    EXPECT_EQ(error_of(Errc::malformed, [&] { continue_stash(files_, path_); }), path_ + ": is not a stash");
}

TEST_F(StagingTest, ADamagedSlotIsMendedToTheSameBytes) {
    stage_disc(files_, path_, random_disc_of(3));
    const std::string whole = read_file(path_);
    for (const size_t at : {size_t{3}, size_t{70}, size_t{1048576 + 70}, size_t{1048576 * 2 - 1}}) {
        std::string bad = whole;
        bad[at] = char(bad[at] ^ 4);
        write_file(path_, bad);
        const auto staging = continue_stash(files_, path_);
        const bool in_catalogue = at != 1048576 * 2 - 1; // else after it: no catalogue is lost
        EXPECT_EQ(staging->warnings().size(), in_catalogue ? 1u : 0u);
        staging->close();
        EXPECT_TRUE(read_file(path_) == whole) << at;
    }
}

TEST_F(StagingTest, ADamagedSlotIsWarnedOf) {
    create()->close();
    std::string bytes = read_file(path_);
    bytes[40] = 'x';
    write_file(path_, bytes);
    EXPECT_EQ(open_stash(files_, path_)->warnings(),
              std::vector{path_ +
                          ": the first of its two catalogues is damaged; the other one is good and is used"});
    EXPECT_EQ(
        continue_stash(files_, path_)->warnings(),
        std::vector{path_ +
                    ": the first of its two catalogues was damaged and has been mended from the other"});
    EXPECT_TRUE(open_stash(files_, path_)->warnings().empty());
}

TEST_F(StagingTest, AStashCutShortCanBeReadAndNotGoneOnWith) {
    stage_disc(files_, path_, plain_disc({300, 310}));
    std::string bytes = read_file(path_);
    bytes.resize(bytes.size() - 1);
    write_file(path_, bytes);
    EXPECT_EQ(
        error_of(Errc::corrupt, [&] { continue_stash(files_, path_); }),
        path_ +
            ": the file is cut short, from track 2 at 00:04 on its audio is missing; export what is left or "
            "stage the disc again");
    EXPECT_NO_THROW(open_stash(files_, path_));
}

} // namespace
} // namespace redbook
