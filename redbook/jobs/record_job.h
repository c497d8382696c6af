// One recording: checks the medium, records a stash, reads back, compares.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/error.h"
#include "redbook/check/verify.h"
#include "redbook/drive/recorder.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/outcome.h"
#include "redbook/stage/staging.h"

namespace redbook {

struct JobOptions {
    std::optional<Mode> mode{}; // nullopt: as the stash says
    bool simulate = false;      // everything but the writing; with the laser off where a drive can
    bool verify = true;         // read back and compare
    bool eject = false;         // when done
    bool erase = false;         // a medium that is not blank, if it can be erased
    bool overburn = false;      // more than the medium says it holds; in Session-at-Once only
    bool cd_text = true;        // false: it is left out
    bool strict = false; // what would be changed for the recorder is refused, and a stash with warnings
    ProgressCallback progress{}; // checking, erasing, simulating, writing, closing, reading_back
};

// What becomes of a disc on the recorder's media, in the mode and with the gap that it is recorded in. Asked
// before anything is staged or written.
Fitted fit(const Recorder& recorder, const Disc& disc, const JobOptions& options);

// Throws Errc::not_blank if the medium is written and will not be erased.
void require_not_written(const Medium& medium, const JobOptions& options, const std::string& name);

// A job runs once. cancel() may come from any thread. A cancel while the medium is being erased or closed
// waits for that to end; one that comes when the disc is recorded only skips the comparison.
class RecordJob {
  public:
    RecordJob(Recorder& recorder, const Stash& stash, JobOptions options);

    // Before the first block is written: the stash has tracks and obeys the rules, its audio is whole (S7),
    // the medium is there, blank (or can be erased, with `erase`) and large enough, the recorder can do what
    // is asked, and holds the disc as it is where `strict` asks for that.
    //   throws  Errc::no_medium, not_blank, does_not_fit, breaks_rule, corrupt, unsupported, device, io,
    //           cancelled; the sentence says what became of the medium
    // Of the outcome, `disc` is laid out as it is on the medium, and `files` are those of the image
    // recorder.
    Outcome run();

    void cancel() { cancel_asked_ = true; }

  private:
    // What is being done to the medium: what has become of it if that ends here.
    enum class Step { nothing_yet, erasing, simulating, recording };

    void fit(Outcome& result);
    void prepare();
    void require_mode() const;
    bool must_erase();
    void simulate(Outcome& result);
    void erase();
    void write(Outcome& result);
    void take(Written written, Outcome& result);
    void compare_with_medium(Outcome& result);
    void compare_with(const Album& back, Outcome& result);
    void eject(Outcome& result);
    std::string medium_in_words() const;
    [[noreturn]] void fail_cancelled();
    BlockProgress progress_of(Phase phase);

    Recorder& recorder_;
    const Stash& stash_;
    JobOptions options_;
    Disc staged_;                        // the stash's, in the mode and with the gap that it is recorded in
    Disc recorded_;                      // staged_, laid out; fitted when the job runs
    std::string unread_;                 // Written::unread
    Holds held_;                         // of `recorded_`, what the medium could be given
    std::unique_ptr<BlockSource> audio_; // at the addresses of recorded_
    bool data_left_out_ = false;         // the stash is of an album with data tracks
    Step step_ = Step::nothing_yet;
    std::atomic<bool> cancel_asked_{false};
};

} // namespace redbook
