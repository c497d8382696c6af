#include "redbook/jobs/record.h"

#include <algorithm>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/layout.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/scsi.h"
#include "redbook/jobs/copies.h"
#include "redbook/jobs/exit_code.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/places.h"
#include "redbook/jobs/record_job.h"
#include "redbook/jobs/side_files.h"
#include "redbook/jobs/stage.h"
#include "redbook/publish/whole_file.h"
#include "redbook/stage/stash.h"

namespace redbook {
namespace {

// After so many failures in a row it is the drive, or all of the blanks: more discs would be wasted.
constexpr int kMostFailuresInARow = 3;

// Never one that is there: it may be what a failed recording has kept.
std::string free_stash_name(const std::string& folder, const std::string& stem) {
    std::string path = join_path(folder, stem + ".stash");
    for (int n = 2; system_files().status(path); ++n)
        path = join_path(folder, fmt::format("{}-{}.stash", stem, n));
    return path;
}

// A file for each disc; of several, "night.html" is "night-1.html", "night-2.html", ...; of one that failed
// and does not count "night-2-failed.html". Any thread.
class ReportFiles {
  public:
    ReportFiles(const RecordOptions& options, const std::vector<std::string>& sources)
        : options_(options), extension_(extension_of(options.report)), sources_(sources) {
        if (options.report.empty()) return;
        for (int copy = options.first_copy; copy <= options.copies; ++copy)
            files_.try_emplace(copy, place_of(copy), options.force, sources_);
    }

    // Puts its place into the outcome. The page of a recording that failed describes the disc that was
    // `meant`.
    void write(int copy, bool counts, Outcome& outcome, const DiscReport& meant) {
        if (files_.empty()) return;
        const std::lock_guard lock(mutex_);
        outcome.report = counts ? place_of(copy) : free_place_of_failed(copy);
        Report report = report_on(outcome);
        report.command = options_.reported_as;
        report.exit_code = int(exit_code_of(outcome));
        if (report.discs.empty() && !equal_ignoring_case(extension_, ".json")) report.discs.push_back(meant);
        const std::string text = report_text(outcome.report, report);
        if (counts)
            files_.at(copy).write(text);
        else
            WholeFile(outcome.report, false, sources_).write(text);
    }

  private:
    std::string place_of(int copy, const std::string& suffix = "") const {
        const std::string& given = options_.report;
        if (options_.copies == 1) return given;
        const std::string stem = given.substr(0, given.size() - extension_.size());
        return fmt::format("{}-{}{}{}", stem, copy, suffix, extension_);
    }

    std::string free_place_of_failed(int copy) const {
        std::string place = place_of(copy, "-failed");
        for (int n = 2; system_files().status(place); ++n)
            place = place_of(copy, fmt::format("-failed-{}", n));
        return place;
    }

    const RecordOptions& options_;
    const std::string extension_;
    const std::vector<std::string> sources_;
    std::mutex mutex_;
    std::map<int, WholeFile> files_;
};

// What the recorders that work side by side share.
struct Shared {
    Shared(const Album& a, const RecordOptions& o, bool side_by_side)
        : album(a),
          options(o),
          is_side_by_side(side_by_side),
          reports(o, a.files),
          copies(o.first_copy, o.copies) {}

    const Album& album;
    const RecordOptions& options;
    const bool is_side_by_side;
    ReportFiles reports;
    Copies copies;
    std::string stash;    // that is recorded
    bool ours = false;    // made for this recording only
    bool complete = true; // Outcome::complete, of the album
    std::vector<std::string> warnings;
    std::vector<UnreadEdge> unread_edges;
};

// One recorder, and the discs that are recorded on it.
class OneRecorder {
  public:
    OneRecorder(const RecorderSettings& settings, Shared& shared) : settings_(settings), shared_(shared) {}

    const std::string& drive() const { return settings_.drive; }
    const std::vector<std::string>& failed() const { return failed_; } // discs that do not count

