// The files in tests/data.
#pragma once

#include <string>

namespace redbook::test {

// "cue/good.001.plain.cue" -> its path. "": the folder itself.
std::string data_path(const std::string& name = "");

// A folder of the build, for the audio files that other programs have made (audio_maker.h).
std::string made_audio_folder();

} // namespace redbook::test
