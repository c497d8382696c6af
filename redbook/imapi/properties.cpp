#include "redbook/imapi/properties.h"

#include <algorithm>
#include <array>
#include <optional>

#include "redbook/base/text.h"
#include "redbook/imapi/com_error.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/property_set.h"

namespace redbook::imapi {
namespace {

// The values of `p` that a client may write are brought into their range.
void clamp(RecorderProperties& p, const RecorderProperties& before) {
    if (p.gap_is_fixed) p.audio_gap_size = before.audio_gap_size;
    if (p.write_speed <= 0 || p.write_speed > p.max_write_speed) p.write_speed = p.max_write_speed;
    p.audio_gap_size = std::clamp(p.audio_gap_size, 0, kLongestGap.value);
    p.enable_underrun_free = std::clamp(p.enable_underrun_free, -1, 1);
}

struct PropertyRow {
    std::string_view name;
    int RecorderProperties::*member;
    bool writable;
};

// Their ids are 2, 3, .. in this order.
constexpr std::array kPropertyRows{
    PropertyRow{"WriteSpeed", &RecorderProperties::write_speed, true},
    PropertyRow{"MaxWriteSpeed", &RecorderProperties::max_write_speed, false},
    PropertyRow{"AudioGapSize", &RecorderProperties::audio_gap_size, true},
    PropertyRow{"BufferUnderrunFreeCapable", &RecorderProperties::underrun_free_capable, false},
    PropertyRow{"EnableBufferUnderrunFree", &RecorderProperties::enable_underrun_free, true},
};

PROPVARIANT variant_of(int value) {
    PROPVARIANT variant;
    PropVariantInit(&variant);
    variant.vt = VT_I4;
    variant.lVal = value;
    return variant;
}

// 32 bits, whatever the width of the member is that the client wrote.
std::optional<int> number_in(const PROPVARIANT& value) {
    switch (value.vt) {
    case VT_I4:
    case VT_UI4:
    case VT_INT:
    case VT_UINT: return value.intVal;
    case VT_I2: return value.iVal;
    case VT_UI2: return value.uiVal;
    case VT_UI1: return value.bVal;
    case VT_BOOL: return value.boolVal;
    default: return std::nullopt;
    }
}

// A property of any set, with the row that its name, or else its id, means.
struct Found {
    const PropertyRow* row = nullptr;
    PROPID id = 0;
};

const PropertyRow* property_row_of(const STATPROPSTG& property) {
    const std::string name = to_utf8(property.lpwstrName);
    for (size_t k = 0; k < kPropertyRows.size(); ++k) {
        if (name.empty() ? property.propid == k + PID_FIRST_USABLE
                         : equal_ignoring_case(name, kPropertyRows[k].name))
            return &kPropertyRows[k];
    }
    return nullptr;
}

std::vector<Found> properties_in(IPropertyStorage& storage) {
    ComPtr<IEnumSTATPROPSTG> properties;
    const HRESULT result = storage.Enum(properties.put());
    if (FAILED(result) || !properties)
        fail(FAILED(result) ? result : E_UNEXPECTED, "the property set does not tell what is in it");
    std::vector<Found> found;
    STATPROPSTG property{};
    for (ULONG fetched = 0; properties->Next(1, &property, &fetched) == S_OK; property = {}) {
        found.push_back({property_row_of(property), property.propid});
        CoTaskMemFree(property.lpwstrName);
    }
    return found;
}

std::optional<int> read_number(IPropertyStorage& storage, PROPID id) {
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_PROPID;
    spec.propid = id;
    PROPVARIANT value;
    PropVariantInit(&value);
    if (FAILED(storage.ReadMultiple(1, &spec, &value))) return std::nullopt;
    const auto number = number_in(value);
    PropVariantClear(&value);
    return number;
}

} // namespace

ComPtr<IPropertyStorage> make_property_set(const RecorderProperties& properties) {
    std::vector<Property> set;
    for (const PropertyRow& row : kPropertyRows)
        set.push_back({PROPID(PID_FIRST_USABLE + set.size()), std::string(row.name),
                       PropertyValue(variant_of(properties.*row.member))});
    return property_set(std::move(set));
}

bool take_properties(IPropertyStorage& from, RecorderProperties& properties) {
    bool all_taken = true;
    RecorderProperties next = properties;
    for (const Found& property : properties_in(from)) {
        const auto number = property.row ? read_number(from, property.id) : std::nullopt;
        if (number && property.row->writable)
            next.*property.row->member = *number;
        else if (!number || properties.*property.row->member != *number)
            all_taken = false;
    }
    clamp(next, properties);
    properties = next;
    return all_taken;
}

} // namespace redbook::imapi
