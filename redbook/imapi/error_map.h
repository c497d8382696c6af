// The tables that turn what the library says into result codes.
#pragma once

#include <string_view>

#include "redbook/base/error.h"
#include "redbook/imapi/imapi.h"
#include "redbook/imapi/imapierror.h"
#include "redbook/jobs/record_job.h"

namespace redbook::imapi {

// The same trouble with a file has another code while a recorder writes than while the stash is written.
enum class Doing { staging, recording };
HRESULT to_hresult(Errc code, Doing doing);

// The one sentence that says a result code in words, and what to do; its name in imapierror.h. A code that no
// table knows is "an unknown error".
std::string_view sentence_of(HRESULT code);
std::string_view name_of(HRESULT code);

// How a recording ended that did not end with an error.
enum class BurnResult {
    simulated,
    verified,
    unverified_by_setting, // reading back is switched off
    not_verified,          // it could not be read back
    interrupted,           // recorded, but the reading back was interrupted
    differs                // what was read back is not what was staged
};
BurnResult burn_result_of(const Outcome& result, bool verification_asked);

// What RecordDisc returns, and whether the staged image is gone then. It stays unless the disc is known to be
// right, or was not to be looked at.
struct ResultCode {
    HRESULT code;
    bool image_is_cleared;
};
ResultCode result_of(BurnResult result);

} // namespace redbook::imapi
