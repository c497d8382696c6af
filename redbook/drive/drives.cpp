#include "redbook/drive/drives.h"

#include <cmath>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

bool is_cd_profile(uint16_t profile) { return profile <= DriveFeatures::cd_rw; }

MediumReport look_at_disc(ScsiPort& port, uint16_t profile) {
    const DiscInformation disc = disc_information(port);
    const auto atip = is_cd_profile(profile) ? read_atip(port) : std::nullopt;
    MediumReport medium{.kind = kind_of_disc(profile, atip),
                        .blank = is_cd_profile(profile) && disc.status == DiscStatus::blank,
                        .appendable = disc.status == DiscStatus::appendable,
                        .rewritable = disc.erasable};
    if (atip)
        medium.capacity = atip->capacity;
    else if (is_cd_profile(profile) && disc.status == DiscStatus::complete)
        medium.capacity = read_toc(port).toc.lead_out - Lba{0};
    return medium;
}

void tell_abilities(ScsiPort& port, const DriveFeatures& features, DriveReport& report) {
    report.reads_only = !features.writes_cd_r && !features.writes_cd_rw;
    report.sao = features.session_at_once;
    report.tao = features.track_at_once;
    report.test_write = features.test_write;
    report.cd_text = features.writes_text;
    report.underrun_protection = features.underrun_protection;
    for (const int speed : write_speeds_of(port)) {
        const int times = int(std::lround(speed / kSingleSpeed));
        if (report.write_speeds.empty() || report.write_speeds.back() != times)
            report.write_speeds.push_back(times);
    }
}

std::optional<MediumReport> look_into(ScsiPort& port) {
    const auto is_empty = [](const Readiness& r) {
        return r.state == Readiness::no_disc || r.state == Readiness::tray_open;
    };
    if (is_empty(readiness_of(port))) return std::nullopt;
    wait_until_ready(port);
    return look_at_disc(port, features_of(port).profile);
}

void fill_report(ScsiPort& port, DriveReport& report) {
    const DriveIdentity identity = inquire(port);
    if (!identity.optical)
        throw Error(Errc::device, port.path() + ": is not a CD drive", Remedy::list_drives);
    report.vendor = identity.vendor;
    report.model = identity.product;
    report.revision = identity.revision;
    tell_abilities(port, features_of(port), report);
    report.medium = look_into(port);
}

std::unique_ptr<ScsiPort> open_for_us(const std::string& path) {
    if (system_files().status(path) && !is_drive(path))
        throw Error(Errc::device, path + ": is not a drive", Remedy::list_drives);
    return open_scsi_port(path, DriveAccess::recording);
}

// `how` asks; what it throws is told.
template <class F>
DriveReport report_on(const std::string& path, F&& how) {
    DriveReport report{.path = path};
    try {
        how(report);
    } catch (const Error& e) { // one drive that does not answer must not hide the others
        if (e.code == Errc::no_medium) return report;
        report.problem = e.what();
        report.problem_remedy = e.remedy;
        report.problem_code = e.code;
    }
    return report;
}

} // namespace

DriveReport ask_drive(ScsiPort& port) {
    return report_on(port.path(), [&](DriveReport& report) { fill_report(port, report); });
}

DriveReport ask_drive(const std::string& path) {
    return report_on(path, [&](DriveReport& report) { fill_report(*open_for_us(path), report); });
}

DriveReport load_and_ask(const std::string& path) {
    return report_on(path, [&](DriveReport& report) {
        const auto port = open_for_us(path);
        close_tray(*port);
        fill_report(*port, report);
    });
}

DriveReport ask_with_tray_in(const std::string& path) {
    DriveReport report = ask_drive(path);
    if (!report.problem.empty() || report.medium) return report;
    DriveReport loaded = load_and_ask(path); // some drives cannot do it
    return loaded.problem.empty() ? loaded : report;
}

std::vector<DriveReport> ask_all_drives() {
    std::vector<DriveReport> drives;
    for (const std::string& path : drive_paths()) drives.push_back(ask_drive(path));
    return drives;
}

std::string kind_of_disc(uint16_t profile, const std::optional<Atip>& atip) {
    if (profile >= 0x40) return "BD"; // MMC-6, table of profiles
    if (profile >= 0x10) return "DVD";
    if (profile == DriveFeatures::cd_rw || (atip && atip->rewritable)) return "CD-RW";
    return profile == DriveFeatures::cd_r || atip ? "CD-R" : "CD-ROM";
}

void eject_disc(const std::string& path) { open_tray(*open_for_us(path)); }

void load_disc(const std::string& path) { close_tray(*open_for_us(path)); }

std::string choose_drive(const std::string& path, const std::vector<std::string>& there) {
    if (!path.empty()) return path;
    if (there.empty()) throw DriveError(Errc::not_found, "there is no CD drive", Remedy::diagnose_drives);
    if (there.size() > 1)
        throw Error(Errc::device,
                    fmt::format("there are several drives; name one of {}", fmt::join(there, ", ")));
    return there.front();
}

} // namespace redbook
