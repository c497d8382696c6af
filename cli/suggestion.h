// The word that a mistyped one was meant to be.
#pragma once

#include <string>
#include <vector>

namespace redbook::cli {

// "; perhaps 'WORD' was meant" with the nearest of `known` that at most two keystrokes (one more, one less,
// another, or two neighbours swapped) make of `word`, but fewer than half of its letters; empty: none is so
// near.
std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known);

} // namespace redbook::cli
