#include "cli/page_file.h"

#include <chrono>

#include "redbook/base/error.h"
#include "redbook/image/audio_writer.h"

#ifndef REDBOOK_VERSION
#define REDBOOK_VERSION "unknown"
#endif

namespace redbook::cli {

PageFile::PageFile(const std::string& place, bool force, std::vector<std::string> sources)
    : place_(place),
      folder_(std::make_unique<ImageFolder>(system_files(), place, std::vector<std::string>{}, force,
                                            std::move(sources))) {}

void PageFile::prepare(const std::string& text, const std::string& made) {
    const std::string path = folder_ ? folder_->sheet_path() : join_path(made, name_of(place_));
    const auto file = system_files().create(path);
    write_all(*file, place_, 0, as_bytes(text));
    file->sync();
    file->drop_from_cache();
    file->close();
    if (read_whole_file(system_files(), path, text.size()) != text)
        throw Error(Errc::io,
                    place_ + ": what was read back differs from what was written; nothing was kept");
}

std::string made_by() { return "Redbook " REDBOOK_VERSION; }

int64_t now_ns() {
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace redbook::cli
