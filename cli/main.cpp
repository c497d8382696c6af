// The program `redbook`.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "cli/commands.h"
#include "redbook/report/json.h"
#include "redbook/report/text.h"

namespace redbook::cli {
namespace {

const Command& command_named(std::string_view name) {
    for (const Command& command : commands())
        if (command.name == name) return command;
    std::terminate(); // the parser took it from the same table
}

Done run(const Arguments& arguments, Console& console) {
    Done done;
    try {
        done = command_named(arguments.command).run(arguments, console);
    } catch (const Error& e) {
        done.report.errors.push_back(e.what());
        done.code = exit_code_of(e.code);
    } catch (const std::exception& e) { // out of memory, or a mistake of ours
        done.report.errors.push_back(fmt::format("internal error: {}", e.what()));
        done.code = ExitCode::failed;
    }
    done.report.command = arguments.command;
    return done;
}

void print_to(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
}

// Talk goes to stderr, data to stdout.
void print(const Done& done, const Arguments& arguments) {
    if (!arguments.json) {
        if (!arguments.quiet)
            for (const std::string& warning : done.report.warnings)
                print_to(stderr, "warning: " + warning + "\n");
        for (const std::string& error : done.report.errors) print_to(stderr, "redbook: " + error + "\n");
    }
    std::fflush(stderr);
    if (arguments.json)
        print_to(stdout, to_json(done.report));
    else if (!arguments.quiet)
        print_to(stdout, to_text(done.report));
}

// False if what was to be told did not arrive: a closed pipe, a full disk.
bool flush_stdout() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

int main(int argc, char** argv) {
    const Parsed parsed = parse_arguments(argc, argv);
    if (parsed.text) {
        print_to(parsed.complaint ? stderr : stdout, *parsed.text);
        return parsed.complaint ? int(ExitCode::usage) : 0;
    }
    catch_interrupts();
    Done done;
    {
        Console console(parsed.arguments);
        done = run(parsed.arguments, console);
    }
    print(done, parsed.arguments);
    if (parsed.arguments.progress == ProgressStyle::json)
        print_to(stderr, result_json(done.report, int(done.code)));
    if (!flush_stdout() && done.code == ExitCode::done) {
        print_to(stderr, "redbook: the result could not be printed\n");
        return int(ExitCode::failed);
    }
    return int(done.code);
}

} // namespace
} // namespace redbook::cli

int main(int argc, char** argv) { return redbook::cli::main(argc, argv); }
