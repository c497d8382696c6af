#include "redbook/drive/drive_report.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

TEST(DriveReport, IsNamedByVendorAndModel) {
    EXPECT_EQ(drive_name({.path = {}, .vendor = "PLEXTOR", .model = "PX-716A"}), "PLEXTOR PX-716A");
    EXPECT_EQ(drive_name({.path = {}, .vendor = {}, .model = "PX-716A"}), "PX-716A");
}

TEST(DriveReport, SaysWhatDiscIsInTheDrive) {
    DriveReport drive;
    EXPECT_EQ(medium_text(drive), "none");
    EXPECT_EQ(recorded_medium_text(drive), "");
    drive.medium = MediumReport{.kind = "CD-R", .blank = true, .capacity = {359849}};
    EXPECT_EQ(medium_text(drive), "CD-R, blank, 79:57:74");
    EXPECT_EQ(recorded_medium_text(drive), "CD-R, 79:57:74");
    drive.medium = MediumReport{.kind = {}, .blank = false, .appendable = true};
    EXPECT_EQ(medium_text(drive), "disc, written in part");
}

} // namespace
} // namespace redbook
