#include "emulator/faults.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook::emulator {
namespace {

constexpr FaultRow kFaultRows[] = {
    {FaultKind::no_medium, "no-medium", false, false, {}, "the tray is empty"},
    {FaultKind::not_blank, "not-blank", false, false, {}, "the disc information reports a complete medium"},
    {FaultKind::capacity, "capacity", false, true, {}, "the medium has room for VALUE blocks"},
    {FaultKind::told_capacity, "told-capacity", false, true, {}, "the medium falsely reports VALUE blocks"},
    {FaultKind::removed, "removed", true, false, {}, "the medium is removed when LBA is written"},
    {FaultKind::write_error, "write-error", true, false, {}, "3/0C/00 when LBA is written"},
    {FaultKind::deferred_write_error,
     "deferred-write-error",
     true,
     false,
     {},
     "the same, but reported by the next command"},
    {FaultKind::lead_out_error, "lead-out-error", false, false, {}, "3/72/02 when the lead-out is written"},
    {FaultKind::stays_open, "stays-open", false, false, {}, "the lead-out is reported, but not written"},
    {FaultKind::refuse_cue_sheet, "refuse-cue-sheet", false, false, {}, "every cue sheet is refused"},
    {FaultKind::refuse_text, "refuse-text", false, false, {}, "cue sheets with CD-TEXT are refused"},
    {FaultKind::refuse_isrc, "refuse-isrc", false, false, {}, "cue sheets with an ISRC are refused"},
    {FaultKind::refuse_index, "refuse-index", false, false, {}, "INDEX 02 and above are refused"},
    {FaultKind::underrun, "underrun", true, false, {}, "3/0C/09 at LBA, unless underrun protection is on"},
    {FaultKind::busy, "busy", false, true, {}, "2/04/08 VALUE times after every long operation"},
    {FaultKind::write_busy, "write-busy", true, true, {}, "2/04/08 VALUE times when LBA is written"},
    {FaultKind::reset, "reset", true, false, {}, "6/29/00 when LBA is written; settings are lost"},
    {FaultKind::calibration, "calibration", false, false, {}, "3/73/03 before anything is written"},
    {FaultKind::stays_blank, "stays-blank", false, false, {}, "accepts every command, and records nothing"},
    {FaultKind::drops_text, "drops-text", false, false, {}, "accepts CD-TEXT, and does not record it"},
    {FaultKind::writes_in_test, "writes-in-test", false, false, {}, "a test write really writes"},
    {FaultKind::write_offset, "write-offset", false, true, {}, "audio is recorded VALUE samples later"},
    {FaultKind::read_offset, "read-offset", false, true, {}, "audio is read from VALUE samples later on"},
    {FaultKind::overread, "overread", false, true, {}, "VALUE blocks beyond both ends can be read, too"},
    {FaultKind::second_session,
     "second-session",
     false,
     true,
     {},
     "a data track of VALUE blocks in a second session"},
    {FaultKind::flip_bit, "flip-bit", true, true, 0, "bit VALUE (0..18815) of LBA is recorded wrong"},
    {FaultKind::run_out_garbage,
     "run-out-garbage",
     false,
     false,
     {},
     "noise with C2 errors in the run-out of TAO tracks"},
    {FaultKind::run_out_unreadable,
     "run-out-unreadable",
     false,
     false,
     {},
     "the run-out blocks of TAO tracks cannot be read"},
    {FaultKind::unreadable, "unreadable", true, true, 0, "3/11/05 when LBA is read, VALUE times (0: always)"},
    {FaultKind::no_configuration, "no-configuration", false, false, {}, "5/20/00 for GET CONFIGURATION"},
    {FaultKind::no_mastering, "no-mastering", false, false, {}, "does not list that it records SAO"},
    {FaultKind::no_run_out, "no-run-out", false, false, {}, "no run-out blocks end a TAO track"},
};

std::optional<int32_t> number(std::string_view text) {
    int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

[[noreturn]] void fail_on_fault(std::string_view text, std::string_view why) {
    throw Error(Errc::bad_value, fmt::format("--fault {}: {}", text, why));
}

const FaultRow& row_of(std::string_view text, std::string_view name) {
    for (const FaultRow& row : kFaultRows)
        if (row.name == name) return row;
    fail_on_fault(text, "there is no such fault; redbook-emudrive --help names them");
}

int32_t lba_of_fault(std::string_view text, const FaultRow& row, std::string_view place, bool given) {
    if (given != row.at)
        fail_on_fault(text, row.at ? "say where, as in " + std::string(row.name) + "@LBA" : "takes no @LBA");
    const auto at = given ? number(place) : 0;
    if (!at) fail_on_fault(text, "after @ must come a block address");
    return *at;
}

int32_t value_of(std::string_view text, const FaultRow& row, std::string_view value, bool given) {
    if (!given && row.value_if_unsaid) return *row.value_if_unsaid;
    if (given != row.value)
        fail_on_fault(text, row.value ? "say how much, as in " + std::string(row.name) + "=VALUE"
                                      : "takes no =VALUE");
    const auto n = given ? number(value) : 0;
    if (!n) fail_on_fault(text, "after = must come a number");
    return *n;
}

} // namespace

std::span<const FaultRow> fault_rows() { return kFaultRows; }

Fault parse_fault(std::string_view text) {
    const size_t equals = std::min(text.find('='), text.size());
    const size_t at = std::min(text.find('@'), equals);
    const FaultRow& row = row_of(text, text.substr(0, at));
    const std::string_view place = at < equals ? text.substr(at + 1, equals - at - 1) : std::string_view{};
    const std::string_view value = equals < text.size() ? text.substr(equals + 1) : std::string_view{};
    return {row.kind,
            {lba_of_fault(text, row, place, at < equals)},
            value_of(text, row, value, equals < text.size())};
}

const Fault* Faults::find(FaultKind kind) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Fault& f) { return f.kind == kind; });
    return found == all_.end() ? nullptr : &*found;
}

int32_t Faults::value(FaultKind kind, int32_t otherwise) const {
    const Fault* fault = find(kind);
    return fault ? fault->value : otherwise;
}

const Fault* Faults::in(FaultKind kind, Lba first, BlockCount count) const {
    for (const Fault& f : all_)
        if (f.kind == kind && f.at >= first && f.at < first + count) return &f;
    return nullptr;
}

bool Faults::strikes(FaultKind kind, Lba first, BlockCount count) {
    const Fault* found = in(kind, first, count);
    if (!found) return false;
    const auto fault = all_.begin() + (found - all_.data());
    if (fault->value > 0 && --fault->value == 0) all_.erase(fault);
    return true;
}

} // namespace redbook::emulator
