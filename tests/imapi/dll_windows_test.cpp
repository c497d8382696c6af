// imapi.dll as programs find it: registered (the tests that run this one see to that), or by a manifest.
#include <windows.h>

#include <objbase.h>
#include <olectl.h>

#include <filesystem>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/imapi.h"
#include "redbook/imapi/registration_windows.h"
#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

// A thread of its own that enters an apartment, so that no test leaves this one in any.
void in_apartment(DWORD kind, const std::function<void()>& body) {
    std::thread([&] {
        ASSERT_HR(S_OK, CoInitializeEx(nullptr, kind));
        body();
        CoUninitialize();
    }).join();
}

ComPtr<IDiscMaster> new_master() {
    ComPtr<IDiscMaster> master;
    EXPECT_HR(S_OK, CoCreateInstance(CLSID_MSDiscMasterObj, nullptr,
                                     CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER, IID_PPV_ARGS(master.put())));
    return master;
}

long block_size_of(IDiscMaster& master) {
    long bytes = 0;
    ComPtr<IRedbookDiscMaster> redbook;
    EXPECT_HR(S_OK, master.Open());
    EXPECT_HR(S_OK, master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                     reinterpret_cast<void**>(redbook.put())));
    EXPECT_HR(S_OK, redbook->GetAudioBlockSize(&bytes));
    EXPECT_HR(S_OK, master.Close());
    return bytes;
}

template <class Function>
Function exported(const char* name) {
    return reinterpret_cast<Function>(
        reinterpret_cast<void*>(GetProcAddress(GetModuleHandleA("imapi.dll"), name)));
}

TEST(Dll, IsFoundThroughTheRegistryFromEveryKindOfApartment) {
    for (const DWORD kind : {COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED})
        in_apartment(kind, [] { EXPECT_EQ(block_size_of(*new_master().get()), 2352); });
}

TEST(Dll, CanBeUnloadedWhenNothingOfItIsAlive) {
    in_apartment(COINIT_MULTITHREADED, [] {
        auto master = new_master();
        const auto can_unload = exported<HRESULT(WINAPI*)()>("DllCanUnloadNow");
        ASSERT_NE(can_unload, nullptr);
        EXPECT_HR(S_FALSE, can_unload());
        master = {};
        EXPECT_HR(S_OK, can_unload());
    });
}

TEST(Dll, HasNoOtherClass) {
    in_apartment(COINIT_MULTITHREADED, [] {
        const auto master = new_master();
        const auto get = exported<HRESULT(WINAPI*)(REFCLSID, REFIID, void**)>("DllGetClassObject");
        ASSERT_NE(get, nullptr);
        void* out = &out;
        EXPECT_HR(CLASS_E_CLASSNOTAVAILABLE, get(CLSID_MSDiscRecorderObj, IID_IClassFactory, &out));
        EXPECT_EQ(out, nullptr);
    });
}

TEST(Dll, TakesNoWordsForItsInstallationButUser) {
    in_apartment(COINIT_MULTITHREADED, [] {
        const auto master = new_master();
        const auto install = exported<HRESULT(WINAPI*)(BOOL, LPCWSTR)>("DllInstall");
        ASSERT_NE(install, nullptr);
        EXPECT_HR(E_INVALIDARG, install(TRUE, L"machine"));
        EXPECT_HR(E_INVALIDARG, install(TRUE, nullptr));
        EXPECT_HR(S_OK, install(FALSE, L"user"));
    });
}

TEST(Dll, IsNotRegisteredForOneUserWhereComReadsNoSuchClasses) {
    in_apartment(COINIT_MULTITHREADED, [] {
        const auto master = new_master();
        const auto install = exported<HRESULT(WINAPI*)(BOOL, LPCWSTR)>("DllInstall");
        ASSERT_NE(install, nullptr);
        if (!is_wine()) {
            EXPECT_HR(S_OK, install(TRUE, L"user"));
            EXPECT_HR(S_OK, install(FALSE, L"user"));
            return;
        }
        EXPECT_HR(SELFREG_E_CLASS, install(TRUE, L"user"));
        EXPECT_EQ(last_sentence(),
                  "imapi.dll: Wine's COM does not read the classes of one user; run 'regsvr32 imapi.dll'");
    });
}

// As PortBurn hands its master to the thread that records.
TEST(Dll, AMasterGoesToAnotherApartmentThroughTheGlobalInterfaceTable) {
    for (const DWORD kind : {COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED})
        in_apartment(COINIT_APARTMENTTHREADED, [&] {
            const auto master = new_master();
            ComPtr<IGlobalInterfaceTable> table;
            ASSERT_HR(S_OK, CoCreateInstance(CLSID_StdGlobalInterfaceTable, nullptr, CLSCTX_INPROC_SERVER,
                                             IID_PPV_ARGS(table.put())));
            DWORD cookie = 0;
            ASSERT_HR(S_OK, table->RegisterInterfaceInGlobal(master.get(), IID_IDiscMaster, &cookie));
            in_apartment(kind, [&] {
                ComPtr<IDiscMaster> there;
                ASSERT_HR(S_OK, table->GetInterfaceFromGlobal(cookie, IID_IDiscMaster,
                                                              reinterpret_cast<void**>(there.put())));
                EXPECT_EQ(there.get(), master.get());
                EXPECT_EQ(block_size_of(*there.get()), 2352);
            });
            EXPECT_HR(S_OK, table->RevokeInterfaceFromGlobal(cookie));
        });
}

// As PortBurn did before: from the multithreaded apartment by a stream.
TEST(Dll, AMasterGoesToAnotherApartmentThroughAStream) {
    in_apartment(COINIT_MULTITHREADED, [] {
        const auto master = new_master();
        IStream* stream = nullptr;
        ASSERT_HR(S_OK, CoMarshalInterThreadInterfaceInStream(IID_IDiscMaster, master.get(), &stream));
        in_apartment(COINIT_APARTMENTTHREADED, [&] {
            ComPtr<IDiscMaster> there;
            ASSERT_HR(S_OK, CoGetInterfaceAndReleaseStream(stream, IID_PPV_ARGS(there.put())));
            EXPECT_EQ(there.get(), master.get());
        });
    });
}

// Run when the class is not registered any more.
TEST(RegistrationFree, TheManifestBesideTheDllFindsIt) {
    in_apartment(COINIT_MULTITHREADED, [] {
        ComPtr<IDiscMaster> master;
        ASSERT_HR(REGDB_E_CLASSNOTREG, CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_INPROC_SERVER,
                                                        IID_PPV_ARGS(master.put())));
        const std::wstring manifest =
            std::filesystem::path(IMAPI_DLL).replace_filename("Redbook.Imapi.manifest").wstring();
        ACTCTXW wanted{};
        wanted.cbSize = sizeof wanted;
        wanted.lpSource = manifest.c_str();
        const HANDLE context = CreateActCtxW(&wanted);
        ASSERT_NE(context, INVALID_HANDLE_VALUE) << GetLastError();
        ULONG_PTR cookie = 0;
        ASSERT_TRUE(ActivateActCtx(context, &cookie));
        EXPECT_EQ(block_size_of(*new_master().get()), 2352);
        DeactivateActCtx(0, cookie);
        ReleaseActCtx(context);
    });
}

} // namespace
} // namespace redbook::imapi
