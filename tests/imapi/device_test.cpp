#include "redbook/imapi/device.h"

#include <gtest/gtest.h>

namespace redbook::imapi {
namespace {

using Use = Reservation::Use;

TEST(Reservation, OneHolderAtATime) {
    Reservation r;
    const int one = 0, two = 0;
    EXPECT_EQ(r.use(), Use::none);
    EXPECT_TRUE(r.take(&one, Use::exclusive));
    EXPECT_FALSE(r.take(&one, Use::exclusive));
    EXPECT_FALSE(r.take(&two, Use::burning));
    EXPECT_EQ(r.use(), Use::exclusive);
    EXPECT_TRUE(r.is_exclusive_of(&one));
    EXPECT_FALSE(r.is_exclusive_of(&two));
}

TEST(Reservation, OnlyItsHolderChangesOrEndsIt) {
    Reservation r;
    const int one = 0, two = 0;
    r.take(&one, Use::burning);
    EXPECT_FALSE(r.is_exclusive_of(&one));
    EXPECT_FALSE(r.change(&two, Use::burning, Use::exclusive));
    r.release(&two);
    EXPECT_EQ(r.use(), Use::burning);
    EXPECT_FALSE(r.change(&one, Use::exclusive, Use::none));
    EXPECT_TRUE(r.change(&one, Use::burning, Use::exclusive));
    EXPECT_TRUE(r.is_exclusive_of(&one));
    r.release(&one);
    EXPECT_EQ(r.use(), Use::none);
    EXPECT_TRUE(r.take(&two, Use::exclusive));
}

} // namespace
} // namespace redbook::imapi
