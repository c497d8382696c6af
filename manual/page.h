// A manual page from its source in manual/pages: prose in man(7), with lines for what the program's tables know.
//
//   @NAME words           title and name of a page that is not a command's; a command's have both of the table
//   @COMMANDS             all commands, by what one does with them
//   @OPTIONS              operands and options of the command
//   @EXIT 0 1 2           these exit codes
//   @EMUDRIVE             options of redbook-emudrive
//   @FAULTS               what its drive can be told to do wrong
#pragma once

#include <string>

namespace redbook::manual {

struct PageFacts {
    std::string name;    // "redbook-master"
    std::string section; // "1"
    std::string date;    // "2026-12-01"
    std::string version; // "0.1.0"
};

// throws  Errc::malformed: a line begins with @ and is none of those above
std::string page(const std::string& source, const PageFacts& facts);

} // namespace redbook::manual
