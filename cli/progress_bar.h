// A line that says how far work is, and how fast it goes.
#pragma once

#include <optional>
#include <string>

#include "redbook/report/report.h"

namespace redbook::cli {

// "writing       45% [=========>          ]  16.2x  buffer  98%  03:12 left", as wide as `columns` allows.
std::string progress_bar(const ProgressReport& progress, int columns);

// How fast blocks are done: over the last seconds, since drives grow faster towards the rim.
class Pace {
  public:
    void begin(double seconds) { older_ = newer_ = {seconds, {0}}; }

    // nullopt: too early to tell. Seconds of a clock that never goes back.
    std::optional<double> per_second(double seconds, BlockCount done);

  private:
    struct Mark {
        double seconds = 0;
        BlockCount done;
    };
    Mark older_, newer_;
};

} // namespace redbook::cli
