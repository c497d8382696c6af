#include "redbook/drive/disc_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <random>

#include "redbook/check/disc_ids.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/toc.h"
#include "redbook/drive/mmc.h"
#include "tests/drive/disc_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DiscReader : public DiscTest {};

// A random disc that can be recorded; the texts as their character set holds them.
Disc recordable(uint32_t seed) {
    std::vector<std::string> changes;
    Disc disc = as_cd_text_holds(random_disc(seed, 6), changes);
    disc.gap = kDefaultGap; // the drive's
    if (disc.mode == Mode::tao) disc.text_blocks.clear(), disc.first_track = 1;
    for (Track& track : disc.tracks) {
        if (disc.mode == Mode::tao) track.texts.clear();
        if (disc.mode == Mode::tao) track.length = std::max(track.length, kShortestTrack);
        if (track.flags.four_channel) track.flags.four_channel = false;
    }
    return disc;
}

bool has_audio_in_the_first_pause(const Disc& disc) { return disc.tracks[0].pause < kFirstPause; }

TEST_F(DiscReader, ATrueBurnOfAnyDiscIsVerified) {
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        const Disc disc = recordable(seed);
        options_ = {};
        options_.media = {medium(fmt::format("{}.img", seed))};
        power_cycle_with({});
        burn(disc);
        const Album back = read();
        const Comparison comparison = compared(back);
        if (disc.mode == Mode::sao && has_audio_in_the_first_pause(disc))
            EXPECT_EQ(why(comparison),
                      "not verified\naudio before 00:02:00: not checkable: /dev/sr0 cannot hold it")
                << "seed " << seed;
        else
            EXPECT_EQ(why(comparison), "verified") << "seed " << seed;
        EXPECT_THAT(back.warnings, IsEmpty()) << "seed " << seed;
    }
}

TEST_F(DiscReader, CodesOfZerosAreNone) {
    Disc disc = plain_disc({400, 400});
    disc.mcn = Mcn::parse("0000000000000");
    disc.tracks[1].isrc = Isrc::parse("000000000000");
    burn(disc);
    ASSERT_TRUE(disc_.mcn && disc_.tracks[1].isrc);
    const Album back = read();
    EXPECT_EQ(back.disc.mcn, std::nullopt);
    EXPECT_EQ(back.disc.tracks[1].isrc, std::nullopt);
    EXPECT_THAT(back.warnings,
                ElementsAre("/dev/sr0: the catalogue number is all zeros, which means none; it is ignored",
                            "/dev/sr0: the ISRC of track 2 is all zeros, which means none; it is ignored"));
}

TEST_F(DiscReader, NinetyNineTracksAreRead) {
    Disc disc = plain_disc(std::vector<int>(99, 300));
    for (size_t k = 0; k < 99; ++k) disc.tracks[k].isrc = Isrc::parse(fmt::format("DEXYZ26{:05}", k + 1));
    for (int i = 1; i <= 98; ++i) disc.tracks[98].indexes.push_back({i * 3});
    burn(disc);
    EXPECT_EQ(why(compared(read())), "verified");
}

TEST_F(DiscReader, AHiddenTrackInFrontOfTheFirstIsRead) {
    Disc disc = plain_disc({400, 400});
    disc.tracks[0].pregap = {1000};
    burn(disc);
    const Album back = read();
    EXPECT_EQ(back.disc.tracks[0].pregap, BlockCount{1000});
    EXPECT_EQ(back.disc.tracks[0].pause, kFirstPause);
    EXPECT_EQ(why(compared(back)), "verified");
}

TEST_F(DiscReader, DataInASecondSessionIsKnownAndTheAudioVerified) {
    burn(plain_disc({400, 400}));
    power_cycle_with({"second-session=3000"});
    const Album back = read();
    EXPECT_THAT(back.warnings, IsEmpty());
    EXPECT_THAT(back.disc.data, ElementsAre(DataTrack{2, kBetweenSessions, BlockCount{3000}}));
    EXPECT_EQ(ids_of(back.disc).freedb_query, "1400ca03 3 150 550 12350 204");
    EXPECT_EQ(verdict_text(compared(back)), "audio verified, data not compared");
}

