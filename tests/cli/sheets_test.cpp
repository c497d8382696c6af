// Sheets on the command line: --strict, --encoding, --allow-outside, --no-embedded.
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

#include "redbook/base/file.h"
#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Sheets : public ProgramTest {
  protected:
    // A sheet whose album title is as given, over two WAVs of five seconds.
    std::string sheet(const std::string& title, const std::string& first = "1.wav") {
        const std::string path = folder_ / "disc.cue";
        write_file(path, "TITLE \"" + title + "\"\nFILE \"" + first + "\" WAVE\n  TRACK 01 AUDIO\n" +
                             "    INDEX 01 00:00:00\nFILE \"2.wav\" WAVE\n  TRACK 03 AUDIO\n" +
                             "    INDEX 01 00:00:00\n");
        return path;
    }
    std::string numbered() { return folder_ / "disc.cue:6: track 3 is taken as track 2, which is next"; }
    std::string guessed() {
        return folder_ / "disc.cue: is not UTF-8; its texts are read as Windows-1252, which is a guess; name "
                         "the encoding if they look wrong";
    }
    const std::string first_ = wav("1.wav"), second_ = wav("2.wav", kFiveSeconds, 2);
};

TEST_F(Sheets, StrictRefusesWhatWouldOnlyBeAWarningOnEveryCommandThatOpensAlbums) {
    const std::string disc = sheet("B\xE4r"), other = wav("other.wav");
    const std::vector<std::vector<std::string>> commands{
        {"master", disc, "-o", out_},
        {"stage", folder_ / "s.stash", disc},
        {"info", disc},
        {"info", folder_.path()},
        {"verify", other, disc},
        {"check", disc},
        {"id", disc},
        {"burn", disc, "--recorder", "image:" + folder_.path(), "--stash", folder_ / "s.stash"}};
    const std::string unused = folder_.path() +
                               ": 1 audio file in this folder is not used, as disc.cue does not "
                               "name it: other.wav";
    for (std::vector<std::string> words : commands) {
        words.push_back("--strict");
        SCOPED_TRACE(words[0] + " " + words[1]);
        const auto before = names();
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 3);
        const bool folder = words[1] == folder_.path();
        const std::string opened = folder_.path() + ": opened as the cue sheet in it, disc.cue";
        EXPECT_EQ(ran.err, folder ? "warning: " + guessed() + "\nwarning: " + numbered() +
                                        "\nwarning: " + unused + "\nredbook: " + opened + "\n"
                                  : "warning: " + numbered() + "\nredbook: " + guessed() + "\n");
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(names(), before);
    }
}

TEST_F(Sheets, StrictListsEveryWarningInJson) {
    const Ran ran = redbook({"info", sheet("B\xE4r"), "--strict", "--json"});
    EXPECT_EQ(ran.exit_code, 3);
    const auto json = nlohmann::json::parse(ran.out);
    EXPECT_EQ(json["errors"][0]["sentence"], guessed());
    EXPECT_EQ(json["errors"][0]["code"], "malformed");
    EXPECT_EQ(json["warnings"], nlohmann::json::array({numbered()}));
}

TEST_F(Sheets, StrictRefusesATextThatTheFormatDoesNotHold) {
    const std::string out = folder_ / "set/";
    const auto before = names();
    const Ran ran = redbook({"master", first_, "--track-title", "1=Don\u2019t", "-o", out, "--strict"});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_THAT(ran.err, testing::HasSubstr(
                             "redbook: " + out +
                             ": title of track 1: \"Don\u2019t\" became \"Don't\": \u2019 (U+2019) is not in "
                             "ISO 8859-1\n"));
    EXPECT_EQ(names(), before);
}

TEST_F(Sheets, StrictRefusesItWhereverItIsRecorded) {
    const std::string images = folder_ / "images", stash = folder_ / "s.stash";
    system_files().create_folder(images);
    const Ran ran = redbook({"burn", first_, "--track-title", "1=Don\u2019t", "--stash", stash, "--recorder",
                             "image:" + images, "--format", "ccd", "--strict"});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_THAT(ran.err, testing::HasSubstr("title of track 1: \"Don\u2019t\" became \"Don't\""));
    EXPECT_THAT(system_files().list(images), testing::IsEmpty());
}

