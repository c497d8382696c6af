#include "redbook/jobs/record_job.h"

#include <utility>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/sides.h"

namespace redbook {
namespace {

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
bool is_too_fast(const Disc& recorded, const Outcome& result, const Abilities& abilities) {
    const double seconds = double(layout_of(recorded).lead_out.value) / kBlocksPerSecond;
    return abilities.fastest > 0 && result.took.count() * abilities.fastest < seconds;
}

} // namespace

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
                    name + ": the disc in it is already written; put a blank one in, or erase it",
                    Remedy::erase_medium);
}

RecordJob::RecordJob(Recorder& recorder, const Stash& stash, JobOptions options)
    : recorder_(recorder),
      stash_(stash),
      options_(std::move(options)),
      staged_(to_record(stash.disc(), options_, recorder.abilities())),
      recorded_(as_recorded(staged_)),
      audio_(relocate(*stash.audio(), stash.disc(), recorded_)) {}

BlockProgress RecordJob::progress_of(Phase phase) {
    return [this, phase](BlockCount done, BlockCount total) {
        Progress progress{phase, done, total};
        if (phase == Phase::writing)
            if (const auto fill = recorder_.buffers()) progress.buffer = fill->drive;
        if (options_.progress && !options_.progress(progress)) cancel_asked_ = true;
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
                                tao ? "Session-at-Once" : "Track-at-Once"),
                    tao ? Remedy::session_at_once : Remedy::track_at_once);
    if (options_.overburn && tao)
        throw Error(Errc::unsupported,
                    recorder_.info().name + ": more than the disc says it holds can be recorded "
                                            "Session-at-Once only",
                    Remedy::no_overburn);
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
void RecordJob::fit(Outcome& result) {
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
    data_left_out_ = fitted.data_left_out;
}

void RecordJob::prepare() {
    const bool erase_first = must_erase();
    TransferOptions options;
    options.progress = progress_of(Phase::checking);
    transfer(*audio_, kProgramStart, audio_->end(), {}, {}, options);
    if (erase_first) erase();
}

void RecordJob::erase() {
    step_ = Step::erasing;
    recorder_.erase(false, progress_of(Phase::erasing));
    if (cancel_asked_) throw Error(Errc::cancelled, "interrupted");
    if (recorder_.medium().state != MediumState::blank)
        throw Error(Errc::device, recorder_.info().name +
                                      ": the drive says that it erased the disc, but the disc is not blank; "
                                      "try another disc");
}

void RecordJob::simulate(Outcome& result) {
    result.simulated = true;
    result.why_not_verified = "only simulated";
    result.test_write = recorder_.abilities().test_write;
    if (result.test_write) {
        step_ = Step::simulating;
        recorder_.write(recorded_, *audio_, {staged_.mode, true, progress_of(Phase::simulating)});
        recorder_.finish();
    }
}

// What lies on the medium may lie elsewhere than was planned, and less of it.
void RecordJob::take(Written written, Outcome& result) {
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

void RecordJob::write(Outcome& result) {
    const auto begin = std::chrono::steady_clock::now();
    step_ = Step::recording;
    recorder_.write(recorded_, *audio_, {staged_.mode, false, progress_of(Phase::writing)});
    progress_of(Phase::closing)({}, {});
    Written written = recorder_.finish();
    result.took = std::chrono::steady_clock::now() - begin;
    take(std::move(written), result);
}

void RecordJob::compare_with(const Album& back, Outcome& result) {
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

// The disc is recorded: whatever comes now is its verdict.
void RecordJob::compare_with_medium(Outcome& result) {
    result.interrupted = unread_.empty() && cancel_asked_;
    result.why_not_verified = !unread_.empty()     ? unread_
                              : !options_.verify   ? "reading back was not asked for"
                              : result.interrupted ? "interrupted before it was read back"
                                                   : "";
    if (!result.why_not_verified.empty()) return;
    try {
        compare_with(recorder_.read_back(), result);
    } catch (const Error& e) {
        result.comparison = e.code == Errc::differs ? differing_files(e.what()) : Comparison{};
        if (e.code == Errc::differs) return;
        result.interrupted = e.code == Errc::cancelled;
        result.why_not_verified = result.interrupted ? "interrupted while it was read back" : e.what();
    }
}

// What was recorded stays recorded, and proven, where the tray stays in.
void RecordJob::eject(Outcome& result) {
    try {
        recorder_.eject();
    } catch (const Error& e) {
        result.not_ejected = e.what();
    }
}

std::string RecordJob::medium_in_words() const {
    switch (step_) {
    case Step::simulating:
    case Step::recording: return recorder_.state_in_words();
    case Step::erasing: return "the disc is erased, nothing was written";
    case Step::nothing_yet: break;
    }
    return "before anything was written";
}

void RecordJob::fail_cancelled() {
    throw Error(Errc::cancelled, fmt::format("{}: interrupted, {}; the stash {} is as it was",
                                             recorder_.info().name, medium_in_words(), stash_.path()));
}

Outcome RecordJob::run() {
    Outcome result;
    result.place = recorder_.info().name;
    result.kind = "recording";
    result.sums = audio_->known_sums();
    try {
        if (cancel_asked_) fail_cancelled();
        fit(result);
        prepare();
        if (options_.simulate) return simulate(result), result;
        write(result);
    } catch (const Error& e) {
        if (e.code == Errc::cancelled) fail_cancelled();
        throw;
    }
    compare_with_medium(result);
    result.missing = stash_.missing();
    leave_unverified(result.comparison, result.missing, staged_);
    if (data_left_out_) result.comparison.data = DataTracks::not_copied;
    result.verdict = result.comparison.verdict;
    if (result.comparison.items.empty() && is_too_fast(recorded_, result, recorder_.abilities()))
        result.why_not_verified +=
            fmt::format("; it took {:.1f} s, less than any drive needs: it may not be recorded at all",
                        result.took.count());
    if (result.verdict != Verdict::differs) result.files = recorder_.accept();
    if (options_.eject) eject(result);
    return result;
}

} // namespace redbook
