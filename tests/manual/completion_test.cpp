#include "manual/completion.h"

#include <gtest/gtest.h>

#include "cli/parameters.h"

namespace redbook::manual {
namespace {

// What shells do with them is tested in shells_test.py.
TEST(Completion, BothScriptsHaveEveryCommandAndOption) {
    const std::string bash = bash_completion(), zsh = zsh_completion();
    for (const cli::Command& command : cli::commands()) {
        const std::string name(command.name);
        EXPECT_NE(bash.find("\n    " + name + ") _redbook_words "), std::string::npos);
        const size_t of_command = zsh.find("\n    " + name + ")\n");
        ASSERT_NE(of_command, std::string::npos);
        for (const cli::Parameter& p : cli::parameters_of(command))
            for (const std::string& option : p.names) {
                if (p.operand) continue;
                EXPECT_NE(bash.find(" " + option + " "), std::string::npos) << option;
                EXPECT_NE(zsh.find(option + (p.value.empty() || !option.starts_with("--") ? "[" : "=["),
                                   of_command),
                          std::string::npos)
                    << option;
            }
    }
}

} // namespace
} // namespace redbook::manual
