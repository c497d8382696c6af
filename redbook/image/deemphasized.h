// Pre-emphasis of an album, undone.
#pragma once

#include "redbook/base/export.h"
#include "redbook/image/album.h"

namespace REDBOOK_API redbook {

// Undoes the emphasis of the tracks that have the flag (audio/deemphasis.h) and takes the flag away: in the
// track's pregap and main part, not in silence that the disc describes. The warnings say which tracks.
void deemphasize(Album& album);

} // namespace redbook
