// What goes wrong in a COM method: a result code for the caller, a sentence for people.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "redbook/imapi/imapi.h"
#include "redbook/imapi/imapierror.h"

namespace redbook::imapi {

// Thrown inside a method, caught by guard() only.
struct ComError : std::runtime_error {
    ComError(HRESULT c, const std::string& sentence) : std::runtime_error(sentence), code(c) {}
    HRESULT code;
};

// With the code's own sentence (error_map.h), or with a better one.
[[noreturn]] void fail(HRESULT code);
[[noreturn]] void fail(HRESULT code, const std::string& sentence);

// To be called in a handler: the exception's code, its sentence made the thread's error object.
HRESULT report_exception(REFIID iid) noexcept;

// Makes `sentence` the thread's error object: what GetErrorInfo() hands out next. Returns `code`.
HRESULT report(REFIID iid, HRESULT code, std::string_view sentence) noexcept;

} // namespace redbook::imapi
