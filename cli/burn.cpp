// burn: a stash, or an album that is staged first, onto a recorder; as many discs as are asked for, on
// several drives side by side.
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "cli/burn_stash.h"
#include "cli/commands.h"
#include "cli/disc_options.h"
#include "cli/next_disc.h"
#include "cli/outcome.h"
#include "cli/page_file.h"
#include "cli/places.h"
#include "cli/recorder_choice.h"
#include "redbook/base/error.h"
#include "redbook/drive/drives.h"
#include "redbook/jobs/opened.h"
#include "redbook/jobs/record_job.h"
#include "redbook/report/burn_report.h"
#include "redbook/report/json.h"

namespace redbook::cli {
namespace {

// --report: a file for each disc; of several, "night.html" is "night-1.html", "night-2.html", ...; of one
// that failed and does not count "night-2-failed.html". Any thread.
class ReportFiles {
  public:
    explicit ReportFiles(const Arguments& arguments)
        : arguments_(arguments), extension_(extension_of(arguments.report)) {
        if (arguments.report.empty()) return;
        for (int copy = arguments.drive.from; copy <= arguments.drive.copies; ++copy)
            files_.try_emplace(copy, place_of(copy), arguments.force, arguments.sources);
    }

    // Says in the report where it lies. The page of a recording that failed tells of the disc that was
    // `meant`.
    void write(int copy, bool counts, Report& report, const DiscReport& meant) {
        if (files_.empty()) return;
        const std::lock_guard lock(mutex_);
        report.recording_report = counts ? place_of(copy) : free_place_of_failed(copy);
        const std::string text = text_of(report, meant);
        if (counts)
            files_.at(copy).write(text);
        else
            PageFile(report.recording_report, false, arguments_.sources).write(text);
    }

  private:
    std::string place_of(int copy, const std::string& suffix = "") const {
        const std::string& given = arguments_.report;
        if (arguments_.drive.copies == 1) return given;
        const std::string stem = given.substr(0, given.size() - extension_.size());
        return fmt::format("{}-{}{}{}", stem, copy, suffix, extension_);
    }

    std::string free_place_of_failed(int copy) const {
        std::string place = place_of(copy, "-failed");
        for (int n = 2; system_files().status(place); ++n)
            place = place_of(copy, fmt::format("-failed-{}", n));
        return place;
    }

    std::string text_of(const Report& report, const DiscReport& meant) const {
        if (equal_ignoring_case(extension_, ".json")) return to_json(report);
        Report page = report;
        if (page.discs.empty()) page.discs.push_back(meant);
        return burn_report(page, now_ns(), made_by());
    }

    const Arguments& arguments_;
    const std::string extension_;
    std::mutex mutex_;
    std::map<int, PageFile> files_;
};

std::string burn_outcome(const JobResult& result, const std::string& recorder) {
    if (result.simulated)
        return recorder + (result.test_write ? ": simulated with the laser off; nothing was written"
                                             : ": simulated; nothing was written");
    if (result.comparison.verdict == Verdict::verified)
        return recorder + ": recorded, read back and compared";
    if (result.comparison.verdict == Verdict::differs) return "";
    return recorder + ": recorded, " + verdict_text(result.comparison);
}

// After so many failures in a row it is the drive, or all of the blanks: more discs would be wasted.
constexpr int kMostFailuresInARow = 3;

// What the drives that record side by side share.
struct Shared {
    Shared(const Arguments& a, Console& c)
        : console(c),
          config(read_config(system_files(), config_path())),
          reports(a),
          copies(a.drive.from, a.drive.copies) {}

    Console& console;
    const Config config;
    ReportFiles reports;
    Copies copies;
    BurnStash staged;
};

// One recorder, and the discs that are recorded on it.
class OneRecorder {
  public:
    OneRecorder(const Arguments& arguments, Shared& shared)
        : arguments_(arguments), shared_(shared), choice_(arguments_, shared.config) {}

    const std::string& drive() const { return choice_.drive(); }

    void stage() {
        look();
        auto recorder = choice_.make(seen_, kDefaultCapacity);
        const auto require_that_it_fits = [&](const Disc& disc) {
            require_not_written(recorder->medium(), job_options(), recorder->info().name);
            require_fit(fit(*recorder, disc, job_options()), recorder->info().name, arguments_.strict);
            recorder.reset(); // a drive is free while the album is staged
        };
        shared_.staged =
            stage_first(arguments_, shared_.config, stash_capacity(), require_that_it_fits, shared_.console);
    }

