// A disc in a drive, opened: the pair that everything else works on.
#pragma once

#include <memory>
#include <string>

#include "redbook/disc/album.h"
#include "redbook/drive/disc_source.h"

namespace redbook {

// Waits for the disc, and reads all that it says: table of contents, indexes, flags, MCN, ISRC, CD-TEXT. Its
// audio is read when it is asked for. Album::kind is "audio disc", Album::path the drive's. Pauses are
// pregaps, since only the audio tells whether they are silent. Of several sessions the first one is opened,
// which the warnings say if there is audio in others; data tracks are in Disc::data. What the drive cannot
// tell is not in Album::holds.
//   throws  Errc::no_medium; device (the disc is blank, or not closed, or cannot be read); unsupported (no
//           audio track); bad_value (the read offset)
Album read_disc(std::shared_ptr<ScsiPort> port, const DiscReadOptions& options = {});

// The same of the drive with that name; throws what open_scsi_port() throws, too.
Album open_disc(const std::string& path, const DiscReadOptions& options = {});

} // namespace redbook
