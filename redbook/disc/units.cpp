#include "redbook/disc/units.h"

#include <cstdlib>

#include <fmt/format.h>

namespace redbook {
namespace {

std::string blocks_as_msf(int64_t n) {
    const int64_t a = std::abs(n);
    return fmt::format("{}{:02}:{:02}:{:02}", n < 0 ? "-" : "", a / 4500, a / 75 % 60, a % 75);
}

// One to `most` digits at the front of text, which is shortened; nullopt if there are none or more.
std::optional<int32_t> take_number(std::string_view& text, size_t most) {
    size_t digits = 0;
    int32_t value = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits <= most)
        value = value * 10 + (text[digits++] - '0');
    if (digits == 0 || digits > most) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool take_colon(std::string_view& text) {
    if (!text.starts_with(':')) return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

std::string to_string(Msf m) { return fmt::format("{:02}:{:02}:{:02}", m.minute, m.second, m.frame); }
std::string msf_text(Lba a) { return blocks_as_msf(int64_t{a.value} + 150); }
std::string msf_text(BlockCount n) { return blocks_as_msf(n.value); }
std::string blocks_text(BlockCount n) { return fmt::format("{} block{}", n.value, n.value == 1 ? "" : "s"); }

std::optional<BlockCount> parse_msf(std::string_view text) {
    const auto minute = take_number(text, 4);
    if (!minute || !take_colon(text)) return std::nullopt;
    const auto second = take_number(text, 2);
    if (!second || !take_colon(text)) return std::nullopt;
    const auto frame = take_number(text, 2);
    if (!frame || !text.empty()) return std::nullopt;
    if (*minute > 99 || *second > 59 || *frame > 74) return std::nullopt;
    return BlockCount{(*minute * 60 + *second) * 75 + *frame};
}

} // namespace redbook
