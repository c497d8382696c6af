#include "redbook/imapi/linux_program.h"

#include <windows.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <span>
#include <thread>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/registration_windows.h"

namespace redbook::imapi {
namespace {

// Wine hands on neither the error output nor the exit code of a Linux program, nor a way to signal it, and no
// pipe to read from: a shell writes all that into a file, in lines of its own around those of the program.
// They have its number, which the program does not print.
constexpr const char* kScript =
    R"(exec >"$0" 2>&1; echo "shell $$"; "$@" & echo "program $$ $!"; wait $!; echo "exit $$ $?")";
constexpr std::string_view kShell = "shell ", kProgram = "program ", kExit = "exit ";
constexpr auto kPoll = std::chrono::milliseconds(20);
constexpr int kMostPollsToStart = 500;

template <class Function>
Function function_of(const wchar_t* module, const char* name) {
    return reinterpret_cast<Function>(
        reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(module), name)));
}

// What Wine takes apart again into the same words, as the C library of Windows does.
std::wstring quoted(const std::string& word) {
    std::wstring out = L"\"";
    size_t backslashes = 0;
    for (const wchar_t c : to_utf16(word)) {
        if (c == L'"') out.append(backslashes + 1, L'\\');
        backslashes = c == L'\\' ? backslashes + 1 : 0;
        out += c;
    }
    return out.append(backslashes, L'\\') + L'"';
}

std::wstring command_line(const std::vector<std::string>& words) {
    std::wstring line;
    for (const std::string& word : words) line += (line.empty() ? L"" : L" ") + quoted(word);
    return line;
}

void start_shell(const std::vector<std::string>& words) {
    STARTUPINFOW start{};
    start.cb = sizeof start;
    PROCESS_INFORMATION process{};
    std::wstring line = command_line(words);
    if (!CreateProcessW(L"\\\\?\\unix\\bin\\sh", line.data(), nullptr, nullptr, FALSE, CREATE_NO_WINDOW,
                        nullptr, nullptr, &start, &process))
        throw Error(Errc::io, "/bin/sh: cannot be started: Windows error " + std::to_string(GetLastError()));
    // There are no handles to close: Wine has none for a Linux process.
}

constexpr std::string_view kListingPrefix = "redbook-", kListingExtension = ".txt";

std::string temporary_folder() {
    std::array<wchar_t, MAX_PATH + 1> folder{};
    GetTempPathW(DWORD(folder.size()), folder.data());
    return to_utf8(folder.data());
}

bool is_running(DWORD process) {
    const HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    if (handle == nullptr) return GetLastError() != ERROR_INVALID_PARAMETER; // ours to ask or not
    DWORD code = 0;
    const bool running = !GetExitCodeProcess(handle, &code) || code == STILL_ACTIVE;
    CloseHandle(handle);
    return running;
}

// What programs that were killed have left.
void remove_listings_of_the_dead() {
    const std::string folder = temporary_folder();
    for (const std::string& name : system_files().list(folder)) {
        if (!name.starts_with(kListingPrefix) || !name.ends_with(kListingExtension)) continue;
        const unsigned long process = std::strtoul(name.c_str() + kListingPrefix.size(), nullptr, 10);
        if (process != 0 && !is_running(DWORD(process)))
            DeleteFileW(to_utf16(join_path(folder, name)).c_str());
    }
}

// A file that grows, in the user's temporary folder, gone with this object.
class Listing {
  public:
    Listing() : path_(temporary_path()), file_(system_files().create(path_)) {
        remove_listings_of_the_dead();
    }
    ~Listing() {
        file_.reset();
        DeleteFileW(to_utf16(path_).c_str());
    }
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;
    const std::string& path() const { return path_; }

    // The next whole line without its end; nullopt if there is none yet.
    std::optional<std::string> line() {
        std::array<char, 4096> part;
        const size_t n = file_->read_at(read_, std::as_writable_bytes(std::span(part)));
        text_.append(part.data(), n);
        read_ += n;
        const size_t end = text_.find('\n');
        if (end == std::string::npos) return std::nullopt;
        std::string line = text_.substr(0, end);
        text_.erase(0, end + 1);
        return line;
    }

