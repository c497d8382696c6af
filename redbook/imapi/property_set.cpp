#include "redbook/imapi/property_set.h"

#include <algorithm>
#include <mutex>

#include "redbook/base/text.h"
#include "redbook/imapi/com_object.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/enumerators.h"

namespace redbook::imapi {

PropertyValue::PropertyValue(const PROPVARIANT& value) : PropertyValue() {
    const HRESULT result = PropVariantCopy(&value_, &value);
    if (FAILED(result)) fail(E_INVALIDARG, "a property's value is of a kind that is not known");
}

namespace {

// The bodies of the methods are without lock and guard: in_set() has both.
class PropertySet final : public ComObject<IPropertyStorage> {
  public:
    explicit PropertySet(std::vector<Property> properties) : properties_(std::move(properties)) {}

    HRESULT STDMETHODCALLTYPE ReadMultiple(ULONG count, const PROPSPEC specs[],
                                           PROPVARIANT values[]) override {
        return in_set([&] { return read(count, specs, values); });
    }
    HRESULT STDMETHODCALLTYPE WriteMultiple(ULONG count, const PROPSPEC specs[], const PROPVARIANT values[],
                                            PROPID first_new) override {
        return in_set([&] { write(count, specs, values, first_new); });
    }
    HRESULT STDMETHODCALLTYPE DeleteMultiple(ULONG count, const PROPSPEC specs[]) override {
        return in_set([&] {
            require_array(count, specs);
            for (ULONG k = 0; k < count; ++k)
                std::erase_if(properties_, [&](const Property& p) { return is_meant(specs[k], p); });
        });
    }
    HRESULT STDMETHODCALLTYPE ReadPropertyNames(ULONG count, const PROPID ids[], LPOLESTR names[]) override {
        return in_set([&] { return read_names(count, ids, names); });
    }
    HRESULT STDMETHODCALLTYPE WritePropertyNames(ULONG count, const PROPID ids[],
                                                 const LPOLESTR names[]) override {
        return in_set([&] {
            require_array(count, ids);
            require_array(count, names);
            for (ULONG k = 0; k < count; ++k) rename(ids[k], to_utf8(names[k]));
        });
    }
    HRESULT STDMETHODCALLTYPE DeletePropertyNames(ULONG count, const PROPID ids[]) override {
        return in_set([&] {
            require_array(count, ids);
            for (ULONG k = 0; k < count; ++k) rename(ids[k], "");
        });
    }
    HRESULT STDMETHODCALLTYPE Commit(DWORD) override { return S_OK; } // it is only in memory
    HRESULT STDMETHODCALLTYPE Revert() override { return S_OK; }      // changes count at once
    HRESULT STDMETHODCALLTYPE Enum(IEnumSTATPROPSTG** out) override {
        return in_set([&] {
            required_out(out);
            std::vector<PropertyItem> items;
            for (const Property& p : properties_) items.push_back({p.name, p.id, p.value.type()});
            *out = make_object<Enumerator<PropertyItem>>(std::move(items)).detach();
        });
    }
    HRESULT STDMETHODCALLTYPE SetTimes(const FILETIME*, const FILETIME*, const FILETIME*) override {
        return in_set([] { fail(E_NOTIMPL, "a property set in memory has no times"); });
    }
    HRESULT STDMETHODCALLTYPE SetClass(REFCLSID) override {
        return in_set([] { fail(E_NOTIMPL, "a property set in memory has no class"); });
    }
    HRESULT STDMETHODCALLTYPE Stat(STATPROPSETSTG* out) override {
        return in_set([&] { required_out(out); });
    }

  private:
    template <class Body>
    HRESULT in_set(Body body) {
        return guard(IID_IPropertyStorage, [&] {
            const std::lock_guard lock(mutex_);
            return body();
        });
    }

    static void require_array(ULONG count, const void* array) {
        if (count > 0 && array == nullptr) fail(E_POINTER);
    }

    static bool is_meant(const PROPSPEC& spec, const Property& property) {
        if (spec.ulKind == PRSPEC_PROPID) return property.id == spec.propid;
        return !property.name.empty() && equal_ignoring_case(property.name, to_utf8(spec.lpwstr));
    }

    Property* find(const PROPSPEC& spec) {
        const auto found = std::ranges::find_if(properties_, [&](auto& p) { return is_meant(spec, p); });
        return found == properties_.end() ? nullptr : &*found;
    }

    HRESULT read(ULONG count, const PROPSPEC specs[], PROPVARIANT values[]) {
        require_array(count, values);
        for (ULONG k = 0; k < count; ++k) PropVariantInit(&values[k]);
        require_array(count, specs);
        bool any = count == 0;
        for (ULONG k = 0; k < count; ++k) {
            const Property* property = find(specs[k]);
            if (property == nullptr) continue;
            values[k] = PropertyValue(property->value).detach();
            any = true;
        }
        return any ? S_OK : S_FALSE;
    }

    // All or nothing.
    void write(ULONG count, const PROPSPEC specs[], const PROPVARIANT values[], PROPID first_new) {
        require_array(count, specs);
        require_array(count, values);
        const std::vector<Property> before = properties_;
        try {
            for (ULONG k = 0; k < count; ++k) set(specs[k], PropertyValue(values[k]), first_new);
        } catch (...) {
            properties_ = before;
            throw;
        }
    }

    // Only a new name needs an id, from `first_new` on: clients pass rubbish where all names are there.
    void set(const PROPSPEC& spec, PropertyValue value, PROPID first_new) {
        if (Property* property = find(spec)) {
            property->value = std::move(value);
            return;
        }
        const bool by_id = spec.ulKind == PRSPEC_PROPID;
        const std::string name = by_id ? "" : to_utf8(spec.lpwstr);
        if (!by_id && name.empty()) fail(STG_E_INVALIDNAME, "a property needs a name or an id");
        const PROPID id = by_id ? spec.propid : free_id(first_new);
        if (id < PID_FIRST_USABLE) fail(STG_E_INVALIDPARAMETER, "ids of properties begin at 2");
        properties_.push_back({id, name, std::move(value)});
    }

    PROPID free_id(PROPID id) const {
        while (std::ranges::find(properties_, id, &Property::id) != properties_.end()) ++id;
        return id;
    }

    HRESULT read_names(ULONG count, const PROPID ids[], LPOLESTR names[]) {
        require_array(count, names);
        std::fill_n(names, count, nullptr);
        require_array(count, ids);
        bool any = false;
        for (ULONG k = 0; k < count; ++k) {
            const auto found = std::ranges::find(properties_, ids[k], &Property::id);
            if (found == properties_.end() || found->name.empty()) continue;
            names[k] = to_task_memory(found->name);
            any = true;
        }
        return any ? S_OK : S_FALSE;
    }

    void rename(PROPID id, const std::string& name) {
        const auto found = std::ranges::find(properties_, id, &Property::id);
        if (found != properties_.end()) found->name = name;
    }

    std::mutex mutex_;
    std::vector<Property> properties_;
};

} // namespace

ComPtr<IPropertyStorage> property_set(std::vector<Property> properties) {
    return ComPtr<IPropertyStorage>(make_object<PropertySet>(std::move(properties)).get());
}

} // namespace redbook::imapi
