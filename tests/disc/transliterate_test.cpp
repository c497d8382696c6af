// --transliterate, which needs ICU.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/cd_text_fit.h"
#include "tests/support/cd_text_examples.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

Disc disc_titled(const std::string& title, Charset charset = Charset::latin1) {
    Disc disc = plain_disc({300, 300});
    edit_track_texts(disc, 1).title = title;
    disc.text_blocks[0].charset = charset;
    return disc;
}

std::string first_refusal(const Disc& disc) {
    Fitted fitted{disc};
    refuse_what_nothing_resembles(fitted);
    return fitted.refused.empty() ? "" : fitted.refused[0].what();
}

TEST(Transliterate, IsOfferedWhereItHelps) {
    const auto remedy_for = [](const std::string& title, Charset charset) {
        Fitted fitted{disc_titled(title, charset)};
        refuse_what_nothing_resembles(fitted);
        return fitted.refused.at(0).remedy;
    };
    EXPECT_EQ(first_refusal(disc_titled("Ёж")),
              "title of track 2: nothing in ISO 8859-1 resembles Ё (U+0401), ж (U+0436)");
    EXPECT_EQ(remedy_for("Ёж", Charset::latin1), Remedy::romanize_or_ms_jis);
    EXPECT_EQ(remedy_for("שלום", Charset::ms_jis), Remedy::romanize_texts);
    EXPECT_EQ(remedy_for("桜", Charset::latin1), Remedy::texts_in_ms_jis);
    EXPECT_EQ(remedy_for("\U0001F3B5", Charset::latin1), Remedy::leave_out_texts);
}

TEST(Transliterate, PutsOtherScriptsIntoTheLettersOfTheCharacterSet) {
    std::vector<std::string> changes;
    Disc disc = disc_titled("Café Ночь");
    transliterate(disc, changes);
    EXPECT_TRUE(disc == disc_titled("Café Noch'"));
    EXPECT_THAT(changes, ElementsAre("title of track 2: \"Café Ночь\" became \"Café Noch'\": Н (U+041D), о "
                                     "(U+043E), ч (U+0447) and 1 more are not in ISO 8859-1"));
    const auto title_of = [&](const std::string& title, uint8_t language, Charset charset) {
        Disc other = disc_titled(title, charset);
        other.text_blocks[0].language = language;
        transliterate(other, changes);
        return track_texts(other, 1).title;
    };
    EXPECT_EQ(title_of("Ελλάδα", 0x09, Charset::latin1), "Elláda");
    EXPECT_EQ(title_of("Ελλάδα", 0x09, Charset::ascii), "Ellada");
    EXPECT_EQ(title_of("ラーメン", 0x69, Charset::latin1), "ramen");
    EXPECT_EQ(title_of("Київ", 0x49, Charset::latin1), "Kyyiv");
    EXPECT_EQ(title_of("北京", 0x75, Charset::latin1), "bei jing") << "in Chinese they have one reading";
    EXPECT_EQ(title_of("Don’t", 0x09, Charset::latin1), "Don't");
}

TEST(Transliterate, LeavesKanjiAloneAndSaysWhy) {
    std::vector<std::string> changes;
    Disc disc = disc_titled("千本桜");
    transliterate(disc, changes);
    EXPECT_TRUE(disc == disc_titled("千本桜"));
    EXPECT_THAT(changes,
                ElementsAre("title of track 2: \"千本桜\" is kept; it cannot be put into Latin letters, "
                            "as kanji have no reading without a dictionary"));
}

} // namespace
} // namespace redbook
