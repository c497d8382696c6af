#include "redbook/image/image_writer.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "redbook/image/album.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class RoundTrip : public testing::TestWithParam<std::tuple<std::string, int>> {};

TEST_P(RoundTrip, ThroughAnImageADiscStaysTheSame) {
    const auto& [name, seed] = GetParam();
    const TempFolder folder;
    const Disc disc = random_latin_disc(uint32_t(seed), 5);
    const auto source = MemorySource::for_disc(disc);
    const auto expect_same = [&](const std::string& path) {
        const Album album = open_album({path});
        EXPECT_EQ(lines_of(album.disc), lines_of(disc));
        EXPECT_THAT(album.warnings, IsEmpty());
        EXPECT_EQ(album.audio->end(), source->end());
        expect_same_audio(*source, *album.audio, Lba{0}, source->end());
    };
    const auto image = write_pattern_image(disc, folder / "disc.cue", name);
    EXPECT_EQ(lines_of(image->disc()), lines_of(disc));
    expect_same(image->path());
    expect_same(image->commit().front());
}

INSTANTIATE_TEST_SUITE_P(RandomDiscs, RoundTrip,
                         testing::Combine(testing::Values("cue+bin", "cue+wav"), testing::Range(1, 13)));

TEST(ImageWriter, TheSumsAreThoseOfTheAudioFromLba0ToTheLeadOut) {
    const TempFolder folder;
    const Disc disc = random_latin_disc(3, 5);
    const auto source = MemorySource::for_disc(disc);
    const auto image = write_pattern_image(disc, folder / "disc.cue", "cue+bin");
    const auto expected = transfer(*source, Lba{0}, source->end(), {}, {});
    EXPECT_EQ(sum_over(image->sums(), Lba{0}, source->end()), sum_over(expected, Lba{0}, source->end()));
}

TEST(ImageWriter, BeforeItIsCommittedNothingHasItsName) {
    const TempFolder folder;
    const auto image = write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin");
    EXPECT_FALSE(system_files().status(folder / "disc.cue"));
    EXPECT_FALSE(system_files().status(folder / "disc.bin"));
    EXPECT_TRUE(system_files().status(image->path()));
    EXPECT_THAT(image->path(),
                testing::MatchesRegex(".*/\\.disc\\.cue\\.redbook-\\w\\w\\w\\w\\w\\w/disc\\.cue"));
}

TEST(ImageWriter, ACommittedImageIsItsFilesAndNothingElse) {
    const TempFolder folder;
    const auto paths = write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+wav")->commit();
    EXPECT_THAT(paths, ElementsAre(folder / "disc.cue", folder / "disc.wav"));
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("disc.cue", "disc.wav"));
}

