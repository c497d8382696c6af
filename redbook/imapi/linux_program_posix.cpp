#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/imapi/linux_program.h"

extern char** environ;

namespace redbook::imapi {
namespace {

constexpr int kNoSuchProgram = 127; // as shells have it

[[noreturn]] void fail_to(const std::string& path, const char* doing, int error) {
    throw Error(Errc::io, path + ": cannot " + doing + ": " + std::generic_category().message(error));
}

// The reading end of what a program prints, errors included.
class Pipe {
  public:
    explicit Pipe(const std::string& path) {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0) fail_to(path, "make a pipe for what it prints", errno);
    }
    ~Pipe() {
        close(ends_[0]);
        close_writing();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int writing_end() const { return ends_[1]; }
    void close_writing() {
        if (ends_[1] >= 0) close(std::exchange(ends_[1], -1));
    }

    // The next line without its end; nullopt after the last.
    std::optional<std::string> line() {
        size_t end;
        while ((end = text_.find('\n')) == std::string::npos)
            if (!read_more()) return text_.empty() ? std::nullopt : std::optional(std::exchange(text_, {}));
        std::string line = text_.substr(0, end);
        text_.erase(0, end + 1);
        return line;
    }

  private:
    bool read_more() {
        std::array<char, 4096> part;
        ssize_t n;
        do n = read(ends_[0], part.data(), part.size());
        while (n < 0 && errno == EINTR);
        if (n > 0) text_.append(part.data(), size_t(n));
        return n > 0;
    }

    std::array<int, 2> ends_{-1, -1};
    std::string text_;
};

// How it begins: with the signals that programs begin with. A client's thread may have them blocked, and the
// program would never hear that it is to end.
class Attributes {
  public:
    Attributes() {
        posix_spawnattr_init(&attributes_);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_;
};

// A program that runs; it does not outlive this object.
class Child {
  public:
    Child(const std::string& path, const std::vector<std::string>& arguments, int output) : path_(path) {
        std::vector<char*> words{const_cast<char*>(path.c_str())}; // posix_spawn changes none of them
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
        const int error =
            posix_spawn(&id_, path.c_str(), &actions, Attributes().get(), words.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) id_ = 0;
        if (error != 0 && error != ENOENT) fail_to(path, "start this program", error);
    }
    ~Child() {
        interrupt();
        if (id_ != 0) wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool is_there() const { return id_ != 0; }

    // Once: what is told a second time ends at once.
    void interrupt() {
        if (id_ != 0 && !std::exchange(interrupted_, true)) kill(id_, SIGTERM);
    }

    // Its exit code; that of one that a signal ended is 128 and the signal, as shells have it.
    int wait() {
        int status = 0;
        while (waitpid(id_, &status, 0) < 0)
            if (errno != EINTR) fail_to(path_, "wait for its end", errno);
        id_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

  private:
    const std::string path_;
    pid_t id_ = 0;
    bool interrupted_ = false;
};

std::string first_program() {
    if (const auto set = system_setting("REDBOOK_IMAPI_PROGRAM")) return *set;
    for (const char* path : {"/usr/local/bin/redbook", "/usr/bin/redbook"})
        if (system_files().status(path)) return path;
    return "";
}

} // namespace

int run_linux_program(const std::string& path, const std::vector<std::string>& arguments,
                      const SeeLine& see) {
    Pipe output(path);
    Child child(path, arguments, output.writing_end());
    if (!child.is_there()) return kNoSuchProgram;
    output.close_writing();
    while (const auto line = output.line())
        if (!see(*line)) child.interrupt();
    return child.wait();
}

std::string linux_path(const std::string& path) { return path; }

std::optional<Program> linux_redbook() {
    const std::string path = first_program();
    if (path.empty()) return std::nullopt;
    return Program{[path](const std::vector<std::string>& arguments, const SeeLine& see) {
                       return run_linux_program(path, arguments, see);
                   },
                   linux_path};
}

} // namespace redbook::imapi
