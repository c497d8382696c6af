// burn: a stash, or an album that is staged first, onto a recorder.
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/disc_options.h"
#include "redbook/base/error.h"
#include "redbook/record/image_recorder.h"
#include "redbook/record/record_job.h"
#include "redbook/record/stage_album.h"

namespace redbook::cli {
namespace {

constexpr std::string_view kImagePrefix = "image:";

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// `instead` is the option that does without.
std::string home(std::string_view instead) {
    const std::string folder = environment("HOME");
    if (folder.empty()) throw Error(Errc::bad_value, fmt::format("HOME is not set; give {}", instead));
    return folder;
}

void make_folders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw Error(Errc::io, path + ": cannot create this folder: " + error.message());
}

// $XDG_STATE_HOME/redbook: where stashes without a name live. Never a temporary folder.
std::string state_folder() {
    const std::string state = environment("XDG_STATE_HOME");
    const std::string folder =
        join_path(state.empty() ? home("--stash FILE") + "/.local/state" : state, "redbook");
    make_folders(folder);
    return folder;
}

std::unique_ptr<Recorder> recorder_for(const Arguments& arguments, BlockCount capacity) {
    ImageRecorderSettings settings;
    settings.capacity = capacity;
    if (!arguments.format.empty()) settings.format = arguments.format;
    if (arguments.recorder.empty()) {
        settings.folder = home("--recorder image:FOLDER") + "/Music/Redbook";
        make_folders(settings.folder);
    } else if (arguments.recorder.starts_with(kImagePrefix) &&
               arguments.recorder.size() > kImagePrefix.size()) {
        settings.folder = arguments.recorder.substr(kImagePrefix.size());
    } else {
        throw Error(Errc::bad_value, arguments.recorder + ": is no recorder; give image:FOLDER");
    }
    return make_image_recorder(system_files(), settings);
}

// In the state folder, and never one that is there: it may be what a failed burn has kept.
std::string free_stash_name(const std::string& stem) {
    const std::string folder = state_folder();
    std::string path = join_path(folder, stem + ".stash");
    for (int n = 2; system_files().status(path); ++n)
        path = join_path(folder, fmt::format("{}-{}.stash", stem, n));
    return path;
}

// The stash to record, and whether it was made for this only.
struct Staged {
    std::string path;
    bool ours = false;
    std::vector<std::string> warnings;
};

Staged stage_first(const Arguments& arguments, Console& console) {
    FileSystem& files = system_files();
    const auto& sources = arguments.sources;
    if (sources.size() == 1 && is_stash(files, sources[0])) {
        if (!is_empty(arguments.disc) || arguments.deemphasize)
            throw Error(Errc::bad_value,
                        fmt::format("{}: is recorded as it was staged; {}", sources[0],
                                    arguments.deemphasize ? "stage the album anew with --deemphasize"
                                                          : "change it with 'redbook edit'"));
        return {sources[0], false, {}};
    }
    recorder_for(arguments, kDefaultCapacity); // what is wrong with it is told before the work begins
    Album album = open_sources_as_album(arguments, sources);
    apply(arguments, album);
    Staged staged{arguments.stash, arguments.stash.empty(), album.warnings};
    if (staged.ours) staged.path = free_stash_name(stem_of(album.path));
    StageOptions options;
    options.capacity = arguments.capacity;
    if (staged.ours)
        options.to_go_on = fmt::format(
            "go on with 'redbook stage {} ...', or burn it again from the beginning", staged.path);
    options.progress = console.progress();
    const StageResult result = stage_album(files, staged.path, album, options);
    staged.warnings.insert(staged.warnings.end(), result.warnings.begin(), result.warnings.end());
    return staged;
}

std::string outcome_of(const JobResult& result, const std::string& recorder) {
    if (result.simulated) return recorder + ": simulated; nothing was written";
    if (result.comparison.verdict == Verdict::verified)
        return recorder + ": recorded, read back and compared";
    if (result.comparison.verdict == Verdict::differs) return "";
    return recorder + ": recorded, not verified";
}

} // namespace

Done run_burn(const Arguments& arguments, Console& console) {
    FileSystem& files = system_files();
    const Staged staged = stage_first(arguments, console);
    const auto stash = open_stash(files, staged.path);
    const auto recorder = recorder_for(arguments, arguments.capacity.value_or(stash->capacity()));
    JobOptions options;
    options.simulate = arguments.simulate;
    options.verify = !arguments.no_verify;
    options.eject = arguments.eject;
    options.progress = console.progress();
    RecordJob job(*recorder, *stash, options);
    const JobResult result = job.run();
    Done done;
    const std::string name = recorder->info().name;
    done.report.discs.push_back({.path = name,
                                 .kind = "recording",
                                 .disc = result.recorded,
                                 .capacity = arguments.capacity.value_or(stash->capacity()),
                                 .crcs = track_crcs(result.recorded, result.sums),
                                 .crc = disc_crc(result.recorded, result.sums),
                                 .laid_out = true});
    done.report.comparison = result.comparison;
    done.report.why_not_verified = result.why_not_verified;
    done.report.files = result.files;
    done.report.lost = result.lost;
    done.report.warnings = staged.warnings;
    for (const std::string& change : result.warnings) done.report.warnings.push_back(name + ": " + change);
    done.report.simulated = result.simulated;
    done.report.outcome = outcome_of(result, name);
    done.code = result.simulated ? ExitCode::done : exit_code_of(result.comparison.verdict);
    if (result.interrupted) done.code = ExitCode::interrupted;
    if (const Item* item = result.comparison.first_difference())
        done.report.errors.push_back(
            {Errc::differs, fmt::format("{}: what was read back differs: {}: {}; the stash is kept: {}", name,
                                        item->name, item->detail, staged.path)});
    if (staged.ours && done.code == ExitCode::done)
        files.remove_file(staged.path);
    else
        done.report.stash = staged.path;
    if (staged.ours && done.code == ExitCode::not_verified)
        done.report.outcome += "; the stash is kept: " + staged.path;
    return done;
}

} // namespace redbook::cli
