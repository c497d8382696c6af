#include "redbook/imapi/class_factory.h"

#include <gtest/gtest.h>

#include "redbook/imapi/com_object.h"
#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

ComPtr<IClassFactory> factory() {
    ComPtr<IClassFactory> factory;
    EXPECT_HR(S_OK, get_class_object(CLSID_MSDiscMasterObj, IID_PPV_ARGS(factory.put())));
    return factory;
}

TEST(ClassFactory, AnotherClassIsNotAvailable) {
    void* out = &out;
    EXPECT_HR(CLASS_E_CLASSNOTAVAILABLE, get_class_object(CLSID_MSDiscRecorderObj, IID_IClassFactory, &out));
    EXPECT_EQ(out, nullptr);
    EXPECT_HR(E_POINTER, get_class_object(CLSID_MSDiscMasterObj, IID_IClassFactory, nullptr));
}

TEST(ClassFactory, MakesMastersWithEveryInterface) {
    for (const IID& iid : {IID_IUnknown, IID_IDiscMaster, IID_IRedbookDiscMaster, IID_IJolietDiscMaster,
                           IID_ISupportErrorInfo}) {
        ComPtr<IUnknown> master;
        EXPECT_HR(S_OK, factory()->CreateInstance(nullptr, iid, reinterpret_cast<void**>(master.put())));
        EXPECT_TRUE(master);
    }
}

TEST(ClassFactory, RefusesOtherInterfacesAndAggregation) {
    void* out = &out;
    EXPECT_HR(E_NOINTERFACE, factory()->CreateInstance(nullptr, IID_IDiscRecorder, &out));
    EXPECT_EQ(out, nullptr);
    EXPECT_HR(CLASS_E_NOAGGREGATION, factory()->CreateInstance(factory().get(), IID_IUnknown, &out));
    EXPECT_HR(E_POINTER, factory()->CreateInstance(nullptr, IID_IUnknown, nullptr));
}

TEST(ClassFactory, TheModuleStaysWhileAnythingIsAliveOrLocked) {
    SetErrorInfo(0, nullptr);
    EXPECT_TRUE(can_unload());
    {
        ComPtr<IDiscMaster> master;
        EXPECT_HR(S_OK, factory()->CreateInstance(nullptr, IID_PPV_ARGS(master.put())));
        EXPECT_FALSE(can_unload());
        factory()->LockServer(TRUE);
    }
    EXPECT_FALSE(can_unload());
    factory()->LockServer(FALSE);
    EXPECT_TRUE(can_unload());
}

} // namespace
} // namespace redbook::imapi