    // What is to be recorded, and whether it can be: refused before an album is staged.
    void stage() {
        look();
        const Album& album = shared_.album;
        warn(shared_.warnings, rule_warnings_of(album), options_.strict);
        if (album.kind == AlbumKind::stash) {
            shared_.stash = album.path;
            return;
        }
        auto recorder = make_recorder(settings_, kDefaultCapacity);
        require_not_written(recorder->medium(), job_options(), recorder->info().name);
        require_fit(fit(*recorder, album.disc, job_options()), recorder->info().name, options_.strict);
        recorder.reset(); // a drive is free while the album is staged
        shared_.ours = options_.stash.empty();
        shared_.stash = shared_.ours ? free_stash_name(stash_folder(), stem_of(album.path)) : options_.stash;
        take(redbook::stage(shared_.stash, album, stage_options()));
    }

    // Records until no disc is left or none can be started; returns the end of the last one. `is_first`: the
    // first disc was looked at when the album was staged.
    Outcome record_copies(bool is_first) {
        stash_ = open_stash(system_files(), shared_.stash);
        Outcome outcome;
        int failures = 0;
        for (bool look_first = !is_first; auto copy = shared_.copies.take(); look_first = true) {
            seen_.copy = copy->number();
            if (look_first && !take_next_disc()) return given_up();
            outcome = record_and_report();
            if (may_go_on(outcome)) {
                copy->note_made();
                failures = 0;
                continue;
            }
            if (is_of_the_disc(outcome) && outcome.comparison.items.empty()) eject_quietly();
            if (!is_of_the_disc(outcome) || ++failures == kMostFailuresInARow) return outcome;
            failed_.push_back(fmt::format("disc {} of {} failed and does not count: {}", seen_.copy,
                                          options_.copies, what_became_of(outcome)));
        }
        return outcome;
    }

  private:
    bool is_one_of_several() const { return options_.copies > 1; }

    // The drive can be asked now, not while it is recorded on.
    void look() {
        const int copy = seen_.copy;
        seen_ = look_at(settings_);
        seen_.copy = copy;
        seen_.copies = options_.copies;
    }

    std::string stash_folder() const {
        if (options_.stash_folder.empty()) return state_folder();
        make_folders(options_.stash_folder);
        return options_.stash_folder;
    }

    StageOptions stage_options() const {
        StageOptions options;
        options.capacity = stash_capacity();
        options.strict = options_.strict;
        options.progress = options_.callbacks.progress;
        if (options_.callbacks.on_closed)
            options.on_closed = [this](int track) { options_.callbacks.on_closed(shared_.stash, track); };
        return options;
    }

    // An album that is too long for the disc in the drive is refused while it is staged.
    std::optional<BlockCount> stash_capacity() const {
        if (!settings_.is_drive()) return settings_.image_capacity;
        if (options_.overburn) return BlockCount{kLastAddress.value};
        const auto& medium = seen_.drive.medium;
        return medium && medium->capacity > BlockCount{0} ? medium->capacity : kDefaultCapacity;
    }

    void take(Outcome staged) {
        shared_.warnings = std::move(staged.warnings);
        shared_.complete = staged.complete;
        shared_.unread_edges = std::move(staged.unread_edges);
    }

    JobOptions job_options() const {
        JobOptions options;
        options.mode = options_.mode;
        options.simulate = options_.simulate;
        options.verify = options_.verify;
        options.eject = options_.eject || is_one_of_several();
        options.erase = options_.erase;
        options.overburn = options_.overburn;
        options.cd_text = options_.cd_text;
        options.strict = options_.strict;
        const RecordCallbacks& callbacks = options_.callbacks;
        if (shared_.is_side_by_side)
            options.progress = [&callbacks](const Progress&) {
                return !callbacks.go_on || callbacks.go_on();
            };
        else
            options.progress = callbacks.progress;
        return options;
    }

