#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/check/verify.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using testing::ElementsAre;

// Two discs, alike until a test changes one, and what is said of them.
class CompareDescriptions : public testing::Test {
  protected:
    CompareDescriptions() {
        a_.first_track = b_.first_track = 1;
        a_.text_blocks = b_.text_blocks = {TextBlock{}};
    }
    std::vector<Item> items() const {
        Side a{"A", a_, nullptr, a_holds_, {}}, b{"B", b_, nullptr, b_holds_, {}};
        b.unread = unread_in_b_;
        return compare_descriptions(swapped_ ? b : a, swapped_ ? a : b);
    }
    // Those that are not equal, one a line.
    std::vector<std::string> lines() const {
        std::vector<std::string> result;
        for (const Item& i : items())
            if (i.state != ItemState::equal)
                result.push_back(fmt::format("{} {}: {}", i.name, to_string(i.state), i.detail));
        return result;
    }

    Disc a_ = test::plain_disc({400, 500, 600}), b_ = a_;
    Holds a_holds_, b_holds_;
    std::vector<UnreadFact> unread_in_b_;
    bool swapped_ = false;
};

TEST_F(CompareDescriptions, WhatWasNotReadIsNotCheckableWhereItWouldDiffer) {
    a_.mcn = Mcn::parse("4006381333931");
    for (Track& track : a_.tracks) track.isrc = Isrc::parse("DEXYZ2600001");
    b_.tracks[0].isrc = a_.tracks[0].isrc;
    b_.tracks[2].isrc = a_.tracks[2].isrc;
    a_.tracks[2].flags.scms = true;
    unread_in_b_ = {{UnreadFact::isrc, 1, {}}, {UnreadFact::mcn, 0, {}}, {UnreadFact::flags, 2, {}}};
    const auto expected = ElementsAre("flags not checkable: SCMS of track 3 cannot be read in B",
                                      "ISRC not checkable: ISRC of track 2 cannot be read in B",
                                      "MCN not checkable: MCN cannot be read in B");
    EXPECT_THAT(lines(), expected);
    swapped_ = true;
    EXPECT_THAT(lines(), expected);
    swapped_ = false;
    b_.tracks[2].isrc.reset();
    EXPECT_THAT(lines(), testing::Contains("ISRC differs: track 3: DEXYZ2600001 in A, none in B"))
        << "of another track it was read";
}

TEST_F(CompareDescriptions, AnIndexThatWasNotReadExactlyMayBeginNoEarlierThanThat) {
    unread_in_b_ = {{UnreadFact::index00, 1, {8}}, {UnreadFact::indexes, 2, {3}}};
    const auto pause = [&](int in_a, int in_b) {
        a_.tracks[1].pause = {in_a}, a_.tracks[0].length = {400 - in_a};
        b_.tracks[1].pause = {in_b}, b_.tracks[0].length = {400 - in_b};
        return items()[1];
    };
    EXPECT_EQ(pause(158, 150).detail, "INDEX 00 of track 2 is known to within 8 blocks only in B");
    EXPECT_EQ(pause(8, 0).state, ItemState::not_checkable);
    EXPECT_EQ(pause(159, 150).state, ItemState::differs);
    EXPECT_EQ(pause(149, 150).state, ItemState::differs) << "it is earlier, not later";
    EXPECT_EQ(pause(150, 150).state, ItemState::equal);
    a_.tracks[2].indexes = {{100}, {200}};
    b_.tracks[2].indexes = {{103}, {200}};
    EXPECT_EQ(items()[1].detail, "INDEX 02 and above of track 3 is known to within 3 blocks only in B");
    b_.tracks[2].indexes = {{103}, {201}};
    EXPECT_EQ(items()[1].state, ItemState::differs) << "INDEX 03 was read exactly";
    unread_in_b_.push_back({UnreadFact::indexes, 2, {1}, 1});
    EXPECT_EQ(items()[1].state, ItemState::not_checkable);
    b_.tracks[2].indexes = {{103}, {202}};
    EXPECT_EQ(items()[1].state, ItemState::differs);
    b_.tracks[2].indexes = {{103}};
    EXPECT_EQ(items()[1].state, ItemState::differs);
    unread_in_b_ = {{UnreadFact::indexes, 2, {}}};
    EXPECT_EQ(items()[1].state, ItemState::not_checkable) << "how many there are was not read";
}

