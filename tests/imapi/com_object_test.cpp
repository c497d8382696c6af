#include "redbook/imapi/com_object.h"

#include <thread>

#include <gtest/gtest.h>

#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

// Two interfaces, and a flag that tells of its end.
class Pair final : public ComObject<IEnumDiscMasterFormats, IClassFactory> {
  public:
    explicit Pair(bool* gone) : gone_(gone) {}
    ~Pair() override { *gone_ = true; }

    HRESULT STDMETHODCALLTYPE Next(ULONG, LPIID, ULONG*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Skip(ULONG) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Reset() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Clone(IEnumDiscMasterFormats**) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown*, REFIID, void**) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE LockServer(BOOL) override { return S_OK; }

  private:
    bool* gone_;
};

TEST(ComObject, EveryInterfaceLeadsToEveryOtherAndToOneIdentity) {
    bool gone = false;
    const auto object = make_object<Pair>(&gone);
    ComPtr<IClassFactory> factory;
    ComPtr<IEnumDiscMasterFormats> formats;
    ComPtr<ISupportErrorInfo> errors;
    ComPtr<IUnknown> one, two, three;
    EXPECT_HR(S_OK, object->QueryInterface(IID_PPV_ARGS(factory.put())));
    EXPECT_HR(S_OK, factory->QueryInterface(IID_PPV_ARGS(formats.put())));
    EXPECT_HR(S_OK, formats->QueryInterface(IID_PPV_ARGS(errors.put())));
    EXPECT_HR(S_OK, factory->QueryInterface(IID_PPV_ARGS(one.put())));
    EXPECT_HR(S_OK, formats->QueryInterface(IID_PPV_ARGS(two.put())));
    EXPECT_HR(S_OK, errors->QueryInterface(IID_PPV_ARGS(three.put())));
    EXPECT_EQ(one.get(), two.get());
    EXPECT_EQ(one.get(), three.get());
}

TEST(ComObject, AnUnknownInterfaceIsRefusedAndThePointerNulled) {
    bool gone = false;
    const auto object = make_object<Pair>(&gone);
    void* out = &gone;
    EXPECT_HR(E_NOINTERFACE, object->QueryInterface(IID_IDiscMaster, &out));
    EXPECT_EQ(out, nullptr);
    EXPECT_HR(E_POINTER, object->QueryInterface(IID_IUnknown, nullptr));
}

TEST(ComObject, AllInterfacesShareOneReferenceCount) {
    bool gone = false;
    auto object = make_object<Pair>(&gone);
    EXPECT_EQ(object->AddRef(), 2u);
    EXPECT_EQ(static_cast<IClassFactory*>(object.get())->AddRef(), 3u);
    EXPECT_EQ(object->Release(), 2u);
    EXPECT_EQ(object->Release(), 1u);
    EXPECT_FALSE(gone);
    object = {};
    EXPECT_TRUE(gone);
}

TEST(ComObject, AliveObjectsAreCounted) {
    const long before = ModuleCount::alive();
    bool gone = false;
    {
        const auto object = make_object<Pair>(&gone);
        EXPECT_EQ(ModuleCount::alive(), before + 1);
    }
    EXPECT_EQ(ModuleCount::alive(), before);
}

TEST(ComObject, ErrorInfoIsSupportedForItsOwnInterfacesOnly) {
    bool gone = false;
    const auto object = make_object<Pair>(&gone);
    EXPECT_HR(S_OK, object->InterfaceSupportsErrorInfo(IID_IEnumDiscMasterFormats));
    EXPECT_HR(S_OK, object->InterfaceSupportsErrorInfo(IID_IClassFactory));
    EXPECT_HR(S_FALSE, object->InterfaceSupportsErrorInfo(IID_IDiscMaster));
}

TEST(Guard, ABodyThatReturnsNothingMeansSOk) {
    EXPECT_HR(S_OK, guard(IID_IDiscMaster, [] {}));
    EXPECT_HR(S_FALSE, guard(IID_IDiscMaster, [] { return S_FALSE; }));
}

// Counts references to itself while it goes, as a method does that a client's object calls then.
class LateCounter final : public ComObject<IClassFactory> {
  public:
    explicit LateCounter(int* ends) : ends_(ends) {}
    ~LateCounter() override {
        ++*ends_;
        const ComPtr<IClassFactory> keep(this);
    }
    HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown*, REFIID, void**) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE LockServer(BOOL) override { return S_OK; }

  private:
    int* ends_;
};

TEST(ComObject, EndsOnceHoweverItIsCountedMeanwhile) {
    int ends = 0;
    make_object<LateCounter>(&ends);
    EXPECT_EQ(ends, 1);
}

} // namespace
} // namespace redbook::imapi
