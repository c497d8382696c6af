// Stored subchannels by address: what was read off a disc, or lies beside an image's audio.
#pragma once

#include <cstddef>
#include <span>

#include "redbook/base/export.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// The stored subchannel of a disc, P to W.
class SubchannelSource {
  public:
    virtual ~SubchannelSource() = default;

    // Blocks 0 .. end()-1 are stored.
    virtual Lba end() const = 0;

    // Consecutive blocks, 96 bytes each, linear (subchannel.h). From any thread. Throws Errc::malformed, io.
    virtual void read(Lba first, std::span<std::byte> out) const = 0;
};

} // namespace redbook
