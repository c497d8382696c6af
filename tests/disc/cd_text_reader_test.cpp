#include <gtest/gtest.h>

#include <random>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/cd_text_charset.h"
#include "tests/disc/cd_text_examples.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using Warnings = std::vector<std::string>;
using Packs = std::vector<std::byte>;

Warnings warnings_of(const Packs& file) { return read_cd_text("x.cdt", file).warnings; }
Disc disc_of(const Packs& file) { return read_cd_text("x.cdt", file).disc; }

std::span<std::byte> pack(Packs& packs, size_t n) {
    return std::span(packs).subspan(n * kTextPackBytes, kTextPackBytes);
}
void seal(std::span<std::byte> pack) {
    const std::span<std::byte> crc = pack.subspan(16);
    BytesWriter(crc).be16(crc16(pack.first(16)));
}
void set(Packs& packs, size_t n, size_t offset, int value) {
    pack(packs, n)[offset] = std::byte(value);
    seal(pack(packs, n));
}
void drop(Packs& packs, size_t n) {
    const auto at = packs.begin() + std::ptrdiff_t(n * kTextPackBytes);
    packs.erase(at, at + kTextPackBytes);
}

TEST(CdTextReader, ReadsWhatOtherProgramsMade) {
    const std::pair<const char*, Disc> kFiles[] = {{"ex1.cdt", cafe_noir()},
                                                   {"ex2blocks.cdt", cafe_noir_in_two_languages()},
                                                   {"night.cdt", joyful_nights()}};
    for (const auto& [name, disc] : kFiles) {
        const CdText text = read_cd_text(name, cdt_file(name));
        EXPECT_TRUE(text.disc == told(disc)) << name;
        EXPECT_EQ(text.warnings, Warnings{}) << name;
    }
}

TEST(CdTextReader, ReadsWhatWasWritten) {
    for (const Disc& disc : {night_train(), cafe_noir_in_two_languages()}) {
        EXPECT_TRUE(disc_of(cd_text_packs(disc)) == told(disc));
        EXPECT_EQ(warnings_of(cd_text_packs(disc)), Warnings{});
    }
}

std::string random_text(std::mt19937& random, Charset charset) {
    std::string text;
    for (size_t n = random() % 4 == 0 ? 0 : random() % 30; n > 0; --n) {
        char32_t code = 0;
        while (!holds(charset, code))
            code = char32_t(charset == Charset::ms_jis ? 0x3000 + random() % 0x6F00 : random() % 0x100);
        append_utf8(text, code);
    }
    return text;
}

TEST(CdTextReader, ReadsTheTextsOfAnyDiscBack) {
    for (uint32_t seed = 0; seed < 80; ++seed) {
        std::mt19937 random(seed);
        Disc disc = random_disc(seed, 6);
        disc.text_blocks.resize(1 + seed % 8);
        for (TextBlock& block : disc.text_blocks) {
            block.charset = std::array{Charset::latin1, Charset::ascii, Charset::ms_jis}[random() % 3];
            for (const TextField& field : kTextFields)
                block.album.*field.member = random_text(random, block.charset);
            block.disc_id = random_text(random, Charset::ascii);
            block.closed_info = random_text(random, Charset::latin1);
        }
        for (Track& track : disc.tracks) {
            track.texts.resize(disc.text_blocks.size());
            for (size_t b = 0; b < disc.text_blocks.size(); ++b)
                for (const TextField& field : kTextFields)
                    track.texts[b].*field.member = random_text(random, disc.text_blocks[b].charset);
            if (random() % 2 == 0) track.texts = disc.tracks[0].texts;
        }
        Warnings changes;
        disc = as_cd_text_holds(disc, changes);
        const CdText text = read_cd_text("x.cdt", cd_text_packs(disc));
        ASSERT_TRUE(text.disc == told(disc)) << seed;
        ASSERT_EQ(text.warnings, Warnings{});
    }
}

TEST(CdTextReader, TakesAHeaderAndAZeroBehind) {
    const Packs packs = cdt_file("ex1.cdt");
    Packs dump = bytes_of(std::string_view("\x01\x6A\x00\x00", 4));
    dump.insert(dump.end(), packs.begin(), packs.end());
    for (Packs file : {packs, dump})
        for (int zeros = 0; zeros < 2; ++zeros, file.push_back(std::byte{0})) {
            EXPECT_TRUE(disc_of(file) == told(cafe_noir()));
            EXPECT_EQ(warnings_of(file), Warnings{});
        }
}

TEST(CdTextReader, WarnsOfAWrongHeaderAndAByteBehindThatIsNotZero) {
    Packs file = bytes_of(std::string_view("\x01\x6B\x00\x00", 4));
    const Packs packs = cdt_file("ex1.cdt");
    file.insert(file.end(), packs.begin(), packs.end());
    file.push_back(std::byte{7});
    EXPECT_EQ(warnings_of(file), (Warnings{"x.cdt: the header says that 363 bytes follow it, 362 do",
                                           "x.cdt: the byte behind the packs is not zero"}));
    EXPECT_TRUE(disc_of(file) == told(cafe_noir()));
}

