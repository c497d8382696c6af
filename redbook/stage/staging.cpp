#include "redbook/stage/staging.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/stage/slots.h"
#include "redbook/stage/stash.h"
#include "redbook/stage/stash_audio.h"
#include "redbook/stage/stash_file.h"
#include "redbook/stage/track_writer.h"

namespace redbook {
namespace {

constexpr BlockCount kLargestCapacity = kLastAddress - Lba{0};

class StagingInFile final : public Staging {
  public:
    StagingInFile(FileSystem& files, const std::string& path)
        : files_(files),
          path_(path),
          stash_(StashFile::open(files, path)),
          disc_(closed().disc),
          warnings_(stash_.warnings()) {}

    const std::string& path() const override { return path_; }
    const Disc& disc() const override { return disc_; }
    BlockCount capacity() const override { return closed().capacity; }
    bool has_open_track() const override { return open_.has_value(); }
    Room room() const override { return room_on(disc_, capacity(), has_open_track()); }
    const std::vector<std::string>& warnings() const override { return warnings_; }

    void open_track(const Track& track) override;
    BlockCount append(Bytes audio, std::optional<BlockCount> room) override;
    void close_track(std::optional<SourceFile> source) override;
    void abandon_track() override;
    void drop_last() override;
    void clear() override;
    void edit(const Disc& disc) override;
    void set_capacity(BlockCount capacity) override;
    const StagingRun& run() const override { return closed().run; }
    void set_run(const StagingRun& run) override;
    void set_missing(const std::vector<MissingFromFile>& missing) override;
    const std::vector<MissingFromFile>& missing() const override { return closed().missing; }
    std::unique_ptr<BlockSource> audio() const override;
    void close() override;

  private:
    // The description of the open track is the last of disc_.tracks.
    struct OpenTrack {
        TrackWriter writer;
        BlockCount pregap;    // as described; disc_ has what is there of it
        BlockCount available; // at least so many blocks can still be appended ..
        BlockCount on_any;    // .. and on the largest disc that there is
    };

    const Catalogue& closed() const { return stash_.catalogue(); }
    void require_usable() const;
    void require_open() const;
    void require_not_open() const;
    void commit(Catalogue next);
    void remake(Catalogue next);
    BlockCount fitting(BlockCount wanted, std::optional<BlockCount> room);
    void set_length(BlockCount staged);
    [[noreturn]] void fail(Errc code, const std::string& why) const { throw Error(code, path_ + ": " + why); }
    [[noreturn]] void fail_full(BlockCount kept, BlockCount given) const;

    // Failed until it has gone well (S4).
    template <class Io>
    auto touch(Io io) {
        failed_ = true;
        const auto result = io();
        failed_ = false;
        return result;
    }

