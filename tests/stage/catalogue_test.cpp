#include "redbook/stage/catalogue.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/stage/stash_format.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

// A catalogue of this disc, with sums that are no checksums of anything.
Catalogue catalogue_of(Disc disc) {
    Catalogue c;
    c.capacity = kDefaultCapacity;
    c.disc = std::move(disc);
    for (const Track& track : c.disc.tracks) {
        std::vector<uint32_t> sums(seconds_in(track.pregap) + seconds_in(track.length));
        for (size_t i = 0; i < sums.size(); ++i) sums[i] = uint32_t(i * 2654435761);
        c.sums.push_back(sums);
    }
    return c;
}

// 99 minutes, 99 x 98 indexes above 01, 8 blocks of CD-TEXT each of 3072 characters of two UTF-8 bytes, long
// paths.
Disc worst_disc() {
    Disc disc;
    disc.mcn = Mcn::parse("4006381333931");
    disc.text_blocks.resize(kMostTextBlocks);
    std::string text;
    for (int i = 0; i < 3072 / 600; ++i) text += "\u00e9";
    Texts texts;
    for (const TextField& field : kTextFields) texts.*field.member = text;
    for (TextBlock& block : disc.text_blocks) block.album = texts;
    for (int k = 0; k < kMostTracks; ++k) {
        Track track;
        track.pregap = {76};
        track.length = {445500 / 99 - 76};
        for (int i = 0; i < 98; ++i) track.indexes.push_back({i + 1});
        track.texts.assign(kMostTextBlocks, texts);
        track.isrc = Isrc::parse("DEXYZ2600001");
        track.source = SourceFile{std::string(4095, 'p'), UINT64_MAX, INT64_MIN, UINT32_MAX};
        disc.tracks.push_back(track);
    }
    return disc;
}

TEST(Catalogue, RandomDiscsRoundTrip) {
    for (uint32_t seed = 0; seed < 300; ++seed) {
        Catalogue c = catalogue_of(random_disc(seed, 99));
        c.run = {StagingRun::Kind(seed % 3), int(seed % 100), int(99 - seed % 100)};
        ASSERT_NO_THROW(require_storable(c.disc, "x"));
        const auto decoded = decode(encode(c));
        ASSERT_TRUE(decoded.has_value()) << seed;
        ASSERT_EQ(*decoded, c) << seed;
    }
}

TEST(Catalogue, TheWorstDiscFitsASlot) {
    const Catalogue c = catalogue_of(worst_disc());
    require_storable(c.disc, "x");
    const auto bytes = encode(c);
    EXPECT_LE(bytes.size(), kMostCatalogueBytes * 2 / 3);
    EXPECT_EQ(decode(bytes), c);
}

TEST(Catalogue, OfAnEmptyDiscHasTheseBytes) {
    Catalogue c;
    c.capacity = {359849};
    c.disc.mcn = Mcn::parse("4006381333931");
    const std::string expected("\xA9\x7D\x05\0\0\1\0\0\x96\0\0\1"
                               "4006381333931\0\0\0\0\0\0\0",
                               32);
    const auto bytes = encode(c);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), expected);
}

TEST(Catalogue, WithNotesRoundTrips) {
    Catalogue c = catalogue_of(random_disc(5, 3));
    c.disc.data = {{0, {0}, BlockCount{4000}}, {c.disc.tracks.size(), kBetweenSessions, std::nullopt}};
    c.missing = {{"a.wav", {.first = 5, .count = 7, .rate = 96000}},
                 {"b.wav", {.first = 5, .count = 7, .rate = 96000, .assumed = true}},
                 {"", {.first = 0, .count = 0, .rate = 44100}}};
    const auto bytes = encode(c);
    EXPECT_EQ(decode(bytes), c);
    Catalogue plain = c;
    plain.disc.data.clear();
    plain.missing.clear();
    EXPECT_TRUE(has_notes(c) && !has_notes(plain));
    for (size_t n = encode(plain).size() + 1; n < bytes.size(); ++n)
        EXPECT_FALSE(decode(Bytes(bytes).first(n)).has_value()) << n;
}

