// What a drive can be made to do wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/units.h"

namespace redbook::emulator {

enum class FaultKind {
    no_medium,
    not_blank,
    capacity,
    told_capacity,
    removed,
    write_error,
    deferred_write_error,
    lead_out_error,
    stays_open,
    refuse_cue_sheet,
    refuse_text,
    refuse_isrc,
    refuse_index,
    underrun,
    busy,
    write_busy,
    reset,
    calibration,
    stays_blank,
    drops_text,
    writes_in_test,
    write_offset,
    read_offset,
    overread,
    second_session,
    flip_bit,
    run_out_garbage,
    run_out_unreadable,
    unreadable,
    no_configuration,
    no_mastering,
    no_run_out,
};

// How a fault is asked for: "NAME", "NAME@LBA", "NAME=VALUE", "NAME@LBA=VALUE".
struct FaultRow {
    FaultKind kind;
    std::string_view name;
    bool at;                                // needs @LBA
    bool value;                             // needs =VALUE ..
    std::optional<int32_t> value_if_unsaid; // .. but for this
    std::string_view words;                 // what the drive does
};
std::span<const FaultRow> fault_rows();

struct Fault {
    FaultKind kind = {};
    Lba at;
    int32_t value = 0;
    bool operator==(const Fault&) const = default;
};

// throws  Errc::bad_value, naming what can be asked for
Fault parse_fault(std::string_view text);

// The faults of one drive.
class Faults {
  public:
    Faults() = default;
    explicit Faults(std::vector<Fault> all) : all_(std::move(all)) {}

    bool has(FaultKind kind) const { return find(kind) != nullptr; }
    int32_t value(FaultKind kind, int32_t otherwise = 0) const;

    // The first of the kind that lies in [first, first + count).
    const Fault* in(FaultKind kind, Lba first, BlockCount count) const;

    // Whether one lies there. One with a value above 0 strikes that many times, then never again.
    bool strikes(FaultKind kind, Lba first, BlockCount count);

  private:
    const Fault* find(FaultKind kind) const;
    std::vector<Fault> all_;
};

} // namespace redbook::emulator
