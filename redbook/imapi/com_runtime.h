// What the operating system does for COM objects, behind one seam: com_runtime_linux.cpp brings the COM
// functions themselves (compat/objbase.h), com_runtime_windows.cpp has the system's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// Lets an object be called from every apartment directly. Where apartments mean something it aggregates the
// system's marshaler when it is first asked for; elsewhere it has nothing to offer.
class FreeThreadedMarshaler {
  public:
    FreeThreadedMarshaler() = default;
    FreeThreadedMarshaler(const FreeThreadedMarshaler&) = delete;
    FreeThreadedMarshaler& operator=(const FreeThreadedMarshaler&) = delete;
    ~FreeThreadedMarshaler();

    // IMarshal and IAgileObject of the object `outer`, where there are such; else E_NOINTERFACE, *out null.
    HRESULT query(REFIID iid, IUnknown* outer, void** out);

  private:
    void* inner_ = nullptr;
};

// A setting, by its name in docs/imapi.md. nullopt: not set.
std::optional<std::string> system_setting(std::string_view name);

// The user's music folder, and the one for programs' own data. Throws Errc::bad_value if the user has none.
std::string user_music_folder();
std::string user_state_folder();

// Makes the folder and those above it. Throws Errc::io, no_permission.
void make_folders(const std::string& path);

// A number that no other living process has.
unsigned long process_number();

} // namespace redbook::imapi