    FileSystem& files_;
    std::string path_;
    StashFile stash_;
    Disc disc_;
    std::vector<std::string> warnings_;
    std::optional<OpenTrack> open_;
    bool failed_ = false;
};

void StagingInFile::require_usable() const {
    if (failed_) fail(Errc::stash_failed, "was closed, or writing to it failed; open it again to continue");
}

void StagingInFile::require_open() const {
    require_usable();
    if (!open_) fail(Errc::no_track_open, "there is no open track");
}

void StagingInFile::require_not_open() const {
    require_usable();
    if (open_) fail(Errc::track_open, "a track is open; close it first");
}

void StagingInFile::open_track(const Track& track) {
    require_not_open();
    Disc next = closed().disc;
    if (next.number_of(next.tracks.size()) > kMostTracks)
        fail(Errc::too_many_tracks, "track 99 is staged, a disc has no more");
    next.tracks.push_back(track);
    Track& opened = next.tracks.back();
    opened.length = {};
    if (next.tracks.size() == 1) opened.pause = std::max(opened.pause, kFirstPause - opened.pregap);
    require_storable(next, path_);
    next.tracks.back().pregap = {};
    const BlockCount available = room_on(next, capacity(), true).available;
    if (available == BlockCount{0})
        fail(Errc::does_not_fit, "the disc is full, no block is left for another track");
    open_.emplace(
        OpenTrack{{stash_.file(), audio_end(closed()), track.pregap}, track.pregap, available, available});
    disc_ = std::move(next);
}

// What is left is what was left when it was last asked for; blocks before LBA 0 cost nothing, so there may be
// more.
BlockCount StagingInFile::fitting(BlockCount wanted, std::optional<BlockCount> room) {
    BlockCount& left = room ? open_->on_any : open_->available;
    if (left < wanted) left = room_on(disc_, room ? kLargestCapacity : capacity(), true).available;
    return std::min({left, wanted, room.value_or(wanted)});
}

void StagingInFile::set_length(BlockCount staged) {
    Track& track = disc_.tracks.back();
    track.pregap = std::min(staged, open_->pregap);
    track.length = staged - track.pregap;
}

BlockCount StagingInFile::append(Bytes audio, std::optional<BlockCount> room) {
    require_open();
    if (audio.size() % kBlockBytes != 0)
        fail(Errc::bad_value, fmt::format("{} bytes are not whole blocks of 2352", audio.size()));
    const BlockCount given{int32_t(audio.size() / kBlockBytes)};
    BlockCount kept{0};
    while (kept < given) {
        const BlockCount n = fitting(given - kept, room ? std::optional(*room - kept) : std::nullopt);
        if (n == BlockCount{0}) break;
        const Bytes part = audio.subspan(size_t(bytes_in(kept)), size_t(bytes_in(n)));
        const BlockCount written = touch([&] { return open_->writer.append(part); });
        kept += written;
        for (BlockCount* left : {&open_->available, &open_->on_any})
            *left = std::max(*left - written, BlockCount{0});
        set_length(open_->writer.staged());
        if (written < n) fail_full(kept, given);
    }
    return kept;
}

void StagingInFile::fail_full(BlockCount kept, BlockCount given) const {
    fail(Errc::disk_full,
         fmt::format("the disk is full; {} of {} blocks were kept, {} bytes are missing; make room "
                     "and continue",
                     kept.value, given.value, bytes_in(given - kept)));
}

void StagingInFile::close_track(std::optional<SourceFile> source) {
    require_open();
    if (disc_.tracks.back().length == BlockCount{0})
        fail(Errc::bad_value, "the open track has no audio after its pregap yet");
    Catalogue next = closed();
    next.disc = disc_;
    if (source) next.disc.tracks.back().source = std::move(source);
    require_storable(next.disc, path_);
    next.sums.push_back(open_->writer.sums());
    if (const size_t missing = touch([&] { return open_->writer.flush(); }))
        fail(Errc::disk_full,
             fmt::format("the disk is full; {} bytes of the open track are missing; make room and "
                         "close it again",
                         missing));
    touch([&] { return stash_.file().sync(), true; }); // S1
    commit(std::move(next));
    open_.reset();
    disc_ = closed().disc;
}

void StagingInFile::commit(Catalogue next) {
    if (!touch([&] { return stash_.commit(std::move(next)); }))
        fail(Errc::disk_full,
             "the disk is full, there is no room for the catalogue; make room and try again");
}

void StagingInFile::abandon_track() {
    require_open();
    open_.reset();
    disc_ = closed().disc;
}

// Within one file tracks are only ever added, so that whoever reads it keeps what it opened (S6). Fewer
// tracks are a new file.
void StagingInFile::remake(Catalogue next) {
    {
        NewStashFile fresh(files_, path_);
        fresh.write(next, &stash_.file());
        touch([&] { return fresh.take_name(), true; });
    }
    touch([&] { return stash_ = StashFile::open(files_, path_), true; });
    open_.reset();
    disc_ = closed().disc;
}

void StagingInFile::drop_last() {
    require_not_open();
    if (disc_.tracks.empty()) fail(Errc::bad_value, "there is no track to drop");
    Catalogue next = closed();
    ++next.generation;
    next.disc.tracks.pop_back();
    next.sums.pop_back();
    next.run = {};
    for (DataTrack& data : next.disc.data) data.before = std::min(data.before, next.disc.tracks.size());
    std::erase_if(next.missing, [&](const MissingFromFile& missing) {
        return std::ranges::none_of(next.disc.tracks, [&](const Track& track) {
            return track.source && track.source->path == missing.path;
        });
    });
    remake(std::move(next));
}

void StagingInFile::clear() {
    require_usable();
    remake({.capacity = capacity(), .disc = {}, .run = {}, .sums = {}});
}

void StagingInFile::edit(const Disc& disc) {
    require_not_open();
    const bool same_audio = std::ranges::equal(disc.tracks, disc_.tracks, [](const Track& a, const Track& b) {
        return a.pregap == b.pregap && a.length == b.length;
    });
    if (!same_audio) fail(Errc::bad_value, "the number of tracks and their lengths cannot be edited");
    require_storable(disc, path_);
    if (disc == disc_) return;
    Catalogue next = closed();
    next.disc = disc;
    commit(std::move(next));
    disc_ = closed().disc;
}

void StagingInFile::set_capacity(BlockCount capacity) {
    require_usable();
    require_capacity(capacity, path_);
    if (capacity == closed().capacity) return;
    Catalogue next = closed();
    next.capacity = capacity;
    commit(std::move(next));
    if (open_) open_->available = room().available;
}

void StagingInFile::set_run(const StagingRun& run) {
    require_usable();
    if (run == closed().run) return;
    Catalogue next = closed();
    next.run = run;
    commit(std::move(next));
}

void StagingInFile::set_missing(const std::vector<MissingFromFile>& missing) {
    require_usable();
    if (missing == closed().missing) return;
    Catalogue next = closed();
    next.missing = missing;
    require_room_for_notes(next, path_);
    commit(std::move(next));
}

std::unique_ptr<BlockSource> StagingInFile::audio() const {
    return stash_audio(files_.open(path_, Access::read), std::make_shared<Catalogue>(closed()));
}

void StagingInFile::close() {
    if (!std::exchange(failed_, true) && stash_.file().size() > audio_end(closed()))
        stash_.file().resize(audio_end(closed()));
    stash_.file().close();
}

// The old stash, locked while another takes its place; nullptr: there is none.
std::unique_ptr<File> lock_old(FileSystem& files, const std::string& path, bool replace) {
    if (!files.status(path)) return nullptr;
    if (!replace)
        throw Error(Errc::exists,
                    path + ": is there already; continue with it, replace it or take another name");
    if (!is_stash(files, path))
        throw Error(Errc::exists, path + ": is there already and is not a stash; take another name");
    auto old = open_locked(files, path);
    if (!old) fail_in_use(path);
    return old;
}

} // namespace

std::unique_ptr<Staging> create_stash(FileSystem& files, const std::string& path,
                                      const StashSettings& settings, bool replace) {
    require_capacity(settings.capacity, path);
    if (!settings.disc.tracks.empty()) throw Error(Errc::bad_value, path + ": a new stash has no tracks");
    require_storable(settings.disc, path);
    {
        NewStashFile fresh(files, path);
        const auto old = lock_old(files, path, replace);
        fresh.write({.capacity = settings.capacity, .disc = settings.disc, .run = settings.run, .sums = {}});
        fresh.take_name();
    }
    return continue_stash(files, path);
}

std::unique_ptr<Staging> continue_stash(FileSystem& files, const std::string& path) {
    return std::make_unique<StagingInFile>(files, path);
}

} // namespace redbook
