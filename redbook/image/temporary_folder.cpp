#include "redbook/image/temporary_folder.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string_view>

#include <fmt/format.h>

namespace redbook {
namespace {

constexpr std::string_view kTemporaryMark = ".redbook-", kLock = ".lock",
                           kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr size_t kLength = 6; // letters that make it unique

std::string random_letters() {
    std::random_device random;
    std::string letters;
    while (letters.size() < kLength) letters += kLetters[random() % kLetters.size()];
    return letters;
}

// ".disc.cue.redbook-a1b2c3.lock": "disc.cue". nullopt: not the name of a lock.
std::optional<std::string> locked_name(std::string_view lock) {
    if (!lock.ends_with(kLock)) return std::nullopt;
    lock.remove_suffix(kLock.size());
    const std::string_view letters = lock.substr(lock.size() - std::min(lock.size(), kLength));
    lock.remove_suffix(letters.size());
    if (!lock.starts_with('.') || !lock.ends_with(kTemporaryMark) ||
        lock.size() <= kTemporaryMark.size() + 1 || letters.find_first_not_of(kLetters) != letters.npos)
        return std::nullopt;
    return std::string(lock.substr(1, lock.size() - 1 - kTemporaryMark.size()));
}

// Whether something is set aside and nothing has taken its place.
bool has_the_only_one(FileSystem& files, const std::string& folder, const std::string& place) {
    constexpr std::string_view kAside = TemporaryFolder::kAside;
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

// For who holds the lock of `folder`, which goes last.
void clear(FileSystem& files, const std::string& folder, const std::string& place) {
    if (has_the_only_one(files, folder, place)) return;
    remove_with_files(files, folder);
    remove_with_files(files, folder + std::string(TemporaryFolder::kAside));
    files.remove_file(folder + std::string(kLock));
}

// Removes what killed runs left in the folder `parent`.
void sweep(FileSystem& files, const std::string& parent) {
    for (const std::string& name : files.list(parent)) {
        const auto locked = locked_name(name);
        if (!locked) continue;
        quietly([&] {
            const std::string path = join_path(parent, name);
            const auto lock = files.open(path, Access::read_write);
            if (lock->try_lock())
                clear(files, path.substr(0, path.size() - kLock.size()), join_path(parent, *locked));
        });
    }
}

} // namespace

TemporaryFolder::TemporaryFolder(FileSystem& files, const std::string& place) : files_(files), place_(place) {
    const std::string parent = parent_of(place);
    if (!files.status(parent))
        throw Error(Errc::not_found,
                    fmt::format("{}: there is no folder '{}' to write it in; make it first", place, parent));
    quietly([&] { sweep(files, parent); });
    const std::string name = "." + name_of(place) + std::string(kTemporaryMark);
    try {
        do path_ = join_path(parent, name + random_letters());
        while (!claim());
        files.status(path_ + std::string(kAside)); // the longest name that will be asked for
        files.create_folder(path_);
    } catch (const Error& e) {
        if (lock_) quietly([&] { files.remove_file(lock_->path()); });
        if (e.code == Errc::bad_value)
            throw Error(e.code,
                        place + ": the name is too long for what is made beside it; give a shorter one");
        if (e.code != Errc::no_permission) throw;
        throw Error(e.code,
                    fmt::format("{}: cannot be written, because new files are not allowed in '{}'; choose "
                                "another folder",
                                place, parent));
    }
}

// False if a run that sweeps came between making the lock and holding it.
bool TemporaryFolder::claim() {
    lock_ = files_.create(path_ + std::string(kLock));
    return lock_->try_lock() && files_.status(lock_->path());
}

void TemporaryFolder::remove() noexcept {
    if (!lock_) return;
    quietly([&] { clear(files_, path_, place_); });
    lock_.reset();
    quietly([&] { sweep(files_, parent_of(place_)); });
}

} // namespace redbook
