// What the standard forbids is refused, with the sense that it names; and the medium is as it was.
#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

class Refusals : public DriveTest {
  protected:
    void expect_blank() { EXPECT_EQ(to_string(drive().stage()), to_string(Stage::blank)); }
};

TEST_F(Refusals, UnknownCommands) {
    EXPECT_EQ(words(sense("04 00 00 00 00 00")), "5/20/00 invalid command"); // FORMAT UNIT
    EXPECT_EQ(words(sense("1a 00 05 00 ff 00")), "5/20/00 invalid command"); // the short MODE SENSE
}

TEST_F(Refusals, WritingWhereTheDriveIsNot) {
    EXPECT_EQ(words(write_audio({1}, {28})), "5/21/02 invalid address for write");
    expect_blank();
    EXPECT_EQ(words(write_audio({0}, {300})), words({}));
    EXPECT_EQ(words(write_audio({299}, {300})), "5/21/02 invalid address for write");
    EXPECT_EQ(words(write_audio({301}, {302})), "5/21/02 invalid address for write");
    EXPECT_EQ(words(write_audio({300}, {302})), words({})); // and the track continues
}

TEST_F(Refusals, BlocksOfAnotherSize) {
    EXPECT_EQ(words(write_bytes({0}, 10, Data(10 * 2048))), "5/64/00 illegal mode for this track");
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_bytes(kProgramStart, 10, Data(10 * 96))), "5/64/00 illegal mode for this track");
}

TEST_F(Refusals, DataTracks) {
    Data list = page5_list({kTao, 4});
    list[12] = std::byte{8}; // mode 1, 2048 bytes
    EXPECT_EQ(words(sense("55 10 00 00 00 00 00 00 3c 00", list)), words({}));
    EXPECT_EQ(words(write_bytes({0}, 10, Data(10 * 2048))), "5/64/00 illegal mode for this track");
    EXPECT_EQ(words(write_audio({0}, {27})), "5/64/00 illegal mode for this track");
    expect_blank();
}

TEST_F(Refusals, ATrackBeyondTheCapacity) {
    facts_.capacity = facts_.told_capacity = {1000};
    EXPECT_EQ(words(write_audio({0}, {998})), words({}));
    EXPECT_EQ(words(write_audio({998}, {999})), "5/63/00 end of user area encountered on this track");
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(words(write_audio(next_writable(), next_writable() + BlockCount{1})),
              "5/63/00 end of user area encountered on this track");
    EXPECT_EQ(words(close_session()), words({}));
}

TEST_F(Refusals, ACueSheetBeyondTheCapacity) {
    facts_.capacity = facts_.told_capacity = {1499};
    EXPECT_EQ(words(prepare_session()), "5/26/00 invalid field in parameter list");
    expect_blank();
}

TEST_F(Refusals, OverburningIsAllowedWhereTheDriveDoesIt) {
    facts_.told_capacity = {1499};
    options_.overburn = true;
    EXPECT_EQ(words(burn_session()), words({}));
}

TEST_F(Refusals, ACueSheetThatFitsToTheBlockIsTaken) {
    facts_.capacity = facts_.told_capacity = {1500};
    EXPECT_EQ(words(burn_session()), words({}));
}

TEST_F(Refusals, SessionsWithoutACueSheet) {
    set_page5({kSao});
    EXPECT_EQ(words(write_audio(kProgramStart, {0})), "5/2C/00 command sequence error");
    expect_blank();
}

TEST_F(Refusals, ACueSheetForTrackAtOnce) {
    EXPECT_EQ(words(send_cue(kCue)), "5/2C/00 command sequence error");
    expect_blank();
}

TEST_F(Refusals, ProgramsThatLeaveOutTheText) {
    ASSERT_EQ(words(prepare_session("01 00 00 41 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                    "01 aa 01 01 00 00 06 00")),
              words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, {0})), "5/21/02 invalid address for write");
}

TEST_F(Refusals, TextThatWasNotAnnounced) {
    ASSERT_EQ(words(prepare_session()), words({}));
    EXPECT_EQ(words(write_bytes({-11077}, 10, Data(960))), "5/21/02 invalid address for write");
}

