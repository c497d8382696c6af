#include "redbook/audio/reader.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

// Values 0, 1, 2 ... in chunks of ten, and a note of every call.
class CountingDecoder final : public Decoder {
  public:
    CountingDecoder(int64_t count, std::string& calls) : count_(count), calls_(calls) { calls_ += "open "; }
    PcmChunk next() override {
        const int64_t n = std::min<int64_t>(10, count_ - at_);
        if (n <= 0) return {};
        for (int64_t i = 0; i < n; ++i) values_[i] = int16_t(at_ + i);
        at_ += n;
        return {SampleKind::s16, {values_}, 1, size_t(n), 16};
    }
    int64_t seek(int64_t sample) override {
        calls_ += "seek ";
        return at_ = sample / 10 * 10;
    }

  private:
    int64_t count_, at_ = 0;
    std::string& calls_;
    int16_t values_[10];
};

class ReaderTest : public testing::Test {
  protected:
    std::shared_ptr<const DecodableFile> file(int64_t count, int64_t promised) {
        test::write_file(folder_ / "a.test", "not looked at");
        FoundAudio found;
        found.format = {"test", 44100, 1, 16, false};
        found.container_bits = 16;
        found.count = promised;
        found.decoder = [=, this] { return std::make_unique<CountingDecoder>(count, calls); };
        return std::make_shared<DecodableFile>(open_input(folder_ / "a.test"), std::move(found),
                                               AudioFileOptions{});
    }

    static int16_t first_of(Reader& reader, int64_t from, size_t n) {
        std::vector<int16_t> out(2 * n);
        reader.read_16(from, n, out.data());
        for (size_t i = 0; i < n; ++i) EXPECT_EQ(out[2 * i], int16_t(from + int64_t(i)));
        return out[0];
    }

    std::string calls;
    test::TempFolder folder_;
};

TEST_F(ReaderTest, ReadingForwardNeverSeeks) {
    Reader reader(file(200000, 200000));
    for (const int64_t from : {0, 3, 30, 1000, 30000}) EXPECT_EQ(first_of(reader, from, 3), int16_t(from));
    EXPECT_EQ(calls, "open ");
}

TEST_F(ReaderTest, BackwardAndFarForwardIsASeek) {
    Reader reader(file(200000, 200000));
    first_of(reader, 15, 30);
    first_of(reader, 5, 30);
    first_of(reader, 150000, 12);
    EXPECT_EQ(calls, "open seek seek ");
}

TEST_F(ReaderTest, BothKindsOfReadingShareOneWay) {
    Reader reader(file(100, 100));
    double left[20], right[20];
    first_of(reader, 0, 15);
    reader.read_real(15, 20, left, right);
    EXPECT_EQ(left[19], 34.0 / 32768);
    EXPECT_EQ(right[0], 15.0 / 32768);
    EXPECT_EQ(calls, "open ");
}

TEST_F(ReaderTest, AFileThatEndsBeforeItsTimeIsAnErrorEveryTime) {
    Reader reader(file(95, 100));
    std::vector<int16_t> out(200);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(test::error_of(Errc::malformed, [&] { reader.read_16(90, 10, out.data()); }),
                  folder_ / "a.test" + ": ends at 0:00.002, before its time; copy or export it again");
    EXPECT_EQ(first_of(reader, 20, 5), 20);
}

TEST_F(ReaderTest, AtMostTwoFilesAreOpen) {
    const auto a = file(10, 10), b = file(10, 10), c = file(10, 10);
    Readers readers;
    Reader* first = &readers.of(a);
    readers.of(b);
    EXPECT_EQ(&readers.of(a), first);
    readers.of(c); // closes b
    EXPECT_EQ(&readers.of(a), first);
    EXPECT_EQ(calls, "open open open ");
    readers.of(b);
    EXPECT_EQ(calls, "open open open open ");
}

} // namespace
} // namespace redbook