TEST_F(DiscReader, ADriveThatDoesNotTellItsSessionsIsAssumedToHaveTheirUsualDistance) {
    burn(plain_disc({400, 400}));
    power_cycle_with({"second-session=3000"});
    port()->instead = [](const ScsiCommand& c) {
        const bool full = operation_of(c) == 0x43 && c.cdb[2] == std::byte{2};
        return full ? std::optional(ScsiReply{.sense = {5, 0x24, 0}}) : std::nullopt;
    };
    const Album back = read();
    EXPECT_THAT(back.warnings,
                ElementsAre("/dev/sr0: the drive does not say where the first session ends; 11400 "
                            "blocks before track 3 are assumed"));
    EXPECT_THAT(back.disc.data, ElementsAre(DataTrack{2, kBetweenSessions, BlockCount{3000}}));
    EXPECT_EQ(verdict_text(compared(back)), "audio verified, data not compared");
}

TEST_F(DiscReader, OfAMixedModeDiscTheAudioIsRead) {
    Disc disc = plain_disc({1000, 400, 500});
    disc.tracks[1].pregap = {150};
    disc.tracks[2].isrc = Isrc::parse("DEXYZ2600003");
    burn(disc);
    port_.reset();
    drive_.reset();
    {
        emulator::Medium changed(system_files(), options_.media[0]);
        changed.facts.tracks[0].control = kDataControl;
        changed.save();
    }
    const Album back = read();
    EXPECT_THAT(back.warnings, IsEmpty());
    EXPECT_EQ(back.disc.first_track, 2);
    EXPECT_THAT(back.disc.data, ElementsAre(DataTrack{0, {}, BlockCount{1150}}));
    EXPECT_EQ(back.disc.tracks[1].isrc, disc.tracks[2].isrc);
    std::vector<std::byte> there(size_t(bytes_in(BlockCount{900}))), wanted = there;
    back.audio->clone()->read(Lba{0}, there);
    audio_->read(Lba{1150}, wanted);
    EXPECT_TRUE(there == wanted);
    EXPECT_EQ(back.audio->end(), Lba{900});
    EXPECT_THAT(back.audio->unread(), IsEmpty());
}

TEST_F(DiscReader, RunOutOfTracksAtOnceMayHoldAnything) {
    Disc disc = plain_disc({400, 500, 301});
    disc.mode = Mode::tao;
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.tracks[2].flags.pre_emphasis = true;
    fault("run-out-garbage");
    burn(disc);
    EXPECT_EQ(why(compared(read())), "verified");
    power_cycle_with({"run-out-unreadable"});
    const Album back = read();
    EXPECT_EQ(why(compared(back)), "verified");
    EXPECT_THAT(back.audio->warnings(), IsEmpty()) << "it is not even asked for";
}

// What must never be said of a bad recording.
TEST_F(DiscReader, NoFaultOfRecordingOrReadingPassesAsVerified) {
    Disc disc = plain_disc({400, 500});
    disc.text_blocks.resize(1);
    disc.text_blocks[0].album.title = "Night Music";
    for (Track& track : disc.tracks) track.texts.resize(1);
    const auto verdict_with = [&](std::string_view recording, std::string_view reading) {
        options_ = {};
        options_.media = {medium(fmt::format("{}{}.img", recording, reading))};
        power_cycle_with({});
        if (!recording.empty()) fault(recording);
        burn(disc);
        power_cycle_with({});
        if (!reading.empty()) fault(reading);
        const Comparison c = compared(read());
        return fmt::format("{} {:+}", to_string(c.verdict), c.offset.value);
    };
    EXPECT_EQ(verdict_with("", ""), "verified +0");
    EXPECT_EQ(verdict_with("flip-bit@0=0", ""), "differs +0");
    EXPECT_EQ(verdict_with("flip-bit@899=18815", ""), "differs +0");
    EXPECT_EQ(verdict_with("drops-text", ""), "differs +0");
    EXPECT_EQ(verdict_with("write-offset=30", ""), "not verified +30");
    EXPECT_EQ(verdict_with("write-offset=3000", ""), "differs +0");
    EXPECT_EQ(verdict_with("", "read-offset=102"), "not verified -102");
    EXPECT_EQ(verdict_with("write-offset=30", "read-offset=30"), "verified +0");
    EXPECT_EQ(verdict_with("", "unreadable@450=0"), "not verified +0");
    EXPECT_EQ(verdict_with("", "unreadable@450=2"), "verified +0");
}

