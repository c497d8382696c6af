// What the tests of COM objects share.
#pragma once

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/error_map.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// A result code by its name, so that a failing test is read without a table.
inline std::string code_text(HRESULT code) {
    const std::string_view name = name_of(code);
    return name == "unknown" ? fmt::format("0x{:08X}", uint32_t(code)) : std::string(name);
}

#define EXPECT_HR(expected, call) EXPECT_EQ(code_text(expected), code_text(call)) << #call
#define ASSERT_HR(expected, call) ASSERT_EQ(code_text(expected), code_text(call)) << #call

inline std::string take(BSTR string) {
    const std::string text = to_utf8(string);
    SysFreeString(string);
    return text;
}

// The sentence of the thread's error object, which is taken. Empty: there is none.
inline std::string last_sentence() {
    ComPtr<IErrorInfo> error;
    if (GetErrorInfo(0, error.put()) != S_OK) return "";
    BSTR description = nullptr;
    EXPECT_EQ(error->GetDescription(&description), S_OK);
    return take(description);
}

} // namespace redbook::imapi
