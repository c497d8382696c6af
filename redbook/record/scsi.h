// SCSI commands to a drive, as the kernel passes them through (SG_IO). All that is asked of a drive but the
// writing, which is libburn's, goes through a ScsiPort; in tests an emulated drive stands behind it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "redbook/base/bytes.h"
#include "redbook/record/sense.h"

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

// One drive. Commands may come from any thread and are done one after the other.
class ScsiPort {
  public:
    virtual ~ScsiPort() = default;
    virtual const std::string& path() const = 0;

    // What the drive refuses is in the reply. Throws Errc::device if it does not answer at all.
    virtual ScsiReply execute(const ScsiCommand& command) = 0;
};

enum class DriveAccess {
    shared,    // reading and asking; others may do so too
    exclusive, // nobody else may have it exclusively (O_EXCL), and commands that write are let through
};

// True for a device that may be a drive: /dev/sr0, /dev/sg1, or a link to one.
bool is_drive(const std::string& path);

// A disc need not be in it.
//   throws  Errc::not_found, no_permission, in_use, device; the sentence says what to do
std::unique_ptr<ScsiPort> open_scsi_port(const std::string& path, DriveAccess access = DriveAccess::shared);

} // namespace redbook
