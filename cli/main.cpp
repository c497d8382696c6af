// The program `redbook`.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opening.h"
#include "cli/remedy.h"
#include "redbook/base/file_posix.h"
#include "redbook/report/json.h"
#include "redbook/report/text.h"

namespace redbook::cli {
namespace {

const Command& command_named(std::string_view name) {
    for (const Command& command : commands())
        if (command.name == name) return command;
    std::terminate(); // the parser took it from the same table
}

// What was done is not all there is to say. `check` counts them itself.
void count_warnings(Report& report) {
    const size_t n = report.warnings.size();
    if (n > 0 && !report.outcome.empty() && !report.findings)
        report.outcome += fmt::format("; {} warning{}", n, n == 1 ? "" : "s");
}

Done run(const Arguments& arguments) {
    catch_interrupts();
    Console console(arguments);
    Done done;
    try {
        done = command_named(arguments.command).run(arguments, console);
        count_warnings(done.report);
    } catch (const StrictlyRefused& e) {
        done.report.errors.push_back({e.code, e.what(), e.remedy});
        done.report.warnings = e.further;
        done.code = exit_code_of(e.code);
    } catch (const Error& e) {
        done.report.errors.push_back({e.code, e.what(), e.remedy});
        done.code = exit_code_of(e);
    } catch (const std::exception& e) { // out of memory, or a mistake of ours
        done.report.errors.push_back({std::nullopt, fmt::format("internal error: {}", e.what())});
        done.code = ExitCode::failed;
    }
    for (Failure& error : done.report.errors) {
        error.sentence = with_remedy(error, arguments);
        error.note.clear();
    }
    return done;
}

Done usage(const std::string& complaint) {
    Done done;
    done.report.errors.push_back({Errc::bad_value, complaint});
    done.code = ExitCode::usage;
    return done;
}

// At once, so that both streams can go to one file.
void print_to(std::FILE* stream, const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
}

// Talk goes to stderr, data to stdout.
void print(const Done& done, const Arguments& arguments) {
    if (!arguments.json) {
        if (!arguments.quiet)
            for (const std::string& warning : done.report.warnings)
                print_to(stderr, "warning: " + printable(warning) + "\n");
        for (const Failure& error : done.report.errors)
            print_to(stderr, "redbook: " + printable(error.sentence) + "\n");
    }
    if (arguments.json)
        print_to(stdout, to_json(done.report));
    else if (!arguments.quiet)
        print_to(stdout, to_text(done.report, arguments.wide));
    if (arguments.progress == ProgressStyle::json) print_to(stderr, result_json(done.report));
}

// False if what was to be told did not arrive: a closed pipe, a full disk.
bool flush_stdout() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

int main(int argc, char** argv) {
    occupy_standard_descriptors();
    const Parsed parsed = parse_arguments(argc, argv);
    Done done;
    if (parsed.text) {
        print_to(stdout, *parsed.text);
    } else {
        done = parsed.complaint ? usage(*parsed.complaint) : run(parsed.arguments);
        done.report.command = parsed.arguments.command;
        done.report.exit_code = int(done.code);
        print(done, parsed.arguments);
    }
    if (!flush_stdout() && done.code == ExitCode::done) {
        print_to(stderr, "redbook: the result could not be printed\n");
        return int(ExitCode::failed);
    }
    return int(done.code);
}

} // namespace
} // namespace redbook::cli

int main(int argc, char** argv) { return redbook::cli::main(argc, argv); }
