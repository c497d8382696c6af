#include "redbook/image/audio_writer.h"

#include <atomic>

#include "redbook/base/crc.h"
#include "tests/image/image_support.h"
#include "tests/support/crash_files.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

// A source whose audio lies in a file from `begin` on, as that of a stash does. Counts the blocks that are
// read.
class StoredSource final : public BlockSource {
  public:
    StoredSource(FileSystem& files, Lba begin, Lba end) : memory_(end), begin_(begin) {
        const auto audio = pattern_blocks(begin, end - begin);
        std::copy(audio.begin(), audio.end(), memory_.block(begin));
        file_ = files.create("stored");
        file_->write_at(100, audio);
    }
    StoredSource(const StoredSource&) = default;

    Lba end() const override { return memory_.end(); }
    void read(Lba first, std::span<std::byte> out) override {
        *blocks_read_ += int(out.size() / kBlockBytes);
        memory_.read(first, out);
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<StoredSource>(*this); }
    std::optional<Extent> extent(Lba first) const override {
        if (first < begin_) return std::nullopt;
        return Extent{file_.get(), 100 + uint64_t(bytes_in(first - begin_)), end() - first};
    }
    std::vector<PieceSum> known_sums() const override { return known; }

    // Says the checksum of [first, end).
    void know(Lba first, Lba end) {
        known.push_back(
            {first, end - first, crc32(std::span(memory_.block(first), size_t(bytes_in(end - first))))});
    }
    int blocks_read() const { return *blocks_read_; }

    std::vector<PieceSum> known;

  private:
    MemorySource memory_;
    Lba begin_;
    std::shared_ptr<File> file_;
    std::shared_ptr<std::atomic<int>> blocks_read_ = std::make_shared<std::atomic<int>>(0);
};

struct Written {
    std::vector<PieceSum> sums;
    std::string bytes;
};

Written write_out(FileSystem& files, const BlockSource& source, uint64_t offset = 0,
                  const BlockProgress& progress = {}) {
    const auto out = files.create("out");
    const auto sums = write_audio(*out, "out", offset, source, Lba{0}, {Lba{7}}, progress);
    return {sums, read_whole_file(files, "out", 1 << 30).substr(offset)};
}

void expect_whole(const BlockSource& source, const Written& written) {
    EXPECT_TRUE(written.bytes == read_blocks(source, Lba{0}, source.end() - Lba{0}));
    EXPECT_EQ(sum_over(written.sums, Lba{0}, source.end()), crc32(as_bytes(written.bytes)));
}

TEST(AudioWriter, WhatLiesInExtentsWithKnownSumsIsCopiedAndNotRead) {
    CrashFiles files;
    StoredSource source(files, Lba{0}, Lba{5000});
    for (int at = 0; at < 5000; at += 75) source.know(Lba{at}, Lba{std::min(at + 75, 5000)});
    const Written written = write_out(files, source);
    EXPECT_EQ(source.blocks_read(), 0);
    EXPECT_EQ(written.sums, source.known);
    expect_whole(source, written);
}

TEST(AudioWriter, ExtentsWithoutKnownSumsAreRead) {
    CrashFiles files;
    const StoredSource source(files, Lba{0}, Lba{100});
    const Written written = write_out(files, source);
    EXPECT_EQ(source.blocks_read(), 100);
    expect_whole(source, written);
}

TEST(AudioWriter, APieceThatBeginsInFrontOfLba0IsReadUpToTheNext) {
    CrashFiles files;
    StoredSource source(files, Lba{-50}, Lba{100});
    source.know(Lba{-50}, Lba{25});
    source.know(Lba{25}, Lba{100});
    const Written written = write_out(files, source);
    EXPECT_EQ(source.blocks_read(), 25);
    expect_whole(source, written);
}

TEST(AudioWriter, SilenceInFrontAndAHoleInTheKnownSumsAreRead) {
    CrashFiles files;
    StoredSource source(files, Lba{10}, Lba{100});
    source.know(Lba{60}, Lba{90}); // in any order
    source.know(Lba{10}, Lba{40});
    const Written written = write_out(files, source);
    EXPECT_EQ(source.blocks_read(), 10 + 20 + 10);
    expect_whole(source, written);
}

TEST(AudioWriter, TheAudioComesBehindTheHeader) {
    CrashFiles files;
    StoredSource source(files, Lba{0}, Lba{20});
    source.know(Lba{0}, Lba{10});
    expect_whole(source, write_out(files, source, 4096));
}

TEST(AudioWriter, ReadAudioIsCutWhereAsked) {
    CrashFiles files;
    MemorySource source(Lba{20});
    const Written written = write_out(files, source);
    ASSERT_EQ(written.sums.size(), 2u);
    EXPECT_EQ(written.sums[1].first, Lba{7});
    expect_whole(source, written);
}

TEST(AudioWriter, ManyThreadsWriteEachItsRegion) {
    CrashFiles files;
    MemorySource source(Lba{9000});
    const auto audio = pattern_blocks(Lba{0}, BlockCount{9000});
    std::copy(audio.begin(), audio.end(), source.block(Lba{0}));
    source.seams_ = {Lba{0}, Lba{1000}, Lba{3000}, Lba{8000}};
    expect_whole(source, write_out(files, source));
}

TEST(AudioWriter, CopyingCanBeCancelled) {
    CrashFiles files;
    StoredSource source(files, Lba{0}, Lba{5000});
    source.know(Lba{0}, Lba{5000});
    EXPECT_EQ(error_of(Errc::cancelled,
                       [&] { write_out(files, source, 0, [](BlockCount, BlockCount) { return false; }); }),
              "interrupted; nothing was changed");
}

TEST(AudioWriter, ProgressGoesOnFromCopyingToReading) {
    CrashFiles files;
    StoredSource source(files, Lba{0}, Lba{300});
    source.know(Lba{0}, Lba{200});
    std::vector<int> done;
    write_out(files, source, 0, [&](BlockCount n, BlockCount total) {
        EXPECT_EQ(total, BlockCount{300});
        done.push_back(n.value);
        return true;
    });
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(done.front(), 200);
    EXPECT_EQ(done.back(), 300);
}

TEST(AudioWriter, AnExtentThatEndsEarlyIsAnError) {
    CrashFiles files;
    StoredSource source(files, Lba{0}, Lba{10});
    source.know(Lba{0}, Lba{10});
    files.open("stored", Access::read_write)->resize(100 + 5 * kBlockBytes);
    EXPECT_EQ(error_of(Errc::io, [&] { write_out(files, source); }),
              "stored: ends too early; it was changed while it was copied");
}

} // namespace
} // namespace redbook