TEST(CdTextReader, RefusesWhatIsNoFileOfPacks) {
    const auto refusal = [](size_t size) {
        return error_of(Errc::malformed, [&] { read_cd_text("x.cdt", Packs(size)); });
    };
    EXPECT_EQ(refusal(0), "x.cdt: it has no CD-TEXT packs");
    EXPECT_EQ(refusal(1), "x.cdt: it has no CD-TEXT packs");
    EXPECT_EQ(refusal(5), "x.cdt: it has no CD-TEXT packs");
    EXPECT_EQ(refusal(18), "x.cdt: it has no CD-TEXT packs");
    EXPECT_EQ(refusal(17), "x.cdt: 17 bytes are no whole number of CD-TEXT packs of 18 bytes");
    EXPECT_EQ(refusal(2049 * 18), "x.cdt: it has 2049 packs; CD-TEXT has at most 2048");
}

TEST(CdTextReader, BelievesPacksWithAWrongCrcAndWarns) {
    Packs packs = cdt_file("ex1.cdt");
    pack(packs, 3)[17] = pack(packs, 7)[17] = std::byte{0};
    EXPECT_EQ(warnings_of(packs), (Warnings{"x.cdt: 2 of the packs have a wrong CRC, first pack 4; they are "
                                            "believed all the same"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, PutsPacksInTheOrderOfTheirNumbers) {
    Packs packs = cdt_file("ex1.cdt");
    std::ranges::swap_ranges(pack(packs, 1), pack(packs, 2));
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: the packs of block 0 are not numbered 0 to 19; their numbers "
                        "put them in order"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, TakesPacksWithoutNumbersInTheOrderOfTheFile) {
    Packs packs = cdt_file("ex1.cdt");
    for (size_t n = 0; n < 20; ++n) set(packs, n, 2, 0);
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: the packs of block 0 are not numbered 0 to 19; they are taken in "
                        "the order of the file"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, FindsTheNextTextsBehindAMissingPack) {
    Packs packs = cdt_file("ex1.cdt");
    drop(packs, 2);
    EXPECT_EQ(
        warnings_of(packs),
        (Warnings{"x.cdt: the packs of block 0 are not numbered 0 to 18; their numbers put them in order",
                  "x.cdt: block 0 says that it has 5 packs of type 80; there are 4",
                  "x.cdt: packs are missing in front of pack 3 of block 0; texts of type 80 are cut"}));
    Disc expected = told(cafe_noir());
    expected.tracks[1].texts[0].title = "A Rather Lmber Two";
    EXPECT_TRUE(disc_of(packs) == expected);
}

TEST(CdTextReader, CountsTextsWherePacksSayAnotherTrack) {
    Packs packs = cdt_file("ex1.cdt");
    set(packs, 3, 1, 0);
    set(packs, 4, 1, 0);
    EXPECT_EQ(
        warnings_of(packs),
        (Warnings{"x.cdt: pack 3 of block 0 says that it goes on with track 0; it is taken for track 2"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, ReadsTabAsTheTextOfTheTrackBefore) {
    // Album "A", then TAB for all three tracks.
    const Packs packs = undumped("80 00 00 00 41 00 09 00 09 00 09 00 00 00 00 00 00 00 "
                                 "8f 00 01 00 00 01 03 00 01 00 00 00 00 00 00 00 00 00 "
                                 "8f 01 02 00 00 00 00 00 00 00 00 03 03 00 00 00 00 00 "
                                 "8f 02 03 00 00 00 00 00 09 00 00 00 00 00 00 00 00 00 ");
    for (const Track& track : disc_of(packs).tracks) EXPECT_EQ(track.texts[0].title, "A");
}

TEST(CdTextReader, DoesWithoutSizeInformation) {
    Packs packs = cdt_file("ex1.cdt");
    packs.resize(17 * kTextPackBytes);
    EXPECT_EQ(warnings_of(packs), (Warnings{"x.cdt: block 0 has no size information",
                                            "x.cdt: nothing says how many tracks there are; 3 are taken"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, TakesTracksThatCannotBeForUnknown) {
    Packs packs = cdt_file("ex1.cdt");
    set(packs, 17, 5, 0);
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: nothing says how many tracks there are; 3 are taken",
                        "x.cdt: block 0 says that it is for tracks 0 to 3; 1 to 3 are taken"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, LeavesOutTextsOfTracksThatAreNotThere) {
    Packs packs = cdt_file("ex1.cdt");
    set(packs, 17, 6, 2);
    EXPECT_EQ(
        warnings_of(packs),
        (Warnings{"x.cdt: there is a title for track 3, which the disc does not have; it is left out",
                  "x.cdt: there is a performer for track 3, which the disc does not have; it is left out",
                  "x.cdt: there is a ISRC for track 3, which the disc does not have; it is left out"}));
    Disc expected = told(cafe_noir());
    expected.tracks.pop_back();
    EXPECT_TRUE(disc_of(packs) == expected);
}

TEST(CdTextReader, LeavesOutTextsInCharacterSetsThatItCannotRead) {
    Packs packs = cdt_file("ex2blocks.cdt");
    set(packs, 29, 4, 0x81);
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: block 1 is in the character set 81, which cannot be read; its "
                        "texts are left out"}));
    Disc expected = told(cafe_noir_in_two_languages());
    expected.text_blocks[1].album = {};
    for (Track& track : expected.tracks) track.texts[1] = {};
    EXPECT_TRUE(disc_of(packs) == expected);
}

TEST(CdTextReader, ReadsWindowsCharactersAndWarns) {
    Packs packs = cdt_file("ex1.cdt");
    set(packs, 0, 4, 0x93);
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: title of the album has bytes that ISO 8859-1 does not have; it is "
                        "read as \"“afé Noir\""}));
}

TEST(CdTextReader, LeavesOutPacksThatAreNone) {
    Packs packs = cdt_file("ex1.cdt");
    Packs more = undumped("70 00 14 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
                          "80 81 14 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
                          "8a 00 14 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ");
    for (size_t n = 0; n < 3; ++n) seal(pack(more, n));
    packs.insert(packs.end(), more.begin(), more.end());
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: pack 21 is of type 70, which CD-TEXT does not have; it is left out",
                        "x.cdt: pack 22 is of an extension that is not known; it is left out",
                        "x.cdt: block 0 says that it has 0 packs of type 8A; there are 1",
                        "x.cdt: packs of the reserved type 8A are left out"}));
    EXPECT_TRUE(disc_of(packs) == told(cafe_noir()));
}

