// What a drive records, told by the medium itself.
#include <fmt/format.h>

#include <gmock/gmock.h>

#include "tests/drive/drive_recorder_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class DriveRecorder : public OnADrive {
  protected:
    DriveRecorder() { job_.verify = false; } // the medium is looked at here
};

TEST_F(DriveRecorder, RecordsSessionAtOnceWithAllThatTheDiscSays) {
    const Disc disc = full_disc();
    const Outcome result = burn(disc);
    EXPECT_THAT(result.lost, IsEmpty());
    const emulator::MediumFacts on = on_medium();
    const Layout layout = layout_of(disc);
    EXPECT_EQ(int(on.state), kComplete);
    EXPECT_EQ(on.lead_out, layout.lead_out);
    EXPECT_EQ(on.mcn, disc.mcn);
    EXPECT_EQ(on.text_packs, cd_text_packs(disc));
    ASSERT_EQ(on.tracks.size(), 3u);
    for (size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(on.tracks[k].start, layout.tracks[k].start) << k;
        EXPECT_EQ(on.tracks[k].index01, layout.tracks[k].index01) << k;
        EXPECT_EQ(on.tracks[k].isrc, disc.tracks[k].isrc) << k;
        EXPECT_EQ(on.tracks[k].control, control_nibble(disc.tracks[k].flags)) << k;
    }
    const Lba second = layout.tracks[1].index01;
    EXPECT_THAT(on.tracks[1].indexes, ElementsAre(second + BlockCount{75}, second + BlockCount{200}));
    expect_audio(disc);
}

TEST_F(DriveRecorder, RecordsAHiddenTrackInFrontOfTrackOne) {
    Disc disc = two_tracks();
    disc.tracks[0].pregap = {300};
    burn(disc);
    EXPECT_EQ(on_medium().tracks[0].index01, Lba{300});
    expect_audio(disc);
}

TEST_F(DriveRecorder, AudioInFrontOfLba0IsSaidToBeLost) {
    Disc disc = two_tracks();
    disc.tracks[0].pause = {0};
    disc.tracks[0].pregap = {150};
    EXPECT_THAT(burn(disc).lost, ElementsAre("audio in the first two seconds, before LBA 0"));
    EXPECT_EQ(on_medium().tracks[0].index01, Lba{0});
}

TEST_F(DriveRecorder, ScmsAndAFirstNumberAreRecorded) {
    Disc disc = two_tracks();
    disc.first_track = 7;
    disc.tracks[1].flags.scms = true;
    burn(disc);
    const auto tracks = on_medium().tracks;
    EXPECT_EQ(tracks[0].number, 7);
    EXPECT_TRUE(tracks[1].scms);
    EXPECT_FALSE(tracks[0].scms);
}

TEST_F(DriveRecorder, RecordsTrackAtOnceWithTheGapOfTheDrive) {
    Disc disc = two_tracks(Mode::tao);
    disc.gap = {100}; // the drive makes 150
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    edit_album_texts(disc).title = "Album Title";
    const Outcome result = burn(disc);
    EXPECT_THAT(
        result.lost,
        ElementsAre("gapless transitions: silence of 00:02:02 is inserted before track 2 (Track-at-Once)",
                    "ISRC", "CD-TEXT"));
    EXPECT_EQ(layout_of(result.disc).tracks[1].index01, Lba{552});
    const emulator::MediumFacts on = on_medium();
    EXPECT_EQ(int(on.state), kComplete);
    EXPECT_EQ(on.lead_out, Lba{954});
    EXPECT_EQ(on.mcn, disc.mcn);
    ASSERT_EQ(on.tracks.size(), 2u);
    EXPECT_EQ(on.tracks[1].index01, Lba{552});
    disc.gap = {150};
    expect_audio(disc);
}

TEST_F(DriveRecorder, TheModeCanBeAnotherThanTheStashSays) {
    job_.mode = Mode::tao;
    burn(two_tracks());
    EXPECT_EQ(on_medium().lead_out, Lba{954});
}

TEST_F(DriveRecorder, ATestWriteGoesThroughAllOfItAndLeavesTheDiscBlank) {
    job_.simulate = true;
    const Outcome result = burn(full_disc());
    EXPECT_TRUE(result.simulated);
    EXPECT_TRUE(result.test_write);
    EXPECT_EQ(state_of_medium(), kBlank);
    job_.mode = Mode::tao;
    EXPECT_TRUE(burn(full_disc()).test_write);
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveRecorder, AnErasableDiscIsErasedIfThatIsAskedFor) {
    facts_.kind = emulator::MediumKind::cd_rw;
    burn(plain_disc({400}));
    EXPECT_EQ(failure(Errc::not_blank, two_tracks()),
              "/dev/sr7: the disc in it is already written; put a blank one in, or erase it");
    job_.erase = true;
    burn_again();
    EXPECT_EQ(on_medium().tracks.size(), 2u);
    expect_audio(two_tracks());
}

