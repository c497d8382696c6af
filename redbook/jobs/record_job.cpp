#include "redbook/jobs/record_job.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/opened.h"

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
    Transition{JobState::preparing, JobEvent::must_erase, JobState::erasing},
    Transition{JobState::preparing, JobEvent::must_simulate, JobState::simulating},
    Transition{JobState::preparing, JobEvent::prepared, JobState::writing},
    Transition{JobState::preparing, JobEvent::no_comparison, JobState::finished},
    Transition{JobState::preparing, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::preparing, JobEvent::error, JobState::failed},
    Transition{JobState::erasing, JobEvent::prepared, JobState::writing},
    Transition{JobState::erasing, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::erasing, JobEvent::error, JobState::failed},
    Transition{JobState::simulating, JobEvent::no_comparison, JobState::finished},
    Transition{JobState::simulating, JobEvent::cancel, JobState::cancelled},
    Transition{JobState::simulating, JobEvent::error, JobState::failed},
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

constexpr std::array<std::string_view, 10> kStateNames{"idle",    "preparing", "erasing",      "simulating",
                                                       "writing", "closing",   "reading back", "finished",
                                                       "failed",  "cancelled"};

Disc to_record(Disc disc, const JobOptions& options, const Abilities& abilities) {
    disc.mode = options.mode.value_or(disc.mode);
    disc.gap = abilities.tao_gap.value_or(disc.gap);
    return disc;
}

void require_present(const Medium& medium, const std::string& name) {
    if (medium.state == MediumState::absent)
        throw Error(Errc::no_medium, name + ": there is no disc in it; put a blank one in");
    if (medium.state == MediumState::unsuitable)
        throw Error(
            Errc::no_medium,
            fmt::format("{}: the disc in it ({}) takes no audio; put a blank CD-R in", name, medium.kind));
}

// Whether a recording took less time than any drive of its kind needs.
bool is_too_fast(const Disc& recorded, const JobResult& result, const Abilities& abilities) {
    const double seconds = double(layout_of(recorded).lead_out.value) / kBlocksPerSecond;
    return abilities.fastest > 0 && result.took.count() * abilities.fastest < seconds;
}

} // namespace

std::optional<JobState> next_state(JobState state, JobEvent event) {
    for (const Transition& t : kTransitions)
        if (t.from == state && t.event == event) return t.to;
    return std::nullopt;
}

std::string_view to_string(JobState state) { return kStateNames.at(size_t(state)); }

Fitted fit(const Recorder& recorder, const Disc& disc, const JobOptions& options) {
    Fitted fitted{to_record(disc, options, recorder.abilities())};
    const Mode mode = fitted.disc.mode;
    if (!options.cd_text) leave_out_cd_text(fitted);
    lay_out(fitted);
    recorder.fit(fitted, mode);
    return fitted;
}

void require_not_written(const Medium& medium, const JobOptions& options, const std::string& name) {
    if (medium.state != MediumState::written) return;
    if (options.simulate)
        throw Error(Errc::not_blank, name + ": the disc in it is already written; simulating, too, needs a "
                                            "blank one");
    if (!medium.erasable)
        throw Error(Errc::not_blank, name + ": the disc in it is already written; put a blank one in");
    if (!options.erase)
        throw Error(Errc::not_blank,
                    name + ": the disc in it is already written; erase it (--erase), or put a blank one in");
}

RecordJob::RecordJob(Recorder& recorder, const Stash& stash, JobOptions options)
    : recorder_(recorder),
      stash_(stash),
      options_(std::move(options)),
      staged_(to_record(stash.disc(), options_, recorder.abilities())),
      recorded_(as_recorded(staged_)),
      audio_(relocate(*stash.audio(), stash.disc(), recorded_)) {}

void RecordJob::advance(JobEvent event) {
    const auto next = next_state(state_, event);
    if (!next) throw std::logic_error("recording: an event that cannot happen in this state");
    state_ = *next;
}

