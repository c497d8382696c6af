// The sets that cue2ddp 1.1 wrote (published by ddp-reverse-eng), made again from their sheets; random discs
// through a set and back.
#include "redbook/image/ddp/ddp.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "redbook/image/album.h"
#include "redbook/image/ddp/checksum_files.h"
#include "redbook/image/ddp/ddp_writer.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// Sample i of the audio of those sets: left i & 0xFFFF, right i >> 16.
std::string counting_samples(SampleCount count) {
    std::string bytes;
    for (int64_t i = 0; i < count.value; ++i)
        for (int shift = 0; shift < 32; shift += 8) bytes += char(i >> shift & 0xFF);
    return bytes;
}

struct Vector {
    std::string name;
    BlockCount length; // of its audio
    CueOrigin origin;
};

class DdpVector : public testing::TestWithParam<Vector> {};

TEST_P(DdpVector, IsMadeAgainFromItsSheetByteForByte) {
    const TempFolder folder;
    const std::string vector = test::data_path("ddp_vectors/") + GetParam().name;
    write_file(folder / "input.cue", read_file(vector + "/input.cue"));
    write_file(folder / "audio.wav", wav_of(counting_samples(samples_in(GetParam().length))));
    AlbumOptions options;
    options.cue_origin = GetParam().origin;
    const Album album = open_album({folder / "input.cue"}, options);
    EXPECT_THAT(album.warnings, IsEmpty());
    write_image(system_files(), image_format_for("out/", ""), album.disc, *album.audio, folder / "out/")
        ->commit();
    for (const auto& entry : std::filesystem::directory_iterator(vector)) {
        const std::string name = entry.path().filename().string();
        if (name == "input.cue") continue;
        EXPECT_EQ(read_file(folder / ("out/" + name)), read_file(entry.path().string())) << name;
    }
    const auto image = system_files().open(folder / "out/IMAGE.DAT", Access::read);
    const auto claims = parse_checksums("CHECKSUM.MD5", read_file(vector + "/CHECKSUM.MD5"));
    ASSERT_EQ(claims_on(claims, "IMAGE.DAT").size(), 1u);
    require_right(claims_on(claims, "IMAGE.DAT"), "IMAGE.DAT", digest_of(*image));
}

INSTANTIATE_TEST_SUITE_P(Cue2ddp, DdpVector,
                         testing::Values(Vector{"009-track1-pregap", BlockCount{750}, CueOrigin::absolute},
                                         Vector{"025-embed-cue-full", BlockCount{1500}, CueOrigin::lba_0}),
                         [](const auto& vector) { return "Number" + vector.param.name.substr(0, 3); });

class DdpOfRandomDisc : public testing::TestWithParam<int> {};

TEST_P(DdpOfRandomDisc, IsReadAsTheSameDiscAndAudio) {
    const TempFolder folder;
    const Disc disc = random_latin_disc(uint32_t(GetParam()), 5);
    const auto source = MemorySource::for_disc(disc);
    const auto image = write_pattern_image(disc, folder / "night.ddp", "ddp");
    const Disc written = image->disc();
    const Album album = open_album({image->commit().front()});
    EXPECT_EQ(lines_of(album.disc), lines_of(written));
    EXPECT_EQ(album.disc.text_blocks, written.text_blocks);
    EXPECT_EQ(album.disc.first_track, disc.first_track);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        auto texts = written.tracks[k].texts;
        texts.resize(album.disc.tracks[k].texts.size());
        EXPECT_EQ(album.disc.tracks[k].texts, texts);
    }
    EXPECT_THAT(album.warnings, IsEmpty());
    ASSERT_EQ(album.audio->end(), source->end());
    expect_same_audio(*source, *album.audio, kProgramStart, source->end());
    EXPECT_THAT(album.audio->warnings(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, DdpOfRandomDisc, testing::Range(1, 25));

TEST(DdpImage, IsOpenedByItsFolderAndByItsDescriptorsInIt) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300}), folder / "night.ddp/", "ddp")->commit();
    for (const std::string name : {"night.ddp", "night.ddp/", "night.ddp/DDPID", "night.ddp/DDPMS"}) {
        const Album album = open_album({folder / name});
        EXPECT_EQ(album.kind, AlbumKind::ddp) << name;
        EXPECT_EQ(album.path, folder / name);
        EXPECT_EQ(layout_line(album.disc), "1 -150/0, lead-out 300");
        EXPECT_EQ(album.files.size(), 6u);
        EXPECT_EQ(album.disc.tracks[0].pause, kFirstPause);
        EXPECT_EQ(name_of(album.disc.tracks[0].source->path), "IMAGE.DAT");
        EXPECT_TRUE(is_whole_album(folder / name));
    }
}

TEST(DdpImage, ASheetThatLiesInTheSetIsPassedOver) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300}), folder / "night.ddp", "ddp")->commit();
    write_file(folder / "night.ddp/night.cue", "FILE x.wav WAVE\n");
    EXPECT_EQ(open_album({folder / "night.ddp"}).kind, AlbumKind::ddp);
}

