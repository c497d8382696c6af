#include "tests/support/test_data.h"

namespace redbook::test {

std::string data_path(const std::string& name) {
    const std::string folder = TEST_DATA;
    return name.empty() ? folder : folder + "/" + name;
}

} // namespace redbook::test
