#include <gmock/gmock.h>

#include "redbook/image/ccd/ccd_reader.h"

#include "redbook/image/ccd/ccd_syntax.h"
#include "tests/image/ccd/ccd_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class CcdReader : public testing::Test {
  protected:
    CcdReader() {
        write_file(ccd_, ccd_data("good.001.as_clonecd_writes_it"));
        write_file(img_, audio_);
        write_file(sub_, disc3_sub());
    }
    Album open() const { return open_album({ccd_}); }
    std::string refusal(Errc code) const {
        return error_of(code, [&] { open(); });
    }

    const std::string audio_ = pattern_samples({}, samples_in(BlockCount{1050}));
    TempFolder folder_;
    const std::string ccd_ = folder_ / "disc.ccd", img_ = folder_ / "disc.img", sub_ = folder_ / "disc.sub";
};

TEST_F(CcdReader, TheTestDiscIsReadFromAllItsFiles) {
    const Album album = open();
    EXPECT_EQ(lines_of(album.disc), lines_of(disc3()));
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_THAT(album.contradictions, IsEmpty());
    EXPECT_THAT(album.files, ElementsAre(ccd_, img_, sub_));
    EXPECT_EQ(album.kind, AlbumKind::ccd);
    EXPECT_EQ(album.disc.tracks[2].source->path, img_);
    EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{1050}) == audio_);
    ASSERT_NE(album.subchannel, nullptr);
    EXPECT_EQ(album.subchannel->end(), Lba{1050});
}

TEST_F(CcdReader, WithoutASubchannelTheSheetIsAllThereIs) {
    system_files().remove_file(sub_);
    const Album album = open();
    EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 300/450, 3 750/750, lead-out 1050");
    EXPECT_EQ(album.disc.tracks[1].isrc, Isrc::parse("DEXYZ2600002"));
    EXPECT_FALSE(album.holds.indexes);
    EXPECT_FALSE(album.holds.subchannel);
    EXPECT_EQ(album.subchannel, nullptr);
    EXPECT_THAT(album.warnings,
                ElementsAre(ccd_ + ": there is no file 'disc.sub' beside it; indexes above 01 and SCMS are "
                                   "not known"));
}

TEST_F(CcdReader, ASubchannelOfTheWrongSizeIsLeftOutWithAWarning) {
    write_file(sub_, disc3_sub().substr(1));
    const Album album = open();
    EXPECT_EQ(album.subchannel, nullptr);
    EXPECT_THAT(album.warnings,
                ElementsAre(sub_ + ": is 100799 bytes long instead of 100800; it is ignored"));
}

TEST_F(CcdReader, DamagedBlocksOfTheSubchannelAreCounted) {
    std::string sub = disc3_sub();
    for (const size_t block : {10u, 500u}) sub[block * 96 + 15] ^= 4;
    write_file(sub_, sub);
    const Album album = open();
    EXPECT_EQ(lines_of(album.disc), lines_of(disc3()));
    EXPECT_THAT(album.warnings,
                ElementsAre(sub_ + ": 2 of 1050 blocks have a wrong checksum and are not believed"));
    EXPECT_THAT(album.contradictions, IsEmpty());
}

TEST_F(CcdReader, WhatSheetAndSubchannelTellDifferentlyIsAContradiction) {
    write_file(ccd_, ccd_data("good.019.subchannel_does_not_agree"));
    const Album album = open();
    EXPECT_EQ(album.warnings.size(), 5u);
    EXPECT_EQ(album.contradictions.size(), 4u); // that the ISRC of track 3 is told by one alone is none
}

TEST_F(CcdReader, ATruncatedImageIsRefused) {
    write_file(img_, audio_.substr(1));
    EXPECT_EQ(refusal(Errc::malformed),
              img_ + ": is truncated: 2469599 bytes long, where the TOC asks for 2469600");
}

TEST_F(CcdReader, AnImageWithSubchannelsInItIsRefused) {
    write_file(img_, std::string(1050 * 2448, '\0'));
    EXPECT_EQ(refusal(Errc::unsupported),
              img_ + ": has 2448 bytes a block, subchannels among them; only 2352 are handled");
}

TEST_F(CcdReader, WhatLiesBehindTheLeadOutIsLeftOut) {
    write_file(img_, audio_ + std::string(2 * 2352, 'x'));
    write_file(sub_, disc3_sub() + std::string(2 * 96, 'x'));
    const Album album = open();
    EXPECT_EQ(lines_of(album.disc), lines_of(disc3()));
    EXPECT_THAT(album.warnings, ElementsAre(img_ + ": 2 blocks after the lead-out are left out"));
}

TEST_F(CcdReader, DataInASecondSessionIsKnownAndNotOpened) {
    write_file(ccd_, ccd_data("good.008.two_sessions"));
    const Album album = open();
    EXPECT_EQ(lines_of(album.disc), lines_of(disc3()));
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{3, BlockCount{2550}, BlockCount{675}}));
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_NE(album.subchannel, nullptr);
}

