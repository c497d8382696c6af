#include "manual/page.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include <fmt/format.h>

#include "cli/parameters.h"
#include "emulator/arguments.h"
#include "manual/roff.h"
#include "redbook/base/error.h"

namespace redbook::manual {
namespace {

using cli::Command;
using cli::Parameter;

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    return text;
}

const Command* command_of(const PageFacts& facts) {
    for (const Command& command : cli::commands())
        if (facts.name == "redbook-" + std::string(command.name)) return &command;
    return nullptr;
}

std::string head(const PageFacts& facts, std::string_view description) {
    return fmt::format(".TH {} {} {} \"redbook {}\" \"Redbook Manual\"\n.SH NAME\n{} \\- {}\n",
                       roff(upper(facts.name)), facts.section, facts.date, facts.version, roff(facts.name),
                       roff(description));
}

std::string entry(const std::string& tag, std::string_view words) {
    return fmt::format(".TP\n{}\n{}\n", tag, roff(words));
}

std::string names(const Parameter& p) {
    std::string text;
    for (const std::string& name : p.names)
        text += (text.empty() ? "" : ", ") + (p.operand ? italic(name) : bold(name));
    if (!p.value.empty()) text += " " + italic(p.value);
    return text;
}

std::string synopsis(const Command& command) {
    std::string text = fmt::format(".SH SYNOPSIS\n{} [{}]", bold(fmt::format("redbook {}", command.name)),
                                   italic("OPTIONS"));
    for (const Parameter& p : cli::parameters_of(command)) {
        if (!p.operand && !p.required) continue;
        const std::string one = (p.operand ? italic(p.names[0]) : bold(p.names[0]) + " " + italic(p.value)) +
                                (p.operand && p.repeats ? "..." : "");
        text += p.required ? " " + one : " [" + one + "]";
    }
    return text + "\n";
}

std::string options(const Command& command) {
    std::string operands, text, group;
    for (const Parameter& p : cli::parameters_of(command)) {
        if (p.operand) {
            operands += entry(names(p), p.help);
            continue;
        }
        if (p.group != group && p.group != "Options") text += ".SS " + roff(p.group) + "\n";
        group = p.group;
        text += entry(names(p), p.help);
    }
    return (operands.empty() ? "" : ".SH OPERANDS\n" + operands) + ".SH OPTIONS\n" + text;
}

std::string commands_by_task() {
    std::string text = ".SH COMMANDS\n";
    for (const cli::TaskRow& task : cli::tasks()) {
        text += ".SS " + roff(task.heading) + "\n";
        for (const Command& command : cli::commands())
            if (command.task == task.task)
                text += entry(bold(fmt::format("redbook-{}", command.name)) + "(1)", command.description);
    }
    return text;
}

std::string exit_status(const std::string& codes) {
    std::string text = ".SH EXIT STATUS\n";
    std::istringstream numbers(codes);
    for (int number; numbers >> number;)
        for (const cli::ExitCodeRow& row : cli::exit_codes())
            if (int(row.code) == number) text += entry(bold(std::to_string(number)), row.meaning);
    return text;
}

std::string emudrive_options() {
    std::string text;
    for (const emulator::OptionRow& row : emulator::option_rows())
        text += entry(bold(row.name) + (row.value.empty() ? "" : " " + italic(row.value)), row.words);
    return text;
}

std::string faults() {
    std::string text;
    for (const emulator::FaultRow& row : emulator::fault_rows())
        text += entry(bold(emulator::fault_syntax(row)), row.words);
    return text;
}

std::string expanded(const std::string& line, const PageFacts& facts) {
    const size_t end = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, end), rest = line.substr(std::min(end + 1, line.size()));
    const Command* command = command_of(facts);
    if (word == "@NAME" && !command) return head(facts, rest);
    if (word == "@COMMANDS") return commands_by_task();
    if (word == "@OPTIONS" && command) return options(*command);
    if (word == "@EXIT") return exit_status(rest);
    if (word == "@EMUDRIVE") return emudrive_options();
    if (word == "@FAULTS") return faults();
    throw Error(Errc::malformed, fmt::format("{}.{}: {}: not a line of the program's tables", facts.name,
                                             facts.section, line));
}

} // namespace

std::string page(const std::string& source, const PageFacts& facts) {
    std::string text;
    if (const Command* command = command_of(facts))
        text = head(facts, command->description) + synopsis(*command);
    std::istringstream lines(source);
    for (std::string line; std::getline(lines, line);)
        text += line.starts_with('@') ? expanded(line, facts) : line + "\n";
    return text;
}

} // namespace redbook::manual
