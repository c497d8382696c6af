// The subchannel Q of a disc in a drive, read in whichever way the drive can.
#pragma once

#include <optional>
#include <vector>

#include "redbook/disc/subchannel.h"
#include "redbook/drive/mmc.h"

namespace redbook {

class QReader {
  public:
    // Tries what drives differ in: with or without the audio beside it, raw P to W or Q alone. `at` is a
    // block of the disc's first track. nullopt: in none of the ways does the drive tell what lies there.
    static std::optional<QReader> find(ScsiPort& port, Lba at);

    // The frames of consecutive blocks. Drives are some blocks off, so that a frame counts for the address it
    // tells itself. What cannot be read is missing.
    std::vector<QFrame> read(Lba first, BlockCount count) const;

  private:
    bool read_into(std::vector<QFrame>& frames, Lba first, BlockCount count) const;

    QReader(ScsiPort& port, BlockParts parts) : port_(&port), parts_(parts) {}
    ScsiPort* port_;
    BlockParts parts_;
};

} // namespace redbook
