#include "redbook/check/disc_ids.h"

#include <discid/discid.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/disc/layout.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

constexpr uint8_t kData = 4;

// Discs whose ids are public. What of a row is public: docs/sources.md.
struct Known {
    std::string name;
    std::vector<int> audio, data;
    int lead_out;
    std::string freedb, musicbrainz, accurate_rip, ctdb;
};
const std::vector<Known> kKnown{
    {"libdiscid test_put",
     {0,      9550,   25737,  39147,  53645,  63585,  77367,  94727,  107120, 123402, 135372,
      148272, 161047, 174640, 191872, 205395, 217860, 228550, 239440, 255320, 266782, 288600},
     {},
     303452,
     "370fce16",
     "xUp1F2NkfP8s8jaeFn_Av3jNEI4-",
     "00340bc2-0343cfc1",
     "5OnMQ0h8fLndAQbd7p.6_IPpWiM-"},
    {"MusicBrainz doc example",
     {0, 15213, 32164, 46442, 63264, 80339},
     {},
     95312,
     "3404f606",
     "49HHV7Eb8UKF3aQiNmu1GR8vKTY-",
     "000513be-001b2231",
     "iCHDkr.7dpqDbPy3ehdjqp8oRT0-"},
    {"Ladyhawke",
     {0, 15537, 31691, 50866, 66466, 81202, 99409, 115920, 133093, 149847, 161560, 177682},
     {207106},
     210385,
     "c60af50d",
     "KnpGsLhvH.lPrNc1PBL21lb9Bg4-",
     "0013bd5a-00b8d489",
     "r6So1qSNQD5cupcsH68dNrop4j4-"},
    {"Bloc",
     {15220, 34869, 51382, 69040, 84142, 96676, 112377, 132298, 148445, 167922, 185389, 203181, 221953},
     {},
     243216,
     "ad0be00d",
     "eaUeagQjncF0f658A4bTSup5VVE-",
     "001af2de-0105994e",
     "8KZ8f4kXZU.LdiOa56FO2pdCIGI-"},
    {"Cure",
     {0, 28324, 46110, 66767, 78047, 88735, 109991, 130209, 147045, 162154, 180653, 198027, 218771},
     {},
     238034,
     "b90c650d",
     "GEBuyxTxzeOq6XTCru.AyBLBggI-",
     "0019d4c3-00fe8924",
     "qnA0U7PMCFKaltZXV1nWcBOtgpg-"},
    {"TOTBL",
     {0, 17750, 36616, 56069, 78573, 98707, 112629, 129660, 158765, 174929, 202481},
     {},
     220481,
     "810b7b0b",
     "pXTv1TuYnE2eyxEOml16SCfhSrw-",
     "0013a204-00ab61a5",
     "OuRCXfPPZ0HTSg76Ov0zsngwA_0-"},
    {"Capital",
     {24170, 44705, 63940, 77735, 87945, 103870, 118095, 129105, 141615, 164337, 181630},
     {209100},
     332850,
     "b910140c",
     "MAj3xXf6QMy7G.BIFOyHyq4MySE-",
     "00166e2d-00bdf439",
     "nhCtAEHiIVO15bXnnbl4FKNRBrM-"},
    {"disc3",
     {0, 450, 750},
     {},
     1050,
     "0d000e03",
     "TAHC8jP7Y_5GhDD5BYK25bfMmr0-",
     "000008ca-00001cb7",
     "_AblGNZq.Tv48GO_G_DdA2kNuPE-"},
};

Toc toc_with(const std::vector<int>& audio, const std::vector<int>& data, int lead_out) {
    Toc toc{{}, {lead_out}};
    int number = 0;
    for (const int start : audio) toc.entries.push_back({++number, 0, {start}});
    for (const int start : data) toc.entries.push_back({++number, kData, {start}});
    return toc;
}

TEST(DiscIds, EqualThoseOfPublishedDiscs) {
    for (const Known& disc : kKnown) {
        const DiscIds ids = ids_of(toc_with(disc.audio, disc.data, disc.lead_out));
        EXPECT_EQ(ids.freedb, disc.freedb) << disc.name;
        EXPECT_EQ(ids.musicbrainz, disc.musicbrainz) << disc.name;
        EXPECT_EQ(to_string(ids.accurate_rip), disc.accurate_rip + "-" + disc.freedb) << disc.name;
        EXPECT_EQ(ids.accurate_rip->tracks, int(disc.audio.size())) << disc.name;
        EXPECT_EQ(ids.ctdb_toc, disc.ctdb) << disc.name;
    }
}

