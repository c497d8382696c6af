#include "redbook/imapi/com_runtime.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "redbook/base/error.h"
#include "redbook/imapi/class_factory.h"
#include "redbook/imapi/com_ptr.h"

namespace {

using redbook::imapi::ComPtr;

// A BSTR points after its length in bytes; the 8 bytes in front keep it aligned.
constexpr size_t kPrefix = 8;

char* block_of(BSTR string) { return reinterpret_cast<char*>(string) - kPrefix; }

BSTR allocate(const void* text, size_t bytes) {
    char* block = static_cast<char*>(std::calloc(kPrefix + bytes + sizeof(OLECHAR), 1));
    if (block == nullptr) return nullptr;
    const uint32_t length = uint32_t(bytes);
    std::memcpy(block + kPrefix - sizeof length, &length, sizeof length);
    if (text != nullptr) std::memcpy(block + kPrefix, text, bytes);
    return reinterpret_cast<BSTR>(block + kPrefix);
}

size_t length_of(const OLECHAR* text) { return std::char_traits<OLECHAR>::length(text); }

template <class Char>
Char* copy_text(const Char* text, size_t length) {
    void* copy = CoTaskMemAlloc((length + 1) * sizeof(Char));
    if (copy != nullptr) std::memcpy(copy, text, (length + 1) * sizeof(Char));
    return static_cast<Char*>(copy);
}

// Whether a copy of the value's bits is a copy of the value, or PropVariantCopy() knows how to make one.
bool is_known_kind(VARTYPE kind) {
    constexpr VARTYPE kKnown[] = {VT_EMPTY, VT_NULL,  VT_I2,   VT_I4,      VT_R4,   VT_R8,    VT_DATE,
                                  VT_BSTR,  VT_ERROR, VT_BOOL, VT_UNKNOWN, VT_I1,   VT_UI1,   VT_UI2,
                                  VT_UI4,   VT_I8,    VT_UI8,  VT_INT,     VT_UINT, VT_LPSTR, VT_LPWSTR};
    return std::ranges::find(kKnown, kind) != std::end(kKnown);
}

// The apartment that a thread has entered, and how often.
struct Apartment {
    int entered = 0;
    bool multithreaded = false;
};
thread_local Apartment apartment;
std::atomic<int> threads_in_mta{0};

thread_local ComPtr<IErrorInfo> last_error;

std::string environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? "" : value;
}

std::string home() {
    const std::string folder = environment("HOME");
    if (folder.empty()) throw redbook::Error(redbook::Errc::bad_value, "HOME is not set; set it");
    return folder;
}

} // namespace

BSTR SysAllocString(const OLECHAR* text) {
    return text == nullptr ? nullptr : allocate(text, length_of(text) * sizeof(OLECHAR));
}

BSTR SysAllocStringLen(const OLECHAR* text, UINT length) { return allocate(text, length * sizeof(OLECHAR)); }

BSTR SysAllocStringByteLen(LPCSTR bytes, UINT length) { return allocate(bytes, length); }

INT SysReAllocString(BSTR* string, const OLECHAR* text) {
    BSTR fresh = SysAllocString(text);
    if (text != nullptr && fresh == nullptr) return FALSE;
    SysFreeString(*string);
    *string = fresh;
    return TRUE;
}

void SysFreeString(BSTR string) {
    if (string != nullptr) std::free(block_of(string));
}

UINT SysStringByteLen(BSTR string) {
    if (string == nullptr) return 0;
    uint32_t length = 0;
    std::memcpy(&length, block_of(string) + kPrefix - sizeof length, sizeof length);
    return length;
}

UINT SysStringLen(BSTR string) { return UINT(SysStringByteLen(string) / sizeof(OLECHAR)); }

HRESULT SetErrorInfo(ULONG, IErrorInfo* error) {
    last_error = ComPtr<IErrorInfo>(error);
    return S_OK;
}

HRESULT GetErrorInfo(ULONG, IErrorInfo** error) {
    if (error == nullptr) return E_POINTER;
    *error = last_error.detach();
    return *error == nullptr ? S_FALSE : S_OK;
}

HRESULT CoInitialize(LPVOID reserved) { return CoInitializeEx(reserved, COINIT_APARTMENTTHREADED); }

HRESULT CoInitializeEx(LPVOID reserved, DWORD flags) {
    if (reserved != nullptr) return E_INVALIDARG;
    const bool multithreaded = (flags & COINIT_APARTMENTTHREADED) == 0;
    if (apartment.entered > 0 && apartment.multithreaded != multithreaded) return RPC_E_CHANGED_MODE;
    if (apartment.entered++ > 0) return S_FALSE;
    apartment.multithreaded = multithreaded;
    if (multithreaded) ++threads_in_mta;
    return S_OK;
}

