#include "redbook/jobs/source_files.h"

#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::TempFolder;

SourceFile source(const std::string& path) {
    const auto status = *system_files().status(path);
    return {path, status.size, status.modified_ns, 0};
}

TEST(SourceFiles, AreTheSameByNameSizeAndTimeOrElseByChecksum) {
    const TempFolder folder, other;
    test::write_file(folder / "a.wav", "audio");
    test::write_file(other / "a.wav", "audio");
    FileSums sums(system_files());
    SourceFile then = source(folder / "a.wav");
    EXPECT_TRUE(is_same_source(then, source(folder / "a.wav"), sums));
    then.modified_ns += 1;
    EXPECT_FALSE(is_same_source(then, source(folder / "a.wav"), sums)) << "no checksum was taken";
    then.crc = crc32(as_bytes("audio"));
    EXPECT_TRUE(is_same_source(then, source(other / "a.wav"), sums));
    then.size += 1;
    EXPECT_FALSE(is_same_source(then, source(folder / "a.wav"), sums));
}

TEST(SourceFiles, ThatChangedMeanwhileAreNamed) {
    const TempFolder folder;
    test::write_file(folder / "a.wav", "audio");
    Track track;
    require_unchanged(system_files(), track, "staged");
    track.source = source(folder / "a.wav");
    require_unchanged(system_files(), track, "staged");
    test::write_file(folder / "a.wav", "other audio");
    EXPECT_EQ(
        test::error_of(Errc::source_changed, [&] { require_unchanged(system_files(), track, "staged"); }),
        folder / "a.wav" + ": was changed while it was staged; run the same command again");
}

} // namespace
} // namespace redbook