    // Records until no disc is left or none can be started; returns the end of the last one. `is_first`: the
    // first disc was checked when the album was staged.
    Done record_copies(bool is_first) {
        stash_ = open_stash(system_files(), shared_.staged.path);
        Done done;
        int failures = 0;
        for (bool look_first = !is_first; const auto copy = shared_.copies.take(); look_first = true) {
            seen_.copy = *copy;
            if (look_first && !take_next_disc()) return given_up(std::move(done));
            done = record_and_report();
            if (may_go_on(done)) {
                shared_.copies.note_made();
                failures = 0;
                continue;
            }
            if (is_of_the_disc(done) && !done.report.comparison) eject_quietly();
            shared_.copies.give_back(seen_.copy);
            if (!is_of_the_disc(done) || ++failures == kMostFailuresInARow) return done;
            failed_.push_back(fmt::format("disc {} of {} failed and does not count: {}", seen_.copy,
                                          arguments_.drive.copies, sentence_of(done)));
        }
        return done;
    }

    const std::vector<std::string>& failed() const { return failed_; } // discs that do not count

  private:
    bool is_one_of_several() const { return arguments_.drive.copies > 1; }

    // The drive can be asked now, not while it is recorded on.
    void look() {
        const int copy = seen_.copy;
        seen_ = choice_.look();
        seen_.copy = copy;
        seen_.copies = arguments_.drive.copies;
        if (choice_.is_drive())
            accepted_edge_ = offsets_of(arguments_, shared_.config, choice_.drive()).unreadable_edge;
    }

    // An album that is too long for the disc in the drive is refused while it is staged.
    std::optional<BlockCount> stash_capacity() const {
        if (!choice_.is_drive()) return arguments_.capacity;
        if (arguments_.drive.overburn) return BlockCount{kLastAddress.value};
        const auto& medium = seen_.drive.medium;
        return medium && medium->capacity > BlockCount{0} ? medium->capacity : kDefaultCapacity;
    }

    BlockCount capacity_of(const Medium& medium) const {
        return medium.capacity > BlockCount{0} ? medium.capacity : stash_->capacity();
    }

    JobOptions job_options() {
        JobOptions options;
        options.mode = arguments_.disc.mode;
        options.simulate = arguments_.simulate;
        options.verify = !arguments_.no_verify;
        options.eject = arguments_.eject || is_one_of_several();
        options.erase = arguments_.drive.erase;
        options.overburn = arguments_.drive.overburn;
        options.cd_text = !arguments_.no_cd_text;
        options.strict = arguments_.strict;
        options.progress = arguments_.drive.others.empty()
                               ? shared_.console.progress()
                               : [](const Progress&) { return Console::goes_on(); };
        return options;
    }

    // A recording that fails has a report too.
    Done record_and_report() {
        Done done;
        done.report.command = arguments_.command;
        done.report.recording = seen_;
        done.report.warnings = shared_.staged.warnings;
        try {
            record(done);
        } catch (const Error& e) {
            done.report.errors.push_back({e.code, e.what()});
            done.code = exit_code_of(e);
        }
        if (arguments_.drive.others.empty()) shared_.console.watch_buffer({});
        if (is_one_of_several() && !shared_.staged.ours) done.report.stash = shared_.staged.path;
        if (!is_one_of_several() && (done.code != ExitCode::done || !shared_.staged.ours)) keep_stash(done);
        done.report.exit_code = int(done.code);
        keep_report(done);
        if (is_one_of_several())
            shared_.console.say_disc(
                {drive(), seen_.copy, seen_.copies, done.report.exit_code, in_short(done)});
        return done;
    }

    // That it cannot be kept must not hide what became of the disc.
    void keep_report(Done& done) {
        try {
            shared_.reports.write(seen_.copy, !is_one_of_several() || may_go_on(done), done.report,
                                  {.path = shared_.staged.path, .disc = as_recorded(stash_->disc())});
        } catch (const Error& e) {
            done.report.recording_report.clear();
            done.report.errors.push_back({e.code, e.what()});
            if (done.code == ExitCode::done) {
                done.code = exit_code_of(e);
                keep_stash(done);
            }
        }
    }

