// Several discs: which are still to be made, and the next blank, which starts by itself.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "redbook/jobs/record.h"

namespace redbook {

// The numbers of the discs that are still to be recorded. Drives that record side by side share them.
class Copies {
  public:
    Copies(int first, int last) : count_(last - first + 1) {
        for (int n = first; n <= last; ++n) open_.insert(open_.end(), n);
    }
    std::optional<int> take(); // the lowest; nullopt: none is left
    void give_back(int copy);  // it failed, and does not count
    void note_made();
    int made() const;
    bool all_made() const { return made() == count_; }

  private:
    mutable std::mutex mutex_;
    std::set<int> open_;
    const int count_;
    int made_ = 0;
};

// Waits until a disc is in the drive that can be recorded; `erase`: or erased. One that cannot is ejected.
// False: it was given up (RecordCallbacks::wait).
bool wait_for_next_disc(const RecordCallbacks& callbacks, const std::string& drive, bool erase, int copy,
                        int copies);

} // namespace redbook