void CoUninitialize() {
    if (apartment.entered == 0 || --apartment.entered > 0) return;
    if (apartment.multithreaded) --threads_in_mta;
}

HRESULT CoGetClassObject(REFCLSID clsid, DWORD, LPVOID, REFIID iid, LPVOID* object) {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    if (apartment.entered == 0 && threads_in_mta == 0) return CO_E_NOTINITIALIZED;
    const HRESULT result = redbook::imapi::get_class_object(clsid, iid, object);
    return result == CLASS_E_CLASSNOTAVAILABLE ? REGDB_E_CLASSNOTREG : result;
}

HRESULT CoCreateInstance(REFCLSID clsid, IUnknown* outer, DWORD context, REFIID iid, LPVOID* object) {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    ComPtr<IClassFactory> factory;
    const HRESULT result = CoGetClassObject(clsid, context, nullptr, IID_PPV_ARGS(factory.put()));
    return FAILED(result) ? result : factory->CreateInstance(outer, iid, object);
}

LPVOID CoTaskMemAlloc(SIZE_T size) { return std::malloc(std::max(size, SIZE_T{1})); }
LPVOID CoTaskMemRealloc(LPVOID block, SIZE_T size) { return std::realloc(block, std::max(size, SIZE_T{1})); }
void CoTaskMemFree(LPVOID block) { std::free(block); }

HRESULT PropVariantClear(PROPVARIANT* value) {
    if (value == nullptr) return S_OK;
    if (value->vt == VT_BSTR) SysFreeString(value->bstrVal);
    if (value->vt == VT_LPSTR) CoTaskMemFree(value->pszVal);
    if (value->vt == VT_LPWSTR) CoTaskMemFree(value->pwszVal);
    if (value->vt == VT_UNKNOWN && value->punkVal != nullptr) value->punkVal->Release();
    PropVariantInit(value);
    return S_OK;
}

HRESULT PropVariantCopy(PROPVARIANT* to, const PROPVARIANT* from) {
    if (to == nullptr || from == nullptr) return E_INVALIDARG;
    if (!is_known_kind(from->vt)) return DISP_E_BADVARTYPE;
    *to = *from;
    if (from->vt == VT_BSTR)
        to->bstrVal =
            from->bstrVal == nullptr ? nullptr : allocate(from->bstrVal, SysStringByteLen(from->bstrVal));
    if (from->vt == VT_LPSTR && from->pszVal != nullptr)
        to->pszVal = copy_text(from->pszVal, std::strlen(from->pszVal));
    if (from->vt == VT_LPWSTR && from->pwszVal != nullptr)
        to->pwszVal = copy_text(from->pwszVal, length_of(from->pwszVal));
    if (from->vt == VT_UNKNOWN && from->punkVal != nullptr) from->punkVal->AddRef();
    return S_OK;
}

namespace redbook::imapi {

FreeThreadedMarshaler::~FreeThreadedMarshaler() = default;

HRESULT FreeThreadedMarshaler::query(REFIID, IUnknown*, void** out) {
    *out = nullptr;
    return E_NOINTERFACE;
}

std::optional<std::string> system_setting(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// A line of user-dirs.dirs is XDG_MUSIC_DIR="$HOME/Music".
std::string user_music_folder() {
    const std::string config = environment("XDG_CONFIG_HOME");
    std::ifstream lines((config.empty() ? home() + "/.config" : config) + "/user-dirs.dirs");
    constexpr std::string_view kKey = "XDG_MUSIC_DIR=\"", kHome = "$HOME/";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(kKey) || !line.ends_with('"') || line.size() == kKey.size()) continue;
        const std::string folder = line.substr(kKey.size(), line.size() - kKey.size() - 1);
        if (folder.starts_with('/')) return folder;
        if (folder.starts_with(kHome)) return home() + folder.substr(kHome.size() - 1);
    }
    return home() + "/Music";
}

std::string user_state_folder() {
    const std::string state = environment("XDG_STATE_HOME");
    return (state.empty() ? home() + "/.local/state" : state) + "/redbook";
}

void make_folders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error) return;
    const bool forbidden = error == std::errc::permission_denied || error == std::errc::read_only_file_system;
    throw Error(forbidden ? Errc::no_permission : Errc::io,
                path + ": cannot create this folder: " + error.message());
}

unsigned long process_number() { return static_cast<unsigned long>(::getpid()); }

} // namespace redbook::imapi
