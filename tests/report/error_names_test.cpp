#include "redbook/report/error_names.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(ErrorNames, EveryCodeIsFoundByItsName) {
    for (int code = 0; code <= int(Errc::differs); ++code)
        EXPECT_EQ(error_named(name_of(Errc(code))), Errc(code));
}

TEST(ErrorNames, AreThoseOfThePage) {
    EXPECT_EQ(name_of(Errc::io), "io");
    EXPECT_EQ(name_of(Errc::in_use), "in_use");
    EXPECT_EQ(name_of(Errc::breaks_rule), "breaks_rule");
    EXPECT_EQ(name_of(Errc::no_track_open), "no_track_open");
    EXPECT_EQ(name_of(Errc::no_medium), "no_medium");
    EXPECT_EQ(name_of(Errc::differs), "differs");
}

TEST(ErrorNames, AreNotGuessed) {
    EXPECT_EQ(error_named("a_later_one"), std::nullopt);
    EXPECT_EQ(error_named(""), std::nullopt);
}

} // namespace
} // namespace redbook
