// Bad input: one sentence that names the file and what to do, the documented exit code, nothing left behind.
#include <fmt/format.h>

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

using BadInput = ProgramTest;

TEST_F(BadInput, AFileThatIsNotThereIsNamed) {
    expect_refused({"master", wav("1.wav"), folder_ / "2.wav", "-o", out_}, 3,
                   folder_ / "2.wav" + ": there is no such file or folder");
}

TEST_F(BadInput, AFolderWithoutAudioIsRefused) {
    std::filesystem::create_directory(folder_ / "empty");
    write_file(folder_ / "empty/readme.txt", "hello");
    const Ran ran = redbook({"master", folder_ / "empty", "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + folder_ / "empty" +
                           ": there is no audio file in this folder; give a folder that has some, or the "
                           "files themselves\n");
}

TEST_F(BadInput, TextThatIsCalledWavIsRefused) {
    write_file(folder_ / "1.wav", "Dear diary, today I recorded a song.");
    const Ran ran = redbook({"master", folder_ / "1.wav", "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + folder_ / "1.wav" +
                           ": is not audio that can be read; give FLAC, WAV, AIFF, ALAC, WavPack, APE, MP3, "
                           "AAC, Ogg Vorbis or Opus\n");
    EXPECT_THAT(names(), ElementsAre("1.wav"));
}

TEST_F(BadInput, WithoutFfmpegOnlyWhatNeedsItIsRefused) {
    std::filesystem::create_directory(folder_ / "broken");
    for (int version = 50; version < 70; ++version)
        write_file(folder_ / fmt::format("broken/libavformat.so.{}", version), "");
    const HowToRun how{.environment = {"LD_LIBRARY_PATH=" + folder_ / "broken"}};
    encode(folder_ / "1.mp3", noise(kFiveSeconds));
    const Ran ran = redbook({"info", folder_ / "1.mp3"}, how);
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_THAT(
        ran.err,
        MatchesRegex(
            "redbook: .*/1.mp3: is neither FLAC nor plain WAV, and FFmpeg, which reads all else, is not "
            "there \\(.*/broken/libavformat.so.[0-9]+: file too short\\); install it, or convert the "
            "file to FLAC or WAV\n"));
    EXPECT_EQ(redbook({"info", flac("2.flac"), wav("3.wav")}, how).exit_code, 0);
}

// A WAV of ten seconds that ends after eight, and another file.
TEST_F(BadInput, AFileThatIsCutShortIsSalvagedIfAskedForAndNotVerified) {
    const std::string cut = wav("cut.wav", 2 * kFiveSeconds), whole = wav("2.wav", kFiveSeconds, 2);
    std::filesystem::resize_file(cut, std::filesystem::file_size(cut) - 2 * 44100 * 4);
    expect_refused(
        {"master", cut, whole, "-o", out_}, 3,
        cut + ": is cut short: 352800 bytes of its audio are missing at its end; copy or export it again, or "
              "use --salvage");
    std::filesystem::create_directory(folder_ / "discs");
    const std::vector<std::vector<std::string>> commands = {
        {"master", cut, whole, "-o", out_},
        {"stage", folder_ / "x.stash", cut, whole},
        {"burn", cut, whole, "--recorder", "image:" + folder_ / "discs", "--stash", folder_ / "b.stash"}};
    for (std::vector<std::string> command : commands) {
        SCOPED_TRACE(command[0]);
        command.insert(command.end(), {"--salvage", "--json"});
        const Ran ran = redbook(command);
        EXPECT_EQ(ran.exit_code, 6) << ran.out;
        const auto result = nlohmann::json::parse(ran.out)["result"];
        ASSERT_EQ(result["missing"].size(), 1u) << ran.out;
        EXPECT_EQ(result["missing"][0]["path"], cut);
        EXPECT_EQ(result["missing"][0]["first_sample"], 352800);
        EXPECT_EQ(result["missing"][0]["samples"], 88200);
        if (command[0] == "stage") continue;
        EXPECT_EQ(result["verdict"], "not verified");
        EXPECT_THAT(ran.out, HasSubstr(cut + ": 0:08.000 to 0:10.000 is missing"));
    }
    const Ran ran = redbook({"master", cut, "-o", out_, "--force", "--salvage"});
    EXPECT_THAT(ran.err + ran.out,
                HasSubstr(cut + ": is cut short: 0:08.000 to 0:10.000 is missing; what is there is "
                                "taken"));
}

TEST_F(BadInput, ATruncatedFlacIsRefusedAndNothingIsLeft) {
    const std::string a = flac("1.flac"), b = flac("2.flac", 2);
    std::filesystem::resize_file(b, std::filesystem::file_size(b) / 2);
    const Ran ran = redbook({"master", a, b, "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err,
              "redbook: " + b + ": ends at 0:02.414 of 0:05.000: it is cut short; copy or rip it again\n");
    EXPECT_THAT(names(), ElementsAre("1.flac", "2.flac"));
}

TEST_F(BadInput, AFlacThatIsNotWhatItsMd5SaysIsRefusedAndNothingIsLeft) {
    const std::string a = flac("1.flac"), b = flac("2.flac", 2);
    std::string bytes = read_file(b);
    bytes[8 + 18] = char(bytes[8 + 18] ^ 1); // STREAMINFO's MD5 begins at its byte 18
    write_file(b, bytes);
    const Ran ran = redbook({"master", a, b, "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + b +
                           ": its audio does not have the MD5 that its header names; copy or rip it again\n");
    EXPECT_THAT(names(), ElementsAre("1.flac", "2.flac"));
}

TEST_F(BadInput, AudioOfNoLengthIsRefused) {
    const Ran ran = redbook({"master", wav("1.wav", 0), "-o", out_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + folder_ / "1.wav" + ": has no audio in it\n");
}

TEST_F(BadInput, ATrackOfTwoSecondsIsRefused) {
    expect_refused({"master", wav("1.wav"), wav("2.wav", 88200), "-o", out_}, 3,
                   folder_ / "1.wav" + ": track 2 is 00:02:00 long; a track must be at least 00:04:00 (4 s)");
}

TEST_F(BadInput, AHundredTracksAreRefused) {
    std::vector<std::string> words{"master", "-o", out_};
    words.insert(words.end(), 100, wav("1.wav"));
    const Ran ran = redbook(words);
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + folder_ / "1.wav" +
                           ": there are 100 audio files; a disc holds at most 99 tracks\n");
    EXPECT_THAT(names(), ElementsAre("1.wav"));
}

TEST_F(BadInput, EightyOneMinutesDoNotFitOnEighty) {
    const std::string message =
        ": track 2 does not fit: the disc ends at 81:02:00, 01:02:01 (4651 blocks) after the 79:59:74 "
        "that the medium holds";
    const std::string a = long_wav("1.wav", 60), b = long_wav("2.wav", 21);
    expect_refused({"master", a, b, "-o", out_}, 4, a + message);
    expect_refused({"stage", folder_ / "s.stash", a, b}, 4, a + message);
    const Ran check = redbook({"check", a, b});
    EXPECT_EQ(check.exit_code, 4);
    EXPECT_THAT(check.out, HasSubstr("  error: track 2 does not fit: "));
}

TEST_F(BadInput, AFileInTheMiddleThatMayNotBeReadIsNamed) {
    const std::string a = wav("1.wav"), b = wav("2.wav"), c = wav("3.wav");
    ::chmod(b.c_str(), 0);
    ::chmod(folder_.path().c_str(), 0777);
    expect_refused({"master", a, b, c, "-o", out_}, 3, b + ": cannot open: permission denied",
                   {.as_nobody = true});
}

TEST_F(BadInput, AnOutputFolderThatMayNotBeWrittenIsNamed) {
    const std::string a = wav("1.wav");
    const Ran ran = redbook({"master", a, "-o", out_}, {.as_nobody = true});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + out_ + ": cannot be written, because new files are not allowed in '" +
                           folder_.path() + "'; choose another folder\n");
    EXPECT_THAT(names(), ElementsAre("1.wav"));
}

TEST_F(BadInput, AFullDiskIsSaidAndNothingHalfMadeIsLeft) {
    const std::string a = wav("1.wav");
    const HowToRun how{.file_size_limit = 500'000};
    const Ran master = redbook({"master", a, "-o", out_}, how);
    EXPECT_EQ(master.exit_code, 1) << master.err;
    EXPECT_EQ(master.err, "redbook: " + folder_ / "out.bin" +
                              ": the disk is full; at least 382000 more bytes are needed\n");
    EXPECT_THAT(names(), ElementsAre("1.wav"));
}

TEST_F(BadInput, AFullDiskWhileStagingKeepsWhatIsClosed) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds * 3, 2), stash = folder_ / "s.stash";
    redbook({"stage", stash, a, b});
    const std::string uninterrupted = read_file(stash);
    const auto one_track = std::filesystem::file_size(stash) - 1000 * 2352;
    std::filesystem::remove(stash);
    const Ran ran = redbook({"stage", stash, a, b}, {.file_size_limit = one_track});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, HasSubstr("s.stash: "));
    EXPECT_THAT(redbook({"info", stash}).out, HasSubstr("stash, 1 track,"));
    EXPECT_EQ(redbook({"stage", stash, a, b}).exit_code, 0);
    EXPECT_TRUE(read_file(stash) == uninterrupted);
}

TEST_F(BadInput, AStashThatIsNotThereCannotBeEdited) {
    const Ran missing = redbook({"edit", folder_ / "none.stash", "--title", "T"});
    EXPECT_EQ(missing.exit_code, 3);
    EXPECT_EQ(missing.err, "redbook: " + folder_ / "none.stash" +
                               ": there is no such stash; make it with 'redbook stage " +
                               folder_ / "none.stash" + " ALBUM'\n");
}

} // namespace
} // namespace redbook::test
