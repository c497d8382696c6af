// Recording a staged image on a device, with the client's sinks told of it on the thread that asked for it.
#pragma once

#include "redbook/imapi/device.h"
#include "redbook/imapi/error_map.h"
#include "redbook/imapi/progress_caller.h"
#include "redbook/stage/staging.h"

namespace redbook::imapi {

struct BurnOptions {
    bool simulate = false;
    bool verify = true;
    int speed = 0; // a multiple of 1x; 0: as fast as device and disc go
};

// Checks the medium, records, reads back, compares. Tells the sinks Preparing, Track(0,N), Block(0,T), ..,
// Block(T,T), Track(N,N), Closing; asks them for cancellation after each Block. A cancel that comes when all
// is written comes too late.
//   throws  ComError IMAPI_E_DEVICE_NOTPRESENT, DEVICE_NOTACCESSIBLE, MEDIUM_NOTPRESENT, MEDIUM_INVALIDTYPE,
//           DISCFULL; what the device throws
struct BurnEnd {
    BurnResult result;
    std::string sentence; // why it is not as it should be; else empty
};
BurnEnd burn(Device& device, const Stash& stash, const BurnOptions& options, ProgressCaller& sinks);

} // namespace redbook::imapi
