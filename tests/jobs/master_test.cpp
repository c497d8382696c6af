#include "redbook/jobs/master.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/image/album.h"
#include "redbook/jobs/read_back.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using test::plain_disc;
using test::TempFolder;
using testing::ElementsAre;

class MasterTest : public testing::Test {
  protected:
    Outcome make(const Disc& disc, MasterOptions options = {}) {
        return master(test::album_of(disc), out_, options);
    }
    std::vector<std::string> names() { return system_files().list(folder_.path()); }

    TempFolder folder_;
    std::string out_ = folder_ / "a.cue";
};

TEST_F(MasterTest, GivesTheImageItsNameWhenItWasReadBackAndIsEqual) {
    const Outcome mastered = make(plain_disc({300, 400}));
    EXPECT_EQ(mastered.comparison.verdict, Verdict::verified);
    EXPECT_THAT(mastered.files, ElementsAre(out_, folder_ / "a.bin"));
    EXPECT_THAT(names(), ElementsAre("a.bin", "a.cue"));
}

TEST_F(MasterTest, AnAlbumWhoseFilesLackAudioIsWrittenAndNotVerified) {
    Disc disc = plain_disc({300, 400, 300});
    for (size_t k : {0, 1, 2}) disc.tracks[k].source = SourceFile{.path = k < 2 ? "cut.wav" : "b.wav"};
    Album album = test::album_of(disc);
    album.kind = AlbumKind::stash; // whose sources may be gone
    album.missing = {{"cut.wav", {.first = 44100, .count = 22050, .rate = 44100}}};
    const Outcome mastered = master(album, out_);
    EXPECT_EQ(mastered.comparison.verdict, Verdict::not_verified);
    std::vector<Item> not_equal;
    for (const Item& item : mastered.comparison.items)
        if (item.state != ItemState::equal) not_equal.push_back(item);
    EXPECT_EQ(not_equal, (std::vector<Item>{{"audio of track 2", ItemState::not_checkable,
                                             "cut.wav: 0:01.000 to 0:01.500 is missing"}}));
    EXPECT_THAT(names(), ElementsAre("a.bin", "a.cue"));
}

TEST_F(MasterTest, ListsWhatTheFormatCannotHold) {
    Disc disc = plain_disc({300});
    disc.text_blocks.resize(2);
    edit_album_texts(disc).title = "A";
    disc.text_blocks[1].album.title = "B";
    const Outcome mastered = make(disc);
    ASSERT_FALSE(mastered.lost.empty());
    EXPECT_EQ(mastered.lost[0], "CD-TEXT in 1 further language");
}

TEST_F(MasterTest, OfADiscWithDataTheAudioIsVerifiedAndTheDataSaidToBeMissing) {
    Disc disc = plain_disc({300, 400});
    disc.data = {{2, kBetweenSessions, std::nullopt}};
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { make(disc, {.strict = true}); }),
              out_ + ": the source has data tracks, which are not copied");
    EXPECT_THAT(names(), testing::IsEmpty());
    const Outcome mastered = make(disc);
    EXPECT_EQ(verdict_text(mastered.comparison), "audio verified, data not copied");
    EXPECT_THAT(mastered.lost, ElementsAre("track 3 (data)"));
    EXPECT_EQ(mastered.disc, plain_disc({300, 400}));
}

TEST_F(MasterTest, OneByteFlippedBetweenWritingAndReadingBackIsNoticedAndNothingIsKept) {
    const Disc disc = plain_disc({300, 400});
    const auto source = test::MemorySource::for_disc(disc);
    const auto image = write_image(system_files(), image_format_for(out_, ""), disc, *source, out_);
    const std::string data = join_path(parent_of(image->path()), "a.bin");
    auto file = system_files().open(data, Access::read_write);
    std::array<std::byte, 1> byte{};
    file->read_at(2352 * 333 + 7, byte);
    byte[0] ^= std::byte{0x10};
    file->write_at(2352 * 333 + 7, byte);
    file->close();
    const Comparison comparison = read_back(*image, image_format_for(out_, "").holds, *source, {});
    EXPECT_EQ(comparison.verdict, Verdict::differs);
    ASSERT_NE(comparison.first_difference(), nullptr);
    EXPECT_EQ(comparison.first_difference()->name, "audio of track 2");
    EXPECT_NE(comparison.first_difference()->detail.find("00:00:33"), std::string::npos)
        << comparison.first_difference()->detail;
}

