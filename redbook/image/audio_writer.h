// A disc's audio written into one file, by several threads, or copied without passing through the program.
#pragma once

#include <string>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/base/file.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/transfer.h"

namespace redbook {

// Writes the blocks from `first` to the source's end into `out`, `first` at byte `offset`, and asks for their
// writeback as it goes; syncing is the caller's. What lies in extents and has known sums is copied by
// File::copy_from(); all else is read and written in parallel. Pieces are cut at `cuts`. `out_name` stands in
// sentences.
//   returns  the checksums of what was written, known or made on the way, [first, end) without a hole
//   throws   Errc::disk_full (and how much is missing), io, cancelled, and what the source throws
std::vector<PieceSum> write_audio(File& out, const std::string& out_name, uint64_t offset,
                                  const BlockSource& source, Lba first, const std::vector<Lba>& cuts,
                                  const BlockProgress& progress);

} // namespace redbook
