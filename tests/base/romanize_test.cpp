#include "redbook/base/romanize.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Romanize, PutsTheScriptsOfTheWorldIntoLatinLetters) {
    ASSERT_EQ(romanizing_missing(), "");
    EXPECT_EQ(romanized("Ночь"), "Noch\u02B9");
    EXPECT_EQ(romanized("Щука и Чай"), "Shchuka i Chay");
    EXPECT_EQ(romanized("Ελλάδα"), "Elláda");
    EXPECT_EQ(romanized("きみがよ"), "kimigayo");
    EXPECT_EQ(romanized("ラーメン"), "rāmen");
    EXPECT_EQ(romanized("서울"), "seoul");
}

TEST(Romanize, ReadsCyrillicAsTheLanguageDoes) {
    EXPECT_EQ(romanized("Київ", Cyrillic::ukrainian), "Kyyiv");
    EXPECT_EQ(romanized("Щ", Cyrillic::bulgarian), "SHT");
    EXPECT_EQ(romanized("Ђорђе", Cyrillic::serbian), "Đorđe");
    EXPECT_EQ(romanized("Ноч", Cyrillic::belarusian), "Noch");
    EXPECT_EQ(romanized("Ѓ", Cyrillic::macedonian), "Ǵ");
}

TEST(Romanize, LeavesWhatItHasNoLettersForAndWhatIsLatin) {
    EXPECT_EQ(romanized("Café 7 \U0001F600"), "Café 7 \U0001F600");
    EXPECT_EQ(romanized(""), "");
}

TEST(Romanize, ReadsHanAsChinese) { EXPECT_EQ(romanized("北京"), "běi jīng"); }

} // namespace
} // namespace redbook
