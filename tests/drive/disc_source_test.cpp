#include "redbook/drive/disc_source.h"

#include <gmock/gmock.h>

#include "redbook/drive/mmc.h"
#include "tests/drive/disc_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A disc of 900 blocks.
class DiscSource : public DiscTest {
  protected:
    void burn_with(std::initializer_list<std::string_view> faults) {
        burn(plain_disc({400, 500}));
        power_cycle_with(faults);
        wait_until_ready(*port());
    }
    std::unique_ptr<BlockSource> source(const DiscReadOptions& options = {}) {
        return read_disc_audio(port(), {{0}, {900}}, options);
    }
    static std::vector<std::byte> blocks(BlockSource& from, Lba first, int count) {
        std::vector<std::byte> got(size_t(bytes_in({count})));
        from.read(first, got);
        return got;
    }
    void expect_right(BlockSource& from, Lba first, int count) {
        EXPECT_TRUE(blocks(from, first, count) == blocks(*audio_, first, count)) << first.value;
    }
    // Every C2 bit of that block is set, so many times.
    void c2_errors(Lba at, int times) {
        port()->instead = [this, at, left = times](const ScsiCommand& c) mutable -> std::optional<ScsiReply> {
            if (operation_of(c) != 0xBE) return std::nullopt;
            const emulator::Reply reply = drive().execute({c.cdb, c.out, c.in});
            const size_t size = BlockParts{.c2 = true}.bytes();
            const auto first = emulator::lba_at(c.cdb, 2);
            const int32_t i = (at - first).value;
            if (i < 0 || size_t(i) >= c.in.size() / size || left-- <= 0)
                return ScsiReply{{}, reply.transferred};
            std::fill_n(c.in.begin() + ptrdiff_t(size_t(i) * size) + kBlockBytes, kC2Bytes, std::byte{0xFF});
            c.in[size_t(i) * size] ^= std::byte{1}; // and it is wrong indeed
            return ScsiReply{{}, reply.transferred};
        };
    }
    std::vector<Unread> damage(const BlockSource& from) {
        auto all = from.unread();
        std::erase_if(all, [](const Unread& u) { return u.why == Unread::edge; });
        return all;
    }
};

TEST_F(DiscSource, BlocksAreReadAsTheyWereRecorded) {
    burn_with({});
    const auto from = source();
    EXPECT_EQ(from->end(), Lba{900});
    expect_right(*from, {0}, 900);
    expect_right(*from, {17}, 1);
    expect_right(*from, {-150}, 200);
    EXPECT_THAT(from->warnings(), IsEmpty());
}

TEST_F(DiscSource, ReadsMuchWithOneCommand) {
    burn_with({});
    port()->codes.clear();
    blocks(*source(), {0}, 900);
    EXPECT_EQ(port()->codes.size() / 3, 34u) << "27 blocks each";
}

TEST_F(DiscSource, WhatIsInFrontOfTheDiscIsSilenceThatNobodyKnows) {
    burn_with({});
    EXPECT_EQ(source()->unread(), (std::vector<Unread>{{{-150 * 588}, {150 * 588}, Unread::edge}}));
}

TEST_F(DiscSource, AnUnreadableBlockIsReadAgainMoreSlowly) {
    burn_with({"unreadable@100=3"});
    const auto from = source();
    port()->codes.clear();
    expect_right(*from, {81}, 27);
    EXPECT_THAT(damage(*from), IsEmpty());
    EXPECT_THAT(port()->codes, HasSubstr("BE BB BE ")) << "slower";
    EXPECT_TRUE(port()->codes.ends_with("BB ")) << "and fast again";
}

TEST_F(DiscSource, WhatStaysUnreadableIsSilenceAndIsListed) {
    burn_with({"unreadable@100=0", "unreadable@101=0", "unreadable@500=0"});
    const auto from = source();
    const auto clone = from->clone();
    expect_right(*clone, {0}, 100);
    EXPECT_EQ(blocks(*clone, {100}, 2), std::vector<std::byte>(2 * kBlockBytes));
    expect_right(*clone, {102}, 398);
    blocks(*clone, {500}, 1);
    EXPECT_EQ(damage(*from), (std::vector<Unread>{{{100 * 588}, {2 * 588}, Unread::damaged},
                                                  {{500 * 588}, {588}, Unread::damaged}}));
    EXPECT_THAT(from->warnings(),
                ElementsAre("/dev/sr0: 2 blocks at 00:03:25 cannot be read; there is silence in place of it",
                            "/dev/sr0: 1 block at 00:08:50 cannot be read; there is silence in place of it"));
}

TEST_F(DiscSource, WhatIsReadAfterAllIsNotMissingAnyMore) {
    burn_with({"unreadable@100=8"}); // the whole command, and each of the tries
    const auto from = source();
    blocks(*from, {100}, 1);
    EXPECT_EQ(damage(*from).size(), 1u);
    blocks(*from, {100}, 1);
    expect_right(*from, {100}, 1);
    EXPECT_THAT(damage(*from), IsEmpty());
    EXPECT_THAT(from->warnings(), IsEmpty());
}

TEST_F(DiscSource, AReadOffsetIsMadeGood) {
    burn_with({"read-offset=-30"}); // it reads 30 samples late
    const auto from = source({.read_offset = {30}});
    std::vector<std::byte> got = blocks(*from, {0}, 900), expected = blocks(*audio_, {0}, 900);
    std::fill_n(expected.end() - 30 * kSampleBytes, 30 * kSampleBytes, std::byte{0});
    EXPECT_TRUE(got == expected);
    EXPECT_EQ(from->unread().back(), (Unread{{900 * 588 - 30}, {30}, Unread::edge}));
}

