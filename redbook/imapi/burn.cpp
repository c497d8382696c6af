#include "redbook/imapi/burn.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/imapi/com_error.h"

namespace redbook::imapi {
namespace {

// One step of the job: blocks of the disc, or the beginning of what comes after them.
struct Step {
    bool moves_blocks;
    BlockCount done;
    BlockCount total;
};

// The job runs in a thread of its own and calls from several; sinks are called on the thread that asked for
// the recording. So each step is handed over, and its answer waited for.
class Relay {
  public:
    // The job's side: whether to continue.
    bool offer(const Step& step) {
        std::unique_lock lock(mutex_);
        step_ = step;
        changed_.notify_all();
        changed_.wait(lock, [&] { return !step_.has_value(); });
        return go_on_;
    }
    void end() {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        changed_.notify_all();
    }

    // The asking side. nullopt: the job is at its end.
    std::optional<Step> next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return step_.has_value() || ended_; });
        return step_;
    }
    void answer(bool go_on) {
        const std::lock_guard lock(mutex_);
        go_on_ = go_on;
        step_.reset();
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Step> step_;
    bool go_on_ = true;
    bool ended_ = false;
};

// Steps become the calls that a client expects, in the order that it expects.
class BurnTeller {
  public:
    BurnTeller(ProgressCaller& sinks, const Disc& recorded, long seconds_to_close)
        : sinks_(sinks), layout_(layout_of(recorded)), seconds_to_close_(seconds_to_close) {}

    // False: the user cancels.
    bool blocks(BlockCount done, BlockCount total) {
        if (closing_) return true;
        if (!total_ && !begin(total)) return false;
        tell_tracks(done);
        if (done < *total_) return tell_blocks(done);
        if (!tell_blocks(done)) return false;
        close();
        return true;
    }

    // The job has begun to close the disc, or is done.
    void close() {
        if (closing_) return;
        closing_ = true;
        sinks_.track_progress(tracks(), tracks());
        sinks_.closing_disc(seconds_to_close_);
    }

  private:
    long tracks() const { return long(layout_.tracks.size()); }

    bool begin(BlockCount total) {
        total_ = total;
        sinks_.track_progress(0, tracks());
        return tell_blocks(BlockCount{0});
    }

    bool tell_blocks(BlockCount done) {
        sinks_.block_progress(done.value, total_->value);
        return !sinks_.is_cancel_asked();
    }

    // All but the last, which is told when all is written.
    void tell_tracks(BlockCount done) {
        const Lba written = layout_.lead_out - (*total_ - done);
        for (; track_ + 1 < tracks() && layout_.tracks[size_t(track_)].end <= written; ++track_)
            sinks_.track_progress(track_ + 1, tracks());
    }

    ProgressCaller& sinks_;
    const Layout layout_;
    const long seconds_to_close_;
    std::optional<BlockCount> total_;
    long track_ = 0;
    bool closing_ = false;
};

void require_medium(Device& device, const Disc& disc) {
    const auto seen = device.look();
    if (!seen) fail(IMAPI_E_DEVICE_NOTPRESENT);
    if (!seen->problem.empty()) fail(IMAPI_E_DEVICE_NOTACCESSIBLE, seen->problem);
    const Medium& medium = seen->medium;
    if (medium.state == MediumState::absent) fail(IMAPI_E_MEDIUM_NOTPRESENT);
    if (medium.state != MediumState::blank)
        fail(IMAPI_E_MEDIUM_INVALIDTYPE, "the disc in the recorder is not blank; put a blank one in");
    if (const auto over = overflow(disc, medium.capacity))
        fail(IMAPI_E_DISCFULL, "what is staged is " + blocks_text(over->over) +
                                   " too long for the disc in the recorder; put a larger one in");
}

// The phase that moves the blocks.
Phase phase_told(const DeviceInfo& info, bool simulate) {
    if (!simulate) return Phase::writing;
    return info.test_write ? Phase::simulating : Phase::checking;
}

std::string why(const Outcome& result) {
    if (result.comparison.verdict == Verdict::differs)
        return "what was read back differs from what was staged; the image is kept, try another disc";
    if (!result.why_not_verified.empty()) return result.why_not_verified;
    const auto& items = result.comparison.items;
    const auto unchecked = std::ranges::find_if(items, [](const Item& item) {
        return item.state == ItemState::not_checkable && item.name.starts_with("audio");
    });
    if (result.comparison.unread_edge_samples() > SampleCount{0} || unchecked == items.end())
        return verdict_text(result.comparison);
    return fmt::format("not verified: {}: {}", unchecked->name, unchecked->detail);
}

} // namespace

BurnEnd burn(Device& device, const Stash& stash, const BurnOptions& options, ProgressCaller& sinks) {
    require_medium(device, stash.disc());
    const DeviceInfo info = device.info();
    sinks.preparing_burn(info.seconds_to_prepare);

    BurnTeller teller(sinks, as_recorded(stash.disc()), info.seconds_to_close);
    Relay relay;
    JobOptions job;
    job.simulate = options.simulate;
    job.verify = options.verify;
    const Phase told = phase_told(info, options.simulate);
    bool reading_back = false;
    job.progress = [&](const Progress& p) {
        const bool closing = p.phase == Phase::reading_back && !std::exchange(reading_back, true);
        return (p.phase != told && !closing) || relay.offer({p.phase == told, p.done, p.total});
    };
    Outcome result;
    std::exception_ptr error;
    std::thread worker([&] {
        try {
            result = device.record(stash, job, options.speed);
        } catch (...) {
            error = std::current_exception();
        }
        relay.end();
    });

    while (const auto step = relay.next()) {
        if (!step->moves_blocks) teller.close();
        relay.answer(!step->moves_blocks || teller.blocks(step->done, step->total));
    }
    worker.join();
    if (error) std::rethrow_exception(error);
    teller.close();
    const BurnResult said = burn_result_of(result, options.verify);
    return {said, result_of(said).code == S_OK ? "" : why(result)};
}

} // namespace redbook::imapi
