// The rules of the Red Book that a disc can break without any look at its audio.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace redbook {

enum class Severity { warning, error };

// One broken rule. `rule` is a stable name ("track-too-short") for machines, `sentence` says it for people,
// with the track's number and the figures.
struct Finding {
    Severity severity = Severity::error;
    std::string_view rule;
    int track = 0; // number; 0: the disc as a whole
    std::string sentence;
    bool operator==(const Finding&) const = default;
};

// Every rule in the order of the disc; empty: the disc obeys. `capacity` is what it is meant for.
std::vector<Finding> check_rules(const Disc& disc, BlockCount capacity);

// Throws Errc::breaks_rule (does_not_fit for capacity) with the first error's sentence behind "WHERE: ".
void require_rules(const Disc& disc, BlockCount capacity, std::string_view where);

} // namespace redbook
