// Writes the manual pages and the completion scripts, when redbook is built: redbook-manual PAGES OUT DATE VERSION
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "manual/completion.h"
#include "manual/page.h"
#include "redbook/base/error.h"

namespace redbook::manual {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw Error(Errc::io, path.string() + ": cannot be read");
    return text.str();
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << text << std::flush;
    if (!out) throw Error(Errc::io, path.string() + ": cannot be written");
}

void write_all(const fs::path& pages, const fs::path& out, const std::string& date,
               const std::string& version) {
    for (const auto& file : fs::directory_iterator(pages)) {
        const fs::path& path = file.path();
        const PageFacts facts{path.stem().string(), path.extension().string().substr(1), date, version};
        write(out / "man" / ("man" + facts.section) / path.filename(), page(text_of(path), facts));
    }
    write(out / "bash/redbook", bash_completion());
    write(out / "zsh/_redbook", zsh_completion());
}

} // namespace
} // namespace redbook::manual

int main(int argc, char** argv) try {
    if (argc != 5) return std::fprintf(stderr, "usage: redbook-manual PAGES OUT DATE VERSION\n"), 2;
    redbook::manual::write_all(argv[1], argv[2], argv[3], argv[4]);
} catch (const std::exception& e) {
    return std::fprintf(stderr, "redbook-manual: %s\n", e.what()), 1;
}
