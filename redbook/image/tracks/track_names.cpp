#include "redbook/image/tracks/track_names.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr std::string_view kJoint = " - ";

bool is_risky(char c) {
    constexpr std::string_view kRisky = "/\\:*?\"<>|";
    return uint8_t(c) < 0x20 || c == 0x7F || kRisky.find(c) != std::string_view::npos;
}

} // namespace

std::string track_file_name(int number, std::string_view title, std::string_view extension) {
    std::string name = fmt::format("{:02}", number);
    const size_t room = kLongestTrackName - name.size() - kJoint.size() - extension.size();
    std::string words(trimmed(utf8_prefix(trimmed(title), room)));
    std::replace_if(words.begin(), words.end(), is_risky, '_');
    if (!words.empty()) name.append(kJoint).append(words);
    return name.append(extension);
}

bool is_track_file_name(std::string_view name) {
    if (name.size() < 2 || !is_digit(name[0]) || !is_digit(name[1])) return false;
    if (!name.ends_with(".flac") && !name.ends_with(".wav")) return false;
    const std::string_view rest = name.substr(2, name.rfind('.') - 2);
    return rest.empty() || (rest.starts_with(kJoint) && rest.size() > kJoint.size());
}

} // namespace redbook
