#include "redbook/publish/whole_folder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    const std::string name = name_of(path);
    if (name.empty() || name == "." || name == "..")
        throw Error(Errc::bad_value, path + ": is not the name of a new folder; give one");
    return path;
}

} // namespace

WholeFolder::WholeFolder(FileSystem& files, std::string out, FolderFiles content, bool force,
                         std::vector<std::string> keep)
    : files_(files),
      out_(files.follow_links(without_slashes(std::move(out)))),
      content_(std::move(content)),
      force_(force),
      keep_(std::move(keep)) {
    require_free();
    folder_.emplace(files_, out_);
}

WholeFolder::~WholeFolder() {
    if (published_) return;
    if (placed_) quietly([&] { files_.rename(out_, path()); });
    if (set_aside_) quietly([&] { files_.rename(aside(), out_); });
}

std::vector<std::string> WholeFolder::publish() {
    require_free();
    if (files_.status(out_)) {
        files_.sync_folder(parent_of(out_)); // the next run must know what is set aside
        files_.rename(out_, aside());
        set_aside_ = true;
    }
    files_.rename(path(), out_);
    placed_ = true;
    files_.sync_folder(parent_of(out_));
    published_ = true;
    folder_->remove();
    std::vector<std::string> paths{out_};
    for (size_t i = 0; i < content_.names.size(); ++i) paths.push_back(place(i));
    return paths;
}

void WholeFolder::require_free() const {
    const auto status = files_.status(out_);
    if (!status) return;
    if (!force_)
        throw Error(Errc::exists, out_ + ": is already there; give another name, or replace it",
                    Remedy::replace_output);
    if (status->kind != FileKind::folder)
        throw Error(Errc::exists, out_ + ": is not a folder and is not replaced; give another name");
    for (const std::string& name : files_.list(out_)) {
        const auto inside = files_.status(join_path(out_, name));
        const bool is_ours =
            content_.is_one(name) || std::ranges::find(content_.side, name) != content_.side.end();
        if (!is_ours || !inside || inside->kind != FileKind::file)
            throw Error(Errc::exists,
                        fmt::format("{}: holds '{}', which is not {}, so the folder is not replaced; give "
                                    "another name",
                                    out_, name, content_.one));
        if (is_one_of(files_, *inside, keep_))
            throw Error(Errc::exists,
                        join_path(out_, name) + ": is what the image is made from; give another name");
    }
}

} // namespace redbook
