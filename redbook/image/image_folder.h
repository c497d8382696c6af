// The files of an image in the making, in a temporary folder beside their place, and how they come to their
// names (S5).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/base/file.h"

namespace redbook {

class ImageFolder {
  public:
    // `out` is the sheet's path, `data_names` are the files beside it. Makes the folder
    // ".NAME.redbook-XXXXXX".
    // `keep` are files that are never replaced.
    //   throws  Errc::exists (a file is there, and not force, or is one of `keep`), not_found (no such
    //   folder), no_permission, disk_full, io
    ImageFolder(FileSystem& files, std::string out, const std::vector<std::string>& data_names, bool force,
                std::vector<std::string> keep = {});

    // Without publish() nothing is left of it.
    ~ImageFolder();
    ImageFolder(const ImageFolder&) = delete;
    ImageFolder& operator=(const ImageFolder&) = delete;

    const std::string& sheet_path() const { return made_.front(); }    // in the temporary folder
    const std::string& sheet_place() const { return places_.front(); } // where they will be
    const std::string& data_place(size_t i) const { return places_[i + 1]; }

    std::unique_ptr<File> create_sheet() { return files_.create(made_.front()); }
    std::unique_ptr<File> create_data(size_t i) { return files_.create(made_[i + 1]); }

    // All files are synced and closed. Data files take their names, the folder is synced, then the sheet
    // takes its name: the commit point. With force an old sheet is taken away first, so that it never stands
    // beside new data. If it fails there is no sheet. Returns the files' paths, the sheet first.
    std::vector<std::string> publish();

  private:
    void require_free() const;
    void place(size_t i);

    FileSystem& files_;
    bool force_;
    std::vector<std::string> keep_;
    std::string folder_;              // temporary
    std::vector<std::string> made_;   // paths in it, the sheet first
    std::vector<std::string> places_; // paths to be, in the same order
    std::vector<std::string> placed_; // those of `places_` that are taken, in the order it happened
    bool published_ = false;
};

} // namespace redbook