TEST_F(DriveRecorder, WhatCannotBeErasedIsSaid) {
    attached();
    EXPECT_EQ(error_of(Errc::unsupported, [&] { make_drive_recorder(settings_)->erase(false, {}); }),
              "/dev/sr7: the disc in it (CD-R) cannot be erased; put a CD-RW in");
    attached_.reset();
    fault("no-medium");
    attached();
    EXPECT_EQ(error_of(Errc::no_medium, [&] { make_drive_recorder(settings_)->erase(false, {}); }),
              "/dev/sr7: there is no disc in it; put a CD-RW in");
}

TEST_F(DriveRecorder, AWriteOffsetIsCorrected) {
    job_.verify = true;
    for (const int late : {30, -700}) {
        SCOPED_TRACE(late);
        options_.faults = {emulator::parse_fault(fmt::format("write-offset={}", late))};
        options_.media = {medium(fmt::format("{}.img", late))};
        attached_.reset();
        settings_.write_offset = {late};
        const Outcome result = burn(two_tracks());
        EXPECT_EQ(result.comparison.verdict, Verdict::verified);
        EXPECT_EQ(result.comparison.offset, SampleCount{0});
        const int cut = std::abs(late);
        EXPECT_THAT(result.warnings,
                    ElementsAre(fmt::format(
                        "/dev/sr7: the write offset cuts off {} samples at {}, which are not silent", cut,
                        late > 0 ? "00:02:00" : "the end, before 00:12:50")));
        attached_.reset();
        const emulator::Medium on(system_files(), options_.media[0]);
        std::vector<std::byte> want(800 * kBlockBytes), got(want.size());
        stash_->audio()->read({0}, want);
        on.read({0}, got);
        const size_t skip = size_t(cut) * kSampleBytes, first = late > 0 ? skip : 0;
        EXPECT_TRUE(
            std::equal(got.begin() + first, got.begin() + first + got.size() - skip, want.begin() + first));
    }
}

TEST_F(DriveRecorder, SilenceThatAWriteOffsetCutsOffIsNotMissed) {
    settings_.write_offset = {-100};
    Disc disc = two_tracks();
    disc.tracks[1].postgap = {10};
    EXPECT_THAT(burn(disc).warnings, IsEmpty());
}

TEST_F(DriveRecorder, MoreThanTheDiscSaysItHoldsIsRecordedIfThatIsAskedFor) {
    facts_.told_capacity = {799};
    facts_.capacity = {900};
    options_.overburn = true;
    EXPECT_EQ(
        failure(Errc::does_not_fit, two_tracks()),
        "/dev/sr7: track 2 does not fit: the disc ends at 00:12:50, 00:00:01 (1 block) after the 00:12:49 "
        "that the medium holds");
    job_.overburn = true;
    burn_again();
    EXPECT_EQ(on_medium().lead_out, Lba{800});
    expect_audio(two_tracks());
}

TEST_F(DriveRecorder, OverburningIsNotForTrackAtOnce) {
    job_.overburn = true;
    EXPECT_EQ(failure(Errc::unsupported, two_tracks(Mode::tao)),
              "/dev/sr7: more than the disc says it holds can be recorded Session-at-Once only");
}

// Whatever a disc has: pauses, pregaps, indexes, flags, texts in several languages.
TEST_F(DriveRecorder, RandomDiscsAreVerifiedInBothModes) {
    job_.verify = true;
    for (const uint32_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
        SCOPED_TRACE(seed);
        options_.media = {medium(fmt::format("{}.img", seed))};
        attached_.reset();
        Disc disc = without_sources(random_latin_disc(seed, 5));
        disc.mode = seed % 2 == 0 ? Mode::sao : Mode::tao;
        const bool audio_before_0 = disc.mode == Mode::sao && disc.tracks[0].pause < kFirstPause;
        const Outcome result = burn(disc);
        EXPECT_EQ(result.comparison.verdict, audio_before_0 ? Verdict::not_verified : Verdict::verified);
        const Item* item = result.comparison.first_difference();
        EXPECT_EQ(item, nullptr) << item->name << ": " << item->detail;
    }
}

TEST_F(DriveRecorder, TextsThatCdTextDoesNotHoldAreReplacedAndNamed) {
    Disc disc = two_tracks();
    edit_album_texts(disc).title = "Don\u2019t";
    EXPECT_THAT(burn(disc).changes, ElementsAre(testing::HasSubstr("U+2019")));
    EXPECT_FALSE(on_medium().text_packs.empty());
}

