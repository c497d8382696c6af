#include "tests/cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace redbook::test {
namespace {

// A terminal on which something is typed.
class Keyboard {
  public:
    explicit Keyboard(const std::string& typed) {
        if (typed.empty()) {
            keys_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
            return;
        }
        if (::openpty(&hands_, &keys_, nullptr, nullptr, nullptr) != 0)
            throw std::runtime_error("no terminal");
        ::fcntl(hands_, F_SETFD, FD_CLOEXEC);
        if (::write(hands_, typed.data(), typed.size()) < 0) throw std::runtime_error("nothing can be typed");
    }
    ~Keyboard() {
        for (const int fd : {hands_, keys_})
            if (fd >= 0) ::close(fd);
    }
    Keyboard(const Keyboard&) = delete;
    int input() const { return keys_; }

  private:
    int hands_ = -1, keys_ = -1;
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> all;
    for (const std::string& word : words) all.push_back(const_cast<char*>(word.c_str()));
    return all;
}

[[noreturn]] void become(const std::vector<std::string>& command, const HowToRun& how, int in, int out,
                         int err) {
    std::signal(SIGINT, SIG_DFL); // whoever runs the tests may ignore it
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    if (how.file_size_limit != 0) {
        const rlimit limit{how.file_size_limit, how.file_size_limit};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    // opened while its folder can be entered, which may be root's own
    const int program = how.as_nobody ? ::open(command[0].c_str(), O_RDONLY | O_CLOEXEC) : -1;
    if (how.as_nobody && ::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(126);
    for (const std::string& setting : how.environment) ::putenv(const_cast<char*>(setting.c_str()));
    std::vector<char*> argv = pointers(command);
    argv.push_back(nullptr);
    if (program >= 0) ::fexecve(program, argv.data(), environ);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

// To fork a process with AddressSanitizer takes longer than most programs run, so that is done only where
// there is something to do in the child that a spawned program cannot be given.
pid_t start(const std::vector<std::string>& command, const HowToRun& how, int in, int out, int err) {
    pid_t child = 0;
    if (how.as_nobody || how.file_size_limit != 0) {
        child = ::fork();
        if (child == 0) become(command, how, in, out, err);
        return child;
    }
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    for (const auto& [from, to] : {std::pair(in, 0), std::pair(out, 1), std::pair(err, 2)})
        posix_spawn_file_actions_adddup2(&files, from, to);
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT); // whoever runs the tests may ignore it
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &interrupt);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> words = pointers(command), environment = pointers(how.environment);
    for (char** setting = environ; *setting; ++setting) {
        const std::string name(*setting, std::string_view(*setting).find('=') + 1);
        if (std::ranges::none_of(how.environment, [&](const std::string& s) { return s.starts_with(name); }))
            environment.push_back(*setting);
    }
    words.push_back(nullptr);
    environment.push_back(nullptr);
    const int failed =
        ::posix_spawnp(&child, words[0], &files, &attributes, words.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error("cannot run " + command[0]);
    return child;
}

// Reads both pipes to their ends.
void collect(int out, int err, pid_t child, const HowToRun& how, Ran& ran) {
    std::array<pollfd, 2> ends{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
    bool interrupted = how.interrupt_at.empty();
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        ::poll(ends.data(), ends.size(), -1);
        for (pollfd& end : ends) {
            if (end.fd < 0 || end.revents == 0) continue;
            std::array<char, 4096> buffer;
            const ssize_t n = ::read(end.fd, buffer.data(), buffer.size());
            if (n <= 0)
                end.fd = -1;
            else
                (&end == &ends[0] ? ran.out : ran.err).append(buffer.data(), size_t(n));
        }
        if (!interrupted && ran.err.find(how.interrupt_at) != std::string::npos) {
            interrupted = true;
            ::kill(child, how.signal);
        }
    }
}

} // namespace

Ran run_program(const std::vector<std::string>& command, const HowToRun& how) {
    int out[2], err[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    if (how.nobody_reads) {
        ::close(out[0]);
        ::close(err[0]);
    }
    const Keyboard keyboard(how.typed);
    const pid_t child = start(command, how, keyboard.input(), out[1], err[1]);
    ::close(out[1]);
    ::close(err[1]);
    Ran ran;
    if (!how.nobody_reads) {
        collect(out[0], err[0], child, how, ran);
        ::close(out[0]);
        ::close(err[0]);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

Ran redbook(const std::vector<std::string>& arguments, const HowToRun& how) {
    std::vector<std::string> command{REDBOOK_PROGRAM};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_program(command, how);
}

} // namespace redbook::test
