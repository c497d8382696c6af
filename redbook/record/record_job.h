// One recording: checks the medium, records a stash, reads back, compares. The states are
// recording_states.md.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/check/verify.h"
#include "redbook/record/master.h"
#include "redbook/record/recorder.h"
#include "redbook/stage/staging.h"

namespace redbook {

enum class JobState { idle, preparing, writing, closing, reading_back, finished, failed, cancelled };
enum class JobEvent { start, prepared, written, closed, compared, no_comparison, cancel, error };

// recording_states.md. nullopt: this cannot happen in this state.
std::optional<JobState> next_state(JobState state, JobEvent event);
std::string_view to_string(JobState state);

struct JobOptions {
    bool simulate = false; // everything but the writing
    bool verify = true;    // read back and compare
    bool eject = false;    // when done
    PhaseProgress progress{};
};

struct JobResult {
    bool simulated = false;
    bool interrupted = false;          // recorded, but not read back to the end
    Comparison comparison;             // verdict not_verified if nothing was compared
    std::string why_not_verified;      // empty unless the verdict is not_verified
    std::vector<std::string> files;    // of the image recorder
    std::vector<std::string> lost;     // what the recorder cannot put on a medium
    std::vector<std::string> warnings; // texts that were changed for the medium
    Disc recorded;                     // the disc as it was laid out
    std::vector<PieceSum> sums;        // of its audio, as it was staged
};

// A job runs once. cancel() and state() may come from any thread; a cancel while the medium is being closed
// waits for that to end, and then skips the comparison.
class RecordJob {
  public:
    RecordJob(Recorder& recorder, const Stash& stash, JobOptions options);

    // Before the first block is written: the stash has tracks and obeys the rules, its audio is whole (S7),
    // the medium is there, blank and large enough.
    //   throws  Errc::no_medium, not_blank, does_not_fit, breaks_rule, corrupt, device, io, cancelled ("...
    //   before
    //           anything was written" or "... the medium is spoilt")
    JobResult run();

    void cancel() { cancel_asked_ = true; }
    JobState state() const { return state_; }

  private:
    void advance(JobEvent event);
    void prepare();
    void write(JobResult& result);
    void compare_with_medium(JobResult& result);
    Progress progress_of(std::string_view phase);

    Recorder& recorder_;
    const Stash& stash_;
    JobOptions options_;
    Disc recorded_;
    std::unique_ptr<BlockSource> audio_; // at the addresses of recorded_
    std::atomic<JobState> state_{JobState::idle};
    std::atomic<bool> cancel_asked_{false};
};

} // namespace redbook
