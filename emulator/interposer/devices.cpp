#include "emulator/interposer/devices.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include <fmt/format.h>

#include "emulator/arguments.h"
#include "emulator/interposer/files.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"

namespace redbook::emulator {
namespace {

struct Registry {
    std::mutex mutex;
    std::vector<std::shared_ptr<Device>> devices;

    template <class Is>
    std::shared_ptr<Device> find(Is&& is) {
        const std::lock_guard lock(mutex);
        const auto found = std::ranges::find_if(devices, is);
        return found == devices.end() ? nullptr : *found;
    }
};

void add_from_environment(Registry& registry) {
    const char* words = std::getenv(kDrivesVariable);
    const char* nodes = std::getenv(kNodesVariable);
    if (!words || !nodes) return;
    int number = 0;
    for (DriveOptions& options : parse_arguments(words_of(words)).drives)
        registry.devices.push_back(
            std::make_shared<Device>(join_path(nodes, fmt::format("sr{}", number++)), std::move(options)));
}

// Never destroyed: programs use their files until the very end.
Registry& registry() {
    static Registry& made = *[] {
        auto* r = new Registry;
        try {
            add_from_environment(*r);
        } catch (const Error& e) { // this is under somebody's open()
            fmt::print(stderr, "{}\n", printable(e.what()));
        }
        return r;
    }();
    return made;
}

std::string make_node() {
    std::string pattern = (std::filesystem::temp_directory_path() / "redbook-drive-XXXXXX").string();
    const int fd = ::mkstemp(pattern.data());
    if (fd < 0) throw Error(Errc::io, pattern + ": cannot be made");
    ::close(fd);
    return pattern;
}

int number_of(std::string_view name) {
    const size_t digits = name.find_last_not_of("0123456789") + 1;
    return std::max(parse_number(name.substr(digits)), 0);
}

} // namespace

Device::Device(std::string node, DriveOptions options)
    : node_(std::move(node)), options_(std::move(options)), number_(number_of(options_.name)) {
    struct stat status {};
    if (real_stat(node_.c_str(), &status) != 0)
        throw Error(Errc::not_found, node_ + ": the emulated drive is gone; start redbook-emudrive again");
    device_ = status.st_dev;
    inode_ = status.st_ino;
}

Drive& Device::drive() {
    const std::lock_guard lock(mutex_);
    if (!drive_) drive_ = std::make_unique<Drive>(system_files(), options_);
    return *drive_;
}

std::shared_ptr<Device> device_named(const char* path) {
    if (!path || std::string_view(path).substr(0, 5) != "/dev/") return nullptr;
    return registry().find([&](const auto& d) { return d->name() == path; });
}

std::shared_ptr<Device> device_of(const struct stat& status) {
    return registry().find([&](const auto& d) { return d->is_node(status); });
}

std::vector<std::string> device_names() {
    std::vector<std::string> names;
    registry().find([&](const auto& d) { return names.push_back(d->name()), false; });
    return names;
}

AttachedDrive::AttachedDrive(DriveOptions options) {
    if (device_named(options.name.c_str()))
        throw Error(Errc::exists, options.name + ": there is a drive of that name already");
    device_ = std::make_shared<Device>(make_node(), std::move(options));
    const std::lock_guard lock(registry().mutex);
    registry().devices.push_back(device_);
}

AttachedDrive::~AttachedDrive() {
    {
        const std::lock_guard lock(registry().mutex);
        std::erase(registry().devices, device_);
    }
    ::unlink(device_->node().c_str());
}

} // namespace redbook::emulator