    void record(Done& done) {
        const auto recorder = choice_.make(seen_, arguments_.capacity.value_or(stash_->capacity()));
        const Medium medium = recorder->medium();
        tell_recorder(*recorder, medium, *done.report.recording);
        if (arguments_.drive.others.empty())
            shared_.console.watch_buffer([&]() -> std::optional<int> {
                const auto fill = recorder->buffers();
                return fill ? std::optional(fill->drive) : std::nullopt;
            });
        RecordJob job(*recorder, *stash_, job_options());
        JobResult result = job.run();
        if (!result.simulated) leave_unverified(result.comparison, shared_.staged.missing, stash_->disc());
        tell_result(result, recorder->info().name, capacity_of(medium), done);
    }

    // The image recorder is no drive that could be asked.
    void tell_recorder(const Recorder& recorder, const Medium& medium, RecordingReport& recording) const {
        recording.mode = arguments_.disc.mode.value_or(stash_->disc().mode);
        if (choice_.is_drive()) return;
        const RecorderInfo info = recorder.info();
        recording.drive = {.path = info.name,
                           .vendor = info.vendor,
                           .model = info.product,
                           .revision = info.revision,
                           .sao = true,
                           .tao = true,
                           .medium = MediumReport{.blank = true, .capacity = medium.capacity}};
    }

    void tell_result(const JobResult& result, const std::string& name, BlockCount capacity,
                     Done& done) const {
        Report& report = done.report;
        tell(result, {name, "recording", capacity}, report);
        report.missing = shared_.staged.missing;
        if (!result.not_ejected.empty()) report.warnings.push_back(result.not_ejected);
        const auto& lost = shared_.staged.lost;
        report.lost.insert(report.lost.begin(), lost.begin(), lost.end());
        if (!lost.empty()) report.comparison->data = DataTracks::not_copied;
        report.simulated = result.simulated;
        report.outcome = burn_outcome(result, name);
        tell_pace(result, *report.recording);
        done.code = result.simulated ? ExitCode::done : exit_code_of(result.comparison, accepted_edge_);
        warn_of_edge(report.warnings, {choice_.drive()}, result.comparison.unread_edge_samples(),
                     accepted_edge_);
        if (done.code == ExitCode::done && shared_.staged.incomplete) {
            done.code = ExitCode::not_verified;
            report.outcome += "; but what was recorded could not be read everywhere";
        }
        if (result.interrupted) done.code = ExitCode::interrupted;
        if (const Item* item = result.comparison.first_difference())
            report.errors.push_back(
                {Errc::differs, fmt::format("{}: what was read back differs: {}: {}; the stash "
                                            "is kept: {}",
                                            name, item->name, item->detail, shared_.staged.path)});
    }

    void tell_pace(const JobResult& result, RecordingReport& recording) const {
        if (!choice_.is_drive() || result.simulated || result.took.count() <= 0) return;
        const BlockCount length = layout_of(result.disc).lead_out - kProgramStart;
        recording.seconds = result.took.count();
        recording.speed = length.value / result.took.count() / kBlocksPerSecond;
    }

    // The disc, or the drive with it, failed; another disc may do.
    bool is_of_the_disc(const Done& done) const {
        const bool never_verified = shared_.staged.incomplete || !shared_.staged.missing.empty();
        if (!is_one_of_several() || never_verified) return false;
        return done.code == ExitCode::device || done.code == ExitCode::differs ||
               done.code == ExitCode::not_verified || done.code == ExitCode::does_not_fit;
    }

    void eject_quietly() const {
        try {
            eject_disc(drive());
        } catch (const Error&) { // it is out already, or the drive is gone: the next look says so
        }
    }

    static std::string sentence_of(const Done& done) {
        return done.report.errors.empty() ? done.report.outcome : done.report.errors.front().sentence;
    }

    // "verified, 16.1x, 04:40"
    std::string in_short(const Done& done) const {
        if (!may_go_on(done)) return sentence_of(done);
        const RecordingReport& recording = *done.report.recording;
        std::string words = verdict_text(*done.report.comparison);
        if (!recording.seconds || !recording.speed) return words;
        const auto s = int64_t(*recording.seconds + 0.5);
        return words + fmt::format(", {:.1f}x, {:02}:{:02}", *recording.speed, s / 60, s % 60);
    }

    void keep_stash(Done& done) const {
        done.report.stash = shared_.staged.path;
        if (!shared_.staged.ours) return;
        const std::string kept = "; the stash is kept: " + shared_.staged.path;
        if (done.code == ExitCode::not_verified)
            done.report.outcome += kept;
        else if (done.code != ExitCode::differs && done.code != ExitCode::interrupted)
            done.report.errors.back().sentence += kept;
    }

