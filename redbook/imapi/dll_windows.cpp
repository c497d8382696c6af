// What imapi.dll exports: what COM and regsvr32 ask a DLL for.
#include <windows.h>

#include <olectl.h>

#include <string>
#include <string_view>

#include "redbook/imapi/class_factory.h"
#include "redbook/imapi/com_error.h"
#include "redbook/imapi/error_map.h"
#include "redbook/imapi/registration_windows.h"

namespace {

using namespace redbook::imapi;

HINSTANCE this_module = nullptr;

std::wstring path_of_module() {
    std::wstring path(32768, L'\0');
    path.resize(GetModuleFileNameW(this_module, path.data(), DWORD(path.size())));
    return path;
}

template <class Change>
HRESULT changing_registry(Change change) noexcept {
    try {
        change(path_of_module());
        return S_OK;
    } catch (...) {
        report_exception(IID_IUnknown, Doing::staging);
        return SELFREG_E_CLASS;
    }
}

} // namespace

extern "C" BOOL WINAPI DllMain(HINSTANCE module, DWORD, void*) {
    this_module = module;
    return TRUE;
}

STDAPI DllGetClassObject(REFCLSID clsid, REFIID iid, void** out) { return get_class_object(clsid, iid, out); }

STDAPI DllCanUnloadNow() { return can_unload() ? S_OK : S_FALSE; }

STDAPI DllRegisterServer() {
    return changing_registry([](const std::wstring& path) { register_class(For::machine, path); });
}

STDAPI DllUnregisterServer() {
    return changing_registry([](const std::wstring& path) { unregister_class(For::machine, path); });
}

// regsvr32 /n /i:user imapi.dll, and with /u: for the user alone, where COM reads the user's classes.
STDAPI DllInstall(BOOL install, LPCWSTR words) {
    if (words == nullptr || std::wstring_view(words) != L"user") return E_INVALIDARG;
    if (install && is_wine())
        return report(
            IID_IUnknown, SELFREG_E_CLASS,
            "imapi.dll: Wine's COM does not read the classes of one user; run 'regsvr32 imapi.dll'");
    return changing_registry([&](const std::wstring& path) {
        install ? register_class(For::user, path) : unregister_class(For::user, path);
    });
}
