#include "redbook/drive/q_scan.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <random>

#include "redbook/disc/layout.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using test::plain_disc;
using test::random_disc;
using testing::ElementsAre;
using testing::IsEmpty;

// The Q of a disc as a drive brings it.
struct Drive {
    explicit Drive(const Disc& d) : disc(d), q(d), end(layout_of(d).lead_out) {}
    std::vector<QFrame> read(Lba first, BlockCount count) {
        reads += 1;
        blocks += count.value;
        std::vector<QFrame> frames;
        for (int32_t i = 0; i < count.value; ++i) {
            const Lba at = first + BlockCount{i};
            EXPECT_TRUE(at >= Lba{0} && at < end) << "outside the disc: " << at.value;
            frames.push_back(q.q(at + off));
            if (damaged(at)) frames.back()[3] ^= std::byte{0x11};
        }
        return frames;
    }
    QScanned scan() {
        return scan_q(toc_of(disc), [&](Lba at, BlockCount n) { return read(at, n); });
    }

    Disc disc;
    Subchannels q;
    Lba end;
    BlockCount off{0};
    std::function<bool(Lba)> damaged = [](Lba) { return false; };
    int reads = 0, blocks = 0;
};

// What the disc has, as a scan tells it.
QScanned told_by(const Disc& disc) {
    QScanned told;
    const Layout layout = layout_of(disc);
    told.mcn = disc.mcn;
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        QScanned::Track track{layout.tracks[k].start, {}, disc.tracks[k].flags.scms, disc.tracks[k].isrc};
        for (const BlockCount index : disc.tracks[k].indexes)
            track.indexes.push_back(layout.tracks[k].index01 + index);
        told.tracks.push_back(track);
    }
    return told;
}

std::string words(const QScanned& s) {
    std::string text = s.mcn ? std::string(s.mcn->text()) : "-";
    for (const auto& t : s.tracks) {
        text += fmt::format("\n{} {} {} [", t.start.value, t.scms, t.isrc ? t.isrc->text() : "-");
        for (const Lba at : t.indexes) text += fmt::format(" {}", at.value);
        text += " ]";
    }
    return text;
}

Disc disc_of_seed(uint32_t seed) {
    Disc disc = random_disc(seed);
    disc.mode = Mode::sao;
    return disc;
}

TEST(QScan, FindsAllThatRandomDiscsSay) {
    for (uint32_t seed = 1; seed <= 300; ++seed) {
        Drive drive(disc_of_seed(seed));
        const QScanned scanned = drive.scan();
        EXPECT_EQ(words(scanned), words(told_by(drive.disc))) << "seed " << seed;
        EXPECT_THAT(scanned.doubts, IsEmpty()) << "seed " << seed;
        for (const UnreadFact& unread : scanned.unread)
            EXPECT_EQ(unread.earlier, BlockCount{1}) << "but for a code before an index; seed " << seed;
    }
}

TEST(QScan, ADriveThatIsSomeBlocksOffTellsTheSame) {
    for (const int off : {-7, -2, -1, 1, 3})
        for (uint32_t seed = 1; seed <= 40; ++seed) {
            Drive drive(disc_of_seed(seed));
            drive.off = {off};
            EXPECT_EQ(words(drive.scan()), words(told_by(drive.disc))) << "off " << off << ", seed " << seed;
        }
}

// Each reading damages others, as it is on a scratched disc.
TEST(QScan, DamageThatComesAndGoesIsReadOver) {
    std::mt19937 random(1);
    for (uint32_t seed = 1; seed <= 300; ++seed) {
        Drive drive(disc_of_seed(seed));
        drive.damaged = [&](Lba) { return random() % 8 == 0; };
        const QScanned scanned = drive.scan();
        EXPECT_EQ(words(scanned), words(told_by(drive.disc))) << "seed " << seed;
        EXPECT_THAT(scanned.doubts, IsEmpty()) << "seed " << seed;
    }
}

TEST(QScan, WhereDamageStaysTheDoubtIsTold) {
    Disc disc = plain_disc({1000, 1000});
    disc.tracks[1].pregap = {150};
    Drive drive(disc);
    drive.damaged = [](Lba at) { return at >= Lba{995} && at < Lba{1003}; };
    const QScanned scanned = drive.scan();
    EXPECT_EQ(scanned.tracks[1].start, Lba{1003});
    EXPECT_THAT(scanned.doubts,
                ElementsAre("where track 2 begins is damaged in Q; it is taken to be at 00:15:28, and "
                            "may be up to 8 blocks earlier"));
    EXPECT_THAT(scanned.unread, ElementsAre(UnreadFact{UnreadFact::index00, 1, {8}}));
}

TEST(QScan, WhereDamageHidesAnIndexItIsUnread) {
    Disc disc = plain_disc({1000, 1000});
    disc.tracks[1].indexes = {{500}};
    Drive drive(disc);
    drive.damaged = [](Lba at) { return at == Lba{1500}; };
    EXPECT_THAT(drive.scan().unread, ElementsAre(UnreadFact{UnreadFact::indexes, 1, {1}}));
    drive.damaged = [](Lba at) { return at >= Lba{1900}; };
    EXPECT_THAT(drive.scan().unread, ElementsAre(UnreadFact{UnreadFact::indexes, 1, {}}))
        << "and so is their number";
}

