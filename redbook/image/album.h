// What the user has, opened: files, a folder, a sheet, an image. Yields the pair everything else works on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/subchannel_source.h"

namespace redbook {

struct Album {
    std::string kind; // "audio files", "folder of audio files", "CUE sheet", "cdrdao TOC", "CloneCD image":
                      // for people
    std::string path; // what was opened; of a list of files, the first
    Disc disc;        // with Track::source filled in (crc still 0)
    std::unique_ptr<BlockSource> audio;           // disc's blocks
    std::unique_ptr<SubchannelSource> subchannel; // what is stored of it; null: nothing
    Holds holds;                                  // what its format could tell at all
    std::vector<std::string> files;               // every file it is made of, sheets included, in order
    std::vector<std::string> warnings;            // sentences: what was assumed, what is not exact
    std::vector<std::string> contradictions; // those of them that say where the album tells one thing twice,
                                             // not alike
};

struct AlbumOptions {
    Join join = Join::joined; // lists of files and folders: how they follow each other
    BlockCount pause{0};      // lists of files and folders: silence in front of every track but the first
    double gain_db = 0;
    bool downmix = false;
};

// True for what is an album of its own: a folder or a sheet. Throws what open_album() throws.
bool is_whole_album(const std::string& path);

// One sheet or folder, or one or more audio files; content decides which. Tags order a folder's files (disc
// number, track number) if all have them, else their names in natural order ("2" before "10"). A list keeps
// its order. Tags fill titles, performers, ISRC and, where all agree, album title, album performer and MCN.
// The only cue sheet in a folder, or else the only .toc or .ccd, is opened in its place, which the warnings
// say; of several one must be named.
//   throws  Errc::not_found, no_permission, malformed ("disc.cue:4: ..."), unsupported, breaks_rule (100
//   tracks)
Album open_album(const std::vector<std::string>& sources, const AlbumOptions& options = {});

} // namespace redbook
