// Debian's cdrdao 1.2.4 reads what we write. It numbers tracks from 1 in what it shows.
#include <gmock/gmock.h>

#include "redbook/image/toc/toc.h"

#include "redbook/image/album.h"
#include "tests/image/toc/cdrdao.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class TocOfRandomDisc : public testing::TestWithParam<int> {};

Disc without_scms(Disc disc) {
    for (Track& track : disc.tracks) track.flags.scms = false;
    return disc;
}

TEST_P(TocOfRandomDisc, IsReadAsTheSameDiscAndAudio) {
    const TempFolder folder;
    const Disc disc = random_latin_disc(uint32_t(GetParam()), 5);
    const auto source = MemorySource::for_disc(disc);
    const auto image = write_pattern_image(disc, folder / "disc.toc", "toc");
    const Disc written = without_scms(image->disc());
    const Album album = open_album({image->commit().front()});
    EXPECT_EQ(lines_of(album.disc), lines_of(written));
    EXPECT_EQ(album.disc.text_blocks, written.text_blocks);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        auto texts = written.tracks[k].texts;
        texts.resize(album.disc.tracks[k].texts.size());
        EXPECT_EQ(album.disc.tracks[k].texts, texts);
    }
    EXPECT_THAT(album.warnings, IsEmpty());
    EXPECT_EQ(album.audio->end(), source->end());
    expect_same_audio(*source, *album.audio, Lba{0}, source->end());
}

TEST_P(TocOfRandomDisc, IsTheSameToCdrdao) {
    const TempFolder folder;
    Disc disc = random_latin_disc(uint32_t(GetParam()), 6);
    for (TextBlock& block : disc.text_blocks) block.charset = Charset::latin1; // it does not know another
    write_pattern_image(disc, folder / "disc.toc", "toc")->commit();
    EXPECT_EQ(output_of(in_folder(folder, "cdrdao show-toc disc.toc")), toc_of_cdrdao(disc))
        << read_file(folder / "messages") << read_file(folder / "disc.toc");
}

INSTANTIATE_TEST_SUITE_P(RandomDiscs, TocOfRandomDisc, testing::Range(1, 19));

TEST(TocImage, TextsInTwoCharacterSetsAreReadAsTheSame) {
    const TempFolder folder;
    Disc disc = plain_disc({300, 310});
    disc.text_blocks.resize(2);
    disc.text_blocks[0].album.title = "\u00C3\u00A4";
    disc.text_blocks[1].charset = Charset::ms_jis;
    disc.text_blocks[1].language = 0x69;
    disc.text_blocks[1].album = {"\u591C", "\u8868\u4E88", "", "", "", ""}; // with a backslash in the bytes
    disc.tracks[1].texts = {{"", "Caf\u00E9", "", "", "", ""}, {"\u4E8C", "", "", "", "", ""}};
    write_pattern_image(disc, folder / "disc.toc", "toc")->commit();
    const Album album = open_album({folder / "disc.toc"});
    EXPECT_EQ(album.disc.text_blocks, disc.text_blocks);
    EXPECT_EQ(album.disc.tracks[1].texts, disc.tracks[1].texts);
    EXPECT_THAT(album.warnings, IsEmpty());
}

TEST(TocImage, CdrdaoReadsItsAudio) {
    const TempFolder folder;
    Disc disc = plain_disc({300, 310});
    disc.tracks[0].pregap = BlockCount{40};
    disc.tracks[1].pause = BlockCount{20};
    write_pattern_image(disc, folder / "disc.toc", "toc")->commit();
    const std::string found = samples_in_lines(output_of(in_folder(folder, "cdrdao show-data disc.toc")));
    const auto source = MemorySource::for_disc(disc);
    EXPECT_TRUE(found == read_blocks(*source, Lba{0}, source->end() - Lba{0}));
}

TEST(TocImage, AFileNameWithQuotesBackslashesAndLettersWorks) {
    const TempFolder folder;
    const std::string out = folder / "B\xC3\xA4r \"hi\" a\\b.toc";
    write_pattern_image(plain_disc({300}), out, "toc")->commit();
    EXPECT_THAT(open_album({out}).warnings, IsEmpty());
    system_files().rename(out, folder / "x.toc");
    EXPECT_EQ(output_of(in_folder(folder, "cdrdao show-toc x.toc")), toc_of_cdrdao(plain_disc({300})));
}

TEST(TocImage, UntilItIsCommittedNothingHasItsNameAndThenNothingElseIsLeft) {
    const TempFolder folder;
    const auto image = write_pattern_image(plain_disc({300}), folder / "disc.toc", "toc");
    EXPECT_FALSE(system_files().status(folder / "disc.toc"));
    EXPECT_FALSE(system_files().status(folder / "disc.wav"));
    EXPECT_THAT(image->commit(), ElementsAre(folder / "disc.toc", folder / "disc.wav"));
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("disc.toc", "disc.wav"));
}

TEST(TocImage, AFolderWithNothingButATocIsOpenedAsIt) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300, 400}), folder / "disc.toc", "toc")->commit();
    const Album album = open_album({folder.path()});
    EXPECT_EQ(album.disc.tracks.size(), 2u);
    EXPECT_THAT(album.warnings, ElementsAre(folder.path() + ": opened as the toc in it, disc.toc"));
}

} // namespace
} // namespace redbook
