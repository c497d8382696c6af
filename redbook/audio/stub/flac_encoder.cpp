// In place of flac_encoder.cpp where libFLAC is missing.
#include "redbook/audio/flac_encoder.h"
#include "redbook/base/error.h"

namespace redbook {

std::unique_ptr<Encoder> make_flac_encoder(WriteAt, SampleCount, const std::map<std::string, std::string>&) {
    throw Error(Errc::unsupported, "this build has no libFLAC and writes no FLAC; choose WAV");
}

} // namespace redbook
