// What an image is made in before it gets its name (S5), and what killed runs left of such.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {

// ".NAME.redbook-XXXXXX" beside the place of an image, and a locked file beside it,
// ".NAME.redbook-XXXXXX.lock", which says that a run is using it.
class TemporaryFolder {
  public:
    // What stood in the place of a file or folder is called so, beside what takes its name, until that is
    // done.
    static constexpr std::string_view kAside = ".redbook-old";

    // Of its name.
    static constexpr std::string_view kMark = ".redbook-", kLock = ".lock",
                                      kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    static constexpr size_t kLength = 6; // letters that make it unique

    // Makes it in the folder where `place` will be. First puts right what killed runs left there
    // (killed_runs.h).
    //   throws  Errc::not_found (no such folder), bad_value (a name that is too long), no_permission,
    //           disk_full, io; the sentence begins with `place` where it or the folder around it is to blame
    TemporaryFolder(FileSystem& files, const std::string& place);
    ~TemporaryFolder() { remove(); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }

    // Removes it with the files in it, and what is set aside, then what killed runs left. Where something is
    // set aside and its place is empty, all is left as it is: it may be the only one. What cannot be removed
    // is left to the next run.
    void remove() noexcept;

  private:
    bool claim();

    FileSystem& files_;
    const std::string place_;
    std::string path_;
    std::unique_ptr<File> lock_;
};

// While unwinding there is nobody to tell that a temporary file could not be removed.
template <class F>
void quietly(F&& body) noexcept {
    try {
        body();
    } catch (const Error&) {}
}

} // namespace redbook
