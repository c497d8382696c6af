// MODE SENSE and MODE SELECT. MMC-6, 7; mode page 5 is what a recording is set up with.
#include <algorithm>
#include <cctype>
#include <optional>

#include "emulator/commands.h"
#include "emulator/speeds.h"

namespace redbook::emulator {
namespace {

constexpr size_t kHeaderBytes = 8;
constexpr uint8_t kErrorRecovery = 0x01, kWriteParameters = 0x05, kDeviceParameters = 0x0D,
                  kAudioControl = 0x0E, kPowerCondition = 0x1A, kTimeout = 0x1D, kCapabilities = 0x2A,
                  kAll = 0x3F;
enum PageControl : uint8_t { kCurrent = 0, kChangeable = 1, kDefault = 2, kSaved = 3 };

using Page = std::vector<std::byte>;
Page bytes(std::initializer_list<uint8_t> values) {
    Page page;
    for (const uint8_t v : values) page.push_back(std::byte{v});
    return page;
}

// Pages that can be set, but that nothing here depends on.
struct PlainPage {
    uint8_t code;
    Page defaults, changeable;
};
const std::vector<PlainPage>& plain_pages() {
    static const std::vector<PlainPage> pages{
        {kErrorRecovery, bytes({0x01, 0x0A, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}),
         bytes({0x01, 0x0A, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0, 0, 0})},
        {kDeviceParameters, bytes({0x0D, 0x06, 0, 0, 0, 60, 0, 75}),
         bytes({0x0D, 0x06, 0, 0x0F, 0, 0, 0, 0})},
        {kAudioControl, bytes({0x0E, 0x0E, 4, 0, 0, 0, 0, 75, 1, 0xFF, 2, 0xFF, 0, 0, 0, 0}),
         bytes({0x0E, 0x0E, 0, 0, 0, 0, 0, 0, 0x0F, 0xFF, 0x0F, 0xFF, 0, 0, 0, 0})},
        {kPowerCondition, bytes({0x1A, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
         bytes({0x1A, 0x0A, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})},
        {kTimeout, bytes({0x1D, 0x08, 0, 0, 4, 0, 0, 60, 0, 120}),
         bytes({0x1D, 0x08, 0, 0, 7, 0, 0xFF, 0xFF, 0xFF, 0xFF})},
    };
    return pages;
}

Page capabilities(const DriveState& drive) {
    const auto speeds = write_speeds();
    Page page(32 + 4 * speeds.size());
    const uint16_t reading = current_read_speed(drive), writing = current_write_speed(drive);
    BytesWriter w(page);
    w.u8(kCapabilities)                                    //  0
        .u8(uint8_t(page.size() - 2))                      //  1
        .u8(0x07)                                          //  2 reads CD-R, CD-RW, method 2
        .u8(0x07)                                          //  3 writes CD-R, CD-RW; test write
        .u8(0x81)                                          //  4 underrun protection, audio
        .u8(0x77)                                          //  5 MCN, ISRC, C2, R-W, exact CD-DA
        .u8(uint8_t(drive.prevented ? 0x2B : 0x29))        //  6 tray, eject; locked or not
        .u8(0x23)                                          //  7 R-W of the lead-in, volume
        .be16(speeds.front())                              //  8 reads at most, kB/s
        .be16(256)                                         // 10 steps of volume
        .be16(uint16_t(drive.options.buffer_bytes / 1024)) // 12 kB
        .be16(reading)                                     // 14
        .be16(0)                                           // 16
        .be16(speeds.front())                              // 18 writes at most
        .be16(writing)                                     // 20
        .be16(1)                                           // 22 copy management
        .be32(0)                                           // 24
        .be16(writing)                                     // 28
        .be16(uint16_t(speeds.size()));                    // 30
    for (const uint16_t speed : speeds) w.be16(0).be16(speed);
    return page;
}

Page write_page_mask() {
    Page page(kWritePageBytes, std::byte{0});
    BytesWriter(page).u8(kWriteParameters).u8(0x32).u8(0x7F).u8(0xFF).u8(0x0F).zeros(2).u8(0x3F).u8(0xFF);
    std::fill(page.begin() + 16, page.end(), std::byte{0xFF}); // MCN, ISRC
    return page;
}

Page of_plain(const DriveState& drive, const PlainPage& plain, PageControl control) {
    if (control == kChangeable) return plain.changeable;
    const auto set = drive.pages.find(plain.code);
    return control == kCurrent && set != drive.pages.end() ? set->second : plain.defaults;
}

Page of_write_page(const DriveState& drive, PageControl control) {
    if (control == kChangeable) return write_page_mask();
    const WritePage page = control == kCurrent ? drive.write_page : default_write_page();
    return {page.begin(), page.end()};
}

Page of_capabilities(const DriveState& drive, PageControl control) {
    Page page = capabilities(drive);
    if (control == kChangeable) std::fill(page.begin() + 2, page.end(), std::byte{0});
    return page;
}

// One page, or all; nothing if there is no such page.
Page pages_for(const DriveState& drive, uint8_t code, PageControl control) {
    Page all;
    const auto add = [&](const Page& page) { all.insert(all.end(), page.begin(), page.end()); };
    for (const PlainPage& plain : plain_pages())
        if (code == plain.code || code == kAll) add(of_plain(drive, plain, control));
    if (code == kWriteParameters || code == kAll) add(of_write_page(drive, control));
    if (code == kCapabilities || code == kAll) add(of_capabilities(drive, control));
    return all;
}

// Setting
// -----------------------------------------------------------------------------------------------------------

bool all_digits(Bytes b) {
    return std::all_of(b.begin(), b.end(), [](std::byte c) { return std::isdigit(std::to_integer<int>(c)); });
}

std::string text_of(Bytes b) { return BytesReader(b).text(b.size()); }

bool block_type_fits(uint8_t control, uint8_t type) {
    const bool data = (control & 0xC) == 4; // 4..7
    return data ? type >= 8 && type <= 13 && type != 0xC : type <= 3;
}

bool codes_are_right(Bytes page) {
    const bool mcn = byte_at(page, 16) & 0x80, isrc = byte_at(page, 32) & 0x80;
    if (mcn && !all_digits(page.subspan(17, 13))) return false;
    return !isrc || Isrc::parse(text_of(page.subspan(33, 12))).has_value();
}

// What the standard reserves, or this drive cannot do.
bool write_page_is_right(Bytes page) {
    const auto type = WriteType(byte_at(page, 2) & 0xF);
    const uint8_t multi = byte_at(page, 3) >> 6, control = byte_at(page, 3) & 0xF, format = byte_at(page, 8);
    return (type == WriteType::tao || type == WriteType::sao)     // no packets, no raw
           && (byte_at(page, 2) & 0xA0) == 0                      // reserved; link size
           && multi == 0                                          // one session
           && (byte_at(page, 3) & 0x20) == 0                      // no fixed packets
           && (byte_at(page, 4) & 0xF0) == 0                      // reserved
           && block_type_fits(control, byte_at(page, 4) & 0xF) && //
           (format == 0x00 || format == 0x10 || format == 0x20)   //
           && be32_at(page, 10) == 0                              // packet size
           && be16_at(page, 14) == uint16_t(kDefaultGap.value)    // pause
           && codes_are_right(page);
}

Sense set_write_page(DriveState& drive, Bytes page) {
    if (!write_page_is_right(page)) return kInvalidFieldInList;
    if (const Sense refusal = step(drive, Event::settings)) return refusal;
    std::copy(page.begin(), page.end(), drive.write_page.begin());
    drive.write_page[0] = std::byte{kWriteParameters};
    if (drive.recording.test && !is_test_write(drive)) forget_rehearsal(drive);
    return {};
}

// Bits that cannot be changed must be as they are.
bool changes_only(Bytes page, const Page& current, const Page& mask) {
    for (size_t i = 2; i < page.size(); ++i)
        if (((page[i] ^ current[i]) & ~mask[i]) != std::byte{0}) return false;
    return true;
}

Sense set_plain_page(DriveState& drive, uint8_t code, Bytes page) {
    const Page current = pages_for(drive, code, kCurrent), mask = pages_for(drive, code, kChangeable);
    if (!changes_only(page, current, mask)) return kInvalidFieldInList;
    if (code != kCapabilities) drive.pages[code].assign(page.begin(), page.end());
    return {};
}

Sense set_page(DriveState& drive, Bytes page) {
    const uint8_t code = byte_at(page, 0) & 0x3F;
    if (byte_at(page, 0) & 0x80 || code == kAll) return kInvalidFieldInList; // PS is reserved here
    const size_t size = pages_for(drive, code, kCurrent).size();
    if (size == 0) return kInvalidFieldInList;
    if (page.size() != size || byte_at(page, 1) != size - 2) return kListLength;
    return code == kWriteParameters ? set_write_page(drive, page) : set_plain_page(drive, code, page);
}

} // namespace

WritePage default_write_page() {
    WritePage page{};
    BytesWriter(page)
        .u8(kWriteParameters)               //  0
        .u8(0x32)                           //  1
        .u8(0x41)                           //  2 underrun protection, Track-at-Once
        .u8(0)                              //  3 one session, audio
        .u8(0)                              //  4 blocks of 2352 bytes
        .zeros(9)                           //  5
        .be16(uint16_t(kDefaultGap.value)); // 14
    return page;
}

WriteType write_type(const DriveState& drive) { return WriteType(byte_at(drive.write_page, 2) & 0xF); }
bool is_test_write(const DriveState& drive) { return byte_at(drive.write_page, 2) & 0x10; }
bool underrun_protection(const DriveState& drive) { return byte_at(drive.write_page, 2) & 0x40; }
uint8_t track_control(const DriveState& drive) { return byte_at(drive.write_page, 3) & 0xF; }
bool track_scms(const DriveState& drive) { return byte_at(drive.write_page, 3) & 0x10; }
bool takes_audio(const DriveState& drive) {
    return (track_control(drive) & 0xC) != 4 && (byte_at(drive.write_page, 4) & 0xF) == 0;
}

std::optional<Mcn> page_mcn(const DriveState& drive) {
    if (!(byte_at(drive.write_page, 16) & 0x80)) return std::nullopt;
    return Mcn::parse(text_of(Bytes(drive.write_page).subspan(17, 13)));
}

std::optional<Isrc> page_isrc(const DriveState& drive) {
    if (!(byte_at(drive.write_page, 32) & 0x80)) return std::nullopt;
    return Isrc::parse(text_of(Bytes(drive.write_page).subspan(33, 12)));
}

Reply mode_sense(DriveState& drive, const Command& command) {
    const auto control = PageControl(byte_at(command.cdb, 2) >> 6);
    if (control == kSaved) return refused(kNoSavedPages);
    const Page pages = pages_for(drive, byte_at(command.cdb, 2) & 0x3F, control);
    if (pages.empty()) return refused(kInvalidFieldInCdb);
    Page reply(kHeaderBytes);
    BytesWriter(reply).be16(uint16_t(kHeaderBytes - 2 + pages.size())).zeros(6);
    reply.insert(reply.end(), pages.begin(), pages.end());
    return send(command, reply, be16_at(command.cdb, 7));
}

Reply mode_select(DriveState& drive, const Command& command) {
    if ((byte_at(command.cdb, 1) & 0x11) != 0x10) return refused(kInvalidFieldInCdb); // PF, no SP
    const size_t length = be16_at(command.cdb, 7);
    if (length == 0) return {};
    if (length > command.out.size() || length < kHeaderBytes + 2) return refused(kListLength);
    const Bytes list = command.out.first(length);
    if (be16_at(list, 6) != 0) return refused(kInvalidFieldInList); // no block descriptors
    if (const Sense refusal = set_page(drive, list.subspan(kHeaderBytes))) return refused(refusal);
    return {.sense = {}, .transferred = length};
}

} // namespace redbook::emulator
