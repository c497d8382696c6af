#include "manual/page.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "cli/config.h"
#include "cli/parameters.h"
#include "emulator/arguments.h"
#include "manual/roff.h"
#include "redbook/base/error.h"

namespace redbook::manual {
namespace {

const std::filesystem::path kPages = std::filesystem::path(REDBOOK_ROOT) / "manual/pages";

PageFacts facts(const std::string& name, const std::string& section = "1") {
    return {name, section, "2026-12-01", "0.1.0"};
}

std::string source(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(kPages / file).rdbuf();
    return text.str();
}

size_t count(const std::string& text, const std::string& part) {
    size_t n = 0;
    for (size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++n;
    return n;
}

TEST(ManualPage, ACommandHasItsNameAndSynopsisFromTheTable) {
    EXPECT_EQ(page(".SH DESCRIPTION\nOpens it.\n@EXIT 0 7\n", facts("redbook-eject")),
              ".TH REDBOOK\\-EJECT 1 2026-12-01 \"redbook 0.1.0\" \"Redbook Manual\"\n"
              ".SH NAME\n"
              "redbook\\-eject \\- Open a drive\\(aqs tray, or close it\n"
              ".SH SYNOPSIS\n"
              "\\fBredbook eject\\fR [\\fIOPTIONS\\fR] [\\fIDRIVE\\fR]\n"
              ".SH DESCRIPTION\n"
              "Opens it.\n"
              ".SH EXIT STATUS\n"
              ".TP\n\\fB0\\fR\ndone and verified\n"
              ".TP\n\\fB7\\fR\ndrive or medium\n");
    EXPECT_NE(page("", facts("redbook-master"))
                  .find("[\\fIOPTIONS\\fR] \\fISOURCE\\fR... \\fB\\-o\\fR \\fIFILE\\fR\n"),
              std::string::npos);
}

TEST(ManualPage, OptionsAreThoseOfTheHelp) {
    for (const cli::Command& command : cli::commands()) {
        const std::string text = page("@OPTIONS\n", facts("redbook-" + std::string(command.name)));
        for (const cli::Parameter& p : cli::parameters_of(command))
            EXPECT_EQ(count(text, "\n" + roff(p.help) + "\n") > 0, true) << command.name << p.names[0];
    }
}

TEST(ManualPage, ALineThatTheTablesDoNotHaveIsRefused) {
    for (const char* line : {"@OPTION", "@", "@NAME x"}) {
        try {
            page(line, facts("redbook-id"));
            ADD_FAILURE() << line;
        } catch (const Error& e) {
            EXPECT_EQ(e.what(),
                      "redbook-id.1: " + std::string(line) + ": not a line of the program's tables");
        }
    }
}

TEST(ManualPage, EveryCommandHasOneAndNothingElseLooksLikeOne) {
    std::set<std::string> expected{"redbook.1", "redbook-emudrive.1", "redbook-config.5", "redbook-stash.5"},
        found;
    for (const cli::Command& command : cli::commands())
        expected.insert("redbook-" + std::string(command.name) + ".1");
    for (const auto& file : std::filesystem::directory_iterator(kPages)) found.insert(file.path().filename());
    EXPECT_EQ(found, expected);
}

TEST(ManualPage, EveryPageOfACommandHasOptionsExamplesAndExitStatus) {
    for (const cli::Command& command : cli::commands()) {
        const std::string text = source("redbook-" + std::string(command.name) + ".1");
        for (const char* part :
             {".SH DESCRIPTION\n", "\n@OPTIONS\n", "\n.SH EXAMPLES\n", "\n@EXIT 0 1 2", "\n.SH SEE ALSO\n"})
            EXPECT_EQ(count(text, part), 1u) << command.name << part;
    }
}

TEST(ManualPage, ThatOfTheEmulatedDriveHasEveryOptionAndFault) {
    const std::string text = page(source("redbook-emudrive.1"), facts("redbook-emudrive"));
    for (const emulator::OptionRow& row : emulator::option_rows())
        EXPECT_EQ(count(text, "\n" + roff(row.words) + "\n"), 1u) << row.name;
    for (const emulator::FaultRow& row : emulator::fault_rows())
        EXPECT_EQ(count(text, "\n" + bold(emulator::fault_syntax(row)) + "\n"), 1u) << row.name;
}

// The keys of the page: what is in bold after .TP.
std::set<std::string> keys_of(const std::string& text) {
    std::set<std::string> keys;
    std::istringstream lines(text);
    for (std::string line, before; std::getline(lines, line); before = line)
        if (before == ".TP" && line.starts_with(".B ")) keys.insert(line.substr(3));
    return keys;
}

TEST(ManualPage, ThatOfTheConfigurationHasEveryKey) {
    const std::string text = source("redbook-config.5");
    EXPECT_EQ(keys_of(text), (std::set<std::string>{"recorder", "stash_folder", "write_offset", "read_offset",
                                                    "unreadable_edge_samples"}));
    const std::string most = std::to_string(cli::kFarthestOffset);
    EXPECT_EQ(count(text, "\\-" + most + " to " + most), 2u);
    EXPECT_EQ(count(text, "0 to " + most), 3u);
}

} // namespace
} // namespace redbook::manual
