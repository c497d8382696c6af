// A stash file in the hands of its one writer: how it comes to its name, is locked and mended, and how its
// catalogue changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/stage/catalogue.h"

namespace redbook {

class StashFile {
  public:
    // Locks the file, brings what was found in it, and its name, to the disk and mends its slots. Throws
    // Errc::in_use, and what find_catalogue() throws; corrupt also if audio is missing at its end.
    static StashFile open(FileSystem& files, const std::string& path);

    File& file() { return *file_; }
    const Catalogue& catalogue() const { return catalogue_; }
    const std::vector<std::string>& warnings() const { return warnings_; }

    // Makes `next` the truth, as the next generation (S2). What it names is on the disk before (S1). False:
    // there was no room for it, and nothing has changed. After any exception the file must be opened again
    // (S4).
    bool commit(Catalogue next);

  private:
    StashFile(FileSystem& files, std::unique_ptr<File> file);
    void mend(size_t slot);

    std::unique_ptr<File> file_;
    Catalogue catalogue_;
    std::vector<std::string> warnings_;
    size_t used_ = 0; // bytes from the beginning of a slot that may be other than zero
};

// A stash in the making, under a temporary name beside the file that `path` leads to (S5). Without
// take_name() it goes away again.
class NewStashFile {
  public:
    // Throws Errc::in_use if another program is making one there.
    NewStashFile(FileSystem& files, const std::string& path);
    NewStashFile(const NewStashFile&) = delete;
    NewStashFile& operator=(const NewStashFile&) = delete;
    ~NewStashFile();

    // Writes all of it: the slots, and the audio of the catalogue's tracks from `old`, if there are any.
    // Throws Errc::disk_full
    void write(const Catalogue& catalogue, const File* old = nullptr);

    // Brings it to the disk and gives it its name; open() brings that to the disk.
    void take_name();

  private:
    FileSystem& files_;
    std::string path_, place_, temporary_; // place_: where the links of path_ lead
    std::unique_ptr<File> file_;
};

[[noreturn]] void fail_in_use(const std::string& path);

} // namespace redbook
