#include "redbook/publish/killed_runs.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/publish/place_lock.h"
#include "redbook/publish/temporary_folder.h"

namespace redbook {
namespace {

constexpr std::string_view kJournal = ".redbook-names", kAside = TemporaryFolder::kAside;
constexpr uint64_t kLargestJournal = 1 << 16;

// ".disc.cue.redbook-a1b2c3.lock": "disc.cue". nullopt: not the name of a lock.
std::optional<std::string> locked_name(std::string_view lock) {
    if (!lock.ends_with(TemporaryFolder::kLock)) return std::nullopt;
    lock.remove_suffix(TemporaryFolder::kLock.size());
    const std::string_view letters =
        lock.substr(lock.size() - std::min(lock.size(), TemporaryFolder::kLength));
    lock.remove_suffix(letters.size());
    constexpr std::string_view kMark = TemporaryFolder::kMark;
    if (!lock.starts_with('.') || !lock.ends_with(kMark) || lock.size() <= kMark.size() + 1 ||
        letters.find_first_not_of(TemporaryFolder::kLetters) != letters.npos)
        return std::nullopt;
    return std::string(lock.substr(1, lock.size() - 1 - kMark.size()));
}

// Whether something is set aside and nothing has taken its place.
bool has_the_only_one(FileSystem& files, const std::string& folder, const std::string& place) {
    if (files.status(folder + std::string(kAside)) && !files.status(place)) return true;
    if (!files.status(folder)) return false;
    const auto names = files.list(folder);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name.ends_with(kAside) &&
               !files.status(join_path(parent_of(place), name.substr(0, name.size() - kAside.size())));
    });
}

// All of it or nothing: a folder in it is nobody's of ours.
void remove_with_files(FileSystem& files, const std::string& folder) {
    if (!files.status(folder)) return;
    const auto names = files.list(folder);
    for (const std::string& name : names)
        if (files.status(join_path(folder, name))->kind != FileKind::file)
            throw Error(Errc::exists, join_path(folder, name) + ": is not a file and is not removed");
    for (const std::string& name : names) files.remove_file(join_path(folder, name));
    files.remove_folder(folder);
}

// A new file, by what stays when it is renamed.
struct Named {
    std::string name; // at its place, and in the temporary folder
    uint64_t size = 0, serial = 0;
    int64_t modified_ns = 0;

    // Its time may be an older one when the power was cut; who has written to it since made it newer.
    bool is(const FileStatus& status) const {
        return status.size == size && status.serial == serial && status.modified_ns <= modified_ns;
    }
};

// The sheet first; nullopt if there is no journal, or a torn one: then no name was touched.
std::optional<std::vector<Named>> read_journal(FileSystem& files, const std::string& temporary) {
    const std::string path = join_path(temporary, std::string(kJournal));
    if (!files.status(path)) return std::nullopt;
    const std::string text = read_whole_file(files, path, kLargestJournal);
    const size_t first_line = text.find('\n');
    if (first_line == text.npos) return std::nullopt;
    const std::string lines = text.substr(first_line + 1);
    if (text.substr(0, first_line) != fmt::format("{:08x}", crc32(as_bytes(lines)))) return std::nullopt;
    std::vector<Named> all;
    std::istringstream in(lines);
    for (Named named; in >> named.size >> named.serial >> named.modified_ns && in.get() == ' ' &&
                      std::getline(in, named.name);)
        all.push_back(named);
    return all.empty() ? std::nullopt : std::optional(std::move(all));
}

// What was left of one run, while its lock is held.
class KilledRun {
  public:
    KilledRun(FileSystem& files, std::string temporary, std::string place)
        : files_(files), temporary_(std::move(temporary)), place_(std::move(place)) {}

    // The sentence, or nothing.
    std::string put_right() {
        std::string sentence;
        if (is_folder_aside())
            sentence = restore_folder();
        else if (const auto journal = uncommitted())
            sentence = take_back(*journal);
        if (!is_blocked_) clear_temporary(files_, temporary_, place_);
        return sentence;
    }

    bool is_half_named() { return is_folder_aside() || uncommitted(); }

  private:
    std::string parent() const { return parent_of(place_); }
    std::string folder_aside() const { return temporary_ + std::string(kAside); }
    bool is_folder_aside() const { return files_.status(folder_aside()) && !files_.status(place_); }

    std::string restore_folder() {
        files_.rename(folder_aside(), place_);
        files_.sync_folder(parent());
        return place_ + ": replacing it was interrupted; the old folder is restored";
    }

    // Until the sheet leaves the temporary folder, the image is not the new one.
    std::optional<std::vector<Named>> uncommitted() const {
        auto journal = read_journal(files_, temporary_);
        if (!journal || !files_.status(join_path(temporary_, journal->front().name))) return std::nullopt;
        return journal;
    }

