// How Windows learns that this DLL is the class MSDiscMasterObj.
#pragma once

#include <string>

namespace redbook::imapi {

bool is_wine();

enum class For { machine, user }; // HKEY_LOCAL_MACHINE, which takes an administrator, or HKEY_CURRENT_USER

// Names the DLL at `path` as the class's in-process server, for every kind of apartment. Throws
// Errc::no_permission, io.
void register_class(For whom, const std::wstring& path);

// Takes that back. A class that is not registered, or is another DLL's, stays as it is. Throws as above.
void unregister_class(For whom, const std::wstring& path);

} // namespace redbook::imapi
