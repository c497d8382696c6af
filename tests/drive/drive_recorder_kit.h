// Recordings of a stash on an emulated drive that is a device of the test program, through libburn.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <optional>
#include <string>

#include "emulator/interposer/devices.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/relocated.h"
#include "redbook/drive/drive_recorder.h"
#include "redbook/jobs/record_job.h"
#include "tests/emulator/drive_kit.h"
#include "tests/jobs/record_kit.h"

namespace redbook::test {

// Cancels when `phase` is under way.
inline ProgressCallback cancel_in(Phase phase) {
    return [phase](const Progress& p) { return p.phase != phase; };
}

class OnADrive : public emulator::test::DriveTest {
  protected:
    OnADrive() { options_.name = settings_.path = "/dev/sr7"; }

    emulator::AttachedDrive& attached() {
        if (!attached_) {
            if (options_.media.empty()) options_.media.push_back(medium("disc.img", facts_));
            attached_.emplace(options_);
        }
        return *attached_;
    }
    const Stash& stash(const Disc& disc) {
        stash_.reset();
        std::filesystem::remove(folder_ / "a.stash");
        stash_ = stash_of(folder_ / "a.stash", disc);
        return *stash_;
    }

    // Stages the disc and records it, with a recorder that is gone when this returns.
    Outcome burn(const Disc& disc) {
        attached();
        stash(disc);
        return burn_again();
    }
    Outcome burn_again() {
        const auto recorder = make_drive_recorder(settings_);
        RecordJob job(*recorder, *stash_, job_);
        return job.run();
    }
    std::string failure(Errc code, const Disc& disc) {
        return error_of(code, [&] { burn(disc); });
    }

    // What is on the medium, for the next drive that it is put into.
    emulator::MediumFacts on_medium() {
        attached_.reset();
        return emulator::Medium(system_files(), folder_ / "disc.img").facts;
    }
    int state_of_medium() { return int(on_medium().state); }

    // Every block of the stash lies on the medium where `disc`, as it is recorded, has it.
    void expect_audio(const Disc& disc, SampleCount early = {}) {
        attached_.reset();
        const Disc recorded = as_recorded(disc);
        const auto want = relocate(*stash_->audio(), stash_->disc(), recorded);
        const emulator::Medium medium(system_files(), folder_ / "disc.img");
        for (const TrackSpan& span : layout_of(recorded).tracks) {
            const BlockCount n = span.audio_end - std::max(span.audio, Lba{0});
            std::vector<std::byte> a(size_t(bytes_in(n))), b(a.size());
            want->read(span.audio_end - n, a);
            medium.read(span.audio_end - n, b, early);
            EXPECT_TRUE(a == b) << "a track that begins at " << span.index01.value;
        }
    }

    DriveSettings settings_{};
    JobOptions job_{};
    std::optional<emulator::AttachedDrive> attached_;
    std::unique_ptr<Stash> stash_;
};

constexpr int kBlank = int(emulator::MediumState::blank), kComplete = int(emulator::MediumState::complete),
              kBroken = int(emulator::MediumState::broken),
              kAppendable = int(emulator::MediumState::appendable),
              kNeverEnded = int(emulator::MediumState::recording);

// Two tracks of 400 blocks: 800 in Session-at-Once, 954 in Track-at-Once.
inline Disc two_tracks(Mode mode = Mode::sao) {
    Disc disc = plain_disc({400, 400});
    disc.mode = mode;
    return disc;
}

// All that libburn can put on a disc: codes, flags, texts, pauses, a pregap with audio, a hidden track,
// indexes.
inline Disc full_disc() {
    Disc disc = plain_disc({400, 500, 350});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].pregap = {320};
    disc.tracks[1].pause = {100};
    disc.tracks[1].pregap = {50};
    disc.tracks[1].indexes = {{75}, {200}};
    disc.tracks[1].flags.copy_permitted = true;
    disc.tracks[2].flags.pre_emphasis = true;
    edit_album_texts(disc).title = "Album Title";
    for (size_t k = 0; k < 3; ++k) {
        edit_track_texts(disc, k).title = fmt::format("Song {}", k + 1);
        disc.tracks[k].isrc = Isrc::parse(fmt::format("DEXYZ260000{}", k + 1));
    }
    return disc;
}

} // namespace redbook::test
