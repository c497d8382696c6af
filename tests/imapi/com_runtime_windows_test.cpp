// What Windows does for COM objects.
#include "redbook/imapi/com_runtime.h"

#include <gtest/gtest.h>

#include "redbook/base/file.h"
#include "redbook/imapi/com_object.h"
#include "tests/imapi/com_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

// As the SDK has them: what a client says of types is true of ours.
static_assert(std::is_same_v<LONG, long> && std::is_same_v<DWORD, ULONG>);
static_assert(FAILED(IMAPI_E_NOTOPENED) && SUCCEEDED(IMAPI_S_PROPERTIESIGNORED));

class Thing final : public ComObject<IServiceProvider> {
  public:
    HRESULT STDMETHODCALLTYPE QueryService(REFGUID, REFIID, void**) override { return E_NOTIMPL; }
};

TEST(FreeThreadedMarshaler, MakesAnObjectOneThatAllApartmentsCall) {
    const auto thing = make_object<Thing>();
    ComPtr<IUnknown> agile, identity;
    EXPECT_HR(S_OK, thing->QueryInterface(__uuidof(IAgileObject), reinterpret_cast<void**>(agile.put())));
    EXPECT_HR(S_OK, agile->QueryInterface(IID_IUnknown, reinterpret_cast<void**>(identity.put())));
    EXPECT_EQ(identity.get(), static_cast<IUnknown*>(static_cast<IServiceProvider*>(thing.get())));
}

TEST(FreeThreadedMarshaler, IsPartOfTheObject) {
    const auto thing = make_object<Thing>();
    ComPtr<IMarshal> first, second;
    ComPtr<IServiceProvider> back;
    EXPECT_HR(S_OK, thing->QueryInterface(IID_PPV_ARGS(first.put())));
    EXPECT_HR(S_OK, thing->QueryInterface(IID_PPV_ARGS(second.put())));
    EXPECT_EQ(first.get(), second.get());
    EXPECT_HR(S_OK, first->QueryInterface(IID_PPV_ARGS(back.put())));
    EXPECT_EQ(back.get(), thing.get());
}

// Registry values for one test; null takes the value away.
class Value {
  public:
    Value(const wchar_t* name, const wchar_t* value) : name_(name) {
        RegSetKeyValueW(HKEY_CURRENT_USER, kKey, name, REG_SZ, value,
                        DWORD((wcslen(value) + 1) * sizeof *value));
    }
    ~Value() { RegDeleteKeyValueW(HKEY_CURRENT_USER, kKey, name_); }

  private:
    static constexpr const wchar_t* kKey = L"Software\\Redbook\\IMAPI";
    const wchar_t* name_;
};

TEST(SystemSetting, IsInTheRegistryUnlessTheEnvironmentHasIt) {
    EXPECT_EQ(system_setting("REDBOOK_TEST_SETTING"), std::nullopt);
    const Value value(L"REDBOOK_TEST_SETTING", L"C:\\Dvořák");
    EXPECT_EQ(system_setting("REDBOOK_TEST_SETTING"), "C:\\Dvořák");
    SetEnvironmentVariableW(L"REDBOOK_TEST_SETTING", L"Сюита");
    EXPECT_EQ(system_setting("REDBOOK_TEST_SETTING"), "Сюита");
    SetEnvironmentVariableW(L"REDBOOK_TEST_SETTING", nullptr);
}

TEST(UserFolders, AreTheOnesThatWindowsNames) {
    wchar_t music[MAX_PATH];
    GetEnvironmentVariableW(L"USERPROFILE", music, MAX_PATH);
    EXPECT_EQ(user_music_folder(), to_utf8(music) + "\\Music");
    EXPECT_EQ(user_state_folder(), to_utf8(music) + "\\AppData\\Local\\Redbook");
}

TEST(MakeFolders, MakesTheOnesAboveToo) {
    const test::TempFolder folder;
    make_folders(folder / "a\\b/c");
    make_folders(folder / "a\\b/c");
    EXPECT_TRUE(system_files().status(folder / "a/b/c")->kind == FileKind::folder);
    test::write_file(folder / "file", "");
    const std::string file = folder / "file";
    EXPECT_EQ(test::error_of(Errc::io, [&] { make_folders(file + "/below"); }),
              file + "/below: cannot create this folder: " + file +
                  ": cannot create the folder: File exists");
}

TEST(ProcessNumber, IsTheSystems) { EXPECT_EQ(process_number(), GetCurrentProcessId()); }

} // namespace
} // namespace redbook::imapi
