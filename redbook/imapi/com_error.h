// What goes wrong in a COM method: a result code for the caller, a sentence for people.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/error_map.h"
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
HRESULT report_exception(REFIID iid, Doing doing) noexcept;

// Makes `sentence` the thread's error object: what GetErrorInfo() hands out next. Returns `code`.
HRESULT report(REFIID iid, HRESULT code, std::string_view sentence) noexcept;

// Keeps the thread's error object over calls to a client, whose own calls may replace it.
class KeptErrorInfo {
  public:
    KeptErrorInfo() { GetErrorInfo(0, kept_.put()); }
    KeptErrorInfo(const KeptErrorInfo&) = delete;
    KeptErrorInfo& operator=(const KeptErrorInfo&) = delete;
    ~KeptErrorInfo() { SetErrorInfo(0, kept_.get()); }

  private:
    ComPtr<IErrorInfo> kept_;
};

} // namespace redbook::imapi
