// What the drive tells, byte for byte where a recorder's own replies are known (traces of cdrskin's
// commands).
#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

class Replies : public DriveTest {};

TEST_F(Replies, InquiryNamesTheDrive) {
    const Data told = reply("12 00 00 00 24 00");
    EXPECT_EQ(hex(Bytes(told).first(8)), "05 80 05 32 5b 00 00 00");
    EXPECT_EQ(BytesReader(Bytes(told).subspan(8)).text(28), "REDBOOK EMULATED CD-RW  1.0 ");
}

TEST_F(Replies, NoMoreIsSentThanWasAllocated) { EXPECT_EQ(reply("12 00 00 00 05 00").size(), 5u); }

TEST_F(Replies, DiscInformationOfABlankDisc) {
    EXPECT_EQ(answer("51 00 00 00 00 00 00 00 22 00"), "00 20 00 01 01 01 01 20 ff 00 00 00 00 00 00 00 00 "
                                                       "61 22 17 00 4f 3b 4a 00 00 00 00 00 00 00 00 00 00");
}

TEST_F(Replies, DiscInformationSaysThatItCanBeErased) {
    facts_.kind = MediumKind::cd_rw;
    EXPECT_EQ(byte_at(reply("51 00 00 00 00 00 00 00 22 00"), 2), 0x10);
}

TEST_F(Replies, DiscInformationOfACompleteDisc) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(answer("51 00 00 00 00 00 00 00 22 00"), "00 20 0e 01 01 01 03 20 00 00 00 00 00 00 00 00 ff "
                                                       "ff ff ff ff ff ff ff 00 00 00 00 00 00 00 00 00 00");
}

TEST_F(Replies, ASecondSessionIsInTheTableOfContentsAndItsDataIsNoAudio) {
    ASSERT_EQ(words(burn_session()), words({}));
    power_cycle();
    fault("second-session=3000");
    EXPECT_EQ(answer("43 00 00 00 00 00 00 00 2c 00"),
              "00 2a 01 04 00 10 01 00 00 00 00 00 00 12 02 00 00 00 02 17 00 11 03 00 00 00 03 f4 "
              "00 14 04 00 00 00 32 64 00 14 aa 00 00 00 3e 1c");
    EXPECT_EQ(answer("43 00 01 00 00 00 00 00 0c 00"), "00 0a 01 02 00 14 04 00 00 00 32 64");
    EXPECT_EQ(answer("43 02 02 00 00 00 02 00 30 00"),
              "00 2e 01 02 02 14 00 a0 00 00 00 00 04 00 00 02 14 00 a1 00 00 00 00 04 00 00 "
              "02 14 00 a2 00 00 00 00 03 22 00 02 14 00 04 00 00 00 00 02 36 00");
    const Data told = reply("51 00 00 00 00 00 00 00 22 00");
    EXPECT_EQ(byte_at(told, 4), 2);
    EXPECT_EQ(byte_at(told, 6), 4);
    EXPECT_EQ(words(read_cd(Lba{12900}, 1)), words(kIllegalModeForTrack));
}

TEST_F(Replies, DiscInformationOfAnOpenSession) {
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    const Data told = reply("51 00 00 00 00 00 00 00 22 00");
    EXPECT_EQ(byte_at(told, 2), 0x05); // appendable, session incomplete
    EXPECT_EQ(byte_at(told, 6), 2);    // the track that comes next
}

TEST_F(Replies, TheNextWritableAddressDependsOnTheMode) {
    EXPECT_EQ(next_writable(), Lba{0});
    set_page5({kSao});
    EXPECT_EQ(next_writable(), kProgramStart);
    EXPECT_EQ(answer("52 01 00 00 00 ff 00 00 14 00"),
              "00 22 01 01 00 00 4f 01 00 00 00 00 ff ff ff 6a 00 05 7e 3f");
}

TEST_F(Replies, ATrackCostsItsPauseAndTwoRunOutBlocks) {
    ASSERT_EQ(words(burn_track(375, {0})), words({}));
    EXPECT_EQ(next_writable(), Lba{375 + 2 + 150});
}

