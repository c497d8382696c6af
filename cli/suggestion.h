// The word that a mistyped one was meant to be.
#pragma once

#include <string>
#include <vector>

namespace redbook::cli {

// "; perhaps 'WORD' was meant" with the nearest of `known`, counted in keystrokes (one more, one less,
// another, or two neighbours swapped): at most two, or a third of the letters of a long word, but fewer than
// half. Part of a word ("out" of "output") is as near as one keystroke. Empty: none is so near.
std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known);

} // namespace redbook::cli
