#include "redbook/jobs/recorders.h"

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

TEST(Recorders, AFolderOfImagesIsOneWithTheCapacityOfTheStashUnlessItHasItsOwn) {
    const test::TempFolder folder;
    RecorderSettings settings;
    settings.image_folder = folder.path();
    EXPECT_FALSE(settings.is_drive());
    EXPECT_TRUE(look_at(settings).drive.path.empty());
    EXPECT_EQ(make_recorder(settings, {1000})->medium().capacity, BlockCount{1000});
    settings.image_capacity = BlockCount{2000};
    EXPECT_EQ(make_recorder(settings, {1000})->medium().capacity, BlockCount{2000});
}

TEST(Recorders, ADriveThatIsNotThereIsNotLookedAt) {
    RecorderSettings settings;
    settings.drive = "/dev/no-such-drive";
    EXPECT_EQ(test::error_of(Errc::not_found, [&] { look_at(settings); }),
              "/dev/no-such-drive: there is no such drive");
}

} // namespace
} // namespace redbook
