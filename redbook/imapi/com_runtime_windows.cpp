#include "redbook/imapi/com_runtime.h"

#include <mutex>

#include <shlobj.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/imapi/com_text.h"

namespace redbook::imapi {
namespace {

constexpr const wchar_t* kSettingsKey = L"Software\\Redbook\\IMAPI";

std::optional<std::string> from_environment(const std::wstring& name) {
    const DWORD size = GetEnvironmentVariableW(name.c_str(), nullptr, 0); // with its end
    if (size == 0) return std::nullopt;
    std::wstring value(size, L'\0');
    value.resize(GetEnvironmentVariableW(name.c_str(), value.data(), size));
    return to_utf8(value.c_str());
}

std::optional<std::string> from_registry(HKEY root, const std::wstring& name) {
    DWORD bytes = 0;
    if (RegGetValueW(root, kSettingsKey, name.c_str(), RRF_RT_REG_SZ, nullptr, nullptr, &bytes) !=
        ERROR_SUCCESS)
        return std::nullopt;
    std::wstring value(bytes / sizeof(wchar_t) + 1, L'\0');
    bytes = DWORD(value.size() * sizeof(wchar_t));
    if (RegGetValueW(root, kSettingsKey, name.c_str(), RRF_RT_REG_SZ, nullptr, value.data(), &bytes) !=
        ERROR_SUCCESS)
        return std::nullopt;
    return to_utf8(value.c_str());
}

std::string known_folder(const KNOWNFOLDERID& id, const std::string& what) {
    PWSTR path = nullptr;
    const HRESULT result = SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY, nullptr, &path);
    const std::string folder = to_utf8(path);
    CoTaskMemFree(path);
    if (FAILED(result) || folder.empty())
        throw Error(Errc::bad_value, "Windows knows no folder for " + what + "; set one for Redbook");
    return folder;
}

void make_missing_folders(const std::string& path) {
    FileSystem& files = system_files();
    const auto status = files.status(path);
    if (status && status->kind == FileKind::folder) return;
    if (const std::string parent = parent_of(path); parent != path && parent != ".")
        make_missing_folders(parent);
    files.create_folder(path);
}

} // namespace

FreeThreadedMarshaler::~FreeThreadedMarshaler() {
    if (inner_ != nullptr) static_cast<IUnknown*>(inner_)->Release();
}

HRESULT FreeThreadedMarshaler::query(REFIID iid, IUnknown* outer, void** out) {
    static std::mutex mutex;
    *out = nullptr;
    if (iid == __uuidof(IAgileObject)) {
        *out = outer;
        outer->AddRef();
        return S_OK;
    }
    if (iid != __uuidof(IMarshal)) return E_NOINTERFACE;
    const std::lock_guard lock(mutex);
    if (inner_ == nullptr) {
        IUnknown* inner = nullptr;
        const HRESULT result = CoCreateFreeThreadedMarshaler(outer, &inner);
        if (FAILED(result)) return result;
        inner_ = inner;
    }
    return static_cast<IUnknown*>(inner_)->QueryInterface(iid, out);
}

std::optional<std::string> system_setting(std::string_view name) {
    const std::wstring wide = to_utf16(name);
    if (auto value = from_environment(wide)) return value;
    if (auto value = from_registry(HKEY_CURRENT_USER, wide)) return value;
    return from_registry(HKEY_LOCAL_MACHINE, wide);
}

std::string user_music_folder() { return known_folder(FOLDERID_Music, "music"); }

std::string user_state_folder() {
    return join_path(known_folder(FOLDERID_LocalAppData, "the data of programs"), "Redbook");
}

void make_folders(const std::string& path) {
    try {
        make_missing_folders(path);
    } catch (const Error& e) {
        throw Error(e.code == Errc::no_permission ? e.code : Errc::io,
                    path + ": cannot create this folder: " + e.what());
    }
}

unsigned long process_number() { return GetCurrentProcessId(); }

} // namespace redbook::imapi
