// Held while an image comes to its name, or is put right under it, so that the files of two runs do not mix.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "redbook/base/file.h"

namespace redbook {

class PlaceLock {
  public:
    // Throws Errc::in_use if another run has it; no_permission, io.
    PlaceLock(FileSystem& files, const std::string& place);
    ~PlaceLock();
    PlaceLock(const PlaceLock&) = delete;
    PlaceLock& operator=(const PlaceLock&) = delete;

    // ".disc.cue.redbook-lock", the name of its file: "disc.cue". nullopt: not such a name.
    static std::optional<std::string> place_in(std::string_view name);

  private:
    FileSystem& files_;
    std::string path_;
    std::unique_ptr<File> file_;
};

} // namespace redbook