TEST_F(Replies, ShortTracksAreFilledUp) {
    ASSERT_EQ(words(burn_track(10, {0})), words({}));
    EXPECT_EQ(next_writable(), Lba{300 + 2 + 150});
}

TEST_F(Replies, TrackInformationOfRecordedTracks) {
    ASSERT_EQ(words(burn_tracks()), words({}));
    EXPECT_EQ(answer("52 01 00 00 00 02 00 00 24 00"),
              "00 22 02 01 00 00 0f 02 00 00 01 c4 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 92 00 00 03 "
              "53 00 00 00 00");
    EXPECT_EQ(answer("52 00 00 00 01 c4 00 00 08 00"), "00 22 02 01 00 00 0f 02"); // by address
    EXPECT_EQ(words(sense("52 01 00 00 00 03 00 00 24 00")), "5/24/00 invalid field in command");
}

TEST_F(Replies, TocOfTheTracesDisc) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(
        answer("43 02 02 00 00 00 00 00 46 00"),
        "00 44 01 01 01 10 00 a0 00 00 00 00 01 00 00 01 11 00 a1 00 00 00 00 03 00 00 01 11 00 a2 00 00 "
        "00 00 00 16 00 01 10 00 01 00 00 00 00 00 02 00 01 12 00 02 00 00 00 00 00 09 0a 01 11 00 03 00 "
        "00 00 00 00 0f 25");
    EXPECT_EQ(answer("43 02 02 00 00 00 00 00 04 00"), "00 44 01 01");
    EXPECT_EQ(answer("43 00 00 00 00 00 00 00 ff 00"),
              "00 22 01 03 00 10 01 00 00 00 00 00 00 12 02 00 00 00 02 17 00 11 03 00 00 00 03 f4 00 11 aa "
              "00 00 00 05 dc");
    EXPECT_EQ(answer("43 02 00 00 00 00 aa 00 ff 00"), "00 0a 01 03 00 11 aa 00 00 00 16 00");
    EXPECT_EQ(answer("43 00 01 00 00 00 00 00 0c 00"), "00 0a 01 01 00 10 01 00 00 00 00 00");
    EXPECT_EQ(words(sense("43 00 00 00 00 00 04 00 ff 00")), "5/24/00 invalid field in command");
    EXPECT_EQ(words(sense("43 00 06 00 00 00 00 00 ff 00")), "5/24/00 invalid field in command");
}

TEST_F(Replies, ProgramMemoryAreaOfAnOpenSession) {
    ASSERT_EQ(words(burn_track(300, {0})), words({}));
    EXPECT_EQ(answer("43 02 03 00 00 00 00 00 ff 00"), "00 0d 00 00 00 10 00 01 00 06 02 00 00 02 00");
    EXPECT_EQ(words(sense("43 00 00 00 00 00 00 00 ff 00")), "5/24/00 invalid field in command");
}

TEST_F(Replies, AtipTellsLeadInAndCapacity) {
    EXPECT_EQ(answer("43 02 04 00 00 00 00 00 1c 00"),
              "00 1a 00 00 c0 00 88 00 61 22 17 00 4f 3b 4a 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

TEST_F(Replies, ReadCapacity) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(answer("25 00 00 00 00 00 00 00 00 00", 8), "00 00 05 db 00 00 08 00"); // as in the trace
}

TEST_F(Replies, CatalogueNumberAndIsrc) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(answer("42 00 40 02 00 00 00 00 18 00"),
              "00 15 00 14 02 00 00 00 80 34 30 30 36 33 38 31 33 33 33 39 33 31 00 00");
    EXPECT_EQ(answer("42 00 40 03 00 00 02 00 18 00"),
              "00 15 00 14 03 12 02 00 80 47 42 41 59 45 30 30 30 30 33 35 32 00 00 00");
}

TEST_F(Replies, PositionIsThatOfTheLastBlockRead) {
    ASSERT_EQ(words(burn_session()), words({}));
    reply(read_cdb({700}, 1)); // track 2, INDEX 02
    EXPECT_EQ(answer("42 02 40 01 00 00 00 00 10 00"), "00 15 00 0c 01 12 02 02 00 00 0b 19 00 00 02 0f");
    reply(read_cdb({400}, 1)); // INDEX 00 of track 2
    EXPECT_EQ(answer("42 00 40 01 00 00 00 00 10 00"), "00 15 00 0c 01 12 02 00 00 00 01 90 ff ff ff 79");
}

