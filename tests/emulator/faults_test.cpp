// Each fault: what the host is told, and what is on the disc afterwards.
#include "emulator/faults.h"

#include "tests/emulator/drive_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::emulator::test {
namespace {

using redbook::test::error_of;

TEST(FaultWords, AreParsed) {
    EXPECT_EQ(parse_fault("no-medium"), (Fault{FaultKind::no_medium, {}, 0}));
    EXPECT_EQ(parse_fault("write-error@-150"), (Fault{FaultKind::write_error, {-150}, 0}));
    EXPECT_EQ(parse_fault("write-offset=-30"), (Fault{FaultKind::write_offset, {}, -30}));
    EXPECT_EQ(parse_fault("write-busy@75=3"), (Fault{FaultKind::write_busy, {75}, 3}));
    EXPECT_EQ(parse_fault("flip-bit@75"), (Fault{FaultKind::flip_bit, {75}, 0}));
}

TEST(FaultWords, AreRefusedWithWhatIsMissing) {
    const auto told = [](std::string_view text) {
        return error_of(Errc::bad_value, [&] { parse_fault(text); });
    };
    EXPECT_EQ(told("rust"), "--fault rust: there is no such fault; redbook-emudrive --help names them");
    EXPECT_EQ(told("write-error"), "--fault write-error: say where, as in write-error@LBA");
    EXPECT_EQ(told("write-error@x"), "--fault write-error@x: after @ must come a block address");
    EXPECT_EQ(told("no-medium@1"), "--fault no-medium@1: takes no @LBA");
    EXPECT_EQ(told("busy"), "--fault busy: say how much, as in busy=VALUE");
    EXPECT_EQ(told("busy=few"), "--fault busy=few: after = must come a number");
    EXPECT_EQ(told("removed@1=2"), "--fault removed@1=2: takes no =VALUE");
}

TEST(FaultWords, EachHasARowAndIsTestedHere) { EXPECT_EQ(fault_rows().size(), 32u); }

class FaultyDrive : public DriveTest {
  protected:
    std::string stage() { return std::string(to_string(drive().stage())); }
    std::string ready() { return words(sense("00 00 00 00 00 00")); }
};

TEST_F(FaultyDrive, NoMedium) {
    fault("no-medium");
    EXPECT_EQ(ready(), "2/3A/01 no medium, tray closed");
    EXPECT_EQ(words(write_audio({0}, {1})), "2/3A/01 no medium, tray closed");
}

TEST_F(FaultyDrive, NotBlank) {
    fault("not-blank");
    EXPECT_EQ(byte_at(reply("51 00 00 00 00 00 00 00 22 00"), 2), 0x0E);
    EXPECT_EQ(words(write_audio({0}, {1})), "5/30/05 cannot write medium, incompatible format");
    power_cycle();
    EXPECT_EQ(stage(), "blank") << "it was only said";
}

TEST_F(FaultyDrive, TooSmallByOneBlock) {
    fault("capacity=1499");
    EXPECT_EQ(hex(Bytes(reply("43 02 04 00 00 00 00 00 1c 00")).subspan(12, 3)), "00 15 4a"); // 00:21:74
    EXPECT_EQ(words(prepare_session()), "5/26/00 invalid field in parameter list");
}

TEST_F(FaultyDrive, LiesAboutItsCapacity) {
    facts_.capacity = facts_.told_capacity = {1000};
    fault("told-capacity=2000");
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)), "3/0C/00 write error");
    EXPECT_EQ(stage(), "broken");
}

TEST_F(FaultyDrive, RemovedWhileBurning) {
    fault("removed@500");
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)), "2/3A/02 no medium, tray open");
    EXPECT_EQ(ready(), "2/3A/02 no medium, tray open");
    power_cycle();
    EXPECT_EQ(stage(), "broken");
}

class WriteErrors : public FaultyDrive, public testing::WithParamInterface<int> {};
TEST_P(WriteErrors, EndASession) {
    fault("write-error@" + std::to_string(GetParam()));
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)), "3/0C/00 write error");
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(stage(), "broken");
    EXPECT_EQ(words(close_session()), "3/72/00 session fixation error");
    EXPECT_EQ(words(sense("43 00 00 00 00 00 00 00 ff 00")),
              "3/57/00 unable to recover the table of contents");
    power_cycle();
    EXPECT_EQ(stage(), "broken");
}
INSTANTIATE_TEST_SUITE_P(FirstMiddleLast, WriteErrors, testing::Values(-150, 700, 1499));

