#include "cli/side_files.h"

#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/report/burn_report.h"
#include "redbook/report/json.h"
#include "redbook/report/pq_sheet_csv.h"
#include "redbook/report/pq_sheet_html.h"
#include "redbook/report/pq_sheet_pdf.h"

namespace redbook::cli {
namespace {

bool is_same_place(const std::string& a, const std::string& b) {
    const auto in_a = system_files().status(parent_of(a)), in_b = system_files().status(parent_of(b));
    return name_of(a) == name_of(b) && in_a && in_b && is_same_file(*in_a, *in_b);
}

PqSheetNotes notes_of(const Arguments& arguments, const Report& report) {
    PqSheetNotes notes;
    notes.made_ns = now_ns();
    notes.made_by = made_by();
    notes.delivery = arguments.delivery;
    if (report.comparison)
        notes.proof =
            "written, read back and compared: " + std::string(to_string(report.comparison->verdict));
    for (const std::string& item : report.lost) notes.remarks.push_back("Not held by this master: " + item);
    return notes;
}

bool is_pdf(const std::string& place) { return equal_ignoring_case(extension_of(place), ".pdf"); }

std::string report_text(const std::string& place, const Report& report) {
    return equal_ignoring_case(extension_of(place), ".json") ? to_json(report)
                                                             : burn_report(report, now_ns(), made_by());
}

} // namespace

void require_use_of_delivery(const Arguments& arguments, bool writes_master_id) {
    for (const DeliveryField& field : kDeliveryFields) {
        const bool is_id = field.member == &Delivery::master_id;
        if ((arguments.delivery.*field.member).empty() || !arguments.pq_sheet.empty() ||
            (is_id && writes_master_id))
            continue;
        throw Error(Errc::bad_value, fmt::format("--{}: is for {}; give --pq-sheet too", field.option,
                                                 is_id ? "DDP sets and PQ sheets" : "PQ sheets"));
    }
}

SideFiles::SideFiles(const Arguments& arguments, std::vector<std::string> sources, bool folder)
    : arguments_(arguments) {
    const std::string &sheet = arguments.pq_sheet, &report = arguments.report;
    if (!sheet.empty() && !report.empty() && is_same_place(sheet, report))
        throw Error(Errc::bad_value, report + ": is the PQ sheet; give the report another name");
    if (const std::string why = is_pdf(sheet) ? pq_sheet_pdf_missing() : ""; !why.empty())
        throw Error(Errc::unsupported, sheet + ": " + why);
    if (!sheet.empty()) sheet_ = open(sheet, folder, sources);
    if (!report.empty()) report_ = open(report, folder, std::move(sources));
}

std::optional<PageFile> SideFiles::open(const std::string& place, bool folder,
                                        std::vector<std::string> sources) const {
    const std::string out = without_end_slashes(arguments_.out);
    if (is_same_place(place, out))
        throw Error(Errc::bad_value, place + ": is the image itself; give another name");
    if (folder && is_same_place(parent_of(place), out)) return PageFile(place);
    return PageFile(place, arguments_.force, std::move(sources));
}

std::vector<std::string> SideFiles::names_inside() const {
    std::vector<std::string> names;
    for (const auto* file : {&sheet_, &report_})
        if (*file && (*file)->is_inside()) names.push_back(name_of((*file)->place()));
    return names;
}

std::string SideFiles::pq_sheet_text(const PqSheet& sheet) {
    const std::string& place = sheet_->place();
    if (equal_ignoring_case(extension_of(place), ".csv")) return pq_sheet_csv(sheet);
    if (!is_pdf(place)) return pq_sheet_html(sheet);
    std::vector<std::string> unshown;
    const std::string pdf = pq_sheet_pdf(sheet, unshown);
    warnings_.clear();
    for (const std::string& sentence : unshown) warnings_.push_back(place + ": " + sentence);
    if (arguments_.strict && !warnings_.empty()) throw Error(Errc::unsupported, warnings_.front());
    return pdf;
}

void SideFiles::prepare(const DiscReport& disc, Report report, const std::string& made) {
    if (sheet_) sheet_->prepare(pq_sheet_text(pq_sheet(disc, notes_of(arguments_, report))), made);
    report.warnings.insert(report.warnings.end(), warnings_.begin(), warnings_.end());
    if (report_) report_->prepare(report_text(report_->place(), report), made);
}

void SideFiles::publish(Report& report) {
    if (sheet_) report.pq_sheet = sheet_->publish();
    report.warnings.insert(report.warnings.end(), warnings_.begin(), warnings_.end());
    if (report_) report.recording_report = report_->publish();
}

} // namespace redbook::cli
