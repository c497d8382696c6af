#include "redbook/imapi/registration_windows.h"

#include <windows.h>

#include <array>

#include "redbook/base/error.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {
namespace {

HKEY root_of(For whom) { return whom == For::machine ? HKEY_LOCAL_MACHINE : HKEY_CURRENT_USER; }

std::wstring class_key() {
    std::array<wchar_t, 39> text{}; // "{520CCA63-...}"
    StringFromGUID2(CLSID_MSDiscMasterObj, text.data(), int(text.size()));
    return std::wstring(L"Software\\Classes\\CLSID\\") + text.data();
}

std::wstring server_key() { return class_key() + L"\\InprocServer32"; }

void require(LSTATUS status, const std::wstring& key) {
    if (status == ERROR_SUCCESS) return;
    throw Error(status == ERROR_ACCESS_DENIED ? Errc::no_permission : Errc::io,
                to_utf8(key.c_str()) + ": cannot change the registry: Windows error " +
                    std::to_string(status) +
                    "; run as administrator, or register for the user alone with /i:user");
}

// `name` null: the key's own value.
void set_value(For whom, const std::wstring& key, const wchar_t* name, const std::wstring& value) {
    const auto bytes = DWORD((value.size() + 1) * sizeof(wchar_t));
    require(RegSetKeyValueW(root_of(whom), key.c_str(), name, REG_SZ, value.c_str(), bytes), key);
}

std::wstring registered_server(For whom) {
    std::array<wchar_t, 32768> path{};
    DWORD bytes = sizeof path;
    const LSTATUS status = RegGetValueW(root_of(whom), server_key().c_str(), nullptr, RRF_RT_REG_SZ, nullptr,
                                        path.data(), &bytes);
    return status == ERROR_SUCCESS ? path.data() : L"";
}

} // namespace

bool is_wine() { return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr; }

void register_class(For whom, const std::wstring& path) {
    set_value(whom, class_key(), nullptr, L"Redbook disc master");
    set_value(whom, server_key(), nullptr, path);
    set_value(whom, server_key(), L"ThreadingModel", L"Both");
}

void unregister_class(For whom, const std::wstring& path) {
    if (lstrcmpiW(registered_server(whom).c_str(), path.c_str()) != 0) return;
    require(RegDeleteTreeW(root_of(whom), class_key().c_str()), class_key());
}

} // namespace redbook::imapi
