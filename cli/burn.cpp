// burn: a stash, or an album that is staged first, onto a recorder; as many discs as are asked for.
#include <deque>

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
#include "redbook/record/record_job.h"
#include "redbook/report/burn_report.h"
#include "redbook/report/json.h"

namespace redbook::cli {
namespace {

// --report: a file for each disc; of several, "night.html" is "night-1.html", "night-2.html", ...
class ReportFiles {
  public:
    explicit ReportFiles(const Arguments& arguments) {
        if (arguments.report.empty()) return;
        const std::string extension = extension_of(arguments.report);
        const std::string stem = arguments.report.substr(0, arguments.report.size() - extension.size());
        for (int copy = 1; copy <= arguments.drive.copies; ++copy) {
            places_.push_back(arguments.drive.copies == 1 ? arguments.report
                                                          : fmt::format("{}-{}{}", stem, copy, extension));
            files_.emplace_back(places_.back(), arguments.force, arguments.sources);
        }
    }

    // Says in the report where it lies. The page of a recording that failed tells of the disc that was
    // `meant`.
    void write(int copy, Report& report, const DiscReport& meant) {
        if (places_.empty()) return;
        const size_t k = size_t(copy) - 1;
        report.recording_report = places_[k];
        if (equal_ignoring_case(extension_of(places_[k]), ".json")) {
            files_[k].write(to_json(report));
            return;
        }
        Report page = report;
        if (page.discs.empty()) page.discs.push_back(meant);
        files_[k].write(burn_report(page, now_ns(), made_by()));
    }

  private:
    std::vector<std::string> places_;
    std::deque<PageFile> files_;
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

class Burn {
  public:
    Burn(const Arguments& arguments, Console& console)
        : arguments_(arguments),
          console_(console),
          config_(read_config(system_files(), config_path())),
          choice_(arguments, config_),
          reports_(arguments) {}

    Done run() {
        require_somebody_to_ask(arguments_);
        look();
        auto recorder = choice_.make(seen_, kDefaultCapacity);
        const auto require_that_it_fits = [&](const Disc& disc) {
            require_not_written(recorder->medium(), job_options(), recorder->info().name);
            require_fit(fit(*recorder, disc, job_options()), recorder->info().name, arguments_.strict);
            recorder.reset(); // a drive is free while the album is staged
        };
        staged_ = stage_first(arguments_, config_, stash_capacity(), require_that_it_fits, console_);
        recorder.reset();
        stash_ = open_stash(system_files(), staged_.path);
        seen_.copies = arguments_.drive.copies;
        Done done = record_and_report();
        for (; may_go_on(done) && seen_.copy < seen_.copies; done = record_and_report())
            if (!take_next_disc()) return given_up(std::move(done));
        return settled(std::move(done));
    }

  private:
    // The drive can be asked now, not while it is recorded on.
    void look() {
        seen_ = choice_.look();
        if (choice_.is_drive())
            accepted_edge_ = offsets_of(arguments_, config_, choice_.drive()).unreadable_edge;
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
        options.eject = arguments_.eject || seen_.copy < seen_.copies;
        options.erase = arguments_.drive.erase;
        options.overburn = arguments_.drive.overburn;
        options.cd_text = !arguments_.no_cd_text;
        options.strict = arguments_.strict;
        options.progress = console_.progress();
        return options;
    }

    // A recording that fails has a report too.
    Done record_and_report() {
        Done done;
        done.report.command = arguments_.command;
        done.report.recording = seen_;
        done.report.warnings = staged_.warnings;
        try {
            record(done);
        } catch (const Error& e) {
            done.report.errors.push_back({e.code, e.what()});
            done.code = exit_code_of(e);
        }
        console_.watch_buffer({});
        if (done.code != ExitCode::done || !staged_.ours) keep_stash(done);
        done.report.exit_code = int(done.code);
        keep_report(done);
        return done;
    }

