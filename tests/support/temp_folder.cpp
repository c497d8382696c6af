#include "tests/support/temp_folder.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace redbook::test {
namespace {

// A std::string is in the system's code page on Windows; ours are UTF-8.
std::filesystem::path path_of(const std::string& utf8) { return {std::u8string(utf8.begin(), utf8.end())}; }

} // namespace

TempFolder::TempFolder() {
    std::random_device random;
    std::filesystem::path path;
    do path = std::filesystem::temp_directory_path() / fmt::format("redbook-test-{:08x}", random());
    while (!std::filesystem::create_directory(path));
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    const std::u8string utf8 = path.generic_u8string(); // slashes on Windows too, as operator/ has them
    path_.assign(utf8.begin(), utf8.end());
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_of(path_), ignored);
}

std::string read_file(const std::string& path) {
    std::ifstream in(path_of(path), std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream out(path_of(path), std::ios::binary);
    out << content;
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

} // namespace redbook::test