TEST_F(DriveRecorder, TextsThatCdTextDoesNotHoldAreRefusedIfThatIsAskedFor) {
    job_.strict = true;
    Disc disc = two_tracks();
    edit_album_texts(disc).title = "Don\u2019t";
    EXPECT_EQ(failure(Errc::breaks_rule, disc), "/dev/sr7: title of the album: \"Don\u2019t\" became "
                                                "\"Don't\": \u2019 (U+2019) is not in ISO 8859-1");
    EXPECT_TRUE(on_medium().text_packs.empty());
}

TEST_F(DriveRecorder, TextsThatNothingResemblesAreRefusedBeforeTheDriveWritesOrLeftOut) {
    Disc disc = two_tracks();
    edit_track_texts(disc, 1).title = "桜";
    EXPECT_EQ(failure(Errc::breaks_rule, disc), "/dev/sr7: title of track 2: nothing in ISO 8859-1 resembles "
                                                "桜 (U+685C), and kanji cannot be romanized");
    EXPECT_EQ(state_of_medium(), kBlank);
    job_.cd_text = false;
    EXPECT_THAT(burn(disc).lost, ElementsAre("CD-TEXT (left out as asked)"));
    EXPECT_THAT(on_medium().text_packs, IsEmpty());
}

TEST_F(DriveRecorder, CdTextThatIsTooLongIsRefusedBeforeTheDriveWrites) {
    Disc disc = two_tracks();
    edit_album_texts(disc).message = std::string(4000, 'x');
    EXPECT_EQ(failure(Errc::breaks_rule, disc),
              "/dev/sr7: CD-TEXT in language 1 takes 337 packs, and there is room for 255: shorten its texts "
              "by about 984 characters");
    EXPECT_EQ(state_of_medium(), kBlank);
}

TEST_F(DriveRecorder, TrackAtOnceLosesAllThatIsHeardOtherwise) {
    Disc disc = full_disc();
    disc.mode = Mode::tao;
    EXPECT_THAT(
        burn(disc).lost,
        ElementsAre("the hidden track before track 1 (00:04:20): it is played as the beginning of track 1 "
                    "(Track-at-Once)",
                    "audio in the pause (INDEX 00) of track 2: it is played as the beginning of the track "
                    "(Track-at-Once)",
                    "gapless transitions: silence of 00:02:02 is inserted before track 3 (Track-at-Once)",
                    "the length of the pause before track 2: it becomes 00:02:02 (Track-at-Once)",
                    "indexes above 01 in track 2 (Track-at-Once)", "ISRC", "CD-TEXT"));
}

TEST_F(DriveRecorder, TheSpeedIsSet) {
    options_.trace = folder_ / "trace.txt";
    settings_.speed = 8;
    burn(plain_disc({300}));
    attached_.reset();
    EXPECT_THAT(read_file(options_.trace), testing::HasSubstr("SET CD SPEED | bb 00 23 d5 05 84"));
}

TEST_F(DriveRecorder, ProgressTellsOfBlocksAndBuffers) {
    options_.pace = 200;
    attached();
    stash(plain_disc({3000}));
    const auto recorder = make_drive_recorder(settings_);
    int fullest_drive = 0, emptiest_program = 100;
    BlockCount last;
    job_.progress = [&](const Progress& p) {
        if (p.phase != Phase::writing) return true;
        EXPECT_EQ(p.total, BlockCount{3150});
        EXPECT_GE(p.done, last);
        last = p.done;
        const auto fill = recorder->buffers();
        EXPECT_TRUE(fill.has_value());
        if (fill) fullest_drive = std::max(fullest_drive, fill->drive);
        if (fill) emptiest_program = std::min(emptiest_program, fill->program);
        return true;
    };
    RecordJob(*recorder, *stash_, job_).run();
    EXPECT_EQ(last, BlockCount{3150});
    EXPECT_GT(fullest_drive, 10);
    EXPECT_EQ(emptiest_program, 100) << "all of it fits into the buffer";
    EXPECT_EQ(recorder->buffers(), std::nullopt);
}

TEST_F(DriveRecorder, OneDriveHasOneRecorder) {
    attached();
    const auto recorder = make_drive_recorder(settings_);
    EXPECT_EQ(error_of(Errc::in_use, [&] { make_drive_recorder(settings_); }),
              "/dev/sr7: another program is using it; close that program");
}

TEST_F(DriveRecorder, TwoDrivesRecordAtTheSameTime) {
    emulator::DriveOptions second = options_;
    second.name = "/dev/sr9";
    second.media = {medium("second.img")};
    emulator::AttachedDrive other(second);
    attached();
    stash(two_tracks());
    std::thread one([&] { burn_again(); });
    DriveSettings settings = settings_;
    settings.path = second.name;
    const auto recorder = make_drive_recorder(settings);
    RecordJob(*recorder, *stash_, job_).run();
    one.join();
    EXPECT_EQ(other.drive().facts().lead_out, Lba{800});
    EXPECT_EQ(on_medium().lead_out, Lba{800});
}

