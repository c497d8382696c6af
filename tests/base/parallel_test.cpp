#include "redbook/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace redbook {
namespace {

TEST(Parallel, DoesEveryJobOnceHoweverManyThreads) {
    for (int threads = 1; threads <= 5; ++threads) {
        std::vector<std::atomic<int>> done(100);
        parallel(done.size(), threads, [&](size_t n) { ++done[n]; });
        for (const auto& d : done) EXPECT_EQ(d, 1);
    }
    parallel(0, 4, [](size_t) { FAIL(); });
}

TEST(Parallel, ThrowsTheErrorOfTheFirstJobThatFailed) {
    for (int threads = 1; threads <= 4; ++threads) {
        try {
            parallel(50, threads, [](size_t n) {
                if (n >= 7) throw std::runtime_error(std::to_string(n));
            });
            FAIL();
        } catch (const std::runtime_error& e) {
            EXPECT_STREQ(e.what(), "7");
        }
    }
}

} // namespace
} // namespace redbook
