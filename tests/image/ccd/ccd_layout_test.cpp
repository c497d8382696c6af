// The corpus of tests/data/ccd: the file names state the rule and the verdict. The image that the sheets
// would lie beside has 1050 blocks; where a name speaks of the subchannel it is that of the test disc.
#include "redbook/image/ccd/ccd_layout.h"

#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "tests/image/ccd/ccd_support.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

std::string ccd_outcome(const std::string& name) {
    try {
        const CcdSheet sheet = parse_ccd(name, ccd_data(name));
        std::vector<std::string> warnings = sheet.warnings;
        const auto [toc, further] = toc_of_ccd(sheet, BlockCount{1050}, warnings);
        const QFacts facts = facts_of(disc3_sub());
        const bool told = name.find("subchannel") != name.npos;
        const CcdLayout layout = lay_out_ccd(sheet, toc, told ? &facts : nullptr);
        warnings.insert(warnings.end(), layout.warnings.begin(), layout.warnings.end());
        EXPECT_EQ(toc.lead_out, layout_of(layout.disc).lead_out);
        std::string outcome;
        for (const std::string& warning : warnings) outcome += warning + '\n';
        for (const std::string& line : lines_of(layout.disc)) outcome += line + '\n';
        for (const DataTrack& data : further)
            outcome += fmt::format("data after {}, {} long\n", data.gap.value, data.length->value);
        return outcome;
    } catch (const Error& e) {
        return e.what();
    }
}

// Of the test disc as its sheet tells it.
const std::string kMcnLine = "4006381333931 '' '' '' '' '' ''\n";
const std::string kTrack1 = "1 -150/0 0 DEXYZ2600001 '' '' '' '' '' ''\n";
const std::string kTrack2 = "2 300/450/600 1 DEXYZ2600002 '' '' '' '' '' ''\n";
const std::string kTrack3 = "3 750/750 2 no ISRC '' '' '' '' '' ''\n";
const std::string kLeadOutLine = "lead-out 1050\n";
const std::string kDisc3 = kMcnLine + kTrack1 + kTrack2 + kTrack3 + kLeadOutLine;
const std::string kTexts = "4006381333931 'Night' '' '' '' '' ''\n"
                           "1 -150/0 0 DEXYZ2600001 'One' '' '' '' '' ''\n"
                           "2 300/450/600 1 DEXYZ2600002 'Two' '' '' '' '' ''\n" +
                           kTrack3 + kLeadOutLine;