TEST_F(DiscReader, ADriveThatIsNotReadyYetIsWaitedFor) {
    burn(plain_disc({300}));
    options_.becoming_ready = 5;
    power_cycle_with({});
    open_tray(*port());
    close_tray(*port());
    EXPECT_EQ(why(compared(read())), "verified");
}

TEST_F(DiscReader, ADriveThatReturnsThePauseInFrontReadsWhatIsInIt) {
    Disc disc = plain_disc({300});
    burn(disc);
    const auto early = pattern_blocks(kProgramStart, kFirstPause);
    bool silent = true;
    port()->instead = [&](const ScsiCommand& c) -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE || emulator::lba_at(c.cdb, 2) >= Lba{0}) return std::nullopt;
        const auto from = bytes_in(emulator::lba_at(c.cdb, 2) - kProgramStart);
        std::copy_n(early.begin() + from, c.in.size(), c.in.begin());
        if (silent) std::ranges::fill(c.in, std::byte{0});
        return ScsiReply{.sense = {}, .transferred = c.in.size()};
    };
    EXPECT_EQ(read().disc.tracks[0].pause, kFirstPause);
    silent = false;
    const Album back = read();
    EXPECT_TRUE(back.holds.first_150);
    EXPECT_EQ(back.disc.tracks[0].pause, BlockCount{0});
    EXPECT_EQ(back.disc.tracks[0].pregap, kFirstPause);
    std::vector<std::byte> got(early.size());
    back.audio->read(kProgramStart, got);
    EXPECT_TRUE(got == early);
}

// What a drive cannot tell
// -----------------------------------------------------------------------------------------------------------

TEST_F(DiscReader, WithoutQTheCodesAreAskedForAndPausesAreNotKnown) {
    ASSERT_EQ(emulator::test::words(burn_session()), emulator::test::words({}));
    port()->instead = [](const ScsiCommand& c) {
        const bool q = operation_of(c) == 0xBE && c.cdb[10] != std::byte{0};
        return q ? std::optional(ScsiReply{.sense = {5, 0x24, 0}}) : std::nullopt;
    };
    const Album back = read();
    EXPECT_FALSE(back.holds.pauses || back.holds.indexes || back.holds.scms);
    EXPECT_EQ(back.disc.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(back.disc.tracks[1].isrc, Isrc::parse("GBAYE0000352"));
    EXPECT_THAT(back.warnings,
                ElementsAre("/dev/sr0: the drive does not tell what the disc says beside its audio; pauses "
                            "and further indexes are not known"));
}

TEST_F(DiscReader, ADriveThatKnowsNoTextSaysSo) {
    burn(plain_disc({300}));
    port()->instead = [](const ScsiCommand& c) -> std::optional<ScsiReply> {
        if (operation_of(c) == 0x46) return answered(c, "00 00 00 04 00 00 00 08");
        const bool text = operation_of(c) == 0x43 && c.cdb[2] == std::byte{5};
        return text ? std::optional(ScsiReply{.sense = {5, 0x24, 0}}) : std::nullopt;
    };
    EXPECT_EQ(read().holds.text_blocks, 0);
}

// Codes in CD-TEXT are not those that players look for.
TEST_F(DiscReader, CodesInCdTextAreNotTakenForThoseOfTheDisc) {
    Disc disc = plain_disc({300, 300});
    disc.text_blocks.resize(1);
    disc.text_blocks[0].album.title = "Night Music";
    for (Track& track : disc.tracks) track.texts.resize(1);
    disc.mcn = Mcn::parse("4006381333931");
    burn(disc);
    port()->instead = [this](const ScsiCommand& c) -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE || c.cdb[10] != std::byte{1}) return std::nullopt;
        Disc without = disc_; // what Q says
        without.mcn.reset();
        const Subchannels q(without);
        for (size_t i = 0; i < c.in.size() / kSubcodeBytes; ++i) {
            Subcode linear;
            q.write(emulator::lba_at(c.cdb, 2) + BlockCount{int32_t(i)}, linear);
            std::ranges::copy(to_interleaved(linear), c.in.begin() + ptrdiff_t(i * kSubcodeBytes));
        }
        return ScsiReply{.sense = {}, .transferred = c.in.size()};
    };
    const Album back = read();
    EXPECT_EQ(album_texts(back.disc).title, "Night Music");
    EXPECT_EQ(back.disc.mcn, std::nullopt);
    EXPECT_EQ(compared(back).verdict, Verdict::differs);
}

