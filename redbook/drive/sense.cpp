#include "redbook/drive/sense.h"

#include <array>

#include <fmt/format.h>

namespace redbook {
namespace {

enum Key : uint8_t {
    kNoSense,
    kRecovered,
    kNotReady,
    kMedium,
    kHardware,
    kIllegalRequest,
    kAttention,
    kProtected,
    kBlankCheck,
    kAborted = 0xB,
};

constexpr int kAny = -1;

// The first row that fits counts.
struct Meaning {
    int key, asc, ascq; // kAny: whatever it is
    SenseClass what;
    std::string_view words;
};
// The words of SenseClass are known here alone.
namespace meanings {

using enum SenseClass;

constexpr Meaning kMeanings[] = {
    {kNotReady, 0x04, 0x00, wait, "not ready; take the disc out and put it in again"},
    {kNotReady, 0x04, 0x01, wait, "becoming ready; wait a little"},
    {kNotReady, 0x04, 0x02, failed, "not started; take the disc out and put it in again"},
    {kNotReady, 0x04, 0x03, failed, "the drive wants a hand; look at it"},
    {kNotReady, 0x04, 0x04, wait, "formatting; wait until it is done"},
    {kNotReady, 0x04, 0x07, wait, "busy with a long operation; wait until it is done"},
    {kNotReady, 0x04, 0x08, wait, "busy writing; wait until it is done"},
    {kNotReady, 0x3A, 0x02, no_medium, "the tray is open; put a disc in and close it"},
    {kNotReady, 0x3A, kAny, no_medium, "there is no disc in it; put one in"},
    {kNotReady, 0x30, kAny, failed, "not a disc for this drive; take another one"},
    {kMedium, 0x02, 0x00, unreadable,
     "the laser does not find the place; clean the disc or take another one"},
    {kMedium, 0x09, kAny, unreadable, "the laser loses the track; clean the disc or take another one"},
    {kMedium, 0x0C, 0x00, failed, "write error; clean the disc or take another one"},
    {kMedium, 0x0C, 0x07, failed, "write error, to be recovered from; clean the disc or take another one"},
    {kMedium, 0x0C, 0x09, failed, "the data came too slowly; write at a lower speed"},
    {kMedium, 0x11, kAny, unreadable, "unreadable; clean the disc"},
    {kMedium, 0x51, 0x00, failed, "erasing failed; take another disc"},
    {kMedium, 0x57, 0x00, failed, "its table of contents cannot be read; clean the disc or take another one"},
    {kMedium, 0x72, 0x01, failed, "the lead-in could not be written; take another disc"},
    {kMedium, 0x72, 0x02, failed, "the lead-out could not be written; take another disc"},
    {kMedium, 0x72, kAny, failed, "the session could not be closed; take another disc"},
    {kMedium, 0x73, 0x02, failed, "there is no room to calibrate the laser; take another disc"},
    {kMedium, 0x73, 0x03, failed,
     "the laser cannot be calibrated for this disc; write at a lower speed or take another disc"},
    {kMedium, 0x73, kAny, failed, "its program memory area is full; take another disc"},
    {kHardware, 0x09, kAny, failed,
     "the laser does not follow the track; clean the disc or take another one"},
    {kHardware, 0x44, 0x00, failed, "the drive has an internal fault; switch it off and on"},
    {kIllegalRequest, 0x1A, 0x00, refused, "wrong length of a list"},
    {kIllegalRequest, 0x20, 0x00, refused, "the drive does not know this command"},
    {kIllegalRequest, 0x21, 0x00, refused, "there is no such address on the disc"},
    {kIllegalRequest, 0x21, 0x02, refused, "nothing can be written at this address; the disc is lost"},
    {kIllegalRequest, 0x24, 0x00, refused, "the drive does not know a value in the command"},
    {kIllegalRequest, 0x26, 0x00, refused, "the drive does not take a value in a list"},
    {kIllegalRequest, 0x2C, 0x03, refused, "the disc is written already"},
    {kIllegalRequest, 0x2C, 0x04, refused, "the disc is empty"},
    {kIllegalRequest, 0x2C, kAny, refused, "commands came in the wrong order"},
    {kIllegalRequest, 0x30, 0x05, refused, "this disc cannot be written; take a blank one"},
    {kIllegalRequest, 0x30, kAny, refused, "not a disc for this; take another one"},
    {kIllegalRequest, 0x53, 0x02, refused, "the drive is locked; close the program that has locked it"},
    {kIllegalRequest, 0x63, 0x00, refused, "the disc is full"},
    {kIllegalRequest, 0x64, 0x00, refused, "the track is of another kind"},
    {kIllegalRequest, 0x6F, kAny, refused, "copy protection is in the way"},
    {kIllegalRequest, 0x72, kAny, refused, "the session cannot be closed: a track is not complete"},
    {kIllegalRequest, 0x55, kAny, again, "the drive has no room for it; switch it off and on"},
    {kAttention, 0x28, 0x00, again, "the disc was changed"},
    {kAttention, 0x29, kAny, again, "the drive was reset"},
    {kProtected, 0x27, 0x00, refused, "the disc is write-protected; take another one"},
    {kAborted, 0x47, kAny, again, "the cable garbles data; look at it"},
    // What is not listed above, by its key.
    {kNotReady, kAny, kAny, failed, "not ready; take the disc out and put it in again"},
    {kMedium, kAny, kAny, failed, "the disc is bad; clean it or take another one"},
    {kHardware, kAny, kAny, failed, "the drive has a fault; switch it off and on"},
    {kIllegalRequest, kAny, kAny, refused, "the drive refuses"},
    {kAttention, kAny, kAny, again, "something has changed"},
    {kProtected, kAny, kAny, refused, "the disc is protected; take another one"},
    {kBlankCheck, kAny, kAny, unreadable, "nothing is written there"},
    {kAborted, kAny, kAny, again, "the drive broke it off"},
};

constexpr Meaning kDone{kAny, kAny, kAny, fine, "done"};
constexpr Meaning kUnknown{kAny, kAny, kAny, failed, "the drive failed"};

} // namespace meanings

const Meaning& meaning_of(Sense sense) {
    const auto fits = [](int row, uint8_t value) { return row == kAny || row == value; };
    if (!sense) return meanings::kDone;
    for (const Meaning& m : meanings::kMeanings)
        if (fits(m.key, sense.key) && fits(m.asc, sense.asc) && fits(m.ascq, sense.ascq)) return m;
    return meanings::kUnknown;
}

constexpr uint8_t kProgressIsThere = 0x80;
constexpr uint8_t kKeySpecific = 0x02; // a descriptor

SenseData fixed(BytesReader r) {
    SenseData told;
    told.sense.key = r.u8() & 0xF; //  2
    r.bytes(9);                    //  3
    told.sense.asc = r.u8();       // 12
    told.sense.ascq = r.u8();      // 13
    r.u8();                        // 14
    const uint8_t flags = r.u8();  // 15
    const uint16_t progress = r.be16();
    if (r.ok() && (flags & kProgressIsThere)) told.progress = progress;
    return told;
}

SenseData descriptors(BytesReader r) {
    SenseData told;
    told.sense.key = r.u8() & 0xF; // 1
    told.sense.asc = r.u8();       // 2
    told.sense.ascq = r.u8();      // 3
    r.bytes(4);                    // 4
    while (r.left() >= 2) {
        const uint8_t type = r.u8();
        const size_t length = r.u8();
        BytesReader body(r.bytes(std::min(length, r.left())));
        body.be16();
        const uint8_t flags = body.u8();
        const uint16_t progress = body.be16();
        if (type == kKeySpecific && body.ok() && (flags & kProgressIsThere)) told.progress = progress;
    }
    return told;
}

bool tells_progress(Sense sense) { return sense.key == kNoSense || sense.key == kNotReady; }

} // namespace

SenseClass class_of(Sense sense) { return meaning_of(sense).what; }

Errc errc_of(Sense sense) {
    return class_of(sense) == SenseClass::no_medium ? Errc::no_medium : Errc::device;
}

std::string to_string(Sense sense) {
    return fmt::format("{:X}/{:02X}/{:02X}: {}", sense.key, sense.asc, sense.ascq, meaning_of(sense).words);
}

SenseData parse_sense(Bytes data) {
    enum : uint8_t { kFixed = 0x70, kFixedDeferred, kDescriptors, kDescriptorsDeferred };
    BytesReader r(data);
    const uint8_t code = r.u8() & 0x7F;
    if (code < kFixed || code > kDescriptorsDeferred) return {.sense = {kHardware, 0, 0}};
    if (code <= kFixedDeferred) r.u8();
    SenseData told = code <= kFixedDeferred ? fixed(r) : descriptors(r);
    told.deferred = code & 1;
    if (!tells_progress(told.sense)) told.progress.reset(); // the same bytes point at a field then
    return told;
}

} // namespace redbook
