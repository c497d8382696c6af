#include <gmock/gmock.h>

#include "redbook/image/ddp/digest.h"

#include "redbook/base/parallel.h"
#include "tests/image/disk_support.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

std::unique_ptr<HashedFile> make(FileSystem& files) {
    auto out = files.create("/x");
    return std::make_unique<HashedFile>(std::move(out), files.open("/x", Access::read));
}

TEST(HashedFile, HasTheDigestOfItsBytesInWhateverOrderTheyAreWritten) {
    const std::string bytes = pattern_samples({}, {100'000});
    constexpr size_t kPart = 1000, kParts = 400;
    CrashFiles files;
    const auto file = make(files);
    parallel(kParts, 4, [&](size_t i) {
        const size_t part = i * 77 % kParts; // each once
        file->write_at(part * kPart, as_bytes(bytes).subspan(part * kPart, kPart));
    });
    file->close();
    EXPECT_EQ(file->digest(), digest_of(as_bytes(bytes)));
    EXPECT_EQ(content(files, "/x"), bytes);
}

TEST(HashedFile, HashesWhatIsCopied) {
    CrashFiles files;
    make_file(files, "/from", "0123456789");
    const auto file = make(files);
    file->copy_from(*files.open("/from", Access::read), 2, 0, 6);
    file->close();
    EXPECT_EQ(file->digest(), digest_of(as_bytes("234567")));
}

TEST(HashedFile, OfNoBytesHasTheDigestOfNone) {
    CrashFiles files;
    const auto file = make(files);
    file->close();
    EXPECT_EQ(file->digest(), digest_of(Bytes{}));
}

TEST(HashedFile, ThatIsGivenUpDoesNotWaitForItsEnd) {
    CrashFiles files;
    const auto file = make(files);
    file->write_at(10, as_bytes("after a hole"));
}

TEST(HashedFile, ThatHasAHoleIsRefused) {
    CrashFiles files;
    const auto file = make(files);
    file->write_at(10, as_bytes("after a hole"));
    file->close();
    EXPECT_EQ(error_of(Errc::io, [&] { file->digest(); }),
              "/x: is not as long as what was written; check the disk");
}

TEST(HashedFile, TellsTheErrorOfItsReading) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto file = make(files);
    files.strike(Fault::io_error, 1); // after the write
    file->write_at(0, as_bytes("text"));
    EXPECT_THAT(error_of(Errc::io, [&] { file->digest(); }), testing::StartsWith("/x: "));
}

} // namespace
} // namespace redbook