// What is refused
// -----------------------------------------------------------------------------------------------------------

TEST_F(DiscReader, ABlankAndAnOpenDiscAreRefused) {
    EXPECT_EQ(error_of(Errc::device, [&] { read(); }),
              "/dev/sr0: the disc in it is blank; there is nothing to read");
    ASSERT_EQ(emulator::test::words(burn_track(400, {0})), emulator::test::words({}));
    EXPECT_EQ(error_of(Errc::device, [&] { read(); }),
              "/dev/sr0: the disc in it is not closed, and cannot be read before it is");
}

TEST_F(DiscReader, ADiscOfDataAloneIsRefused) {
    burn(plain_disc({300, 300}));
    port()->instead = [](const ScsiCommand& c) {
        return operation_of(c) == 0x43
                   ? std::optional(answered(c, "00 1a 01 02 00 14 01 00 00 00 00 00 00 14 02 00 00 00 01 2c "
                                               "00 14 aa 00 00 00 02 58"))
                   : std::nullopt;
    };
    EXPECT_EQ(error_of(Errc::unsupported, [&] { read(); }),
              "/dev/sr0: the disc in it has no audio track in its first session");
}

TEST_F(DiscReader, TextsThatMakeNoSenseDoNotKeepTheAudioFromBeingRead) {
    const Disc disc = plain_disc({300});
    burn(disc);
    port()->instead = [](const ScsiCommand& c) {
        return operation_of(c) == 0x43 && (std::to_integer<int>(c.cdb[2]) & 0xF) == 5
                   ? std::optional(
                         answered(c, "00 14 00 00 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11"))
                   : std::nullopt;
    };
    const Album back = read();
    EXPECT_EQ(why(compared(back)), "verified");
    ASSERT_FALSE(back.warnings.empty());
    EXPECT_EQ(back.warnings.back(),
              "/dev/sr0: CD-TEXT: it has no CD-TEXT packs; the disc is read without its texts");
}

TEST_F(DiscReader, WhatIsNoCdIsRefused) {
    port()->instead = [](const ScsiCommand& c) {
        return operation_of(c) == 0x46 ? std::optional(answered(c, "00 00 00 04 00 00 00 10")) : std::nullopt;
    };
    EXPECT_EQ(error_of(Errc::unsupported, [&] { read(); }), "/dev/sr0: the disc in it is no CD; put a CD in");
}

// What a drive sends is foreign bytes.
TEST_F(DiscReader, WhateverADriveAnswersEndsInADiscOrAnError) {
    burn(recordable(3));
    int opened = 0;
    for (uint32_t seed = 1; seed <= 400; ++seed) {
        std::mt19937 random(seed);
        port()->instead = [&](const ScsiCommand& c) -> std::optional<ScsiReply> {
            const emulator::Reply reply = drive().execute({c.cdb, c.out, c.in});
            if (random() % 3 == 0)
                for (size_t n = random() % 8 + 1; n > 0 && !c.in.empty(); --n)
                    c.in[random() % std::min<size_t>(c.in.size(), 64)] = std::byte(random());
            const size_t kept = random() % 16 == 0 ? random() % (reply.transferred + 1) : reply.transferred;
            return ScsiReply{.sense = {reply.sense.key, reply.sense.asc, reply.sense.ascq},
                             .transferred = kept};
        };
        try {
            const Album back = read();
            EXPECT_EQ(layout_of(back.disc).lead_out, back.audio->end()) << "seed " << seed;
            ++opened;
        } catch (const Error& e) {
            EXPECT_THAT(e.what(), testing::StartsWith("/dev/sr0: ")) << "seed " << seed;
        }
    }
    EXPECT_GT(opened, 50);
}

TEST_F(DiscReader, AnEmptyDriveIsRefused) {
    fault("no-medium");
    EXPECT_EQ(error_of(Errc::no_medium, [&] { read(); }),
              "/dev/sr0: cannot use the disc: 2/3A/01: there is no disc in it; put one in");
}

} // namespace
} // namespace redbook::test
