// The files in tests/data.
#pragma once

#include <string>

namespace redbook::test {

// "cue/good.001.plain.cue" -> its path. "": the folder itself.
std::string data_path(const std::string& name = "");

} // namespace redbook::test
