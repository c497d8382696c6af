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

    // Its path, once the text lies there and was read back.
    //   throws  Errc::exists, in_use, disk_full, io
    std::string write(const std::string& text);

  private:
    ImageFolder folder_;
};

// "Redbook 0.1.0", and now: what stands on a page.
std::string made_by();
int64_t now_ns();

} // namespace redbook::cli
