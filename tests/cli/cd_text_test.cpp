// CD-TEXT, character sets and emphasis, as a user works with them.
#include <fstream>

#include <fmt/format.h>

#include <gmock/gmock.h>

#include "tests/cli/program_kit.h"
#include "tests/support/test_data.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

class CdTextProgram : public ProgramTest {
  protected:
    const std::string data_ = test::data_path();
    const std::string one_ = wav("1.wav", kFiveSeconds, 1), two_ = wav("2.wav", kFiveSeconds, 2),
                      three_ = wav("3.wav", kFiveSeconds, 3);

    std::string at(const std::string& name) const { return folder_ / name; }
    Ran run_with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
        arguments.insert(arguments.end(), more.begin(), more.end());
        return redbook(arguments);
    }
    Ran master(const std::vector<std::string>& more) {
        return run_with({"master", one_, two_, three_}, more);
    }
    Ran stage(const std::vector<std::string>& more = {}) {
        return run_with({"stage", at("x.stash"), one_, two_, three_}, more);
    }
    // A cue sheet of the three files, the second with emphasis.
    std::string sheet_with_emphasis() {
        std::string sheet;
        for (int n = 1; n <= 3; ++n)
            sheet += fmt::format("FILE \"{0}.wav\" WAVE\nTRACK 0{0} AUDIO\n{1}INDEX 01 00:00:00\n", n,
                                 n == 2 ? "FLAGS PRE DCP\n" : "");
        write_file(at("rip.cue"), sheet);
        return at("rip.cue");
    }
};

TEST_F(CdTextProgram, WhatIsWarnedOfInACdtFileIsRefusedByStrictOnEveryCommand) {
    const std::string cdt = data_ + "/cdtext/good.005.wrong_crc.cdt";
    const std::string why =
        cdt + ": 2 of the packs have a wrong CRC, first pack 4; they are believed all the same";
    const std::string stash = at("x.stash"), images = "image:" + folder_.path();
    ASSERT_EQ(stage().exit_code, 0);
    for (std::vector<std::string> words :
         {std::vector<std::string>{"master", one_, two_, three_, "-o", out_, "--cdtext", cdt},
          {"stage", at("y.stash"), one_, two_, three_, "--cdtext", cdt},
          {"export", stash, out_, "--cdtext", cdt},
          {"burn", one_, two_, three_, "--recorder", images, "--cdtext", cdt},
          {"check", one_, two_, three_, "--cdtext", cdt},
          {"info", cdt},
          {"verify", cdt, cdt}}) {
        SCOPED_TRACE(words[0]);
        words.emplace_back("--strict");
        expect_refused(words, 3, why);
    }
    const Ran ran = master({"-o", out_, "--cdtext", cdt});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(ran.err, "warning: " + why + "\n");
}

TEST_F(CdTextProgram, SheetsOfSeveralLanguagesBecomeThePacksThatAnotherProgramMakes) {
    const Ran ran = master({"--cdtext", data_ + "/v07t/ex1.v07t", "--cdtext", data_ + "/v07t/ex2-german.v07t",
                            "-o", at("x.cdt")});
    EXPECT_THAT(
        ran.out,
        EndsWith(at("x.cdt") + ": CD-TEXT and codes written, read back and compared; it holds no audio\n"));
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(ran.out, HasSubstr("  not held  the audio, and where its tracks are\n"));
    EXPECT_THAT(ran.out, HasSubstr("  verdict   verified\n"));
    EXPECT_EQ(read_file(at("x.cdt")), read_file(data_ + "/cdtext/ex2blocks.cdt"));
}

