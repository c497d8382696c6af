#include "cli/pq_sheet.h"

#include <chrono>

#include "redbook/base/error.h"
#include "redbook/image/audio_writer.h"
#include "redbook/report/pq_sheet.h"

#ifndef REDBOOK_VERSION
#define REDBOOK_VERSION "unknown"
#endif

namespace redbook::cli {
namespace {

bool is_same_place(const std::string& a, const std::string& b) {
    const auto in_a = system_files().status(parent_of(a)), in_b = system_files().status(parent_of(b));
    return name_of(a) == name_of(b) && in_a && in_b && in_a->device == in_b->device &&
           in_a->serial == in_b->serial;
}

PqSheetNotes notes_of(const Report& report) {
    PqSheetNotes notes;
    notes.made_ns = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    notes.made_by = "Redbook " REDBOOK_VERSION;
    if (report.comparison)
        notes.proof =
            "written, read back and compared: " + std::string(to_string(report.comparison->verdict));
    for (const std::string& item : report.lost) notes.remarks.push_back("Not held by this master: " + item);
    return notes;
}

} // namespace

PqSheetFile::PqSheetFile(const Arguments& arguments, std::vector<std::string> sources) {
    const std::string& place = arguments.pq_sheet;
    if (place.empty()) return;
    if (is_same_place(place, arguments.out))
        throw Error(Errc::bad_value, place + ": is the image itself; give the PQ sheet another name");
    folder_.emplace(system_files(), place, std::vector<std::string>{}, arguments.force, std::move(sources));
}

void PqSheetFile::write(const DiscReport& disc, Report& report) {
    if (!folder_) return;
    const std::string html = pq_sheet(disc, notes_of(report));
    const std::string& place = folder_->sheet_place();
    const auto file = folder_->create_sheet();
    write_all(*file, place, 0, as_bytes(html));
    file->sync();
    file->drop_from_cache();
    file->close();
    if (read_whole_file(system_files(), folder_->sheet_path(), html.size()) != html)
        throw Error(Errc::io, place + ": what was read back differs from what was written; nothing was kept");
    report.pq_sheet = folder_->publish().front();
}

} // namespace redbook::cli
