#include "emulator/arguments.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/layout.h"

namespace redbook::emulator {
namespace {

[[noreturn]] void fail_on_arguments(std::string_view why) {
    throw Error(Errc::bad_value, fmt::format("redbook-emudrive: {}", why));
}

int count_in(std::string_view option, const std::string& value) {
    const int n = parse_number(value);
    if (n < 0) fail_on_arguments(fmt::format("{} takes a number, not '{}'", option, value));
    return n;
}

DriveOptions& last_drive(Arguments& a, std::string_view option) {
    if (a.drives.empty())
        fail_on_arguments(fmt::format("{} belongs to a drive; name its medium first", option));
    return a.drives.back();
}

void add_drive(Arguments& a, const std::string& medium) {
    DriveOptions options;
    options.name = fmt::format("/dev/sr{}", a.drives.size());
    if (!medium.empty()) options.media.push_back(medium);
    a.drives.push_back(std::move(options));
}

MediumFacts& new_facts(Arguments& a, std::string_view option) {
    if (!a.make) fail_on_arguments(fmt::format("{} belongs to a new medium; begin with --new PATH", option));
    return a.make->facts;
}

void set_capacity(Arguments& a, const std::string& value) {
    const auto capacity = parse_capacity(value);
    if (!capacity)
        fail_on_arguments(fmt::format("--capacity is 74, 80, 90, 99 or a number of blocks, not '{}'", value));
    MediumFacts& facts = new_facts(a, "--capacity");
    facts.capacity = facts.told_capacity = *capacity;
}

struct Option {
    std::string_view name, value; // no value: a switch
    std::string_view words;
    void (*take)(Arguments&, const std::string& value);
};
constexpr Option kOptions[] = {
    {"--new", "PATH", "make a blank medium (a CD-R of 80 minutes), and nothing else",
     [](Arguments& a, const std::string& v) {
         a.make = {v, {}};
     }},
    {"--capacity", "N", "of the new medium: 74, 80, 90, 99 minutes or a number of blocks", set_capacity},
    {"--rw", "", "the new medium can be erased",
     [](Arguments& a, const std::string&) { new_facts(a, "--rw").kind = MediumKind::cd_rw; }},
    {"--drive", "PATH", "another drive with this medium; '' for none",
     [](Arguments& a, const std::string& v) { add_drive(a, v); }},
    {"--then", "PATH", "the medium that is put in after an eject",
     [](Arguments& a, const std::string& v) { last_drive(a, "--then").media.push_back(v); }},
    {"--served", "", "the next medium is put in, as if by hand, after an eject",
     [](Arguments& a, const std::string&) { last_drive(a, "--served").served = true; }},
    {"--fault", "FAULT", "what the drive does wrong; may be given again",
     [](Arguments& a, const std::string& v) { last_drive(a, "--fault").faults.push_back(parse_fault(v)); }},
    {"--pace", "X", "as slow as a drive of X times 1x; else as fast as the host",
     [](Arguments& a, const std::string& v) { last_drive(a, "--pace").pace = count_in("--pace", v); }},
    {"--overburn", "", "take cue sheets beyond what the medium says it holds",
     [](Arguments& a, const std::string&) { last_drive(a, "--overburn").overburn = true; }},
    {"--trace", "FILE", "append every command and its answer to FILE",
     [](Arguments& a, const std::string& v) { last_drive(a, "--trace").trace = v; }},
    {"--help", "", "show this", [](Arguments& a, const std::string&) { a.help = true; }},
    {"--version", "", "show the version", [](Arguments& a, const std::string&) { a.version = true; }},
};

const Option& option_named(const std::string& word) {
    const auto found = std::ranges::find(kOptions, word, &Option::name);
    if (found == std::end(kOptions))
        fail_on_arguments(fmt::format("there is no option {}; --help shows them", word));
    return *found;
}

void check(const Arguments& a) {
    if (a.help || a.version) return;
    if (a.make && (!a.drives.empty() || !a.command.empty()))
        fail_on_arguments("--new makes a medium and runs nothing");
    if (!a.make && a.drives.empty())
        fail_on_arguments("name a medium, or make one with --new PATH; --help shows more");
}

} // namespace

Arguments parse_arguments(const std::vector<std::string>& words) {
    Arguments a;
    for (size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--") {
            a.command.assign(words.begin() + ptrdiff_t(i) + 1, words.end());
            break;
        }
        if (!words[i].starts_with("--")) {
            add_drive(a, words[i]);
            continue;
        }
        const Option& option = option_named(words[i]);
        if (!option.value.empty() && i + 1 == words.size())
            fail_on_arguments(fmt::format("{} takes {}", option.name, option.value));
        option.take(a, option.value.empty() ? std::string() : words[++i]);
    }
    check(a);
    return a;
}

std::vector<OptionRow> option_rows() {
    std::vector<OptionRow> rows;
    for (const Option& o : kOptions) rows.push_back({o.name, o.value, o.words});
    return rows;
}

std::string fault_syntax(const FaultRow& row) {
    const std::string value = !row.value ? "" : row.value_if_unsaid ? "[=VALUE]" : "=VALUE";
    return fmt::format("{}{}{}", row.name, row.at ? "@LBA" : "", value);
}

std::string usage() {
    std::string text = "redbook-emudrive MEDIUM [OPTIONS] -- COMMAND [ARGUMENTS]\n"
                       "    runs a command that finds an emulated CD recorder at /dev/sr0\n"
                       "redbook-emudrive --new PATH [--capacity N] [--rw]\n"
                       "    makes a blank medium\n\nOptions of the drive named last:\n";
    for (const Option& o : kOptions)
        text += fmt::format("  {:<15}{}\n", fmt::format("{} {}", o.name, o.value), o.words);
    text += "\nFaults:\n";
    for (const FaultRow& row : fault_rows())
        text += fmt::format("  {:<26}{}\n", fault_syntax(row), row.words);
    return text;
}

std::string lines_of(const std::vector<std::string>& words) {
    std::string lines;
    for (const std::string& word : words) lines += word + '\n';
    return lines;
}

std::vector<std::string> words_of(const std::string& lines) {
    std::vector<std::string> words;
    for (size_t at = 0; at < lines.size();) {
        const size_t end = std::min(lines.find('\n', at), lines.size());
        words.push_back(lines.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

} // namespace redbook::emulator