TEST_F(FaultyDrive, AWriteErrorInATrackSparesTheOthers) {
    fault("write-error@500");
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    EXPECT_EQ(words(write_audio({452}, {900})), "3/0C/00 write error");
    EXPECT_EQ(words(close_session()), words({}));
    EXPECT_EQ(audio({0}, 300), pattern_blocks({0}, {300}));
    EXPECT_EQ(audio({452}, 27), pattern_blocks({452}, {27}));
    EXPECT_EQ(words(read_cd({500}, 1)), "3/11/05 unrecoverable read error");
    EXPECT_TRUE(drive().facts().tracks[1].damaged);
}

TEST_F(FaultyDrive, ADeferredWriteErrorIsToldByTheNextCommand) {
    fault("deferred-write-error@700");
    ASSERT_EQ(words(prepare_session()), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {687})), words({}));
    EXPECT_EQ(words(write_audio({687}, {714})), words({}));
    const Reply told = command("35 00 00 00 00 00 00 00 00 00");
    EXPECT_EQ(words(told.sense), "3/0C/00 write error");
    EXPECT_EQ(told.blame, Blame::deferred);
    EXPECT_EQ(hex(fixed_sense(told.sense, told.blame)),
              "71 00 03 00 00 00 00 0a 00 00 00 00 0c 00 00 00 00 00");
    EXPECT_EQ(stage(), "broken");
}

TEST_F(FaultyDrive, LeadOutErrorInASession) {
    fault("lead-out-error");
    ASSERT_EQ(words(prepare_session(kPlainCue)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    EXPECT_EQ(words(sync()), "3/72/02 session fixation error writing the lead-out");
    EXPECT_EQ(stage(), "broken");
}

TEST_F(FaultyDrive, StaysOpen) {
    fault("stays-open");
    ASSERT_EQ(words(prepare_session(kPlainCue)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(stage(), "broken");
}
TEST_F(FaultyDrive, StaysOpenBehindTracks) {
    fault("stays-open");
    EXPECT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(stage(), "appendable");
}
TEST_F(FaultyDrive, LeadOutErrorBehindTracks) {
    fault("lead-out-error");
    EXPECT_EQ(words(burn_tracks()), "3/72/02 session fixation error writing the lead-out");
    EXPECT_EQ(stage(), "appendable");
}

struct CueFault {
    const char* name;
    const char* plain; // what the plain cue sheet gets
    const char* full;  // what one with catalogue number, ISRC and INDEX 02 gets
    const char* text;  // what one with CD-TEXT gets
};
class CueFaults : public FaultyDrive, public testing::WithParamInterface<CueFault> {};
TEST_P(CueFaults, RefuseWhatTheyName) {
    const std::string kOk = words({}), kNo = "5/26/00 invalid field in parameter list";
    const auto told = [&](const char* verdict) { return std::string(verdict) == "ok" ? kOk : kNo; };
    fault(GetParam().name);
    EXPECT_EQ(words(prepare_session(kPlainCue)), told(GetParam().plain));
    EXPECT_EQ(words(prepare_session(kCue)), told(GetParam().full));
    EXPECT_EQ(words(prepare_session("01 00 00 41 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                    "01 aa 01 01 00 00 06 00")),
              told(GetParam().text));
}
INSTANTIATE_TEST_SUITE_P(Each, CueFaults,
                         testing::Values(CueFault{"refuse-cue-sheet", "no", "no", "no"},
                                         CueFault{"refuse-text", "ok", "ok", "no"},
                                         CueFault{"refuse-isrc", "ok", "no", "ok"},
                                         CueFault{"refuse-index", "ok", "no", "ok"}));

TEST_F(FaultyDrive, AnUnderrunWithoutProtectionEndsTheRecording) {
    fault("underrun@600");
    ASSERT_EQ(words(prepare_session(kCue, 0x02)), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)), "3/0C/09 write error, loss of streaming");
    EXPECT_EQ(stage(), "broken");
}

TEST_F(FaultyDrive, AnUnderrunWithProtectionDoesNothing) {
    fault("underrun@600");
    EXPECT_EQ(words(burn_session()), words({}));
}

TEST_F(FaultyDrive, BusyForLong) {
    fault("busy=3");
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    ASSERT_EQ(words(sense("5b 01 02 00 00 00 00 00 00 00")), words({})); // does not wait
    const Reply first = command("00 00 00 00 00 00"), second = command("51 00 00 00 00 00 00 00 22 00");
    EXPECT_EQ(words(first.sense), "2/04/08 long write in progress");
    EXPECT_EQ(words(second.sense), "2/04/08 long write in progress");
    EXPECT_LT(first.progress, second.progress);
    EXPECT_EQ(ready(), "2/04/08 long write in progress");
    EXPECT_EQ(ready(), words({}));
    EXPECT_EQ(stage(), "complete");
}

TEST_F(FaultyDrive, BusyWhileWriting) {
    fault("write-busy@100=2");
    ASSERT_EQ(words(prepare_session()), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {93})), words({}));
    EXPECT_EQ(words(write_audio({93}, {120})), "2/04/08 long write in progress");
    EXPECT_EQ(words(write_audio({93}, {120})), "2/04/08 long write in progress");
    EXPECT_EQ(words(write_audio({93}, kCueEnd)), words({})); // the same command again
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(audio({0}, 1500), pattern_blocks({0}, {1500}));
}

TEST_F(FaultyDrive, AResetLosesSettingsAndTheRecording) {
    fault("reset@600");
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)),
              "6/29/00 power on, reset, or bus device reset occurred");
    EXPECT_EQ(stage(), "broken");
    EXPECT_EQ(byte_at(reply("5a 00 05 00 00 00 00 00 3c 00"), 10), kTao);
}

