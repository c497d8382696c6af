// Drives: what there is, and why one cannot be used.
#include "python/bindings.h"
#include "python/define.h"
#include "python/work.h"

namespace redbook::python {
namespace {

void bind_medium(py::module_& module) {
    py::class_<MediumReport> medium(module, "Medium", "The disc in a drive.");
    attribute(medium, "kind", &MediumReport::kind, "'CD-R', 'CD-RW', 'CD-ROM', ...; empty: not known.");
    attribute(medium, "blank", &MediumReport::blank, "Whether nothing is recorded on it.");
    attribute(medium, "appendable", &MediumReport::appendable, "Written in part, and not closed.");
    attribute(medium, "rewritable", &MediumReport::rewritable, "Whether it is a CD-RW.");
    attribute(medium, "capacity", &MediumReport::capacity,
              "Blocks; of a written disc, where its lead-out is.");
    shown_as(medium, [](const MediumReport& self) {
        return "Medium(" + quoted(self.kind) + (self.blank ? ", blank)" : ", written)");
    });
}

void bind_drive(py::module_& module) {
    py::class_<DriveReport> drive(module, "Drive", "An optical drive, and what it can do.");
    attribute(drive, "path", &DriveReport::path, "'/dev/sr0'.");
    attribute(drive, "vendor", &DriveReport::vendor, "As the drive says.");
    attribute(drive, "model", &DriveReport::model, "As the drive says.");
    attribute(drive, "revision", &DriveReport::revision, "Of its firmware.");
    attribute(drive, "reads_only", &DriveReport::reads_only, "Whether it cannot record CDs.");
    attribute(drive, "sao", &DriveReport::sao, "Whether it records Session-at-Once.");
    attribute(drive, "tao", &DriveReport::tao, "Whether it records Track-at-Once.");
    attribute(drive, "test_write", &DriveReport::test_write, "Whether it can record with its laser off.");
    attribute(drive, "cd_text", &DriveReport::cd_text, "Whether it records CD-TEXT.");
    attribute(drive, "write_speeds", &DriveReport::write_speeds, "Multiples of 1x, the fastest first.");
    attribute(drive, "medium", &DriveReport::medium,
              "The disc in it; None: there is none, or it is not known.");
    attribute(drive, "problem", &DriveReport::problem, "Why it cannot be asked; empty: it can.");
    shown_as(drive, [](const DriveReport& self) {
        return "Drive(" + quoted(self.path) + ", " + quoted(drive_name(self)) + ")";
    });
}

void bind_diagnosis(py::module_& module) {
    py::class_<Diagnosis> diagnosis(module, "Diagnosis", "Why a drive is missing or cannot be used.");
    attribute(diagnosis, "severity", &Diagnosis::severity, "error: it cannot be used.");
    attribute(diagnosis, "name", &Diagnosis::name, "A stable name: 'no-permission'.");
    attribute(diagnosis, "place", &Diagnosis::place, "The drive; empty: the machine.");
    attribute(diagnosis, "sentence", &Diagnosis::sentence, "What is wrong.");
    attribute(diagnosis, "command", &Diagnosis::command,
              "A shell command that fixes it; empty: there is none.");
    attribute(diagnosis, "remedy", &Diagnosis::remedy, "What a program could offer.");
    shown_as(diagnosis, [](const Diagnosis& self) {
        return "Diagnosis(" + name_of_member(self.severity) + ", " + quoted(self.sentence) + ")";
    });
}

} // namespace

void bind_drives(py::module_& module) {
    bind_medium(module);
    bind_drive(module);
    bind_diagnosis(module);
    define(
        module, "recorders", [] { return run([](Caller&) { return drives(); }); },
        "All drives, what they can do, and the discs in them.");
    define(
        module, "diagnose",
        [](const std::optional<Path>& drive) {
            const std::string path = drive ? drive->text : "";
            return run([&](Caller&) { return diagnose(path); });
        },
        "Why drives are missing or cannot be used, and what fixes it: of all, or of one.\n\n"
        "Empty if all of them can record.",
        py::arg("drive") = py::none());
}

} // namespace redbook::python