TEST(ImageWriter, AnImageThatIsNotCommittedLeavesNothing) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin").reset();
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(ImageWriter, CancellingLeavesNothing) {
    const TempFolder folder;
    ImageWriteOptions options;
    options.progress = [](BlockCount done, BlockCount) { return done < BlockCount{200}; };
    EXPECT_EQ(
        error_of(Errc::cancelled,
                 [&] { write_pattern_image(plain_disc({600}), folder / "disc.cue", "cue+bin", options); }),
        "interrupted; nothing was changed");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

// Fails at the 400th block, as a damaged file does.
class DamagedSource final : public BlockSource {
  public:
    Lba end() const override { return Lba{600}; }
    void read(Lba first, std::span<std::byte> out) override {
        if (first >= Lba{400}) throw Error(Errc::malformed, "a.flac: is damaged");
        std::fill(out.begin(), out.end(), std::byte{});
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<DamagedSource>(); }
};

TEST(ImageWriter, ASourceThatFailsLeavesNothing) {
    const TempFolder folder;
    EXPECT_EQ(error_of(Errc::malformed,
                       [&] {
                           write_image(system_files(), image_format_for("", "cue+wav"), plain_disc({600}),
                                       DamagedSource(), folder / "disc.cue");
                       }),
              "a.flac: is damaged");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(ImageWriter, ProgressEndsAtAllBlocks) {
    const TempFolder folder;
    std::vector<int> done;
    ImageWriteOptions options;
    options.progress = [&](BlockCount n, BlockCount total) {
        EXPECT_EQ(total.value, 600);
        done.push_back(n.value);
        return true;
    };
    write_pattern_image(plain_disc({300, 300}), folder / "disc.cue", "cue+bin", options);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(done.back(), 600);
}

TEST(ImageWriter, ASheetThatIsThereIsKeptUnlessForced) {
    const TempFolder folder;
    write_file(folder / "disc.cue", "old");
    EXPECT_EQ(error_of(Errc::exists,
                       [&] { write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin"); }),
              folder / "disc.cue: is already there; give another name, or replace it");
    EXPECT_EQ(read_file(folder / "disc.cue"), "old");
    write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin", {.force = true, .progress = {}})
        ->commit();
    EXPECT_EQ(open_album({folder / "disc.cue"}).disc.tracks.size(), 1u);
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("disc.bin", "disc.cue"));
}

TEST(ImageWriter, DataThatIsThereIsKeptUnlessForced) {
    const TempFolder folder;
    write_file(folder / "disc.bin", "old");
    EXPECT_EQ(error_of(Errc::exists,
                       [&] { write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin"); }),
              folder / "disc.bin: is already there; give another name, or replace it");
    EXPECT_EQ(read_file(folder / "disc.bin"), "old");
}

TEST(ImageWriter, AFileThatAppearsMeanwhileIsNotReplaced) {
    const TempFolder folder;
    {
        const auto image = write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin");
        write_file(folder / "disc.bin", "new here");
        EXPECT_EQ(error_of(Errc::exists, [&] { image->commit(); }),
                  folder / "disc.bin: is already there; give another name, or replace it");
    }
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("disc.bin"));
    EXPECT_EQ(read_file(folder / "disc.bin"), "new here");
}

TEST(ImageWriter, AFolderOfTheNameIsNotReplacedEvenIfForced) {
    const TempFolder folder;
    system_files().create_folder(folder / "disc.cue");
    EXPECT_EQ(error_of(Errc::exists,
                       [&] {
                           write_pattern_image(plain_disc({300}), folder / "disc.cue", "cue+bin",
                                               {.force = true, .progress = {}});
                       }),
              folder / "disc.cue: is not a file and is not replaced; give another name");
}

TEST(ImageWriter, AFolderThatIsNotThereIsNotMade) {
    const TempFolder folder;
    EXPECT_EQ(error_of(Errc::not_found,
                       [&] { write_pattern_image(plain_disc({300}), folder / "no/disc.cue", "cue+bin"); }),
              folder / "no/disc.cue: there is no folder '" + (folder / "no") +
                  "' to write it in; make it first");
}

TEST(ImageWriter, ADiscWithoutTracksIsRefused) {
    EXPECT_EQ(error_of(Errc::bad_value,
                       [] {
                           write_image(system_files(), image_format_for("", "cue+bin"), {},
                                       MemorySource(kProgramStart), "x.cue");
                       }),
              "x.cue: there is no track to write");
}

TEST(ImageWriter, ASheetCannotHaveTheNameOfItsData) {
    EXPECT_EQ(
        error_of(Errc::bad_value, [] { write_pattern_image(plain_disc({300}), "a/disc.BIN", "cue+bin"); }),
        "a/disc.BIN: a sheet cannot have the name of its data; name it disc.cue");
}

TEST(ImageWriter, ANameThatNoSheetCanHoldIsRefused) {
    EXPECT_EQ(
        error_of(Errc::bad_value, [] { write_pattern_image(plain_disc({300}), "a\nb.cue", "cue+bin"); }),
        "a\nb.cue: a cue sheet cannot hold this name; give one in UTF-8 and on one line");
    EXPECT_EQ(
        error_of(Errc::bad_value, [] { write_pattern_image(plain_disc({300}), "B\xE4r.cue", "cue+bin"); }),
        "B\xE4r.cue: a cue sheet cannot hold this name; give one in UTF-8 and on one line");
}

TEST(ImageWriter, ANameWithQuotesAndBlanksWorks) {
    const TempFolder folder;
#ifdef _WIN32 // has no double quotes in names
    const std::string out = folder / "Say 'hi' now.cue";
#else
    const std::string out = folder / "Say \"hi\" 'now'.cue";
#endif
    write_pattern_image(plain_disc({300}), out, "cue+bin")->commit();
    EXPECT_THAT(open_album({out}).warnings, IsEmpty());
}

TEST(ImageWriter, TextsThatASheetCannotHoldAreReplacedAndNamed) {
    const TempFolder folder;
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "Say \"hi\"";
    const auto image = write_pattern_image(disc, folder / "disc.cue", "cue+bin");
    EXPECT_EQ(track_texts(image->disc(), 0).title, "Say 'hi'");
    Fitted fitted{disc};
    fit(image_format_for("", "cue+bin"), fitted);
    EXPECT_THAT(fitted.changes,
                ElementsAre("the title of track 1 is written as \"Say 'hi'\"; a cue sheet cannot "
                            "hold it as it is"));
    EXPECT_EQ(track_texts(open_album({image->path()}).disc, 0).title, "Say 'hi'");
}

} // namespace
} // namespace redbook
