// A page or a report that a command leaves beside its work, or inside the folder that it writes: it comes to
// its name whole, and never in the place of something that it is about.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "redbook/publish/image_folder.h"

namespace redbook::cli {

class PageFile {
  public:
    // Before the work begins: the place must be free, or `force` given, and is not one of `sources`.
    //   throws  Errc::exists, not_found, no_permission, disk_full, io
    PageFile(const std::string& place, bool force, std::vector<std::string> sources);

    // Inside a folder that another is making, which gets its name with all that is in it.
    explicit PageFile(std::string place) : place_(std::move(place)) {}

    const std::string& place() const { return place_; }
    bool is_inside() const { return folder_ == nullptr; }

    // The text is on the disk and was read back, but does not have its name. A page inside a folder is in
    // `made`, the folder in the making.
    //   throws  Errc::disk_full, io
    void prepare(const std::string& text, const std::string& made = "");

    // What was prepared gets its name. Returns its path.
    //   throws  Errc::exists, in_use, io
    std::string publish() { return folder_ ? folder_->publish().front() : place_; }

    std::string write(const std::string& text) { // both
        prepare(text);
        return publish();
    }

  private:
    std::string place_;
    std::unique_ptr<ImageFolder> folder_; // null: inside another
};

// "Redbook 0.1.0", and now: what stands on a page.
std::string made_by();
int64_t now_ns();

} // namespace redbook::cli
