// The COM functions of Linux, and what a program written for Windows finds there.
#include "redbook/imapi/com_runtime.h"

#include <cstdlib>
#include <thread>

#include <gtest/gtest.h>

#include "redbook/imapi/com_object.h"
#include "tests/imapi/com_kit.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

// LONG and DWORD as clients mix them; a HRESULT whose sign can be asked for.
static_assert(std::is_same_v<LONG, long> && std::is_same_v<DWORD, ULONG>);
static_assert(sizeof(HRESULT) == 4 && FAILED(IMAPI_E_NOTOPENED) && SUCCEEDED(IMAPI_S_PROPERTIESIGNORED));
static_assert(sizeof(OLECHAR) == 2 && sizeof(GUID) == 16 && sizeof(boolean) == 1 && sizeof(byte) == 1);

struct LongSink : IDiscMasterProgressEvents {
    HRESULT STDMETHODCALLTYPE NotifyBlockProgress(LONG, LONG) override = 0; // as PortBurn writes it
    HRESULT STDMETHODCALLTYPE NotifyTrackProgress(long, long) override = 0; // as JUCE writes it
};

TEST(ComRuntime, AStringKnowsItsLengthAndMayHoldZeros) {
    const BSTR text = SysAllocStringLen(OLESTR("a\0b"), 3);
    EXPECT_EQ(SysStringLen(text), 3u);
    EXPECT_EQ(SysStringByteLen(text), 6u);
    EXPECT_EQ(text[2], 'b');
    EXPECT_EQ(text[3], 0);
    SysFreeString(text);
    const BSTR zeros = SysAllocStringLen(nullptr, 2);
    EXPECT_EQ(zeros[0], 0);
    EXPECT_EQ(SysStringLen(zeros), 2u);
    SysFreeString(zeros);
    const BSTR bytes = SysAllocStringByteLen("abc", 3);
    EXPECT_EQ(SysStringByteLen(bytes), 3u);
    SysFreeString(bytes);
}

TEST(ComRuntime, NoStringIsAnEmptyString) {
    EXPECT_EQ(SysAllocString(nullptr), nullptr);
    EXPECT_EQ(SysStringLen(nullptr), 0u);
    SysFreeString(nullptr);
}

TEST(ComRuntime, AStringIsReplaced) {
    BSTR text = SysAllocString(OLESTR("old"));
    EXPECT_EQ(SysReAllocString(&text, OLESTR("newer")), TRUE);
    EXPECT_EQ(take(text), "newer");
}

TEST(ComRuntime, AThreadEntersOneKindOfApartment) {
    std::thread([] {
        EXPECT_HR(E_INVALIDARG, CoInitialize(const_cast<char*>("reserved")));
        EXPECT_HR(S_OK, CoInitialize(nullptr));
        EXPECT_HR(S_FALSE, CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED));
        EXPECT_HR(RPC_E_CHANGED_MODE, CoInitializeEx(nullptr, COINIT_MULTITHREADED));
        CoUninitialize();
        CoUninitialize();
        CoUninitialize(); // one too many does no harm
        EXPECT_HR(S_OK, CoInitializeEx(nullptr, COINIT_MULTITHREADED));
        CoUninitialize();
    }).join();
}

TEST(ComRuntime, AThreadWithoutAnApartmentIsTold) {
    std::thread([] {
        void* object = &object;
        EXPECT_HR(CO_E_NOTINITIALIZED,
                  CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_ALL, IID_IUnknown, &object));
        EXPECT_EQ(object, nullptr);
    }).join();
}

TEST(ComRuntime, AClassThatIsNotOursIsNotRegistered) {
    ASSERT_HR(S_OK, CoInitialize(nullptr));
    void* object = &object;
    EXPECT_HR(REGDB_E_CLASSNOTREG,
              CoCreateInstance(CLSID_MSDiscRecorderObj, nullptr, CLSCTX_ALL, IID_IUnknown, &object));
    EXPECT_EQ(object, nullptr);
    EXPECT_HR(E_POINTER, CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_ALL, IID_IUnknown, nullptr));
    CoUninitialize();
}

TEST(ComRuntime, AClearedVariantIsEmpty) {
    PROPVARIANT value;
    PropVariantInit(&value);
    value.vt = VT_BSTR;
    value.bstrVal = SysAllocString(OLESTR("text"));
    EXPECT_HR(S_OK, PropVariantClear(&value));
    EXPECT_EQ(value.vt, VT_EMPTY);
    EXPECT_EQ(value.lVal, 0);
    EXPECT_HR(S_OK, PropVariantClear(nullptr));
}

// Environment variables for one test.
class Environment {
  public:
    Environment(const char* name, const std::string& value) : name_(name), old_(system_setting(name)) {
        setenv(name, value.c_str(), 1);
    }
    ~Environment() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }

  private:
    const char* name_;
    std::optional<std::string> old_;
};

TEST(ComRuntime, TheMusicFolderIsTheOneTheDesktopKnows) {
    const test::TempFolder folder;
    const Environment home("HOME", "/the/home"), config("XDG_CONFIG_HOME", folder.path());
    EXPECT_EQ(user_music_folder(), "/the/home/Music");
    test::write_file(folder / "user-dirs.dirs", "# x\nXDG_MUSIC_DIR=\"$HOME/Musik\"\n");
    EXPECT_EQ(user_music_folder(), "/the/home/Musik");
    test::write_file(folder / "user-dirs.dirs", "XDG_MUSIC_DIR=\"/data/music\"\n");
    EXPECT_EQ(user_music_folder(), "/data/music");
    test::write_file(folder / "user-dirs.dirs", "XDG_MUSIC_DIR=\"\nXDG_MUSIC_DIR=\"odd\"\n");
    EXPECT_EQ(user_music_folder(), "/the/home/Music");
}

TEST(ComRuntime, TheStateFolderIsRedbooks) {
    const Environment home("HOME", "/the/home"), state("XDG_STATE_HOME", "");
    EXPECT_EQ(user_state_folder(), "/the/home/.local/state/redbook");
    const Environment elsewhere("XDG_STATE_HOME", "/state");
    EXPECT_EQ(user_state_folder(), "/state/redbook");
}

TEST(ComRuntime, WithoutAHomeThereIsNoFolder) {
    const Environment home("HOME", ""), state("XDG_STATE_HOME", "");
    EXPECT_EQ(test::error_of(Errc::bad_value, [] { user_state_folder(); }), "HOME is not set; set it");
}

TEST(ComRuntime, AFolderThatCannotBeMadeIsNamed) {
    const test::TempFolder folder;
    test::write_file(folder / "file", "");
    EXPECT_EQ(test::error_of(Errc::io, [&] { make_folders(folder / "file/below"); }),
              folder / "file/below: cannot create this folder: Not a directory");
    make_folders(folder / "a/b/c");
    make_folders(folder / "a/b/c");
}

TEST(ComRuntime, AValueOfAKindThatItDoesNotKnowIsNotCopied) {
    PROPVARIANT from, to;
    PropVariantInit(&from);
    PropVariantInit(&to);
    from.vt = 0x1000 | VT_UI1; // VT_VECTOR: it would point to somebody else's memory
    EXPECT_HR(DISP_E_BADVARTYPE, PropVariantCopy(&to, &from));
    EXPECT_EQ(to.vt, VT_EMPTY);
}

} // namespace
} // namespace redbook::imapi
