// The options and operands of a command as data: what manual pages and completion are made of. The same table as
// --help, which CLI11 prints.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace redbook::cli {

// What completion offers where a value is typed.
struct Offer {
    std::vector<std::string> words;
    bool list = false;     // several of the words, with commas between
    bool numbered = false; // after a track number: 3=PRE
    bool files = false, folders = false, drives = false;
    std::vector<std::string> endings; // of files: ".stash"; none: any file
    bool operator==(const Offer&) const = default;
};

struct Parameter {
    std::vector<std::string> names; // {"-o", "--output"}; of an operand {"STASH"}
    std::string value;              // "FILE"; empty: a flag or an operand
    std::string help, group;
    bool operand = false, required = false, repeats = false;
    Offer offer;
};

// In the order of --help.
std::vector<Parameter> parameters_of(const Command& command);

// Nothing where only the user knows what to type: titles, codes, lengths.
Offer offer_for(const Command& command, const Parameter& parameter);

} // namespace redbook::cli
