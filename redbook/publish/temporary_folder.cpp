#include "redbook/publish/temporary_folder.h"

#include <random>

#include <fmt/format.h>

#include "redbook/publish/killed_runs.h"

namespace redbook {
namespace {

std::string random_letters() {
    std::random_device random;
    std::string letters;
    while (letters.size() < TemporaryFolder::kLength)
        letters += TemporaryFolder::kLetters[random() % TemporaryFolder::kLetters.size()];
    return letters;
}

} // namespace

TemporaryFolder::TemporaryFolder(FileSystem& files, const std::string& place) : files_(files), place_(place) {
    const std::string parent = parent_of(place);
    if (!files.status(parent))
        throw Error(Errc::not_found,
                    fmt::format("{}: there is no folder '{}' to write it in; make it first", place, parent));
    put_right(files, parent);
    const std::string name = "." + name_of(place) + std::string(kMark);
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
    quietly([&] { clear_temporary(files_, path_, place_); });
    lock_.reset();
    put_right(files_, parent_of(place_));
}

} // namespace redbook
