#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/machine.h"

namespace redbook {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCdType = "5"; // of a SCSI peripheral; SPC-4

std::vector<std::string> paths_like(const char* pattern) {
    glob_t found{};
    std::vector<std::string> paths;
    if (::glob(pattern, 0, nullptr, &found) == 0)
        paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    std::ranges::sort(paths, natural_less);
    return paths;
}

std::string first_line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

bool is_cd_device(const std::string& device) { return first_line_of(device + "/type") == kCdType; }

// Groups and users
// -----------------------------------------------------------------------------------------------------------

std::string group_name(gid_t id) {
    const group* entry = ::getgrgid(id);
    return entry ? entry->gr_name : std::to_string(id);
}

std::vector<std::string> group_names(const std::vector<gid_t>& ids) {
    std::vector<std::string> names;
    for (const gid_t id : ids) names.push_back(group_name(id));
    return names;
}

std::vector<gid_t> groups_in_effect() {
    std::vector<gid_t> ids(size_t(std::max(::getgroups(0, nullptr), 0)));
    ids.resize(size_t(std::max(::getgroups(int(ids.size()), ids.data()), 0)));
    ids.push_back(::getegid());
    return ids;
}

std::vector<gid_t> groups_by_database(const passwd& user) {
    int count = 256;
    std::vector<gid_t> ids(size_t{256});
    if (::getgrouplist(user.pw_name, user.pw_gid, ids.data(), &count) < 0) return {};
    ids.resize(size_t(count));
    return ids;
}

void look_at_user(Machine& machine) {
    machine.groups = group_names(groups_in_effect());
    const passwd* user = ::getpwuid(::geteuid());
    machine.user = user ? user->pw_name : std::to_string(::geteuid());
    if (user) machine.member_of = group_names(groups_by_database(*user));
}

// Who has it
// -----------------------------------------------------------------------------------------------------------

// Linux writes blanks and the like in octal.
std::string unescaped(const std::string& text) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool is_code = text[i] == '\\' && i + 3 < text.size();
        plain += is_code ? char(std::stoi(text.substr(i + 1, 3), nullptr, 8)) : text[i];
        i += is_code ? 3 : 0;
    }
    return plain;
}

void find_mounts(DriveNode& node) {
    std::ifstream mounts("/proc/self/mounts");
    for (std::string line; std::getline(mounts, line);) {
        std::string device, place;
        std::istringstream(line) >> device >> place;
        if (device == node.path) node.holders.push_back({"", 0, unescaped(place)});
    }
}

bool has_open(const fs::path& process, dev_t device) {
    std::error_code error; // other users' processes do not let us look
    for (fs::directory_iterator at(process / "fd", error), end; !error && at != end; at.increment(error)) {
        struct stat status {};
        if (::stat(at->path().c_str(), &status) == 0 && !S_ISREG(status.st_mode) && status.st_rdev == device)
            return true;
    }
    return false;
}

void find_processes(DriveNode& node, dev_t device) {
    std::error_code error;
    for (fs::directory_iterator at("/proc", error), end; !error && at != end; at.increment(error)) {
        const int process = parse_number(at->path().filename().string());
        if (process > 0 && process != ::getpid() && has_open(at->path(), device))
            node.holders.push_back({first_line_of(at->path() / "comm"), process, ""});
    }
}

// One name
// -----------------------------------------------------------------------------------------------------------

int error_of_open(const std::string& path, int more) {
    const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC | more);
    if (fd < 0) return errno;
    ::close(fd);
    return 0;
}

DriveNode node_at(const std::string& path) {
    DriveNode node{.path = path};
    struct stat status {};
    node.is_there = ::stat(path.c_str(), &status) == 0;
    node.is_device = node.is_there && (S_ISBLK(status.st_mode) || S_ISCHR(status.st_mode));
    if (!node.is_device) return node;
    node.is_generic = S_ISCHR(status.st_mode);
    node.group = group_name(status.st_gid);
    node.group_may = (status.st_mode & 0060) == 0060;
    node.open_error = error_of_open(path, 0);
    if (node.open_error != 0 && node.open_error != EBUSY) return node;
    node.is_busy = node.open_error == EBUSY || error_of_open(path, O_EXCL) == EBUSY;
    node.open_error = 0;
    find_mounts(node);
    find_processes(node, status.st_rdev);
    return node;
}

std::vector<std::string> generic_cd_paths() {
    std::vector<std::string> paths;
    for (const std::string& device : paths_like("/sys/class/scsi_generic/sg*"))
        if (is_cd_device(device + "/device")) paths.push_back("/dev" + device.substr(device.rfind('/')));
    return paths;
}

bool is_container() {
    for (const char* sign : {"/.dockerenv", "/run/.containerenv", "/run/systemd/container"})
        if (::access(sign, F_OK) == 0) return true;
    return false;
}

void look_at_kernel(Machine& machine) {
    for (const std::string& block : paths_like("/sys/block/sr*"))
        machine.known.push_back("/dev" + block.substr(block.rfind('/')));
    for (const std::string& device : paths_like("/sys/bus/scsi/devices/*"))
        machine.has_undriven =
            machine.has_undriven || (is_cd_device(device) && !fs::exists(device + "/block"));
    machine.has_generic = fs::exists("/sys/class/scsi_generic");
    machine.is_container = is_container();
}

// A drive that somebody records on is left alone.
bool may_be_asked(const DriveNode& node) {
    return node.is_device && !node.is_generic && node.open_error == 0 && !node.is_busy;
}

} // namespace

std::vector<std::string> drive_paths() { return paths_like("/dev/sr[0-9]*"); }

Machine look_at_machine(const std::string& path) {
    Machine machine;
    look_at_kernel(machine);
    look_at_user(machine);
    std::vector<std::string> paths = path.empty() ? drive_paths() : std::vector{path};
    if (path.empty()) std::ranges::copy(generic_cd_paths(), std::back_inserter(paths));
    for (const std::string& p : paths) machine.nodes.push_back(node_at(p));
    for (DriveNode& node : machine.nodes)
        if (may_be_asked(node)) node.drive = ask_drive(node.path);
    return machine;
}

} // namespace redbook