    // A recording that fails has a report too.
    Outcome record_and_report() {
        Outcome outcome;
        try {
            outcome = record();
        } catch (const Error& e) {
            outcome.done = false;
            outcome.drive_failed = dynamic_cast<const DriveError*>(&e) != nullptr;
            outcome.recording = seen_;
            outcome.failures.push_back({e.code, e.what(), e.remedy});
        }
        outcome.warnings.insert(outcome.warnings.begin(), shared_.warnings.begin(), shared_.warnings.end());
        if (is_one_of_several() && !shared_.ours) outcome.stash = shared_.stash;
        if (!is_one_of_several() && (exit_code_of(outcome) != ExitCode::done || !shared_.ours))
            keep_stash(outcome);
        keep_report(outcome);
        if (is_one_of_several() && options_.callbacks.on_disc)
            options_.callbacks.on_disc(
                {drive(), seen_.copy, seen_.copies, int(exit_code_of(outcome)), in_short(outcome)});
        return outcome;
    }

    // That it cannot be kept must not hide what became of the disc.
    void keep_report(Outcome& outcome) {
        try {
            shared_.reports.write(seen_.copy, !is_one_of_several() || may_go_on(outcome), outcome,
                                  {.path = shared_.stash, .disc = as_recorded(stash_->disc())});
        } catch (const Error& e) {
            outcome.report.clear();
            const bool was_good = exit_code_of(outcome) == ExitCode::done;
            outcome.failures.push_back({e.code, e.what(), e.remedy});
            if (was_good) keep_stash(outcome);
        }
    }

    Outcome record() {
        const auto recorder = make_recorder(settings_, stash_->capacity());
        const Medium medium = recorder->medium();
        seen_.mode = options_.mode.value_or(stash_->disc().mode);
        if (!settings_.is_drive()) describe_image_recorder(*recorder, medium);
        Outcome outcome = RecordJob(*recorder, *stash_, job_options()).run();
        outcome.recording = seen_;
        outcome.capacity = medium.capacity > BlockCount{0} ? medium.capacity : stash_->capacity();
        judge_recording(outcome);
        return outcome;
    }

    // The image recorder cannot be asked, as a drive can.
    void describe_image_recorder(const Recorder& recorder, const Medium& medium) {
        const RecorderInfo info = recorder.info();
        seen_.drive = {.path = info.name,
                       .vendor = info.vendor,
                       .model = info.product,
                       .revision = info.revision,
                       .sao = true,
                       .tao = true,
                       .medium = MediumReport{.blank = true, .capacity = medium.capacity}};
    }

    void judge_recording(Outcome& outcome) const {
        Comparison& comparison = outcome.comparison;
        if (!outcome.not_ejected.empty()) outcome.warnings.push_back(outcome.not_ejected);
        outcome.verdict = comparison.verdict;
        outcome.unread_edges = shared_.unread_edges;
        outcome.complete = shared_.complete && outcome.missing.empty();
        if (const SampleCount unread = comparison.unread_edge_samples(); unread > SampleCount{0}) {
            outcome.edge_accepted = unread <= settings_.accepted_edge;
            if (!outcome.edge_accepted) outcome.unread_edges.push_back({drive(), unread});
        }
        outcome.sentence = sentence(outcome);
        if (!outcome.complete && exit_code_of(outcome) == ExitCode::done && !outcome.simulated) {
            outcome.verdict = Verdict::not_verified;
            outcome.edge_accepted = false;
            outcome.sentence += "; but what was recorded could not be read everywhere";
        }
        tell_pace(outcome);
        if (const Item* item = comparison.first_difference())
            outcome.failures.push_back(
                {Errc::differs, fmt::format("{}: what was read back differs: {}: {}; the stash is kept: {}",
                                            outcome.place, item->name, item->detail, shared_.stash)});
    }

