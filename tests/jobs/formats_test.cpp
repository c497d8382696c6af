// A format is one row: a toy format is opened, found in a folder, written, read back and compared, and all that
// it takes is in this file.
#include "redbook/jobs/formats.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/audio/audio_file.h"
#include "redbook/base/text.h"
#include "redbook/image/album_files.h"
#include "redbook/image/sheet.h"
#include "redbook/image/sheet_image.h"
#include "redbook/image/tracks/file_album.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/open.h"
#include "tests/jobs/record_kit.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

// "TOY 300 450": the tracks' lengths in blocks, with the audio from LBA 0 on in a file beside it.
std::unique_ptr<PendingImage> write_toy(const WriteJob& job) {
    auto image = std::make_unique<SheetImage>(job, "a toy", ".toy", std::vector<std::string>{".pcm"});
    image->write_data();
    std::string text = "TOY";
    for (const Track& track : job.disc.tracks) text += fmt::format(" {}", track.length.value);
    image->write_sheet(text);
    return image;
}

Album open_toy(const std::string& path, const AlbumOptions& options) {
    Album album;
    album.kind = AlbumKind::cue_sheet;
    album.path = path;
    album.files = {path};
    album.holds = kPlainFilesHold;
    const std::string text = read_file(path);
    for (size_t at = text.find(' '); at != text.npos; at = text.find(' ', at + 1)) {
        Track& track = album.disc.tracks.emplace_back();
        track.length = BlockCount{parse_number(text.substr(at + 1, text.find(' ', at + 1) - at - 1))};
    }
    album.disc.tracks.front().pause = kFirstPause;
    const Lba lead_out = layout_of(album.disc).lead_out;
    const std::string data = parent_of(path) + "/" + stem_of(path) + ".pcm";
    const auto file = open_named_raw_file(album, 1, open_input(data), RawOrder::little_endian, options);
    add_file(album, file);
    album.audio = timeline_of({album.disc, {{0, {}, file->length(), {}}}, lead_out, {}}, {file});
    return album;
}

constexpr Format kToy{
    .name = "toy",
    .extension = ".toy",
    .description = "a toy",
    .holds = kPlainFilesHold,
    .write = write_toy,
    .data_extension = ".pcm",
    .recognizes =
        [](const Probe& probe) { return probe.head.starts_with("TOY ") ? Match::certain : Match::none; },
    .open = open_toy,
    .sheet = "toy"};

class ToyFormat : public testing::Test {
  protected:
    ToyFormat() {
        formats_.push_back(kToy);
        reading_.formats = writing_.formats = &formats_;
    }
    Outcome write(const std::string& out) { return master(album_of(disc_), folder_ / out, writing_); }
    Disc open_disc_at(const std::string& path) { return open({path}, reading_).disc; }

    const TempFolder folder_;
    Formats formats_ = all_formats();
    OpenOptions reading_;
    MasterOptions writing_;
    const Disc disc_ = plain_disc({300, 450});
};

TEST_F(ToyFormat, IsWrittenReadBackAndCompared) {
    const Outcome made = write("n.toy");
    EXPECT_EQ(made.verdict, Verdict::verified);
    EXPECT_EQ(made.kind, "a toy");
    EXPECT_THAT(made.files, ElementsAre(folder_ / "n.toy", folder_ / "n.pcm"));
    EXPECT_EQ(read_file(folder_ / "n.toy"), "TOY 300 450");
}

TEST_F(ToyFormat, IsChosenByItsNameAndThatOfItsData) {
    EXPECT_EQ(output_for("n.pcm", "", formats_).path, "n.toy");
    EXPECT_EQ(output_for("n", "toy", formats_).format.name, "toy");
    EXPECT_EQ(
        error_of(Errc::bad_value, [&] { output_for("n.x", "", formats_); }),
        "n.x: its name does not say a format; end it in .cue, .toc, .ccd, / (a folder), .cdt, .v07t, "
        ".stash, .toy, .bin, .wav, .img or .pcm, or choose one of cue+bin, cue+wav, toc, ccd, ddp, cdt, "
        "v07t, flac-tracks, wav-tracks, stash, toy");
}

TEST_F(ToyFormat, IsOpenedByItsContentByItsNameAndAsWhatAFolderHas) {
    write("n.toy");
    EXPECT_EQ(open_disc_at(folder_ / "n.toy"), disc_);
    const Album in_folder = open({folder_.path()}, reading_);
    EXPECT_EQ(in_folder.disc, disc_);
    EXPECT_THAT(in_folder.warnings, ElementsAre(folder_.path() + ": opened as the toy in it, n.toy"));
    system_files().rename(folder_ / "n.toy", folder_ / "n");
    EXPECT_EQ(open_disc_at(folder_ / "n"), disc_);
}

TEST_F(ToyFormat, HasWhatItDoesNotStoreListed) {
    Album album = album_of(disc_);
    album.disc.mcn = Mcn::parse("4006381333931");
    const Outcome made = master(album, folder_ / "n.toy", writing_);
    EXPECT_THAT(made.lost, ElementsAre("the catalogue number (MCN)"));
}

// "| `cue+bin` | `.cue`, `.bin` | opened, written | cue sheet and one file of raw audio |"
std::string row_of_readme(const Format& format) {
    std::vector<std::string> endings, uses;
    for (const std::string_view ending :
         {format.extension, format.aliases[0], format.aliases[1], format.data_extension})
        if (!ending.empty()) endings.push_back(fmt::format("`{}`", ending));
    if (format.open) uses.emplace_back("opened");
    if (format.write) uses.emplace_back("written");
    return fmt::format("| `{}` | {} | {} | {} |\n", format.name, fmt::join(endings, ", "),
                       fmt::join(uses, ", "), format.description);
}

TEST(Formats, TheReadmeHasATableOfThem) {
    std::string table;
    for (const Format& format : all_formats()) table += row_of_readme(format);
    EXPECT_THAT(read_file(data_path("../../README.md")),
                testing::HasSubstr("|---|---|---|---|\n" + table + "\n"));
}

} // namespace
} // namespace redbook
