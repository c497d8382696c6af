#include "redbook/base/recorded_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "redbook/base/crc.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using test::CrashFiles;
using test::error_of;

class RecordedFilesTest : public testing::Test {
  protected:
    static void write(File& file, uint64_t offset, const std::string& text) {
        file.write_at(offset, as_bytes(text));
    }
    // "8 bytes, as they are": what is in the file is what was recorded.
    std::string account_of(const std::string& path) {
        for (const WrittenFile& file : files_.written()) {
            if (file.path != path) continue;
            const std::string there = read_whole_file(disk_, path, 1 << 20);
            const bool same = file.size == there.size() && file.sums.sum(file.size) == crc32(as_bytes(there));
            return fmt::format("{} bytes, {}", file.size, same ? "as they are" : "others are there");
        }
        return "none";
    }

    CrashFiles disk_;
    RecordedFiles files_{disk_};
};

TEST_F(RecordedFilesTest, KnowEachByteInWhateverOrderItIsWritten) {
    const auto file = files_.create("/a");
    write(*file, 4, "5678");
    EXPECT_EQ(account_of("/a"), "8 bytes, as they are"); // zeros first
    write(*file, 0, "1234");
    EXPECT_EQ(account_of("/a"), "8 bytes, as they are");
}

TEST_F(RecordedFilesTest, KnowAHeaderThatIsWrittenOnceMore) {
    const auto file = files_.create("/a");
    write(*file, 0, "header and then the audio");
    write(*file, 2, "AD");
    write(*file, 0, "H");
    write(*file, 20, "AUDIO, longer");
    EXPECT_EQ(account_of("/a"), "33 bytes, as they are");
    EXPECT_EQ(read_whole_file(disk_, "/a", 99), "HeADer and then the AUDIO, longer");
}

TEST_F(RecordedFilesTest, RefuseToWriteOverWhatIsNotWhatWasWritten) {
    const auto file = files_.create("/a");
    write(*file, 0, "header");
    disk_.open("/a", Access::read_write)->write_at(5, as_bytes("X"));
    EXPECT_EQ(error_of(Errc::differs, [&] { write(*file, 0, "HEAD"); }),
              "/a: what was written is not what is in it now; check the disk");
}

TEST_F(RecordedFilesTest, KnowANewSize) {
    const auto file = files_.create("/a");
    write(*file, 0, "12345678");
    file->resize(3);
    EXPECT_EQ(account_of("/a"), "3 bytes, as they are");
    file->resize(6);
    EXPECT_EQ(account_of("/a"), "6 bytes, as they are");
}

TEST_F(RecordedFilesTest, KnowWhatWasCopiedAsItsSourceHasIt) {
    const auto source = disk_.create("/source");
    write(*source, 0, "0123456789");
    const auto file = files_.create("/a");
    file->copy_from(*source, 2, 0, 5);
    EXPECT_EQ(account_of("/a"), "5 bytes, as they are");
}

TEST_F(RecordedFilesTest, KnowWhatWasCopiedByWhatWasExpectedOfIt) {
    const auto source = disk_.create("/source");
    write(*source, 0, "0123456789");
    const auto file = files_.create("/a");
    file->expect_copy(0, 4, crc32(as_bytes("0123")));
    file->expect_copy(4, 6, crc32(as_bytes("456789")));
    file->copy_from(*source, 0, 0, 7); // pieces are not copied in one
    file->copy_from(*source, 7, 7, 3);
    EXPECT_EQ(account_of("/a"), "10 bytes, as they are");
    const auto other = files_.create("/b");
    other->expect_copy(0, 10, crc32(as_bytes("0123x56789")));
    other->copy_from(*source, 0, 0, 10);
    EXPECT_EQ(account_of("/b"), "10 bytes, others are there");
}

TEST_F(RecordedFilesTest, GoOnWithAFileThatIsOpenedAgainUnderAnotherName) {
    write(*files_.create("/a"), 0, "12345678");
    files_.rename("/a", "/b");
    write(*files_.open("/b", Access::read_write), 2, "xx");
    EXPECT_EQ(account_of("/a"), "none");
    EXPECT_EQ(account_of("/b"), "8 bytes, as they are");
    files_.remove_file("/b");
    EXPECT_EQ(account_of("/b"), "none");
}

TEST_F(RecordedFilesTest, KnowOnlyWhatWasKeptOfAWriteThatDidNotFit) {
    test::FaultFiles full(disk_);
    RecordedFiles files(full);
    const auto file = files.create("/a");
    full.strike(test::Fault::full_disk, 0);
    EXPECT_EQ(file->write_at(0, as_bytes("12345678")), 4u);
    ASSERT_EQ(files.written().size(), 1u);
    EXPECT_EQ(files.written()[0].size, 4u);
    EXPECT_EQ(files.written()[0].sums.sum(4), crc32(as_bytes("1234")));
}

TEST_F(RecordedFilesTest, DoNotKnowFilesThatWereThere) {
    write(*disk_.create("/a"), 0, "old");
    write(*files_.open("/a", Access::read_write), 0, "new");
    EXPECT_TRUE(files_.written().empty());
}

} // namespace
} // namespace redbook
