// Disks for the tests of how images come to their names.
#pragma once

#include <functional>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "tests/support/crash_files.h"
#include "tests/support/fault_files.h"

namespace redbook::test {

inline std::string content(FileSystem& files, const std::string& path) {
    return read_whole_file(files, path, 1 << 20);
}

inline void make_file(FileSystem& files, const std::string& path, const std::string& text) {
    const auto file = files.create(path);
    file->write_at(0, as_bytes(text));
    file->sync();
}

// Lets every fault strike at every call of run() that it can strike at, each time on a new disk that
// prepare() has filled. After each run see() gets its error, or nothing, and the disk.
inline void for_each_fault(const std::function<void(FileSystem&)>& prepare,
                           const std::function<void(FileSystem&)>& run,
                           const std::function<void(const std::string& error, FileSystem& files)>& see) {
    for (const Fault fault :
         {Fault::full_disk, Fault::io_error, Fault::failed_sync, Fault::failed_rename, Fault::no_permission})
        for (size_t n = 0;; ++n) {
            CrashFiles disk;
            prepare(disk);
            FaultFiles files(disk);
            files.strike(fault, n);
            std::string error;
            try {
                run(files);
            } catch (const Error& e) {
                error = e.what();
            }
            if (!files.has_struck()) break;
            SCOPED_TRACE(fmt::format("fault {} at call {}: {}", int(fault), n, error));
            see(error, disk);
        }
}

} // namespace redbook::test