TEST(CdTextReader, LeavesOutCodesThatAreNone) {
    Packs packs = cdt_file("ex1.cdt");
    set(packs, 12, 4, 'x');
    set(packs, 13, 6, '?');
    EXPECT_EQ(
        warnings_of(packs),
        (Warnings{"x.cdt: the catalogue number of the album, \"x006381333931\", is none; it is left out",
                  "x.cdt: the ISRC of track 1, \"?EXYZ2600001\", is none; it is left out"}));
    EXPECT_FALSE(disc_of(packs).mcn);
    EXPECT_FALSE(disc_of(packs).tracks[0].isrc);
}

TEST(CdTextReader, ClosesUpBlocksThatAreMissing) {
    Packs packs = cdt_file("ex2blocks.cdt");
    for (size_t n = 20; n < 32; ++n) set(packs, n, 3, std::to_integer<int>(pack(packs, n)[3]) + 0x20);
    EXPECT_EQ(warnings_of(packs),
              (Warnings{"x.cdt: block 3 is taken as language 2: there are none for those between"}));
    EXPECT_EQ(disc_of(packs).text_blocks.at(1).album.title, "Schwarzes Café");
}

TEST(CdTextReader, TakesAnyBytesWithoutHarmAndWhatItReadsCanBeWritten) {
    std::mt19937 random(5);
    for (int n = 0; n < 300; ++n) {
        Packs packs = cdt_file(n % 2 == 0 ? "ex2blocks.cdt" : "night.cdt");
        for (int i = int(random() % 40); i >= 0; --i) packs[random() % packs.size()] = std::byte(random());
        Warnings changes;
        const Disc disc = as_cd_text_holds(disc_of(packs), changes);
        const CdText again = read_cd_text("y.cdt", cd_text_packs(disc));
        ASSERT_TRUE(again.disc == disc) << n;
        ASSERT_EQ(again.warnings, Warnings{});
    }
}

TEST(TakeCdText, PutsTextsInPlaceOfTheDiscsAndKeepsItsCodes) {
    Disc disc = plain_disc({1000, 1000, 1000});
    disc.text_blocks.emplace_back().album.title = "Old";
    disc.tracks[0].texts = {texts("Old")};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600009");
    Warnings warnings;
    take_cd_text(disc, read_cd_text("x.cdt", cdt_file("ex1.cdt")), "x.cdt", warnings);
    EXPECT_EQ(warnings, (Warnings{"x.cdt: the CD-TEXT has the ISRC of track 2 DEXYZ2600002, the disc has "
                                  "DEXYZ2600009, which is kept"}));
    Disc expected = cafe_noir();
    expected.tracks[1].isrc = Isrc::parse("DEXYZ2600009");
    EXPECT_TRUE(disc == expected);
}

TEST(TakeCdText, WarnsOfOtherTracksAndGoesByNumber) {
    Disc disc = plain_disc({1000, 1000});
    disc.first_track = 3;
    Warnings warnings;
    take_cd_text(disc, read_cd_text("x.cdt", cdt_file("ex1.cdt")), "x.cdt", warnings);
    EXPECT_EQ(warnings, (Warnings{"x.cdt: the CD-TEXT is for tracks 1 to 3; the disc has 3 to 4"}));
    EXPECT_EQ(track_texts(disc, 0).title, "Three");
    EXPECT_EQ(track_texts(disc, 1), Texts{});
}

} // namespace
} // namespace redbook
