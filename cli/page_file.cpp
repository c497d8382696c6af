#include "cli/page_file.h"

#include <chrono>

#include "redbook/base/error.h"
#include "redbook/image/audio_writer.h"

#ifndef REDBOOK_VERSION
#define REDBOOK_VERSION "unknown"
#endif

namespace redbook::cli {

PageFile::PageFile(const std::string& place, bool force, std::vector<std::string> sources)
    : folder_(system_files(), place, {}, force, std::move(sources)) {}

void PageFile::prepare(const std::string& text) {
    const std::string& place = folder_.sheet_place();
    const auto file = folder_.create_sheet();
    write_all(*file, place, 0, as_bytes(text));
    file->sync();
    file->drop_from_cache();
    file->close();
    if (read_whole_file(system_files(), folder_.sheet_path(), text.size()) != text)
        throw Error(Errc::io, place + ": what was read back differs from what was written; nothing was kept");
}

std::string made_by() { return "Redbook " REDBOOK_VERSION; }

int64_t now_ns() {
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace redbook::cli