  private:
    static std::string temporary_path() {
        static std::atomic<unsigned> count{0};
        return join_path(temporary_folder(), std::string(kListingPrefix) +
                                                 std::to_string(GetCurrentProcessId()) + "-" +
                                                 std::to_string(GetTickCount64()) + "-" +
                                                 std::to_string(++count) + std::string(kListingExtension));
    }

    const std::string path_;
    std::unique_ptr<File> file_;
    uint64_t read_ = 0;
    std::string text_;
};

bool takes(const std::string& line, std::string_view prefix, std::string& value) {
    if (!line.starts_with(prefix)) return false;
    value = line.substr(prefix.size());
    return true;
}

// One run, from the shell's first line to its last.
class Run {
  public:
    explicit Run(const std::string& path, const std::vector<std::string>& arguments) : path_(path) {
        std::vector<std::string> words{"sh", "-c", kScript, linux_path(listing_.path()), path};
        words.insert(words.end(), arguments.begin(), arguments.end());
        start_shell(words);
    }

    int see_to_the_end(const SeeLine& see) {
        std::string exit_code;
        while (exit_code.empty()) {
            const std::string line = next();
            if (shell_.empty() && takes(line, kShell, shell_)) continue;
            if (program_.empty() && takes(line, ours(kProgram), program_)) continue;
            if (!takes(line, ours(kExit), exit_code) && !see(line)) interrupt();
        }
        return std::stoi(exit_code);
    }

  private:
    // How a line of the shell begins.
    std::string ours(std::string_view word) const { return std::string(word) + shell_ + " "; }

    std::string next() {
        for (int polls = 0;; ++polls) {
            const bool alive = is_alive(polls); // asked first: what it wrote last is read then
            if (auto line = listing_.line()) return *line;
            if (!alive) throw Error(Errc::io, path_ + ": ended without saying how");
            std::this_thread::sleep_for(kPoll);
        }
    }

    bool is_alive(int polls) const {
        if (shell_.empty()) return polls < kMostPollsToStart;
        return system_files()
            .status("\\\\?\\unix\\proc\\" + shell_ + "\\exe")
            .has_value(); // a zombie has none
    }

    // Once: what is told a second time ends at once.
    void interrupt() {
        if (program_.empty() || interrupted_) return;
        interrupted_ = true;
        start_shell({"sh", "-c", "kill -TERM \"$0\"", program_});
    }

    const std::string path_;
    Listing listing_;
    std::string shell_, program_; // process numbers
    bool interrupted_ = false;
};

std::string first_program() {
    if (const auto set = system_setting("REDBOOK_IMAPI_PROGRAM")) return *set;
    for (const char* path : {"/usr/local/bin/redbook", "/usr/bin/redbook"})
        if (system_files().status(std::string("\\\\?\\unix") + path)) return path;
    return "";
}

} // namespace

int run_linux_program(const std::string& path, const std::vector<std::string>& arguments,
                      const SeeLine& see) {
    return Run(path, arguments).see_to_the_end(see);
}

std::string linux_path(const std::string& path) {
    const auto convert =
        function_of<char*(__cdecl*)(const wchar_t*)>(L"kernel32.dll", "wine_get_unix_file_name");
    char* converted = convert == nullptr ? nullptr : convert(to_utf16(path).c_str());
    if (converted == nullptr) throw Error(Errc::not_found, path + ": has no path in the Linux system");
    std::string result = converted;
    HeapFree(GetProcessHeap(), 0, converted);
    return result;
}

std::optional<Program> linux_redbook() {
    const std::string path = is_wine() ? first_program() : "";
    if (path.empty()) return std::nullopt;
    return Program{[path](const std::vector<std::string>& arguments, const SeeLine& see) {
                       return run_linux_program(path, arguments, see);
                   },
                   linux_path};
}

} // namespace redbook::imapi
