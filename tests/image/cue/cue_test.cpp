// Independent programs read what we write: cdrdao 1.2.4 and cd-info (libcdio 2.1.0). What they cannot read is
// left out of the discs they are given: cdrdao stops at SONGWRITER, COMPOSER, ARRANGER and MESSAGE and at an
// INDEX above 01, does not know SCMS and numbers tracks from 1; cd-info opens the .bin that is named like the
// sheet, whatever FILE says.
#include <fmt/format.h>

#include <gmock/gmock.h>

#include "redbook/image/cue/cue.h"

#include "redbook/image/album.h"
#include "tests/image/toc/cdrdao.h"

namespace redbook {
namespace {

using namespace test;

Disc readable_by_cdrdao(Disc disc) {
    disc.first_track = 1;
    const auto keep_title_and_performer = [](Texts& t) { t = {t.title, t.performer, "", "", "", ""}; };
    for (TextBlock& block : disc.text_blocks) keep_title_and_performer(block.album);
    for (Track& track : disc.tracks) {
        track.indexes.clear();
        track.flags.scms = false;
        for (Texts& texts : track.texts) keep_title_and_performer(texts);
    }
    return disc;
}

class Judged : public testing::TestWithParam<int> {};

TEST_P(Judged, CdrdaoSeesTheTocOfBothFormats) {
    const TempFolder folder;
    const Disc disc = readable_by_cdrdao(random_disc(uint32_t(GetParam()), 6));
    for (const char* format : {"cue+bin", "cue+wav"}) {
        const std::string sheet =
            write_pattern_image(disc, folder / (std::string(format) + ".cue"), format)->commit().front();
        EXPECT_EQ(output_of(in_folder(folder, "cdrdao show-toc " + name_of(sheet))), toc_of_cdrdao(disc))
            << read_file(folder / "messages");
    }
}

TEST_P(Judged, CdInfoSeesTheTocOfCueAndBin) {
    const TempFolder folder;
    Disc disc = random_disc(uint32_t(GetParam()), 6);
    disc.first_track = 1;
    const std::string sheet = write_pattern_image(disc, folder / "disc.cue", "cue+bin")->commit().front();
    const std::string output = output_of(in_folder(
        folder, "cd-info --no-header --no-device-info --no-cddb --no-analyze -c " + name_of(sheet)));
    std::string expected = "  #: MSF       LSN    Type   Green? Copy? Channels Premphasis?\n";
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Flags& flags = disc.tracks[k].flags;
        const Lba at = layout.tracks[k].index01;
        expected += fmt::format("{:3}: {}  {:06} audio  false  {:<6}{}        {}\n", disc.number_of(k),
                                msf_text(at), at.value, flags.copy_permitted ? "yes" : "no",
                                flags.four_channel ? 4 : 2, flags.pre_emphasis ? "yes" : "no");
    }
    expected += fmt::format("170: {}  {:06} leadout", msf_text(layout.lead_out), layout.lead_out.value);
    EXPECT_THAT(output, testing::HasSubstr(expected));
    const std::string mcn(disc.mcn ? disc.mcn->text() : "not available");
    EXPECT_THAT(output, testing::HasSubstr("Media Catalog Number (MCN): " + mcn + "\n"));
}

INSTANTIATE_TEST_SUITE_P(RandomDiscs, Judged, testing::Range(1, 7));

TEST(CueImage, CdrdaoReadsTheAudioOfCueAndWav) {
    const TempFolder folder;
    Disc disc = plain_disc({300, 310});
    disc.tracks[0].pregap = BlockCount{40};
    disc.tracks[1].pause = BlockCount{20};
    const std::string sheet = write_pattern_image(disc, folder / "disc.cue", "cue+wav")->commit().front();
    const std::string lines = output_of(in_folder(folder, "cdrdao show-data " + name_of(sheet)));
    const std::string found = samples_in_lines(lines);
    const auto source = MemorySource::for_disc(disc);
    EXPECT_TRUE(found == read_blocks(*source, Lba{0}, source->end() - Lba{0}));
}

TEST(CueImage, TheWavIsPaddedSoThatItsAudioBeginsOnAPage) {
    const TempFolder folder;
    const Disc disc = plain_disc({300});
    write_pattern_image(disc, folder / "disc.cue", "cue+wav")->commit();
    const std::string wav = read_file(folder / "disc.wav");
    EXPECT_EQ(wav.size(), 4096u + 300 * 2352);
    EXPECT_TRUE(wav.substr(4096) == read_blocks(*MemorySource::for_disc(disc), Lba{0}, BlockCount{300}));
}

TEST(CueImage, TheBinIsTheAudioFromLba0) {
    const TempFolder folder;
    const Disc disc = random_disc(5, 4);
    write_pattern_image(disc, folder / "disc.cue", "cue+bin")->commit();
    const auto source = MemorySource::for_disc(disc);
    EXPECT_TRUE(read_file(folder / "disc.bin") == read_blocks(*source, Lba{0}, source->end() - Lba{0}));
}

} // namespace
} // namespace redbook