TEST_F(DriveRecorder, AfterEjectTheNextDiscIsTaken) {
    options_.media = {medium("disc.img"), medium("second.img")};
    attached();
    stash(plain_disc({300}));
    job_.eject = true;
    const auto recorder = make_drive_recorder(settings_);
    RecordJob(*recorder, *stash_, job_).run();
    EXPECT_EQ(attached_->drive().stage(), emulator::Stage::no_medium);
    RecordJob(*recorder, *stash_, job_).run();
    attached_.reset();
    for (const char* name : {"disc.img", "second.img"})
        EXPECT_EQ(emulator::Medium(system_files(), folder_ / name).facts.lead_out, Lba{300}) << name;
}

// Ejecting as somebody would who presses the button.
TEST_F(DriveRecorder, TheDiscIsHeldFromTheFirstLookUntilItIsReadBack) {
    const auto eject = emulator::test::bytes("1b 00 00 00 02 00");
    std::map<std::string, bool> goes_out;
    job_.verify = true;
    attached();
    job_.progress = [&](const Progress& p) {
        goes_out[std::string(to_string(p.phase))] = attached_->drive().execute({eject, {}, {}}).good();
        return true;
    };
    EXPECT_EQ(burn(two_tracks()).comparison.verdict, Verdict::verified);
    EXPECT_THAT(goes_out, ElementsAre(Pair("checking", false), Pair("closing", false),
                                      Pair("reading back", false), Pair("writing", false)));
    EXPECT_TRUE(attached_->drive().execute({eject, {}, {}}).good()) << "it is over";
}

// With a pin in the hole: another disc, with the same on it.
TEST_F(DriveRecorder, ADiscThatIsExchangedBeforeItIsReadBackProvesNothing) {
    options_.media = {medium("second.img")};
    burn(two_tracks());
    attached_.reset();
    options_.media = {medium("disc.img"), folder_ / "second.img"};
    attached();
    const auto recorder = make_drive_recorder(settings_);
    const Disc recorded = as_recorded(two_tracks());
    ASSERT_EQ(recorder->medium().state, MediumState::blank);
    recorder->write(recorded, *stash_->audio(), {});
    recorder->finish();
    for (const char* command : {"1e 00 00 00 00 00", "1b 00 00 00 02 00", "1b 00 00 00 03 00"})
        attached_->drive().execute({emulator::test::bytes(command), {}, {}});
    EXPECT_EQ(error_of(Errc::device, [&] { recorder->read_back(); }),
              "/dev/sr7: the disc was changed when it was recorded; the one in it now says nothing of that");
}

TEST_F(DriveRecorder, ADiscWhoseRecordingWasCancelledGoesOut) {
    options_.pace = 100;
    attached();
    stash(plain_disc({3000, 3000}));
    job_.progress = [](const Progress& p) { return p.phase != Phase::writing || p.done < BlockCount{500}; };
    const auto recorder = make_drive_recorder(settings_);
    error_of(Errc::cancelled, [&] { RecordJob(*recorder, *stash_, job_).run(); });
    recorder->eject();
    EXPECT_EQ(attached_->drive().stage(), emulator::Stage::no_medium);
    EXPECT_EQ(state_of_medium(), kBroken);
}

// In Session-at-Once the pause after a track may make it long enough for the Red Book, but not for libburn.
TEST_F(DriveRecorder, TracksThatLibburnWouldFillUpAreRefused) {
    Disc disc = plain_disc({280, 400});
    disc.tracks[1].pregap = {20};
    EXPECT_EQ(failure(Errc::breaks_rule, disc),
              "/dev/sr7: track 1 is 00:03:55 long up to the pause after it, and libburn needs 00:04:00 "
              "(4 s); let that pause (INDEX 00) begin later");
    disc.mode = Mode::tao;
    EXPECT_EQ(failure(Errc::breaks_rule, disc),
              "/dev/sr7: track 1 is 00:03:55 long, and libburn needs 00:04:00 (4 s); record "
              "Session-at-Once");
    disc.mode = Mode::sao;
    disc.tracks[0].length = {300};
    EXPECT_EQ(burn(disc).lost, std::vector<std::string>{});
    expect_audio(disc);
}

TEST_F(DriveRecorder, ADiscThatTakesNoAudioIsNamed) {
    attached();
    stash(plain_disc({300}));
    const auto recorder = make_drive_recorder(settings_);
    EXPECT_EQ(recorder->medium().kind, "CD-R");
    EXPECT_EQ(recorder->medium().capacity, kDefaultCapacity);
    EXPECT_FALSE(recorder->medium().erasable);
}

TEST_F(DriveRecorder, LibburnPrintsNothing) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    fault("write-error@300");
    failure(Errc::device, two_tracks(Mode::tao));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

} // namespace
} // namespace redbook::test
