// The stashes of this folder, and those among them that nobody holds any more: a program crashed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "redbook/base/file.h"
#include "redbook/stage/stash.h"

namespace redbook::imapi {

// A name in `folder` for a new stash: "imapi-PROCESS-NUMBER.stash".
std::string new_stash_path(FileSystem& files, const std::string& folder);

// The newest stash with closed tracks that nobody holds, taken over; null if there is none.
std::unique_ptr<Staging> take_orphan(FileSystem& files, const std::string& folder);

// The report of the program that records a stash, beside the stash: its client may die before it gets the
// answer.
std::string recording_report_path(const std::string& stash);

// Removes what programs that died have left and that is of no use: a stash without a closed track, and one
// whose report says that its disc is recorded, as `verify` (Settings) demands it. What cannot be removed
// stays.
void remove_leftovers(FileSystem& files, const std::string& folder, bool verify) noexcept;

// Removes those that nobody holds and that were not changed since. `since` counts as FileStatus::modified_ns.
void remove_orphans(FileSystem& files, const std::string& folder, int64_t since);

// Removes a file; false if that cannot be done.
bool try_remove(FileSystem& files, const std::string& path) noexcept;

} // namespace redbook::imapi
