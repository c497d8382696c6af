#include "redbook/jobs/formats.h"

#include "redbook/jobs/stash_image.h"

namespace redbook {

const Formats& all_formats() {
    static const Formats formats = [] {
        Formats all = image_formats();
        all.push_back(kStashFormat);
        return all;
    }();
    return formats;
}

} // namespace redbook