TEST_F(Replies, AudioComesBackAsItWasWritten) {
    ASSERT_EQ(words(burn_session()), words({}));
    EXPECT_EQ(audio({0}, 27), pattern_blocks({0}, {27}));
    EXPECT_EQ(audio({1473}, 27), pattern_blocks({1473}, {27}));
    EXPECT_EQ(reply("b9 00 00 00 02 00 00 02 01 f8 00 00"), pattern_blocks({0}, {1})); // by MSF
}

TEST_F(Replies, SubchannelAndC2ComeBehindTheAudio) {
    ASSERT_EQ(words(burn_session()), words({}));
    const Data told = reply(read_cdb({0}, 1, "f8 02"));
    ASSERT_EQ(told.size(), 2352u + 16);
    EXPECT_EQ(hex(Bytes(told).subspan(2352)),
              "01 01 01 00 00 00 00 00 02 00 5a 28 00 00 00 00"); // published frame
    EXPECT_EQ(reply(read_cdb({0}, 2, "f8 01")).size(), 2u * (2352 + 96));
    EXPECT_EQ(reply(read_cdb({0}, 2, "fa 00")).size(), 2u * (2352 + 294));
    EXPECT_EQ(reply(read_cdb({0}, 2, "fc 04")).size(), 2u * (2352 + 296 + 96));
    EXPECT_EQ(reply(read_cdb({0}, 2, "00 02")).size(), 2u * 16); // no audio at all
}

TEST_F(Replies, RawSubchannelIsInterleaved) {
    ASSERT_EQ(words(burn_session()), words({}));
    const Data told = reply(read_cdb({400}, 1, "f8 01")); // INDEX 00: P is 1
    for (size_t i = 2352; i < told.size(); ++i) EXPECT_EQ(std::to_integer<int>(told[i]) & 0x80, 0x80);
}

TEST_F(Replies, CapabilitiesNameTheSpeeds) {
    const Data told = reply("5a 00 2a 00 00 00 00 00 ff 00");
    EXPECT_EQ(hex(Bytes(told).first(16)), "00 4a 00 00 00 00 00 00 2a 42 07 07 81 77 29 23");
    EXPECT_EQ(be16_at(told, 8 + 8), 9173); // 52 times 176.4
    sense("1e 00 00 00 01 00");            // locked
    EXPECT_EQ(byte_at(reply("5a 00 2a 00 00 00 00 00 ff 00"), 14), 0x2B);
}

TEST_F(Replies, SpeedIsRoundedDown) {
    EXPECT_EQ(words(sense("bb 00 ff ff 05 85 00 00 00 00 00 00")), words({})); // 1413 kB/s, a bit over 8x
    EXPECT_EQ(be16_at(reply("5a 00 2a 00 00 00 00 00 ff 00"), 8 + 20), 1412);
    EXPECT_EQ(words(sense("bb 00 ff ff 00 b1 00 00 00 00 00 00")), words({})); // 1x: slower than it can
    EXPECT_EQ(be16_at(reply("5a 00 2a 00 00 00 00 00 ff 00"), 8 + 20), 706);
}

TEST_F(Replies, StreamingSetsSpeedsToo) {
    const Data wanted =
        bytes("00 00 00 00 00 00 00 00 00 05 7e 3f 00 00 0b 07 00 00 03 e8 00 00 06 e4 00 00 03 e8");
    EXPECT_EQ(words(sense("b6 00 00 00 00 00 00 00 00 00 1c 00", wanted)), words({}));
    const Data page = reply("5a 00 2a 00 00 00 00 00 ff 00");
    EXPECT_EQ(be16_at(page, 8 + 14), 2823);
    EXPECT_EQ(be16_at(page, 8 + 20), 1764);
}

