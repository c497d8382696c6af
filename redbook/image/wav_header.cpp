#include "redbook/image/wav_header.h"

#include <cassert>

#include "redbook/base/bytes.h"
#include "redbook/disc/units.h"

namespace redbook {

std::vector<std::byte> wav_header(uint64_t data_bytes, size_t header_bytes) {
    assert(data_bytes + header_bytes <= UINT32_MAX);
    std::vector<std::byte> header(header_bytes);
    BytesWriter w(header);
    w.text("RIFF")                                     //  0
        .le32(uint32_t(header_bytes - 8 + data_bytes)) //  4 bytes that follow
        .text("WAVE")                                  //  8
        .text("fmt ")                                  // 12
        .le32(16)                                      // 16 bytes of this chunk
        .le16(1)                                       // 20 PCM
        .le16(2)                                       // 22 channels
        .le32(kSampleRate)                             // 24
        .le32(kSampleRate * kSampleBytes)              // 28 bytes a second
        .le16(kSampleBytes)                            // 32 bytes a stereo sample
        .le16(16);                                     // 34 bits
    if (header_bytes > kWavHeaderBytes)
        w.text("JUNK")                         // 36
            .le32(uint32_t(header_bytes - 52)) // 40
            .zeros(header_bytes - 52);         // 44
    w.text("data").le32(uint32_t(data_bytes)); // the last 8 bytes
    assert(w.full());
    return header;
}

} // namespace redbook
