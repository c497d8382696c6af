#include "cli/command_words.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/suggestion.h"

namespace redbook::cli {

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const Command& command : commands()) names.emplace_back(command.name);
    return names;
}

std::vector<std::string> words_of(int argc, const char* const* argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (words.empty() || words[0] != "help") return words;
    words.erase(words.begin());
    words.resize(std::min<size_t>(words.size(), 1));
    words.emplace_back("--help");
    return words;
}

std::optional<std::string> unknown_command(const std::vector<std::string>& words) {
    if (words.empty() || words[0].starts_with('-')) return std::nullopt;
    const auto names = command_names();
    if (std::find(names.begin(), names.end(), words[0]) != names.end()) return std::nullopt;
    const std::string hint = perhaps_meant(words[0], names);
    return fmt::format("there is no command '{}'{}", words[0],
                       hint.empty() ? fmt::format("; the commands are {}", fmt::join(names, ", ")) : hint);
}

void look_for_json(const std::vector<std::string>& words, Arguments& a) {
    for (size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        a.json = a.json || words[i] == "--json";
        if (words[i] == "--progress=json" || (words[i] == "json" && i > 0 && words[i - 1] == "--progress"))
            a.progress = ProgressStyle::json;
    }
}

} // namespace redbook::cli
