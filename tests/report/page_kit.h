// What the tests of pages share.
#pragma once

#include <cstdint>
#include <regex>
#include <string>

namespace redbook::test {

inline constexpr int64_t kWhen = 1'795'600'000'000'000'000; // 2026-11-25 09:46:40 UTC

// What stands under a name in a page's facts; empty: nothing.
inline std::string fact(const std::string& page, const std::string& name) {
    std::smatch found;
    const std::regex pattern("<dt>" + name + "</dt><dd[^>]*>([^<]*)</dd>");
    return std::regex_search(page, found, pattern) ? found[1].str() : "";
}

} // namespace redbook::test
