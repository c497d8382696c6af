// Independent jobs on a few threads.
#pragma once

#include <cstddef>
#include <functional>

namespace redbook {

inline constexpr int kMostThreads = 8;

// One a processor, at most 8.
int default_threads();

// Calls job(0) .. job(count - 1), each once, from up to `threads` threads (the caller's is one), in any
// order. After a job has thrown, those after it are not begun; when all have ended, the error of the first
// of them is thrown.
void parallel(size_t count, int threads, const std::function<void(size_t)>& job);

} // namespace redbook
