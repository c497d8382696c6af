#include "redbook/drive/mmc.h"

#include <gmock/gmock.h>

#include "emulator/command.h"
#include "tests/drive/emulated_port.h"
#include "tests/support/expect_error.h"

namespace redbook::test {
namespace {

using emulator::MediumKind;
using emulator::test::words;
using testing::ElementsAre;

class Mmc : public emulator::test::DriveTest {
  protected:
    EmulatedPort& port() {
        if (!port_) port_.emplace(drive());
        return *port_;
    }
    // Commands with this operation code are answered with these bytes.
    void answer_with(uint8_t code, const std::string& hex) {
        port().instead = [=](const ScsiCommand& c) {
            return operation_of(c) == code ? std::optional(answered(c, hex)) : std::nullopt;
        };
    }
    void refuse(uint8_t code, Sense sense) {
        port().instead = [=](const ScsiCommand& c) {
            return operation_of(c) == code ? std::optional(ScsiReply{.sense = sense}) : std::nullopt;
        };
    }
    std::optional<EmulatedPort> port_;
};

// The drive
// -----------------------------------------------------------------------------------------------------------

TEST_F(Mmc, ADriveTellsWhatItIs) {
    EXPECT_EQ(inquire(port()), (DriveIdentity{"REDBOOK", "EMULATED CD-RW", "1.0", true}));
}

TEST_F(Mmc, WhatIsNoPrintableTextInANameIsSpace) {
    answer_with(
        0x12,
        "00 80 05 32 5b 00 00 00 41 43 4d 45 00 ff 20 20 44 49 53 4b 20 01 58 20 20 20 20 20 20 20 20 20"
        "31 2e 30 30");
    EXPECT_EQ(inquire(port()), (DriveIdentity{"ACME", "DISK  X", "1.00", false}));
}

TEST_F(Mmc, ADriveTellsWhatItCanDo) {
    DriveFeatures expected;
    expected.profile = DriveFeatures::cd_r;
    expected.writes_cd_r = expected.writes_cd_rw = true;
    expected.track_at_once = expected.session_at_once = true;
    expected.test_write = expected.underrun_protection = true;
    expected.writes_text = expected.reads_text = expected.reads_c2 = true;
    expected.most_cue_bytes = 81600;
    EXPECT_EQ(features_of(port()), expected);
}

TEST_F(Mmc, WhatItCanWriteIsToldWhateverLiesInIt) {
    ASSERT_EQ(words(burn_session()), words({}));
    const DriveFeatures f = features_of(port());
    EXPECT_EQ(f.profile, DriveFeatures::cd_rom);
    EXPECT_TRUE(f.session_at_once && f.track_at_once && f.writes_cd_r);
}

// And nothing of it stays set.
TEST_F(Mmc, WhatIsNotListedIsAskedWithAModePageAndATrial) {
    const auto page = [&] { return reply("5a 00 05 00 00 00 00 00 3c 00"); };
    const auto before = page();
    refuse(0x46, {5, 0x20, 0});
    DriveFeatures expected;
    expected.writes_cd_r = expected.writes_cd_rw = true;
    expected.track_at_once = expected.session_at_once = true;
    expected.test_write = expected.underrun_protection = true;
    expected.reads_c2 = true;
    EXPECT_EQ(features_of(port()), expected);
    EXPECT_EQ(page(), before);
    // Track-at-Once alone is listed
    answer_with(0x46, "00 00 00 10 00 00 00 09 00 00 03 04 00 09 01 00 00 2d 08 04 46 00 00 00");
    EXPECT_TRUE(features_of(port()).session_at_once);
    EXPECT_TRUE(features_of(port()).writes_text) << "it is tried";
    EXPECT_EQ(page(), before);
}

TEST_F(Mmc, AReaderWritesNothing) {
    answer_with(0x46, "00 00 00 18 00 00 00 08 00 00 03 04 00 08 01 00 00 1e 09 04 03 00 00 00 00 1d 01 00");
    DriveFeatures expected;
    expected.profile = DriveFeatures::cd_rom;
    expected.reads_text = expected.reads_c2 = true;
    EXPECT_EQ(features_of(port()), expected);
}

TEST_F(Mmc, OfTwoModesOnlyWhatBothCanDoIsPromised) {
    // TAO with protection and test writing, SAO with neither
    answer_with(0x46, "00 00 00 14 00 00 00 09 00 2d 08 04 44 00 00 00 00 2e 04 04 20 00 00 40");
    const DriveFeatures f = features_of(port());
    EXPECT_TRUE(f.track_at_once && f.session_at_once);
    EXPECT_FALSE(f.underrun_protection || f.test_write || f.writes_text);
    EXPECT_EQ(f.most_cue_bytes, 0x40u);
}

TEST_F(Mmc, FeaturesThatAreCutOffAreReadAsFarAsTheyGo) {
    answer_with(0x46, "00 00 ff ff 00 00 00 09 00 2d 08 04 44 00 00 00 00 2e 04 ff 20");
    EXPECT_TRUE(features_of(port()).session_at_once);
}

TEST_F(Mmc, WriteSpeedsAreToldTheFastestFirst) {
    EXPECT_THAT(write_speeds_of(port()), ElementsAre(9173, 8468, 7056, 5645, 4234, 2823, 1764, 1412, 706));
    refuse(0xAC, {5, 0x20, 0});
    EXPECT_THAT(write_speeds_of(port()), ElementsAre());
}

TEST_F(Mmc, ASpeedIsSet) {
    set_speed(port(), 706, 1764);
    const auto page = reply("5a 00 2a 00 00 00 00 00 40 00"); // after a header of 8 bytes
    EXPECT_EQ(emulator::be16_at(page, 8 + 14), 706);
    EXPECT_EQ(emulator::be16_at(page, 8 + 20), 1764);
}

TEST_F(Mmc, AnEmptyTrayAndAnOpenOneAreToldApart) {
    options_.faults.push_back(emulator::parse_fault("no-medium"));
    EXPECT_EQ(readiness_of(port()).state, Readiness::no_disc);
    open_tray(port());
    EXPECT_EQ(readiness_of(port()).state, Readiness::tray_open);
    EXPECT_EQ(error_of(Errc::no_medium, [&] { wait_until_ready(port()); }),
              "/dev/sr0: cannot use the disc: 2/3A/02: the tray is open; put a disc in and close it");
}

TEST_F(Mmc, ADiscThatWasChangedIsWaitedForAndSaid) {
    options_.becoming_ready = 3;
    EXPECT_FALSE(wait_until_ready(port()));
    open_tray(port());
    close_tray(port());
    EXPECT_EQ(readiness_of(port()).state, Readiness::not_yet);
    EXPECT_FALSE(wait_until_ready(port())) << "the change was told to the question before";
    EXPECT_EQ(readiness_of(port()).state, Readiness::ready);
    open_tray(port());
    close_tray(port());
    EXPECT_TRUE(wait_until_ready(port()));
}

TEST_F(Mmc, ADiscThatStandsStillIsStartedOnce) {
    bool started = false;
    port().instead = [&](const ScsiCommand& c) -> std::optional<ScsiReply> {
        started = started || operation_of(c) == 0x1B;
        return started ? std::nullopt : std::optional(ScsiReply{.sense = {2, 0x04, 0x02}});
    };
    EXPECT_EQ(readiness_of(port()).state, Readiness::ready);
    refuse(0x00, {2, 0x04, 0x02});
    EXPECT_EQ(error_of(Errc::device, [&] { wait_until_ready(port()); }),
              "/dev/sr0: cannot use the disc: 2/04/02: not started; take the disc out and put it in again");
}

TEST_F(Mmc, AnAnswerThatIsTooShortSaysNothing) {
    const auto answer = [&](std::string_view hex) {
        port().instead = [hex](const ScsiCommand& c) { return std::optional(answered(c, hex)); };
    };
    answer("00 20 0e 01 01 01 01 20 00 00 00");
    EXPECT_EQ(error_of(Errc::device, [&] { disc_information(port()); }),
              "/dev/sr0: cannot ask about the disc: the drive sends 11 bytes in place of 12; switch it off "
              "and on");
    EXPECT_EQ(error_of(Errc::device, [&] { track_information(port(), 1); }),
              "/dev/sr0: cannot ask about a track: the drive sends 11 bytes in place of 28; switch it off "
              "and on");
    std::vector<std::byte> block(kBlockBytes);
    EXPECT_EQ(class_of(read_blocks(port(), Lba{0}, block, {}).sense), SenseClass::unreadable)
        << "silence in place of what did not come would pass for recorded silence";
}

TEST_F(Mmc, ATableOfContentsBeyondAnyDiscMakesNoSense) {
    port().instead = [](const ScsiCommand& c) -> std::optional<ScsiReply> {
        const bool full = (std::to_integer<int>(c.cdb[2]) & 0xF) == 2;
        if (full) return ScsiReply{.sense = {5, 0x24, 0x00}};
        return answered(c, "00 12 01 01 00 10 01 00 00 00 00 00 00 10 aa 00 7f ff ff ff");
    };
    EXPECT_EQ(error_of(Errc::device, [&] { read_toc(port()); }),
              "/dev/sr0: its table of contents makes no sense; clean the disc");
}

TEST_F(Mmc, EjectingOpensADoorThatAKilledProgramLocked) {
    lock_tray(port(), true);
    EXPECT_EQ(words(eject()), "5/53/02 medium removal prevented");
    open_tray(port());
    EXPECT_EQ(readiness_of(port()).state, Readiness::tray_open);
    close_tray(port());
    lock_tray(port(), true);
    lock_tray(port(), false);
    EXPECT_EQ(words(eject()), words({}));
}

TEST_F(Mmc, PatienceEnds) {
    refuse(0x00, {2, 0x04, 0x01});
    EXPECT_EQ(error_of(Errc::device, [&] { wait_until_ready(port(), std::chrono::milliseconds(20)); }),
              "/dev/sr0: cannot use the disc: 2/04/01: becoming ready; wait a little");
    refuse(0x00, {6, 0x29, 0x00});
    EXPECT_EQ(error_of(Errc::device, [&] { wait_until_ready(port()); }),
              "/dev/sr0: cannot use the disc: 6/29/00: the drive was reset");
}

TEST_F(Mmc, ABlankSaysSoAndHowMuchItHolds) {
    facts_.kind = MediumKind::cd_rw;
    facts_.told_capacity = facts_.capacity = {336075};
    EXPECT_EQ(disc_information(port()), (DiscInformation{DiscStatus::blank, true, 1, 1, 1}));
    EXPECT_EQ(read_atip(port()), (Atip{true, Lba{-11077}, BlockCount{336075}}));
    EXPECT_EQ(track_information(port(), kInvisibleTrack).next_writable, Lba{0});
    EXPECT_EQ(error_of(Errc::device, [&] { read_toc(port()); }),
              "/dev/sr0: cannot read the table of contents: 5/24/00: the drive does not know a value in the "
              "command");
}

TEST_F(Mmc, APressedDiscHasNoAtip) {
    refuse(0x43, {5, 0x24, 0});
    EXPECT_EQ(read_atip(port()), std::nullopt);
}

TEST_F(Mmc, ATrackThatWasWrittenAtOnceIsToldWithItsRunOut) {
    ASSERT_EQ(words(burn_track(400, {0}, {.byte2 = emulator::test::kTao, .byte3 = 1})), words({}));
    EXPECT_EQ(disc_information(port()).status, DiscStatus::appendable);
    TrackInformation expected;
    expected.track = expected.session = 1;
    expected.control = 1;
    expected.size = {402};
    EXPECT_EQ(track_information(port(), 1), expected);
    EXPECT_EQ(track_information(port(), kInvisibleTrack).next_writable, Lba{552});
}

TEST_F(Mmc, TheTableOfContentsIsRead) {
    ASSERT_EQ(words(burn_session()), words({}));
    const DriveToc expected{{{{1, 0, {0}}, {2, 2, {535}}, {3, 1, {1012}}}, {1500}}, 1};
    EXPECT_EQ(read_toc(port()), expected);
    port().instead = [](const ScsiCommand& c) { // who does not know the full one tells the plain one
        const bool full = operation_of(c) == 0x43 && c.cdb[2] == std::byte{2};
        return full ? std::optional(ScsiReply{.sense = {5, 0x24, 0}}) : std::nullopt;
    };
    EXPECT_EQ(read_toc(port()), (DriveToc{expected.toc, 0}));
}

// Two audio tracks, and a session of data after them.
TEST_F(Mmc, OfSeveralSessionsTheFirstIsToldWithTheDataBehindIt) {
    answer_with(0x43, "00 00 01 02"
                      "01 10 00 a0 00 00 00 00 01 00 00"
                      "01 10 00 a1 00 00 00 00 02 00 00"
                      "01 10 00 a2 00 00 00 00 00 12 00"
                      "01 10 00 01 00 00 00 00 00 02 00"
                      "01 10 00 02 00 00 00 00 00 07 0a"
                      "02 14 00 a2 00 00 00 00 30 00 00"
                      "02 14 00 03 00 00 00 00 03 2a 00"
                      "01 50 00 b0 00 00 00 00 00 00 00");
    port().instead = [toc = port().instead](const ScsiCommand& c) {
        auto reply = toc(c);
        if (reply) BytesWriter(c.in).be16(uint16_t(reply->transferred - 2));
        return reply;
    };
    EXPECT_EQ(read_toc(port()), (DriveToc{{{{1, 0, {0}}, {2, 0, {385}}}, {1200}},
                                          2,
                                          std::vector<DataTrack>{{2, {15300}, BlockCount{199350}}}}));
}

TEST_F(Mmc, ATableOfContentsThatMakesNoSenseIsRefused) {
    answer_with(0x43, "00 12 01 02 00 10 01 00 00 00 02 00 00 10 aa 00 00 00 01 00"); // ends before it begins
    EXPECT_EQ(error_of(Errc::device, [&] { read_toc(port()); }),
              "/dev/sr0: its table of contents makes no sense; clean the disc");
}

TEST_F(Mmc, CodesAreRead) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(read_mcn(port()), Mcn::parse("4006381333931"));
    EXPECT_EQ(read_isrc(port(), 3), Isrc::parse("GBAYE0000353"));
}

TEST_F(Mmc, CodesThatAreNotThereAreNone) {
    ASSERT_EQ(words(burn_session(emulator::test::kPlainCue, emulator::test::kPlainEnd)), words({}));
    EXPECT_EQ(read_mcn(port()), std::nullopt);
    EXPECT_EQ(read_isrc(port(), 1), std::nullopt);
}

TEST_F(Mmc, CodesThatCannotBeReadAreNotNone) {
    ASSERT_EQ(words(burn_session()), words({}));
    refuse(0x42, {5, 0x24, 0});
    EXPECT_EQ(error_of(Errc::device, [&] { read_isrc(port(), 1); }),
              "/dev/sr0: cannot read the codes of the disc: 5/24/00: the drive does not know a value in the "
              "command");
}

TEST_F(Mmc, TextThatCannotBeReadIsNotNone) {
    ASSERT_EQ(words(burn_session()), words({}));
    DriveFeatures reads;
    reads.reads_text = true;
    refuse(0x43, {4, 0x44, 0});
    EXPECT_EQ(
        error_of(Errc::device, [&] { read_text_packs(port(), reads); }),
        "/dev/sr0: cannot read CD-TEXT: 4/44/00: the drive has an internal fault; switch it off and on");
}

TEST_F(Mmc, ADiscWithoutTextIsToldFromADriveThatCannotTell) {
    ASSERT_EQ(words(burn_session()), words({}));
    DriveFeatures reads, does_not;
    reads.reads_text = true;
    EXPECT_EQ(read_text_packs(port(), reads), std::vector<std::byte>{});
    refuse(0x43, {5, 0x24, 0});
    EXPECT_EQ(read_text_packs(port(), reads), std::vector<std::byte>{});
    EXPECT_EQ(read_text_packs(port(), does_not), std::nullopt);
}

// Blocks
// ------------------------------------------------------------------------------------------------------------

TEST_F(Mmc, AudioIsRead) {
    ASSERT_EQ(words(burn_session()), words({}));
    std::vector<std::byte> in(size_t(bytes_in(BlockCount{3})));
    const ScsiReply reply = read_blocks(port(), {1000}, in, {});
    EXPECT_EQ(reply.sense, Sense{});
    EXPECT_EQ(reply.transferred, in.size());
    EXPECT_TRUE(in == emulator::test::pattern_blocks({1000}, {3}));
}

TEST_F(Mmc, WhatIsReadBesideAudioHasItsSize) {
    ASSERT_EQ(words(burn_session()), words({}));
    const auto read = [&](const BlockParts& parts) {
        std::vector<std::byte> in(2 * parts.bytes());
        return read_blocks(port(), {10}, in, parts).transferred;
    };
    EXPECT_EQ(read({.c2 = true}), 2 * (2352u + 294u));
    EXPECT_EQ(read({.subchannel = BlockParts::raw}), 2 * (2352u + 96u));
    EXPECT_EQ(read({.audio = false, .subchannel = BlockParts::q}), 2 * 16u);
    EXPECT_EQ(most_blocks({}), BlockCount{27});
    EXPECT_EQ(most_blocks({.c2 = true}), BlockCount{24});
}

TEST_F(Mmc, WhatCannotBeReadIsInTheReply) {
    fault("unreadable@100=0");
    ASSERT_EQ(words(burn_session()), words({}));
    std::vector<std::byte> in(kBlockBytes);
    EXPECT_EQ(class_of(read_blocks(port(), {100}, in, {}).sense), SenseClass::unreadable);
    EXPECT_EQ(class_of(read_blocks(port(), {1500}, in, {}).sense), SenseClass::refused);
}

} // namespace
} // namespace redbook::test
