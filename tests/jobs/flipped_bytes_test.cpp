// A byte that changes between writing and reading back is noticed, whichever it is and in whatever format. A
// new format is taken in by itself.
#include <algorithm>
#include <cstdlib>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/read_back.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/read_back.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::MemorySource;
using test::TempFolder;

// REDBOOK_SLOW_TESTS=1: every byte of a short disc is flipped (one in 499 of what is larger than 100 KB), and
// 10,000 of a full one.
bool slow_tests_are_wanted() { return std::getenv("REDBOOK_SLOW_TESTS") != nullptr; }

Disc disc_to_flip(const Format& format) {
    Disc disc = test::plain_disc(format.staged ? std::vector{300, 300} : std::vector{2, 2});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.tracks[1].flags = {.pre_emphasis = true, .copy_permitted = true};
    edit_album_texts(disc).title = "Night";
    edit_album_texts(disc).performer = "The Band";
    edit_track_texts(disc, 0).title = "One";
    edit_track_texts(disc, 1).title = "Two";
    return disc;
}

class FileOnDisk {
  public:
    explicit FileOnDisk(const std::string& path) : file_(system_files().open(path, Access::read_write)) {}
    uint64_t size() const { return file_->size(); }
    void flip(uint64_t at, std::byte bit = std::byte{0x10}) {
        std::array<std::byte, 1> byte{};
        file_->read_at(at, byte);
        byte[0] ^= bit;
        file_->write_at(at, byte);
    }
    void resize(uint64_t size) { file_->resize(size); }

  private:
    std::unique_ptr<File> file_;
};

class FlippedBytes : public testing::TestWithParam<Format> {
  protected:
    FlippedBytes() {
        for (const WrittenFile& file : image_->files())
            if (!file.path.ends_with(".lock")) files_.push_back(file);
    }
    Comparison compare() const { return read_back(*image_, GetParam().holds, *audio_, {}); }

    // Of a small file each byte; of a large one its ends, and samples of the rest.
    static std::vector<uint64_t> places_in(uint64_t size) {
        const uint64_t end = size < 2000 ? size : 100;
        std::vector<uint64_t> places;
        for (uint64_t at = 0; at < size;) {
            places.push_back(at);
            const uint64_t often = size > 100'000 ? 499 : 1, seldom = size > 100'000 ? 9973 : 97;
            at += at < end || at + end > size ? 1 : slow_tests_are_wanted() ? often : seldom;
        }
        return places;
    }

    TempFolder folder_;
    const Disc disc_ = disc_to_flip(GetParam());
    const std::unique_ptr<MemorySource> audio_ = MemorySource::for_disc(disc_, 5);
    const std::unique_ptr<WrittenImage> image_ = write_image(
        system_files(), GetParam(), disc_, *audio_, folder_ / ("n" + std::string(GetParam().extension)));
    std::vector<WrittenFile> files_;
};

INSTANTIATE_TEST_SUITE_P(Formats, FlippedBytes, testing::ValuesIn(writable(all_formats())),
                         [](const auto& row) {
                             std::string name(row.param.name);
                             std::erase_if(name, [](char c) { return c == '+' || c == '-'; });
                             return name;
                         });

TEST_P(FlippedBytes, AreNoneWhereNothingWasFlipped) {
    const Comparison comparison = compare();
    EXPECT_EQ(comparison.verdict, Verdict::verified);
    EXPECT_EQ(comparison.items.back(), (Item{"files", ItemState::equal, ""}));
}

TEST_P(FlippedBytes, AreAllNoticed) {
    for (const WrittenFile& file : files_) {
        FileOnDisk on_disk(file.path);
        EXPECT_EQ(on_disk.size(), file.size);
        for (const uint64_t at : places_in(file.size)) {
            on_disk.flip(at);
            const Comparison comparison = compare();
            on_disk.flip(at);
            const bool named = std::ranges::any_of(comparison.items, [&](const Item& item) {
                return item.name == "files" && item.state == ItemState::differs &&
                       item.detail.starts_with(name_of(file.path) + ": ");
            });
            ASSERT_TRUE(comparison.verdict == Verdict::differs && named)
                << "byte " << at << " of " << name_of(file.path);
        }
    }
    EXPECT_EQ(compare().verdict, Verdict::verified);
}