// As some recorders write it: the code comes where its turn is, the index begins there all the same.
TEST(QScan, AnIndexThatBeginsAtACodeIsKnownToOneBlockOnly) {
    const Disc without_codes = [] {
        Disc disc = plain_disc({1000, 1000});
        disc.tracks[1].indexes = {{100}, {}};
        return disc;
    }();
    for (const bool mcn : {true, false}) {
        Disc codes = plain_disc({1000, 1000});
        if (mcn)
            codes.mcn = Mcn::parse("4006381333931");
        else
            codes.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
        const Subchannels with_code(codes);
        Lba code{1200};
        while (std::holds_alternative<QPosition>(decode_q(with_code.q(code)).data)) code += BlockCount{1};
        Disc disc = without_codes;
        disc.tracks[1].indexes[1] = code - Lba{1000};
        Drive drive(disc);
        const QScanned scanned = scan_q(toc_of(disc), [&](Lba first, BlockCount count) {
            std::vector<QFrame> frames = drive.read(first, count);
            if (first <= code && code < first + count)
                frames[size_t((code - first).value)] = with_code.q(code);
            return frames;
        });
        EXPECT_EQ(scanned.tracks[1].indexes, (std::vector{Lba{1100}, code + BlockCount{1}})) << mcn;
        EXPECT_THAT(scanned.unread, testing::Contains(UnreadFact{UnreadFact::indexes, 1, {1}, 1})) << mcn;
        EXPECT_THAT(scanned.doubts, IsEmpty());
    }
}

TEST(QScan, CodesThatDamageHidesAreUnreadAndNotNone) {
    Disc disc = plain_disc({1000, 1000});
    disc.mcn = Mcn::parse("4006381333931");
    for (Track& track : disc.tracks) track.isrc = Isrc::parse("DEXYZ2600001");
    Drive drive(disc);
    drive.damaged = [&](Lba at) { return !std::holds_alternative<QPosition>(decode_q(drive.q.q(at)).data); };
    const QScanned scanned = drive.scan();
    EXPECT_EQ(scanned.mcn, std::nullopt);
    EXPECT_EQ(scanned.tracks[0].isrc, std::nullopt);
    EXPECT_THAT(scanned.unread, testing::IsSupersetOf({UnreadFact{UnreadFact::isrc, 0, {}},
                                                       UnreadFact{UnreadFact::isrc, 1, {}},
                                                       UnreadFact{UnreadFact::mcn, 0, {}}}));
}

TEST(QScan, OfATrackWithoutOneGoodFrameNothingIsRead) {
    Drive drive(plain_disc({1000, 1000}));
    drive.damaged = [](Lba at) { return at >= Lba{1000}; };
    EXPECT_THAT(drive.scan().unread, testing::IsSupersetOf({UnreadFact{UnreadFact::isrc, 1, {}},
                                                            UnreadFact{UnreadFact::flags, 1, {}},
                                                            UnreadFact{UnreadFact::indexes, 1, {}}}));
}

TEST(QScan, WithoutOneGoodFrameTheTableOfContentsIsAllThereIs) {
    Disc disc = plain_disc({1000, 1000});
    disc.tracks[1].pregap = {150};
    Drive drive(disc);
    drive.damaged = [](Lba) { return true; };
    const QScanned scanned = drive.scan();
    EXPECT_EQ(scanned.tracks[1].start, Lba{1150});
    EXPECT_EQ(scanned.doubts.size(), 1u);
}

TEST(QScan, NinetyNineIndexesAreFound) {
    Disc disc = plain_disc({2000, 300});
    for (int i = 1; i <= 98; ++i) disc.tracks[0].indexes.push_back({i * 20});
    Drive drive(disc);
    EXPECT_EQ(words(drive.scan()), words(told_by(disc)));
}

TEST(QScan, AnIndexAtTheLastBlockIsFound) {
    Disc disc = plain_disc({1000, 1000});
    disc.tracks[0].indexes = {{999}};
    disc.tracks[1].indexes = {{1}, {999}};
    Drive drive(disc);
    EXPECT_EQ(words(drive.scan()), words(told_by(disc)));
}

// A drive needs a tenth of a second to go elsewhere.
TEST(QScan, AUsualDiscTakesFewReads) {
    Disc disc = plain_disc(std::vector<int>(20, 18000));
    for (Track& track : disc.tracks) track.isrc = Isrc::parse("DEXYZ2600001");
    Drive gapless(disc);
    gapless.scan();
    EXPECT_LE(gapless.reads, 20 * 4);
    for (size_t k = 1; k < disc.tracks.size(); ++k) disc.tracks[k].pregap = {150};
    Drive with_pauses(disc);
    with_pauses.scan();
    EXPECT_LE(with_pauses.reads, 20 * 14);
    EXPECT_LE(with_pauses.blocks, 20 * 200);
}

TEST(QScan, ACodeIsBelievedToItsOwnTrackOnly) {
    Disc disc = plain_disc({400, 400, 400});
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    Drive drive(disc);
    const QScanned scanned = drive.scan();
    EXPECT_FALSE(scanned.tracks[0].isrc);
    EXPECT_TRUE(scanned.tracks[1].isrc);
    EXPECT_FALSE(scanned.tracks[2].isrc);
}

} // namespace
} // namespace redbook
