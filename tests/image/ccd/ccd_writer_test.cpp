#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/ccd/ccd_writer.h"

#include "redbook/disc/cd_text.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "tests/image/ccd/ccd_support.h"

namespace redbook {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

TEST(CcdWriter, TheTestDiscIsByteForByteAsItShouldBe) {
    EXPECT_EQ(ccd_of(disc3()), ccd_data("good.001.as_clonecd_writes_it"));
}

TEST(CcdWriter, CdTextStandsAsPacksWithoutTheirChecksums) {
    Disc disc = disc3();
    edit_album_texts(disc).title = "Night";
    const auto packs = cd_text_packs(disc);
    const std::string ccd = ccd_of(disc);
    EXPECT_THAT(ccd, HasSubstr(fmt::format("CDTextLength={}\r\nCATALOG=4006381333931\r\n[CDText]\r\n"
                                           "Entries={}\r\nEntry 0=80 00 00 00 4e 69 67 68 74 00 00 00 00 00",
                                           packs.size(), packs.size() / 18)));
    EXPECT_EQ(parse_ccd("x.ccd", ccd).packs, packs);
}

TEST(CcdWriter, AFirstTrackBehindAudioHasAnIndex0AtTheImagesBeginning) {
    Disc disc = plain_disc({300, 300});
    disc.first_track = 12;
    disc.tracks[0].pregap = {20};
    disc.tracks[1].pause = {30};
    const std::string ccd = ccd_of(disc);
    EXPECT_THAT(ccd, HasSubstr("[TRACK 12]\r\nMODE=0\r\nINDEX 0=0\r\nINDEX 1=20\r\n"
                               "[TRACK 13]\r\nMODE=0\r\nINDEX 0=320\r\nINDEX 1=350\r\n"));
    EXPECT_THAT(ccd, HasSubstr("Point=0xa0\r\nADR=0x01\r\nControl=0x00\r\nTrackNo=0\r\nAMin=0\r\nASec=0\r\n"
                               "AFrame=0\r\nALBA=-150\r\nZero=0\r\nPMin=12\r\nPSec=0\r\nPFrame=0\r\n"
                               "PLBA=53850\r\n"));
    EXPECT_THAT(ccd, HasSubstr("Point=0x0d"));
    EXPECT_THAT(ccd, Not(HasSubstr("CATALOG")));
}

TEST(CcdWriter, CodesThatHaveNoRoomInTheSubchannelAreNoted) {
    std::vector<std::string> changes;
    note_codes_without_room(disc3(), changes);
    EXPECT_THAT(changes, testing::IsEmpty());
    Disc disc = disc3();
    for (Track& track : disc.tracks) {
        track.pregap = {0};
        track.length = {1};
        track.indexes.clear();
    }
    note_codes_without_room(disc, changes);
    EXPECT_THAT(changes, testing::ElementsAre(
                             "the MCN is stored in the sheet only; every track is too short for it in the "
                             "subchannel",
                             "the ISRC of track 1 is stored in the sheet only; the track is too short for it "
                             "in the subchannel",
                             "the ISRC of track 2 is stored in the sheet only; the track is too short for it "
                             "in the subchannel"));
}

} // namespace
} // namespace redbook
