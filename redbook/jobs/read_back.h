// Compares an image with what was handed to its writer, before it gets its name.
#pragma once

#include "redbook/check/verify.h"
#include "redbook/disc/album.h"
#include "redbook/image/image_writer.h"
#include "redbook/jobs/formats.h"
#include "redbook/jobs/progress.h"

namespace redbook {

// What was just written, opened again by path. Its Album::damage tells where a byte of its files is not what
// was written, or what the reader has to warn of.
//   throws  Errc::differs where that keeps it from being opened; what open() throws
Album open_written(const WrittenImage& image, const Formats& formats = all_formats());

// Opens the image again by path and compares it with what was handed to the writer, of a format that holds
// `holds`; and each byte of its files with what was written (the item "files").
Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const ProgressCallback& progress, const Formats& formats = all_formats());

} // namespace redbook