TEST_F(CdTextProgram, TextsOfAStashGoOutAndInAgainAndAreEqual) {
    ASSERT_EQ(stage({"--cdtext", data_ + "/cdtext/ex2blocks.cdt"}).exit_code, 0);
    for (const char* name : {"out.cdt", "out.v07t"}) {
        ASSERT_EQ(redbook({"export", at("x.stash"), at(name)}).exit_code, 0);
        ASSERT_EQ(redbook({"edit", at("x.stash"), "--title", "Other", "--cdtext", at(name)}).exit_code, 0);
        ASSERT_EQ(redbook({"edit", at("x.stash"), "--cdtext", at(name)}).exit_code, 0);
        ASSERT_EQ(redbook({"export", at("x.stash"), at("again.cdt"), "--force"}).exit_code, 0);
        EXPECT_EQ(read_file(at("again.cdt")), read_file(data_ + "/cdtext/ex2blocks.cdt")) << name;
    }
    EXPECT_EQ(redbook({"verify", at("out.cdt"), at("out.v07t")}).exit_code, 0);
}

TEST_F(CdTextProgram, AStashAndItsTextsAreEqualButNotVerified) {
    ASSERT_EQ(stage({"--cdtext", data_ + "/cdtext/ex1.cdt"}).exit_code, 0);
    const Ran ran = redbook({"verify", at("x.stash"), data_ + "/cdtext/ex1.cdt"});
    EXPECT_EQ(ran.exit_code, 6);
    EXPECT_THAT(ran.out, HasSubstr("cannot hold it"));
    EXPECT_THAT(ran.out, HasSubstr("  verdict   not verified\n"));
    ASSERT_EQ(redbook({"edit", at("x.stash"), "--track-title", "2=Two"}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", at("x.stash"), data_ + "/cdtext/ex1.cdt"}).exit_code, 5);
}

TEST_F(CdTextProgram, TextsAloneAreNoAlbum) {
    const std::string cdt = data_ + "/cdtext/ex1.cdt";
    expect_refused({"master", cdt, "-o", out_}, 3,
                   cdt + ": holds CD-TEXT and no audio; give it beside an album with --cdtext");
    expect_refused({"check", cdt}, 3,
                   cdt + ": holds CD-TEXT and no audio; give it beside an album with --cdtext");
    expect_refused({"info", cdt, "--pq-sheet", at("pq.html")}, 3,
                   cdt + ": holds CD-TEXT and no audio; a PQ sheet needs an album with it");
}

TEST_F(CdTextProgram, InfoTellsTheTextsOfAFileInEachLanguage) {
    const std::string cdt = data_ + "/cdtext/ex2blocks.cdt", sheet = data_ + "/v07t/ex2-german.v07t";
    const Ran ran = redbook({"info", cdt, sheet});
    EXPECT_EQ(ran.out, cdt +
                           ": CD-TEXT, 3 tracks\n"
                           "  MCN 4006381333931\n"
                           "  English, ISO 8859-1\n"
                           "  disc id   TT-0001\n"
                           "  genre     Jazz, Late night sines\n"
                           "  #      title                           performer       ISRC\n"
                           "  album  Caf\u00e9 Noir                       The Test Tones\n"
                           "  1      One                             The Test Tones  DEXYZ2600001\n"
                           "  2      A Rather Long Title Number Two  The Test Tones  DEXYZ2600002\n"
                           "  3      Three                           Guest           DEXYZ2600003\n"
                           "  German, ISO 8859-1\n"
                           "  #      title                           performer       ISRC\n"
                           "  album  Schwarzes Caf\u00e9                  The Test Tones\n"
                           "  1      One                             The Test Tones  DEXYZ2600001\n"
                           "  2      A Rather Long Title Number Two  The Test Tones  DEXYZ2600002\n"
                           "  3      Three                           Guest           DEXYZ2600003\n" +
                           sheet +
                           ": CD-TEXT, 3 tracks\n"
                           "  German, ISO 8859-1\n"
                           "  #      title                           performer\n"
                           "  album  Schwarzes Caf\u00e9                  The Test Tones\n"
                           "  1      One                             The Test Tones\n"
                           "  2      A Rather Long Title Number Two  The Test Tones\n"
                           "  3      Three                           Guest\n");
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.exit_code, 0);
}

TEST_F(CdTextProgram, AFileOfTextsIsNeverReplacedByWhatIsMadeOfIt) {
    write_file(at("t.v07t"), read_file(data_ + "/v07t/ex1.v07t"));
    expect_refused({"master", one_, two_, three_, "--cdtext", at("t.v07t"), "-o", at("t.v07t"), "--force"}, 1,
                   at("t.v07t") + ": is what the image is made from; give another name");
}

TEST_F(CdTextProgram, WhatIsWrongInASheetIsToldWithItsLine) {
    const std::string bad = data_ + "/v07t/bad.006.unknown_item.v07t";
    expect_refused({"master", one_, "--cdtext", bad, "-o", out_}, 3,
                   bad + ":2: there is no item 'Albm Title' in a text sheet");
}

TEST_F(CdTextProgram, TextThatNothingInTheCharacterSetResemblesIsRefusedByNameOrLeftOut) {
    for (const char* name : {"x.cdt", "x.v07t", "x.toc", "x.ccd", "set/"}) {
        const std::vector<std::string> album = {"--track-title", "2=千本桜", "-o", at(name)};
        const Ran refused = master(album);
        EXPECT_EQ(refused.exit_code, 3);
        EXPECT_EQ(refused.err, "redbook: " + at(name) +
                                   ": title of track 2: nothing in ISO 8859-1 resembles 千 (U+5343), 本 "
                                   "(U+672C), 桜 (U+685C), and kanji cannot be romanized; use --charset "
                                   "ms-jis or --no-cdtext\n");
    }
    EXPECT_THAT(names(), ElementsAre("1.wav", "2.wav", "3.wav"));
    const Ran ran = master({"--track-title", "2=千本桜", "-o", at("set/"), "--no-cdtext"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  not held  CD-TEXT (left out as asked)\n"));
    EXPECT_FALSE(std::filesystem::exists(at("set/CDTEXT.BIN")));
}

TEST_F(CdTextProgram, TextThatResemblesWhatTheCharacterSetHoldsIsWrittenAsThat) {
    const Ran ran = master({"--track-title", "2=Don’t", "-o", at("x.cdt")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.err,
              "warning: " + at("x.cdt") +
                  ": title of track 2: \"Don’t\" became \"Don't\": ’ (U+2019) is not in ISO 8859-1\n");
    EXPECT_THAT(read_file(at("x.cdt")), HasSubstr("Don't"));
}

TEST_F(CdTextProgram, AJapaneseAlbumIsMasteredWithItsLanguageAndCharacterSet) {
    ASSERT_EQ(stage({"--title", "夜の線", "--track-title", "1=夜", "--track-title", "2=夜", "--track-title",
                     "3=ＡＢＣ", "--language", "japanese", "--charset", "ms-jis"})
                  .exit_code,
              0);
    const Ran ran = redbook({"export", at("x.stash"), at("x.v07t")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(read_file(at("x.v07t")), "Input Sheet Version = 0.7T\n"
                                       "Text Code           = MS-JIS\n"
                                       "Language Code       = Japanese\n"
                                       "Album Title         = \x96\xE9\x82\xCC\x90\xFC\n"
                                       "Text Data Copy Protection = OFF\n"
                                       "First Track Number  = 1\n"
                                       "Last Track Number   = 3\n"
                                       "Track 01 Title      = \x96\xE9\n"
                                       "Track 02 Title      = \x96\xE9\n"
                                       "Track 03 Title      = \x82\x60\x82\x61\x82\x62\n");
}

TEST_F(CdTextProgram, OptionsOfCdTextAreChecked) {
    expect_refused(
        {"master", one_, "--language", "Klingon", "-o", out_}, 2,
        "--language 'Klingon': give a language's English name, or its code in CD-TEXT like 0x69; see "
        "'redbook master --help'");
    expect_refused({"master", one_, "--charset", "utf8", "-o", out_}, 2,
                   "--charset 'utf8': the character sets are latin1, ascii and ms-jis; see 'redbook master "
                   "--help'");
    expect_refused({"master", one_, "--charset", "ascii", "-o", out_}, 2,
                   "--charset: the disc has no CD-TEXT; give it some with --title or --cdtext");
}

TEST_F(CdTextProgram, ARecordingHasAudioAndAStashIsRecordedAsItIs) {
    ASSERT_EQ(stage().exit_code, 0);
    std::filesystem::create_directory(at("discs"));
    expect_refused({"burn", at("x.stash"), "--recorder", "image:" + at("discs"), "--format", "cdt"}, 2,
                   "the format cdt holds no audio, and a recording has some; choose another");
    expect_refused({"burn", at("x.stash"), "--recorder", "image:" + at("discs"), "--title", "X"}, 2,
                   at("x.stash") + ": is recorded as it was staged; change it with 'redbook edit'");
}

TEST_F(CdTextProgram, ANameThatEndsInStashStagesAndReadsBack) {
    const Ran ran = master({"--title", "Night", "--capacity", "74", "-o", at("x.stash")});
    EXPECT_THAT(ran.out, EndsWith(at("x.stash") + ": written, read back and compared\n"));
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_THAT(redbook({"info", at("x.stash")}).out, HasSubstr("\n  in SAO  333000 "));
    EXPECT_EQ(redbook({"export", at("x.stash"), out_}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", at("x.stash"), out_}).exit_code, 0);
}

TEST_F(CdTextProgram, ANameThatEndsInWavIsTheDataOfACueSheetBesideIt) {
    const Ran ran = master({"-o", at("night.wav")});
    EXPECT_THAT(ran.out, EndsWith(at("night.cue") + ": written, read back and compared\n"));
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(names(), ElementsAre("1.wav", "2.wav", "3.wav", "night.cue", "night.wav"));
    EXPECT_EQ(redbook({"verify", at("night.cue"), at("night.cue")}).exit_code, 0);
}

TEST_F(CdTextProgram, EmphasisIsCarriedUnlessItIsToBeUndone) {
    const std::string rip = sheet_with_emphasis();
    ASSERT_EQ(redbook({"master", rip, "-o", out_}).exit_code, 0);
    EXPECT_THAT(read_file(out_), HasSubstr("FLAGS DCP PRE"));
    const Ran ran = redbook({"master", rip, "--deemphasize", "-o", at("flat.toc")});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(ran.err,
              "warning: " + rip + ": the pre-emphasis of track 2 is undone, and the flag taken away\n");
    EXPECT_THAT(ran.out, EndsWith(at("flat.toc") + ": written, read back and compared; 1 warning\n"));
    EXPECT_EQ(redbook({"verify", rip, at("flat.toc"), "--deemphasize"}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", rip, at("flat.toc")}).exit_code, 5);
}

TEST_F(CdTextProgram, EmphasisIsUndoneTheSameWhereverItIsAsked) {
    const std::string rip = sheet_with_emphasis();
    ASSERT_EQ(redbook({"master", rip, "--deemphasize", "-o", out_}).exit_code, 0);
    ASSERT_EQ(redbook({"stage", at("flat.stash"), rip, "--deemphasize"}).exit_code, 0);
    EXPECT_EQ(redbook({"stage", at("flat.stash"), rip, "--deemphasize", "--flags", "2=PRE"}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", at("flat.stash"), at("flat.stash")}).exit_code, 0);
    ASSERT_EQ(redbook({"stage", at("rip.stash"), rip}).exit_code, 0);
    ASSERT_EQ(redbook({"export", at("rip.stash"), at("late.cue"), "--deemphasize"}).exit_code, 0);
    EXPECT_EQ(redbook({"verify", out_, at("late.cue")}).exit_code, 0);
    std::filesystem::create_directory(at("discs"));
    EXPECT_EQ(redbook({"burn", rip, "--deemphasize", "--recorder", "image:" + at("discs"), "--stash",
                       at("burn.stash")})
                  .exit_code,
              0);
    EXPECT_EQ(redbook({"verify", out_, at("discs") + "/disc-001.cue"}).exit_code, 0);
}

} // namespace
} // namespace redbook::test