    // That it cannot be kept must not hide what became of the disc.
    void keep_report(Done& done) {
        try {
            reports_.write(seen_.copy, done.report,
                           {.path = staged_.path, .disc = as_recorded(stash_->disc())});
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
        console_.watch_buffer([&]() -> std::optional<int> {
            const auto fill = recorder->buffers();
            return fill ? std::optional(fill->drive) : std::nullopt;
        });
        RecordJob job(*recorder, *stash_, job_options());
        const JobResult result = job.run();
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
        if (!result.not_ejected.empty()) report.warnings.push_back(result.not_ejected);
        report.simulated = result.simulated;
        report.outcome = burn_outcome(result, name);
        tell_pace(result, *report.recording);
        done.code = result.simulated ? ExitCode::done : exit_code_of(result.comparison, accepted_edge_);
        warn_of_edge(report.warnings, {choice_.drive()}, result.comparison.unread_edge_samples(),
                     accepted_edge_);
        if (done.code == ExitCode::done && staged_.incomplete) {
            done.code = ExitCode::not_verified;
            report.outcome += "; but what was recorded could not be read everywhere";
        }
        if (result.interrupted) done.code = ExitCode::interrupted;
        if (const Item* item = result.comparison.first_difference())
            report.errors.push_back(
                {Errc::differs, fmt::format("{}: what was read back differs: {}: {}; the stash "
                                            "is kept: {}",
                                            name, item->name, item->detail, staged_.path)});
    }

    void tell_pace(const JobResult& result, RecordingReport& recording) const {
        if (!choice_.is_drive() || result.simulated || result.took.count() <= 0) return;
        const BlockCount length = layout_of(result.disc).lead_out - kProgramStart;
        recording.seconds = result.took.count();
        recording.speed = length.value / result.took.count() / kBlocksPerSecond;
    }

    void keep_stash(Done& done) const {
        done.report.stash = staged_.path;
        if (!staged_.ours) return;
        const std::string kept = "; the stash is kept: " + staged_.path;
        if (done.code == ExitCode::not_verified)
            done.report.outcome += kept;
        else if (done.code != ExitCode::differs && done.code != ExitCode::interrupted)
            done.report.errors.back().sentence += kept;
    }

    // Behind a disc that is not what was asked for no other one is begun.
    bool may_go_on(const Done& done) const {
        return done.code == ExitCode::done || (arguments_.no_verify && done.code == ExitCode::not_verified);
    }

    bool take_next_disc() {
        if (!ask_for_next_disc(console_, choice_.drive(), arguments_.drive.erase, seen_.copy, seen_.copies))
            return false;
        const int next = seen_.copy + 1;
        look();
        seen_.copy = next;
        seen_.copies = arguments_.drive.copies;
        return true;
    }

    Done given_up(Done done) const {
        done.code = ExitCode::interrupted;
        done.report.errors.push_back(
            {Errc::cancelled, fmt::format("{}: interrupted; {} of {} discs are recorded, and "
                                          "each is {}; the stash is kept: {}",
                                          choice_.drive(), seen_.copy, seen_.copies,
                                          verdict_text(*done.report.comparison), staged_.path)});
        done.report.stash = staged_.path;
        done.report.outcome.clear();
        return done;
    }

    Done settled(Done done) const {
        if (may_go_on(done) && seen_.copies > 1)
            done.report.outcome = fmt::format("{}: {} discs recorded, {}", choice_.drive(), seen_.copies,
                                              done.report.comparison->verdict == Verdict::verified
                                                  ? "read back and compared"
                                                  : verdict_text(*done.report.comparison));
        if (done.code == ExitCode::done && staged_.ours) system_files().remove_file(staged_.path);
        return done;
    }

    const Arguments& arguments_;
    Console& console_;
    const Config config_;
    const RecorderChoice choice_;
    ReportFiles reports_;
    RecordingReport seen_; // of the disc that is recorded now
    SampleCount accepted_edge_;
    BurnStash staged_;
    std::unique_ptr<Stash> stash_;
};

} // namespace

Done run_burn(const Arguments& arguments, Console& console) { return Burn(arguments, console).run(); }

} // namespace redbook::cli