TEST_F(DiscSource, ADriveThatReadsBeyondTheEdgesIsAskedForThem) {
    burn_with({"read-offset=-30", "overread=1"});
    const auto late = source({.read_offset = {30}});
    expect_right(*late, {0}, 900);
    EXPECT_THAT(unread_edges(*late), IsEmpty());
    EXPECT_THAT(late->warnings(), IsEmpty());
    power_cycle_with({"read-offset=600", "overread=1"});
    wait_until_ready(*port());
    const auto early = source({.read_offset = {-600}});
    expect_right(*early, {1}, 899);
    blocks(*early, {0}, 1);
    EXPECT_EQ(unread_edges(*early), (std::vector<Unread>{{{0}, {12}, Unread::edge}}))
        << "it reads one block, not two";
    EXPECT_THAT(early->warnings(),
                ElementsAre("/dev/sr0: the drive does not return the first 12 samples of the disc; "
                            "there is silence in place of them"));
}

TEST_F(DiscSource, NothingIsAskedForBeyondTheEdgesThatNobodyNeeds) {
    burn_with({"overread=1"});
    port()->codes.clear();
    const auto from = source();
    blocks(*from, {0}, 27);
    EXPECT_EQ(port()->codes, "BE ");
    const auto off = source({.read_offset = {30}});
    port()->codes.clear();
    EXPECT_THAT(off->warnings(), IsEmpty()) << "nothing was read";
    EXPECT_EQ(port()->codes, "");
}

// Some drives send them for what they do not read.
TEST_F(DiscSource, ZerosFromBeyondTheEdgesAreNoProof) {
    burn_with({"overread=2"}); // after the disc there is nothing
    const auto from = source({.read_offset = {30}});
    blocks(*from, {0}, 900);
    EXPECT_EQ(unread_edges(*from), (std::vector<Unread>{{{900 * 588 - 30}, {30}, Unread::edge}}));
}

TEST_F(DiscSource, NoDriveIsFurtherOffThanFiveBlocks) {
    burn_with({});
    EXPECT_EQ(error_of(Errc::bad_value, [&] { source({.read_offset = {-2941}}); }),
              "a read offset of -2941 samples: drives have at most 2940");
}

TEST_F(DiscSource, BlocksThatTheDriveCouldNotCorrectAreReadAgain) {
    burn_with({});
    c2_errors({100}, 2); // in the whole command, and once by itself
    const auto from = source({.c2 = true});
    expect_right(*from, {96}, 24);
    EXPECT_THAT(from->warnings(), IsEmpty());
}

TEST_F(DiscSource, WhatItCannotCorrectAtAllIsHandedOutAndTold) {
    burn_with({});
    c2_errors({100}, 1000);
    const auto from = source({.c2 = true});
    expect_right(*from, {96}, 4);
    blocks(*from, {100}, 1);
    EXPECT_THAT(
        from->warnings(),
        ElementsAre("/dev/sr0: 1 block at 00:03:25 may be wrong: the drive could not correct all errors"));
    EXPECT_THAT(damage(*from), IsEmpty());
}

TEST_F(DiscSource, ADiscThatIsTakenOutEndsIt) {
    burn_with({});
    const auto from = source();
    blocks(*from, {0}, 100);
    open_tray(*port());
    EXPECT_EQ(error_of(Errc::no_medium, [&] { blocks(*from, {100}, 1); }),
              "/dev/sr0: cannot read the disc: 2/3A/02: the tray is open; put a disc in and close it");
}

TEST_F(DiscSource, ADiscThatIsChangedEndsIt) {
    burn_with({});
    const auto from = source();
    blocks(*from, {0}, 100);
    open_tray(*port());
    close_tray(*port());
    // The first question after a change is told of it; here nothing was asked between.
    port()->instead = [told = false](const ScsiCommand& c) mutable -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE || std::exchange(told, true)) return std::nullopt;
        return ScsiReply{.sense = {6, 0x28, 0x00}};
    };
    EXPECT_EQ(error_of(Errc::device, [&] { blocks(*from, {100}, 1); }),
              "/dev/sr0: the disc was changed while it was read; start again");
}

TEST_F(DiscSource, ADriveThatIsBusyOrWasResetIsWaitedFor) {
    burn_with({});
    const auto from = source();
    port()->instead = [n = 0](const ScsiCommand& c) mutable -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE || n > 3) return std::nullopt;
        constexpr Sense kTold[] = {{2, 0x04, 0x01}, {6, 0x29, 0x00}, {2, 0x04, 0x07}, {0xB, 0x47, 0x00}};
        return ScsiReply{.sense = kTold[n++]};
    };
    expect_right(*from, {0}, 30);
}

TEST_F(DiscSource, AFaultOfTheDriveEndsIt) {
    burn_with({});
    const auto from = source();
    port()->instead = [](const ScsiCommand& c) {
        return operation_of(c) == 0xBE ? std::optional(ScsiReply{.sense = {4, 0x44, 0x00}}) : std::nullopt;
    };
    EXPECT_EQ(
        error_of(Errc::device, [&] { blocks(*from, {0}, 1); }),
        "/dev/sr0: cannot read the disc: 4/44/00: the drive has an internal fault; switch it off and on");
}

} // namespace
} // namespace redbook::test
