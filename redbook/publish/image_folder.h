// The files of an image in the making, in a temporary folder beside their place, and how they come to their
// names (S5).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/publish/temporary_folder.h"

namespace redbook {

class ImageFolder {
  public:
    // `out` is the sheet's path, or a symbolic link that leads there; `data_names` are the files beside it.
    // Makes a TemporaryFolder. `keep` are files that are never replaced.
    //   throws  Errc::exists (a file is there, and not force, or is one of `keep`), not_found (no such
    //   folder), no_permission, disk_full, io
    ImageFolder(FileSystem& files, const std::string& out, const std::vector<std::string>& data_names,
                bool force, std::vector<std::string> keep = {});

    // Without publish() nothing is left of it, and an image that was there stands again, unless it is a
    // single file that was renamed over.
    ~ImageFolder();
    ImageFolder(const ImageFolder&) = delete;
    ImageFolder& operator=(const ImageFolder&) = delete;

    const std::string& sheet_path() const { return made_.front(); }    // in the temporary folder
    const std::string& sheet_place() const { return places_.front(); } // where they will be
    const std::string& data_place(size_t i) const { return places_[i + 1]; }

    std::unique_ptr<File> create_sheet() { return files_.create(made_.front()); }
    std::unique_ptr<File> create_data(size_t i) { return files_.create(made_[i + 1]); }

    // All files are synced and closed. A single file is renamed over an old one. Of several, with force, an
    // old image is set aside first, its sheet before its data, so that no sheet ever stands beside data of
    // another. Then data files take their names, the folder is synced, and the sheet takes its name: the
    // commit point. A run that is killed before leaves a journal by which the next one takes it all back
    // (killed_runs.h). Of two runs for one place only one is here at a time. Returns the files' paths, the
    // sheet first.
    //   throws  Errc::in_use (another run is here), exists (another run was faster), io
    std::vector<std::string> publish();

  private:
    void require_free() const;
    void set_old_aside();
    void place(size_t i);
    std::string aside(size_t i) const { return made_[i] + std::string(TemporaryFolder::kAside); }

    FileSystem& files_;
    bool force_;
    std::vector<std::string> keep_;
    std::vector<std::string> places_; // paths to be, the sheet first
    std::vector<std::string> made_;   // paths in the temporary folder, in the same order
    std::vector<size_t> aside_; // positions of what was there and is set aside, in the order it happened
    std::vector<std::string> placed_; // those of `places_` that are taken, in the order it happened
    bool published_ = false;
    std::optional<TemporaryFolder> folder_;
};

} // namespace redbook
