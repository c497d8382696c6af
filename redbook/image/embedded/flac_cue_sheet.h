// FLAC's CUESHEET block (RFC 9639, 8.7), as a cue sheet.
//
//   block   128 MCN, NULs after; 8 lead-in in samples; 1 bit "of a CD", else reserved (259 bytes); 1 number
//           of tracks; then the tracks, the last of which is the lead-out
//   track   8 offset in samples; 1 number; 12 ISRC or NULs; 1 bit not audio, 1 bit pre-emphasis, else
//           reserved (14 bytes); 1 number of index points; then these
//   index   8 offset in samples from its track's; 1 number; 3 reserved
#pragma once

#include <string>

#include "redbook/base/bytes.h"
#include "redbook/image/cue/cue_syntax.h"

namespace redbook {

// The block of the file `path`, whose audio has `rate` samples a second and at 44.1 kHz `length` samples. The
// sheet's one file is `path`; nothing in it has a line. A lead-in of more than two seconds is the first
// track's PREGAP. A place inside a block of the disc moves down to the block's start, which the warnings say.
//   throws  Errc::malformed, unsupported (no audio track), breaks_rule (100 tracks):
//           "a.flac: CUESHEET block: ..."
CueSheet parse_flac_cue_sheet(const std::string& path, Bytes block, int rate, SampleCount length);

} // namespace redbook
