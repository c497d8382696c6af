#include "emulator/cue_sheet.h"

#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

TEST(CueSheets, ARealOneIsUnderstood) {
    const auto cue = read_cue_sheet(bytes(kCue));
    ASSERT_TRUE(cue);
    EXPECT_EQ(cue->mcn, Mcn::parse("4006381333931"));
    EXPECT_FALSE(cue->text);
    EXPECT_EQ(cue->lead_out, Lba{1500});
    ASSERT_EQ(cue->tracks.size(), 3u);
    const RecordedTrack& two = cue->tracks[1];
    EXPECT_EQ(two.number, 2);
    EXPECT_EQ(two.control, 2);
    EXPECT_EQ(two.isrc, Isrc::parse("GBAYE0000352"));
    EXPECT_EQ(two.start, Lba{375});
    EXPECT_EQ(two.index01, Lba{535});
    EXPECT_EQ(two.indexes, std::vector<Lba>{Lba{675}});
    EXPECT_EQ(two.end, Lba{1012});
}

TEST(CueSheets, AnEmptyIndexZeroIsTaken) {
    EXPECT_TRUE(
        read_cue_sheet(bytes("01 00 00 01 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                             "01 02 00 00 00 00 06 00 01 02 01 00 00 00 06 00 01 aa 01 01 00 00 0a 00")));
}

TEST(CueSheets, PausesThatTheDriveWritesAreParts) {
    const auto cue =
        read_cue_sheet(bytes("01 00 00 01 00 00 00 00 01 01 00 01 00 00 00 00 01 01 01 00 00 00 02 00"
                             "01 aa 01 01 00 00 06 00"));
    ASSERT_TRUE(cue);
    ASSERT_EQ(cue->parts.size(), 2u);
    EXPECT_FALSE(cue->parts[0].from_host);
    EXPECT_TRUE(cue->parts[1].from_host);
}

struct CueCase {
    const char* name;
    const char* list;
};
class BadCueSheets : public testing::TestWithParam<CueCase> {};
TEST_P(BadCueSheets, AreRefused) { EXPECT_FALSE(read_cue_sheet(bytes(GetParam().list))); }

#define LEAD_IN "01 00 00 01 00 00 00 00"
#define PAUSE "01 01 00 00 00 00 00 00"
#define TRACK "01 01 01 00 00 00 02 00"
#define LEAD_OUT "01 aa 01 01 00 00 06 00"
INSTANTIATE_TEST_SUITE_P(
    Each, BadCueSheets,
    testing::Values(CueCase{"nothing", ""}, CueCase{"no_lead_in", PAUSE TRACK LEAD_OUT},
                    CueCase{"no_lead_out", LEAD_IN PAUSE TRACK}, CueCase{"no_tracks", LEAD_IN LEAD_OUT},
                    CueCase{"entries_behind_the_lead_out", LEAD_IN PAUSE TRACK LEAD_OUT LEAD_OUT},
                    CueCase{"no_pause", LEAD_IN TRACK LEAD_OUT},
                    CueCase{"short_pause", LEAD_IN PAUSE "01 01 01 00 00 00 01 4a" LEAD_OUT},
                    CueCase{"short_track", LEAD_IN PAUSE TRACK "01 aa 01 01 00 00 05 4a"},
                    CueCase{"track_zero", LEAD_IN "01 64 00 00 00 00 00 00"
                                                  "01 64 01 00 00 00 02 00" LEAD_OUT},
                    CueCase{"skipped_track", LEAD_IN PAUSE TRACK "01 03 01 00 00 00 06 00"
                                                                 "01 aa 01 01 00 00 0a 00"},
                    CueCase{"skipped_index", LEAD_IN PAUSE TRACK "01 01 03 00 00 00 03 00" LEAD_OUT},
                    CueCase{"no_index_01", LEAD_IN PAUSE LEAD_OUT},
                    CueCase{"times_that_go_back", LEAD_IN PAUSE TRACK "01 01 02 00 00 00 01 00" LEAD_OUT},
                    CueCase{"index_in_the_lead_out", LEAD_IN PAUSE TRACK "01 01 02 00 00 00 06 00" LEAD_OUT},
                    CueCase{"sixty_seconds", LEAD_IN PAUSE TRACK "01 aa 01 01 00 00 3c 00"},
                    CueCase{"seventy_five_frames", LEAD_IN PAUSE TRACK "01 aa 01 01 00 00 06 4b"},
                    CueCase{"data", LEAD_IN "41 01 00 10 00 00 00 00"
                                            "41 01 01 10 00 00 02 00" LEAD_OUT},
                    CueCase{"reserved_form", LEAD_IN PAUSE "01 01 01 02 00 00 02 00" LEAD_OUT},
                    CueCase{"reserved_scms", LEAD_IN PAUSE "01 01 01 00 40 00 02 00" LEAD_OUT},
                    CueCase{"control_changes_inside", LEAD_IN PAUSE "11 01 01 00 00 00 02 00" LEAD_OUT},
                    CueCase{"half_a_catalogue_number",
                            "02 34 30 30 36 33 38 31" LEAD_IN PAUSE TRACK LEAD_OUT},
                    CueCase{"catalogue_number_of_letters",
                            "02 34 30 30 36 33 38 41 02 33 33 33 39 33 31 00" LEAD_IN PAUSE TRACK LEAD_OUT},
                    CueCase{"isrc_of_another_track",
                            LEAD_IN "03 02 47 42 41 59 45 30 03 02 30 30 30 33 35 31" PAUSE TRACK LEAD_OUT},
                    CueCase{"isrc_behind_its_track",
                            LEAD_IN PAUSE TRACK "03 01 47 42 41 59 45 30 03 01 30 30 30 33 35 31" LEAD_OUT},
                    CueCase{"isrc_of_signs",
                            LEAD_IN "03 01 47 42 41 59 45 30 03 01 30 30 30 33 35 2d" PAUSE TRACK LEAD_OUT}),
    [](const auto& c) { return c.param.name; });

} // namespace
} // namespace redbook::emulator::test
