// redbook-emudrive: an emulated CD recorder for programs that know nothing of it.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "emulator/arguments.h"
#include "redbook/base/error.h"
#include "redbook/base/file_posix.h"
#include "redbook/base/text.h"

namespace redbook::emulator {
namespace {

constexpr int kDone = 0, kFailed = 1, kUsage = 2, kCannotRun = 127;

// Where the files lie that stand for the drives. Goes with the program.
class NodesFolder {
  public:
    explicit NodesFolder(size_t drives) {
        std::string pattern = (std::filesystem::temp_directory_path() / "redbook-emudrive-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw Error(Errc::io, fmt::format("{}: {}", pattern, std::strerror(errno)));
        path_ = pattern;
        for (size_t i = 0; i < drives; ++i)
            system_files().create(join_path(path_, fmt::format("sr{}", i)))->close();
    }
    ~NodesFolder() {
        std::error_code ignored; // nothing that can be done about it
        std::filesystem::remove_all(path_, ignored);
    }
    NodesFolder(const NodesFolder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

// The command may change folder.
std::vector<std::string> with_absolute_paths(std::vector<std::string> words) {
    bool is_path = true;
    for (std::string& word : words) {
        if (is_path && !word.empty() && !word.starts_with("--")) word = std::filesystem::absolute(word);
        const bool takes_other = word == "--fault" || word == "--pace";
        is_path = !takes_other;
    }
    return words;
}

// Beside the program, as it is built, or where it is installed.
std::string interposer_path() {
    const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    for (const char* place : {"", "../lib/redbook", REDBOOK_INTERPOSER_FOLDER}) {
        const std::filesystem::path path = here / place / REDBOOK_INTERPOSER;
        if (std::filesystem::exists(path)) return std::filesystem::canonical(path).string();
    }
    throw Error(Errc::not_found,
                fmt::format("{}: not found beside the program; install it again", REDBOOK_INTERPOSER));
}

void set_variable(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }

void preload(const std::string& library) {
    const char* others = std::getenv("LD_PRELOAD");
    set_variable("LD_PRELOAD", others && *others ? fmt::format("{}:{}", others, library) : library);
}

[[noreturn]] void become(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    fmt::print(stderr, "redbook-emudrive: {}: {}\n", printable(command[0]), std::strerror(errno));
    std::_Exit(kCannotRun);
}

pid_t command_process = 0;

// Ctrl-C reaches the command too, which ends as it likes; what is sent to us alone is handed on.
void leave_signals_to_the_command(pid_t command) {
    command_process = command;
    std::signal(SIGINT, SIG_IGN);
    for (const int signal : {SIGTERM, SIGHUP}) std::signal(signal, [](int s) { ::kill(command_process, s); });
}

// A signal that comes before there is someone to hand it on to waits.
pid_t start(const std::vector<std::string>& command) {
    sigset_t all, before;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &before);
    const pid_t child = ::fork();
    if (child > 0) leave_signals_to_the_command(child);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    if (child < 0) throw Error(Errc::io, fmt::format("fork: {}", std::strerror(errno)));
    if (child == 0) become(command);
    return child;
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

int run(const Arguments& arguments, const std::vector<std::string>& words) {
    const NodesFolder nodes(arguments.drives.size());
    const std::vector<std::string> of_drives(words.begin(), std::find(words.begin(), words.end(), "--"));
    set_variable(kDrivesVariable, lines_of(with_absolute_paths(of_drives)));
    set_variable(kNodesVariable, nodes.path());
    preload(interposer_path());
    const pid_t child = start(arguments.command);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return exit_code(status);
}

// What is wrong with a medium is better said now than by every program that asks the drive.
void check_media(const Arguments& arguments) {
    for (const DriveOptions& drive : arguments.drives)
        for (const std::string& path : drive.media) Medium(system_files(), path);
}

int act(const std::vector<std::string>& words) {
    const Arguments arguments = parse_arguments(words);
    if (arguments.help) return fmt::print("{}", usage()), kDone;
    if (arguments.version) return fmt::print("redbook-emudrive {}\n", REDBOOK_VERSION), kDone;
    if (arguments.make)
        return Medium::make(system_files(), arguments.make->path, arguments.make->facts), kDone;
    if (arguments.command.empty())
        throw Error(Errc::bad_value, "redbook-emudrive: say which command, after --");
    check_media(arguments);
    return run(arguments, words);
}

} // namespace
} // namespace redbook::emulator

int main(int count, char** words) {
    using namespace redbook;
    occupy_standard_descriptors();
    try {
        return emulator::act({words + 1, words + count});
    } catch (const Error& e) {
        fmt::print(stderr, "{}\n", printable(e.what()));
        return e.code == Errc::bad_value ? emulator::kUsage : emulator::kFailed;
    }
}