BlockProgress RecordJob::progress_of(Phase phase) {
    return [this, phase](BlockCount done, BlockCount total) {
        if (options_.progress && !options_.progress({phase, done, total})) cancel_asked_ = true;
        return !cancel_asked_;
    };
}

void RecordJob::require_mode() const {
    const Abilities can = recorder_.abilities();
    const bool tao = staged_.mode == Mode::tao;
    if (tao ? !can.tao : !can.sao)
        throw Error(Errc::unsupported,
                    fmt::format("{}: cannot record {}; record {} instead", recorder_.info().name,
                                tao ? "Track-at-Once" : "Session-at-Once",
                                tao ? "Session-at-Once (--mode sao)" : "Track-at-Once (--mode tao)"));
    if (options_.overburn && tao)
        throw Error(Errc::unsupported, recorder_.info().name +
                                           ": more than the disc says it holds can be recorded "
                                           "Session-at-Once only; leave out --overburn");
}

bool RecordJob::must_erase() {
    const Medium medium = recorder_.medium();
    const std::string name = recorder_.info().name;
    require_present(medium, name);
    require_not_written(medium, options_, name);
    require_rules(staged_, options_.overburn ? BlockCount{kLastAddress.value} : medium.capacity, name);
    return medium.state == MediumState::written;
}

// What is to be recorded, and what is said of it.
void RecordJob::fit(JobResult& result) {
    result.warnings = stash_.warnings();
    if (options_.strict && !result.warnings.empty()) throw Error(Errc::malformed, result.warnings.front());
    if (staged_.tracks.empty())
        throw Error(Errc::breaks_rule,
                    stash_.path() + ": there is no track in it to record; stage one first");
    require_mode();
    Fitted fitted = redbook::fit(recorder_, stash_.disc(), options_);
    require_fit(fitted, recorder_.info().name, options_.strict);
    for (const std::string& warning : fitted.warnings)
        result.warnings.push_back(fmt::format("{}: {}", recorder_.info().name, warning));
    result.disc = recorded_ = std::move(fitted.disc);
    result.changes = std::move(fitted.changes);
    result.lost = std::move(fitted.lost);
}

void RecordJob::prepare() {
    const bool erase_first = must_erase();
    TransferOptions options;
    options.progress = progress_of(Phase::checking);
    transfer(*audio_, kProgramStart, audio_->end(), {}, {}, options);
    if (erase_first) erase();
}

void RecordJob::erase() {
    advance(JobEvent::must_erase);
    recorder_.erase(false, progress_of(Phase::erasing));
    if (cancel_asked_) throw Error(Errc::cancelled, "interrupted");
    if (recorder_.medium().state != MediumState::blank)
        throw Error(Errc::device, recorder_.info().name +
                                      ": the drive says that it erased the disc, but the disc is not blank; "
                                      "try another disc");
}

void RecordJob::simulate(JobResult& result) {
    result.simulated = true;
    result.why_not_verified = "only simulated";
    result.test_write = recorder_.abilities().test_write;
    if (result.test_write) {
        advance(JobEvent::must_simulate);
        recorder_.write(recorded_, *audio_, {staged_.mode, true, progress_of(Phase::simulating)});
        recorder_.finish();
    }
    advance(JobEvent::no_comparison);
}

// What lies on the medium may lie elsewhere than was planned, and less of it.
void RecordJob::take(Written written, JobResult& result) {
    held_ = written.holds;
    unread_ = std::move(written.unread);
    if (written.audio) audio_ = std::move(written.audio);
    if (layout_of(written.disc) != layout_of(recorded_)) audio_ = relocate(*audio_, recorded_, written.disc);
    result.disc = recorded_ = std::move(written.disc);
    result.sums = audio_->known_sums();
    for (std::string& item : written.lacks)
        result.lost.push_back(std::move(item) + " (the drive refused it)");
    for (const std::string& warning : written.warnings)
        result.warnings.push_back(fmt::format("{}: {}", recorder_.info().name, warning));
}