TEST_F(CcdReader, DataBeforeAudioIsLeftOut) {
    write_file(ccd_, ccd_data("good.040.data_track"));
    system_files().remove_file(sub_);
    const Album album = open();
    EXPECT_EQ(layout_line(album.disc), "2 -150/0/150, 3 300/300, lead-out 600");
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{0, {}, BlockCount{450}}));
    EXPECT_TRUE(read_blocks(*album.audio, Lba{0}, BlockCount{600}) == audio_.substr(450 * kBlockBytes));
    EXPECT_EQ(album.subchannel, nullptr);
}

// What the subchannel of an album says of each block, or where it says something else than its disc is.
std::vector<int> untrue_blocks(const Album& album) {
    const Subchannels disc(album.disc);
    std::vector<int> untrue;
    std::vector<std::byte> block(kSubcodeBytes);
    for (Lba at; at < album.subchannel->end(); at += BlockCount{1}) {
        album.subchannel->read(at, block);
        if (!disc.says(at, block)) untrue.push_back(at.value);
    }
    return untrue;
}

TEST_F(CcdReader, AudioAfterDataHasItsSubchannel) {
    write_file(ccd_, ccd_data("good.040.data_track"));
    const Album album = open();
    EXPECT_EQ(layout_line(album.disc), "2 -150/0/150, 3 300/300, lead-out 600");
    EXPECT_EQ(album.disc.tracks[0].isrc, Isrc::parse("DEXYZ2600002"));
    ASSERT_NE(album.subchannel, nullptr);
    EXPECT_EQ(album.subchannel->end(), Lba{600});
    EXPECT_THAT(untrue_blocks(album), IsEmpty());
    EXPECT_TRUE(album.holds.subchannel);
}

TEST_F(CcdReader, AudioBeforeDataInTheSameSessionHasItsSubchannel) {
    std::string sheet = ccd_data("good.001.as_clonecd_writes_it");
    const size_t track = sheet.find("Point=0x03"), control = sheet.find("Control=0x02", track);
    ASSERT_NE(control, sheet.npos);
    write_file(ccd_, sheet.replace(control, 12, "Control=0x04"));
    const Album album = open();
    EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 300/450/600, lead-out 750");
    EXPECT_THAT(album.disc.data, ElementsAre(DataTrack{2, {}, BlockCount{300}}));
    ASSERT_NE(album.subchannel, nullptr);
    EXPECT_EQ(album.subchannel->end(), Lba{750});
    EXPECT_THAT(untrue_blocks(album), IsEmpty());
}

TEST_F(CcdReader, OfSeveralSessionsWithAudioTheFirstIsOpened) {
    write_file(ccd_, ccd_data("good.042.audio_in_a_second_session"));
    write_file(img_, audio_ + std::string(100 * 2352, 'x'));
    write_file(sub_, disc3_sub() + std::string(100 * 96, 'x'));
    const Album album = open();
    EXPECT_EQ(lines_of(album.disc), lines_of(disc3()));
    EXPECT_THAT(album.warnings,
                ElementsAre(ccd_ + ": of 2 sessions only the first, with tracks 1 to 3, is opened"));
}

TEST_F(CcdReader, AnImageThatIsNotThereIsNamed) {
    system_files().remove_file(img_);
    EXPECT_EQ(refusal(Errc::not_found), ccd_ + ": there is no file 'disc.img' beside it");
}

TEST_F(CcdReader, TheOtherFilesAreFoundInAnyCase) {
    system_files().rename(img_, folder_ / "DISC.IMG");
    system_files().rename(sub_, folder_ / "Disc.Sub");
    EXPECT_THAT(open().files, ElementsAre(ccd_, folder_ / "DISC.IMG", folder_ / "Disc.Sub"));
    write_file(img_, audio_);
    EXPECT_THAT(open().files, ElementsAre(ccd_, img_, folder_ / "Disc.Sub"));
}

TEST_F(CcdReader, ContentDecidesWhatItIs) {
    system_files().rename(ccd_, folder_ / "disc.txt");
    EXPECT_EQ(open_album({folder_ / "disc.txt"}).kind, AlbumKind::ccd);
    EXPECT_THAT(open_album({folder_ / "disc.txt"}).warnings, IsEmpty());
}

TEST_F(CcdReader, AFolderWithNothingButACloneCdImageIsOpenedAsIt) {
    EXPECT_THAT(open_album({folder_.path()}).warnings,
                ElementsAre(folder_.path() + ": opened as the CloneCD sheet in it, disc.ccd"));
}

TEST_F(CcdReader, ABrokenSheetIsNamedWithItsLine) {
    write_file(ccd_, "x\n");
    EXPECT_EQ(refusal(Errc::malformed), ccd_ + ":1: 'x' is neither a section nor KEY=VALUE");
}

TEST_F(CcdReader, GainIsNotAppliedToTheImage) {
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_ccd(ccd_, {.gain_db = 1}); }),
              ccd_ + ":1: 'disc.img' is raw audio, which gain is not applied to; open it without gain");
}

TEST_F(CcdReader, ASheetLargerThanTheLimitIsRefused) {
    write_file(ccd_, "[CloneCD]\n" + std::string(kLargestCcd, '\n'));
    EXPECT_THAT(refusal(Errc::malformed), testing::StartsWith(ccd_ + ": is 1048586 bytes long"));
}

} // namespace
} // namespace redbook
