// The corpus of tests/data/playlist: the file names state the rule and the verdict.
#include "redbook/image/tracks/playlist.h"

#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// Warnings, then each entry with its line; or the error.
std::string playlist_outcome(const std::string& name) {
    try {
        const Playlist list = parse_playlist(name, read_file(test::data_path("playlist/") + name));
        std::string outcome;
        for (const std::string& warning : list.warnings) outcome += warning + '\n';
        for (const PlaylistEntry& entry : list.entries)
            outcome += fmt::format("{} {}\n", entry.line, entry.name);
        return outcome;
    } catch (const Error& e) {
        return e.what();
    }
}

const std::vector<CorpusCase> kPlaylistCases{
    {"bad.001.no_file.m3u", "$: there is no file in this playlist; give one that names some"},
    {"bad.002.stream.m3u",
     "$:2: 'http://radio.example/stream' is not a file of this machine; a disc is made of files"},
    {"bad.003.hundred_files.m3u", "$: there are 100 files in this playlist; a disc holds at most 99 tracks"},
    {"bad.004.another_scheme.m3u",
     "$:3: 'what://is.wav' is not a file of this machine; a disc is made of files"},
    {"bad.005.zero_byte.m3u", "$:2: the line has a zero byte in it; this is not a text file"},
    {"bad.006.url_without_a_path.m3u", "$:1: 'file://' names no file"},
    {"good.001.extended.m3u", "3 b.wav\n5 a.wav\n6 sub/c.wav\n"},
    {"good.002.names_alone_crlf.m3u", "1 a.wav\n2 b.wav\n"},
    {"good.003.byte_order_mark.m3u8", "2 Bär.wav\n"},
    {"good.004.windows_1252.m3u", "$: is not UTF-8; its texts are read as Windows-1252, which is a guess; "
                                  "name the encoding if they look wrong\n1 Bär.wav\n"},
    {"good.005.file_urls.m3u",
     "2 /music/Bär #1.wav\n3 /music/a%.wav\n4 C:/Music/b%00.wav\n5 /music/Bär.wav\n"},
    {"good.006.pls.pls", "5 a.wav\n2 b.wav\n6 c=d.wav\n"},
    {"good.007.entries_that_are_none.pls", "$:3: a second File1 is left out\n2 a.wav\n"},
    {"good.008.utf16.m3u", "2 Bär.wav\n"},
    {"good.009.name_with_a_colon.pls", "2 a.wav\n3 b/what://c.wav\n"},
    {"good.010.comment_before_the_section.pls", "3 a.wav\n"},
};

TEST(PlaylistCorpus, EveryFileIsReadAsItsNameSays) {
    std::vector<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("playlist")))
        files.push_back(entry.path().filename().string());
    for (const CorpusCase& c : kPlaylistCases) {
        std::string expected = c.outcome;
        for (size_t at; (at = expected.find('$')) != expected.npos;) expected.replace(at, 1, c.name);
        EXPECT_EQ(playlist_outcome(c.name), expected) << c.name;
        cases.push_back(c.name);
    }
    std::sort(files.begin(), files.end());
    EXPECT_EQ(files, cases);
}

TEST(Playlist, IsKnownByItsFirstLine) {
    for (const char* text : {"#EXTM3U", "\n#extm3u\na.wav", "\xEF\xBB\xBF[Playlist]\n", "[playlist]"})
        EXPECT_TRUE(looks_like_playlist(text)) << text;
    for (const char* text : {"", "a.wav", "#EXT", "[CloneCD]", "fLaC"})
        EXPECT_FALSE(looks_like_playlist(text)) << text;
}

class OpenPlaylist : public testing::Test {
  protected:
    OpenPlaylist() {
        system_files().create_folder(folder_ / "sub");
        write_pattern_wav(folder_ / "one.wav", {}, samples_in(BlockCount{300}));
        write_pattern_wav(folder_ / "sub/two.wav", samples_in(BlockCount{300}), samples_in(BlockCount{400}));
    }
    Album open(const std::string& name, const std::string& text, const AlbumOptions& options = {}) {
        write_file(folder_ / name, text);
        return open_album({folder_ / name}, options);
    }
    TempFolder folder_;
};

TEST_F(OpenPlaylist, YieldsItsFilesInItsOrder) {
    const std::string lines = "sub\\two.wav\n" + folder_ / "one.wav\n";
    const std::pair<std::string, std::string> lists[] = {
        {"a.m3u", lines},
        {"a.txt", "#EXTM3U\n" + lines},
        {"a.pls", "[playlist]\nFile2=one.wav\nFile1=sub/two.wav\n"},
        {"a.m3u8", "sub/two.wav\nfile://" + folder_ / "one.wav\n"}};
    for (const auto& [name, text] : lists) {
        SCOPED_TRACE(name);
        const Album album = open(name, text);
        EXPECT_EQ(album.kind, AlbumKind::playlist);
        EXPECT_EQ(album.path, folder_ / name);
        EXPECT_THAT(album.files, ElementsAre(folder_ / name, folder_ / "sub/two.wav", folder_ / "one.wav"));
        EXPECT_EQ(layout_line(album.disc), "1 -150/0, 2 400/400, lead-out 700");
        EXPECT_TRUE(album.applied.join);
        EXPECT_THAT(album.warnings, IsEmpty());
    }
}

TEST_F(OpenPlaylist, HeedsHowFilesAreJoined) {
    EXPECT_EQ(layout_line(open("a.m3u", "one.wav\none.wav\n", {.pause = BlockCount{150}}).disc),
              "1 -150/0, 2 300/450, lead-out 750");
}

TEST_F(OpenPlaylist, NamesTheLineOfAFileThatIsNotThereOrIsAnother) {
    EXPECT_THAT(open("a.m3u", "ONE.flac\n").warnings,
                ElementsAre(folder_ / "a.m3u:1: 'ONE.flac' is not there; 'one.wav' is taken"));
    EXPECT_EQ(error_of(Errc::not_found, [&] { open("a.m3u", "one.wav\nthree.wav\n"); }),
              folder_ / "a.m3u:2: there is no file 'three.wav' beside the playlist, nor one like it");
}

TEST_F(OpenPlaylist, LeadsOutOfItsFolderOnlyIfAllowed) {
    write_file(folder_ / "sub/a.m3u", "../one.wav\n");
    EXPECT_EQ(
        error_of(Errc::not_found, [&] { open_album({folder_ / "sub/a.m3u"}); }),
        folder_ /
            "sub/a.m3u:1: '../one.wav' leads out of the playlist's folder, and there is no file like it "
            "inside; copy it there, or open files outside");
    EXPECT_EQ(layout_line(open_album({folder_ / "sub/a.m3u"}, {.allow_outside = true}).disc),
              "1 -150/0, lead-out 300");
}

TEST_F(OpenPlaylist, IsAnAlbumOfItsOwn) {
    write_file(folder_ / "a.m3u", "one.wav\n");
    EXPECT_TRUE(is_whole_album(folder_ / "a.m3u"));
    EXPECT_EQ(error_of(Errc::unsupported,
                       [&] {
                           open_album({folder_ / "one.wav", folder_ / "a.m3u"});
                       }),
              folder_ / "a.m3u: a folder, a sheet or a playlist is an album of its own; give it alone");
}

} // namespace
} // namespace redbook
