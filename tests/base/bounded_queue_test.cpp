#include "redbook/base/bounded_queue.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>
#include <vector>

namespace redbook {
namespace {

TEST(BoundedQueue, HandsEverythingOverInOrderHoweverSmallItIs) {
    BoundedQueue<int> queue(2);
    std::vector<int> got;
    std::jthread taker([&] {
        while (const auto v = queue.pop()) got.push_back(*v);
    });
    std::vector<int> sent(1000);
    std::iota(sent.begin(), sent.end(), 0);
    for (const int v : sent) EXPECT_TRUE(queue.push(v));
    queue.close();
    taker.join();
    EXPECT_EQ(got, sent);
}

TEST(BoundedQueue, ThatIsClosedFreesWhoeverWaits) {
    BoundedQueue<int> queue(1);
    queue.push(1);
    std::jthread giver([&] { EXPECT_FALSE(queue.push(2)); });
    queue.close();
    giver.join();
    EXPECT_EQ(queue.size(), 1u);
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_EQ(queue.size(), 0u);
    EXPECT_EQ(queue.pop(), std::nullopt);
}

} // namespace
} // namespace redbook
