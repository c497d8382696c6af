// CloneCD's .sub: the subchannels of every block from LBA 0 on, 96 bytes each, linear.
#pragma once

#include <memory>
#include <string>

#include "redbook/base/file.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/relocated.h"
#include "redbook/disc/subchannel.h"
#include "redbook/disc/subchannel_source.h"

namespace redbook {

// Writes the disc's blocks from LBA 0 to the lead-out; syncing is the caller's. `out_name` stands in
// sentences.
//   throws  Errc::disk_full (and how much is missing), io
void write_sub_file(File& out, const std::string& out_name, const Disc& disc);

// The blocks from LBA 0 to `end` of the file. Throws Errc::not_found, no_permission, io.
std::unique_ptr<SubchannelSource> open_sub_file(const std::string& path, Lba end);

// The blocks of the audio that was moved, up to `end`, with the addresses that they have now in Q. Blocks with a
// wrong checksum, or another address than their own, are unchanged. nullptr: the audio is in several places, with
// pauses between them that are not stored.
std::unique_ptr<SubchannelSource> move_subchannel(std::unique_ptr<SubchannelSource> whole,
                                                  const std::vector<Move>& moves, Lba end);

// What Q of all its blocks says.
QFacts facts_in(const SubchannelSource& source);

} // namespace redbook
