// In place of ffmpeg_decoder.cpp where FFmpeg is missing.
#include "redbook/audio/decoder.h"
#include "redbook/base/error.h"

namespace redbook {

FoundAudio find_with_ffmpeg(const Input& input, bool) {
    throw Error(
        Errc::unsupported,
        input->path() +
            ": is neither FLAC nor plain WAV, and this build has no FFmpeg; convert it to FLAC or WAV");
}

std::vector<std::pair<std::string, std::string>> tags_with_ffmpeg(const Input&) { return {}; }

} // namespace redbook
