#include "redbook/jobs/version.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(Version, IsOnEveryPage) {
    EXPECT_FALSE(version().empty());
    EXPECT_EQ(made_by(), "Redbook " + std::string(version()));
}

} // namespace
} // namespace redbook