void RecordJob::write(JobResult& result) {
    const auto begin = std::chrono::steady_clock::now();
    recorder_.write(recorded_, *audio_, {staged_.mode, false, progress_of(Phase::writing)});
    advance(JobEvent::written);
    progress_of(Phase::closing)({}, {});
    Written written = recorder_.finish();
    advance(JobEvent::closed);
    result.took = std::chrono::steady_clock::now() - begin;
    take(std::move(written), result);
}

void RecordJob::compare_with(const Album& back, JobResult& result) {
    TransferOptions options;
    options.progress = progress_of(Phase::reading_back);
    if (staged_.mode == Mode::tao)
        result.disc = recorded_ = with_gaps_as_read(recorded_, back.disc, back.holds.pauses);
    Side staged{"the stash", recorded_, audio_.get(), {}, audio_->known_sums(), staged_.mode == Mode::tao};
    staged.wrote_subchannel = held_.subchannel;
    Side read = side_of("the disc", back);
    read.holds = what_both_hold(read.holds, held_);
    result.comparison = compare(staged, read, options);
}

void RecordJob::compare_with_medium(JobResult& result) {
    if (!unread_.empty()) {
        result.why_not_verified = unread_;
        return advance(JobEvent::error);
    }
    if (!options_.verify || cancel_asked_) {
        result.why_not_verified =
            options_.verify ? "interrupted before it was read back" : "reading back was not asked for";
        result.interrupted = cancel_asked_;
        return advance(cancel_asked_ ? JobEvent::cancel : JobEvent::no_comparison);
    }
    try {
        compare_with(recorder_.read_back(), result);
        advance(JobEvent::compared);
    } catch (const Error& e) { // the disc is recorded; that it cannot be read is its verdict
        if (e.code == Errc::differs) {
            result.comparison = differing_files(e.what());
            return advance(JobEvent::compared);
        }
        result.comparison = {};
        result.why_not_verified = e.code == Errc::cancelled ? "interrupted while it was read back" : e.what();
        result.interrupted = e.code == Errc::cancelled;
        advance(result.interrupted ? JobEvent::cancel : JobEvent::error);
    }
}

// What was recorded stays recorded, and proven, where the tray stays in.
void RecordJob::eject(JobResult& result) {
    try {
        recorder_.eject();
    } catch (const Error& e) {
        result.not_ejected = e.what();
    }
}

std::string RecordJob::medium_in_words() const {
    switch (state_) {
    case JobState::simulating:
    case JobState::writing:
    case JobState::closing: return recorder_.state_in_words();
    case JobState::erasing: return "the disc is erased, nothing was written";
    default: return "before anything was written";
    }
}

// A cancel is told with what became of the medium; an error passes as it is.
void RecordJob::end_with(const Error& error) {
    const bool cancelled = error.code == Errc::cancelled;
    const std::string medium = cancelled ? medium_in_words() : "";
    if (state_ != JobState::cancelled) advance(cancelled ? JobEvent::cancel : JobEvent::error);
    if (cancelled)
        throw Error(Errc::cancelled, fmt::format("{}: interrupted, {}; the stash {} is as it was",
                                                 recorder_.info().name, medium, stash_.path()));
}

JobResult RecordJob::run() {
    JobResult result;
    result.sums = audio_->known_sums();
    try {
        advance(cancel_asked_ ? JobEvent::cancel : JobEvent::start);
        if (cancel_asked_) throw Error(Errc::cancelled, "interrupted");
        fit(result);
        prepare();
        if (options_.simulate) return simulate(result), result;
        advance(JobEvent::prepared);
        write(result);
    } catch (const Error& e) {
        end_with(e);
        throw;
    }
    compare_with_medium(result);
    if (result.comparison.items.empty() && is_too_fast(recorded_, result, recorder_.abilities()))
        result.why_not_verified +=
            fmt::format("; it took {:.1f} s, less than any drive needs: it may not be recorded at all",
                        result.took.count());
    if (result.comparison.verdict != Verdict::differs) result.files = recorder_.accept();
    if (options_.eject) eject(result);
    return result;
}

} // namespace redbook
