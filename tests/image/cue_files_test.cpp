#include "redbook/image/cue_files.h"

#include <algorithm>
#include <filesystem>

#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class CueFiles : public testing::Test {
  protected:
    void make(const std::string& name) { write_file(folder_ / name, ""); }

    // The name in the folder that is found, with '*' after it if it is not the one asked for; "none".
    std::string found(const std::string& name, const FileSearch& search = {}) {
        const auto file = find_cue_file(system_files(), folder_.path(), name, search);
        if (!file) return "none";
        const bool inside =
            file->path.starts_with(folder_.path() + "/") && file->path.find("/../") == std::string::npos;
        return (inside ? file->path.substr(folder_.path().size() + 1) : file->path) +
               (file->as_named ? "" : "*");
    }

    TempFolder folder_;
};

TEST_F(CueFiles, AFileIsFoundByItsName) {
    make("a.wav");
    EXPECT_EQ(found("a.wav"), "a.wav");
    EXPECT_EQ(found("b.wav"), "none");
}

TEST_F(CueFiles, AFileInASubfolderIsFoundWithEitherSlash) {
    system_files().create_folder(folder_ / "sub");
    make("sub/a.wav");
    EXPECT_EQ(found("sub/a.wav"), "sub/a.wav");
    EXPECT_EQ(found("sub\\a.wav"), "sub/a.wav");
}

TEST_F(CueFiles, ABackslashMayBePartOfAName) {
    make("AC\\DC.wav");
    EXPECT_EQ(found("AC\\DC.wav"), "AC\\DC.wav");
}

TEST_F(CueFiles, APathThatLeadsOutOfTheFolderIsLookedForByItsLastComponentOnly) {
    const TempFolder other;
    write_file(other / "b.wav", "");
    make("a.wav");
    for (const char* name :
         {"C:\\rips\\a.wav", "/rips/a.wav", "../a.wav", "x\\..\\..\\a.wav", "missing/a.wav", "D:a/a.wav"})
        EXPECT_EQ(found(name), "a.wav*") << name;
    EXPECT_EQ(found(other / "b.wav"), "none");
    EXPECT_EQ(found("../" + name_of(other.path()) + "/b.wav"), "none");
}

TEST_F(CueFiles, OutsideIsLookedInLastAndOnlyWhereItIsAllowed) {
    const TempFolder other;
    write_file(other / "b.wav", "");
    const std::string up = "../" + name_of(other.path()) + "/b.wav";
    std::string backwards = up;
    std::replace(backwards.begin(), backwards.end(), '/', '\\');
    const FileSearch anywhere{.outside = true};
    EXPECT_EQ(found(other / "b.wav", anywhere), other / "b.wav");
    EXPECT_EQ(found(up, anywhere), folder_ / up);
    EXPECT_EQ(found(backwards, anywhere), folder_ / up);
    for (const char* name : {"C:\\b.wav", "C:/b.wav", "\\\\server\\share\\b.wav", "/no/b.wav", "../b.wav"})
        EXPECT_EQ(found(name, anywhere), "none") << name;
    make("b.flac");
    EXPECT_EQ(found(other / "b.wav", anywhere), "b.flac*");
    make("b.wav");
    EXPECT_EQ(found(other / "b.wav", anywhere), "b.wav*");
}

TEST_F(CueFiles, ALinkInTheFolderMayLeadAnywhere) {
    const TempFolder other;
    write_file(other / "b.wav", "");
    std::filesystem::create_symlink(other / "b.wav", folder_ / "a.wav");
    std::filesystem::create_symlink(other.path(), folder_ / "sub");
    EXPECT_EQ(found("a.wav"), "a.wav");
    EXPECT_EQ(found("sub/b.wav"), "sub/b.wav");
}

TEST_F(CueFiles, WhatNeedNotBeAudioIsNotFoundUnderTheNameOfAudio) {
    make("a.flac");
    EXPECT_EQ(found("a.cdt", {.audio = false}), "none");
    make("A.CDT");
    EXPECT_EQ(found("C:\\a.cdt", {.audio = false}), "A.CDT*");
}

