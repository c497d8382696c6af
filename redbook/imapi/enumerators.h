// Standard enumerators over a snapshot.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "redbook/imapi/com_object.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// The items of an enumerator: how one is given to the client, and how one that was given is taken back.
struct RecorderItem {
    using Interface = IEnumDiscRecorders;
    using Out = IDiscRecorder*;
    ComPtr<IDiscRecorder> recorder;
    void give(Out& out) const { out = ComPtr(recorder).detach(); }
    static void take_back(Out& out) { out->Release(); }
};
struct FormatItem {
    using Interface = IEnumDiscMasterFormats;
    using Out = IID;
    IID format;
    void give(Out& out) const { out = format; }
    static void take_back(Out&) {}
};
struct PropertyItem {
    using Interface = IEnumSTATPROPSTG;
    using Out = STATPROPSTG;
    std::string name; // empty: it has none
    PROPID id;
    VARTYPE type;
    void give(Out& out) const;
    static void take_back(Out& out) { CoTaskMemFree(out.lpwstrName); }
};

template <class Item>
class Enumerator final : public ComObject<typename Item::Interface> {
  public:
    using Interface = typename Item::Interface;
    using Out = typename Item::Out;

    explicit Enumerator(std::vector<Item> items) : items_(std::move(items)) {}

    // S_OK only if all that were asked for are given. What is not filled is zeroed.
    HRESULT STDMETHODCALLTYPE Next(ULONG count, Out* out, ULONG* fetched) override {
        return guard(__uuidof(Interface), [&] {
            if (fetched != nullptr) *fetched = 0;
            if ((out == nullptr && count > 0) || (fetched == nullptr && count > 1)) fail(E_POINTER);
            for (ULONG k = 0; k < count; ++k) out[k] = Out{};
            const ULONG given = give(count, out);
            if (fetched != nullptr) *fetched = given;
            return given == count ? S_OK : S_FALSE;
        });
    }
    HRESULT STDMETHODCALLTYPE Skip(ULONG count) override {
        const std::lock_guard lock(mutex_);
        const size_t skipped = std::min<size_t>(count, items_.size() - at_);
        at_ += skipped;
        return skipped == count ? S_OK : S_FALSE;
    }
    HRESULT STDMETHODCALLTYPE Reset() override {
        const std::lock_guard lock(mutex_);
        at_ = 0;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE Clone(Interface** out) override {
        return guard(__uuidof(Interface), [&] {
            required_out(out);
            const std::lock_guard lock(mutex_);
            auto clone = make_object<Enumerator>(items_);
            clone->at_ = at_;
            *out = clone.detach();
        });
    }

  private:
    // All or, if there is no memory for one of them, none.
    ULONG give(ULONG count, Out* out) {
        const std::lock_guard lock(mutex_);
        ULONG given = 0;
        try {
            for (; given < count && at_ + given < items_.size(); ++given)
                items_[at_ + given].give(out[given]);
        } catch (...) {
            for (ULONG k = 0; k < given; ++k) {
                Item::take_back(out[k]);
                out[k] = Out{};
            }
            throw;
        }
        at_ += given;
        return given;
    }

    const std::vector<Item> items_;
    std::mutex mutex_;
    size_t at_ = 0;
};

} // namespace redbook::imapi
