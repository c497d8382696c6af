// What runs that were killed have left beside the place of an image, and how the next run puts it right (S5).
// A run makes its files in a TemporaryFolder. While several of them come to their names, a journal in that
// folder lists them; until the sheet has its name, the old image can be restored from there.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/file.h"

namespace redbook {

// Written before the first name is touched: on the disk, with the names of all `made` files, when it returns.
// `made[i]`, in the folder `temporary`, will be renamed to `places[i]`; the sheet is the first.
void write_journal(FileSystem& files, const std::string& temporary, const std::vector<std::string>& made,
                   const std::vector<std::string>& places);

// Puts right what runs that are no more have left in the folder `parent`; only for `name`, if it is given. An
// image whose sheet (or folder) had not got its new name yet is taken back: what stood there before stands
// there again. All else of theirs is removed. What cannot be put right is left to the next run. Returns
// sentences: what was restored or removed under a name, and what is in the way of it.
std::vector<std::string> put_right(FileSystem& files, const std::string& parent,
                                   const std::string& name = "") noexcept;

// Whether there is something of this path that put_right() would restore.
bool is_half_named(FileSystem& files, const std::string& path) noexcept;

// Removes the temporary folder, what was set aside in or beside it, and its lock, which the caller holds.
// Leaves all where what was set aside for `place` may be the only one.
void clear_temporary(FileSystem& files, const std::string& folder, const std::string& place);

} // namespace redbook
