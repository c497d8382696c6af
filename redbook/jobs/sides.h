// Albums in a comparison, and what cannot be compared as it was not read.
#pragma once

#include <string>
#include <vector>

#include "redbook/check/verify.h"
#include "redbook/disc/album.h"

namespace redbook {

// What was not read of an album's audio so far.
struct NotRead {
    bool any = false;   // more than Album::accepted_edge: a copy of it is not whole
    SampleCount edge{}; // samples at the edges that a drive, which is off by some, did not return
};
NotRead not_read(const Album& album);

// The album as one side of a comparison, called `name`; it must outlive the side.
Side side_of(const std::string& name, const Album& album);

// Where an album's files lack audio (Album::missing), what was compared is not all there should be: the item
// of the last track of `disc` from such a file becomes not checkable, and the verdict not verified, if
// nothing differs.
void leave_unverified(Comparison& comparison, const std::vector<MissingFromFile>& missing, const Disc& disc);

} // namespace redbook
