#include "redbook/image/format.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;

TEST(Formats, AreTheseInThisOrder) {
    std::vector<std::string_view> names;
    for (const Format& f : image_formats()) names.push_back(f.name);
    EXPECT_THAT(names, ElementsAre("cue+bin", "cue+wav", "toc", "ccd", "ddp", "cdt", "v07t", "flac-tracks",
                                   "wav-tracks", "playlist"));
}

TEST(Formats, AreChosenByNameElseByExtension) {
    EXPECT_EQ(image_format_for("x.toc", "cue+wav").name, "cue+wav");
    EXPECT_EQ(image_format_for("dir.x/disc.CUE", "").name, "cue+bin");
    EXPECT_EQ(image_format_for("x.cdt", "").name, "cdt");
    EXPECT_EQ(image_format_for("x.v07t", "").name, "v07t");
}

TEST(Formats, AreChosenByTheNameOfTheirDataTooAndTheSheetLiesBesideIt) {
    const auto sheet_for = [](const std::string& out, std::string_view name) {
        const Format& f = image_format_for(out, name);
        return std::string(f.name) + " " + sheet_path_for(out, f);
    };
    EXPECT_EQ(sheet_for("a.b/disc.WAV", ""), "cue+wav a.b/disc.cue");
    EXPECT_EQ(sheet_for("disc.bin", ""), "cue+bin disc.cue");
    EXPECT_EQ(sheet_for("disc.wav", "toc"), "toc disc.toc");
    EXPECT_EQ(sheet_for("disc.wav", "cue+bin"), "cue+bin disc.wav");
    EXPECT_EQ(sheet_for("disc.x.cue", ""), "cue+bin disc.x.cue");
    EXPECT_EQ(sheet_for("out.wav", "wav-tracks"), "wav-tracks out.wav");
}

TEST(Formats, AnUnknownNameOrExtensionIsRefusedNamingTheChoice) {
    EXPECT_EQ(
        error_of(Errc::bad_value, [] { image_format_for("x.cue", "nrg"); }),
        "there is no format 'nrg'; choose one of cue+bin, cue+wav, toc, ccd, ddp, cdt, v07t, flac-tracks, "
        "wav-tracks");
    const std::string choice =
        ": its name does not say a format; end it in .cue, .toc, .ccd, / (a folder), .cdt, .v07t, .bin, "
        ".wav or .img, or choose one of cue+bin, cue+wav, toc, ccd, ddp, cdt, v07t, flac-tracks, wav-tracks";
    EXPECT_EQ(error_of(Errc::bad_value, [] { image_format_for("x.nrg", ""); }), "x.nrg" + choice);
    EXPECT_EQ(error_of(Errc::bad_value, [] { image_format_for("x", ""); }), "x" + choice);
}

TEST(Formats, AFolderWithoutAFormatIsADdpSet) {
    EXPECT_EQ(image_format_for("out/", "").name, "ddp");
    EXPECT_EQ(image_format_for("out/", "wav-tracks").name, "wav-tracks");
}

} // namespace
} // namespace redbook
