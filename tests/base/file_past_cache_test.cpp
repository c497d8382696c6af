#include "redbook/base/file_past_cache.h"

#include <thread>

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

// 2.5 MiB and some bytes: byte i is what i says.
std::vector<std::byte> numbered_bytes() {
    std::vector<std::byte> bytes((5 << 19) + 321);
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::byte((i * 2654435761u) >> 24);
    return bytes;
}

class PastCache : public testing::Test {
  protected:
    PastCache() {
        const auto file = system_files().create(path_);
        file->write_at(0, bytes_);
        file->sync();
    }

    void expect_bytes(const File& file, uint64_t at, size_t n) {
        std::vector<std::byte> out(n);
        const size_t there =
            size_t(std::min<uint64_t>(n, bytes_.size() - std::min<uint64_t>(at, bytes_.size())));
        EXPECT_EQ(file.read_at(at, out), there);
        EXPECT_TRUE(
            std::equal(out.begin(), out.begin() + std::ptrdiff_t(there), bytes_.begin() + std::ptrdiff_t(at)))
            << at;
    }

    const TempFolder folder_;
    const std::string path_ = folder_ / "x";
    const std::vector<std::byte> bytes_ = numbered_bytes();
};

TEST_F(PastCache, ReadsTheSameBytesWhereverTheyAre) {
    const auto file = open_past_cache(path_);
    EXPECT_EQ(file->size(), bytes_.size());
    EXPECT_EQ(file->path(), path_);
    for (const auto& [at, n] : {std::pair<uint64_t, size_t>{0, 1},
                                {1, 4097},
                                {1 << 20, 1 << 20},
                                {(1 << 20) - 5, 10},
                                {bytes_.size() - 3, 3},
                                {bytes_.size() - 3, 4096},
                                {7, bytes_.size()}})
        expect_bytes(*file, at, n);
}

TEST_F(PastCache, ReadsNothingBehindTheEnd) {
    const auto file = open_past_cache(path_);
    std::vector<std::byte> out(10);
    EXPECT_EQ(file->read_at(bytes_.size(), out), 0u);
    EXPECT_EQ(file->read_at(bytes_.size() + (10 << 20), out), 0u);
    EXPECT_EQ(file->read_at(0, {}), 0u);
}

TEST_F(PastCache, FilesThatTakeTurnsAreToldApart) {
    const auto other = system_files().create(folder_ / "y");
    const std::vector<std::byte> ones(100, std::byte{1});
    other->write_at(0, ones);
    const auto x = open_past_cache(path_), y = open_past_cache(folder_ / "y");
    for (int i = 0; i < 3; ++i) {
        expect_bytes(*x, 5, 90);
        std::vector<std::byte> out(100);
        EXPECT_EQ(y->read_at(0, out), 100u);
        EXPECT_EQ(out, ones);
    }
}

TEST_F(PastCache, ThreadsMayReadOneFile) {
    const auto file = open_past_cache(path_);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            for (uint64_t at = i * 1000; at < bytes_.size(); at += 70'001) expect_bytes(*file, at, 3000);
        });
    for (std::thread& thread : threads) thread.join();
}

TEST_F(PastCache, FilesInMemoryAreReadThroughTheCache) {
    const std::string path = "/dev/shm/redbook-past-cache-" + std::to_string(std::hash<std::string>{}(path_));
    system_files().create(path)->write_at(0, bytes_);
    const auto file = open_past_cache(path);
    system_files().remove_file(path);
    expect_bytes(*file, 5, 70'000);
    expect_bytes(*file, bytes_.size() - 5, 70);
}

TEST_F(PastCache, WhatIsNotThereIsRefusedAsElsewhere) {
    EXPECT_EQ(error_of(Errc::not_found, [&] { open_past_cache(folder_ / "no"); }),
              folder_ / "no" + ": cannot open: there is no such file or folder");
}

} // namespace
} // namespace redbook
