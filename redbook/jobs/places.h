// Where things lie that were not given a place: the configuration, stashes without a name.
#pragma once

#include <string>

namespace redbook {

// $XDG_CONFIG_HOME/redbook/config.toml; empty if neither that nor HOME is set.
std::string config_path();

// $XDG_STATE_HOME/redbook, made if it is not there: where stashes without a name live. Never a temporary
// folder.
//   throws  Errc::bad_value (HOME is not set), io
std::string state_folder();

// The path with the user's own folder in place of a "~" at its beginning, as shells do it.
std::string with_home(const std::string& path);

void make_folders(const std::string& path); // throws Errc::io

} // namespace redbook