    // The sheet last, so that it never stands beside data of another.
    std::string take_back(const std::vector<Named>& journal) {
        const PlaceLock lock(files_, place_);
        bool restored = false, removed = false;
        for (auto named = journal.rbegin(); named != journal.rend(); ++named) {
            const std::string place = join_path(parent(), named->name),
                              aside = join_path(temporary_, named->name) + std::string(kAside);
            const auto there = files_.status(place);
            const bool ours = there && named->is(*there);
            if (ours) files_.remove_file(place);
            removed = removed || ours;
            if (!files_.status(aside)) continue;
            if (there && !ours) {
                is_blocked_ = true;
                continue;
            }
            files_.rename(aside, place);
            restored = true;
        }
        files_.sync_folder(parent());
        if (is_blocked_)
            return fmt::format("{}: the image that an interrupted run set aside is in '{}', as another has "
                               "its name now; move it or remove it",
                               place_, temporary_);
        if (restored) return place_ + ": replacing it was interrupted; the old image is restored";
        return removed ? place_ + ": writing it was interrupted; what was left of it is removed" : "";
    }

    FileSystem& files_;
    const std::string temporary_, place_;
    bool is_blocked_ = false; // by something that no run of ours put there
};

// Calls see() for each run that is no more, of `name` if it is given, while its lock is held.
void for_each_killed_run(FileSystem& files, const std::string& parent, const std::vector<std::string>& names,
                         const std::string& wanted, const std::function<void(KilledRun& run)>& see) {
    for (const std::string& name : names) {
        const auto locked = locked_name(name);
        if (!locked || (!wanted.empty() && *locked != wanted)) continue;
        quietly([&] {
            const std::string path = join_path(parent, name);
            const auto lock = open_locked(files, path);
            if (!lock) return;
            KilledRun run(files, path.substr(0, path.size() - TemporaryFolder::kLock.size()),
                          join_path(parent, *locked));
            see(run);
        });
    }
}

// Of runs that were killed while they held it.
void remove_place_locks(FileSystem& files, const std::string& parent, const std::vector<std::string>& names,
                        const std::string& wanted) {
    for (const std::string& name : names) {
        const auto place = PlaceLock::place_in(name);
        if (!place || (!wanted.empty() && *place != wanted)) continue;
        const auto status = files.status(join_path(parent, name));
        if (status && status->kind == FileKind::file && status->size == 0)
            quietly([&] { PlaceLock(files, join_path(parent, *place)); });
    }
}

} // namespace

void write_journal(FileSystem& files, const std::string& temporary, const std::vector<std::string>& made,
                   const std::vector<std::string>& places) {
    std::string lines;
    for (size_t i = 0; i < made.size(); ++i) {
        const auto status = files.status(made[i]);
        if (!status) throw Error(Errc::not_found, made[i] + ": is not there any more");
        lines += fmt::format("{} {} {} {}\n", status->size, status->serial, status->modified_ns,
                             name_of(places[i]));
    }
    const std::string text = fmt::format("{:08x}\n{}", crc32(as_bytes(lines)), lines);
    const std::string path = join_path(temporary, std::string(kJournal));
    const auto file = files.create(path);
    if (file->write_at(0, as_bytes(text)) < text.size())
        throw Error(Errc::disk_full, places.front() + ": the disk is full; make room and run it again");
    file->sync();
    file->close();
    files.sync_folder(temporary);
    files.sync_folder(parent_of(temporary)); // what is set aside must not vanish with the folder it is in
}

std::vector<std::string> put_right(FileSystem& files, const std::string& parent,
                                   const std::string& name) noexcept {
    std::vector<std::string> sentences;
    quietly([&] {
        const auto names = files.list(parent);
        for_each_killed_run(files, parent, names, name, [&](KilledRun& run) {
            if (std::string sentence = run.put_right(); !sentence.empty())
                sentences.push_back(std::move(sentence));
        });
        remove_place_locks(files, parent, names, name);
    });
    return sentences;
}

bool is_half_named(FileSystem& files, const std::string& path) noexcept {
    bool found = false;
    quietly([&] {
        const std::string parent = parent_of(path);
        for_each_killed_run(files, parent, files.list(parent), name_of(path),
                            [&](KilledRun& run) { found = found || run.is_half_named(); });
    });
    return found;
}

// The lock goes last.
void clear_temporary(FileSystem& files, const std::string& folder, const std::string& place) {
    if (has_the_only_one(files, folder, place)) return;
    remove_with_files(files, folder);
    remove_with_files(files, folder + std::string(kAside));
    files.remove_file(folder + std::string(TemporaryFolder::kLock));
}

} // namespace redbook
