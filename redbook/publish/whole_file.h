// A file beside other work, a page or a report: it appears whole or not at all, and never replaces what it is
// about.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "redbook/publish/image_folder.h"

namespace redbook {

class WholeFile {
  public:
    // Before the work begins: the place must be free, or `force` given, and is not one of `sources`.
    //   throws  Errc::exists, not_found, no_permission, disk_full, io
    WholeFile(const std::string& place, bool force, std::vector<std::string> sources);

    // Inside a folder that another is making, which gets its name with all that is in it.
    explicit WholeFile(std::string place) : place_(std::move(place)) {}

    const std::string& place() const { return place_; }
    bool is_inside() const { return folder_ == nullptr; }

    // The bytes are on the disk and were read back, but do not have their name. A file inside a folder is in
    // `made`, the folder in the making.
    //   throws  Errc::disk_full, io
    void prepare(const std::string& bytes, const std::string& made = "");

    // What was prepared gets its name. Returns its path.
    //   throws  Errc::exists, in_use, io
    std::string publish() { return folder_ ? folder_->publish().front() : place_; }

    std::string write(const std::string& bytes) { // both
        prepare(bytes);
        return publish();
    }

  private:
    std::string place_;
    std::unique_ptr<ImageFolder> folder_; // null: inside another
};

} // namespace redbook