TEST_P(FlippedBytes, AByteMoreOrLessIsNoticed) {
    for (const WrittenFile& file : files_) {
        FileOnDisk(file.path).resize(file.size + 1);
        EXPECT_EQ(compare().verdict, Verdict::differs) << file.path;
        FileOnDisk(file.path).resize(file.size - 1);
        EXPECT_EQ(compare().verdict, Verdict::differs) << file.path;
        FileOnDisk(file.path).resize(file.size);
        FileOnDisk(file.path).flip(file.size - 1, std::byte{1}); // zero now, if it was not
        EXPECT_EQ(compare().verdict, Verdict::differs) << file.path;
        return; // what it was is lost
    }
}

TEST_P(FlippedBytes, AreLookedForInTheSameReadAsTheAudio) {
    if (!GetParam().holds.audio) return;
    ReadBack outer(image_->files()); // sees what is read of the files by readers, not by another ReadBack
    EXPECT_EQ(compare().verdict, Verdict::verified);
    EXPECT_EQ(outer.difference(), "");
    EXPECT_LT(outer.read_besides(), GetParam().staged ? 2u << 20 : 5000u); // padding
}

// What a copy takes from the source's known sums is noticed as well, when the copy is not what they say.
TEST(FlippedBytesOfACopy, AreNoticed) {
    const TempFolder folder;
    const Disc disc = test::plain_disc({600, 700});
    const auto stash = test::stash_of(folder / "s.stash", disc);
    for (const Format& format : image_formats()) {
        if (!can_record(format)) continue;
        const auto image = write_image(system_files(), format, disc, *stash->audio(),
                                       folder / ("n" + std::string(format.extension)));
        for (const WrittenFile& file : image->files()) {
            if (file.size < 1'000'000 || file.path.ends_with(".flac")) continue;
            FileOnDisk(file.path).flip(file.size - 5000);
            const Comparison comparison = read_back(*image, format.holds, *stash->audio(), {});
            FileOnDisk(file.path).flip(file.size - 5000);
            EXPECT_EQ(comparison.verdict, Verdict::differs) << file.path;
            EXPECT_EQ(comparison.items.back().name, "files");
            EXPECT_THAT(comparison.items.back().detail, testing::StartsWith(name_of(file.path) + ": bytes "));
        }
    }
}

// The pattern, made when it is read: a full disc is not held in memory.
class EndlessSource final : public BlockSource {
  public:
    explicit EndlessSource(Lba end) : end_(end) {}
    Lba end() const override { return end_; }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<EndlessSource>(end_); }
    void read(Lba first, std::span<std::byte> out) override {
        const auto blocks = test::pattern_blocks(first, BlockCount{int32_t(out.size() / kBlockBytes)});
        std::ranges::copy(blocks, out.begin());
    }

  private:
    Lba end_;
};

// Many in one reading, each in a stretch of its own.
TEST(FlippedBytesOfAFullDisc, AreAllNoticedAndCounted) {
    const TempFolder folder;
    const Disc disc = test::plain_disc({slow_tests_are_wanted() ? 333'000 : 4'500});
    const size_t wanted = slow_tests_are_wanted() ? 10'000 : 100;
    const EndlessSource audio(layout_of(disc).lead_out);
    std::mt19937_64 random(11);
    for (const std::string format_name : {"cue+wav", "ccd", "ddp"}) {
        const Format& format = image_format_for("", format_name);
        const auto image =
            write_image(system_files(), format, disc, audio, folder / ("n" + std::string(format.extension)));
        const auto files = image->files();
        const auto& largest = *std::ranges::max_element(files, {}, &WrittenFile::size);
        const auto pieces = largest.sums.pieces();
        FileOnDisk on_disk(largest.path);
        for (size_t flipped = 0; flipped < wanted; flipped += pieces.size()) {
            std::vector<uint64_t> places;
            for (const ByteSums::Piece& piece : pieces)
                places.push_back(piece.range.begin + random() % (piece.range.end - piece.range.begin));
            for (const uint64_t at : places) on_disk.flip(at);
            EXPECT_THAT(ReadBack(files).difference(),
                        testing::HasSubstr(fmt::format("and {} more stretches are not", pieces.size() - 1)))
                << format_name;
            for (const uint64_t at : places) on_disk.flip(at);
        }
        EXPECT_EQ(ReadBack(files).difference(), "");
    }
}

} // namespace
} // namespace redbook
