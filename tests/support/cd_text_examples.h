// Discs whose packs other programs have made: tests/data/cdtext.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/disc/disc.h"
#include "tests/support/memory_source.h"
#include "tests/support/test_data.h"

namespace redbook::test {

inline std::vector<std::byte> bytes_of(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

inline std::vector<std::byte> cdt_file(const std::string& name) {
    std::ifstream file(test::data_path("cdtext/") + name, std::ios::binary);
    return bytes_of(std::string{std::istreambuf_iterator<char>(file), {}});
}

// 18 bytes a line.
inline std::string dump(Bytes bytes) {
    std::string text;
    for (size_t i = 0; i < bytes.size(); ++i)
        text += fmt::format("{:02x}{}", std::to_integer<int>(bytes[i]), i % 18 == 17 ? "\n" : " ");
    return text;
}

inline std::vector<std::byte> undumped(std::string_view text) {
    std::vector<std::byte> bytes;
    for (; text.size() > 1; text.remove_prefix(std::min<size_t>(text.size(), 3)))
        bytes.push_back(std::byte(std::stoi(std::string(text.substr(0, 2)), nullptr, 16)));
    return bytes;
}

inline Texts texts(const std::string& title, const std::string& performer = "") {
    Texts made;
    made.title = title;
    made.performer = performer;
    return made;
}

// One more language for the disc: the album's half, and a text for each track.
inline void add_language(Disc& disc, TextBlock block, const std::vector<Texts>& of_tracks) {
    disc.text_blocks.push_back(std::move(block));
    for (size_t k = 0; k < disc.tracks.size(); ++k) disc.tracks[k].texts.push_back(of_tracks.at(k));
}

// What another program made ex1.cdt of.
inline Disc cafe_noir() {
    Disc disc = plain_disc({1000, 1000, 1000});
    TextBlock english;
    english.album = texts("Café Noir", "The Test Tones");
    english.disc_id = "TT-0001";
    english.genre_code = 14;
    english.genre = "Late night sines";
    add_language(disc, english,
                 {texts("One", "The Test Tones"), texts("A Rather Long Title Number Two", "The Test Tones"),
                  texts("Three", "Guest")});
    disc.mcn = Mcn::parse("4006381333931");
    for (size_t k = 0; k < 3; ++k) disc.tracks[k].isrc = Isrc::parse(fmt::format("DEXYZ260000{}", k + 1));
    return disc;
}

// ex2blocks.cdt
inline Disc cafe_noir_in_two_languages() {
    Disc disc = cafe_noir();
    TextBlock german;
    german.language = 0x08;
    german.album = texts("Schwarzes Café", "The Test Tones");
    add_language(disc, german,
                 {texts("One", "The Test Tones"), texts("A Rather Long Title Number Two", "The Test Tones"),
                  texts("Three", "Guest")});
    return disc;
}

// night.cdt
inline Disc joyful_nights() {
    Disc disc = plain_disc({1000, 1000, 1000});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("XYBLG1101234");
    TextBlock english;
    english.album.title = "Joyful Nights";
    add_language(disc, english,
                 {texts("Song of Joy", "Felix and The Purrs"), texts("Humpty Dumpty", "Catwalk Beauties"),
                  texts("Mee Owwww", "Mia Kitten")});
    return disc;
}

// As DDP tools write it, without codes.
inline Disc one_two() {
    Disc disc = plain_disc({1000, 1000});
    TextBlock english;
    english.album.title = "Disc";
    add_language(disc, english, {texts("One"), texts("Two")});
    disc.mcn = Mcn::parse("0123456789012");
    disc.tracks[0].isrc = Isrc::parse("USABC1111111");
    return disc;
}
inline constexpr std::string_view kOneTwo = "80 00 00 00 44 69 73 63 00 4f 6e 65 00 54 77 6f 34 e1\n"
                                            "80 02 01 03 00 00 00 00 00 00 00 00 00 00 00 00 0e 93\n"
                                            "8f 00 02 00 00 01 02 00 02 00 00 00 00 00 00 00 f1 33\n"
                                            "8f 01 03 00 00 00 00 00 00 00 00 03 04 00 00 00 89 e8\n"
                                            "8f 02 04 00 00 00 00 00 09 00 00 00 00 00 00 00 67 e1\n";

// Japanese, two bytes a character; the second title is the first one again.
inline Disc night_train() {
    Disc disc = plain_disc({1000, 1000, 1000});
    TextBlock japanese;
    japanese.language = 0x69;
    japanese.charset = Charset::ms_jis;
    japanese.album.title = "夜の線";
    japanese.disc_id = "JP-1";
    add_language(disc, japanese, {texts("夜"), texts("夜"), texts("ＡＢＣ")});
    return disc;
}

// Only what packs tell: numbers, texts, codes.
inline Disc told(const Disc& disc) {
    Disc only;
    only.first_track = disc.first_track;
    if (disc.text_blocks.empty()) return only;
    only.mcn = disc.mcn;
    only.text_blocks = disc.text_blocks;
    for (const Track& track : disc.tracks) {
        Track& t = only.tracks.emplace_back();
        t.isrc = track.isrc;
        t.texts = track.texts;
        t.texts.resize(disc.text_blocks.size());
    }
    return only;
}

} // namespace redbook::test
