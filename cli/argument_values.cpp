#include "cli/argument_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "cli/config.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_codes.h"

namespace redbook::cli {
namespace {

constexpr int kMostCopies = 99;
constexpr int kFastestDrive = 72; // the fastest CD drives that were made read at 72x; none records faster

} // namespace

std::optional<BlockCount> parse_length(const std::string& text) {
    if (text.find(':') != std::string::npos) return parse_msf(text);
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    const std::string_view unit(stop, size_t(end - stop));
    const bool seconds = unit == "s";
    if (error != std::errc{} || !(seconds || unit == "blocks" || unit == "block" || text == "0"))
        return std::nullopt;
    const double blocks = seconds ? value * kBlocksPerSecond : value;
    if (!(blocks >= 0 && blocks <= kLastAddress.value) || (!seconds && blocks != std::floor(blocks)))
        return std::nullopt;
    return BlockCount{int32_t(std::lround(blocks))};
}

[[noreturn]] void refuse(const std::string& option, const std::string& value, const std::string& wanted) {
    throw BadValue(fmt::format("{} '{}': {}", option, value, wanted));
}

std::pair<int, std::string> split_numbered(const std::string& option, const std::string& value) {
    const auto equals = value.find('=');
    int number = 0;
    const char* end = value.data() + (equals == std::string::npos ? 0 : equals);
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || stop != end || number < 1 || number > kMostTracks)
        refuse(option, value, "give a track number and the value, like 3=VALUE");
    return {number, value.substr(equals + 1)};
}

Flags parse_flags(const std::string& option, const std::string& value, std::string list) {
    Flags flags;
    for (char& c : list) c = c == ',' ? ' ' : char(std::toupper(uint8_t(c)));
    std::istringstream words(list);
    for (std::string word; words >> word;) {
        if (word == "PRE")
            flags.pre_emphasis = true;
        else if (word == "DCP")
            flags.copy_permitted = true;
        else if (word == "4CH")
            flags.four_channel = true;
        else if (word == "SCMS")
            flags.scms = true;
        else if (word != "NONE")
            refuse(option, value, "the flags are PRE, DCP, 4CH, SCMS and NONE");
    }
    return flags;
}

BlockCount length_or_refuse(const std::string& option, const std::string& value) {
    const auto length = parse_length(value);
    if (!length)
        refuse(option, value,
               "give a length with its unit: 2s, 150blocks or 00:02:00 (minutes:seconds:frames)");
    return *length;
}

double gain_or_refuse(const std::string& value) {
    double gain = 0;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), gain);
    if (error != std::errc{} || stop != value.data() + value.size() || !(gain >= -96 && gain <= 24))
        refuse("--gain", value, "give decibels from -96 to 24");
    return gain;
}

CueOrigin cue_origin_or_refuse(const std::string& value) {
    if (value == "lba0") return CueOrigin::lba_0;
    if (value != "absolute") refuse("--cue-origin", value, "give lba0 or absolute");
    return CueOrigin::absolute;
}

int offset_or_refuse(const std::string& option, const std::string& value) {
    const bool is_negative = value.starts_with('-');
    const bool has_sign = is_negative || value.starts_with('+');
    const int n = parse_number(std::string_view(value).substr(has_sign ? 1 : 0));
    if (n < 0 || n > kFarthestOffset)
        refuse(option, value, fmt::format("give samples from -{} to {}", kFarthestOffset, kFarthestOffset));
    return is_negative ? -n : n;
}

int copies_or_refuse(const std::string& value) {
    const int n = parse_number(value);
    if (n < 1 || n > kMostCopies)
        refuse("--copies", value, fmt::format("give a number from 1 to {}", kMostCopies));
    return n;
}

int first_copy_or_refuse(const std::string& value) {
    const int n = parse_number(value);
    if (n < 1 || n > kMostCopies)
        refuse("--from", value, fmt::format("give a number from 1 to {}", kMostCopies));
    return n;
}

std::optional<int> speed_or_refuse(const std::string& value) {
    if (value == "max") return std::nullopt;
    const int n = parse_number(value.ends_with('x') ? value.substr(0, value.size() - 1) : value);
    if (n < 1 || n > kFastestDrive)
        refuse("--speed", value, fmt::format("give a multiple of 1x from 1 to {}, or max", kFastestDrive));
    return n;
}

LeaveOut without_or_refuse(const std::string& value) {
    LeaveOut without;
    std::string list = value;
    std::replace(list.begin(), list.end(), ',', ' ');
    std::istringstream words(list);
    for (std::string word; words >> word;) {
        if (word == "text")
            without.text = true;
        else if (word == "isrc")
            without.isrc = true;
        else if (word == "index")
            without.index = true;
        else
            refuse("--allow-without", value, "give text, isrc and index, with commas between");
    }
    return without;
}

ProgressStyle progress_or_refuse(const std::string& value) {
    if (value == "auto") return ProgressStyle::automatic;
    if (value == "none") return ProgressStyle::none;
    if (value != "json") refuse("--progress", value, "give auto, none or json");
    return ProgressStyle::json;
}

Charset charset_or_refuse(const std::string& value) {
    if (value == "latin1") return Charset::latin1;
    if (value == "ascii") return Charset::ascii;
    if (value != "ms-jis") refuse("--charset", value, "the character sets are latin1, ascii and ms-jis");
    return Charset::ms_jis;
}

uint8_t language_or_refuse(const std::string& value) {
    if (const auto code = parse_hex_code(value, 0xFF)) return uint8_t(*code);
    const auto language = language_named(value);
    if (!language)
        refuse("--language", value, "give a language's English name, or its code in CD-TEXT like 0x69");
    return *language;
}

const std::string& utf8_or_refuse(const std::string& option, const std::string& value) {
    if (!is_utf8(value)) refuse(option, value, "a text must be in UTF-8");
    return value;
}

} // namespace redbook::cli