TEST_F(MasterTest, ATextThatTheFormatCannotHoldIsChangedAndSaidSo) {
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "Say \"hi\"";
    const Outcome mastered = make(disc);
    EXPECT_EQ(mastered.comparison.verdict, Verdict::verified);
    EXPECT_THAT(mastered.changes, ElementsAre(testing::HasSubstr("Say")));
    EXPECT_THAT(mastered.warnings, testing::IsEmpty());
}

TEST_F(MasterTest, ATextThatTheFormatCannotHoldIsRefusedIfThatIsAskedFor) {
    Disc disc = plain_disc({300});
    edit_track_texts(disc, 0).title = "Say \"hi\"";
    MasterOptions options;
    options.strict = true;
    options.progress = [](const Progress& p) {
        ADD_FAILURE() << to_string(p.phase) << " has begun";
        return true;
    };
    EXPECT_EQ(error_of(Errc::breaks_rule, [&] { make(disc, options); }),
              out_ +
                  ": the title of track 1 is written as \"Say 'hi'\"; a cue sheet cannot hold it as it is");
    EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(MasterTest, AudioThatTheFormatCannotHoldIsListedAndLeavesTheRestNotWhollyVerified) {
    Disc disc = plain_disc({300});
    disc.tracks[0].pause = {100};
    disc.tracks[0].pregap = {50};
    const Outcome mastered = make(disc);
    EXPECT_EQ(mastered.comparison.verdict, Verdict::not_verified);
    EXPECT_THAT(mastered.lost, ElementsAre("audio in the first two seconds, before LBA 0"));
    EXPECT_THAT(names(), ElementsAre("a.bin", "a.cue"));
}

TEST_F(MasterTest, InterruptedInAnyPhaseLeavesNothing) {
    for (const Phase phase : {Phase::writing, Phase::reading_back}) {
        MasterOptions options;
        options.progress = [phase](const Progress& p) { return p.phase != phase; };
        EXPECT_EQ(error_of(Errc::cancelled, [&] { make(plain_disc({300}), options); }),
                  "interrupted; nothing was changed");
        EXPECT_TRUE(names().empty()) << to_string(phase);
    }
}

TEST_F(MasterTest, WhatGoesBesideTheImageSaysHowItWasProven) {
    MasterOptions options;
    options.pq_sheet = folder_ / "PQ.html";
    options.report = folder_ / "report.json";
    const Outcome made = make(plain_disc({300}), options);
    EXPECT_EQ(made.pq_sheet, options.pq_sheet);
    EXPECT_THAT(test::read_file(options.pq_sheet),
                testing::HasSubstr("written, read back and compared: verified"));
    EXPECT_THAT(test::read_file(options.report), testing::HasSubstr("\"verdict\": \"verified\""));
    EXPECT_THAT(names(), ElementsAre("PQ.html", "a.bin", "a.cue", "report.json"));
}

TEST_F(MasterTest, WhatCannotBeWrittenBesideTheImageLeavesNothing) {
    MasterOptions options;
    options.pq_sheet = folder_ / "no/PQ.html";
    EXPECT_EQ(error_of(Errc::not_found, [&] { make(plain_disc({300}), options); }),
              folder_ / "no/PQ.html" + ": there is no folder '" + folder_ / "no" +
                  "' to write it in; make it first");
    EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(MasterTest, ReplacesOnlyWhenForced) {
    make(plain_disc({300}));
    error_of(Errc::exists, [&] { make(plain_disc({400})); });
    EXPECT_EQ(test::read_file(folder_ / "a.bin").size(), 300u * 2352);
    MasterOptions options;
    options.force = true;
    make(plain_disc({400}), options);
    EXPECT_EQ(test::read_file(folder_ / "a.bin").size(), 400u * 2352);
    EXPECT_THAT(names(), ElementsAre("a.bin", "a.cue"));
}

} // namespace
} // namespace redbook
