#include "redbook/image/image_folder.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/image/temporary_folder.h"

namespace redbook {

ImageFolder::ImageFolder(FileSystem& files, std::string out, const std::vector<std::string>& data_names,
                         bool force, std::vector<std::string> keep)
    : files_(files), force_(force), keep_(std::move(keep)) {
    places_.push_back(std::move(out));
    for (const std::string& name : data_names) places_.push_back(join_path(parent_of(places_[0]), name));
    require_free();
    folder_ = make_temporary_folder(files_, places_[0]);
    for (const std::string& place : places_) made_.push_back(join_path(folder_, name_of(place)));
}

ImageFolder::~ImageFolder() {
    if (published_) return;
    for (auto path = placed_.rbegin(); path != placed_.rend(); ++path)
        quietly([&] { files_.remove_file(*path); });
    for (const std::string& path : made_)
        quietly([&] {
            if (files_.status(path)) files_.remove_file(path);
        });
    quietly([&] { files_.remove_folder(folder_); });
}

std::vector<std::string> ImageFolder::publish() {
    const std::string parent = parent_of(places_[0]);
    require_free();
    if (files_.status(places_[0])) {
        files_.remove_file(places_[0]);
        files_.sync_folder(parent);
    }
    for (size_t i = 1; i < places_.size(); ++i) place(i);
    files_.sync_folder(parent);
    place(0);
    files_.sync_folder(parent);
    published_ = true;
    quietly([&] { files_.remove_folder(folder_); });
    return places_;
}

void ImageFolder::require_free() const {
    for (const std::string& place : places_) {
        const auto status = files_.status(place);
        if (status && status->kind != FileKind::file)
            throw Error(Errc::exists, place + ": is not a file and is not replaced; give another name");
        if (status && is_one_of(files_, *status, keep_))
            throw Error(Errc::exists, place + ": is what the image is made from; give another name");
        if (status && !force_)
            throw Error(Errc::exists,
                        place + ": is already there; give another name, or replace it with --force");
    }
}

void ImageFolder::place(size_t i) {
    files_.rename(made_[i], places_[i]);
    placed_.push_back(places_[i]);
}

} // namespace redbook
