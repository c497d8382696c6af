// The image that a master stages: a stash file that is made with the first track and goes when it is recorded
// or cleared. One thread at a time.
#pragma once

#include <memory>
#include <optional>

#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/imapi/settings.h"
#include "redbook/stage/stash.h"

namespace redbook::imapi {

// What the disc holds, and what lies between two tracks. Either may change at any time: another recorder,
// another disc, another AudioGapSize.
struct Limits {
    BlockCount capacity;
    BlockCount gap;
    bool operator==(const Limits&) const = default;
};

// Throws what Staging throws, and ComError where IMAPI has a code of its own.
class StagedImage {
  public:
    StagedImage(FileSystem& files, const Settings& settings) : files_(files), settings_(settings) {}
    ~StagedImage() { clear(); }
    StagedImage(const StagedImage&) = delete;
    StagedImage& operator=(const StagedImage&) = delete;

    int tracks() const; // the open one counts
    bool has_open_track() const { return staging_ && staging_->has_open_track(); }
    Room room(const Limits& limits) const;
    void require_usable() const; // Errc::stash_failed

    // A number that no other open track has had.
    unsigned open_track_number() const { return open_track_number_; }

    // IMAPI_E_DISCFULL after 99 tracks, or if fewer than 300 blocks are left.
    void open_track(const Limits& limits);

    // Keeps what fits. Returns blocks kept.
    BlockCount append(Bytes blocks, const Limits& limits);

    // A track of less than 4 s is filled with silence, or refused (IMAPI_E_TRACK_NOT_BIG_ENOUGH; it stays
    // open).
    void close_track();

    // The closed tracks, to be recorded with this gap.
    std::unique_ptr<Stash> to_record(const Limits& limits);

    // Drops all tracks, and the file.
    void clear() noexcept;

    // At the end of a session. What failed is left where it is; and so is what was recovered, unless a track
    // was added to it: a program that only looks must not take away what a crash has left.
    void leave_if_precious() noexcept;

    // Takes over what a program that is gone has staged, the newest of it.
    void recover();

  private:
    void make_stash(const Limits& limits);
    void apply(const Limits& limits);
    BlockCount open_length() const;

    FileSystem& files_;
    const Settings settings_;
    std::unique_ptr<Staging> staging_;
    unsigned open_track_number_ = 0;
    bool is_as_recovered_ = false;

    // What can still be appended under these limits; nullopt: not known.
    struct Left {
        Limits limits;
        BlockCount blocks;
    };
    std::optional<Left> left_;
};

} // namespace redbook::imapi
