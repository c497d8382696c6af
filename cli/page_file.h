// A page or a report that a command leaves beside its work: it comes to its name whole, and never in the
// place of something that it tells of.
#pragma once

#include <string>
#include <vector>

#include "redbook/image/image_folder.h"

namespace redbook::cli {

class PageFile {
  public:
    // Before the work begins: the place must be free, or `force` given, and is not one of `sources`.
    //   throws  Errc::exists, not_found, no_permission, disk_full, io
    PageFile(const std::string& place, bool force, std::vector<std::string> sources);

    // The text is on the disk and was read back, but does not have its name.
    //   throws  Errc::disk_full, io
    void prepare(const std::string& text);

    // What was prepared gets its name. Returns its path.
    //   throws  Errc::exists, in_use, io
    std::string publish() { return folder_.publish().front(); }

    std::string write(const std::string& text) { // both
        prepare(text);
        return publish();
    }

  private:
    ImageFolder folder_;
};

// "Redbook 0.1.0", and now: what stands on a page.
std::string made_by();
int64_t now_ns();

} // namespace redbook::cli
