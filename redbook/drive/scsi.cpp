#include "redbook/drive/scsi.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <fmt/format.h>

#include "redbook/base/file_posix.h"

namespace redbook {
namespace {

constexpr unsigned kSgMajor = 21;
constexpr unsigned char kGood = 0x00, kCheckCondition = 0x02, kBusy = 0x08; // SAM-5
constexpr unsigned short kHostTimeOut = 0x03;                               // Linux: DID_TIME_OUT
constexpr Sense kBecomingReady{2, 0x04, 0x01}, kUnknownCommand{5, 0x20, 0x00};

struct Refusal {
    int error;
    Errc code;
    std::string_view why;
    Remedy remedy = Remedy::none;
};
constexpr Refusal kRefusals[] = {
    {ENOENT, Errc::not_found, "there is no such drive", Remedy::list_drives},
    {ENXIO, Errc::device, "no drive is attached to this device", Remedy::diagnose_drives},
    {ENODEV, Errc::device, "no drive is attached to this device", Remedy::diagnose_drives},
    {EACCES, Errc::no_permission, "this user may not use it", Remedy::diagnose_drives},
    {EPERM, Errc::no_permission, "this user may not use it", Remedy::diagnose_drives},
    {EBUSY, Errc::in_use, "another program is using it; close that program"},
    {ENOMEDIUM, Errc::no_medium, "there is no disc in it; put one in"},
};

[[noreturn]] void fail_to_open(const std::string& path, int error) {
    for (const Refusal& r : kRefusals)
        if (r.error == error) throw DriveError(r.code, fmt::format("{}: {}", path, r.why), r.remedy);
    throw DriveError(Errc::device, fmt::format("{}: cannot open it: {}", path, std::strerror(error)));
}

sg_io_hdr_t header_of(const ScsiCommand& command, std::span<unsigned char> sense) {
    sg_io_hdr_t io{};
    io.interface_id = 'S';
    io.cmdp = reinterpret_cast<unsigned char*>(const_cast<std::byte*>(command.cdb.data()));
    io.cmd_len = static_cast<unsigned char>(command.cdb.size());
    io.sbp = sense.data();
    io.mx_sb_len = static_cast<unsigned char>(sense.size());
    io.timeout = unsigned(std::chrono::milliseconds(command.timeout).count());
    io.dxfer_direction = SG_DXFER_NONE;
    if (!command.in.empty()) {
        io.dxfer_direction = SG_DXFER_FROM_DEV;
        io.dxferp = command.in.data();
        io.dxfer_len = unsigned(command.in.size());
    } else if (!command.out.empty()) {
        io.dxfer_direction = SG_DXFER_TO_DEV;
        io.dxferp = const_cast<std::byte*>(command.out.data());
        io.dxfer_len = unsigned(command.out.size());
    }
    return io;
}

class SgPort final : public ScsiPort {
  public:
    SgPort(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
    SgPort(const SgPort&) = delete;
    SgPort& operator=(const SgPort&) = delete;
    ~SgPort() override { ::close(fd_); }

    const std::string& path() const override { return path_; }

    ScsiReply execute(const ScsiCommand& command) override {
        std::array<unsigned char, 64> sense{};
        sg_io_hdr_t io = header_of(command, sense);
        int done;
        while ((done = ::ioctl(fd_, SG_IO, &io)) < 0 && errno == EINTR) {}
        if (done < 0 && errno == EPERM)
            return {.sense = kUnknownCommand}; // the kernel's list for who may only read
        if (done < 0) fail(fmt::format("takes no SCSI commands: {}", std::strerror(errno)));
        if (io.host_status == kHostTimeOut)
            fail(fmt::format("no answer for {} s; switch the drive off and on", command.timeout.count()));
        if (io.host_status != 0)
            fail(fmt::format("the connection failed (host status {:#04x}); look at the cable",
                             io.host_status));
        return reply_of(io, sense);
    }

  private:
    [[noreturn]] void fail(const std::string& why) const {
        throw Error(Errc::device, fmt::format("{}: {}", path_, why));
    }

    ScsiReply reply_of(const sg_io_hdr_t& io, std::span<const unsigned char> sense) const {
        ScsiReply reply;
        reply.transferred = size_t(std::max(0, int(io.dxfer_len) - io.resid));
        if (io.status == kGood) return reply;
        if (io.status == kBusy) return {.sense = kBecomingReady};
        if (io.status != kCheckCondition)
            fail(fmt::format("the drive is reserved (status {:#04x})", io.status));
        return refusal_of(std::as_bytes(sense.first(io.sb_len_wr)), reply.transferred);
    }

    std::string path_;
    int fd_;
};

// Without O_NONBLOCK the kernel would wait for a disc. Who may only read can ask nearly everything.
int open_exclusively(const std::string& path, DriveAccess access) {
    constexpr int kFlags = O_NONBLOCK | O_CLOEXEC | O_EXCL;
    const int fd = ::open(path.c_str(), kFlags | O_RDWR);
    const bool may_not_write = errno == EACCES || errno == EPERM || errno == EROFS;
    if (fd >= 0 || access == DriveAccess::recording || !may_not_write) return fd;
    return ::open(path.c_str(), kFlags | O_RDONLY);
}

} // namespace

ScsiReply refusal_of(Bytes sense_data, size_t transferred) {
    const SenseData told = parse_sense(sense_data);
    return {told.sense, told.sense.key == 0 ? 0 : transferred, told.deferred, told.progress};
}

bool is_drive(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return false;
    return S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && major(status.st_rdev) == kSgMajor);
}

std::unique_ptr<ScsiPort> open_scsi_port(const std::string& path, DriveAccess access,
                                         std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds kAgain{50};
    int fd = open_exclusively(path, access);
    for (; fd < 0 && errno == EBUSY && patience.count() > 0; patience -= kAgain) {
        std::this_thread::sleep_for(kAgain);
        fd = open_exclusively(path, access);
    }
    if (fd < 0) fail_to_open(path, errno);
    return std::make_unique<SgPort>(path, above_standard_descriptors(fd));
}

} // namespace redbook