// Warnings and the disc, or the error.
const std::vector<CorpusCase> kCcdCases{
    {"bad.001.empty", "$: there is no entry of a track in it"},
    {"bad.002.no_entry_of_a_track", "$: there is no entry of a track in it"},
    {"bad.003.key_before_the_first_section", "$:1: 'Version=3' is before the first section"},
    {"bad.004.line_without_equals", "$:5: 'Sessions' is neither a section nor KEY=VALUE"},
    {"bad.005.section_not_closed", "$:3: '[Disc' does not end with ]"},
    {"bad.006.value_is_a_word", "$:86: 'abc' of PLBA is not a number"},
    {"bad.007.value_outside_its_range", "$:84: '60' of PSEC is outside 0 to 59"},
    {"bad.008.entry_without_point", "$:72: entry 4 has no Point"},
    {"bad.009.entry_without_an_address", "$:72: entry 4 has neither PLBA nor all of PMin, PSec and PFrame"},
    {"bad.010.track_with_two_sections", "$:112: track 2 already has a section, in line 106"},
    {"bad.011.section_of_track_0", "$:112: tracks are numbered from 1 to 99"},
    {"bad.013.data_track_by_mode", "$:112: track 3 has MODE 1, which is data, and is audio by its entry"},
    {"bad.014.track_without_an_entry", "$:72: there is no entry of track 2"},
    {"bad.015.track_in_front_of_the_one_before_it",
     "$:87: track 3 at LBA 150 is not after track 2 at LBA 450"},
    {"bad.016.track_told_twice_not_alike", "$:87: track 2 was already given differently, in line 72"},
    {"bad.017.lead_out_told_twice_not_alike", "$:57: Point 0xa2 was already given differently, in line 42"},
    {"bad.018.lead_out_in_front_of_the_last_track",
     "$:42: the lead-out at LBA 750 is not after track 3 at LBA 750"},
    {"bad.019.first_track_in_front_of_lba_0", "$:57: track 1 begins at LBA -1, and the image at LBA 0"},
    {"bad.020.pack_of_17_bytes", "$:11: a pack of CD-TEXT has 16 bytes, or 18 with its checksum, not 17"},
    {"bad.021.pack_with_a_word", "$:12: 'xy' is not a byte in hexadecimal"},
    {"bad.022.index_100", "$:111: an INDEX has a number from 0 to 99"},
    {"bad.023.line_too_long", "$:103: the line is 5006 bytes long; at most 4096 are read"},
    {"bad.024.index_of_the_track_is_negative", "$:111: '-151' of INDEX is outside -150 to 449849"},
    {"good.001.as_clonecd_writes_it",
     kMcnLine + kTrack1 + "2 300/450 1 DEXYZ2600002 '' '' '' '' '' ''\n" + kTrack3 + kLeadOutLine},
    {"good.002.lower_case_blanks_and_lf", kDisc3},
    {"good.003.another_order", kDisc3},
    {"good.004.byte_order_mark_and_comment", kDisc3},
    {"good.005.hexadecimal_and_decimal_numbers", kDisc3},
    {"good.006.no_entries_a0_a1_a2",
     "$: there is no Point 0xa0; the first track is taken to be 1\n"
     "$: there is no Point 0xa1; the last track is taken to be 3\n"
     "$: there is no Point 0xa2; the lead-out is taken to be where the image ends, at LBA 1050\n" +
         kDisc3},
    {"good.007.entries_twice_alike", kDisc3},
    {"good.008.two_sessions", kDisc3 + "data after 2550, 675 long\n"},
    {"good.009.no_plba", kDisc3},
    {"good.010.plba_and_msf_do_not_agree",
     "$:72: entry 4 is at LBA 450 by PLBA and at 451 by PMin, PSec and PFrame; PLBA is believed\n" + kDisc3},
    {"good.011.index_01_and_toc_do_not_agree",
     "$:106: INDEX 01 of track 2: LBA 451 here, LBA 450 in the TOC, which is believed\n" + kDisc3},
    {"good.012.flags_agree", kDisc3},
    {"good.013.flags_do_not_agree",
     "$:108: the flag 'XYZ' is not known and is left out\n"
     "$:106: the flags of track 2: 0x2 in FLAGS, 0x1 as Control, which is believed\n" +
         kDisc3},
    {"good.014.unknown_section_and_key", "$:3: 'Author' is not known here and is left out\n"
                                         "$:4: the section '[Extra]' is not known and is left out\n" +
                                             kDisc3},
    {"good.015.cd_text", kTexts},
    {"good.016.cd_text_with_checksums", kTexts},
    {"good.017.subchannel_agrees", kDisc3},
    {"good.018.subchannel_tells_all", kDisc3},
    {"good.019.subchannel_does_not_agree",
     "$:102: the ISRC of track 1: DEXYZ2699999 here, DEXYZ2600001 in the subchannel, which is believed\n"
     "$:106: INDEX 00 of track 2: LBA 310 here, LBA 300 in the subchannel, which is believed\n"
     "$:106: INDEX 02 and above of track 2: LBA 601 here, LBA 600 in the subchannel, which is believed\n"
     "$:112: the ISRC of track 3: DEXYZ2600003 here, not in the subchannel; it is believed\n"
     "$: the MCN: 0012345678905 here, 4006381333931 in the subchannel, which is believed\n" +
         kMcnLine + kTrack1 + kTrack2 + "3 750/750 2 DEXYZ2600003 '' '' '' '' '' ''\n" + kLeadOutLine},
    {"good.020.counts_are_wrong", "$: TocEntries says 7, and there are 6\n"
                                  "$: Entries of [CDText] says 4, and there are 5\n" +
                                      kTexts},
    {"good.021.codes_that_are_none",
     std::string("$:8: CATALOG 'abc' is left out; a catalogue number has 13 digits\n"
                 "$:104: ISRC 'x' is left out; it has 5 letters or digits, then 7 digits\n") +
         std::string("no MCN '' '' '' '' '' ''\n") + "1 -150/0 0 no ISRC '' '' '' '' '' ''\n" + kTrack2 +
         kTrack3 + kLeadOutLine},
    {"good.022.indexes_out_of_place",
     "$: INDEX 00 of track 2, LBA 450, is not between the INDEX 01 before"
     " it and its own; it is left out\n"
     "$: an index of track 2, LBA 750, is not between the index before"
     " it and the track's end; it is left out\n" +
         kMcnLine + kTrack1 + "2 450/450 1 DEXYZ2600002 '' '' '' '' '' ''\n" + kTrack3 + kLeadOutLine},
    {"good.023.key_twice", "$:114: 'mode' appears a second time in its section and is left out\n" + kDisc3},
    {"good.024.point_that_is_not_known", "$:102: Point 0xc5 is not known and is left out\n" + kDisc3},
    {"good.025.no_control", "$:57: entry 3 has no Control; 0 is taken\n" + kDisc3},
    {"good.026.numbers_that_point_to_others", "$:12: Point 0xa0 calls 2 the first track; it is 1\n"
                                              "$:27: Point 0xa1 calls 9 the last track; it is 3\n" +
                                                  kDisc3},
    {"good.027.subchannel_has_other_flags",
     "$: the flags of track 2: 0x1 in the subchannel, 0x0 as Control, which is believed\n" + kMcnLine +
         kTrack1 + "2 300/450/600 0 DEXYZ2600002 '' '' '' '' '' ''\n" + kTrack3 + kLeadOutLine},
    {"good.028.cd_text_of_other_tracks", "$: block 0 has no size information\n"
                                         "$: nothing says how many tracks there are; 2 are taken\n"
                                         "$: the CD-TEXT is for tracks 1 to 2; the disc has 3 to 3\n"
                                         "4006381333931 'Night' '' '' '' '' ''\n"
                                         "3 -150/750 2 no ISRC '' '' '' '' '' ''\n" +
                                             kLeadOutLine},
    {"good.029.index_and_subchannel_agree_against_the_toc_entry",
     "$:106: INDEX 01 of track 2: LBA 450 here and in the subchannel, which are believed, LBA 460 in the "
     "TOC\n" +
         kDisc3},
    {"good.040.data_track", kDisc3},
    {"good.041.enhanced_cd", "no MCN '' '' '' '' '' ''\n1 -150/0 0 no ISRC '' '' '' '' '' ''\n"
                             "2 450/450 0 no ISRC '' '' '' '' '' ''\n3 750/750 0 no ISRC '' '' '' '' '' ''\n"
                             "lead-out 1050\ndata after 11400, 3000 long\n"},
    {"good.042.audio_in_a_second_session",
     "$: of 2 sessions only the first, with tracks 1 to 3, is opened\n" + kDisc3},
};

