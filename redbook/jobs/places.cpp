#include "redbook/jobs/places.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string home() {
    const std::string folder = environment("HOME");
    if (folder.empty())
        throw Error(Errc::bad_value, "HOME is not set, so there is no folder for stashes; name a stash",
                    Remedy::name_stash);
    return folder;
}

} // namespace

void make_folders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw Error(Errc::io, path + ": cannot create this folder: " + error.message());
}

std::string config_path() {
    const std::string config = environment("XDG_CONFIG_HOME"), folder = environment("HOME");
    if (!config.empty()) return join_path(config, "redbook/config.toml");
    return folder.empty() ? "" : join_path(folder, ".config/redbook/config.toml");
}

std::string state_folder() {
    const std::string state = environment("XDG_STATE_HOME");
    const std::string folder = join_path(state.empty() ? home() + "/.local/state" : state, "redbook");
    make_folders(folder);
    return folder;
}

std::string with_home(const std::string& path) {
    const std::string folder = environment("HOME");
    const bool is_home = path == "~" || path.starts_with("~/");
    return is_home && !folder.empty() ? folder + path.substr(1) : path;
}

} // namespace redbook
