#include "tests/support/test_data.h"

namespace redbook::test {

std::string data_path(const std::string& name) {
    const std::string folder = TEST_DATA;
    return name.empty() ? folder : folder + "/" + name;
}

std::string made_audio_folder() { return MADE_AUDIO; }

} // namespace redbook::test