TEST(CcdCorpus, EveryFileIsReadAsItsNameSays) {
    for (const CorpusCase& c : kCcdCases) {
        std::string expected = c.outcome;
        for (size_t at; (at = expected.find('$')) != expected.npos;) expected.replace(at, 1, c.name);
        EXPECT_EQ(ccd_outcome(c.name), expected) << c.name;
    }
}

TEST(CcdCorpus, HasNoFileWithoutAVerdict) {
    std::vector<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("ccd")))
        files.push_back(entry.path().stem().string());
    for (const CorpusCase& c : kCcdCases) cases.push_back(c.name);
    std::sort(files.begin(), files.end());
    EXPECT_EQ(files, cases);
}

class CcdBelief : public testing::Test {
  protected:
    Disc laid_out(const std::string& sub) {
        const CcdSheet sheet = parse_ccd("x.ccd", ccd_data("good.017.subchannel_agrees"));
        const QFacts facts = facts_of(sub);
        CcdLayout layout = lay_out_ccd(sheet, toc_of_ccd(sheet, BlockCount{1050}, warnings_).toc, &facts);
        warnings_.insert(warnings_.end(), layout.warnings.begin(), layout.warnings.end());
        contradictions_ = layout.contradictions;
        return layout.disc;
    }
    std::vector<std::string> warnings_, contradictions_;
};

