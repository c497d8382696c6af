#include "redbook/disc/subchannel.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "redbook/base/bytes.h"
#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using test::plain_disc;

std::string hex(Bytes bytes) {
    std::string text;
    for (const std::byte b : bytes)
        text += fmt::format("{}{:02x}", text.empty() ? "" : " ", std::to_integer<int>(b));
    return text;
}

QFrame frame_of(const std::string& hex_text) {
    QFrame frame{};
    for (size_t i = 0; i < frame.size(); ++i)
        frame[i] = std::byte(std::stoi(hex_text.substr(3 * i, 2), nullptr, 16));
    return frame;
}

// The test disc of tests/data/images/disc3.
Disc disc3() {
    Disc disc = plain_disc({300, 300, 300});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.tracks[1].pregap = {150};
    disc.tracks[1].indexes = {{150}};
    disc.tracks[1].flags.pre_emphasis = true;
    disc.tracks[2].flags.copy_permitted = true;
    return disc;
}

std::vector<std::byte> disc3_sub() {
    std::ifstream file(test::data_path("images/disc3/disc.sub"), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

QFacts facts_of(const std::vector<QFrame>& frames) {
    size_t n = 0;
    return read_q_frames([&] { return n < frames.size() ? std::optional(frames[n++]) : std::nullopt; });
}

std::vector<QFrame> frames_of(const Disc& disc, Lba first, Lba end) {
    const Subchannels subchannels(disc);
    std::vector<QFrame> frames;
    for (Lba at = first; at < end; at += BlockCount{1}) frames.push_back(subchannels.q(at));
    return frames;
}

Lba lead_out_of(const Disc& disc) { return layout_of(disc).lead_out; }

// What read_q_frames() should find.
QFacts facts_of_whole(const Disc& disc) {
    const Layout layout = layout_of(disc);
    QFacts facts{{}, disc.mcn, layout.lead_out, (layout.lead_out - kProgramStart).value + 1, 0};
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const TrackSpan& span = layout.tracks[k];
        QTrack told{disc.number_of(k), track.flags, false, track.isrc, {}};
        if (span.start < span.index01) told.indexes.push_back({0, span.start, true});
        told.indexes.push_back({1, span.index01, true});
        for (size_t i = 0; i < track.indexes.size(); ++i)
            told.indexes.push_back({int(i) + 2, span.index01 + track.indexes[i], true});
        facts.tracks.push_back(told);
    }
    return facts;
}

struct Vector {
    const char* name;
    uint8_t control;
    QData data;
    const char* hex;
};

const Vector kVectors[] = {
    {"data track, LBA 0", 4, QPosition{1, 1, {0}, {0}}, "41 01 01 00 00 00 00 00 02 00 28 32"},
    {"audio track 1, LBA 0", 0, QPosition{1, 1, {0}, {0}}, "01 01 01 00 00 00 00 00 02 00 5a 28"},
    {"first block of the pause", 0, QPosition{1, 0, {150}, {-150}}, "01 01 00 00 02 00 00 00 00 00 f0 d9"},
    {"last block of the pause", 0, QPosition{1, 0, {1}, {-1}}, "01 01 00 00 00 01 00 00 01 74 dc ea"},
    {"track 2 INDEX 00", 1, QPosition{2, 0, {150}, {300}}, "11 02 00 00 02 00 00 00 06 00 e3 ad"},
    {"track 2 INDEX 02", 1, QPosition{2, 2, {150}, {600}}, "11 02 02 00 02 00 00 00 10 00 c5 de"},
    {"track 3, copy permitted", 2, QPosition{3, 1, {0}, {750}}, "21 03 01 00 00 00 00 00 12 00 a6 31"},
    {"track 12 INDEX 34", 0, QPosition{12, 34, {56606}, {315697}}, "01 12 34 12 34 56 00 70 11 22 06 fa"},
    {"lead-out", 2, QPosition{kLeadOutTrack, 1, {0}, {1050}}, "21 aa 01 00 00 00 00 00 16 00 b0 67"},
    {"lead-out, second block", 2, QPosition{kLeadOutTrack, 1, {1}, {1051}},
     "21 aa 01 00 00 01 00 00 16 01 0a 17"},
    {"MCN", 1, QMcn{*Mcn::parse("4006381333931"), 0}, "12 40 06 38 13 33 93 10 00 00 88 a9"},
    {"MCN of zeros", 0, QMcn{*Mcn::parse("0000000000000"), 0}, "02 00 00 00 00 00 00 00 00 00 21 75"},
    {"ISRC DEXYZ2600001", 2, QIsrc{*Isrc::parse("DEXYZ2600001"), 0}, "23 51 5a 29 a8 26 00 00 10 00 a5 33"},
    {"ISRC XYBLG1101234", 0, QIsrc{*Isrc::parse("XYBLG1101234"), 0}, "03 a2 94 9c 5c 11 01 23 40 00 e0 3a"},
    {"ISRC USRC17607839", 0, QIsrc{*Isrc::parse("USRC17607839"), 0}, "03 96 38 93 04 76 07 83 90 00 19 9c"},
    {"TOC A0", 0, QPointer{0xA0, {}, {1, 0, 0}}, "01 00 a0 00 00 00 00 01 00 00 21 63"},
    {"TOC A1", 2, QPointer{0xA1, {}, {3, 0, 0}}, "21 00 a1 00 00 00 00 03 00 00 31 dd"},
    {"TOC A2", 2, QPointer{0xA2, {}, {0, 16, 0}}, "21 00 a2 00 00 00 00 00 16 00 09 2d"},
    {"TOC track 1", 0, QPointer{1, {}, {0, 2, 0}}, "01 00 01 00 00 00 00 00 02 00 b1 0b"},
    {"TOC track 2", 1, QPointer{2, {0, 0, 3}, {0, 8, 0}}, "11 00 02 00 00 03 00 00 08 00 ec f1"},
};

TEST(QFrames, AreThePublishedOnes) {
    for (const Vector& v : kVectors) EXPECT_EQ(hex(encode_q(v.control, v.data)), v.hex) << v.name;
}

TEST(QFrames, AreReadBackAsWhatTheyWereMadeOf) {
    for (const Vector& v : kVectors) {
        const DecodedQ q = decode_q(frame_of(v.hex));
        EXPECT_TRUE(q.crc_is_right) << v.name;
        EXPECT_EQ(q.control, v.control) << v.name;
        EXPECT_TRUE(q.data == v.data) << v.name;
    }
}

TEST(QFrames, WithAnyBitFlippedHaveAWrongCrc) {
    for (const Vector& v : kVectors)
        for (size_t bit = 0; bit < 96; ++bit) {
            QFrame frame = frame_of(v.hex);
            frame[bit / 8] ^= std::byte(0x80 >> bit % 8);
            EXPECT_FALSE(decode_q(frame).crc_is_right) << v.name << " " << bit;
        }
}

TEST(QFrames, OfZerosAreNotValid) { EXPECT_FALSE(decode_q({}).crc_is_right); }

TEST(QFrames, OfAnyBytesAreReadAsSomethingThatCanBeWrittenAgain) {
    std::mt19937 random(1);
    for (int n = 0; n < 20000; ++n) {
        QFrame frame;
        for (std::byte& b : frame) b = std::byte(random() % (n % 2 == 0 ? 256 : 10));
        frame[0] = std::byte(random() % 5);
        const DecodedQ q = decode_q(frame);
        const DecodedQ again = decode_q(encode_q(q.control, q.data));
        ASSERT_TRUE(again.crc_is_right && again.data == q.data) << hex(frame);
    }
}

TEST(QFrames, RefuseWhatTheyCannotTell) {
    using test::error_of;
    const auto encode = [](QPosition p) { return [p] { encode_q(0, p); }; };
    EXPECT_EQ(error_of(Errc::bad_value, encode({1, 1, {0}, {449850}})),
              "Q cannot tell the address LBA 449850");
    EXPECT_EQ(error_of(Errc::bad_value, encode({1, 1, {0}, {-151}})), "Q cannot tell the address LBA -151");
    EXPECT_EQ(error_of(Errc::bad_value, encode({100, 1, {0}, {0}})), "Q cannot tell the track number 100");
    EXPECT_EQ(error_of(Errc::bad_value, encode({1, 100, {0}, {0}})), "Q cannot tell INDEX 100");
}

// The other program has its ISRC where INDEX 01 begins, at LBA 0 and 450; here that is told one block later.
TEST(Subchannels, OfTheTestDiscAreByteForByteThatOfAnotherProgramButWhereAnIndexBegins) {
    auto expected = disc3_sub();
    ASSERT_EQ(expected.size(), 1050 * kSubcodeBytes);
    const auto q_of = [&](size_t lba) { return std::span(expected).subspan(lba * kSubcodeBytes + 12, 12); };
    const auto expect = [&](size_t lba, const std::string& theirs, const std::string& ours) {
        EXPECT_EQ(hex(q_of(lba)), theirs);
        std::ranges::copy(frame_of(ours), q_of(lba).begin());
    };
    expect(0, "03 51 5a 29 a8 26 00 00 10 00 9c 3e", "01 01 01 00 00 00 00 00 02 00 5a 28");
    expect(1, "01 01 01 00 00 01 00 00 02 01 e0 58", "03 51 5a 29 a8 26 00 00 10 01 8c 1f");
    expect(450, "13 51 5a 29 a8 26 00 00 20 00 0d 3d", "11 02 01 00 00 00 00 00 08 00 0c 31");
    expect(451, "11 02 01 00 00 01 00 00 08 01 b6 41", "13 51 5a 29 a8 26 00 00 20 01 1d 1c");
    const Subchannels subchannels(disc3());
    for (int block = 0; block < 1050; ++block) {
        Subcode made;
        subchannels.write({block}, made);
        ASSERT_EQ(hex(made), hex(Bytes(expected).subspan(size_t(block) * kSubcodeBytes, kSubcodeBytes)))
            << "LBA " << block;
    }
}

TEST(Subchannels, WrittenInOneGoAreTheSameAsBlockByBlock) {
    const Subchannels subchannels(disc3());
    std::vector<std::byte> all(1050 * kSubcodeBytes);
    subchannels.write({0}, all);
    for (size_t block = 0; block < 1050; ++block) {
        Subcode one;
        subchannels.write({int32_t(block)}, one);
        ASSERT_EQ(hex(one), hex(Bytes(all).subspan(block * kSubcodeBytes, kSubcodeBytes))) << block;
    }
}

TEST(Subchannels, TellTheTocInTheLeadInEachEntryThreeTimes) {
    const Subchannels subchannels(disc3());
    const auto entry = [&](int32_t n) { return decode_q(subchannels.lead_in_q(n)); };
    const QPointer expected[] = {{1, {0, 0, 0}, {0, 2, 0}},     {2, {0, 0, 3}, {0, 8, 0}},
                                 {3, {0, 0, 6}, {0, 12, 0}},    {0xA0, {0, 0, 9}, {1, 0, 0}},
                                 {0xA1, {0, 0, 12}, {3, 0, 0}}, {0xA2, {0, 0, 15}, {0, 16, 0}}};
    const uint8_t controls[] = {0, 1, 2, 0, 2, 2};
    for (int32_t n = 0; n < 18; ++n) {
        QPointer pointer = expected[n / 3];
        pointer.running.frame = uint8_t(n);
        EXPECT_TRUE(entry(n).data == QData(pointer)) << n;
        EXPECT_EQ(entry(n).control, controls[n / 3]) << n;
    }
    EXPECT_TRUE(entry(18).data == QData(QPointer{1, {0, 0, 18}, {0, 2, 0}}));
    EXPECT_EQ(hex(subchannels.lead_in_q(3)), "11 00 02 00 00 03 00 00 08 00 ec f1");
}

TEST(Subchannels, HaveThePInPausesAndBlinkingInTheLeadOut) {
    const Subchannels subchannels(disc3());
    for (const int at : {-150, -1, 300, 449}) EXPECT_TRUE(subchannels.p({at})) << at;
    for (const int at : {0, 299, 450, 749, 750, 1049}) EXPECT_FALSE(subchannels.p({at})) << at;
    for (const int n : {0, 149, 169, 187}) EXPECT_FALSE(subchannels.p({1050 + n})) << n;
    for (const int n : {150, 168, 188, 206}) EXPECT_TRUE(subchannels.p({1050 + n})) << n;
}

TEST(Subchannels, PutTheNumbersBehindABlockWhereAnIndexBegins) {
    Disc disc = disc3();
    disc.tracks[0].indexes = {{75}, {100}, {101}}; // the 26th, 51st and 52nd block of a hundred
    const Subchannels subchannels(disc);
    const auto data = [&](int at) { return decode_q(subchannels.q({at})).data; };
    EXPECT_TRUE(data(75) == QData(QPosition{1, 2, {75}, {75}}));
    EXPECT_TRUE(std::holds_alternative<QMcn>(data(76)));
    EXPECT_TRUE(data(100) == QData(QPosition{1, 3, {100}, {100}}));
    EXPECT_TRUE(data(101) == QData(QPosition{1, 4, {101}, {101}}));
    EXPECT_TRUE(std::holds_alternative<QIsrc>(data(102)));
    EXPECT_TRUE(std::holds_alternative<QPosition>(data(103)));
}

TEST(Subchannels, AlternateTheCopyBitOfScmsEveryFourBlocks) {
    Disc disc = plain_disc({300});
    disc.tracks[0].flags.scms = disc.tracks[0].flags.pre_emphasis = true;
    const Subchannels subchannels(disc);
    for (int n = 0; n < 450; ++n)
        ASSERT_EQ(decode_q(subchannels.q({n - 150})).control, n / 4 % 2 == 0 ? 3 : 1) << n;
}

TEST(Subchannels, TellThePositionInNineOfAnyTenBlocks) {
    for (uint32_t seed = 0; seed < 40; ++seed) {
        const Disc disc = test::random_disc(seed, 4);
        const auto frames = frames_of(disc, kProgramStart, lead_out_of(disc));
        int since = 10;
        for (const QFrame& frame : frames) {
            const bool position = std::holds_alternative<QPosition>(decode_q(frame).data);
            ASSERT_TRUE(position || since >= 10) << seed;
            since = position ? since + 1 : 1;
        }
    }
}

TEST(Subchannels, KnowTheirOwnBlocksAndThoseOfAnotherProgram) {
    const Subchannels subchannels(disc3());
    const auto other = disc3_sub();
    for (int block = 0; block < 1050; ++block) {
        Subcode made;
        subchannels.write({block}, made);
        ASSERT_TRUE(subchannels.says({block}, made)) << block;
        const Bytes theirs = Bytes(other).subspan(size_t(block) * kSubcodeBytes, kSubcodeBytes);
        ASSERT_TRUE(subchannels.says({block}, theirs)) << block;
        ASSERT_FALSE(subchannels.says({block + 1}, made)) << block;
    }
}

TEST(Subchannels, DoNotKnowABlockWithAnyBitFlipped) {
    const Subchannels subchannels(disc3());
    for (const int block : {0, 25, 51, 325, 1050, 1300})
        for (size_t bit = 0; bit < 8 * kSubcodeBytes; ++bit) {
            Subcode made;
            subchannels.write({block}, made);
            made[bit / 8] ^= std::byte(1 << bit % 8);
            ASSERT_FALSE(subchannels.says({block}, made)) << block << " " << bit;
        }
}

TEST(CodeRoom, IsThereWhereTheSubchannelFromLba0OnTellsTheCode) {
    std::mt19937 random(3);
    for (int n = 0; n < 300; ++n) {
        Disc disc = plain_disc({1 + int(random() % 120), 1 + int(random() % 120), 1 + int(random() % 60)});
        disc.mcn = Mcn::parse("4006381333931");
        for (Track& track : disc.tracks) track.isrc = Isrc::parse("DEXYZ2600001");
        disc.tracks[1].pregap = {int(random() % 60)};
        for (int i = 1; i < disc.tracks[2].length.value && i < 5; ++i) disc.tracks[2].indexes.push_back({i});
        const Subchannels subchannels(disc);
        const Layout layout = layout_of(disc);
        CodeRoom told{false, std::vector<bool>(3)};
        for (size_t k = 0; k < 3; ++k)
            for (Lba at = std::max(layout.tracks[k].start, Lba{0}); at < layout.tracks[k].end;
                 at += BlockCount{1}) {
                const QData data = decode_q(subchannels.q(at)).data;
                told.mcn = told.mcn || std::holds_alternative<QMcn>(data);
                if (std::holds_alternative<QIsrc>(data)) told.isrc[k] = true;
            }
        const CodeRoom room = room_for_codes(disc);
        EXPECT_EQ(room.mcn, told.mcn) << n;
        EXPECT_EQ(room.isrc, told.isrc) << n;
    }
}

TEST(Subchannels, TakeACodeOfZerosForNone) {
    const Disc disc = plain_disc({300, 300});
    const Subchannels subchannels(disc);
    const auto block_with = [&](const QData& data) {
        Subcode made;
        subchannels.write({30}, made);
        const QFrame q = encode_q(0, data);
        std::copy(q.begin(), q.end(), made.begin() + 12);
        return made;
    };
    EXPECT_TRUE(subchannels.says({30}, block_with(QMcn{*Mcn::parse("0000000000000"), 30})));
    EXPECT_TRUE(subchannels.says({30}, block_with(QIsrc{*Isrc::parse("000000000000"), 30})));
    EXPECT_FALSE(subchannels.says({30}, block_with(QMcn{*Mcn::parse("0000000000017"), 30})));
    EXPECT_FALSE(subchannels.says({30}, block_with(QIsrc{*Isrc::parse("A00000000000"), 30})));
}

TEST(Subchannels, RefuseWhatLiesOutsideTheDisc) {
    const Subchannels subchannels(disc3());
    EXPECT_EQ(test::error_of(Errc::bad_value, [&] { subchannels.q({-151}); }),
              "Q cannot tell the address LBA -151");
}

TEST(Subcodes, AreInterleavedAsDrivesDo) {
    Subcode linear{}; // of LBA 0 of a data track, P set
    std::fill_n(linear.begin(), 12, std::byte{0xFF});
    const QFrame q = encode_q(4, QPosition{1, 1, {0}, {0}});
    std::copy(q.begin(), q.end(), linear.begin() + 12);
    const std::string raw = hex(to_interleaved(linear));
    EXPECT_EQ(raw.substr(0, 47), "80 c0 80 80 80 80 80 c0 80 80 80 80 80 80 80 c0");
    EXPECT_EQ(raw.substr(80 * 3), "80 80 c0 80 c0 80 80 80 80 80 c0 c0 80 80 c0 80");
}

TEST(Subcodes, OfAnyBitsComeBackFromTheOtherForm) {
    std::mt19937 random(7);
    for (int n = 0; n < 100; ++n) {
        Subcode linear;
        for (std::byte& b : linear) b = std::byte(random());
        ASSERT_TRUE(to_linear(to_interleaved(linear)) == linear);
        ASSERT_TRUE(to_interleaved(to_linear(linear)) == linear);
    }
}

TEST(QFacts, OfRandomDiscsAreWhatTheDiscsAre) {
    for (uint32_t seed = 0; seed < 60; ++seed) {
        const Disc disc = test::random_disc(seed, 5);
        const Lba end = lead_out_of(disc) + BlockCount{1};
        ASSERT_TRUE(facts_of(frames_of(disc, kProgramStart, end)) == facts_of_whole(disc)) << seed;
    }
}

TEST(QFacts, DoNotMindTheLeadInAndDamagedFrames) {
    const Disc disc = disc3();
    const Subchannels subchannels(disc);
    std::vector<QFrame> frames;
    for (int32_t n = 0; n < 40; ++n) frames.push_back(subchannels.lead_in_q(n));
    for (int at = -150; at < 1060; ++at) frames.push_back(subchannels.q({at}));
    const auto frame_at = [&](int at) -> QFrame& { return frames[size_t(at + 190)]; };
    for (const int at : {0, 1, 2, 449, 450, 750, 1049, 1050, 1051}) frame_at(at) = {};
    QFacts expected = facts_of_whole(disc);
    expected.frames = int64_t(frames.size());
    expected.damaged = 9;
    EXPECT_TRUE(facts_of(frames) == expected);
}

TEST(QFacts, SayWhereABeginningIsNotKnownExactly) {
    std::vector<QFrame> frames = frames_of(disc3(), {0}, {1051});
    for (const size_t at : {298u, 299u, 600u}) frames[at] = {};
    const QFacts facts = facts_of(frames);
    ASSERT_EQ(facts.tracks.size(), 3u);
    EXPECT_EQ(facts.tracks[0].indexes, (std::vector<QIndex>{{1, {0}, true}}));
    EXPECT_EQ(facts.tracks[1].indexes,
              (std::vector<QIndex>{{0, {300}, false}, {1, {450}, true}, {2, {601}, false}}));
}

TEST(QFacts, BelieveTheIsrcAndMcnThatAreToldMostOften) {
    std::vector<QFrame> frames = frames_of(disc3(), {0}, {1051});
    frames.insert(frames.begin() + 10, encode_q(0, QMcn{*Mcn::parse("0000000000000"), 10}));
    frames.insert(frames.begin() + 20, encode_q(0, QIsrc{*Isrc::parse("XYBLG1101234"), 10}));
    const QFacts facts = facts_of(frames);
    EXPECT_EQ(facts.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(facts.tracks[0].isrc, Isrc::parse("DEXYZ2600001"));
}

TEST(QFacts, DoNotTakeACopyBitThatChangesLateForScms) {
    std::vector<QFrame> frames = frames_of(disc3(), {0}, {1051});
    frames[750] = encode_q(0, QPosition{3, 1, {0}, {750}});
    EXPECT_EQ(facts_of(frames).tracks[2].flags, (Flags{.copy_permitted = true}));
}

TEST(QFacts, KnowDataTracks) {
    EXPECT_TRUE(facts_of({encode_q(4, QPosition{1, 1, {0}, {0}})}).tracks[0].data);
}

TEST(QFacts, OfAnyFramesAreFoundWithoutHarm) {
    std::mt19937 random(3);
    std::vector<QFrame> frames;
    for (int n = 0; n < 5000; ++n) {
        QFrame frame;
        for (std::byte& b : frame) b = std::byte(random() % 10);
        frame[0] = std::byte(random() % 4);
        frames.push_back(encode_q(uint8_t(random() % 16), decode_q(frame).data));
    }
    EXPECT_EQ(facts_of(frames).frames, 5000);
    EXPECT_EQ(facts_of({}).tracks.size(), 0u);
}

} // namespace
} // namespace redbook
