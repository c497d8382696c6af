#include "cli/argument_values.h"

#include <gtest/gtest.h>

namespace redbook::cli {
namespace {

TEST(Arguments, ALengthHasAUnit) {
    EXPECT_EQ(parse_length("2s"), BlockCount{150});
    EXPECT_EQ(parse_length("1.5s"), BlockCount{113});
    EXPECT_EQ(parse_length("150blocks"), BlockCount{150});
    EXPECT_EQ(parse_length("1block"), BlockCount{1});
    EXPECT_EQ(parse_length("0"), BlockCount{0});
    EXPECT_EQ(parse_length("00:02:10"), BlockCount{160});
    for (const char* bad : {"", "s", "-1", "-2s", "2", "150", "1.5", "1.5blocks", "2 s", "2sec", "blocks",
                            "1:2", "1e99s", "nan", "nans", "inf"})
        EXPECT_EQ(parse_length(bad), std::nullopt) << bad;
}

} // namespace
} // namespace redbook::cli
