#include "redbook/stage/track_writer.h"

#include <gtest/gtest.h>

#include "tests/support/crash_files.h"
#include "tests/support/fault_files.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using namespace test;

class TrackWriterTest : public testing::Test {
  protected:
    CrashFiles disk_;
    FaultFiles files_{disk_};
    std::unique_ptr<File> file_ = files_.create("audio");
    TrackWriter writer_{*file_, 4096, {0}};
    int staged_ = 0;

    // Appends the next n blocks of the pattern; what was not kept is next again.
    int append(int n) {
        const BlockCount kept = writer_.append(pattern_blocks({staged_}, {n}));
        staged_ += kept.value;
        EXPECT_EQ(writer_.staged(), BlockCount{staged_});
        return kept.value;
    }
    void expect_all_written() {
        std::vector<std::byte> bytes(size_t(bytes_in({staged_})));
        EXPECT_EQ(file_->read_at(4096, bytes), bytes.size());
        EXPECT_TRUE(bytes == pattern_blocks({0}, {staged_}));
    }
};

TEST_F(TrackWriterTest, WritesAllItWasGivenInOrder) {
    for (const int n : {1, 1, 40, 75, 3, 200, 75, 75, 31, 32, 33, 1}) EXPECT_EQ(append(n), n);
    EXPECT_EQ(writer_.flush(), 0u);
    expect_all_written();
}

TEST_F(TrackWriterTest, GathersSmallAppends) {
    for (int i = 0; i < 640; ++i) append(1);
    EXPECT_LE(files_.calls(Fault::full_disk), 10u);
}

TEST_F(TrackWriterTest, OnAFullDiskKeepsTheBlocksThatFitAndGoesOnWhenThereIsRoom) {
    files_.strike(Fault::full_disk, 0);
    EXPECT_EQ(append(75), 37); // half of the bytes
    EXPECT_EQ(append(75), 0);
    files_.make_room();
    EXPECT_EQ(append(75), 75);
    EXPECT_EQ(writer_.flush(), 0u);
    expect_all_written();
}

TEST_F(TrackWriterTest, OnAFullDiskKeepsWhatIsGathered) {
    files_.strike(Fault::full_disk, 0);
    for (int i = 0; i < 10; ++i) append(1);
    EXPECT_EQ(writer_.flush(), size_t(bytes_in({5})));
    EXPECT_EQ(writer_.flush(), size_t(bytes_in({5})));
    files_.make_room();
    EXPECT_EQ(writer_.flush(), 0u);
    expect_all_written();
}

TEST_F(TrackWriterTest, OnAFullDiskGathersNoMoreThanItsBuffer) {
    files_.strike(Fault::full_disk, 0);
    while (append(1) == 1) ASSERT_LT(staged_, 1000);
    EXPECT_EQ(append(1), 0);
    files_.make_room();
    EXPECT_EQ(append(10), 10);
    EXPECT_EQ(writer_.flush(), 0u);
    expect_all_written();
}

} // namespace
} // namespace redbook