TEST_F(Sheets, StrictTakesAnAlbumWithoutWarnings) {
    const Ran ran = redbook({"info", first_, "--strict"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
}

TEST_F(Sheets, TheEncodingIsToldNotGuessed) {
    const Ran ran = redbook({"info", sheet("\xCA\xE8\xED\xEE"), "--encoding", "Windows-1251"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(ran.err, "warning: " + numbered() + "\n");
    EXPECT_THAT(ran.out, HasSubstr("Кино"));
}

TEST_F(Sheets, AFileOutsideTheFolderIsOpenedOnlyIfAllowed) {
    const TempFolder other;
    write_wav(other / "b.wav", noise(kFiveSeconds));
    const std::string disc = sheet("T", other / "b.wav");
    expect_refused({"info", disc}, 3,
                   disc + ":2: '" +
                       other / "b.wav' leads out of the sheet's folder, and there is no file like "
                               "it inside; copy it there, or open files outside with --allow-outside");
    EXPECT_EQ(redbook({"info", disc, "--allow-outside"}).exit_code, 0);
}

TEST_F(Sheets, AFileWithASheetInsideIsOneTrackIfThatIsAsked) {
    write_file(folder_ / "x.cue",
               "FILE 1.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 0:0:0\nTRACK 02 AUDIO\nINDEX 01 0:2:0\n");
    encode(folder_ / "a.flac", noise(kFiveSeconds), 16, {"--tag-from-file=CUESHEET=" + folder_ / "x.cue"});
    EXPECT_THAT(redbook({"info", folder_ / "a.flac"}).out,
                HasSubstr("cue sheet inside an audio file, 2 tracks"));
    EXPECT_THAT(redbook({"info", folder_ / "a.flac", "--no-embedded"}).out,
                HasSubstr("audio files, 1 track,"));
}

TEST_F(Sheets, OptionsThatAStashIgnoresAreRefusedByEveryCommandThatOpensOne) {
    const std::string stash = folder_ / "s.stash";
    ASSERT_EQ(redbook({"stage", stash, first_, second_}).exit_code, 0);
    const std::vector<std::vector<std::string>> options{
        {"--separate"},    {"--pause", "2s"},       {"--gain", "-3"},    {"--downmix"},
        {"--no-embedded"}, {"--encoding", "utf-8"}, {"--allow-outside"}, {"--cue-origin", "absolute"}};
    const std::vector<std::vector<std::string>> commands{{"info", stash},
                                                         {"check", stash},
                                                         {"id", stash},
                                                         {"master", stash, "-o", out_},
                                                         {"verify", stash, stash}};
    for (std::vector<std::string> words : commands)
        for (const auto& option : options) {
            SCOPED_TRACE(words[0] + " " + option[0]);
            auto all = words;
            all.insert(all.end(), option.begin(), option.end());
            expect_refused(all, 2, stash + ": is opened as it is; " + option[0] + " is for files and sheets");
        }
    EXPECT_EQ(redbook({"verify", stash, first_, "--pause", "0"}).exit_code, 5); // the other heeds it
    EXPECT_EQ(redbook({"info", stash, "--no-checksums"}).exit_code, 0);
}

TEST_F(Sheets, WhatASheetSaysItselfIsNoOption) {
    const std::string disc = sheet("A"), says = ": says itself how its tracks follow each other; ";
    EXPECT_THAT(redbook({"master", disc, "-o", out_, "--pause", "2s"}).err,
                HasSubstr("redbook: " + disc + says + "--pause is for files and folders\n"));
    EXPECT_THAT(redbook({"stage", folder_ / "s.stash", disc, "--separate"}).err,
                HasSubstr("redbook: " + disc + says + "--separate is for files and folders\n"));
    EXPECT_EQ(names(), (std::vector<std::string>{"1.wav", "2.wav", "disc.cue"}));
    EXPECT_EQ(redbook({"verify", first_, disc, "--pause", "2s"}).exit_code, 5);
    EXPECT_THAT(redbook({"verify", disc, disc, "--pause", "2s"}).err,
                HasSubstr("redbook: " + disc + says + "--pause is for files and folders\n"));
    expect_refused({"info", first_, "--cue-origin", "absolute"}, 2,
                   first_ + ": is not a cue sheet, and --cue-origin is for one");
    EXPECT_EQ(redbook({"verify", first_, disc, "--pause", "2s", "--cue-origin", "absolute"}).exit_code, 5);
    expect_refused({"master", disc, "-o", out_, "--read-offset", "30"}, 2,
                   disc + ": is not a drive, and --read-offset is for one");
}

} // namespace
} // namespace redbook::test
