#include "redbook/image/image_folder.h"

#include <utility>

#include "redbook/base/error.h"

namespace redbook {
namespace {

// Held while an image comes to its name, so that the files of two runs do not mix.
class PlaceLock {
  public:
    PlaceLock(FileSystem& files, const std::string& place)
        : files_(files), path_(join_path(parent_of(place), "." + name_of(place) + ".redbook-lock")) {
        file_ = files_.status(path_) ? files_.open(path_, Access::read_write) : files_.create(path_);
        if (!file_->try_lock())
            throw Error(Errc::in_use, place + ": another run is just giving it its name; run this one again");
    }
    ~PlaceLock() {
        quietly([&] { files_.remove_file(path_); });
    }
    PlaceLock(const PlaceLock&) = delete;
    PlaceLock& operator=(const PlaceLock&) = delete;

  private:
    FileSystem& files_;
    std::string path_;
    std::unique_ptr<File> file_;
};

} // namespace

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
    set_old_aside();
    for (size_t i = 1; i < places_.size(); ++i) place(i);
    files_.sync_folder(parent);
    place(0);
    files_.sync_folder(parent);
    published_ = true;
    folder_->remove();
    return places_;
}

void ImageFolder::set_old_aside() {
    for (size_t i = 0; i < places_.size(); ++i) {
        if (!files_.status(places_[i])) continue;
        files_.rename(places_[i], aside(i));
        aside_.push_back(i);
        if (i == 0) files_.sync_folder(parent_of(places_[0]));
    }
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
            throw Error(Errc::exists,
                        place + ": is already there; give another name, or replace it with --force");
    }
}

void ImageFolder::place(size_t i) {
    files_.rename(made_[i], places_[i]);
    placed_.push_back(places_[i]);
}

} // namespace redbook
