#include "redbook/record/disc_source.h"

#include <gmock/gmock.h>

#include "tests/record/disc_kit.h"

namespace redbook::test {
namespace {

class DiscSource : public DiscTest {};

TEST_F(DiscSource, BlocksAreReadAsTheyWereRecorded) {
    burn(plain_disc({400, 500}));
    const auto source = read_disc_audio(port(), {{0}, {900}});
    std::vector<std::byte> got(size_t(bytes_in({900}))), expected(got.size());
    source->read({0}, got);
    audio_->read({0}, expected);
    EXPECT_TRUE(got == expected);
}

} // namespace
} // namespace redbook::test
