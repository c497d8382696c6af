// GET CONFIGURATION. MMC-6, 5: what a drive can do, and what it can do with the medium that is in.
#include <algorithm>
#include <array>
#include <vector>

#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

constexpr uint16_t kCdRom = 0x0008, kCdR = 0x0009, kCdRw = 0x000A;
constexpr uint16_t kMastering = 0x002E;
constexpr uint8_t kBytesOfCue = 8;
constexpr uint32_t kMostCueBytes = kBytesOfCue * 10200; // 99 tracks of 100 indexes and 2 ISRC lines, and MCN

uint16_t profile_of(const DriveState& drive) {
    if (!drive.has_medium()) return 0;
    if (drive.medium->facts.kind == MediumKind::cd_rw) return kCdRw;
    return drive.stage == Stage::complete ? kCdRom : kCdR;
}

enum class When { always, medium, writable }; // a feature is current

bool is_current(const DriveState& drive, When when) {
    const bool writable = drive.has_medium() && profile_of(drive) != kCdRom;
    return when == When::always || (when == When::medium ? drive.has_medium() : writable);
}

struct Feature {
    uint16_t code;
    uint8_t version; // as the standard places it: shifted by two
    When when;
    std::vector<uint8_t> data;
};

const std::vector<Feature>& features() {
    constexpr uint8_t kHigh = kMostCueBytes >> 16, kMiddle = uint8_t(kMostCueBytes >> 8),
                      kLow = uint8_t(kMostCueBytes);
    static const std::vector<Feature> all{
        {0x0001, 2 << 2, When::always, {0, 0, 0, 2, 1, 0, 0, 0}},           // core: ATAPI
        {0x0002, 1 << 2, When::always, {2, 0, 0, 0}},                       // morphing
        {0x0003, 1 << 2, When::always, {0x29, 0, 0, 0}},                    // removable: tray, eject, lock
        {0x0010, 0, When::medium, {0, 0, 9, 0x30, 0, 1, 0, 0}},             // random readable, 2352
        {0x001D, 0, When::medium, {}},                                      // multi-read
        {0x001E, 2 << 2, When::medium, {0x03, 0, 0, 0}},                    // CD read: C2, CD-TEXT
        {0x002D, 2 << 2, When::writable, {0x46, 0, 0, 0x01}},               // TAO: BUF, test, CD-RW
        {kMastering, 1 << 2, When::writable, {0x67, kHigh, kMiddle, kLow}}, // SAO: BUF, test, CD-RW, R-W
        {0x0037, 0, When::writable, {0, 0, 0xFF, 0}},                       // CD-RW
        {0x0100, 0, When::always, {}},                                      // power management
        {0x0105, 1 << 2, When::always, {0, 0, 0, 0}},                       // timeout
        {0x0107, 4 << 2, When::always, {0x1A, 0, 0, 0}}, // streaming: SET CD SPEED, buffer, 2A
        {0x0108, 0, When::always, {'R', 'B', '0', '0', '0', '1', ' ', ' '}}, // serial number
    };
    return all;
}

void append(std::vector<std::byte>& out, std::initializer_list<unsigned> values) {
    for (const unsigned v : values) out.push_back(std::byte(v));
}

void append_head(std::vector<std::byte>& out, uint16_t code, uint8_t version, bool current, size_t length) {
    const unsigned bits =
        version | (code < 4 || code == 0x0100 ? 2u : 0u) | (current ? 1u : 0u); // persistent
    append(out, {unsigned(code >> 8), code & 0xFFu, bits, unsigned(length)});
}

void append_profiles(std::vector<std::byte>& out, const DriveState& drive) {
    constexpr std::array kProfiles{kCdRw, kCdR, kCdRom};
    append_head(out, 0, 0, true, 4 * kProfiles.size());
    for (const uint16_t p : kProfiles)
        append(out, {unsigned(p >> 8), p & 0xFFu, p == profile_of(drive) ? 1u : 0u, 0u});
}

} // namespace

Reply get_configuration(DriveState& drive, const Command& command) {
    enum : uint8_t { kAllFeatures = 0, kCurrentOnly = 1, kOne = 2, kReserved = 3 };
    const uint8_t wanted = byte_at(command.cdb, 1) & 3;
    const uint16_t first = be16_at(command.cdb, 2);
    if (drive.faults.has(FaultKind::no_configuration)) return refused(kUnknownCommand);
    if (wanted == kReserved) return refused(kInvalidFieldInCdb);
    std::vector<std::byte> reply(8);
    if (first == 0) append_profiles(reply, drive);
    for (const Feature& f : features()) {
        const bool current = is_current(drive, f.when);
        if (f.code == kMastering && drive.faults.has(FaultKind::no_mastering)) continue;
        if (wanted == kOne ? f.code != first : f.code < first || (wanted == kCurrentOnly && !current))
            continue;
        append_head(reply, f.code, f.version, current, f.data.size());
        for (const uint8_t b : f.data) reply.push_back(std::byte{b});
    }
    BytesWriter(reply).be32(uint32_t(reply.size() - 4)).be16(0).be16(profile_of(drive));
    return send(command, reply, be16_at(command.cdb, 7));
}

} // namespace redbook::emulator
