#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <set>

#include "redbook/base/bytes.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_fit.h"
#include "tests/support/cd_text_examples.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using Warnings = std::vector<std::string>;
using Packs = std::vector<std::byte>;

Warnings warnings_of(const Packs& file) { return read_cd_text("x.cdt", file).warnings; }
Disc disc_of(const Packs& file) { return read_cd_text("x.cdt", file).disc; }

// The files of tests/data/cdtext that are made of ex1.cdt and ex2blocks.cdt. Their names state the rule and
// the verdict.
struct Bad {
    const char *name, *reason;
};
const Bad kBad[] = {
    {"bad.001.empty", "it has no CD-TEXT packs"},
    {"bad.002.header_only", "it has no CD-TEXT packs"},
    {"bad.003.size_is_no_number_of_packs", "359 bytes is not a multiple of 18, the size of a CD-TEXT pack"},
    {"bad.004.no_pack_of_cd_text", "it has no CD-TEXT packs"},
};

struct Good {
    const char* name;
    Disc disc;
    Warnings warnings{};
};

Disc without_packs_text(Disc disc) {
    disc.tracks[1].texts[0].title = "A Rather Lmber Two";
    return disc;
}
Disc without_last_track(Disc disc) {
    disc.tracks.pop_back();
    return disc;
}
Disc without_second_languages_texts(Disc disc) {
    disc.text_blocks[1].album = {};
    for (Track& track : disc.tracks) track.texts[1] = {};
    return disc;
}
Disc with_unknown_second_language(Disc disc) {
    disc.text_blocks[1].language = 0; // told of block 1, not of block 3
    return disc;
}
Disc titled(Disc disc, const std::string& title) {
    disc.text_blocks[0].album.title = title;
    return disc;
}
Disc without_first_codes(Disc disc) {
    disc.mcn.reset();
    disc.tracks[0].isrc.reset();
    return disc;
}

const Disc kOne = told(cafe_noir()), kTwo = told(cafe_noir_in_two_languages());
const Good kGood[] = {
    {"ex1", kOne},
    {"ex2blocks", kTwo},
    {"night", told(joyful_nights())},
    {"good.001.zero_byte_behind", kOne},
    {"good.002.header_of_read_toc", kOne},
    {"good.003.header_and_zero_byte", kOne},
    {"good.004.wrong_header_and_byte_behind",
     kOne,
     {"the header says that 363 bytes follow it, 362 do", "the byte after the packs is not zero"}},
    {"good.005.wrong_crc",
     kOne,
     {"2 of the packs have a wrong CRC, first pack 4; they are believed all the same"}},
    {"good.006.packs_out_of_order",
     kOne,
     {"the packs of block 0 are not numbered 0 to 19; their numbers put them in order"}},
    {"good.007.packs_without_numbers",
     kOne,
     {"the packs of block 0 are not numbered 0 to 19; they are taken in the order of the file"}},
    {"good.008.missing_pack",
     without_packs_text(kOne),
     {"the packs of block 0 are not numbered 0 to 18; their numbers put them in order",
      "block 0 says that it has 5 packs of type 80; there are 4",
      "packs are missing before pack 3 of block 0; texts of type 80 are cut"}},
    {"good.009.wrong_track_numbers",
     kOne,
     {"pack 3 of block 0 says that it continues with track 0; it is taken for track 2"}},
    {"good.010.no_size_information",
     kOne,
     {"block 0 has no size information", "nothing says how many tracks there are; 3 are taken"}},
    {"good.011.first_track_0",
     kOne,
     {"nothing says how many tracks there are; 3 are taken",
      "block 0 says that it is for tracks 0 to 3; 1 to 3 are taken"}},
    {"good.012.texts_for_more_tracks",
     without_last_track(kOne),
     {"the title of track 3 is left out: the disc does not have that track",
      "the performer of track 3 is left out: the disc does not have that track",
      "the ISRC of track 3 is left out: the disc does not have that track"}},
    {"good.013.korean_block",
     without_second_languages_texts(kTwo),
     {"block 1 is in the character set 81, which cannot be read; its texts are left out"}},
    {"good.014.windows_1252",
     titled(kOne, "“afé Noir"),
     {"title of the album has bytes that ISO 8859-1 does not have; it is read as \"“afé Noir\""}},
    {"good.015.packs_of_unknown_types",
     kOne,
     {"pack 21 is of type 70, which CD-TEXT does not have; it is left out",
      "pack 22 is of an extension that is not known; it is left out",
      "block 0 says that it has 0 packs of type 8A; there are 1",
      "packs of the reserved type 8A are left out"}},
    {"good.016.bad_codes",
     without_first_codes(kOne),
     {"the catalogue number of the album, \"x006381333931\", is none; it is left out",
      "the ISRC of track 1, \"?EXYZ2600001\", is none; it is left out"}},
    {"good.017.block_numbers_with_holes",
     with_unknown_second_language(kTwo),
     {"block 3 is taken as language 2: there are none for those between"}},
};

