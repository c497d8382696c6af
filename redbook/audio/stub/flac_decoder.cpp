// In place of flac_decoder.cpp where libFLAC is missing.
#include "redbook/audio/decoder.h"
#include "redbook/base/error.h"

namespace redbook {

FoundAudio find_flac(const Input& input) {
    throw Error(Errc::unsupported,
                input->path() + ": is FLAC, and this build has no libFLAC; convert it to WAV");
}

} // namespace redbook
