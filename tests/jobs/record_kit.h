// Albums and stashes made of patterns, and a recorder that does what the test tells it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/drive/recorder.h"
#include "redbook/jobs/stage.h"
#include "redbook/stage/stash.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::test {

inline Album album_of(const Disc& disc, uint32_t seed = 0) {
    Album album;
    album.kind = AlbumKind::audio_files;
    album.path = "the album";
    album.disc = disc;
    album.audio = MemorySource::for_disc(disc, seed);
    return album;
}

// Random discs name files that are not there.
inline Disc without_sources(Disc disc) {
    for (Track& track : disc.tracks) track.source.reset();
    return disc;
}

inline std::unique_ptr<Stash> stash_of(const std::string& path, const Disc& disc) {
    stage(path, album_of(disc));
    return open_stash(system_files(), path);
}

// A medium in memory. Every step can be made to fail, and what comes back can be bent.
class FakeRecorder : public Recorder {
  public:
    RecorderInfo info() const override { return {"fake", "Redbook", "Fake", "1"}; }
    Medium medium() override { return medium_; }
    Holds holds(Mode) const override { return holds_; }
    Abilities abilities() const override { return abilities_; }
    void erase(bool full, const BlockProgress&) override {
        calls += full ? "erase_all " : "erase ";
        if (erases_) medium_.state = MediumState::blank;
        if (on_erase) on_erase();
    }
    void write(const Disc& disc, const BlockSource& audio, const WriteOptions& write) override {
        calls += write.test_write ? "test_write " : "write ";
        if (!write.test_write) medium_.state = MediumState::written;
        disc_ = given_ = disc;
        data_ = std::make_unique<MemorySource>(layout_of(disc).lead_out);
        TransferOptions options;
        options.threads = 1;
        options.progress = write.progress;
        transfer(
            audio, kProgramStart, audio.end(), {},
            [&](Lba at, Bytes blocks) { std::copy(blocks.begin(), blocks.end(), data_->block(at)); },
            options);
        if (on_write) on_write();
    }
    Written finish() override {
        calls += "finish ";
        if (on_finish) on_finish();
        Written written{.disc = laid_out_.value_or(given_), .holds = holds_, .lacks = lacks_};
        return written;
    }
    Album read_back() override {
        calls += "read_back ";
        if (on_read_back) on_read_back();
        Album album;
        album.disc = disc_;
        album.audio = data_->clone();
        album.holds = holds_;
        return album;
    }
    std::vector<std::string> accept() override {
        calls += "accept ";
        return {"somewhere"};
    }
    void eject() override {
        calls += "eject ";
        if (on_eject) on_eject();
    }

    MemorySource& data() { return *data_; }

    std::string calls;
    Medium medium_{MediumState::blank, kDefaultCapacity};
    Holds holds_;
    Disc disc_, given_;
    Abilities abilities_;
    bool erases_ = true;
    std::optional<Disc> laid_out_; // where the tracks came to lie, if not where they were asked to
    std::vector<std::string> lacks_;
    std::function<void()> on_erase, on_write, on_finish, on_read_back, on_eject;

  private:
    std::unique_ptr<MemorySource> data_;
};

} // namespace redbook::test
