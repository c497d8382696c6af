// SCSI commands to a drive, as the kernel passes them through (SG_IO). All that is asked of a drive but the
// writing, which is libburn's, goes through a ScsiPort; in tests an emulated drive answers it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "redbook/base/bytes.h"
#include "redbook/drive/drive_report.h"
#include "redbook/drive/sense.h"

namespace redbook {

struct ScsiCommand {
    Bytes cdb;                 // 6, 10 or 12 bytes
    Bytes out{};               // what the host sends
    std::span<std::byte> in{}; // room for what the drive sends; `out` is empty then
    std::chrono::seconds timeout{60};
};

struct ScsiReply {
    Sense sense;            // key 0: done
    size_t transferred = 0; // bytes of `in` that were filled, or of `out` that were taken
    bool deferred = false;  // the sense is of an earlier command
    std::optional<uint16_t> progress = std::nullopt; // of a long operation, 0..65535
};

// The reply of a drive that refuses (CHECK CONDITION), from the sense data that came with it. Without a key
// there is no reason, and nothing is sure to have come.
ScsiReply refusal_of(Bytes sense_data, size_t transferred);

// One drive. Commands may come from any thread and are done one after the other.
class ScsiPort {
  public:
    virtual ~ScsiPort() = default;
    virtual const std::string& path() const = 0;

    // What the drive refuses is in the reply. Throws Errc::device if it does not answer at all.
    virtual ScsiReply execute(const ScsiCommand& command) = 0;

    // Waits before a drive that is not ready is asked again. A drive that is not there needs no waiting for.
    virtual void pause(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }
};

// Either way nobody else of us has the drive meanwhile (O_EXCL): a question in the middle of a recording has
// spoilt discs.
enum class DriveAccess {
    reading,   // and asking: who may only read it can do so
    recording, // commands that write are let through
};

// A disc need not be in it. A drive that is in use is asked for again for a while: udev has it for a moment
// whenever a disc comes in.
//   throws  DriveError; the sentence says what to do
inline constexpr std::chrono::milliseconds kForAMoment{1000};
std::unique_ptr<ScsiPort> open_scsi_port(const std::string& path, DriveAccess access = DriveAccess::reading,
                                         std::chrono::milliseconds patience = kForAMoment);

} // namespace redbook
