// The files that an album's tracks come from: are they what they were?
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "redbook/base/file.h"
#include "redbook/disc/disc.h"

namespace redbook {

// CRC-32 of files' bytes, each read once.
class FileSums {
  public:
    explicit FileSums(FileSystem& files) : files_(files) {}
    uint32_t of(const std::string& path);

  private:
    FileSystem& files_;
    std::map<std::string, uint32_t> sums_;
};

// Name, size and time tell that a file is what it was; where the time alone differs, its checksum does. The
// folder may be another.
bool is_same_source(const SourceFile& then, const SourceFile& now, FileSums& sums);

// Throws Errc::source_changed if a file that a track comes from is not what it was when the album was opened.
// `doing` is what was done meanwhile: "staged".
void require_unchanged(FileSystem& files, const Track& track, std::string_view doing);

} // namespace redbook
