// Files that hold the CD-TEXT of a disc and nothing else: packs (.cdt), or Sony text sheets (v07t).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/disc/cd_text.h"
#include "redbook/image/album.h"

namespace redbook {

inline constexpr size_t kLargestTextFile = 1 << 20; // bytes

inline constexpr Holds kTextFilesHold{.audio = false,
                                      .first_150 = false,
                                      .pauses = false,
                                      .indexes = false,
                                      .flags = false,
                                      .scms = false,
                                      .remarks = false};

// A file of packs, as CDTEXTFILE of a cue sheet names it. Throws what read_cd_text() throws, and that of
// opening.
CdText open_cdt_file(FileSystem& files, const std::string& path);

// Packs or sheets; the content decides. Throws what read_cd_text() and read_text_sheets() throw.
CdText open_text_file(FileSystem& files, const std::string& path);

// The texts of one or several files, whose languages follow each other; catalogue number and ISRCs of the
// first that has them.
//   throws  Errc::breaks_rule: files for other tracks than the first one's, a ninth language
CdText open_text_files(FileSystem& files, const std::vector<std::string>& paths);

// Such a file as an album: its tracks have no lengths, its audio is null.
Album open_text_album(const std::string& path);

// Whether a file that begins with `head` and is `size` bytes long is one of packs.
bool looks_like_packs(std::string_view head, uint64_t size);

} // namespace redbook
