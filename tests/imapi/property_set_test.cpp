#include "redbook/imapi/property_set.h"

#include <gtest/gtest.h>

#include "redbook/imapi/com_error.h"
#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

PROPSPEC named(const OLECHAR* name) {
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_LPWSTR;
    spec.lpwstr = const_cast<LPOLESTR>(name);
    return spec;
}

PROPSPEC numbered(PROPID id) {
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_PROPID;
    spec.propid = id;
    return spec;
}

PROPVARIANT number(LONG n) {
    PROPVARIANT value;
    PropVariantInit(&value);
    value.vt = VT_I4;
    value.lVal = n;
    return value;
}

ComPtr<IPropertyStorage> one_property() {
    std::vector<Property> properties;
    properties.push_back({2, "Speed", PropertyValue(number(4))});
    return property_set(std::move(properties));
}

LONG read(IPropertyStorage& set, const PROPSPEC& spec) {
    PROPVARIANT value;
    set.ReadMultiple(1, &spec, &value);
    return value.lVal;
}

TEST(PropertySet, ReadsByIdAndByNameWithoutCase) {
    const auto set = one_property();
    EXPECT_EQ(read(*set, numbered(2)), 4);
    EXPECT_EQ(read(*set, named(OLESTR("sPEED"))), 4);
}

TEST(PropertySet, OneOfTwoIsEnoughForSOk) {
    const auto set = one_property();
    const PROPSPEC specs[] = {numbered(9), numbered(2)};
    PROPVARIANT values[2];
    EXPECT_HR(S_OK, set->ReadMultiple(2, specs, values));
    EXPECT_EQ(values[0].vt, VT_EMPTY);
    EXPECT_EQ(values[1].lVal, 4);
    EXPECT_HR(S_FALSE, set->ReadMultiple(1, specs, values));
}

TEST(PropertySet, TheFirstNewIdOnlyMattersForNewNames) {
    const auto set = one_property();
    const PROPSPEC old_name = named(OLESTR("Speed")), fresh = named(OLESTR("Fresh"));
    const PROPVARIANT value = number(8);
    EXPECT_HR(S_OK, set->WriteMultiple(1, &old_name, &value, 0));
    EXPECT_EQ(read(*set, numbered(2)), 8);
    EXPECT_HR(STG_E_INVALIDPARAMETER, set->WriteMultiple(1, &fresh, &value, 0));
    EXPECT_EQ(last_sentence(), "ids of properties begin at 2");
    EXPECT_HR(S_OK, set->WriteMultiple(1, &fresh, &value, 2));
    EXPECT_EQ(read(*set, numbered(3)), 8) << "2 was taken";
}

TEST(PropertySet, AWriteThatFailsWritesNothing) {
    const auto set = one_property();
    const PROPSPEC specs[] = {numbered(2), numbered(0)};
    const PROPVARIANT values[] = {number(1), number(2)};
    EXPECT_HR(STG_E_INVALIDPARAMETER, set->WriteMultiple(2, specs, values, 2));
    EXPECT_EQ(read(*set, numbered(2)), 4);
    const PROPSPEC unnamed = named(OLESTR(""));
    EXPECT_HR(STG_E_INVALIDNAME, set->WriteMultiple(1, &unnamed, values, 2));
}

TEST(PropertySet, TextsAreCopiedBothWays) {
    const auto set = one_property();
    const PROPSPEC spec = numbered(7);
    PROPVARIANT value, back;
    PropVariantInit(&value);
    value.vt = VT_BSTR;
    value.bstrVal = SysAllocString(OLESTR("text"));
    EXPECT_HR(S_OK, set->WriteMultiple(1, &spec, &value, 2));
    PropVariantClear(&value);
    EXPECT_HR(S_OK, set->ReadMultiple(1, &spec, &back));
    EXPECT_EQ(to_utf8(back.bstrVal), "text");
    PropVariantClear(&back);
}

TEST(PropertySet, EnumTellsNamesIdsAndTypes) {
    const auto set = one_property();
    ComPtr<IEnumSTATPROPSTG> all;
    STATPROPSTG property{};
    ULONG fetched = 0;
    EXPECT_HR(S_OK, set->Enum(all.put()));
    EXPECT_HR(S_OK, all->Next(1, &property, &fetched));
    EXPECT_EQ(to_utf8(property.lpwstrName), "Speed");
    EXPECT_EQ(property.propid, 2u);
    EXPECT_EQ(property.vt, VT_I4);
    CoTaskMemFree(property.lpwstrName);
    EXPECT_HR(S_FALSE, all->Next(1, &property, &fetched));
    EXPECT_EQ(property.lpwstrName, nullptr);
}

TEST(PropertySet, NamesAreReadGivenAndTakenAway) {
    const auto set = one_property();
    const PROPID ids[] = {2, 9};
    LPOLESTR names[2];
    EXPECT_HR(S_OK, set->ReadPropertyNames(2, ids, names));
    EXPECT_EQ(to_utf8(names[0]), "Speed");
    EXPECT_EQ(names[1], nullptr);
    CoTaskMemFree(names[0]);
    const LPOLESTR fresh = const_cast<LPOLESTR>(OLESTR("Tempo"));
    EXPECT_HR(S_OK, set->WritePropertyNames(1, ids, &fresh));
    EXPECT_EQ(read(*set, named(OLESTR("Tempo"))), 4);
    EXPECT_HR(S_OK, set->DeletePropertyNames(1, ids));
    EXPECT_HR(S_FALSE, set->ReadPropertyNames(1, ids, names));
    const PROPSPEC spec = numbered(2);
    EXPECT_HR(S_OK, set->DeleteMultiple(1, &spec));
    EXPECT_EQ(read(*set, spec), 0);
}

TEST(PropertySet, NullPointersAndWhatASetInMemoryHasNot) {
    const auto set = one_property();
    const PROPSPEC spec = numbered(2);
    PROPVARIANT value;
    EXPECT_HR(E_POINTER, set->ReadMultiple(1, nullptr, &value));
    EXPECT_HR(E_POINTER, set->ReadMultiple(1, &spec, nullptr));
    EXPECT_HR(E_POINTER, set->WriteMultiple(1, &spec, nullptr, 2));
    EXPECT_HR(E_POINTER, set->Enum(nullptr));
    EXPECT_HR(E_POINTER, set->Stat(nullptr));
    EXPECT_HR(E_NOTIMPL, set->SetTimes(nullptr, nullptr, nullptr));
    EXPECT_HR(E_NOTIMPL, set->SetClass(GUID_NULL));
    EXPECT_HR(S_OK, set->Commit(0));
    EXPECT_HR(S_OK, set->Revert());
}

} // namespace
} // namespace redbook::imapi
