#include "python/work.h"

#include <thread>

namespace redbook::python {
namespace {

constexpr auto kSignalsEvery = std::chrono::milliseconds(50);
constexpr auto kProgressEvery = std::chrono::milliseconds(20);

} // namespace

void Caller::wait_for(const std::function<void()>& work) {
    std::exception_ptr failed;
    {
        const py::gil_scoped_release without_gil;
        std::thread worker([&] {
            try {
                work();
            } catch (...) {
                failed = std::current_exception();
            }
            const std::lock_guard lock(mutex_);
            done_ = true;
            changed_.notify_all();
        });
        std::unique_lock lock(mutex_);
        while (!done_) {
            changed_.wait_for(lock, kSignalsEvery, [&] { return done_ || asked_; });
            if (done_) break;
            const auto* const what = asked_;
            lock.unlock();
            const bool answer = answer_in_python(what);
            lock.lock();
            if (!what) continue;
            asked_ = nullptr;
            answer_ = answer;
            changed_.notify_all();
        }
        lock.unlock();
        worker.join();
    }
    if (raised_) std::rethrow_exception(raised_);
    if (failed) std::rethrow_exception(failed);
}

// The first exception counts; after it nothing more is called.
bool Caller::answer_in_python(const std::function<bool()>* what) {
    if (cancelled_) return false;
    const py::gil_scoped_acquire with_gil;
    try {
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (what && !(*what)()) cancelled_ = true;
    } catch (...) {
        raised_ = std::current_exception();
        cancelled_ = true;
    }
    return !cancelled_;
}

bool Caller::ask(const std::function<bool()>& what) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !asked_; });
    if (cancelled_) return false;
    asked_ = &what;
    changed_.notify_all();
    changed_.wait(lock, [&] { return asked_ != &what; });
    return answer_;
}

bool Caller::is_due(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (progress.phase == last_phase_ && progress.done != progress.total && now - last_time_ < kProgressEvery)
        return false;
    last_phase_ = progress.phase;
    last_time_ = now;
    return true;
}

ProgressCallback Caller::progress(const py::object& function) {
    if (function.is_none()) return [this](const Progress&) { return !cancelled_; };
    return [this, wanted = function.ptr()](const Progress& progress) {
        if (cancelled_ || !is_due(progress)) return !cancelled_;
        return ask([&] { return !py::handle(wanted)(progress).is(py::handle(Py_False)); });
    };
}

} // namespace redbook::python
