#include "redbook/imapi/class_factory.h"

#include <gtest/gtest.h>

#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

TEST(ClassFactory, AnotherClassIsNotAvailable) {
    void* out = &out;
    EXPECT_HR(CLASS_E_CLASSNOTAVAILABLE, get_class_object(CLSID_MSDiscRecorderObj, IID_IClassFactory, &out));
    EXPECT_EQ(out, nullptr);
    EXPECT_HR(E_POINTER, get_class_object(CLSID_MSDiscMasterObj, IID_IClassFactory, nullptr));
}

} // namespace
} // namespace redbook::imapi
