#include "redbook/publish/place_lock.h"

#include "redbook/base/error.h"
#include "redbook/publish/temporary_folder.h"

namespace redbook {
namespace {

// The file is made by one run and removed by another while this one looks; such a moment passes.
constexpr int kMostTries = 100;
constexpr std::string_view kPlaceLock = ".redbook-lock";

// nullptr: another run has the lock, or a run has just removed the file.
std::unique_ptr<File> try_once(FileSystem& files, const std::string& path) {
    bool created = false;
    try {
        if (!files.status(path)) {
            files.create(path);
            created = true;
        }
        return open_locked(files, path);
    } catch (const Error& e) {
        if (e.code == Errc::exists || e.code == Errc::not_found) return nullptr;
        if (created) quietly([&] { files.remove_file(path); });
        throw;
    }
}

} // namespace

std::optional<std::string> PlaceLock::place_in(std::string_view name) {
    if (!name.starts_with('.') || !name.ends_with(kPlaceLock) || name.size() <= kPlaceLock.size() + 1)
        return std::nullopt;
    return std::string(name.substr(1, name.size() - 1 - kPlaceLock.size()));
}

PlaceLock::PlaceLock(FileSystem& files, const std::string& place)
    : files_(files), path_(join_path(parent_of(place), "." + name_of(place) + std::string(kPlaceLock))) {
    for (int n = 0; !file_ && n < kMostTries; ++n) file_ = try_once(files_, path_);
    if (!file_)
        throw Error(Errc::in_use, place + ": another program is writing it; try again when it has finished");
}

PlaceLock::~PlaceLock() {
    quietly([&] { files_.remove_file(path_); });
}

} // namespace redbook
