#include "emulator/interposer/cdrom.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <linux/cdrom.h>

#include "emulator/addresses.h"
#include "emulator/interposer/failed.h"

namespace redbook::emulator {
namespace {

template <size_t N>
Reply ask(Drive& drive, const std::array<uint8_t, N>& cdb, std::span<std::byte> in = {}) {
    return drive.execute({std::as_bytes(std::span(cdb)), {}, in});
}

int done(const Reply& reply) { return reply.good() ? 0 : failed(EIO); }

int start_stop(Drive& drive, uint8_t motion) {
    return done(ask(drive, std::array<uint8_t, 6>{0x1B, 0, 0, 0, motion, 0}));
}

int drive_status(Drive& drive) {
    const Sense sense = ask(drive, std::array<uint8_t, 6>{}).sense;
    if (!sense) return CDS_DISC_OK;
    if (sense == kNoMediumTrayOpen) return CDS_TRAY_OPEN;
    return sense == kNoMediumTrayClosed ? CDS_NO_DISC : CDS_DRIVE_NOT_READY;
}

int disc_status(Drive& drive) { return drive.stage() == Stage::complete ? CDS_AUDIO : CDS_NO_INFO; }

constexpr uint8_t kReadToc = 0x43, kMsfBit = 2;

int toc_header(Drive& drive, cdrom_tochdr* out) {
    std::array<std::byte, 4> reply{};
    const Reply told = ask(drive, std::array<uint8_t, 10>{kReadToc, 0, 0, 0, 0, 0, 0, 0, 4, 0}, reply);
    out->cdth_trk0 = byte_at(reply, 2);
    out->cdth_trk1 = byte_at(reply, 3);
    return done(told);
}

int toc_entry(Drive& drive, cdrom_tocentry* entry) {
    std::array<std::byte, 12> reply{};
    const bool msf = entry->cdte_format == CDROM_MSF;
    const std::array<uint8_t, 10> cdb{kReadToc, uint8_t(msf ? kMsfBit : 0), 0, 0,  0,
                                      0,        entry->cdte_track,          0, 12, 0};
    const Reply told = ask(drive, cdb, reply);
    entry->cdte_adr = byte_at(reply, 5) >> 4 & 0xF;
    entry->cdte_ctrl = byte_at(reply, 5) & 0xF;
    if (msf)
        entry->cdte_addr.msf = {byte_at(reply, 9), byte_at(reply, 10), byte_at(reply, 11)};
    else
        entry->cdte_addr.lba = int(be32_at(reply, 8));
    return done(told);
}

int catalogue_number(Drive& drive, cdrom_mcn* out) {
    std::array<std::byte, 24> reply{};
    const Reply told = ask(drive, std::array<uint8_t, 10>{0x42, 0, 0x40, 2, 0, 0, 0, 0, 24, 0}, reply);
    std::memset(out, 0, sizeof *out);
    if (byte_at(reply, 8) & 0x80) std::memcpy(out->medium_catalog_number, &reply[9], 13);
    return done(told);
}

int multisession(Drive& drive, cdrom_multisession* out) {
    std::array<std::byte, 12> reply{};
    const Reply told = ask(drive, std::array<uint8_t, 10>{kReadToc, 0, 1, 0, 0, 0, 0, 0, 12, 0}, reply);
    out->xa_flag = 0; // one session of audio
    out->addr_format = CDROM_LBA;
    out->addr.lba = int(be32_at(reply, 8));
    return done(told);
}

int read_audio(Drive& drive, const cdrom_read_audio* want) {
    const Lba first =
        want->addr_format == CDROM_LBA
            ? Lba{want->addr.lba}
            : to_lba({want->addr.msf.minute, want->addr.msf.second, want->addr.msf.frame}).value_or(Lba{-1});
    const uint32_t at = uint32_t(first.value), n = uint32_t(std::max(want->nframes, 0));
    const std::array<uint8_t, 12> cdb{0xBE,
                                      4,
                                      uint8_t(at >> 24),
                                      uint8_t(at >> 16),
                                      uint8_t(at >> 8),
                                      uint8_t(at),
                                      uint8_t(n >> 16),
                                      uint8_t(n >> 8),
                                      uint8_t(n),
                                      0xF8,
                                      0,
                                      0};
    return done(ask(drive, cdb, {reinterpret_cast<std::byte*>(want->buf), size_t(n) * kBlockBytes}));
}

int select_speed(Drive& drive, unsigned long times) {
    const uint16_t speed = times ? uint16_t(std::min<unsigned long>(times * 177, 0xFFFF)) : uint16_t{0xFFFF};
    return done(
        ask(drive, std::array<uint8_t, 12>{0xBB, 0, uint8_t(speed >> 8), uint8_t(speed), 0xFF, 0xFF}));
}

constexpr int kCapability = CDC_CLOSE_TRAY | CDC_OPEN_TRAY | CDC_LOCK | CDC_SELECT_SPEED | CDC_MULTI_SESSION |
                            CDC_MCN | CDC_MEDIA_CHANGED | CDC_PLAY_AUDIO | CDC_RESET | CDC_DRIVE_STATUS |
                            CDC_GENERIC_PACKET | CDC_CD_R | CDC_CD_RW;

} // namespace

int cdrom_ioctl(Drive& drive, unsigned long request, void* argument) {
    const auto value = reinterpret_cast<unsigned long>(argument);
    switch (request) {
    case CDROMREADTOCHDR: return toc_header(drive, static_cast<cdrom_tochdr*>(argument));
    case CDROMREADTOCENTRY: return toc_entry(drive, static_cast<cdrom_tocentry*>(argument));
    case CDROMMULTISESSION: return multisession(drive, static_cast<cdrom_multisession*>(argument));
    case CDROMREADAUDIO: return read_audio(drive, static_cast<const cdrom_read_audio*>(argument));
    case CDROM_GET_MCN: return catalogue_number(drive, static_cast<cdrom_mcn*>(argument));
    case CDROM_DRIVE_STATUS: return drive_status(drive);
    case CDROM_DISC_STATUS: return disc_status(drive);
    case CDROM_GET_CAPABILITY: return kCapability;
    case CDROM_MEDIA_CHANGED: return 0;
    case CDROM_CHANGER_NSLOTS: return 1;
    case CDROMSTART: return start_stop(drive, 1);
    case CDROMSTOP: return start_stop(drive, 0);
    case CDROMEJECT: return start_stop(drive, 2);
    case CDROMCLOSETRAY: return start_stop(drive, 3);
    case CDROM_LOCKDOOR:
        return done(ask(drive, std::array<uint8_t, 6>{0x1E, 0, 0, 0, uint8_t(value ? 1 : 0), 0}));
    case CDROM_SELECT_SPEED: return select_speed(drive, value);
    case CDROM_SET_OPTIONS:
    case CDROM_CLEAR_OPTIONS: return 0;
    default: return failed(ENOTTY);
    }
}

} // namespace redbook::emulator
