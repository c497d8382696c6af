#include "redbook/imapi/registration_windows.h"

#include <windows.h>

#include <array>

#include <gtest/gtest.h>

namespace redbook::imapi {
namespace {

constexpr const wchar_t* kServer =
    L"Software\\Classes\\CLSID\\{520CCA63-51A5-11D3-9144-00104BA11C5E}\\InprocServer32";
constexpr const wchar_t* kOurs = L"C:\\Programme\\Dvořák\\imapi.dll";

std::wstring value(const wchar_t* name) {
    std::array<wchar_t, 260> text{};
    DWORD bytes = sizeof text;
    const LSTATUS status =
        RegGetValueW(HKEY_CURRENT_USER, kServer, name, RRF_RT_REG_SZ, nullptr, text.data(), &bytes);
    return status == ERROR_SUCCESS ? text.data() : L"(none)";
}

class RegistrationForTheUser : public testing::Test {
  protected:
    void SetUp() override { register_class(For::user, kOurs); }
    void TearDown() override { unregister_class(For::user, kOurs); }
};

TEST_F(RegistrationForTheUser, NamesTheServerForEveryApartment) {
    EXPECT_EQ(value(nullptr), kOurs);
    EXPECT_EQ(value(L"ThreadingModel"), L"Both");
}

TEST_F(RegistrationForTheUser, TwiceIsTheSameAsOnce) {
    register_class(For::user, kOurs);
    EXPECT_EQ(value(nullptr), kOurs);
}

TEST_F(RegistrationForTheUser, IsTakenBackWhole) {
    unregister_class(For::user, L"c:\\programme\\DVOŘÁK\\IMAPI.DLL");
    EXPECT_EQ(value(nullptr), L"(none)");
    unregister_class(For::user, kOurs);
}

TEST_F(RegistrationForTheUser, OfAnotherDllIsLeftAlone) {
    unregister_class(For::user, L"C:\\Windows\\System32\\imapi.dll");
    EXPECT_EQ(value(nullptr), kOurs);
}

} // namespace
} // namespace redbook::imapi
