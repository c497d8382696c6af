// A recorder that is a folder: a virtual CD-R of a chosen capacity. What is recorded becomes disc-001.cue and
// its data, disc-002.cue, ... A medium is blank, then written; after accept() or eject() a fresh blank lies
// in it.
#pragma once

#include <memory>
#include <string>

#include "redbook/drive/recorder.h"
#include "redbook/image/image_writer.h"

namespace redbook {

struct ImageRecorderSettings {
    std::string folder; // must exist
    BlockCount capacity;
    std::string format = "cue+bin"; // a name of image_formats()
};

// Throws Errc::not_found (the folder), bad_value (the format).
std::unique_ptr<Recorder> make_image_recorder(const ImageRecorderSettings& settings);

} // namespace redbook
