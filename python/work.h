// Work that takes its time runs in a thread of its own, without the GIL. The thread that called waits for it: it
// calls what Python code wants to be called, and notices Ctrl-C, which Python delivers to the main thread only.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include <pybind11/pybind11.h>

#include "redbook/redbook.h"

namespace redbook::python {
namespace py = pybind11;

// The thread that called. An exception raised there cancels the work, and is raised again when that has ended.
class Caller {
  public:
    // Runs `work` to its end. Needs the GIL, and releases it meanwhile.
    //   throws  what Python code raised, else what the work throws
    void wait_for(const std::function<void()>& work);

    // The rest is for the work, from any of its threads.

    // Calls `what` with the GIL, in the thread that called. False: cancelled.
    bool ask(const std::function<bool()>& what);

    // Calls the function, or nothing if it is None, at most 50 times a second, but for the beginning and the end
    // of each phase. False: it returned False, or something was raised.
    ProgressCallback progress(const py::object& function);

  private:
    bool answer_in_python(const std::function<bool()>* what);
    bool is_due(const Progress& progress);

    std::mutex mutex_;
    std::condition_variable changed_;
    const std::function<bool()>* asked_ = nullptr;
    bool answer_ = true, done_ = false;
    std::atomic<bool> cancelled_ = false;
    std::exception_ptr raised_;
    std::optional<Phase> last_phase_;
    std::chrono::steady_clock::time_point last_time_;
};

// What `work` returns, done as wait_for() says.
template <class F>
auto run(F&& work) {
    Caller caller;
    std::optional<decltype(work(caller))> result;
    caller.wait_for([&] { result.emplace(work(caller)); });
    return std::move(*result);
}

} // namespace redbook::python
