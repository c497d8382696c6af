// Errors are compared whole: code and sentence.
#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "redbook/base/error.h"

namespace redbook::test {

// The error that `body` throws, as "sentence"; fails the test if it throws none or another code.
inline std::string error_of(Errc expected, const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& e) {
        EXPECT_EQ(int(e.code), int(expected)) << e.what();
        return e.what();
    }
    ADD_FAILURE() << "no error was thrown";
    return {};
}

} // namespace redbook::test
