#include "redbook/record/record_job.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"
#include "redbook/disc/rules.h"
#include "redbook/record/opened.h"

namespace redbook {
namespace {

struct Transition {
    JobState from;
    JobEvent event;
    JobState to;
};

constexpr std::array kTransitions{
    Transition{JobState::idle, JobEvent::start, JobState::preparing},
    Transition{JobState::idle, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::preparing, JobEvent::prepared, JobState::writing},
    Transition{JobState::preparing, JobEvent::no_comparison, JobState::finished},
    Transition{JobState::preparing, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::preparing, JobEvent::error, JobState::failed},
    Transition{JobState::writing, JobEvent::written, JobState::closing},
    Transition{JobState::writing, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::writing, JobEvent::error, JobState::failed},
    Transition{JobState::closing, JobEvent::closed, JobState::reading_back},
    Transition{JobState::closing, JobEvent::error, JobState::failed},
    Transition{JobState::reading_back, JobEvent::compared, JobState::finished},
    Transition{JobState::reading_back, JobEvent::no_comparison, JobState::finished},
    Transition{JobState::reading_back, JobEvent::cancel, JobState::finished},
    Transition{JobState::reading_back, JobEvent::error, JobState::finished},
};

constexpr std::array<std::string_view, 8> kStateNames{"idle",         "preparing", "writing", "closing",
                                                      "reading back", "finished",  "failed",  "cancelled"};

void require_medium(Recorder& recorder, const Disc& disc) {
    const Medium medium = recorder.medium();
    const std::string name = recorder.info().name;
    if (medium.state == MediumState::absent)
        throw Error(Errc::no_medium, name + ": there is no disc in it; put a blank one in");
    if (medium.state == MediumState::written)
        throw Error(Errc::not_blank, name + ": the disc in it is already written; put a blank one in");
    require_rules(disc, medium.capacity, name);
}

std::vector<std::string> lost_on(const Recorder& recorder, const Disc& staged, const Disc& recorded) {
    auto lost = lost_in(recorded, recorder.holds());
    if (staged.mode != Mode::tao) return lost;
    Holds track_at_once;
    track_at_once.pauses = track_at_once.indexes = track_at_once.first_150 = false;
    for (std::string& item : lost_in(staged, track_at_once))
        lost.push_back(std::move(item) + " (Track-at-Once)");
    return lost;
}

} // namespace

std::optional<JobState> next_state(JobState state, JobEvent event) {
    for (const Transition& t : kTransitions)
        if (t.from == state && t.event == event) return t.to;
    return std::nullopt;
}

std::string_view to_string(JobState state) { return kStateNames.at(size_t(state)); }

RecordJob::RecordJob(Recorder& recorder, const Stash& stash, JobOptions options)
    : recorder_(recorder),
      stash_(stash),
      options_(std::move(options)),
      recorded_(as_recorded(stash.disc())),
      audio_(relocate(*stash.audio(), stash.disc(), recorded_)) {}

void RecordJob::advance(JobEvent event) {
    const auto next = next_state(state_, event);
    if (!next) throw std::logic_error("recording: an event that cannot happen in this state");
    state_ = *next;
}

Progress RecordJob::progress_of(std::string_view phase) {
    return [this, phase](BlockCount done, BlockCount total) {
        if (options_.progress && !options_.progress(phase, done, total)) cancel_asked_ = true;
        return !cancel_asked_;
    };
}

void RecordJob::prepare() {
    if (stash_.disc().tracks.empty())
        throw Error(Errc::breaks_rule,
                    stash_.path() + ": there is no track in it to record; stage one first");
    require_medium(recorder_, stash_.disc());
    TransferOptions options;
    options.progress = progress_of("checking");
    transfer(*audio_, kProgramStart, audio_->end(), {}, {}, options);
}

void RecordJob::write(JobResult& result) {
    Written written = recorder_.write(recorded_, *audio_, progress_of("writing"));
    result.recorded = std::move(written.disc);
    result.warnings = std::move(written.warnings);
    advance(JobEvent::written);
    recorder_.finish();
    advance(JobEvent::closed);
}

void RecordJob::compare_with_medium(JobResult& result) {
    if (!options_.verify || cancel_asked_) {
        result.why_not_verified =
            options_.verify ? "interrupted before it was read back" : "reading back was not asked for";
        result.interrupted = cancel_asked_;
        return advance(cancel_asked_ ? JobEvent::cancel : JobEvent::no_comparison);
    }
    try {
        const Album back = recorder_.read_back();
        TransferOptions options;
        options.progress = progress_of("reading back");
        Side staged{"the stash", result.recorded,      audio_.get(),
                    {},          audio_->known_sums(), stash_.disc().mode == Mode::tao};
        staged.wrote_subchannel = recorder_.holds().subchannel;
        result.comparison = compare(staged, side_of("the disc", back), options);
        advance(JobEvent::compared);
    } catch (const Error& e) { // the disc is recorded; that it cannot be read is its verdict
        result.comparison = {};
        result.why_not_verified = e.code == Errc::cancelled ? "interrupted while it was read back" : e.what();
        result.interrupted = e.code == Errc::cancelled;
        advance(result.interrupted ? JobEvent::cancel : JobEvent::error);
    }
}

JobResult RecordJob::run() {
    JobResult result;
    result.recorded = recorded_;
    result.sums = audio_->known_sums();
    result.lost = lost_on(recorder_, stash_.disc(), recorded_);
    try {
        advance(cancel_asked_ ? JobEvent::cancel : JobEvent::start);
        if (cancel_asked_) throw Error(Errc::cancelled, "interrupted; nothing was changed");
        prepare();
        if (options_.simulate) {
            result.simulated = true;
            result.why_not_verified = "only simulated";
            advance(JobEvent::no_comparison);
            return result;
        }
        advance(JobEvent::prepared);
        write(result);
    } catch (const Error& e) {
        const bool untouched = state_ <= JobState::preparing || state_ == JobState::cancelled;
        const bool cancelled = e.code == Errc::cancelled;
        if (state_ != JobState::cancelled) advance(cancelled ? JobEvent::cancel : JobEvent::error);
        if (!cancelled) throw;
        throw Error(Errc::cancelled,
                    fmt::format("{}: interrupted, {}; the stash {} is as it was", recorder_.info().name,
                                untouched ? "before anything was written" : "the medium is spoilt",
                                stash_.path()));
    }
    compare_with_medium(result);
    if (result.comparison.verdict != Verdict::differs) result.files = recorder_.accept();
    if (options_.eject || result.comparison.verdict == Verdict::verified) recorder_.eject();
    return result;
}

} // namespace redbook
