// A folder of files in the making, under a temporary name beside its place, and how it comes to its name
// (S5).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/publish/temporary_folder.h"

namespace redbook {

// The files of a folder of one kind. Force replaces a folder only if it holds nothing else.
struct FolderFiles {
    std::vector<std::string> names;
    bool (*is_one)(std::string_view name); // whether a folder of this kind has files of such names
    std::string_view one;                  // "a track's file": for sentences
    std::vector<std::string> side{};       // names of files that others put beside them
};

class WholeFolder {
  public:
    // `out` is where the folder will be ("out" or "out/"), or a symbolic link that leads there. `keep` are
    // files that are never replaced.
    //   throws  Errc::bad_value (no name), exists (something is there, and not force; or it is no folder, or
    //           holds what is_one() does not know, or one of `keep`), not_found (no folder around it),
    //           no_permission, disk_full, io
    WholeFolder(FileSystem& files, std::string out, FolderFiles content, bool force,
                std::vector<std::string> keep = {});

    // Without publish() nothing is left of it, and a folder that was there stands again.
    ~WholeFolder();
    WholeFolder(const WholeFolder&) = delete;
    WholeFolder& operator=(const WholeFolder&) = delete;

    const std::string& path() const { return folder_->path(); } // temporary
    std::string place(size_t i) const { return join_path(out_, content_.names[i]); }

    // The i-th file, from any thread.
    std::unique_ptr<File> create(size_t i) const {
        return files_.create(join_path(path(), content_.names[i]));
    }

    // The same, to be read.
    std::unique_ptr<File> open(size_t i) const {
        return files_.open(join_path(path(), content_.names[i]), Access::read);
    }

    // All files are made, synced and closed: brings their names to the disk.
    void sync() { files_.sync_folder(path()); }

    // The folder takes its name: the commit point. With force an old one is renamed away first, to
    // aside(), and removed when the new one is on the disk; a run that is killed between the two leaves none
    // of the name, and the next one restores it (killed_runs.h). Returns the folder's path, then those of its
    // files.
    std::vector<std::string> publish();

  private:
    void require_free() const;
    std::string aside() const { return path() + std::string(TemporaryFolder::kAside); }

    FileSystem& files_;
    const std::string out_;
    const FolderFiles content_;
    const bool force_;
    const std::vector<std::string> keep_;
    bool set_aside_ = false; // what was at out_ is at aside()
    bool placed_ = false;    // what was at path() is at out_
    bool published_ = false;
    std::optional<TemporaryFolder> folder_;
};

} // namespace redbook
