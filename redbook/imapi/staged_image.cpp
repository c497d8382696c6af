#include "redbook/imapi/staged_image.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/imapi/com_error.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/imapi/orphans.h"

namespace redbook::imapi {
namespace {

int64_t days_ago(int days) {
    const auto since = std::chrono::system_clock::now() - std::chrono::hours(24) * days;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since.time_since_epoch()).count();
}

} // namespace

int StagedImage::tracks() const { return staging_ ? int(staging_->disc().tracks.size()) : 0; }

Room StagedImage::room(const Limits& limits) const {
    Disc disc = staging_ ? staging_->disc() : Disc{};
    disc.mode = Mode::tao;
    disc.gap = limits.gap;
    return room_on(disc, limits.capacity, has_open_track());
}

// Setting what is set already changes nothing, but a stash that failed refuses it.
void StagedImage::require_usable() const {
    if (staging_) staging_->set_capacity(staging_->capacity());
}

void StagedImage::open_track(const Limits& limits) {
    require_usable();
    if (has_open_track()) fail(IMAPI_E_TRACKOPEN);
    if (tracks() == kMostTracks) fail(IMAPI_E_DISCFULL, "track 99 is staged, a disc has no more");
    const BlockCount left = room(limits).available;
    if (left < kShortestTrack)
        fail(IMAPI_E_DISCFULL,
             fmt::format("{} are left, too few for another track, which needs 300", blocks_text(left)));
    if (staging_)
        apply(limits);
    else
        make_stash(limits);
    staging_->open_track({});
    is_as_recovered_ = false;
    static std::atomic<unsigned> last{0};
    open_track_number_ = ++last;
    left_.reset();
}

void StagedImage::make_stash(const Limits& limits) {
    make_folders(settings_.stash_folder);
    remove_orphans(files_, settings_.stash_folder, days_ago(settings_.keep_days));
    StashSettings stash;
    stash.capacity = limits.capacity;
    stash.disc.mode = Mode::tao;
    stash.disc.join = Join::separate;
    stash.disc.gap = limits.gap;
    for (int tries_left = 5; !staging_; --tries_left) {
        try {
            staging_ = create_stash(files_, new_stash_path(files_, settings_.stash_folder), stash);
        } catch (const Error& e) { // another master's Open took it for a leftover before it was locked
            if ((e.code != Errc::in_use && e.code != Errc::not_found) || tries_left == 0) throw;
        }
    }
}

// Brings the catalogue in line; no track is open.
void StagedImage::apply(const Limits& limits) {
    Disc disc = staging_->disc();
    disc.gap = limits.gap;
    staging_->edit(disc);
    staging_->set_capacity(limits.capacity);
}

BlockCount StagedImage::append(Bytes blocks, const Limits& limits) {
    if (!left_ || left_->limits != limits) left_ = Left{limits, room(limits).available};
    const BlockCount before = std::exchange(left_, std::nullopt)->blocks; // until it has gone well
    const size_t most = size_t(bytes_in(before)); // what does not fit is not even looked at
    const BlockCount kept = staging_->append(blocks.first(std::min(blocks.size(), most)), before);
    left_ = Left{limits, before - kept};
    return kept;
}

BlockCount StagedImage::open_length() const { return staging_->disc().tracks.back().length; }

void StagedImage::close_track() {
    require_usable();
    if (!has_open_track()) fail(IMAPI_E_TRACKNOTOPEN);
    if (open_length() < kShortestTrack) {
        if (settings_.refuse_short_tracks) fail(IMAPI_E_TRACK_NOT_BIG_ENOUGH);
        const BlockCount missing = kShortestTrack - open_length();
        staging_->append(std::vector<std::byte>(size_t(bytes_in(missing))),
                         missing); // whatever the disc's size
    }
    staging_->close_track();
    left_.reset();
}

std::unique_ptr<Stash> StagedImage::to_record(const Limits& limits) {
    apply(limits);
    return open_stash(files_, staging_->path());
}

// Removed before it is let go, so that nobody takes it over in between; where a file that is open cannot be
// removed, after that.
void StagedImage::clear() noexcept {
    left_.reset();
    is_as_recovered_ = false;
    if (!staging_) return;
    const std::string path = staging_->path();
    const bool removed = try_remove(files_, path);
    staging_.reset();
    if (!removed) try_remove(files_, path);
}

void StagedImage::leave_if_precious() noexcept {
    try {
        require_usable();
        if (!is_as_recovered_) return;
    } catch (const Error&) {}
    staging_.reset();
}

void StagedImage::recover() {
    clear();
    staging_ = take_orphan(files_, settings_.stash_folder);
    is_as_recovered_ = staging_ != nullptr;
}

} // namespace redbook::imapi
