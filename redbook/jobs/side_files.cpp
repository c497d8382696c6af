#include "redbook/jobs/side_files.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/layout.h"
#include "redbook/jobs/check.h"
#include "redbook/jobs/version.h"
#include "redbook/publish/whole_file.h"
#include "redbook/report/burn_report.h"
#include "redbook/report/json.h"
#include "redbook/report/pq_sheet_csv.h"
#include "redbook/report/pq_sheet_html.h"
#include "redbook/report/pq_sheet_pdf.h"

namespace redbook {
namespace {

bool is_same_place(const std::string& a, const std::string& b) {
    const auto in_a = system_files().status(parent_of(a)), in_b = system_files().status(parent_of(b));
    return name_of(a) == name_of(b) && in_a && in_b && is_same_file(*in_a, *in_b);
}

int64_t now_ns() {
    using namespace std::chrono;
    return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

bool is_pdf(const std::string& place) { return equal_ignoring_case(extension_of(place), ".pdf"); }

void add_sums(DiscReport& report, DiscSums sums) {
    report.crc = sums.crc;
    report.sums = std::move(sums.tracks);
}

PqSheetNotes notes_of(const Delivery& delivery, const Report& report) {
    PqSheetNotes notes;
    notes.made_ns = now_ns();
    notes.made_by = made_by();
    notes.delivery = delivery;
    if (report.comparison)
        notes.proof =
            "written, read back and compared: " + std::string(to_string(report.comparison->verdict));
    for (const std::string& item : report.lost) notes.remarks.push_back("Not held by this master: " + item);
    return notes;
}

} // namespace

SideFiles::SideFiles(SideFileOptions options, const std::string& out, bool folder,
                     std::vector<std::string> sources)
    : options_(std::move(options)) {
    const std::string &sheet = options_.pq_sheet, &report = options_.report;
    if (!sheet.empty() && !report.empty() && is_same_place(sheet, report))
        throw Error(Errc::bad_value, report + ": is the PQ sheet; give the report another name");
    if (const std::string why = is_pdf(sheet) ? pq_sheet_pdf_missing() : ""; !why.empty())
        throw Error(Errc::unsupported, sheet + ": " + why);
    if (!sheet.empty()) sheet_ = open(sheet, out, folder, sources);
    if (!report.empty()) report_ = open(report, out, folder, std::move(sources));
}

std::unique_ptr<WholeFile> SideFiles::open(const std::string& place, const std::string& out_path, bool folder,
                                           std::vector<std::string> sources) const {
    const std::string out = without_end_slashes(out_path);
    if (is_same_place(place, out))
        throw Error(Errc::bad_value, place + ": is the image itself; give another name");
    if (folder && is_same_place(parent_of(place), out)) return std::make_unique<WholeFile>(place);
    return std::make_unique<WholeFile>(place, options_.force, std::move(sources));
}

SideFiles::~SideFiles() = default;

std::vector<std::string> SideFiles::names_inside() const {
    std::vector<std::string> names;
    for (const auto* file : {&sheet_, &report_})
        if (*file && (*file)->is_inside()) names.push_back(name_of((*file)->place()));
    return names;
}

std::string SideFiles::pq_sheet_bytes(const PqSheet& sheet) {
    const std::string& place = sheet_->place();
    if (equal_ignoring_case(extension_of(place), ".csv")) return pq_sheet_csv(sheet);
    if (!is_pdf(place)) return pq_sheet_html(sheet);
    std::vector<std::string> unshown;
    const std::string pdf = pq_sheet_pdf(sheet, unshown);
    warnings_.clear();
    for (const std::string& sentence : unshown) warnings_.push_back(place + ": " + sentence);
    if (options_.strict && !warnings_.empty()) throw Error(Errc::unsupported, warnings_.front());
    return pdf;
}

void SideFiles::prepare(const DiscReport& disc, Report report, const std::string& made) {
    if (sheet_) sheet_->prepare(pq_sheet_bytes(pq_sheet(disc, notes_of(options_.delivery, report))), made);
    report.warnings.insert(report.warnings.end(), warnings_.begin(), warnings_.end());
    if (report_) report_->prepare(report_text(report_->place(), report), made);
}

void SideFiles::publish(std::string& pq_sheet, std::string& report, std::vector<std::string>& warnings) {
    if (sheet_) pq_sheet = sheet_->publish();
    warnings.insert(warnings.end(), warnings_.begin(), warnings_.end());
    if (report_) report = report_->publish();
}

DiscReport describe(const Album& album, bool checksums, const ProgressCallback& progress) {
    DiscReport report{.path = album.path,
                      .kind = std::string(to_string(album.kind)),
                      .disc = album.disc,
                      .capacity = album.capacity.value_or(kDefaultCapacity),
                      .descriptor = album.descriptor};
    if (album.kind == AlbumKind::stash) report.crcs = track_crcs(album.disc, album.audio->known_sums());
    if (checksums && !album.disc.tracks.empty()) {
        add_sums(report, checksum(album, progress));
        report.md5 = album.md5;
    }
    report.sources = sources_of(album);
    return report;
}

void write_pq_sheet(const Album& album, const DiscReport& described, const SideFileOptions& options,
                    Report& report, const ProgressCallback& progress) {
    SideFileOptions sheet_alone = options;
    sheet_alone.report.clear();
    SideFiles sheet(std::move(sheet_alone), "", false, album.files);
    DiscReport recorded = described;
    if (album.disc.mode == Mode::tao) {
        recorded.disc = as_recorded(album.disc);
        if (described.crc) add_sums(recorded, identify(album, {}, progress).identity.sums);
    }
    sheet.prepare(recorded, Report());
    sheet.publish(report);
}

std::string report_text(const std::string& place, const Report& report) {
    return equal_ignoring_case(extension_of(place), ".json") ? to_json(report)
                                                             : burn_report(report, now_ns(), made_by());
}

} // namespace redbook