TEST_F(Replies, PerformanceListsWriteSpeeds) {
    EXPECT_EQ(answer("ac 00 00 00 00 00 00 00 00 00 03 00"), "00 00 00 94 00 00 00 00");
    EXPECT_EQ(answer("ac 00 00 00 00 00 00 00 00 01 03 00"),
              "00 00 00 94 00 00 00 00 00 00 00 00 00 05 7d a8 00 00 23 d5 00 00 23 d5");
}

TEST_F(Replies, WritePageByDefault) {
    EXPECT_EQ(answer("5a 00 05 00 00 00 00 00 18 00"),
              "00 3a 00 00 00 00 00 00 05 32 41 00 00 00 00 00 00 00 00 00 00 00 00 96");
    EXPECT_EQ(words(sense("5a 00 c5 00 00 00 00 00 18 00")), "5/39/00 saving parameters not supported");
    EXPECT_EQ(words(sense("5a 00 08 00 00 00 00 00 18 00")), "5/24/00 invalid field in command");
}

TEST_F(Replies, ConfigurationNamesTheProfile) {
    EXPECT_EQ(be16_at(reply("46 00 00 00 00 00 00 00 08 00"), 6), 0x0009); // CD-R
    burn_session();
    EXPECT_EQ(be16_at(reply("46 00 00 00 00 00 00 00 08 00"), 6), 0x0008); // read only now
    eject();
    EXPECT_EQ(be16_at(reply("46 00 00 00 00 00 00 00 08 00"), 6), 0x0000);
}

TEST_F(Replies, ConfigurationTellsOneFeature) {
    EXPECT_EQ(answer("46 02 00 2d 00 00 00 00 ff 00"), "00 00 00 0c 00 00 00 09 00 2d 09 04 46 00 00 01");
    EXPECT_EQ(answer("46 02 00 2e 00 00 00 00 ff 00"), "00 00 00 0c 00 00 00 09 00 2e 05 04 67 01 3e c0");
}

TEST_F(Replies, MediaEventsAreToldOnce) {
    EXPECT_EQ(answer("4a 01 00 00 10 00 00 00 08 00"), "00 06 04 10 02 02 00 00");
    EXPECT_EQ(answer("4a 01 00 00 10 00 00 00 08 00"), "00 06 04 10 00 02 00 00");
    eject();
    EXPECT_EQ(answer("4a 01 00 00 10 00 00 00 08 00"), "00 06 04 10 03 01 00 00");
    EXPECT_EQ(words(sense("4a 00 00 00 10 00 00 00 08 00")), "5/24/00 invalid field in command");
}

TEST_F(Replies, TextComesBackPackByPack) {
    const Data packs = bytes("80 00 00 00 44 69 73 63 00 4f 6e 65 00 54 77 6f 34 e1"
                             "8f 00 02 00 00 01 02 00 02 00 00 00 00 00 00 00 f1 33");
    Data lead_in;
    for (size_t at = 0; lead_in.size() < 10927u * kSubcodeBytes; at = (at + 3) % packs.size()) {
        uint32_t three = be24_at(packs, at);
        for (const int shift : {18, 12, 6, 0}) lead_in.push_back(std::byte(three >> shift & 0x3F));
    }
    ASSERT_EQ(words(prepare_session("01 00 00 41 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                    "01 aa 01 01 00 00 06 00")),
              words({}));
    EXPECT_EQ(next_writable(), Lba{-11077});
    EXPECT_EQ(words(write_bytes({-11077}, 10927, lead_in)), words({}));
    EXPECT_EQ(words(write_audio(kProgramStart, kPlainEnd)), words({}));
    EXPECT_EQ(words(sync()), words({}));
    power_cycle();
    EXPECT_EQ(answer("43 00 05 00 00 00 00 00 ff 00"), "00 26 00 00 " + hex(packs));
}

TEST_F(Replies, WithoutTextOnlyTheHeaderIsSent) {
    burn_session();
    EXPECT_EQ(answer("43 00 05 00 00 00 00 00 ff 00"), "00 02 00 00");
}

TEST_F(Replies, BufferIsEmptyWithoutAPace) {
    EXPECT_EQ(answer("5c 00 00 00 00 00 00 00 0c 00"), "00 0a 00 00 00 20 00 00 00 20 00 00");
}

} // namespace
} // namespace redbook::emulator::test
