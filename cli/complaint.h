// What CLI11 complains about, as sentences of ours.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace redbook::cli {

// `app` is the command, or the program where there is none.
std::string sentence_of(const CLI::ParseError& error, const CLI::App& app);

} // namespace redbook::cli
