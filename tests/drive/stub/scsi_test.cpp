#include "redbook/drive/scsi.h"

#include "tests/support/expect_error.h"

namespace redbook {
namespace {

TEST(ScsiStub, NothingIsADriveAndNoneCanBeOpened) {
    EXPECT_FALSE(is_drive("/dev/sr0"));
    EXPECT_EQ(test::error_of(Errc::unsupported, [] { open_scsi_port("/dev/sr0"); }),
              "/dev/sr0: drives are used on Linux only");
}

} // namespace
} // namespace redbook
