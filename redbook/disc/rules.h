// The rules of the Red Book that a disc can break without any look at its audio.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// How bad it is.
enum class Severity { warning, error };

// One broken rule. `rule` is a stable name ("track-too-short") for machines, `sentence` says it for people,
// with the track's number and the figures.
struct Finding {
    Severity severity = Severity::error; // an error keeps the disc from being written
    std::string_view rule;               // "track-too-short"
    int track = 0;                       // number; 0: the disc as a whole
    std::string sentence;                // without a place in front
    bool operator==(const Finding&) const = default;
};

// Every rule in the order of the disc; empty: the disc obeys. `capacity` is what it is meant for.
std::vector<Finding> check_rules(const Disc& disc, BlockCount capacity);

// Throws Errc::breaks_rule (does_not_fit for capacity) with the first error's sentence after "WHERE: ".
void require_rules(const Disc& disc, BlockCount capacity, std::string_view where);

// The sentences of those warnings that hold in whatever form the disc is written: of lengths and codes. What
// an output makes of texts and of Track-at-Once is said with the output.
std::vector<std::string> rule_warnings(const Disc& disc);

// A catalogue number or an ISRC of zeros alone is how programs and drives write that there is none. Takes
// such codes away; a sentence for each kind, without a place.
std::vector<std::string> remove_codes_of_zeros(Disc& disc);

} // namespace redbook