TEST_F(FaultyDrive, PowerCalibrationFails) {
    fault("calibration");
    EXPECT_EQ(words(sense("54 01 00 00 00 00 00 00 00 00")), "3/73/03 power calibration area error");
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, {0})), "3/73/03 power calibration area error");
    power_cycle();
    EXPECT_EQ(stage(), "blank");
}

TEST_F(FaultyDrive, SaysOkAndStaysBlank) {
    fault("stays-blank");
    EXPECT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(stage(), "blank");
    EXPECT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(stage(), "blank");
    power_cycle();
    EXPECT_EQ(stage(), "blank");
}

TEST_F(FaultyDrive, TestWritesStayBlankToo) {
    ASSERT_EQ(words(prepare_session(kCue, kSao | 0x10)), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kCueEnd)), words({}));
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(stage(), "blank");
    EXPECT_EQ(words(burn_session()), words({})) << "and can be burned in earnest";
    EXPECT_EQ(audio({0}, 1500), pattern_blocks({0}, {1500}));
}

TEST_F(FaultyDrive, DropsText) {
    fault("drops-text");
    ASSERT_EQ(words(prepare_session("01 00 00 41 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                    "01 aa 01 01 00 00 06 00")),
              words({}));
    ASSERT_EQ(words(write_bytes({-11077}, 10927, Data(10927 * 96, std::byte{0x23}))), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    ASSERT_EQ(words(sync()), words({}));
    EXPECT_EQ(answer("43 00 05 00 00 00 00 00 ff 00"), "00 02 00 00");
}

// The audio as it would be without the fault, `n` samples later.
Data shifted(int n) {
    const Data whole = pattern_blocks({-1}, {3});
    const auto from = whole.begin() + (kBlockSamples - n) * kSampleBytes;
    return {from, from + kBlockBytes};
}

TEST_F(FaultyDrive, RecordsAudioLater) {
    fault("write-offset=12");
    ASSERT_EQ(words(burn_session()), words({}));
    power_cycle();
    EXPECT_EQ(audio({0}, 1), shifted(12));
}

TEST_F(FaultyDrive, RecordsAudioEarlier) {
    fault("write-offset=-12");
    ASSERT_EQ(words(burn_session()), words({}));
    power_cycle();
    EXPECT_EQ(audio({0}, 1), shifted(-12));
}

TEST_F(FaultyDrive, ReadsAudioFromLaterOn) {
    fault("read-offset=30");
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(audio({0}, 1), shifted(-30));
    power_cycle();
    EXPECT_EQ(audio({0}, 1), pattern_blocks({0}, {1})) << "on the disc all is right";
}

TEST_F(FaultyDrive, FlipsOneBit) {
    fault("flip-bit@777=18815");
    ASSERT_EQ(words(burn_session()), words({}));
    power_cycle();
    Data expected = pattern_blocks({0}, {1500});
    expected[777 * 2352 + 2351] ^= std::byte{0x80};
    EXPECT_EQ(audio({0}, 1500), expected);
}

TEST_F(FaultyDrive, GarbageInTheRunOut) {
    fault("run-out-garbage");
    ASSERT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(audio({0}, 300), pattern_blocks({0}, {300}));
    EXPECT_NE(audio({300}, 2), Data(2 * 2352));
    const Data with_c2 = reply(read_cdb({299}, 3, "fa 00"));
    EXPECT_EQ(std::to_integer<int>(with_c2[2352 + 100]), 0);
    EXPECT_EQ(std::to_integer<int>(with_c2[(2352 + 294) + 2352 + 100]), 0xFF);
}

TEST_F(FaultyDrive, NoRunOut) {
    fault("no-run-out");
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    ASSERT_EQ(words(burn_track(400, {450})), words({}));
    ASSERT_EQ(words(close_session()), words({}));
    EXPECT_EQ(drive().facts().tracks.at(0).end, Lba{300});
    EXPECT_EQ(drive().facts().lead_out, Lba{850});
}

TEST_F(FaultyDrive, NoConfiguration) {
    fault("no-configuration");
    EXPECT_EQ(words(sense("46 00 00 00 00 00 00 10 00 00")), "5/20/00 invalid command");
}

TEST_F(FaultyDrive, NoMastering) {
    fault("no-mastering");
    EXPECT_EQ(reply("46 02 00 2e 00 00 00 10 00 00").size(), 8u);
    ASSERT_EQ(words(prepare_session()), words({})) << "it records Session-at-Once all the same";
}

TEST_F(FaultyDrive, WithoutFaultsTheRunOutIsSilent) {
    ASSERT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(audio({300}, 152), Data(152 * 2352));
}

TEST_F(FaultyDrive, UnreadableRunOut) {
    fault("run-out-unreadable");
    ASSERT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(words(read_cd({299}, 1)), words({}));
    EXPECT_EQ(words(read_cd({299}, 2)), "3/11/05 unrecoverable read error");
    EXPECT_EQ(words(read_cd({302}, 1)), words({}));
}

TEST_F(FaultyDrive, UnreadableBlocks) {
    fault("unreadable@700");
    fault("unreadable@800=2");
    ASSERT_EQ(words(burn_session()), words({}));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(words(read_cd({690}, 20)), "3/11/05 unrecoverable read error");
    EXPECT_EQ(words(read_cd({800}, 1)), "3/11/05 unrecoverable read error");
    EXPECT_EQ(words(read_cd({800}, 1)), "3/11/05 unrecoverable read error");
    EXPECT_EQ(audio({800}, 1), pattern_blocks({800}, {1})); // at the third try
}

TEST_F(FaultyDrive, BlocksBeyondTheEndsOfTheDiscAreRead) {
    ASSERT_EQ(words(burn_session(kPlainCue, kPlainEnd)), words({}));
    EXPECT_EQ(words(read_cd({-1}, 1)), "5/21/00 logical block address out of range");
    EXPECT_EQ(words(read_cd(kPlainEnd, 1)), "5/21/00 logical block address out of range");
    power_cycle();
    fault("overread=151");
    ready();
    for (const Lba at : {Lba{-151}, Lba{-1}, kPlainEnd, kPlainEnd + BlockCount{150}})
        EXPECT_TRUE(!read_cd(at, 1));
    EXPECT_TRUE(read_cd({-152}, 1));
    EXPECT_TRUE(read_cd(kPlainEnd + BlockCount{151}, 1));
    EXPECT_TRUE(sense(read_cdb({-151}, 1, "10 01"))) << "Q tells nothing of it";
}

TEST_F(FaultyDrive, ATestWriteThatWrites) {
    fault("writes-in-test");
    ASSERT_EQ(words(prepare_session(kPlainCue, kSao | 0x10)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    ASSERT_EQ(words(sync()), words({}));
    EXPECT_EQ(stage(), "complete");
}

} // namespace
} // namespace redbook::emulator::test