    static std::string sentence(const Outcome& outcome) {
        if (outcome.simulated)
            return outcome.place + (outcome.test_write ? ": simulated with the laser off; nothing was written"
                                                       : ": simulated; nothing was written");
        if (outcome.verdict == Verdict::differs) return "";
        return outcome.place + (outcome.verdict == Verdict::verified
                                    ? ": recorded, read back and compared"
                                    : ": recorded, " + verdict_text(outcome.comparison));
    }

    void tell_pace(Outcome& outcome) const {
        if (!settings_.is_drive() || outcome.simulated || outcome.took.count() <= 0) return;
        const BlockCount length = layout_of(outcome.disc).lead_out - kProgramStart;
        outcome.recording->seconds = outcome.took.count();
        outcome.recording->speed = length.value / outcome.took.count() / kBlocksPerSecond;
    }

    // The disc, or the drive with it, failed; another disc may do.
    bool is_of_the_disc(const Outcome& outcome) const {
        const bool never_verified = !shared_.complete || !stash_->missing().empty();
        if (!is_one_of_several() || never_verified) return false;
        const ExitCode code = exit_code_of(outcome);
        return code == ExitCode::device || code == ExitCode::differs || code == ExitCode::not_verified ||
               code == ExitCode::does_not_fit;
    }

    void eject_quietly() const {
        try {
            eject_disc(drive());
        } catch (const Error&) { // it is out already, or the drive is gone: the next look says so
        }
    }

    static std::string what_became_of(const Outcome& outcome) {
        return outcome.failures.empty() ? outcome.sentence : outcome.failures.front().words();
    }

    // "verified, 16.1x, 04:40"
    std::string in_short(const Outcome& outcome) const {
        if (!may_go_on(outcome)) return what_became_of(outcome);
        const RecordingReport& recording = *outcome.recording;
        std::string words = verdict_text(outcome.comparison);
        if (!recording.seconds || !recording.speed) return words;
        const auto s = int64_t(*recording.seconds + 0.5);
        return words + fmt::format(", {:.1f}x, {:02}:{:02}", *recording.speed, s / 60, s % 60);
    }

    void keep_stash(Outcome& outcome) const {
        outcome.stash = shared_.stash;
        if (!shared_.ours) return;
        const std::string kept = "; the stash is kept: " + shared_.stash;
        const ExitCode code = exit_code_of(outcome);
        if (code == ExitCode::not_verified)
            outcome.sentence += kept;
        else if (code != ExitCode::differs && code != ExitCode::interrupted)
            outcome.failures.back().note += kept;
    }

    bool may_go_on(const Outcome& outcome) const {
        const ExitCode code = exit_code_of(outcome);
        return code == ExitCode::done || (!options_.verify && code == ExitCode::not_verified);
    }

    bool take_next_disc() {
        if (!settings_.is_drive()) return true; // a fresh blank is there
        if (!wait_for_next_disc(options_.callbacks, drive(), options_.erase, seen_.copy, options_.copies))
            return false;
        look();
        return true;
    }

    // Of the disc that was not begun: what became of the one before it was reported.
    Outcome given_up() const {
        Outcome outcome;
        outcome.done = false;
        outcome.recording = seen_;
        outcome.warnings = shared_.warnings;
        outcome.failures = {{Errc::cancelled, drive() + ": interrupted"}};
        return outcome;
    }

    const RecorderSettings settings_;
    Shared& shared_;
    const RecordOptions& options_ = shared_.options;
    RecordingReport seen_; // of the disc that is recorded now
    std::unique_ptr<Stash> stash_;
    std::vector<std::string> failed_;
};

class Recording {
  public:
    Recording(const Album& album, const std::vector<RecorderSettings>& recorders,
              const RecordOptions& options)
        : shared_(album, options, recorders.size() > 1) {
        for (const RecorderSettings& settings : recorders)
            recorders_.push_back(std::make_unique<OneRecorder>(settings, shared_));
    }

