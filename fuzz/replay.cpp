// fuzz_replay                      every target on every file of its corpus in tests/data; run it in the root
// of the tree fuzz_replay NAME [PATH...]       one target, on its corpus or on these files and folders
// fuzz_replay --list               the targets
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/target.h"

// Of the sanitizers; null in a build without them.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace redbook {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kLargestInput = 32 * 1024; // bytes; larger files are for other tests

std::string replayed_target, replayed_file;

void name_input() {
    std::fprintf(stderr, "fuzz_replay: %s on %s\n", replayed_target.c_str(), replayed_file.c_str());
}

std::vector<fs::path> files_of(const fs::path& path) {
    if (!fs::is_directory(path)) return {path};
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file() && entry.file_size() <= kLargestInput) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw fs::filesystem_error("cannot be opened", path, std::make_error_code(std::errc::io_error));
    return {std::istreambuf_iterator<char>(in), {}};
}

size_t replay(const FuzzTarget& target, const std::vector<fs::path>& paths) {
    size_t count = 0;
    replayed_target = target.name;
    for (const fs::path& path : paths)
        for (const fs::path& file : files_of(path)) {
            replayed_file = file.string();
            const std::string content = content_of(file);
            run_target(target, as_bytes(content));
            ++count;
        }
    return count;
}

// A target whose corpus is gone would pass without having read anything.
void replay_corpus(const FuzzTarget& target) {
    const size_t count = replay(target, {target.folders.begin(), target.folders.end()});
    if (count == 0) throw std::runtime_error(target.name + ": there is nothing in its corpus");
    std::printf("%s: %zu inputs\n", target.name.c_str(), count);
}

void run(const std::vector<std::string>& arguments) {
    if (arguments.empty()) {
        for (const FuzzTarget& target : fuzz_targets()) replay_corpus(target);
        return;
    }
    if (arguments[0] == "--list") return print_fuzz_targets();
    const FuzzTarget& target = fuzz_target(arguments[0]);
    if (arguments.size() == 1) return replay_corpus(target);
    replay(target, {arguments.begin() + 1, arguments.end()});
}

} // namespace
} // namespace redbook

int main(int argc, char** argv) try {
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(redbook::name_input);
    std::signal(SIGABRT, [](int) { redbook::name_input(); });
    redbook::run({argv + 1, argv + argc});
    return 0;
} catch (const std::exception& e) {
    redbook::name_input();
    std::fprintf(stderr, "fuzz_replay: %s\n", e.what());
    return 1;
}