TEST(Catalogue, CutAnywhereIsNone) {
    const auto bytes = encode(catalogue_of(random_disc(5, 3)));
    for (size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(decode(Bytes(bytes).first(n)).has_value()) << n;
}

TEST(Catalogue, EveryFileOfTheCorpusIsWhatItsNameSays) {
    size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::data_path("stash"))) {
        const std::string name = entry.path().filename().string();
        const std::string bytes = read_whole_file(system_files(), entry.path().string(), kMostCatalogueBytes);
        const auto catalogue = decode(as_bytes(bytes));
        EXPECT_EQ(catalogue.has_value(), name.starts_with("good.")) << name;
        EXPECT_TRUE(!catalogue || std::ranges::equal(encode(*catalogue), as_bytes(bytes))) << name;
        ++files;
    }
    EXPECT_EQ(files, 12u);
}

TEST(Catalogue, WithMoreBehindItIsNone) {
    auto bytes = encode(catalogue_of(random_disc(5, 3)));
    bytes.push_back(std::byte{0});
    EXPECT_FALSE(decode(bytes).has_value());
}

TEST(Catalogue, OfImpossibleValuesIsNone) {
    const auto good = encode(catalogue_of(plain_disc({300})));
    struct Case {
        size_t offset;
        uint8_t value;
    };
    for (const auto& [offset, value] : {Case{3, 1},                      // capacity
                                        Case{4, 100},                    // tracks
                                        Case{5, 100},                    // number of the first
                                        Case{6, 2},                      // mode
                                        Case{7, 2},                      // join
                                        Case{10, 9},                     // CD-TEXT blocks
                                        Case{11, 1},                     // an MCN of zeros
                                        Case{31, 255},                   // remarks
                                        Case{kDiscHeadBytes + 11, 255},  // length
                                        Case{kDiscHeadBytes + 17, 99},   // indexes
                                        Case{kDiscHeadBytes + 18, 9},    // texts
                                        Case{kDiscHeadBytes + 19, 1}}) { // an ISRC of zeros
        auto bytes = good;
        bytes[offset] = std::byte{value};
        EXPECT_FALSE(decode(bytes).has_value()) << offset;
    }
}

std::string why_not_storable(const Disc& disc) {
    return error_of(Errc::bad_value, [&] { require_storable(disc, "x.stash"); });
}

TEST(Catalogue, WhatItCannotHoldIsRefused) {
    Disc disc = plain_disc(std::vector<int>(100, 300));
    EXPECT_EQ(why_not_storable(disc), "x.stash: a disc has at most 99 tracks");
    disc = plain_disc({300});
    disc.first_track = 0;
    EXPECT_EQ(why_not_storable(disc), "x.stash: the first track's number is 1 to 99, not 0");
    disc = plain_disc({300});
    disc.gap = {226};
    EXPECT_EQ(why_not_storable(disc), "x.stash: the gap is 0 to 225 blocks, not 226");
    disc = plain_disc({300});
    disc.text_blocks.resize(9);
    EXPECT_EQ(why_not_storable(disc), "x.stash: a disc has at most 8 blocks of CD-TEXT");
    disc = plain_disc({300, 300});
    disc.tracks[1].pregap = {-1};
    EXPECT_EQ(why_not_storable(disc),
              "x.stash: track 2 has a length, an index or a number of texts that no disc has");
}

TEST(Catalogue, TextsTooLongForASlotAreRefused) {
    Disc disc = plain_disc({300});
    disc.remarks = {std::string(1100000, '-')};
    EXPECT_EQ(why_not_storable(disc),
              "x.stash: the texts and remarks need 1100092 bytes, a stash has 888584 for "
              "them; shorten them");
}

TEST(Catalogue, CapacityIsThatOfADisc) {
    EXPECT_NO_THROW(require_capacity({300}, "x"));
    EXPECT_NO_THROW(require_capacity({449849}, "x"));
    for (const int blocks : {-1, 0, 299, 449850})
        EXPECT_EQ(error_of(Errc::bad_value, [&] { require_capacity({blocks}, "x.stash"); }),
                  "x.stash: the capacity is 300 to 449849 blocks, not " + std::to_string(blocks));
}

} // namespace
} // namespace redbook
