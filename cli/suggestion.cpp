#include "cli/suggestion.h"

#include <algorithm>

namespace redbook::cli {
namespace {

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

} // namespace

std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known) {
    const size_t letters = word.size() - std::min(word.size(), word.find_first_not_of('-'));
    size_t least = std::min<size_t>(3, (letters + 1) / 2);
    std::string hint;
    for (const std::string& candidate : known)
        if (const size_t n = keystrokes(word, candidate); n < least) {
            least = n;
            hint = "; perhaps '" + candidate + "' was meant";
        }
    return hint;
}

} // namespace redbook::cli