    bool may_go_on(const Done& done) const {
        return done.code == ExitCode::done || (arguments_.no_verify && done.code == ExitCode::not_verified);
    }

    bool take_next_disc() {
        const int copy = seen_.copy;
        if (!wait_for_next_disc(shared_.console, drive(), arguments_.drive.erase, copy,
                                arguments_.drive.copies))
            return false;
        look();
        return true;
    }

    Done given_up(Done done) {
        shared_.copies.give_back(seen_.copy);
        done.code = ExitCode::interrupted;
        done.report.errors = {{Errc::cancelled, drive() + ": interrupted"}};
        done.report.outcome.clear();
        return done;
    }

    const Arguments arguments_; // of this recorder
    Shared& shared_;
    const RecorderChoice choice_;
    RecordingReport seen_; // of the disc that is recorded now
    SampleCount accepted_edge_;
    std::unique_ptr<Stash> stash_;
    std::vector<std::string> failed_;
};

class Burn {
  public:
    Burn(const Arguments& arguments, Console& console) : arguments_(arguments), shared_(arguments, console) {
        recorders_.push_back(std::make_unique<OneRecorder>(arguments, shared_));
        for (const std::string& other : arguments.drive.others) {
            Arguments its = arguments;
            its.drive.path = other;
            recorders_.push_back(std::make_unique<OneRecorder>(its, shared_));
        }
    }

    Done run() {
        recorders_.front()->stage();
        Done done = record();
        if (arguments_.drive.copies > 1) tell_of_all(done);
        if (done.code == ExitCode::done && shared_.staged.ours)
            system_files().remove_file(shared_.staged.path);
        return done;
    }

  private:
    // The most telling end: an interruption or a failure; if all discs are made, the last good one.
    Done record() {
        std::vector<Done> ends(recorders_.size());
        std::vector<std::thread> threads;
        for (size_t k = 1; k < recorders_.size(); ++k)
            threads.emplace_back([&, k] { ends[k] = ended(*recorders_[k], false); });
        ends[0] = ended(*recorders_[0], true);
        for (std::thread& thread : threads) thread.join();
        const auto code = [](const Done& d) { return int(d.code); };
        if (!shared_.copies.all_made()) return std::move(*std::ranges::max_element(ends, {}, code));
        std::erase_if(ends, [](const Done& d) { return !d.report.comparison; }); // a drive without a disc
        return std::move(*std::ranges::min_element(ends, {}, code));
    }

    static Done ended(OneRecorder& recorder, bool is_first) {
        try {
            return recorder.record_copies(is_first);
        } catch (const Error& e) {
            Done done;
            done.code = exit_code_of(e);
            done.report.errors.push_back({e.code, e.what()});
            return done;
        }
    }

    void tell_of_all(Done& done) const {
        for (const auto& recorder : recorders_)
            for (const std::string& sentence : recorder->failed())
                done.report.warnings.push_back(recorder->drive() + ": " + sentence);
        if (shared_.copies.all_made())
            tell_success(done);
        else
            tell_how_to_go_on(done);
    }

    void tell_success(Done& done) const {
        const int made = shared_.copies.made();
        const bool verified = done.report.comparison->verdict == Verdict::verified;
        done.report.outcome =
            fmt::format("{}: {} disc{} recorded, {}", drives(), made, made == 1 ? "" : "s",
                        verified ? "read back and compared" : verdict_text(*done.report.comparison));
    }

    void tell_how_to_go_on(Done& done) const {
        const int done_before = arguments_.drive.from - 1, made = done_before + shared_.copies.made();
        done.report.stash = shared_.staged.path;
        done.report.outcome.clear();
        if (done.report.errors.empty()) done.report.errors.push_back({Errc::device, drives() + ": failed"});
        done.report.errors.front().sentence += fmt::format(
            "; {} of {} discs are recorded; continue with 'redbook burn {} --copies {} --from {}'", made,
            arguments_.drive.copies, shared_.staged.path, arguments_.drive.copies, made + 1);
    }

    std::string drives() const {
        std::vector<std::string> names;
        for (const auto& recorder : recorders_) names.push_back(recorder->drive());
        return fmt::format("{}", fmt::join(names, ", "));
    }

    const Arguments& arguments_;
    Shared shared_;
    std::vector<std::unique_ptr<OneRecorder>> recorders_;
};

} // namespace

Done run_burn(const Arguments& arguments, Console& console) {
    require_copies_make_sense(arguments);
    return Burn(arguments, console).run();
}

} // namespace redbook::cli
