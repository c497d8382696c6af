// An image that has a subchannel is verified with it.
#include "redbook/jobs/master.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/image/album.h"
#include "redbook/jobs/read_back.h"
#include "redbook/jobs/sides.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::MemorySource;
using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;

Disc disc_with_all() {
    Disc disc = test::plain_disc({300, 400});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].pregap = {100};
    disc.tracks[1].indexes = {{80}};
    disc.tracks[1].flags = {.pre_emphasis = true, .scms = true};
    edit_album_texts(disc).title = "Night";
    return disc;
}

class CcdMaster : public testing::Test {
  protected:
    std::unique_ptr<WrittenImage> write() {
        return write_image(system_files(), format_, disc_, *source_, folder_ / "a.ccd");
    }
    // The first difference when `change` has been at the files of the image.
    std::string difference(const std::function<void(const std::string& stem)>& change) {
        const auto image = write();
        change(image->path().substr(0, image->path().size() - 4));
        const Comparison comparison = read_back(*image, format_.holds, *source_, {});
        const Item* item = comparison.first_difference();
        EXPECT_EQ(comparison.verdict == Verdict::differs, item != nullptr);
        return item ? item->name + ": " + item->detail : "none";
    }
    static void flip(const std::string& path, size_t at) {
        std::string bytes = test::read_file(path);
        bytes[at] = char(bytes[at] ^ 1);
        test::write_file(path, bytes);
    }
    static void replace(const std::string& path, const std::string& from, const std::string& to) {
        std::string text = test::read_file(path);
        const auto at = text.rfind(from);
        ASSERT_NE(at, text.npos);
        test::write_file(path, text.replace(at, from.size(), to));
    }

    TempFolder folder_;
    const Format& format_ = image_format_for("a.ccd", "");
    const Disc disc_ = disc_with_all();
    const std::unique_ptr<MemorySource> source_ = MemorySource::for_disc(disc_);
};

TEST_F(CcdMaster, IsVerifiedWithItsSubchannelAndLosesNothing) {
    const Outcome mastered = master(test::album_of(disc_), folder_ / "a.ccd");
    EXPECT_EQ(mastered.comparison.verdict, Verdict::verified);
    EXPECT_THAT(mastered.lost, testing::IsEmpty());
    EXPECT_EQ(mastered.comparison.items[6], (Item{"subchannel", ItemState::equal, {}}));
    EXPECT_THAT(mastered.files, ElementsAre(folder_ / "a.ccd", folder_ / "a.img", folder_ / "a.sub"));
}

TEST_F(CcdMaster, AnyFlippedByteOfABlocksSubchannelIsNoticed) {
    for (size_t byte = 0; byte < 96; byte += 5)
        EXPECT_THAT(difference([&](const std::string& stem) { flip(stem + ".sub", 333 * 96 + byte); }),
                    testing::MatchesRegex("subchannel: the image: 1 block .*, the first at 00:06:33"))
            << byte;
}

TEST_F(CcdMaster, ASubchannelThatIsGoneIsNoticed) {
    EXPECT_EQ(difference([](const std::string& stem) { system_files().remove_file(stem + ".sub"); }),
              "subchannel: the image has none");
}

TEST_F(CcdMaster, ADigitChangedInTheSheetIsNoticedThoughTheSubchannelIsBelieved) {
    const auto change = [&](const std::string& from, const std::string& to) {
        return difference([&](const std::string& stem) { replace(stem + ".ccd", from, to); });
    };
    EXPECT_THAT(change("ISRC=DEXYZ2600001", "ISRC=DEXYZ2600003"),
                testing::EndsWith("the ISRC of track 1: DEXYZ2600003 here, DEXYZ2600001 in the "
                                  "subchannel, which is believed"));
    EXPECT_THAT(change("INDEX 0=300", "INDEX 0=310"), HasSubstr("subchannel: "));
    EXPECT_THAT(change("INDEX 1=400", "INDEX 1=410"), HasSubstr("subchannel: "));
    EXPECT_THAT(change("CATALOG=4", "CATALOG=5"), HasSubstr("subchannel: "));
    EXPECT_THAT(change("PFrame=25", "PFrame=26"), HasSubstr("subchannel: "));
    EXPECT_THAT(change("PLBA=400", "PLBA=401"),
                HasSubstr("INDEX 01 of track 2: LBA 400 here and in the subchannel, which are believed"));
    EXPECT_THAT(change("Entry 0=80 00 00 00 4e", "Entry 0=80 00 00 00 4f"), HasSubstr("CD-TEXT: "));
}

TEST_F(CcdMaster, AFlippedByteOfTheAudioIsNoticed) {
    EXPECT_THAT(difference([](const std::string& stem) { flip(stem + ".img", 2352 * 500); }),
                HasSubstr("audio of track 2: track 2 at 00:01:25"));
}

TEST_F(CcdMaster, ACodeThatHasNoRoomInTheSubchannelIsWarnedOf) {
    Disc disc = test::plain_disc({1, 600});
    disc.tracks[1].pregap = {449};
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    const Outcome mastered = master(test::album_of(disc), folder_ / "b.ccd");
    EXPECT_EQ(mastered.comparison.verdict, Verdict::verified);
    EXPECT_THAT(mastered.changes, ElementsAre("the ISRC of track 1 is stored in the sheet only; the track is "
                                              "too short for it in the subchannel"));
    const Album back = open_album({folder_ / "b.ccd"});
    EXPECT_THAT(back.warnings, testing::IsEmpty());
    EXPECT_EQ(back.disc.tracks[0].isrc, disc.tracks[0].isrc);
}

TEST_F(CcdMaster, AsASideAnAlbumBringsWhatItHasStored) {
    const auto image = write();
    const Album album = open_album({image->path()});
    const Side side = side_of("x", album);
    EXPECT_EQ(side.subchannel, album.subchannel.get());
    EXPECT_TRUE(side.holds.subchannel);
    EXPECT_EQ(side.audio, album.audio.get());
}

} // namespace
} // namespace redbook
