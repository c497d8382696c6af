#include "redbook/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace redbook {
namespace {

// Hands out jobs in order and keeps the error of the first that failed.
class Jobs {
  public:
    Jobs(size_t count, const std::function<void(size_t)>& job) : job_(job), end_(count) {}

    void run() {
        for (size_t n; (n = next_++) < end_;) {
            try {
                job_(n);
            } catch (...) {
                note_error(n);
            }
        }
    }

    void finish() const {
        if (error_) std::rethrow_exception(error_);
    }

  private:
    void note_error(size_t n) {
        const std::lock_guard lock(mutex_);
        if (n >= end_) return;
        end_ = n;
        error_ = std::current_exception();
    }

    const std::function<void(size_t)>& job_;
    std::atomic<size_t> next_{0}, end_;
    std::mutex mutex_;
    std::exception_ptr error_;
};

} // namespace

int default_threads() { return std::clamp(int(std::thread::hardware_concurrency()), 1, kMostThreads); }

void parallel(size_t count, int threads, const std::function<void(size_t)>& job) {
    Jobs jobs(count, job);
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < std::min(threads, int(count)); ++i) others.emplace_back([&jobs] { jobs.run(); });
        jobs.run();
    }
    jobs.finish();
}

} // namespace redbook
