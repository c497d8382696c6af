#include "redbook/image/image_writer.h"

#include "redbook/base/error.h"
#include "redbook/publish/killed_runs.h"

namespace redbook {
namespace {

// What is written takes the place of what a symbolic link leads to, names its files after it, and the link
// stays.
std::string linked_place(FileSystem& files, const std::string& out_path) {
    std::string place = out_path;
    while (place.size() > 1 && place.ends_with('/')) place.pop_back();
    std::string followed = files.follow_links(place);
    return followed == place ? out_path : followed;
}

} // namespace

WrittenImage::WrittenImage(FileSystem& files, const std::string& out_path, const Writer& write)
    : put_right_(redbook::put_right(files, parent_of(out_path))), files_(files), image_(write(files_)) {}

void fit(const Format& format, Fitted& fitted) {
    if (fitted.disc.tracks.empty()) {
        fitted.refused.emplace_back(Errc::bad_value, "there is no track to write");
        return;
    }
    lose_what_is_not_held(fitted, format.holds);
    if (format.changes) format.changes(fitted);
}

std::unique_ptr<WrittenImage> write_image(FileSystem& files, const Format& format, const Disc& disc,
                                          const BlockSource& audio, const std::string& out_path,
                                          const ImageWriteOptions& options) {
    Fitted fitted{disc};
    fit(format, fitted);
    require_fit(fitted, out_path);
    const std::string place = linked_place(files, out_path);
    return std::make_unique<WrittenImage>(files, place, [&](FileSystem& recorded) {
        return format.write({recorded, fitted.disc, audio, place, options});
    });
}

} // namespace redbook