TEST_F(CcdBelief, WhatTheSubchannelDoesNotTellIsNoContradiction) {
    Disc disc = disc3();
    disc.mcn.reset();
    disc.tracks[0].isrc.reset();
    laid_out(sub_of(disc));
    EXPECT_EQ(warnings_.size(), 2u);
    EXPECT_THAT(contradictions_, IsEmpty());
    disc.mcn = Mcn::parse("0012345678905");
    laid_out(sub_of(disc));
    EXPECT_EQ(contradictions_.size(), 1u);
}

TEST_F(CcdBelief, TwoPlacesThatAgreeAgainstTheTocEntryAreAContradiction) {
    const CcdSheet sheet =
        parse_ccd("x.ccd", ccd_data("good.029.index_and_subchannel_agree_against_the_toc_entry"));
    const QFacts facts = facts_of(disc3_sub());
    const Toc toc = toc_of_ccd(sheet, BlockCount{1050}, warnings_).toc;
    EXPECT_EQ(lay_out_ccd(sheet, toc, &facts).contradictions,
              std::vector<std::string>{"x.ccd:106: INDEX 01 of track 2: LBA 450 here and in the subchannel, "
                                       "which are believed, LBA 460 in the TOC"});
    EXPECT_EQ(layout_line(lay_out_ccd(sheet, toc, nullptr).disc), // the sheet alone
              "1 -150/0, 2 300/460/600, 3 750/750, lead-out 1050");
}

TEST_F(CcdBelief, TheSheetHelpsOutWhereTheSubchannelIsDamaged) {
    std::string sub = disc3_sub();
    for (const size_t block : {299u, 300u, 301u}) sub[block * 96 + 20] ^= 1;
    EXPECT_EQ(layout_line(laid_out(sub)), "1 -150/0, 2 300/450/600, 3 750/750, lead-out 1050");
    EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(CcdBelief, ThatTheCopyBitAlternatesOnlyTheSubchannelTells) {
    Disc disc = disc3();
    disc.tracks[2].flags = {.scms = true};
    EXPECT_EQ(laid_out(sub_of(disc)).tracks[2].flags, (Flags{.scms = true}));
}

TEST_F(CcdBelief, ASubchannelOfAnotherDiscIsBelievedInNothingThatCannotBe) {
    Disc other = plain_disc({300, 300, 300, 400});
    other.tracks[1].indexes = {{10}, {200}};
    other.tracks[2].pregap = {160};
    EXPECT_EQ(layout_line(laid_out(sub_of(other))), "1 -150/0, 2 300/450/500, 3 600/750, lead-out 1050");
    EXPECT_THAT(
        warnings_,
        ElementsAre(
            "x.ccd:102: the ISRC of track 1: DEXYZ2600001 here, not in the subchannel; it is believed",
            "x.ccd:106: INDEX 01 of track 2: LBA 300 in the subchannel, LBA 450 in the TOC, which is "
            "believed",
            "x.ccd:106: INDEX 00 of track 2: LBA 300 here, not in the subchannel; it is believed",
            "x.ccd:106: INDEX 02 and above of track 2: LBA 600 here, LBA 310, 500 in the subchannel, "
            "which is believed",
            "x.ccd:106: the ISRC of track 2: DEXYZ2600002 here, not in the subchannel; it is believed",
            "x.ccd: the flags of track 2: 0x0 in the subchannel, 0x1 as Control, which is believed",
            "x.ccd:112: INDEX 01 of track 3: LBA 760 in the subchannel, LBA 750 in the TOC, which is "
            "believed",
            "x.ccd: the flags of track 3: 0x0 in the subchannel, 0x2 as Control, which is believed",
            "x.ccd: an index of track 2, LBA 310, is not between the index before it and "
            "the track's end; it is left out",
            "x.ccd: the MCN: 4006381333931 here, not in the subchannel; it is believed",
            "x.ccd: the subchannel has a track 4, the TOC has none; the TOC is believed"));
}

} // namespace
} // namespace redbook