TEST_F(Refusals, BlocksBehindTheLeadOut) {
    ASSERT_EQ(words(prepare_session(kPlainCue)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, {297})), words({}));
    EXPECT_EQ(words(write_bytes({297}, 4, pattern_blocks({297}, {4}))),
              "5/21/00 logical block address out of range");
    EXPECT_EQ(words(write_audio({297}, {300})), words({}));
    EXPECT_EQ(words(write_audio({300}, {301})), "5/21/00 logical block address out of range");
}

TEST_F(Refusals, AnythingElseWhileTheLeadOutIsMissing) {
    ASSERT_EQ(words(prepare_session(kPlainCue)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    EXPECT_EQ(words(sense("43 00 00 00 00 00 00 00 ff 00")), "5/2C/00 command sequence error");
    EXPECT_EQ(words(read_cd({0}, 1)), "5/2C/00 command sequence error");
    EXPECT_EQ(words(sync()), words({}));
    EXPECT_EQ(words(read_cd({0}, 1)), words({}));
}

TEST_F(Refusals, AMissingSyncLeavesNoDisc) {
    ASSERT_EQ(words(prepare_session(kPlainCue)), words({}));
    ASSERT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    power_cycle();
    EXPECT_EQ(to_string(drive().stage()), "broken");
    EXPECT_EQ(words(sense("43 00 00 00 00 00 00 00 ff 00")),
              "3/57/00 unable to recover the table of contents");
}

TEST_F(Refusals, ATrackThatWasNotClosedIsLostAndTheOthersAreNot) {
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    ASSERT_EQ(words(write_audio({452}, {479})), words({}));
    power_cycle();
    EXPECT_EQ(to_string(drive().stage()), "appendable");
    EXPECT_EQ(words(close_session()), words({}));
    EXPECT_EQ(audio({0}, 300), pattern_blocks({0}, {300}));
}

TEST_F(Refusals, MoreThanIsRecordedIsNotRead) {
    burn_session();
    EXPECT_EQ(words(read_cd({-1}, 1)), "5/21/00 logical block address out of range");
    EXPECT_EQ(words(read_cd({1500}, 1)), "5/21/00 logical block address out of range");
    EXPECT_EQ(words(read_cd({1499}, 2)), "5/21/00 logical block address out of range");
    EXPECT_EQ(words(sense("28 00 00 00 00 00 00 00 01 00")), "5/64/00 illegal mode for this track");
    EXPECT_EQ(words(sense("be 08 00 00 00 00 00 00 01 10 00 00")), "5/64/00 illegal mode for this track");
    EXPECT_EQ(words(sense("be 04 00 00 00 00 00 00 01 10 03 00")), "5/24/00 invalid field in command");
}

TEST_F(Refusals, EjectingWhatIsLocked) {
    sense("1e 00 00 00 01 00");
    EXPECT_EQ(words(eject()), "5/53/02 medium removal prevented");
    sense("1e 00 00 00 00 00");
    EXPECT_EQ(words(eject()), words({}));
    EXPECT_EQ(words(sense("00 00 00 00 00 00")), "2/3A/02 no medium, tray open");
}

TEST_F(Refusals, AMediumThatWasJustPutInIsNotReady) {
    eject();
    EXPECT_EQ(words(load()), words({}));
    EXPECT_EQ(words(sense("00 00 00 00 00 00")), "6/28/00 medium may have changed");
    EXPECT_EQ(words(sense("00 00 00 00 00 00")), "2/04/01 becoming ready");
    EXPECT_EQ(words(sense("00 00 00 00 00 00")), words({}));
}

TEST_F(Refusals, EachLoadPutsTheNextMediumIn) {
    options_.media = {
        medium("1.img"),
        medium("2.img",
               {.kind = MediumKind::cd_rw, .mcn = {}, .tracks = {}, .text_packs = {}, .lead_out = {}})};
    EXPECT_EQ(drive().facts().kind, MediumKind::cd_r);
    eject();
    load();
    EXPECT_EQ(drive().facts().kind, MediumKind::cd_rw);
}

TEST_F(Refusals, ErasingACdR) {
    burn_session();
    EXPECT_EQ(words(sense("a1 01 00 00 00 00 00 00 00 00 00 00")),
              "5/30/05 cannot write medium, incompatible format");
    EXPECT_EQ(words(read_cd({0}, 1)), words({}));
}

TEST_F(Refusals, ErasingSomethingElseThanTheDisc) {
    facts_.kind = MediumKind::cd_rw;
    EXPECT_EQ(words(sense("a1 02 00 00 00 00 00 00 00 00 00 00")), "5/24/00 invalid field in command");
}

TEST_F(Refusals, ReservedTracksAreFilledOrNotClosed) {
    ASSERT_EQ(words(sense("53 00 00 00 00 00 00 01 90 00")), words({})); // 400 blocks
    EXPECT_EQ(words(sense("53 00 00 00 00 00 00 01 90 00")), "5/72/05 no more track reservations allowed");
    ASSERT_EQ(words(write_audio({0}, {400})), words({}));
    EXPECT_EQ(words(write_audio({400}, {401})), "5/63/00 end of user area encountered on this track");
    ASSERT_EQ(words(sync()), words({}));
    ASSERT_EQ(words(sense("53 00 00 00 00 00 00 01 90 00")), words({}));
    EXPECT_EQ(words(close_session()), "5/72/04 empty or partially written reserved track");
    ASSERT_EQ(words(burn_track(300, {552})), words({}));
    EXPECT_EQ(next_writable(), Lba{552 + 400 + 152}); // as long as promised
}

TEST_F(Refusals, AHundredthTrack) {
    Lba at{0};
    for (int k = 0; k < 99; ++k, at += BlockCount{452}) ASSERT_EQ(words(burn_track(300, at)), words({})) << k;
    EXPECT_EQ(words(write_audio(at, at + BlockCount{1})),
              "5/63/00 end of user area encountered on this track");
    EXPECT_EQ(words(close_session()), words({}));
}

// Mode page 5
// -------------------------------------------------------------------------------------------------------

struct PageCase {
    const char* name;
    size_t at; // of the page
    uint8_t value;
};
class WritePages : public DriveTest, public testing::WithParamInterface<PageCase> {};

TEST_P(WritePages, AreRefused) {
    Data list = page5_list({});
    list[8 + GetParam().at] = std::byte{GetParam().value};
    EXPECT_EQ(words(sense("55 10 00 00 00 00 00 00 3c 00", list)), "5/26/00 invalid field in parameter list");
    EXPECT_EQ(hex(Bytes(reply("5a 00 05 00 00 00 00 00 3c 00")).subspan(10, 3)), "41 00 00");
}
INSTANTIATE_TEST_SUITE_P(
    Bad, WritePages,
    testing::Values(PageCase{"packet_writing", 2, 0x40}, PageCase{"raw_writing", 2, 0x43},
                    PageCase{"reserved_write_type", 2, 0x44}, PageCase{"open_session", 3, 0xC0},
                    PageCase{"fixed_packets", 3, 0x20}, PageCase{"reserved_block_type", 4, 0x04},
                    PageCase{"audio_in_mode_1_blocks", 4, 0x08}, PageCase{"reserved_bits", 4, 0x10},
                    PageCase{"reserved_session_format", 8, 0x11}, PageCase{"another_pause", 15, 0},
                    PageCase{"catalogue_number_of_nothing", 16, 0x80}, PageCase{"isrc_of_nothing", 32, 0x80}),
    [](const auto& c) { return c.param.name; });

TEST_F(Refusals, ListsOfAnotherLength) {
    Data list = page5_list({});
    EXPECT_EQ(words(sense("55 10 00 00 00 00 00 00 3b 00", list)), "5/1A/00 parameter list length error");
    list[9] = std::byte{0x30};
    EXPECT_EQ(words(sense("55 10 00 00 00 00 00 00 3c 00", list)), "5/1A/00 parameter list length error");
    EXPECT_EQ(words(sense("55 11 00 00 00 00 00 00 3c 00", list)), "5/24/00 invalid field in command");
}

TEST_F(Refusals, PagesThatCannotBeChanged) {
    Data list(8);
    const Data page = reply("5a 00 2a 00 00 00 00 00 ff 00");
    list.insert(list.end(), page.begin() + 8, page.end());
    list[10] = std::byte{0xFF};
    EXPECT_EQ(words(sense("55 10 00 00 00 00 00 00 " + be(uint32_t(list.size()), 2) + " 00", list)),
              "5/26/00 invalid field in parameter list");
}

} // namespace
} // namespace redbook::emulator::test
