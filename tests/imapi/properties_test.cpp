#include "redbook/imapi/properties.h"

#include <gtest/gtest.h>

#include "redbook/imapi/com_object.h"
#include "redbook/imapi/property_set.h"
#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

RecorderProperties usual() { return {16, 48, 150, -1, -1}; }

PROPVARIANT typed(VARTYPE type, LONG n) {
    PROPVARIANT value;
    PropVariantInit(&value);
    value.vt = type;
    value.lVal = n;
    return value;
}

// What comes of one property that a client has written.
struct Taken {
    bool all;
    RecorderProperties properties;
};
Taken take_one(PROPID id, const std::string& name, const PROPVARIANT& value) {
    std::vector<Property> set;
    set.push_back({id, name, PropertyValue(value)});
    Taken taken{true, usual()};
    taken.all = take_properties(*property_set(std::move(set)), taken.properties);
    return taken;
}

TEST(Properties, GoThroughASetUnchanged) {
    RecorderProperties properties = usual();
    EXPECT_TRUE(take_properties(*make_property_set(usual()), properties));
    EXPECT_EQ(properties, usual());
}

TEST(Properties, HaveTheIdsTwoToSixAndAreNumbers) {
    const auto set = make_property_set(usual());
    const LONG expected[] = {16, 48, 150, -1, -1};
    for (PROPID id = 2; id <= 6; ++id) {
        PROPSPEC spec{};
        spec.ulKind = PRSPEC_PROPID;
        spec.propid = id;
        PROPVARIANT value;
        EXPECT_HR(S_OK, set->ReadMultiple(1, &spec, &value));
        EXPECT_EQ(value.vt, VT_I4);
        EXPECT_EQ(value.lVal, expected[id - 2]);
    }
}

TEST(Properties, WhatIsOutOfRangeIsClamped) {
    for (const auto& [written, kept] : {std::pair{-1, 48}, {0, 48}, {8, 8}, {48, 48}, {52, 48}})
        EXPECT_EQ(take_one(2, "WriteSpeed", typed(VT_I4, written)).properties.write_speed, kept);
    for (const auto& [written, kept] : {std::pair{-5, 0}, {0, 0}, {225, 225}, {226, 225}})
        EXPECT_EQ(take_one(4, "AudioGapSize", typed(VT_I4, written)).properties.audio_gap_size, kept);
    for (const auto& [written, kept] : {std::pair{-9, -1}, {0, 0}, {1, 1}, {7, 1}})
        EXPECT_EQ(
            take_one(6, "EnableBufferUnderrunFree", typed(VT_I4, written)).properties.enable_underrun_free,
            kept);
}

TEST(Properties, EveryWidthOfNumberIsTaken) {
    for (const VARTYPE type : {VT_I4, VT_UI4, VT_I2, VT_UI2, VT_UI1, VT_INT, VT_UINT}) {
        const Taken taken = take_one(4, "AudioGapSize", typed(type, 75));
        EXPECT_TRUE(taken.all) << type;
        EXPECT_EQ(taken.properties.audio_gap_size, 75) << type;
    }
    EXPECT_EQ(take_one(6, "EnableBufferUnderrunFree", typed(VT_BOOL, 0)).properties.enable_underrun_free, 0);
    EXPECT_EQ(take_one(2, "WriteSpeed", typed(VT_UI4, LONG(0xFFFFFFFF))).properties.write_speed, 48);
}

TEST(Properties, ANameGoesBeforeAnIdAndAnIdAloneWillDo) {
    EXPECT_EQ(take_one(9, "audiogapsize", typed(VT_I4, 75)).properties.audio_gap_size, 75);
    EXPECT_EQ(take_one(4, "", typed(VT_I4, 75)).properties.audio_gap_size, 75);
}

TEST(Properties, WhatCannotBeTakenIsPassedOver) {
    EXPECT_FALSE(take_one(9, "Colour", typed(VT_I4, 1)).all);
    EXPECT_FALSE(take_one(4, "AudioGapSize", typed(VT_R8, 1)).all);
    const Taken read_only = take_one(3, "MaxWriteSpeed", typed(VT_I4, 99));
    EXPECT_FALSE(read_only.all);
    EXPECT_EQ(read_only.properties, usual());
    EXPECT_TRUE(take_one(3, "MaxWriteSpeed", typed(VT_I4, 48)).all) << "it is as it was";
}

TEST(Properties, AGapThatIsFixedIsPassedOver) {
    RecorderProperties properties = usual();
    properties.gap_is_fixed = true;
    RecorderProperties asked = usual();
    asked.audio_gap_size = 0;
    EXPECT_TRUE(take_properties(*make_property_set(asked), properties))
        << "the client reads back what it got";
    EXPECT_EQ(properties.audio_gap_size, 150);
}

// Claims success and gives nothing.
class EmptyHandedSet final : public ComObject<IPropertyStorage> {
  public:
    HRESULT STDMETHODCALLTYPE ReadMultiple(ULONG, const PROPSPEC[], PROPVARIANT[]) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE WriteMultiple(ULONG, const PROPSPEC[], const PROPVARIANT[], PROPID) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE DeleteMultiple(ULONG, const PROPSPEC[]) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE ReadPropertyNames(ULONG, const PROPID[], LPOLESTR[]) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE WritePropertyNames(ULONG, const PROPID[], const LPOLESTR[]) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE DeletePropertyNames(ULONG, const PROPID[]) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Commit(DWORD) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Revert() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Enum(IEnumSTATPROPSTG**) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE SetTimes(const FILETIME*, const FILETIME*, const FILETIME*) override {
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE SetClass(REFCLSID) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Stat(STATPROPSETSTG*) override { return S_OK; }
};

TEST(Properties, AForeignSetThatGivesNothingIsRefused) {
    RecorderProperties properties = usual();
    EXPECT_THROW(take_properties(*make_object<EmptyHandedSet>(), properties), ComError);
    EXPECT_EQ(properties, usual());
}

} // namespace
} // namespace redbook::imapi
