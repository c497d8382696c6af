// Values on the command line: what they mean, or the sentence that refuses them.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "cli/arguments.h"

namespace redbook::cli {

// "OPTION 'VALUE': what is wanted". Taken back into CLI11's own exception where the options are declared.
struct BadValue : std::runtime_error {
    using std::runtime_error::runtime_error;
};
[[noreturn]] void refuse(const std::string& option, const std::string& value, const std::string& wanted);

// "3=TEXT" -> 3, "TEXT".
std::pair<int, std::string> split_numbered(const std::string& option, const std::string& value);

// Each throws BadValue for what it does not know.
Flags parse_flags(const std::string& option, const std::string& value, std::string list);
BlockCount length_or_refuse(const std::string& option, const std::string& value);
double gain_or_refuse(const std::string& value);
CueOrigin cue_origin_or_refuse(const std::string& value);
int offset_or_refuse(const std::string& option, const std::string& value);
int copies_or_refuse(const std::string& value);
int first_copy_or_refuse(const std::string& value);
std::optional<int> speed_or_refuse(const std::string& value); // nullopt: "max"
LeaveOut without_or_refuse(const std::string& value);
ProgressStyle progress_or_refuse(const std::string& value);
Charset charset_or_refuse(const std::string& value);
uint8_t language_or_refuse(const std::string& value);
const std::string& utf8_or_refuse(const std::string& option, const std::string& value);

// A length on the command line: "2s", "1.5s", "150blocks", "00:02:00", "0". A number alone could mean either
// unit. nullopt: none of these, or negative.
std::optional<BlockCount> parse_length(const std::string& text);

} // namespace redbook::cli
