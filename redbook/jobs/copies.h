// Several discs: which are still to be made, and the next blank, which starts by itself.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "redbook/jobs/record.h"

namespace redbook {

// The numbers of the discs that are still to be recorded. Drives that record side by side share them.
class Copies {
  public:
    Copies(int first, int last) : count_(last - first + 1) {
        for (int n = first; n <= last; ++n) open_.insert(open_.end(), n);
    }

    // A disc that one drive is recording. Unless it was made its number is given back at the end.
    class Taken {
      public:
        Taken(Copies& copies, int number) : copies_(&copies), number_(number) {}
        Taken(Taken&& other) noexcept
            : copies_(std::exchange(other.copies_, nullptr)), number_(other.number_), made_(other.made_) {}
        Taken& operator=(Taken&&) = delete;
        ~Taken() {
            if (copies_ != nullptr) copies_->end(number_, made_);
        }
        int number() const { return number_; }
        void note_made() { made_ = true; }

      private:
        Copies* copies_;
        const int number_;
        bool made_ = false;
    };

    // The lowest number. While another drive may still give one back, waits. nullopt: all discs are made.
    std::optional<Taken> take();
    int made() const;
    bool all_made() const { return made() == count_; }

  private:
    void end(int number, bool made);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::set<int> open_;
    const int count_;
    int made_ = 0, taken_ = 0;
};

// Waits until a disc is in the drive that can be recorded; `erase`: or erased. One that cannot is ejected.
//   returns  false: it was given up (RecordCallbacks::wait)
//   throws   why the disc will not do, if there is no RecordCallbacks::wait
bool wait_for_next_disc(const RecordCallbacks& callbacks, const std::string& drive, bool erase, int copy,
                        int copies);

} // namespace redbook
