#include "cli/suggestion.h"

#include <algorithm>

namespace redbook::cli {
namespace {

constexpr size_t kShortestPart = 3; // letters; of a word that is known only in part

// Keystrokes from one word to the other (optimal string alignment).
size_t keystrokes(const std::string& a, const std::string& b) {
    std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i)
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

std::string letters_of(const std::string& word) {
    return word.substr(std::min(word.size(), word.find_first_not_of('-')));
}

// Where one word is part of the other ("out" of "output", "verify" of "no-verify"), it is as near as a typo.
size_t distance(const std::string& word, const std::string& candidate) {
    const std::string a = letters_of(word), b = letters_of(candidate);
    const auto& [shorter, longer] = std::minmax(a, b, [](auto& x, auto& y) { return x.size() < y.size(); });
    const bool is_part = shorter.size() >= kShortestPart && longer.find(shorter) != std::string::npos;
    return std::min(keystrokes(word, candidate), is_part ? 1 : std::string::npos);
}

} // namespace

std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known) {
    const size_t letters = letters_of(word).size();
    size_t least = std::max(std::min<size_t>(3, (letters + 1) / 2), letters / 3 + 1);
    std::string hint;
    for (const std::string& candidate : known)
        if (const size_t n = distance(word, candidate); n < least) {
            least = n;
            hint = "; perhaps '" + candidate + "' was meant";
        }
    return hint;
}

} // namespace redbook::cli
