#include "cli/pq_sheet.h"

#include "redbook/base/error.h"
#include "redbook/report/pq_sheet.h"

namespace redbook::cli {
namespace {

bool is_same_place(const std::string& a, const std::string& b) {
    const auto in_a = system_files().status(parent_of(a)), in_b = system_files().status(parent_of(b));
    return name_of(a) == name_of(b) && in_a && in_b && in_a->device == in_b->device &&
           in_a->serial == in_b->serial;
}

PqSheetNotes notes_of(const Report& report) {
    PqSheetNotes notes;
    notes.made_ns = now_ns();
    notes.made_by = made_by();
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
    file_.emplace(place, arguments.force, std::move(sources));
}

void PqSheetFile::prepare(const DiscReport& disc, const Report& report) {
    if (file_) file_->prepare(pq_sheet(disc, notes_of(report)));
}

void PqSheetFile::publish(Report& report) {
    if (file_) report.pq_sheet = file_->publish();
}

} // namespace redbook::cli
