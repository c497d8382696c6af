// FLAC out of CD audio.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "redbook/base/bytes.h"
#include "redbook/disc/units.h"

namespace redbook {

// Puts bytes at an offset of a file that is being made. What it throws comes out of the encoder.
using WriteAt = std::function<void(uint64_t offset, Bytes bytes)>;

// A file of audio in the making. Without finish() it is not whole.
class Encoder {
  public:
    virtual ~Encoder() = default;

    // Whole stereo samples of 4 bytes: 16-bit little-endian, left/right interleaved, 44.1 kHz.
    virtual void append(Bytes samples) = 0;

    // Writes what is held back, and the header anew. Nothing is appended after it.
    virtual void finish() = 0;
};

// Compression level 5, with the MD5 of the audio. `count`: what will be appended. `tags`: Vorbis comments,
// valid UTF-8, in this order.
//   throws  Errc::bad_value (a tag that FLAC cannot hold), unsupported (a build without libFLAC)
std::unique_ptr<Encoder> make_flac_encoder(WriteAt write, SampleCount count,
                                           const std::map<std::string, std::string>& tags);

} // namespace redbook
