#include <gmock/gmock.h>

#include "redbook/image/sheet.h"

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Sheet, AForeignWordIsQuotedShortAndOnOneLine) {
    EXPECT_EQ(quoted_word("a\nb"), "'a?b'");
    EXPECT_EQ(quoted_word(std::string(61, 'x')), "'" + std::string(60, 'x') + "...'");
}

TEST(Sheet, ATextThatChangesIsSaid) {
    std::vector<std::string> changes;
    std::string text = "a";
    replace_text(text, "a", "title of track 1", "a toc", changes);
    EXPECT_THAT(changes, IsEmpty());
    replace_text(text, "b", "title of track 1", "a toc", changes);
    EXPECT_EQ(text, "b");
    EXPECT_THAT(changes,
                ElementsAre("the title of track 1 is written as \"b\"; a toc cannot hold it as it is"));
}

TEST(Sheet, ClipsThatGoOnAreOne) {
    std::vector<SheetClip> clips;
    append_clip(clips, {0, {0}, {10}, {5}});
    append_clip(clips, {0, {10}, {10}, {15}});
    ASSERT_EQ(clips.size(), 1u);
    EXPECT_EQ(clips[0].length, SampleCount{20});
    append_clip(clips, {1, {20}, {10}, {25}});
    append_clip(clips, {1, {31}, {10}, {35}});
    append_clip(clips, {1, {41}, {10}, {46}});
    EXPECT_EQ(clips.size(), 4u);
}

TEST(Sheet, ASentenceNamesItsLineIfThereIsOne) {
    EXPECT_EQ(at_line("a.cue", 4, "why"), "a.cue:4: why");
    EXPECT_EQ(at_line("a.flac: CUESHEET block", 0, "why"), "a.flac: CUESHEET block: why");
}

struct ReadText {
    std::string text;
    std::vector<std::string> warnings;
};
ReadText read_text(std::string_view bytes, std::optional<Encoding> encoding = std::nullopt) {
    ReadText read;
    read.text = sheet_text("x.cue", bytes, encoding, read.warnings);
    return read;
}

TEST(Sheet, WhatATextIsInIsSaidWhereItWasGuessed) {
    EXPECT_EQ(read_text("B\xC3\xA4r").text, "Bär");
    EXPECT_THAT(read_text("B\xC3\xA4r").warnings, IsEmpty());
    EXPECT_EQ(read_text("B\xE4r").text, "Bär");
    EXPECT_THAT(read_text("B\xE4r").warnings,
                ElementsAre("x.cue: is not UTF-8; its texts are read as Windows-1252, which is a guess; name "
                            "the encoding if they look wrong"));
}

TEST(Sheet, AnEncodingThatIsAskedForIsNoGuess) {
    EXPECT_EQ(read_text("B\xE4r", Encoding::windows_1252).text, "Bär");
    EXPECT_EQ(read_text("\xCA\xE8\xED\xEE", Encoding::windows_1251).text, "Кино");
    EXPECT_EQ(read_text("\x83\x41", Encoding::shift_jis).text, "ア");
    for (const Encoding encoding : {Encoding::windows_1252, Encoding::windows_1250, Encoding::iso_8859_1})
        EXPECT_THAT(read_text("B\xE4r", encoding).warnings, IsEmpty());
}

TEST(Sheet, AMarkThatContradictsWhatIsAskedIsSaid) {
    EXPECT_THAT(
        read_text("\xEF\xBB\xBFx", Encoding::windows_1252).warnings,
        ElementsAre("x.cue: begins with the mark of UTF-8, but is read as Windows-1252, as was asked"));
    EXPECT_THAT(read_text("\xEF\xBB\xBFx", Encoding::utf8).warnings, IsEmpty());
}

TEST(Sheet, BytesThatAreNoTextAreSaidOnceWithTheirLine) {
    EXPECT_THAT(read_text("a\nb\r\nc\rB\xE4r\n\xE4\n", Encoding::utf8).warnings,
                ElementsAre("x.cue:4: has bytes that are not text in UTF-8; they are read as U+FFFD"));
    EXPECT_THAT(read_text("genuine \xEF\xBF\xBD").warnings, IsEmpty());
}

class FilesBeside : public testing::Test {
  protected:
    FilesBeside() { album_.path = folder_ / "x.cue"; }
    std::string find(const std::string& name, bool outside = false) {
        album_.warnings.clear();
        AlbumOptions options;
        options.allow_outside = outside;
        return find_named_file(album_, 3, name, options);
    }
    TempFolder folder_, other_;
    Album album_;
};

TEST_F(FilesBeside, AnotherThanNamedIsSaid) {
    write_file(folder_ / "a.flac", "");
    EXPECT_EQ(find("a.wav"), folder_ / "a.flac");
    EXPECT_THAT(album_.warnings, ElementsAre(album_.path + ":3: 'a.wav' is not there; 'a.flac' is taken"));
    EXPECT_EQ(find("C:\\rips\\A.FLAC"), folder_ / "a.flac");
    EXPECT_THAT(album_.warnings,
                ElementsAre(album_.path + ":3: 'C:\\rips\\A.FLAC' leads out of the sheet's folder; "
                                          "'a.flac' is taken"));
    EXPECT_EQ(find("a.flac"), folder_ / "a.flac");
    EXPECT_THAT(album_.warnings, IsEmpty());
}

TEST_F(FilesBeside, WhatLiesOutsideIsRefusedUnlessItIsAllowed) {
    const std::string name = other_ / "a.wav";
    write_file(name, "");
    EXPECT_EQ(error_of(Errc::not_found, [&] { find(name); }),
              album_.path + ":3: '" + name +
                  "' leads out of the sheet's folder, and there is no file like it "
                  "inside; copy it there, or open files outside");
    EXPECT_EQ(find(name, true), name);
    EXPECT_THAT(album_.warnings, IsEmpty());
    EXPECT_EQ(error_of(Errc::not_found, [&] { find("../no.wav", true); }),
              album_.path + ":3: there is no file '../no.wav' beside the sheet, nor one like it");
}

} // namespace
} // namespace redbook