TEST(CueFilesNames, DrivesSharesAndPathsThatGoUpLeadOut) {
    for (const char* name :
         {"/a.wav", "C:\\a.wav", "C:a.wav", "\\\\server\\a.wav", "../a.wav", "a\\..\\..\\b.wav", ".."})
        EXPECT_TRUE(leads_out(name)) << name;
    for (const char* name : {"a.wav", "a/b.wav", "a\\b.wav", "..a.wav", "a..b/c.wav", ""})
        EXPECT_FALSE(leads_out(name)) << name;
}

TEST_F(CueFiles, ANameThatLooksLikeADriveIsFoundAsItIs) {
    make("A: Intro.wav");
    EXPECT_EQ(found("A: Intro.wav"), "A: Intro.wav");
}

TEST_F(CueFiles, CaseIsTheLastResortForAName) {
    make("Track.WAV");
    EXPECT_EQ(found("TRACK.wav"), "Track.WAV*");
    make("track.wav");
    EXPECT_EQ(found("track.wav"), "track.wav");
}

TEST_F(CueFiles, ANameThatIsNotUtf8IsReadLikeTheSheet) {
    make("B\xE4r.wav");
    EXPECT_EQ(found("Bär.wav"), "B\xE4r.wav");
    EXPECT_EQ(found("bär.flac"), "B\xE4r.wav*");
    EXPECT_EQ(found("Bдr.wav"), "none");
    EXPECT_EQ(found("Bдr.wav", {.names = Encoding::windows_1251}), "B\xE4r.wav");
}

// What a Latin-1 sheet with the bytes of a UTF-8 name in it is read as.
TEST_F(CueFiles, ANameWithTheBytesOfTheFilesIsFoundThoughTheSheetIsInAnotherEncoding) {
    make("Caf\xC3\xA9.flac");
    EXPECT_EQ(found("Caf\u00C3\u00A9.flac"), "Caf\xC3\xA9.flac");
    EXPECT_EQ(found("Caf\u00C3\u00A9.wav"), "Caf\xC3\xA9.flac*");
    EXPECT_EQ(found("Caf\u0413\u00A9.flac"), "none");
    EXPECT_EQ(found("Caf\u0413\u00A9.flac", {.names = Encoding::windows_1251}), "Caf\xC3\xA9.flac");
    system_files().create_folder(folder_ / "\u00C9t\u00E9");
    make("\u00C9t\u00E9/b.wav");
    EXPECT_EQ(found("\u00C3\u2030t\u00C3\u00A9\\b.wav"), "\u00C9t\u00E9/b.wav*");
    make("Caf\u00C3\u00A9.flac");
    EXPECT_EQ(found("Caf\u00C3\u00A9.flac"), "Caf\u00C3\u00A9.flac");
}

TEST_F(CueFiles, APathThatLeadsBackIntoTheSheetsFolderIsInside) {
    system_files().create_folder(folder_ / "sub");
    make("a.wav");
    make("sub/b.wav");
    const std::string up = "../" + name_of(folder_.path()) + "/";
    EXPECT_EQ(found(folder_ / "a.wav"), "a.wav");
    EXPECT_EQ(found(folder_ / "sub/b.wav"), "sub/b.wav");
    EXPECT_EQ(found(folder_ / "sub/B.flac"), "sub/b.wav*");
    EXPECT_EQ(found(up + "sub/b.wav"), "sub/b.wav");
    EXPECT_EQ(found("sub/../a.wav"), "a.wav");
    EXPECT_EQ(found("sub\\..\\sub\\b.wav"), "sub/b.wav");
    EXPECT_EQ(found(folder_ / "sub/../../a.wav"), "a.wav*");
    EXPECT_EQ(found(folder_ / "no/b.wav"), "none");
}

TEST_F(CueFiles, AFileThatWasEncodedAgainIsFoundByItsStem) {
    make("a.m4a");
    make("a.txt");
    EXPECT_EQ(found("a.wav"), "a.m4a*");
    make("A.flac");
    EXPECT_EQ(found("a.wav"), "A.flac*");
    EXPECT_EQ(found("a.b.wav"), "none");
}

TEST_F(CueFiles, AFolderIsNotAFile) {
    system_files().create_folder(folder_ / "a.wav");
    EXPECT_EQ(found("a.wav"), "none");
    EXPECT_EQ(found(".."), "none");
    EXPECT_EQ(found("/"), "none");
    EXPECT_EQ(found("sub/"), "none");
}

