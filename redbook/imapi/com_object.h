// The mechanics of COM, once: reference counts, QueryInterface over a list of interfaces, errors in words,
// and the count of what is alive in the module. Objects may be used from every thread.
#pragma once

#include <atomic>
#include <type_traits>
#include <utility>

#include "redbook/imapi/com_error.h"
#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/imapi/error_map.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// Objects, and locks of a class factory, that are alive: with none the module can be unloaded.
class ModuleCount {
  public:
    ModuleCount() { ++alive_; }
    ModuleCount(const ModuleCount&) : ModuleCount() {}
    ~ModuleCount() { --alive_; }
    static long alive() { return alive_; }
    static void lock(bool on) { alive_ += on ? 1 : -1; }

  private:
    inline static std::atomic<long> alive_{0};
};

// An object with these interfaces, and ISupportErrorInfo for all of them. It begins with no reference, see
// make_object(), and is deleted with the last.
template <class First, class... Rest>
class ComObject : public First, public Rest..., public ISupportErrorInfo {
  public:
    ComObject() = default;
    ComObject(const ComObject&) = delete;
    ComObject& operator=(const ComObject&) = delete;

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** out) override {
        if (out == nullptr) return E_POINTER;
        *out = find(iid);
        if (*out == nullptr) return marshaler_.query(iid, identity(), out);
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
    ULONG STDMETHODCALLTYPE Release() override {
        const ULONG left = --references_;
        if (left > 0) return left;
        references_ = kGoing;
        delete this;
        return 0;
    }
    HRESULT STDMETHODCALLTYPE InterfaceSupportsErrorInfo(REFIID iid) override {
        return has<First, Rest...>(iid) ? S_OK : S_FALSE;
    }

  protected:
    virtual ~ComObject() = default;
    IUnknown* identity() { return static_cast<First*>(this); }

  private:
    template <class... Interfaces>
    static bool has(REFIID iid) {
        return ((iid == __uuidof(Interfaces)) || ...);
    }
    template <class Interface>
    bool found(REFIID iid, void*& pointer) {
        if (iid == __uuidof(Interface)) pointer = static_cast<Interface*>(this);
        return pointer != nullptr;
    }
    void* find(REFIID iid) {
        if (iid == __uuidof(IUnknown)) return identity();
        void* pointer = nullptr;
        static_cast<void>((found<First>(iid, pointer) || ... || found<Rest>(iid, pointer)) ||
                          found<ISupportErrorInfo>(iid, pointer));
        return pointer;
    }

    // Clients' objects that are released by the destructor may call back: that must not end it a second time.
    static constexpr ULONG kGoing = 1u << 30;

    std::atomic<ULONG> references_{0};
    FreeThreadedMarshaler marshaler_;
    ModuleCount counted_;
};

template <class T, class... Arguments>
ComPtr<T> make_object(Arguments&&... arguments) {
    return ComPtr<T>(new T(std::forward<Arguments>(arguments)...));
}

// Every method of an interface is `return guard(IID_IThis, [&] { ... });`: what the body throws becomes a
// result code, and its sentence the thread's error object. A body that returns nothing means S_OK.
template <class Body>
HRESULT guard(REFIID iid, Body body, Doing doing = Doing::staging) noexcept {
    try {
        if constexpr (std::is_void_v<decltype(body())>) {
            body();
            return S_OK;
        } else {
            return body();
        }
    } catch (...) {
        return report_exception(iid, doing);
    }
}

// A required out pointer: E_POINTER if it is null, else what it points to, zeroed.
template <class T>
T& required_out(T* out) {
    if (out == nullptr) fail(E_POINTER);
    return *out = T{};
}

} // namespace redbook::imapi
