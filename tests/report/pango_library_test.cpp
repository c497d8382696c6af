#include "redbook/report/pango_library.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(PangoLibrary, HasAllFunctionsThatAreAskedOfIt) {
    ASSERT_EQ(pango_missing(), "");
#define REDBOOK_EXPECT(name) EXPECT_NE(name, nullptr) << #name;
    REDBOOK_PANGO_FUNCTIONS(REDBOOK_EXPECT)
#undef REDBOOK_EXPECT
}

} // namespace
} // namespace redbook