TEST(DdpImage, UntilItIsCommittedItHasNoNameAndNoChecksumsAndThenNothingElseIsLeft) {
    const TempFolder folder;
    const auto image = write_pattern_image(plain_disc({300}), folder / "night.ddp", "ddp");
    EXPECT_FALSE(system_files().status(folder / "night.ddp"));
    EXPECT_THAT(system_files().list(image->path()), ElementsAre("DDPID", "DDPMS", "IMAGE.DAT", "SD"));
    EXPECT_EQ(open_album({image->path()}).kind, AlbumKind::ddp);
    EXPECT_THAT(image->commit(),
                ElementsAre(folder / "night.ddp", folder / "night.ddp/DDPID", folder / "night.ddp/DDPMS",
                            folder / "night.ddp/SD", folder / "night.ddp/IMAGE.DAT",
                            folder / "night.ddp/CHECKSUM.MD5", folder / "night.ddp/CHECKSUM.TXT"));
    EXPECT_THAT(system_files().list(folder.path()), ElementsAre("night.ddp"));
}

TEST(DdpImage, AnImageThatIsNotCommittedLeavesNothing) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300}), folder / "night.ddp", "ddp").reset();
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(DdpImage, CancellingLeavesNothing) {
    const TempFolder folder;
    ImageWriteOptions options;
    options.progress = [](BlockCount done, BlockCount) { return done < BlockCount{200}; };
    EXPECT_EQ(error_of(Errc::cancelled,
                       [&] { write_pattern_image(plain_disc({600}), folder / "night.ddp", "ddp", options); }),
              "interrupted; nothing was changed");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

// The thread that makes the MD5 reads what lies in the file, whatever the writer was handed.
TEST(DdpImage, AByteThatChangesBetweenWritingAndHashingIsNoticed) {
    const TempFolder folder;
    const auto disc = plain_disc({300});
    class Changing final : public BlockSource {
      public:
        Lba end() const override { return Lba{300}; }
        void read(Lba, std::span<std::byte> out) override { std::ranges::fill(out, std::byte{1}); }
        std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Changing>(); }
        std::optional<Extent> extent(Lba first) const override {
            if (first != kProgramStart) return std::nullopt;
            return Extent{file.get(), 0, BlockCount{450}};
        }
        std::vector<PieceSum> known_sums() const override {
            return {{kProgramStart, BlockCount{450}, 12345}};
        }
        std::shared_ptr<File> file;
    };
    Changing source;
    write_file(folder / "from", std::string(450 * 2352, '\1'));
    source.file = system_files().open(folder / "from", Access::read);
    const auto image =
        write_image(system_files(), image_format_for("", "ddp"), disc, source, folder / "night.ddp");
    EXPECT_EQ(error_of(Errc::differs, [&] { image->commit(); }),
              folder / "night.ddp/IMAGE.DAT: what was read back is not what was written; check the disk");
    EXPECT_FALSE(system_files().status(folder / "night.ddp"));
}

TEST(DdpImage, AnOldSetIsReplacedOnlyWhenForced) {
    const TempFolder folder;
    const std::string out = folder / "night.ddp";
    write_pattern_image(plain_disc({300}), out, "ddp")->commit();
    EXPECT_EQ(error_of(Errc::exists, [&] { write_pattern_image(plain_disc({310}), out, "ddp"); }),
              out + ": is already there; give another name, or replace it");
    write_pattern_image(plain_disc({310}), out, "ddp", {.force = true, .progress = {}})->commit();
    EXPECT_EQ(open_album({out}).audio->end(), Lba{310});
    write_file(out + "/notes.txt", "mine");
    EXPECT_EQ(
        error_of(
            Errc::exists,
            [&] { write_pattern_image(plain_disc({300}), out, "ddp", {.force = true, .progress = {}}); }),
        out + ": holds 'notes.txt', which is not a file of a DDP set as it is written here, so the folder "
              "is not replaced; give another name");
}

TEST(DdpImage, ADiscThatEndsBehindTheLastTimeIsRefusedBeforeAnythingIsWritten) {
    const TempFolder folder;
    EXPECT_EQ(error_of(Errc::does_not_fit,
                       [&] {
                           write_image(system_files(), image_format_for("", "ddp"),
                                       plain_disc({kLastAddress.value + 1}), MemorySource(Lba{0}),
                                       folder / "x/");
                       }),
              "the lead-out is past 99:59:74, the last time that DDP can tell; take tracks away");
    EXPECT_THAT(system_files().list(folder.path()), IsEmpty());
}

TEST(DdpImage, GainIsNotAppliedToAMaster) {
    const TempFolder folder;
    write_pattern_image(plain_disc({300}), folder / "night.ddp", "ddp")->commit();
    EXPECT_EQ(error_of(Errc::unsupported, [&] { open_album({folder / "night.ddp"}, {.gain_db = 1}); }),
              folder / "night.ddp: is a master, which gain is not applied to; open it without gain");
}

} // namespace
} // namespace redbook
