#include "emulator/interposer/ioctls.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include "emulator/commands.h"
#include "emulator/interposer/cdrom.h"
#include "emulator/interposer/failed.h"

namespace redbook::emulator {
namespace {

constexpr int kSgVersion = 30536; // of Linux 2.6 and later
constexpr int kReservedBytes = 128 * 1024;
constexpr unsigned char kCheckCondition = 0x02, kDriverSense = 0x08;

Command command_of(const sg_io_hdr_t& io) {
    Command command{{reinterpret_cast<const std::byte*>(io.cmdp), io.cmd_len}, {}, {}};
    auto* data = static_cast<std::byte*>(io.dxferp);
    if (io.dxfer_len == 0) return command; // whatever direction is said
    if (io.dxfer_direction == SG_DXFER_TO_DEV) command.out = {data, io.dxfer_len};
    if (io.dxfer_direction == SG_DXFER_FROM_DEV || io.dxfer_direction == SG_DXFER_TO_FROM_DEV)
        command.in = {data, io.dxfer_len};
    return command;
}

void tell_sense(sg_io_hdr_t& io, const Reply& reply) {
    const auto sense = fixed_sense(reply.sense, reply.blame, reply.progress);
    io.status = kCheckCondition;
    io.masked_status = kCheckCondition >> 1;
    io.driver_status = kDriverSense;
    io.info = SG_INFO_CHECK;
    io.sb_len_wr = uint8_t(std::min<size_t>(sense.size(), io.mx_sb_len));
    if (io.sbp) std::memcpy(io.sbp, sense.data(), io.sb_len_wr);
}

int sg_io(Drive& drive, sg_io_hdr_t* io) {
    if (!io || io->interface_id != 'S' || io->iovec_count != 0 || !io->cmdp) return failed(EINVAL);
    const Reply reply = drive.execute(command_of(*io));
    io->status = io->masked_status = io->msg_status = io->sb_len_wr = 0;
    io->host_status = io->driver_status = 0;
    io->info = SG_INFO_OK;
    io->duration = 0;
    io->resid = int(io->dxfer_len) - int(reply.transferred);
    if (!reply.good()) tell_sense(*io, reply);
    return 0;
}

// As old as ATAPI drivers: 12 bytes of command, and the sense if it fails.
int send_packet(Drive& drive, cdrom_generic_command* packet) {
    auto* data = reinterpret_cast<std::byte*>(packet->buffer);
    Command command{std::as_bytes(std::span(packet->cmd)), {}, {}};
    if (data && packet->data_direction == CGC_DATA_WRITE) command.out = {data, packet->buflen};
    if (data && packet->data_direction == CGC_DATA_READ) command.in = {data, packet->buflen};
    const Reply reply = drive.execute(command);
    if (reply.good()) return 0;
    const auto sense = fixed_sense(reply.sense, reply.blame, reply.progress);
    if (packet->sense) std::memcpy(packet->sense, sense.data(), sense.size());
    return failed(EIO);
}

int tell(void* to, int value) {
    std::memcpy(to, &value, sizeof value);
    return 0;
}

// Host 0, channel 0, target as the drive's number, LUN 0.
int id_and_lun(int number, void* to) {
    const std::array<int, 2> id{number, 0};
    std::memcpy(to, id.data(), sizeof id);
    return 0;
}

} // namespace

bool is_drive_request(unsigned long request) {
    const unsigned long type = request & 0xFF00;
    return type == 0x2200 || type == 0x5300; // SG_* .. and SCSI_IOCTL_*, CDROM*
}

int device_ioctl(Drive& drive, int number, unsigned long request, void* argument) {
    switch (request) {
    case SG_IO: return sg_io(drive, static_cast<sg_io_hdr_t*>(argument));
    case CDROM_SEND_PACKET: return send_packet(drive, static_cast<cdrom_generic_command*>(argument));
    case SG_GET_VERSION_NUM: return tell(argument, kSgVersion);
    case SG_EMULATED_HOST: return tell(argument, 1);
    case SG_GET_RESERVED_SIZE: return tell(argument, kReservedBytes);
    case SG_SET_RESERVED_SIZE:
    case SG_SET_TIMEOUT: return 0;
    case SG_GET_TIMEOUT: return 60 * 100; // jiffies
    case SCSI_IOCTL_GET_IDLUN: return id_and_lun(number, argument);
    case SCSI_IOCTL_GET_BUS_NUMBER: return tell(argument, 0);
    default: return cdrom_ioctl(drive, request, argument);
    }
}

} // namespace redbook::emulator