TEST(CdTextReader, ReadsTheGoodFilesOfTheCorpusAndWarnsAsItShould) {
    for (const Good& good : kGood) {
        Warnings expected;
        for (const std::string& warning : good.warnings) expected.push_back("x.cdt: " + warning);
        const CdText text = read_cd_text("x.cdt", cdt_file(std::string(good.name) + ".cdt"));
        EXPECT_TRUE(text.disc == good.disc) << good.name;
        EXPECT_EQ(text.warnings, expected) << good.name;
    }
}

TEST(CdTextReader, RefusesTheBadFilesOfTheCorpus) {
    for (const Bad& bad : kBad) {
        const Packs file = cdt_file(std::string(bad.name) + ".cdt");
        EXPECT_EQ(error_of(Errc::malformed, [&] { read_cd_text("x.cdt", file); }),
                  std::string("x.cdt: ") + bad.reason)
            << bad.name;
    }
}

TEST(CdTextReader, EveryFileOfTheCorpusHasACase) {
    std::set<std::string> files, cases;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("cdtext")))
        files.insert(entry.path().stem().string());
    for (const Bad& bad : kBad) cases.insert(bad.name);
    for (const Good& good : kGood) cases.insert(good.name);
    EXPECT_EQ(files, cases);
}

TEST(CdTextReader, RefusesMorePacksThanThereCanBe) {
    const Packs file(2049 * kTextPackBytes);
    EXPECT_EQ(error_of(Errc::malformed, [&] { read_cd_text("x.cdt", file); }),
              "x.cdt: it has 2049 packs; CD-TEXT has at most 2048");
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

TEST(CdTextReader, ReadsTabAsTheTextOfTheTrackBefore) {
    // Album "A", then TAB for all three tracks.
    const Packs packs = undumped("80 00 00 00 41 00 09 00 09 00 09 00 00 00 00 00 00 00 "
                                 "8f 00 01 00 00 01 03 00 01 00 00 00 00 00 00 00 00 00 "
                                 "8f 01 02 00 00 00 00 00 00 00 00 03 03 00 00 00 00 00 "
                                 "8f 02 03 00 00 00 00 00 09 00 00 00 00 00 00 00 00 00 ");
    for (const Track& track : disc_of(packs).tracks) EXPECT_EQ(track.texts[0].title, "A");
}

// Each pack with its flag of two-byte characters set or not, and with `charset` in its size information.
Packs with_flags(Packs packs, bool double_byte, Charset charset) {
    for (size_t at = 0; at < packs.size(); at += kTextPackBytes) {
        const std::span<std::byte> pack = std::span(packs).subspan(at, kTextPackBytes);
        const bool is_text = pack[0] <= std::byte{0x85};
        if (is_text) pack[3] = (pack[3] & std::byte{0x7F}) | std::byte(double_byte ? 0x80 : 0);
        if (pack[0] == std::byte{0x8F} && pack[1] == std::byte{0}) pack[4] = std::byte(charset);
        BytesWriter(pack.subspan(kTextPackBytes - 2)).be16(crc16(pack.first(kTextPackBytes - 2)));
    }
    return packs;
}

Disc in_one_language(Charset charset, std::initializer_list<const char*> titles) {
    Disc disc = plain_disc({1000, 1000, 1000});
    disc.text_blocks.emplace_back().charset = charset;
    disc.text_blocks[0].album.title = titles.begin()[0];
    for (size_t k = 0; k < 3; ++k) disc.tracks[k].texts = {texts(titles.begin()[k + 1])};
    return disc;
}

TEST(CdTextReader, BelievesTheCharacterCodeOfABlockBeforeTheFlagsOfItsPacks) {
    const Disc latin = in_one_language(Charset::latin1, {"Album", "One", "", "Three"}),
               japanese = in_one_language(Charset::ms_jis, {"\u591C", "\u4E00", "\u4E8C\u4E8C", "\u4E09"});
    const Packs flagged = with_flags(cd_text_packs(latin), true, Charset::latin1),
                not_flagged = with_flags(cd_text_packs(japanese), false, Charset::ms_jis);
    EXPECT_TRUE(disc_of(flagged) == told(latin));
    EXPECT_TRUE(disc_of(not_flagged) == told(japanese));
    EXPECT_EQ(warnings_of(flagged),
              (Warnings{"x.cdt: packs of block 0 are flagged otherwise than its character "
                        "code ISO 8859-1 says, which is believed"}));
    EXPECT_EQ(warnings_of(not_flagged), (Warnings{"x.cdt: packs of block 0 are flagged otherwise than its "
                                                  "character code MS-JIS says, which is believed"}));
}

TEST(CdTextReader, ReadsMsJisThatEndsWithOneZeroAsCdrdaoWritesIt) {
    const std::string night = "\u591C", bytes = encode_text(Charset::ms_jis, night);
    const Disc disc = in_one_language(Charset::latin1, {"A", "B", "C", "D"});
    Packs packs = with_flags(cd_text_packs(disc), false, Charset::ms_jis);
    const std::string strings = bytes + '\0' + bytes + '\0' + bytes + bytes + '\0'; // of the first pack
    for (size_t i = 0; i < kTextPayloadBytes; ++i)
        packs[4 + i] = i < strings.size() ? std::byte(strings[i]) : std::byte{0};
    packs = with_flags(packs, false, Charset::ms_jis);
    const Disc read = disc_of(packs);
    EXPECT_EQ(album_texts(read).title, night);
    EXPECT_EQ(track_texts(read, 0).title, night);
    EXPECT_EQ(track_texts(read, 1).title, night + night);
    EXPECT_EQ(track_texts(read, 2).title, "");
    EXPECT_EQ(warnings_of(packs), Warnings{});
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

TEST(TakeCdText, ReplacesTheDiscsCodesIfItIsTold) {
    Disc disc = plain_disc({1000, 1000, 1000});
    disc.mcn = Mcn::parse("0012345678905");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    Warnings warnings;
    take_cd_text(disc, read_cd_text("x.cdt", cdt_file("ex1.cdt")), "x.cdt", warnings, OurCodes::replaced);
    EXPECT_EQ(warnings, (Warnings{"x.cdt: the CD-TEXT has the MCN 4006381333931, the disc has 0012345678905, "
                                  "which is replaced"}));
    EXPECT_TRUE(disc == cafe_noir());
}

TEST(TakeCdText, WarnsOfOtherTracksAndGoesByNumber) {
    Disc disc = plain_disc({1000, 1000});
    disc.first_track = 3;
    Warnings warnings;
    take_cd_text(disc, read_cd_text("x.cdt", cdt_file("ex1.cdt")), "x.cdt", warnings);
    EXPECT_EQ(warnings, (Warnings{"x.cdt: the CD-TEXT is for tracks 1 to 3; the disc has 3 to 4"}));
    EXPECT_EQ(track_texts(disc, 0).title, "Three");
    EXPECT_EQ(disc.tracks[1].texts, std::vector<Texts>(1)); // as it is read again
}

TEST(TakeCdText, CodesOfZerosMeanNoneOnEitherSide) {
    CdText text = read_cd_text("x.cdt", cdt_file("ex1.cdt"));
    text.disc.mcn = Mcn::parse("0000000000000");
    Disc disc = plain_disc({1000, 1000, 1000});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[1].isrc = Isrc::parse("000000000000");
    Warnings warnings;
    take_cd_text(disc, text, "x.cdt", warnings, OurCodes::replaced);
    EXPECT_EQ(warnings,
              (Warnings{"x.cdt: the MCN in the CD-TEXT is all zeros, which means none; it is ignored"}));
    EXPECT_TRUE(disc == cafe_noir());
}

} // namespace
} // namespace redbook
