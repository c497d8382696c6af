#include <gmock/gmock.h>

#include "redbook/image/ccd/sub_file.h"

#include "redbook/disc/data_tracks.h"
#include "tests/image/ccd/ccd_support.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;

TEST(SubFile, HoldsWhatTheSubchannelsAreBlockByBlock) {
    const TempFolder folder;
    Disc disc = disc3();
    disc.tracks[2].length = {10'000}; // more than a thread writes at a time
    const auto file = system_files().create(folder / "x.sub");
    write_sub_file(*file, "x.sub", disc);
    EXPECT_TRUE(read_file(folder / "x.sub") == sub_of(disc));
}

TEST(SubFile, IsReadAsTheFactsItWasMadeOf) {
    const TempFolder folder;
    Disc disc = disc3();
    disc.tracks[2].length = {10'000};
    const std::string sub = sub_of(disc);
    write_file(folder / "x.sub", sub);
    const auto source = open_sub_file(folder / "x.sub", layout_of(disc).lead_out);
    EXPECT_EQ(source->end(), layout_of(disc).lead_out);
    EXPECT_TRUE(facts_in(*source) == facts_of(sub));
    std::vector<std::byte> two(2 * kSubcodeBytes);
    source->read(Lba{700}, two);
    EXPECT_EQ(as_string(two), sub.substr(700 * kSubcodeBytes, 2 * kSubcodeBytes));
}

TEST(SubFile, OfAudioThatWasMovedHasItsAddressesOfNow) {
    const TempFolder folder;
    Disc whole = disc3();
    whole.tracks[0].length = {301}; // frames of addresses change, too
    std::string sub = sub_of(whole);
    sub[(451 + 7) * kSubcodeBytes + 20] ^= 1;
    write_file(folder / "x.sub", sub);
    const AudioAlone alone = audio_alone(whole, {true, false, false});
    const auto moved = move_subchannel(open_sub_file(folder / "x.sub", Lba{1051}), alone.moves, Lba{600});
    ASSERT_NE(moved, nullptr);
    EXPECT_EQ(moved->end(), Lba{600});
    const Subchannels disc(alone.disc);
    std::vector<std::byte> bytes(600 * kSubcodeBytes);
    moved->read(Lba{0}, bytes);
    std::vector<int> untrue;
    for (int n = 0; n < 600; ++n)
        if (!disc.says(Lba{n}, Bytes(bytes).subspan(size_t(n) * kSubcodeBytes, kSubcodeBytes)))
            untrue.push_back(n);
    EXPECT_EQ(untrue, std::vector<int>{7}); // as it was
}

TEST(SubFile, OfAudioInSeveralPlacesIsNotMoved) {
    const TempFolder folder;
    write_file(folder / "x.sub", disc3_sub());
    const AudioAlone alone = audio_alone(disc3(), {false, true, false});
    EXPECT_EQ(move_subchannel(open_sub_file(folder / "x.sub", Lba{1050}), alone.moves,
                              layout_of(alone.disc).lead_out),
              nullptr);
}

TEST(SubFile, ThatBecomesShorterIsNamed) {
    const TempFolder folder;
    write_file(folder / "x.sub", disc3_sub().substr(0, 1000));
    const auto source = open_sub_file(folder / "x.sub", Lba{1050});
    EXPECT_EQ(error_of(Errc::malformed, [&] { facts_in(*source); }),
              folder / "x.sub: became shorter while it was read");
}

TEST(SubFile, OnAFullDiskSaysHowMuchIsMissing) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto file = files.create("/x.sub");
    files.strike(Fault::full_disk, 0);
    EXPECT_THAT(error_of(Errc::disk_full, [&] { write_sub_file(*file, "/x.sub", disc3()); }),
                testing::MatchesRegex("/x.sub: the disk is full; at least [0-9]+ more bytes are needed"));
}

} // namespace
} // namespace redbook
