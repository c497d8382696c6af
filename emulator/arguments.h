// The command line of redbook-emudrive. The interposer gets the part on drives in the same words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/drive.h"

namespace redbook::emulator {

struct NewMedium {
    std::string path;
    MediumFacts facts;
};

struct Arguments {
    bool help = false, version = false;
    std::optional<NewMedium> make;    // a blank to be made; nothing else is done then
    std::vector<DriveOptions> drives; // /dev/sr0, /dev/sr1, ..
    std::vector<std::string> command; // after "--"
};

// throws  Errc::bad_value with what is wrong and what would be right
Arguments parse_arguments(const std::vector<std::string>& words);

// An option as --help shows it.
struct OptionRow {
    std::string_view name, value; // no value: a switch
    std::string_view words;
};
std::vector<OptionRow> option_rows();

// A fault as it is given: "unreadable@LBA[=VALUE]".
std::string fault_syntax(const FaultRow& row);

// What --help prints.
std::string usage();

// The words that stand for the drives, one a line, and back.
std::string lines_of(const std::vector<std::string>& words);
std::vector<std::string> words_of(const std::string& lines);

inline constexpr const char* kDrivesVariable = "REDBOOK_EMUDRIVE";      // the words, one a line
inline constexpr const char* kNodesVariable = "REDBOOK_EMUDRIVE_NODES"; // folder of the files sr0, sr1, ..
inline constexpr const char* kHurryVariable = "REDBOOK_EMUDRIVE_HURRY"; // "1": no sleep lasts more than 1 ms

} // namespace redbook::emulator