TEST(DiscIds, TellWhatIsAskedOfTheServers) {
    const DiscIds ids = ids_of(toc_with({0, 450, 750}, {}, 1050));
    EXPECT_EQ(ids.freedb_query, "0d000e03 3 150 600 900 16");
    EXPECT_EQ(ids.musicbrainz_toc, "1 3 1200 150 600 900");
    EXPECT_EQ(accurate_rip_path(*ids.accurate_rip),
              "accuraterip/a/c/8/dBAR-003-000008ca-00001cb7-0d000e03.bin");
}

TEST(DiscIds, TellWhereAccurateRipKeepsPublishedDiscs) {
    EXPECT_EQ(accurate_rip_path({12, 0x0013bd5a, 0x00b8d489, 0xc60af50d}),
              "accuraterip/a/5/d/dBAR-012-0013bd5a-00b8d489-c60af50d.bin");
    EXPECT_EQ(accurate_rip_path({13, 0x0019d4c3, 0x00fe8924, 0xb90c650d}),
              "accuraterip/3/c/4/dBAR-013-0019d4c3-00fe8924-b90c650d.bin");
}

TEST(DiscIds, LeaveTheDataBehindTheAudioToASecondSession) {
    EXPECT_EQ(ids_of(toc_with({0, 1000}, {20000, 21000}, 22000)).musicbrainz_toc, "1 2 8750 150 1150");
}

TEST(DiscIds, CountDataInFrontOfAudioForMusicBrainzButNotForAccurateRip) {
    Toc toc = toc_with({0, 1000, 2000}, {}, 3000);
    const DiscIds all_audio = ids_of(toc);
    toc.entries[0].control = kData;
    const DiscIds ids = ids_of(toc);
    EXPECT_EQ(ids.musicbrainz, all_audio.musicbrainz);
    EXPECT_EQ(ids.freedb, all_audio.freedb);
    EXPECT_EQ(ids.accurate_rip, (AccurateRipId{2, 1000 + 2000 + 3000, 1000 + 2 * 2000 + 3 * 3000,
                                               all_audio.accurate_rip->id3}));
    EXPECT_EQ(ids.ctdb_toc, ids_of(toc_with({0, 1000}, {}, 2000)).ctdb_toc);
}

// The same disc as tracks of audio, the last one ending where its session does, and data after it.
Disc disc_of(const Known& known) {
    Disc disc = test::plain_disc({});
    const int end = known.data.empty() ? known.lead_out : known.data[0] - kBetweenSessions.value;
    for (size_t k = 0; k < known.audio.size(); ++k) {
        const int next = k + 1 < known.audio.size() ? known.audio[k + 1] : end;
        disc.tracks.emplace_back().length = {next - known.audio[k]};
    }
    disc.tracks[0].pause = kFirstPause + BlockCount{known.audio[0]};
    if (!known.data.empty())
        disc.data = {{disc.tracks.size(), kBetweenSessions, BlockCount{known.lead_out - known.data[0]}}};
    return disc;
}

TEST(DiscIds, OfADiscWithADataTrackCountItAsEachDatabaseDoes) {
    for (const Known& known : kKnown)
        EXPECT_EQ(ids_of(disc_of(known)), ids_of(toc_with(known.audio, known.data, known.lead_out)))
            << known.name;
    const DiscIds enhanced = ids_of(disc_of({"", {0, 450, 750}, {12450}, 15450, "", "", "", ""}));
    EXPECT_EQ(enhanced.freedb, "1c00ce04");
    EXPECT_EQ(to_string(enhanced.accurate_rip), "0000410a-0000fdb7-1c00ce04");
    EXPECT_EQ(enhanced.musicbrainz, "TAHC8jP7Y_5GhDD5BYK25bfMmr0-");
    EXPECT_EQ(enhanced.ctdb_toc, "_AblGNZq.Tv48GO_G_DdA2kNuPE-");
}

