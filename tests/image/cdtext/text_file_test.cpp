#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/image/cdtext/text_file.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

const std::string kTestData = test::data_path();

Disc disc_of(const std::vector<std::string>& paths) { return open_text_files(system_files(), paths).disc; }

TEST(TextFile, IsPacksOrASheetByItsContentWhateverItsName) {
    const TempFolder folder;
    write_file(folder / "a.txt", read_file(kTestData + "/cdtext/ex1.cdt"));
    write_file(folder / "b.cdt", read_file(kTestData + "/v07t/ex1.v07t"));
    EXPECT_TRUE(disc_of({folder / "a.txt"}) == told(cafe_noir()));
    EXPECT_TRUE(disc_of({folder / "b.cdt"}) == told(cafe_noir()));
    EXPECT_TRUE(open_cdt_file(system_files(), folder / "a.txt").disc == told(cafe_noir()));
}

TEST(TextFile, OfSeveralTheLanguagesFollowEachOther) {
    EXPECT_TRUE(disc_of({kTestData + "/v07t/ex1.v07t", kTestData + "/v07t/ex2-german.v07t"}) ==
                told(cafe_noir_in_two_languages()));
    EXPECT_TRUE(disc_of({kTestData + "/cdtext/ex1.cdt", kTestData + "/v07t/ex2-german.v07t"}) ==
                told(cafe_noir_in_two_languages()));
}

TEST(TextFile, ForOtherTracksThanTheOneBeforeIsRefused) {
    const std::string other = kTestData + "/v07t/good.011.tracks_from_5_on.v07t";
    EXPECT_EQ(error_of(Errc::breaks_rule,
                       [&] {
                           disc_of({kTestData + "/cdtext/ex1.cdt", other});
                       }),
              other + ": is for tracks 5 to 6, the file before it for tracks 1 to 3");
}

TEST(TextFile, WithANinthLanguageIsRefused) {
    const std::string two = kTestData + "/cdtext/ex2blocks.cdt";
    EXPECT_EQ(error_of(Errc::breaks_rule,
                       [&] {
                           disc_of({two, two, two, two, two});
                       }),
              two + ": there are more than 8 languages with it; a disc has 8");
    EXPECT_EQ(disc_of({two, two, two, two}).text_blocks.size(), 8u);
}

TEST(TextFile, ThatIsNeitherIsRefusedAsPacks) {
    const TempFolder folder;
    write_file(folder / "a.txt", "Night\n");
    EXPECT_EQ(error_of(Errc::malformed, [&] { disc_of({folder / "a.txt"}); }),
              folder / "a.txt" + ": 6 bytes is not a multiple of 18, the size of a CD-TEXT pack");
}

TEST(TextFile, OfPacksIsKnownByItsBeginningAndItsSize) {
    const auto looks = [](const std::string& content) {
        return looks_like_packs(content.substr(0, 1024), content.size());
    };
    for (const char* name : {"ex1", "ex2blocks", "night", "good.001.zero_byte_behind",
                             "good.002.header_of_read_toc", "good.003.header_and_zero_byte"})
        EXPECT_TRUE(looks(read_file(kTestData + "/cdtext/" + name + ".cdt"))) << name;
    EXPECT_FALSE(looks(""));
    EXPECT_FALSE(looks(std::string(18, 'x')));
    EXPECT_FALSE(looks(std::string(36, '\x80').replace(18, 1, "x")));
}

} // namespace
} // namespace redbook