TEST_F(CompareDescriptions, OfSeveralLanguagesTheOneThatIsNotHeldIsNamed) {
    a_.text_blocks = b_.text_blocks = {TextBlock{}, TextBlock{}};
    a_.text_blocks[0].album.title = b_.text_blocks[0].album.title = "One";
    a_.text_blocks[1].album.title = "Eins";
    b_holds_.text_blocks = 1;
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT not checkable: B cannot hold texts in language 2"));
}

TEST_F(CompareDescriptions, YieldsTheSameSixItemsAlways) {
    std::vector<std::string> names;
    for (const Item& i : items()) names.push_back(i.name);
    EXPECT_THAT(names, ElementsAre("TOC", "indexes", "flags", "ISRC", "MCN", "CD-TEXT"));
    EXPECT_THAT(lines(), ElementsAre());
}

TEST_F(CompareDescriptions, EveryRandomDiscEqualsItself) {
    for (uint32_t seed = 0; seed < 200; ++seed) {
        a_ = b_ = test::random_disc(seed);
        EXPECT_THAT(lines(), ElementsAre()) << seed;
    }
}

TEST_F(CompareDescriptions, NumbersOfTracksAreToldFirst) {
    b_.tracks.pop_back();
    EXPECT_THAT(lines(), ElementsAre("TOC differs: number of tracks: 3 in A, 2 in B"));
}

TEST_F(CompareDescriptions, TheFirstTrackThatBeginsElsewhereIsNamed) {
    b_.tracks[1].length = {501};
    EXPECT_THAT(lines(), ElementsAre("TOC differs: track 3: 00:14:00 in A, 00:14:01 in B"));
    a_.first_track = b_.first_track = 11;
    EXPECT_THAT(lines(), ElementsAre("TOC differs: track 13: 00:14:00 in A, 00:14:01 in B"));
}

TEST_F(CompareDescriptions, TheLeadOutBelongsToTheToc) {
    b_.tracks[2].length = {601};
    EXPECT_THAT(lines(), ElementsAre("TOC differs: lead-out: 00:22:00 in A, 00:22:01 in B"));
}

TEST_F(CompareDescriptions, TheFirstTracksNumberBelongsToTheTocIfItCanBeHeld) {
    a_.first_track = 5;
    EXPECT_THAT(lines(), ElementsAre("TOC differs: number of the first track: 5 in A, 1 in B"));
    b_holds_.first_track = false;
    EXPECT_THAT(lines(), ElementsAre("TOC not checkable: B cannot hold track numbers"));
}

TEST_F(CompareDescriptions, APauseAndAPregapOfOneLengthAreOneIndexZero) {
    a_.tracks[1].pause = {40};
    b_.tracks[1].pregap = {40};
    EXPECT_THAT(lines(), ElementsAre());
    b_.tracks[1].pregap = {41};
    b_.tracks[0].length = {399};
    EXPECT_THAT(lines(),
                ElementsAre("indexes differs: track 2: 00:00:40 before INDEX 01 in A, 00:00:41 before "
                            "INDEX 01 in B"));
    b_.tracks[1].pregap = {0};
    b_.tracks[0].length = {440};
    EXPECT_THAT(lines(), ElementsAre("indexes differs: track 2: 00:00:40 before INDEX 01 in A, none in B"));
    a_holds_.pauses = false;
    EXPECT_THAT(lines(), ElementsAre("indexes not checkable: A cannot hold INDEX 00"));
}

TEST_F(CompareDescriptions, FurtherIndexesAreCompared) {
    a_.tracks[1].indexes = {{100}, {200}};
    b_.tracks[1].indexes = {{100}, {201}};
    EXPECT_THAT(lines(),
                ElementsAre("indexes differs: track 2: 00:01:25 00:02:50 in A, 00:01:25 00:02:51 in B"));
    b_.tracks[1].indexes = {};
    EXPECT_THAT(lines(), ElementsAre("indexes differs: track 2: 00:01:25 00:02:50 in A, none in B"));
    b_holds_.indexes = false;
    EXPECT_THAT(lines(), ElementsAre("indexes not checkable: B cannot hold INDEX 02 and above"));
}

