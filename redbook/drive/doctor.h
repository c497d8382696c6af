// Why a drive is not there or cannot be used. What there is to know of the machine is gathered first
// (machine.h), so that every diagnosis is a plain function of it.
#pragma once

#include <vector>

#include "redbook/drive/drive_report.h"
#include "redbook/drive/machine.h"

namespace redbook {

// Those of the machine first, then those of each drive; empty: all drives can record, and a blank disc lies
// in each. An error means that a drive, or without a place every drive, cannot be used.
std::vector<Diagnosis> diagnose(const Machine& machine);

} // namespace redbook