    Outcome run() {
        recorders_.front()->stage();
        Outcome outcome = record();
        if (shared_.options.copies > 1) tell_of_all(outcome);
        if (exit_code_of(outcome) == ExitCode::done && shared_.ours)
            system_files().remove_file(shared_.stash);
        return outcome;
    }

  private:
    // The most telling end: an interruption or a failure; if all discs are made, the last good one.
    Outcome record() {
        std::vector<Outcome> ends(recorders_.size());
        std::vector<std::thread> threads;
        for (size_t k = 1; k < recorders_.size(); ++k)
            threads.emplace_back([&, k] { ends[k] = ended(*recorders_[k], false); });
        ends[0] = ended(*recorders_[0], true);
        for (std::thread& thread : threads) thread.join();
        Outcome& told = most_telling(ends);
        for (size_t k = 0; k < ends.size(); ++k)
            if (&ends[k] != &told) note_failure(*recorders_[k], ends[k]);
        return std::move(told);
    }

    Outcome& most_telling(std::vector<Outcome>& ends) const {
        const auto code = [](const Outcome& o) { return int(exit_code_of(o)); };
        if (!shared_.copies.all_made()) return *std::ranges::max_element(ends, {}, code);
        const auto good_first = [&](const Outcome& o) { return std::pair(o.place.empty(), code(o)); };
        return *std::ranges::min_element(ends, {}, good_first); // empty: a drive that recorded nothing
    }

    // How a drive ended is not lost because another one made the rest of the discs.
    void note_failure(const OneRecorder& recorder, const Outcome& end) {
        if (end.failures.empty() || end.failures.front().code == Errc::cancelled) return;
        given_up_.push_back(recorder.drive() + ": given up: " + end.failures.front().words());
    }

    static Outcome ended(OneRecorder& recorder, bool is_first) {
        try {
            return recorder.record_copies(is_first);
        } catch (const Error& e) {
            Outcome outcome;
            outcome.done = false;
            outcome.drive_failed = dynamic_cast<const DriveError*>(&e) != nullptr;
            outcome.failures.push_back({e.code, e.what(), e.remedy});
            return outcome;
        }
    }

    void tell_of_all(Outcome& outcome) const {
        for (const auto& recorder : recorders_)
            for (const std::string& sentence : recorder->failed())
                outcome.warnings.push_back(recorder->drive() + ": " + sentence);
        outcome.warnings.insert(outcome.warnings.end(), given_up_.begin(), given_up_.end());
        if (shared_.copies.all_made())
            tell_success(outcome);
        else
            tell_how_to_go_on(outcome);
    }

    void tell_success(Outcome& outcome) const {
        const int made = shared_.copies.made();
        outcome.sentence =
            fmt::format("{}: {} disc{} recorded, {}", drives(), made, made == 1 ? "" : "s",
                        outcome.comparison.verdict == Verdict::verified ? "read back and compared"
                                                                        : verdict_text(outcome.comparison));
    }

    void tell_how_to_go_on(Outcome& outcome) const {
        const RecordOptions& options = shared_.options;
        const int made = options.first_copy - 1 + shared_.copies.made();
        outcome.stash = shared_.stash;
        outcome.sentence.clear();
        if (outcome.failures.empty()) outcome.failures.push_back({Errc::device, drives() + ": failed"});
        outcome.failures.front().note += fmt::format("; {} of {} discs are recorded", made, options.copies);
        outcome.next_copy = made + 1;
    }

    std::string drives() const {
        std::vector<std::string> names;
        for (const auto& recorder : recorders_) names.push_back(recorder->drive());
        return fmt::format("{}", fmt::join(names, ", "));
    }

    Shared shared_;
    std::vector<std::unique_ptr<OneRecorder>> recorders_;
    std::vector<std::string> given_up_; // drives whose end is not the outcome, and why
};

} // namespace

Outcome record(const Album& album, const std::vector<RecorderSettings>& recorders,
               const RecordOptions& options) {
    return Recording(album, recorders, options).run();
}

} // namespace redbook
