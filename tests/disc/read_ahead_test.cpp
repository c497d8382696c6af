#include "redbook/disc/read_ahead.h"

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::MemorySource;

TEST(ReadAhead, GivesTheSameBlocksInAnyPortionsAndOverSkips) {
    const auto source = MemorySource::for_disc(test::plain_disc({7000}));
    const auto ahead = read_ahead(*source, Lba{10}, Lba{7000});
    int portion = 1;
    for (Lba at{10}; at + BlockCount{portion} < Lba{7000}; portion = portion * 3 % 200 + 1) {
        std::vector<std::byte> got(size_t(bytes_in({portion})));
        ahead->read(at, got);
        ASSERT_EQ(got, test::pattern_blocks(at, {portion}));
        at += BlockCount{portion + portion % 5};
    }
}

TEST(ReadAhead, GivenUpInTheMiddleEndsItsThread) {
    const auto source = MemorySource::for_disc(test::plain_disc({20000}));
    const auto ahead = read_ahead(*source, Lba{0}, Lba{20000});
    std::vector<std::byte> one(kBlockBytes);
    ahead->read(Lba{0}, one);
    EXPECT_EQ(one, test::pattern_blocks(Lba{0}, {1}));
}

class Broken : public MemorySource {
  public:
    using MemorySource::MemorySource;
    void read(Lba first, std::span<std::byte> out) override {
        if (first >= Lba{750}) throw Error(Errc::malformed, "torn");
        MemorySource::read(first, out);
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Broken>(*this); }
};

TEST(ReadAhead, PassesAnErrorOnWhereItLies) {
    const Broken source(Lba{2000});
    const auto ahead = read_ahead(source, Lba{0}, Lba{2000});
    std::vector<std::byte> block(size_t(bytes_in({750})));
    ahead->read(Lba{0}, block);
    EXPECT_EQ(test::error_of(Errc::malformed, [&] { ahead->read(Lba{750}, block); }), "torn");
}

TEST(ReadAhead, TellsHowFullItIs) {
    const auto source = MemorySource::for_disc(test::plain_disc({20 * 75}));
    const auto ahead = read_ahead(*source, Lba{0}, Lba{20 * 75}, BlockCount{4 * 75});
    ahead->wait_until_full();
    EXPECT_EQ(ahead->percent(), 100);
    std::vector<std::byte> most(size_t(bytes_in({17 * 75})));
    ahead->read(Lba{0}, most);
    ahead->wait_until_full();
    EXPECT_EQ(ahead->percent(), 100) << "all that is left is in it";
}

TEST(ReadAhead, IsFullAtOnceIfThereIsLittleOrItIsTorn) {
    const auto source = MemorySource::for_disc(test::plain_disc({300}));
    read_ahead(*source, Lba{0}, Lba{300})->wait_until_full();
    read_ahead(Broken(Lba{2000}), Lba{0}, Lba{2000})->wait_until_full();
}

} // namespace
} // namespace redbook
