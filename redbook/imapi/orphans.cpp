#include "redbook/imapi/orphans.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/imapi/program_drives.h"

namespace redbook::imapi {
namespace {

constexpr std::string_view kStashPrefix = "imapi-", kStashExtension = ".stash", kReportExtension = ".json";
constexpr uint64_t kLongestReport = 16 << 20;

struct Candidate {
    std::string path;
    int64_t modified_ns;
};

std::vector<Candidate> ours_in(FileSystem& files, const std::string& folder, std::string_view extension) {
    std::vector<Candidate> ours;
    for (const std::string& name : files.list(folder)) {
        const std::string path = join_path(folder, name);
        const auto status =
            name.starts_with(kStashPrefix) && name.ends_with(extension) ? files.status(path) : std::nullopt;
        if (status) ours.push_back({path, status->modified_ns});
    }
    return ours;
}

std::vector<Candidate> stashes_in(FileSystem& files, const std::string& folder) {
    return ours_in(files, folder, kStashExtension);
}

bool has_no_closed_track(FileSystem& files, const std::string& stash) {
    try {
        return open_stash(files, stash)->disc().tracks.empty();
    } catch (const Error&) { // not a stash that can be read: removed when it is old
        return false;
    }
}

bool is_recorded(FileSystem& files, const std::string& stash, bool verify) {
    const std::string report = recording_report_path(stash);
    try {
        return files.status(report) && reports_recorded(read_whole_file(files, report, kLongestReport),
                                                        open_stash(files, stash)->disc(), verify);
    } catch (const Error&) {
        return false;
    }
}

// What cannot be opened is no orphan: it is held, or broken beyond use.
std::unique_ptr<Staging> try_continue(FileSystem& files, const std::string& path) {
    try {
        return continue_stash(files, path);
    } catch (const Error&) {
        return nullptr;
    }
}

// While it is held, so that no other program takes it over in between; where a file that is open cannot be
// removed, after that. `may_go` is asked again then: until it was held, its program could still close a
// track.
void remove_if_free(FileSystem& files, const std::string& path, const std::function<bool()>& may_go) {
    try {
        const auto file = files.open(path, Access::read_write);
        if (!file->try_lock() || !may_go() || try_remove(files, path)) return;
    } catch (const Error&) { // another program has removed it
        return;
    }
    try_remove(files, path);
}

} // namespace

std::string new_stash_path(FileSystem& files, const std::string& folder) {
    static std::atomic<unsigned> last{0};
    for (;;) {
        const std::string name =
            fmt::format("{}{}-{}{}", kStashPrefix, process_number(), ++last, kStashExtension);
        if (!files.status(join_path(folder, name))) return join_path(folder, name);
    }
}

std::unique_ptr<Staging> take_orphan(FileSystem& files, const std::string& folder) {
    if (!files.status(folder)) return nullptr;
    auto stashes = stashes_in(files, folder);
    std::ranges::sort(stashes, std::greater(), &Candidate::modified_ns);
    for (const Candidate& stash : stashes) {
        auto staging = try_continue(files, stash.path);
        if (staging && !staging->disc().tracks.empty()) return staging;
    }
    return nullptr;
}

std::string recording_report_path(const std::string& stash) {
    return stash.substr(0, stash.size() - kStashExtension.size()) + std::string(kReportExtension);
}

void remove_leftovers(FileSystem& files, const std::string& folder, bool verify) noexcept try {
    if (!files.status(folder)) return;
    for (const Candidate& stash : stashes_in(files, folder)) {
        const auto may_go = [&] {
            return has_no_closed_track(files, stash.path) || is_recorded(files, stash.path, verify);
        };
        if (may_go())
            remove_if_free(files, stash.path, may_go); // one that is in use is not held for a moment
    }
    for (const Candidate& report : ours_in(files, folder, kReportExtension)) {
        const std::string stem = report.path.substr(0, report.path.size() - kReportExtension.size());
        if (!files.status(stem + std::string(kStashExtension))) try_remove(files, report.path);
    }
} catch (const std::exception&) { // a folder that cannot be read: staging there will fail with the reason
}

void remove_orphans(FileSystem& files, const std::string& folder, int64_t since) {
    for (const Candidate& stash : stashes_in(files, folder))
        if (stash.modified_ns < since)
            remove_if_free(files, stash.path, [&] {
                const auto status = files.status(stash.path);
                return status && status->modified_ns < since;
            });
}

bool try_remove(FileSystem& files, const std::string& path) noexcept {
    try {
        files.remove_file(path);
        return true;
    } catch (const Error&) {
        return false;
    }
}

} // namespace redbook::imapi
