#include "cli/complaint.h"

#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/command_words.h"
#include "cli/suggestion.h"
#include "cli/unambiguous.h"

namespace redbook::cli {
namespace {

std::string unknown_option(const CLI::App& app, const std::string& word) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    const std::string name = word.substr(0, word.find('='));
    return fmt::format("there is no option '{}'{}", name, perhaps_meant(name, names));
}

} // namespace

std::string sentence_of(const CLI::ParseError& e, const CLI::App& app) {
    const std::string what = e.what(), name = what.substr(0, what.find(':'));
    const bool has_command = app.get_parent() != nullptr;
    if (has_command && !app.get_parent()->remaining().empty())
        return fmt::format("'{}' must come after the command", app.get_parent()->remaining()[0]);
    const auto extras = app.remaining();
    for (const std::string& word : extras)
        if (word.size() > 1 && word[0] == '-') return unknown_option(app, word);
    if (!has_command) return fmt::format("give a command: {}", fmt::join(command_names(), ", "));
    switch (CLI::ExitCodes(e.get_exit_code())) {
    case CLI::ExitCodes::ExtrasError:
        return extras.empty() ? what : fmt::format("'{}' is one operand too many", unmarked(extras[0]));
    case CLI::ExitCodes::ConversionError: // "Could not convert: --json = foo"
        return what.substr(name.size() + 2) + ": this option takes no value";
    case CLI::ExitCodes::RequiredError: return name.substr(0, name.find(' ')) + " is missing";
    case CLI::ExitCodes::ArgumentMismatch:
        return name + (what.ends_with("missing") ? " needs a value" : " is given more than once");
    default: return what;
    }
}

} // namespace redbook::cli
