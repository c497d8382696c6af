#include "tests/sanitizers/planted.h"

#include <gtest/gtest.h>

namespace redbook::test {
namespace {

const std::vector<char> kBytes(64, 'x');
const std::vector<int> kItems(64, 7);

TEST(Sanitizers, AnOverflowInAnInlineFunctionIsCaughtWhereverItIsCalled) {
    EXPECT_DEATH(inline_read(kBytes, 64), "heap-buffer-overflow");
    EXPECT_DEATH(library_read(kBytes, 64), "heap-buffer-overflow");
}

TEST(Sanitizers, AnOverflowInATemplateIsCaughtWhereverItIsCalled) {
    EXPECT_DEATH(template_read(kItems, 64), "heap-buffer-overflow");
    EXPECT_DEATH(library_template_read(kItems, 64), "heap-buffer-overflow");
}

TEST(Sanitizers, ASumThatOverflowsIsCaughtWhereverItIsCalled) {
    EXPECT_DEATH(inline_sum(INT_MAX, 1), "signed integer overflow");
    EXPECT_DEATH(library_sum(INT_MAX, 1), "signed integer overflow");
}

} // namespace
} // namespace redbook::test
