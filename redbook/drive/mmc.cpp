#include "redbook/drive/mmc.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "redbook/drive/mmc_commands.h"

namespace redbook {
using namespace mmc;
namespace {

constexpr size_t kMostTransfer = 64 * 1024;
constexpr Sense kSentTooLittle{3, 0x11, 0x00}; // ours: blocks that do not come are unreadable

// The drive
// -----------------------------------------------------------------------------------------------------------

std::string trimmed(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, ' ');
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

enum FeatureCode : uint16_t {
    kProfiles = 0x0000,
    kCdRead = 0x001E,
    kTrackAtOnce = 0x002D,
    kMastering = 0x002E
};

constexpr bool bit(uint8_t value, int n) { return value >> n & 1; }

void note_profiles(DriveFeatures& f, BytesReader body) {
    while (body.left() >= 4) {
        const uint16_t profile = body.be16();
        body.be16();
        f.writes_cd_r |= profile == DriveFeatures::cd_r;
        f.writes_cd_rw |= profile == DriveFeatures::cd_rw;
    }
}

void note_reading(DriveFeatures& f, BytesReader body) {
    const uint8_t bits = body.u8();
    f.reads_c2 = bit(bits, 1);
    f.reads_text = bit(bits, 0);
}

// Of two modes, what both can do.
void note_writing(DriveFeatures& f, bool other_mode, uint8_t bits) {
    f.underrun_protection = bit(bits, 6) && (!other_mode || f.underrun_protection);
    f.test_write = bit(bits, 2) && (!other_mode || f.test_write);
}

void note_track_at_once(DriveFeatures& f, BytesReader body) {
    note_writing(f, f.session_at_once, body.u8());
    f.track_at_once = true;
}

void note_mastering(DriveFeatures& f, BytesReader body) {
    const uint8_t bits = body.u8();
    if (!bit(bits, 5)) return;
    note_writing(f, f.track_at_once, bits);
    f.session_at_once = true;
    f.writes_text = bit(bits, 0);
    f.most_cue_bytes = uint32_t(body.u8() << 16);
    f.most_cue_bytes |= body.be16();
}

void note_feature(DriveFeatures& f, uint16_t code, BytesReader body) {
    switch (code) {
    case kProfiles: return note_profiles(f, body);
    case kCdRead: return note_reading(f, body);
    case kTrackAtOnce: return note_track_at_once(f, body);
    case kMastering: return note_mastering(f, body);
    default: return;
    }
}

// Mode pages
// -----------------------------------------------------------------------------------------------------------

constexpr size_t kModeHeader = 8; // of MODE SENSE (10)
constexpr uint8_t kWriteParameters = 0x05, kCapabilities = 0x2A;
enum WriteType : uint8_t { kWriteTao = 1, kWriteSao = 2 };

// The page as it is now, from its code on; empty: the drive has none.
std::vector<std::byte> mode_page(ScsiPort& port, uint8_t code) {
    std::array<std::byte, 255> in{};
    const ScsiReply reply = ask(port, cdb_of({0x5A, 0, code, 0, 0, 0, 0, 0, in.size(), 0}), 10, in);
    const Bytes told = Bytes(in).first(std::min(reply.transferred, in.size()));
    if (reply.sense || told.size() < kModeHeader + 2) return {};
    const size_t descriptors = BytesReader(told.subspan(6)).be16();
    if (told.size() < kModeHeader + descriptors + 2) return {};
    const Bytes page = told.subspan(kModeHeader + descriptors);
    if ((std::to_integer<uint8_t>(page[0]) & 0x3F) != code) return {};
    const size_t length = 2 + std::to_integer<size_t>(page[1]);
    return {page.begin(), page.begin() + ptrdiff_t(std::min(length, page.size()))};
}

bool select_page(ScsiPort& port, Bytes page) {
    std::vector<std::byte> list(kModeHeader);
    list.insert(list.end(), page.begin(), page.end());
    list[kModeHeader] &= std::byte{0x3F}; // the bit that it can be saved is not for us
    const Cdb cdb = cdb_of({0x55, 0x10, 0, 0, 0, 0, 0, high(list.size()), low(list.size()), 0});
    return !send(port, {.cdb = Bytes(cdb).first(10), .out = list}).sense;
}

// Whether the drive lets audio be set to be recorded so. What was set is set again.
bool takes_write_type(ScsiPort& port, Bytes before, WriteType type) {
    constexpr uint8_t kTypeBits = 0x0F, kTestBit = 0x10, kDefaultPauseAt = 14;
    if (before.size() < 16) return false;
    std::vector<std::byte> trial(before.begin(), before.end());
    trial[2] = (trial[2] & ~std::byte{kTypeBits | kTestBit}) | std::byte{type};
    trial[3] = trial[4] = trial[8] = std::byte{0}; // one session, audio, whole blocks of it, CD-DA
    BytesWriter(std::span(trial).subspan(kDefaultPauseAt)).be16(uint16_t(kDefaultGap.value));
    const bool taken = select_page(port, trial);
    if (taken) select_page(port, before);
    return taken;
}

// What GET CONFIGURATION left open.
void ask_older_ways(ScsiPort& port, DriveFeatures& f) {
    const std::vector<std::byte> page = mode_page(port, kCapabilities);
    if (page.size() < 6) return;
    const auto byte_of = [&](size_t n) { return std::to_integer<uint8_t>(page[n]); };
    f.writes_cd_r |= bit(byte_of(3), 0);
    f.writes_cd_rw |= bit(byte_of(3), 1);
    f.reads_c2 |= bit(byte_of(5), 4);
    if (!f.writes_cd_r && !f.writes_cd_rw) return;
    const bool one_is_known = f.track_at_once || f.session_at_once;
    const std::vector<std::byte> set = mode_page(port, kWriteParameters);
    bool found = false;
    const auto probe = [&](bool& mode, WriteType type) {
        if (mode || !takes_write_type(port, set, type)) return false;
        return found = mode = true;
    };
    f.writes_text |= probe(f.session_at_once, kWriteSao);
    probe(f.track_at_once, kWriteTao);
    if (!found) return;
    f.test_write = bit(byte_of(3), 2) && (!one_is_known || f.test_write);
    f.underrun_protection = bit(byte_of(4), 7) && (!one_is_known || f.underrun_protection);
}

ScsiReply move(ScsiPort& port, Motion motion) { return tell(port, start_stop(motion), 6); }

ScsiReply prevent_removal(ScsiPort& port, bool prevent) {
    return tell(port, cdb_of({0x1E, 0, 0, 0, prevent ? 1u : 0u, 0}), 6);
}

// The disc
// ------------------------------------------------------------------------------------------------------------

enum TocFormat : unsigned { kPlainToc = 0, kFullToc = 2, kAtipData = 4, kTextPacks = 5 };
constexpr size_t kMostTocBytes = 0xFFFE; // even, for drives that want it so

// READ TOC/PMA/ATIP: what follows the two bytes of length. `as_msf` is what formats 0, 2, 3 and 4 may be
// asked for.
struct TocReply {
    ScsiReply reply;
    std::vector<std::byte> data; // without the length; the first two bytes are numbers of tracks or sessions
};
TocReply read_toc_format(ScsiPort& port, TocFormat format, bool as_msf, size_t most = kMostTocBytes) {
    std::vector<std::byte> room(most);
    const Cdb cdb = cdb_of(
        {0x43, as_msf ? 2u : 0u, format, 0, 0, 0, format == kFullToc ? 1u : 0u, high(most), low(most), 0});
    const ScsiReply reply = ask(port, cdb, 10, room);
    BytesReader r(Bytes(room).first(std::min(reply.transferred, room.size())));
    const size_t told = r.be16();
    const Bytes data = r.bytes(std::min(told, r.left()));
    return {reply, {data.begin(), data.end()}};
}

Msf msf_in(BytesReader& r) {
    const uint8_t minute = r.u8(), second = r.u8(), frame = r.u8();
    return {minute, second, frame};
}

// An address anywhere on the disc: from minute 90 on in the lead-in, where the same digits mean a place in
// front.
Lba any_lba(Msf m) {
    constexpr int32_t kLeadInBase = 450150;
    constexpr int kFirstLeadInMinute = 90;
    const int32_t frames = (m.minute * 60 + m.second) * kBlocksPerSecond + m.frame;
    return {m.minute >= kFirstLeadInMinute ? frames - kLeadInBase : frames - kFirstPause.value};
}

[[noreturn]] void fail_on_toc(const ScsiPort& port) {
    throw Error(Errc::device, port.path() + ": its table of contents makes no sense; clean the disc");
}

void sort_entries(Toc& toc) {
    std::ranges::sort(toc.entries, {}, &TocEntry::number);
    const auto same = [](const TocEntry& a, const TocEntry& b) { return a.number == b.number; };
    toc.entries.erase(std::unique(toc.entries.begin(), toc.entries.end(), same), toc.entries.end());
}

bool makes_sense(const Toc& toc) {
    Lba at = {-1};
    for (size_t k = 0; k < toc.entries.size(); ++k) {
        if (toc.entries[k].start <= at || toc.entries[k].number != toc.entries[0].number + int(k))
            return false;
        at = toc.entries[k].start;
    }
    return !toc.entries.empty() && toc.lead_out > at && toc.lead_out <= kLastAddress;
}

// Entries of 11 bytes: session, ADR and CONTROL, 0, POINT, running time, 0, MSF; all binary.
DriveToc parse_full_toc(Bytes data) {
    DriveToc told;
    FurtherSessions further;
    BytesReader r(data);
    r.be16();
    while (r.left() >= 11) {
        const int session = r.u8();
        const uint8_t adr_control = r.u8();
        r.u8();
        const uint8_t point = r.u8();
        r.bytes(4);
        const Lba at = any_lba(msf_in(r));
        told.sessions = std::max(told.sessions, session);
        if (adr_control >> 4 != 1) continue;
        if (session > 1) further.add(point, adr_control & 0xF, at);
        if (session > 1) continue;
        if (point >= 1 && point <= kMostTracks)
            told.toc.entries.push_back({point, uint8_t(adr_control & 0xF), at});
        if (point == kPointOfLeadOut) told.toc.lead_out = at;
    }
    sort_entries(told.toc);
    if (!told.toc.entries.empty()) told.further = further.data_after(told.toc);
    return told;
}

// Entries of 8 bytes: 0, ADR and CONTROL, track, 0, address. Of all sessions.
DriveToc parse_plain_toc(Bytes data) {
    DriveToc told{.toc = {}, .sessions = 0};
    BytesReader r(data);
    r.be16();
    while (r.left() >= 8) {
        r.u8();
        const uint8_t adr_control = r.u8(), track = r.u8();
        r.u8();
        const Lba at{int32_t(r.be32())};
        if (track == kLeadOutTrack)
            told.toc.lead_out = at;
        else if (track >= 1 && track <= kMostTracks)
            told.toc.entries.push_back({track, uint8_t(adr_control & 0xF), at});
    }
    sort_entries(told.toc);
    return told;
}

// READ SUBCHANNEL, 24 bytes: from the ninth on a bit that says whether there is one, and the characters.
std::string read_code(ScsiPort& port, unsigned format, int track, size_t length) {
    std::array<std::byte, 24> room{};
    const Cdb cdb = cdb_of({0x42, 2, 0x40, format, 0, 0, unsigned(track), 0, room.size(), 0});
    const ScsiReply reply = ask(port, cdb, 10, room);
    BytesReader r(Bytes(room).first(std::min(reply.transferred, room.size())));
    r.bytes(8);
    const bool there = bit(r.u8(), 7);
    require(port, reply, "read the codes of the disc");
    return !there || r.left() < length ? "" : r.text(length);
}

constexpr size_t subchannel_bytes(BlockParts::Subchannel subchannel) {
    constexpr std::array<size_t, 3> kSizes{0, kSubcodeBytes, kFormattedQBytes};
    return kSizes[subchannel];
}

} // namespace

DriveIdentity inquire(ScsiPort& port) {
    constexpr uint8_t kOptical = 0x05;
    std::array<std::byte, 36> in{};
    require(port, ask(port, cdb_of({0x12, 0, 0, 0, in.size(), 0}), 6, in), "ask what it is");
    BytesReader r(in);
    DriveIdentity identity;
    identity.optical = (r.u8() & 0x1F) == kOptical; //  0
    r.bytes(7);                                     //  1
    identity.vendor = trimmed(r.text(8));           //  8
    identity.product = trimmed(r.text(16));         // 16
    identity.revision = trimmed(r.text(4));         // 32
    return identity;
}

DriveFeatures features_of(ScsiPort& port) {
    constexpr size_t kRoom = 4096;
    std::vector<std::byte> in(kRoom);
    const ScsiReply reply = ask(port, cdb_of({0x46, 0, 0, 0, 0, 0, 0, high(kRoom), low(kRoom), 0}), 10, in);
    DriveFeatures f;
    if (class_of(reply.sense) == SenseClass::refused) {
        ask_older_ways(port, f);
        f.writes_text = false; // libburn 1.5.4 sends such a drive no lead-in
        return f;
    }
    require(port, reply, "ask what it can do");
    BytesReader r(Bytes(in).first(std::min(reply.transferred, in.size())));
    r.be32();             // 0 bytes that follow
    r.be16();             // 4
    f.profile = r.be16(); // 6
    while (r.left() >= 4) {
        const uint16_t code = r.be16();
        r.u8();
        const size_t length = r.u8();
        const Bytes body = r.bytes(std::min(length, r.left()));
        note_feature(f, code, BytesReader(body));
    }
    const bool records = f.writes_cd_r || f.writes_cd_rw;
    if (records && !(f.track_at_once && f.session_at_once)) ask_older_ways(port, f);
    return f;
}

Readiness readiness_of(ScsiPort& port) {
    const Sense sense = send(port, {.cdb = Bytes(cdb_of({})).first(6)}, std::chrono::milliseconds(0)).sense;
    constexpr uint8_t kNoMedium = 0x3A, kTrayOpen = 2;
    switch (class_of(sense)) {
    case SenseClass::fine: return {};
    case SenseClass::wait: return {Readiness::not_yet, sense};
    case SenseClass::no_medium:
        return {sense.asc == kNoMedium && sense.ascq == kTrayOpen ? Readiness::tray_open : Readiness::no_disc,
                sense};
    default: return {Readiness::failed, sense};
    }
}

bool wait_until_ready(ScsiPort& port, std::chrono::milliseconds patience) {
    bool changed = false;
    const Cdb cdb{};
    require(port, ask(port, {.cdb = Bytes(cdb).first(6)}, patience, &changed), "use the disc");
    return changed;
}

// GET PERFORMANCE, write speed descriptors of 16 bytes.
std::vector<int> write_speeds_of(ScsiPort& port) {
    constexpr unsigned kMostSpeeds = 32, kWriteSpeeds = 3;
    std::vector<std::byte> in(8 + 16 * kMostSpeeds);
    const Cdb cdb = cdb_of({0xAC, 0, 0, 0, 0, 0, 0, 0, 0, kMostSpeeds, kWriteSpeeds, 0});
    const ScsiReply reply = ask(port, cdb, 12, in);
    std::vector<int> speeds;
    if (reply.sense) return speeds;
    BytesReader r(Bytes(in).first(std::min(reply.transferred, in.size())));
    r.bytes(8);
    while (r.left() >= 16) {
        r.bytes(12);
        if (const uint32_t speed = r.be32(); speed > 0 && speed <= kFastest) speeds.push_back(int(speed));
    }
    std::ranges::sort(speeds, std::greater{});
    speeds.erase(std::unique(speeds.begin(), speeds.end()), speeds.end());
    return speeds;
}

bool set_speed(ScsiPort& port, uint16_t read, uint16_t write) {
    const Cdb cdb = cdb_of({0xBB, 0, high(read), low(read), high(write), low(write), 0, 0, 0, 0, 0, 0});
    return !tell(port, cdb, 12).sense;
}

void open_tray(ScsiPort& port) {
    prevent_removal(port, false); // who was killed may have left it locked
    require(port, move(port, kEject), "eject the disc");
}

void close_tray(ScsiPort& port) { require(port, move(port, kLoad), "close the tray"); }

void lock_tray(ScsiPort& port, bool locked) {
    require(port, prevent_removal(port, locked), locked ? "lock the tray" : "unlock the tray");
}

DiscInformation disc_information(ScsiPort& port) {
    constexpr size_t kLooked = 12; // at so many bytes
    std::array<std::byte, 34> in{};
    require(port, ask(port, cdb_of({0x51, 0, 0, 0, 0, 0, 0, 0, in.size(), 0}), 10, in), "ask about the disc",
            kLooked);
    BytesReader r(in);
    r.be16();                        //  0
    const uint8_t status = r.u8();   //  2
    r.u8();                          //  3 first track of the disc
    const uint8_t sessions = r.u8(); //  4
    const uint8_t first = r.u8();    //  5
    const uint8_t last = r.u8();     //  6
    r.be16();                        //  7
    return {DiscStatus(status & 3), bit(status, 4), sessions | r.u8() << 8, first | r.u8() << 8,
            last | r.u8() << 8};
}

std::optional<Atip> read_atip(ScsiPort& port) {
    constexpr size_t kRoom = 32;
    const TocReply told = read_toc_format(port, kAtipData, true, kRoom);
    BytesReader r(told.data);
    Atip atip;
    r.bytes(4);                                  //  0
    atip.rewritable = bit(r.u8(), 6);            //  4
    r.u8();                                      //  5
    atip.lead_in = any_lba(msf_in(r));           // 6
    r.u8();                                      // 9
    atip.capacity = any_lba(msf_in(r)) - Lba{0}; // 10
    if (told.reply.sense || !r.ok() || atip.capacity <= BlockCount{0}) return std::nullopt;
    return atip;
}

TrackInformation track_information(ScsiPort& port, int track) {
    constexpr size_t kLooked = 28;
    std::array<std::byte, 36> in{};
    const Cdb cdb = cdb_of({0x52, 1, 0, 0, 0, unsigned(track), 0, 0, in.size(), 0});
    require(port, ask(port, cdb, 10, in), "ask about a track", kLooked);
    BytesReader r(in);
    TrackInformation t;
    r.be16();                     //  0
    t.track = r.u8();             //  2
    t.session = r.u8();           //  3
    r.u8();                       //  4
    const uint8_t mode = r.u8();  //  5
    const uint8_t state = r.u8(); //  6
    const uint8_t valid = r.u8(); //  7
    t.control = mode & 0xF;
    t.damaged = bit(mode, 5);
    t.reserved = bit(state, 7);
    t.blank = bit(state, 6);
    t.start = {int32_t(r.be32())};     //  8
    const Lba next{int32_t(r.be32())}; // 12
    if (bit(valid, 0)) t.next_writable = next;
    t.free = {int32_t(r.be32())}; // 16
    r.be32();                     // 20
    t.size = {int32_t(r.be32())}; // 24
    return t;
}

DriveToc read_toc(ScsiPort& port) {
    const TocReply full = read_toc_format(port, kFullToc, true);
    if (const DriveToc told = parse_full_toc(full.data); !full.reply.sense && makes_sense(told.toc))
        return told;
    const TocReply plain = read_toc_format(port, kPlainToc, false);
    require(port, plain.reply, "read the table of contents");
    DriveToc told = parse_plain_toc(plain.data);
    if (!makes_sense(told.toc)) fail_on_toc(port);
    return told;
}

std::optional<std::vector<std::byte>> read_text_packs(ScsiPort& port, const DriveFeatures& features) {
    constexpr size_t kPackBytes = 18;
    TocReply told = read_toc_format(port, kTextPacks, false);
    if (told.reply.sense) told = read_toc_format(port, kTextPacks, false);
    if (!features.reads_text && told.reply.sense) return std::nullopt;
    // Of a disc without CD-TEXT many drives refuse the question.
    if (class_of(told.reply.sense) == SenseClass::refused) return std::vector<std::byte>();
    require(port, told.reply, "read CD-TEXT");
    const Bytes packs = Bytes(told.data).subspan(std::min<size_t>(2, told.data.size()));
    const Bytes whole = packs.first(packs.size() / kPackBytes * kPackBytes);
    return std::vector<std::byte>(whole.begin(), whole.end());
}

std::optional<Mcn> read_mcn(ScsiPort& port) { return Mcn::parse(read_code(port, 2, 0, 13)); }

std::optional<Isrc> read_isrc(ScsiPort& port, int track) {
    return Isrc::parse(read_code(port, 3, track, 12));
}

size_t BlockParts::bytes() const {
    return (audio ? size_t(kBlockBytes) : 0) + (c2 ? kC2Bytes : 0) + subchannel_bytes(subchannel);
}

BlockCount most_blocks(const BlockParts& parts) { return {int32_t(kMostTransfer / parts.bytes())}; }

ScsiReply read_blocks(ScsiPort& port, Lba first, std::span<std::byte> out, const BlockParts& parts) {
    const size_t n = out.size() / parts.bytes();
    const auto at = uint32_t(first.value);
    constexpr unsigned kCdda = 1 << 2;
    const unsigned wanted = (parts.audio ? 0x10u : 0u) | (parts.c2 ? 0x02u : 0u);
    const Cdb cdb = cdb_of({0xBE, kCdda, at >> 24, at >> 16 & 0xFF, high(at), low(at), unsigned(n >> 16),
                            high(n), low(n), wanted, parts.subchannel, 0});
    bool changed = false;
    ScsiReply reply = send(port, {.cdb = cdb, .in = out}, kPatience, &changed);
    if (changed)
        throw Error(Errc::device, port.path() + ": the disc was changed while it was read; start again");
    if (class_of(reply.sense) == SenseClass::no_medium) require(port, reply, "read the disc");
    if (!reply.sense && reply.transferred < out.size()) reply.sense = kSentTooLittle;
    return reply;
}

} // namespace redbook