TEST_F(CompareDescriptions, WhatCannotBeHeldHidesNoDifferenceOfTheRest) {
    a_.tracks[0].indexes = {{100}};
    b_holds_.indexes = false;
    b_.tracks[1].pregap = {10};
    b_.tracks[0].length = {390};
    EXPECT_THAT(lines(), ElementsAre("indexes differs: track 2: none in A, 00:00:10 before INDEX 01 in B"));
}

TEST_F(CompareDescriptions, FlagsAreCompared) {
    a_.tracks[2].flags = {true, true, false, false};
    EXPECT_THAT(lines(), ElementsAre("flags differs: track 3: pre-emphasis, copy permitted in A, none in B"));
    b_.tracks[2].flags = a_.tracks[2].flags;
    b_.tracks[0].flags.scms = true;
    EXPECT_THAT(lines(), ElementsAre("flags differs: track 1: none in A, SCMS in B"));
    a_holds_.scms = false;
    EXPECT_THAT(lines(), ElementsAre("flags not checkable: A cannot hold SCMS"));
    b_holds_.flags = false;
    EXPECT_THAT(lines(), ElementsAre("flags not checkable: B cannot hold flags; A cannot hold SCMS"));
}

TEST_F(CompareDescriptions, IsrcAndMcnAreCompared) {
    a_.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    b_.mcn = Mcn::parse("4006381333931");
    EXPECT_THAT(lines(), ElementsAre("ISRC differs: track 2: DEXYZ2600001 in A, none in B",
                                     "MCN differs: MCN: none in A, 4006381333931 in B"));
    b_holds_.isrc = false;
    a_holds_.mcn = false;
    EXPECT_THAT(lines(), ElementsAre("ISRC not checkable: B cannot hold ISRC",
                                     "MCN not checkable: A cannot hold MCN"));
}

TEST_F(CompareDescriptions, WhatCannotBeHeldAndIsNotThereIsEqual) {
    b_holds_ = {true, false, false, false, false, false, false, false, 0, false, false, false};
    EXPECT_THAT(lines(), ElementsAre());
}

TEST_F(CompareDescriptions, TextsAreCompared) {
    edit_album_texts(a_).title = edit_album_texts(b_).title = "Nacht";
    edit_track_texts(a_, 1).performer = "X";
    edit_track_texts(b_, 1).performer = "x";
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT differs: performer of track 2: \"X\" in A, \"x\" in B"));
    b_.text_blocks = {};
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT differs: title of the album: \"Nacht\" in A, none in B"));
    b_holds_.text_blocks = 0;
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT not checkable: B cannot hold texts"));
}

TEST_F(CompareDescriptions, EmptyTextsAreNone) {
    b_.text_blocks = {};
    b_.tracks[1].texts = {Texts{}, Texts{}};
    EXPECT_THAT(lines(), ElementsAre());
}

TEST_F(CompareDescriptions, LanguagesThatAreNotHeldAreNotCheckableAndTheFirstIs) {
    a_.text_blocks.resize(2);
    a_.text_blocks[1].album.title = "La nuit";
    b_holds_.text_blocks = 1;
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT not checkable: B cannot hold texts in language 2"));
    edit_album_texts(a_).title = "Nacht";
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT differs: title of the album: \"Nacht\" in A, none in B"));
}

TEST_F(CompareDescriptions, ExtrasOfTextsAreCompared) {
    a_.text_blocks[0].language = 0x0F;
    EXPECT_THAT(lines(),
                ElementsAre("CD-TEXT differs: language of CD-TEXT block 0: 0x0f in A, the default in B"));
    b_holds_.text_extras = false;
    EXPECT_THAT(lines(), ElementsAre("CD-TEXT not checkable: B cannot hold language, character set, disc id, "
                                     "genre and closed information"));
    a_.text_blocks[0].language = 0x09;
    EXPECT_THAT(lines(), ElementsAre());
}

TEST_F(CompareDescriptions, RemarksModeAndSourcesAreNotOnTheDisc) {
    b_.remarks = {"REM DATE 2026"};
    b_.mode = Mode::tao;
    b_.gap = {7};
    b_.tracks[0].source = SourceFile{};
    EXPECT_THAT(lines(), ElementsAre());
}

} // namespace
} // namespace redbook
