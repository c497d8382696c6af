// A set of properties in memory, as COM's structured storage would keep it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// A value that owns what it points to. Throws std::bad_alloc; ComError E_INVALIDARG for a kind that cannot be
// copied.
class PropertyValue {
  public:
    PropertyValue() { PropVariantInit(&value_); }
    explicit PropertyValue(const PROPVARIANT& value);
    PropertyValue(const PropertyValue& other) : PropertyValue(other.value_) {}
    PropertyValue(PropertyValue&& other) noexcept : PropertyValue() { std::swap(value_, other.value_); }
    PropertyValue& operator=(PropertyValue other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~PropertyValue() { PropVariantClear(&value_); }

    VARTYPE type() const { return value_.vt; }
    // Gives the value to a client.
    PROPVARIANT detach() { return std::exchange(value_, PropertyValue().value_); }

  private:
    PROPVARIANT value_;
};

struct Property {
    PROPID id = 0;
    std::string name; // compared without case; empty: it has none
    PropertyValue value{};
};

ComPtr<IPropertyStorage> property_set(std::vector<Property> properties);

} // namespace redbook::imapi
