#include "redbook/publish/image_folder.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/publish/killed_runs.h"
#include "redbook/publish/place_lock.h"

namespace redbook {
ImageFolder::ImageFolder(FileSystem& files, const std::string& out,
                         const std::vector<std::string>& data_names, bool force,
                         std::vector<std::string> keep)
    : files_(files), force_(force), keep_(std::move(keep)) {
    places_.push_back(files_.follow_links(out));
    for (const std::string& name : data_names) places_.push_back(join_path(parent_of(places_[0]), name));
    require_free();
    folder_.emplace(files_, places_[0]);
    for (const std::string& place : places_) made_.push_back(join_path(folder_->path(), name_of(place)));
}

ImageFolder::~ImageFolder() {
    if (published_) return;
    for (auto path = placed_.rbegin(); path != placed_.rend(); ++path)
        quietly([&] { files_.remove_file(*path); });
    for (auto i = aside_.rbegin(); i != aside_.rend(); ++i)
        quietly([&] { files_.rename(aside(*i), places_[*i]); });
}

std::vector<std::string> ImageFolder::publish() {
    const std::string parent = parent_of(places_[0]);
    const PlaceLock lock(files_, places_[0]);
    require_free();
    if (places_.size() > 1) {
        write_journal(files_, folder_->path(), made_, places_);
        set_old_aside();
        for (size_t i = 1; i < places_.size(); ++i) place(i);
        files_.sync_folder(parent);
    }
    place(0);
    files_.sync_folder(parent);
    published_ = true;
    folder_->remove();
    return places_;
}

// The sheet first, so that it is never seen without its data or beside those of another.
void ImageFolder::set_old_aside() {
    for (size_t i = 0; i < places_.size(); ++i) {
        if (!files_.status(places_[i])) continue;
        files_.rename(places_[i], aside(i));
        aside_.push_back(i);
        if (i == 0) files_.sync_folder(parent_of(places_[0]));
    }
    if (!aside_.empty() && aside_.back() > 0) files_.sync_folder(parent_of(places_[0]));
}

void ImageFolder::require_free() const {
    for (const std::string& place : places_) {
        if (&place != &places_.front() && files_.follow_links(place) != place)
            throw Error(Errc::exists, place +
                                          ": is a symbolic link, whose file would stay what it is; remove "
                                          "the link or give another name");
        const auto status = files_.status(place);
        if (status && status->kind != FileKind::file)
            throw Error(Errc::exists, place + ": is not a file and is not replaced; give another name");
        if (status && is_one_of(files_, *status, keep_))
            throw Error(Errc::exists, place + ": is what the image is made from; give another name");
        if (status && !force_)
            throw Error(Errc::exists, place + ": is already there; give another name, or replace it",
                        Remedy::replace_output);
    }
}

// A single file takes the place of another in one step, which cannot be taken back.
void ImageFolder::place(size_t i) {
    const bool replaces = files_.status(places_[i]).has_value();
    files_.rename(made_[i], places_[i]);
    if (!replaces) placed_.push_back(places_[i]);
}

} // namespace redbook
