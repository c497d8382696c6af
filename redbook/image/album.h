// Opens what the user has: files, a folder, a sheet, an image.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/base/text.h"
#include "redbook/disc/album.h"
#include "redbook/image/format.h"

namespace REDBOOK_API redbook {

// What the first block of a cue sheet's files is.
enum class CueOrigin {
    lba_0,    // MSF 00:02:00, as in all but a few sheets
    absolute, // MSF 00:00:00: the files hold the pause that every disc begins with
};

// How albums are opened. What does not apply to a kind of album has no effect (AppliedOptions).
struct AlbumOptions {
    Join join = Join::joined; // lists of files and folders: how they follow each other
    BlockCount pause{0};      // lists of files and folders: silence before every track but the first
    double gain_db = 0;   // of all audio, before it is rounded to 16 bits; 0 leaves 16-bit audio bit for bit
    bool downmix = false; // more than two channels to stereo; without it such a file is refused
    std::optional<Encoding> encoding = std::nullopt; // of sheets; nullopt: what they look like
    bool salvage = false;                            // files that are cut short are taken as far as they go
    bool allow_outside = false; // sheets: files outside the sheet's folder are opened too
    bool embedded = true;       // a single audio file with a cue sheet inside is opened as that sheet
    CueOrigin cue_origin = CueOrigin::lba_0; // cue sheets only
    bool texts_alone = false; // a file of CD-TEXT is an album without audio, of tracks without lengths
    bool unnamed = false;     // an image that was just written: what it gets with its name is not missed
    const Formats* formats = &image_formats(); // those that are known; never null
};

// True for what is an album of its own: a folder, or a file in one of `formats`. Throws what recognize()
// throws.
bool is_whole_album(const std::string& path, const Formats& formats = image_formats());

// One sheet, folder or playlist, or one or more audio files; content decides which. Tags order a folder's
// files (disc number, track number, or side and track of a vinyl record) if all have them, else their names
// in natural order ("2" before "10"). A list keeps its order. Tags fill titles, performers, ISRC and, where
// all agree, album title, album performer and MCN. A folder with a DDPMS is a DDP set. The only cue sheet in
// a folder, or else the only .toc or .ccd, is opened in its place, which the warnings say; of several one
// must be named. A single audio file with a cue sheet inside is opened as that sheet. Codes of zeros mean
// none. Warned of is audio in a folder that is not part of the album, and tracks that are missing by the
// numbers in the tags; a folder that has a broken link, or something other than a file, where an audio file
// should be is refused.
//   throws  Errc::not_found, no_permission, malformed ("disc.cue:4: ..."), unsupported (no audio track, a
//           folder with the files of several discs, a file of CD-TEXT unless texts_alone), breaks_rule (100
//           tracks)
Album open_album(const std::vector<std::string>& sources, const AlbumOptions& options = {});

} // namespace redbook
