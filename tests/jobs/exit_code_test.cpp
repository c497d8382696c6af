#include "redbook/jobs/exit_code.h"

#include <gtest/gtest.h>

#include "redbook/drive/scsi.h"

namespace redbook {
namespace {

TEST(ExitCode, OfEveryErrorIsTheOneThatIsPromised) {
    const std::pair<Errc, int> expected[] = {
        {Errc::io, 1},         {Errc::disk_full, 1},       {Errc::not_found, 3},    {Errc::no_permission, 3},
        {Errc::exists, 1},     {Errc::in_use, 1},          {Errc::malformed, 3},    {Errc::unsupported, 3},
        {Errc::corrupt, 3},    {Errc::newer_version, 3},   {Errc::breaks_rule, 3},  {Errc::bad_value, 2},
        {Errc::track_open, 1}, {Errc::source_changed, 3},  {Errc::does_not_fit, 4}, {Errc::no_track_open, 1},
        {Errc::device, 7},     {Errc::too_many_tracks, 3}, {Errc::stash_failed, 1}, {Errc::no_medium, 7},
        {Errc::not_blank, 7},  {Errc::cancelled, 130},     {Errc::differs, 5},
    };
    for (const auto& [code, exit] : expected) EXPECT_EQ(int(exit_code_of(code)), exit) << int(code);
}

TEST(ExitCode, OfADriveThatCannotBeHadIsTheDrivesWhateverTheReason) {
    for (const Errc code : {Errc::not_found, Errc::no_permission, Errc::in_use, Errc::device})
        EXPECT_EQ(int(exit_code_of(DriveError(code, "/dev/sr0: no"))), 7) << int(code);
    EXPECT_EQ(int(exit_code_of(Error(Errc::in_use, "a.stash: no"))), 1);
}

TEST(ExitCode, OfAVerdictIsZeroOnlyForVerified) {
    EXPECT_EQ(int(exit_code_of(Verdict::verified)), 0);
    EXPECT_EQ(int(exit_code_of(Verdict::differs)), 5);
    EXPECT_EQ(int(exit_code_of(Verdict::not_verified)), 6);
}

} // namespace
} // namespace redbook