TEST(DiscIds, ThatDependOnDataOfUnknownLengthAreEmpty) {
    Disc disc = disc_of({"", {0, 450, 750}, {12450}, 15450, "", "", "", ""});
    disc.data[0].length.reset();
    const DiscIds ids = ids_of(disc);
    EXPECT_EQ(ids.freedb + ids.freedb_query + to_string(ids.accurate_rip), "");
    EXPECT_EQ(ids.musicbrainz, "TAHC8jP7Y_5GhDD5BYK25bfMmr0-");
    disc.data[0].before = 0;
    disc.first_track = 2;
    EXPECT_EQ(ids_of(disc).musicbrainz + ids_of(disc).musicbrainz_toc, "");
    EXPECT_EQ(ids_of(disc).ctdb_toc, "_AblGNZq.Tv48GO_G_DdA2kNuPE-");
}

TEST(DiscIds, OfATocWithoutAudioAreNone) {
    for (const Toc& toc : {Toc{}, toc_with({}, {0}, 1000)})
        EXPECT_EQ(test::error_of(Errc::breaks_rule, [&] { ids_of(toc); }),
                  "a disc without audio tracks has no ids");
}

TEST(DiscIds, OfTrackNumbersThatNoDiscHasAreNone) {
    Toc toc = toc_with({0, 1000}, {}, 2000);
    toc.entries[1].number = 100;
    EXPECT_EQ(test::error_of(Errc::breaks_rule, [&] { ids_of(toc); }), "track number 100 is not 1 to 99");
}

// libdiscid as another judge. Where the first track is not number 1, libdiscid 0.6.2 takes the last number
// for the count of tracks and MSF 00:00:00 for the start of the first one, so there it is no judge of the
// freedb id.
class JudgedByLibdiscid : public testing::Test {
  protected:
    ~JudgedByLibdiscid() override { discid_free(judge_); }

    void expect_equal(const Toc& toc, const std::string& name) {
        const int first = toc.entries.front().number, last = toc.entries.back().number;
        std::vector<int> offsets(100);
        offsets[0] = toc.lead_out.value + 150;
        for (const TocEntry& entry : toc.entries) offsets[size_t(entry.number)] = entry.start.value + 150;
        ASSERT_TRUE(discid_put(judge_, first, last, offsets.data())) << name;
        const DiscIds ids = ids_of(toc);
        EXPECT_EQ(ids.musicbrainz, discid_get_id(judge_)) << name;
        EXPECT_EQ(ids.musicbrainz_toc, discid_get_toc_string(judge_)) << name;
        if (first == 1) {
            EXPECT_EQ(ids.freedb, discid_get_freedb_id(judge_)) << name;
        }
    }

    DiscId* judge_ = discid_new();
};

TEST_F(JudgedByLibdiscid, TheIdsOfPublishedDiscsAreEqual) {
    for (const Known& disc : kKnown)
        if (disc.data.empty()) expect_equal(toc_with(disc.audio, {}, disc.lead_out), disc.name);
}

TEST_F(JudgedByLibdiscid, TheIdsOfRandomDiscsAreEqual) {
    for (uint32_t seed = 0; seed < 200; ++seed)
        expect_equal(toc_of(test::random_disc(seed, 99)), "seed " + std::to_string(seed));
}

std::string doubt_by(Disc disc, const std::string& remark) {
    disc.remarks = {"REM DATE 2001", remark};
    return doubt_by_disc_id(disc);
}

TEST(DiscIds, AnIdInTheSheetThatIsNotTheDiscsIsDoubted) {
    const Disc disc = test::plain_disc({450, 300, 300});
    EXPECT_EQ(doubt_by(disc, "REM DISCID 0d000e03"), "");
    EXPECT_EQ(doubt_by(disc, "rem discid \"0D000E03\""), "");
    EXPECT_EQ(doubt_by(disc, "REM DISCID unknown"), "");
    EXPECT_EQ(doubt_by(disc, "REM DISCID 1C00CE04"),
              "REM DISCID is 1C00CE04, and this disc's is 0d000e03; is it the sheet of another disc?");
    Disc enhanced = disc;
    enhanced.data = {{3, kBetweenSessions, BlockCount{3000}}};
    EXPECT_EQ(doubt_by(enhanced, "REM DISCID 1C00CE04"), "") << "data counts";
    enhanced.data[0].length.reset();
    EXPECT_EQ(doubt_by(enhanced, "REM DISCID 0d000e03"), "") << "its ID is not known";
}

} // namespace
} // namespace redbook