TEST(CueFilesNames, AudioFilesAreKnownByTheirExtensionInAnyCase) {
    for (const char* name : {"a.flac", "b.WAV", "c.x.Mp3", "d.opus"})
        EXPECT_TRUE(has_audio_extension(name)) << name;
    for (const char* name : {"a.txt", "flac", ".flac", "a.cue", "a.bin", "cover.jpg", "a.m3u"})
        EXPECT_FALSE(has_audio_extension(name)) << name;
}

TEST(CueFilesNames, AudioFilesWithAHeaderAreKnownByTheirFirstBytes) {
    using namespace std::string_literals;
    const TempFolder folder;
    const auto begins = [&](const std::string& head) {
        write_file(folder / "x", head);
        return begins_like_audio_file(system_files(), folder / "x");
    };
    for (const std::string& head : {"fLaC\0\0\0\x22"s, "RIFF\1\0\0\0WAVEfmt "s, "FORM\0\0\0\1AIFF"s,
                                    "FORM\0\0\0\1AIFC"s, "wvpk"s, "OggS"s,
                                    "\0\0\0\x20"
                                    "ftypM4A "s,
                                    "ID3\4"s, "MAC \x96\x0F"s, "TTA1"s, "caff\0\1"s})
        EXPECT_TRUE(begins(head)) << testing::PrintToString(head);
    for (const std::string& head :
         {""s, "\0\0\0\0\0\0\0\0\0\0\0\0"s, "RIFF\1\0\0\0AVI "s, "ID"s, "FILE \"a.wav\" WAVE"s})
        EXPECT_FALSE(begins(head)) << testing::PrintToString(head);
}

TEST_F(CueFiles, AccentsThatAMacHasTakenApartAreNoOtherName) {
    make("E\u0301te\u0301 U\u0308.wav");
    make("\u304B\u3099.flac");
    EXPECT_EQ(found("\u00C9t\u00E9 \u00DC.wav"), "E\u0301te\u0301 U\u0308.wav*");
    EXPECT_EQ(found("\u00E9t\u00E9 \u00FC.flac"), "E\u0301te\u0301 U\u0308.wav*");
    EXPECT_EQ(found("\u304C.wav"), "\u304B\u3099.flac*");
    EXPECT_EQ(found("\u304B.wav"), "none");
    EXPECT_EQ(found("\u00C9t\u00E9 \u00DC.wav", {.audio = false}), "E\u0301te\u0301 U\u0308.wav*");
}

TEST_F(CueFiles, OfSeveralFilesThatAreAlikeWithoutAccentsNoneIsTaken) {
    make("re\u0301sume.wav");
    make("resume\u0301.wav");
    EXPECT_EQ(found("r\u00E9sum\u00E9.wav"), "none");
    EXPECT_EQ(found("r\u00E9sume.flac"), "none");
    make("resume.wav");
    EXPECT_EQ(found("resume.flac"), "resume.wav*");
}

TEST_F(CueFiles, ThePartsOfAPathMayHaveAnotherCaseAndTheFileAnotherKind) {
    system_files().create_folder(folder_ / "CD1");
    system_files().create_folder(folder_ / "CD1/Mu\u0308ll");
    make("CD1/a.flac");
    make("CD1/Mu\u0308ll/b.wav");
    make("b.wav");
    EXPECT_EQ(found("cd1\\a.wav"), "CD1/a.flac*");
    EXPECT_EQ(found("./CD1//A.wav"), "CD1/a.flac*");
    EXPECT_EQ(found("cd1/m\u00DCll/B.wav"), "CD1/Mu\u0308ll/b.wav*");
    EXPECT_EQ(found("cd2/b.wav"), "b.wav*");
    EXPECT_EQ(found("cd1/b.wav"), "b.wav*");
    system_files().create_folder(folder_ / "cd2");
    system_files().create_folder(folder_ / "Cd2");
    make("Cd2/c.wav");
    EXPECT_EQ(found("CD2/c.wav"), "none");
    EXPECT_EQ(found("Cd2/C.wav"), "Cd2/c.wav*");
}

} // namespace
} // namespace redbook
