// A recorder as the COM objects see it: the seam behind which an image recorder, a drive, or another
// program's drive stands. Several IDiscRecorder objects may stand for one device.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "redbook/imapi/settings.h"
#include "redbook/jobs/record_job.h"

namespace redbook::imapi {

struct DeviceInfo {
    std::string vendor, product, revision;
    std::string path;                      // tells devices apart: the same path is the same device
    bool records_cdrw = false;             // RECORDER_CDRW, else RECORDER_CDR
    int fastest = 48;                      // multiple of 1x
    bool underrun_proof = true;            // BufferUnderrunFreeCapable
    bool test_write = false;               // a simulation goes through the device, in the phase `simulating`
    std::optional<BlockCount> fixed_gap{}; // between two tracks, whatever AudioGapSize asks for
    long seconds_to_prepare = 1;           // estimates, told to the client
    long seconds_to_close = 1;
};

// The disc in a device.
struct DeviceDisc {
    Medium medium;
    bool rewritable = false;
    int sessions = 0;
    int last_track = 0;
    Lba start{};           // of the last session
    Lba next_writable{};   // free blocks are capacity - next_writable
    std::string problem{}; // a sentence: why the device cannot be asked, another program has it; else empty
};

// Who has the device for himself.
class Reservation {
  public:
    enum class Use { none, exclusive, burning };

    // False if somebody has it, the same holder included.
    bool take(const void* holder, Use use);
    // From one use to another. False unless `holder` has it for the first.
    bool change(const void* holder, Use from, Use to);
    // Does nothing unless `holder` has it.
    void release(const void* holder);
    bool is_exclusive_of(const void* holder) const;
    Use use() const;

  private:
    mutable std::mutex mutex_;
    const void* holder_ = nullptr;
    Use use_ = Use::none;
};

// May be used by several threads; record() and erase() by the holder of the reservation only. Every method
// may throw Errc::device, io, and so on, as a redbook::Recorder does.
class Device {
  public:
    virtual ~Device() = default;
    virtual DeviceInfo info() const = 0;
    virtual std::optional<DeviceDisc> look() = 0; // nullopt: it was unplugged. Throws nothing
    virtual void eject() = 0;
    virtual void erase(bool full) = 0;

    // Records the stash, reads back and compares as `options` say, and reports its phases: checking,
    // simulating, writing, reading_back. A RecordJob, or another program's.
    //   speed  a multiple of 1x; 0: as fast as device and disc go
    virtual Outcome record(const Stash& stash, const JobOptions& options, int speed) = 0;

    Reservation reservation;
};

// The devices there are now. The same device is the same object as long as somebody holds it.
using DeviceList = std::function<std::vector<std::shared_ptr<Device>>(const Settings& settings)>;

} // namespace redbook::imapi
