#include "redbook/image/ddp/ddp_syntax.h"

#include <cassert>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

struct Field {
    std::string_view name;
    size_t at, size;
};
constexpr Field kLevel{"the level", 0, 8}, kIdUpc{"UPC/EAN", 8, 13},
    kMasterId{"master_id", 38, kMasterIdLength}, kDiscType{"TYPE", 87, 2};
constexpr Field kOptional[] = {{"map_start", 21, 8}, {"map_length", 29, 8}, {"media_number", 37, 1}},
                kOptionalOf200[] = {
                    {"book", 86, 1}, {"sides", 89, 1}, {"side", 90, 1}, {"layers", 91, 1}, {"layer", 92, 1}};
constexpr Field kUserText{"user_text", 95, 33}, kLateUserText{"user_text", 96, 32},
    kUserTextOf101{"user_text", 88, 40};
constexpr Field kMpv{"MPV", 0, 4}, kDst{"DST", 4, 2}, kDsl{"DSL", 14, 8}, kDss{"DSS", 22, 8},
    kSub{"SUB", 30, 8}, kCdm{"CDM", 38, 2}, kSsm{"SSM", 40, 1}, kScr{"SCR", 41, 1}, kPre2{"PRE2", 46, 4},
    kTrk{"TRK", 55, 2}, kSiz{"SIZ", 71, 3}, kDsi{"DSI", 74, 17};
constexpr Field kSpv{"SPV", 0, 4}, kTrack{"track", 4, 2}, kIndex{"index", 6, 2}, kHours{"hours", 8, 2},
    kMinute{"minute", 10, 2}, kSecond{"second", 12, 2}, kFrame{"frame", 14, 2}, kControl{"C1", 16, 2},
    kIsrc{"ISRC", 20, 12}, kPqUpc{"UPC/EAN", 32, 13};

constexpr std::string_view kMapWord = "VVVM", kPqWord = "VVVS", kLeadOutWord = "AA";
constexpr std::string_view kLevels[] = {"DDP 2.00", "DDP 1.01"};

// Without the blanks, or zeros of C, that fill a field.
std::string_view bare(std::string_view text) {
    const auto is_filling = [](char c) { return c == ' ' || c == '\0'; };
    while (!text.empty() && is_filling(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_filling(text.back())) text.remove_suffix(1);
    return text;
}

// Reads the fields of one packet; `packet` 0: there is only one, which needs no number.
class PacketReader {
  public:
    PacketReader(const std::string& path, int packet, std::string_view bytes)
        : path_(path), packet_(packet), bytes_(bytes) {}

    [[noreturn]] void fail(std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, packet_ == 0 ? fmt::format("{}: {}", path_, why) : at_packet(path_, packet_, why));
    }
    std::string text(const Field& field) const {
        return std::string(bare(bytes_.substr(field.at, field.size)));
    }
    std::optional<int> number(const Field& field) const {
        const std::string word = text(field);
        if (word.empty()) return std::nullopt;
        const int value = parse_number(word);
        if (value < 0) fail(fmt::format("{} {} is not a number", field.name, quoted_word(word)));
        return value;
    }
    int needed(const Field& field) const {
        const auto value = number(field);
        if (!value) fail(fmt::format("{} is blank", field.name));
        return *value;
    }
    void require(const Field& field, std::string_view word) const {
        if (text(field) != word)
            fail(fmt::format("{} is {} instead of '{}'", field.name, quoted_word(text(field)), word));
    }

  private:
    const std::string& path_;
    const int packet_;
    const std::string_view bytes_;
};

// Calls use(packet) for each of at most `most` packets.
template <class F>
void for_each_packet(const std::string& path, std::string_view bytes, size_t size, size_t most, F&& use) {
    if (bytes.empty() || bytes.size() % size != 0)
        throw Error(Errc::malformed,
                    fmt::format("{}: is {} bytes long; it must be packets of {}", path, bytes.size(), size));
    if (bytes.size() / size > most)
        throw Error(Errc::malformed,
                    fmt::format("{}: has {} packets; at most {} are read", path, bytes.size() / size, most));
    for (size_t i = 0; i < bytes.size() / size; ++i)
        use(PacketReader(path, int(i) + 1, bytes.substr(i * size, size)), int(i) + 1);
}

int track_of(const PacketReader& packet) {
    return equal_ignoring_case(packet.text(kTrack), kLeadOutWord) ? kLeadOut : packet.needed(kTrack);
}

BlockCount address_of(const PacketReader& packet) {
    if (packet.number(kHours).value_or(0) != 0) packet.fail("the time has hours, which no disc reaches");
    const int minute = packet.needed(kMinute), second = packet.needed(kSecond), frame = packet.needed(kFrame);
    if (second > 59 || frame > 74)
        packet.fail(fmt::format("{:02}:{:02}:{:02} is not a time; seconds end at 59 and frames at 74", minute,
                                second, frame));
    return BlockCount{(minute * 60 + second) * kBlocksPerSecond + frame};
}

// A control nibble in hexadecimal, then how it is told: 1, or S for SCMS.
Flags flags_of(const PacketReader& packet) {
    const std::string word = ascii_upper(packet.text(kControl));
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const size_t control = word.size() == 2 ? kHex.find(word[0]) : kHex.npos;
    if (control == kHex.npos || (word[1] != '1' && word[1] != 'S'))
        packet.fail(fmt::format("C1 {} is not a control nibble and 1 or S", quoted_word(word)));
    if ((control & 4) != 0)
        packet.fail("this is a data track; only audio masters are handled", Errc::unsupported);
    return {.pre_emphasis = (control & 1) != 0,
            .copy_permitted = (control & 2) != 0,
            .four_channel = (control & 8) != 0,
            .scms = word[1] == 'S'};
}

// Writes the fields of one packet.
class PacketWriter {
  public:
    explicit PacketWriter(size_t size) : bytes_(size, ' ') {}
    PacketWriter& left(const Field& field, std::string_view text) {
        assert(text.size() <= field.size);
        bytes_.replace(field.at, text.size(), text);
        return *this;
    }
    PacketWriter& right(const Field& field, const std::optional<int>& number) {
        if (!number) return *this;
        const std::string text = fmt::format("{:{}}", *number, field.size);
        return left(field, text);
    }
    PacketWriter& two(const Field& field, int number) { return left(field, fmt::format("{:02}", number)); }
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
};

std::string control_word(Flags flags) {
    return fmt::format("{:X}{}", control_nibble(flags), flags.scms ? 'S' : '1');
}

// Sonoris and HOFA put the user text a byte later than others, after a length of two digits.
const Field& user_text_field(std::string_view level, std::string_view bytes) {
    if (level == kLevels[1]) return kUserTextOf101;
    return bare(bytes.substr(93, 1)).empty() && parse_number(bytes.substr(94, 2)) >= 0 ? kLateUserText
                                                                                       : kUserText;
}

std::vector<DescriptorField> optional_fields(const PacketReader& packet, std::string_view level,
                                             std::string_view bytes) {
    std::vector<DescriptorField> fields;
    const auto add = [&](const Field& field) {
        if (std::string text = packet.text(field); !text.empty())
            fields.push_back({std::string(field.name), std::move(text)});
    };
    for (const Field& field : kOptional) add(field);
    if (level == kLevels[0])
        for (const Field& field : kOptionalOf200) add(field);
    add(user_text_field(level, bytes));
    return fields;
}

} // namespace

std::string at_packet(const std::string& path, int packet, std::string_view reason) {
    return fmt::format("{}: packet {}: {}", path, packet, reason);
}

DdpId parse_ddp_id(const std::string& path, std::string_view bytes) {
    const PacketReader packet(path, 0, bytes);
    if (bytes.size() != kDdpIdBytes)
        packet.fail(fmt::format("is {} bytes long; a DDPID has {}", bytes.size(), kDdpIdBytes));
    DdpId id{.level = packet.text(kLevel),
             .upc = packet.text(kIdUpc),
             .type = packet.text(kLevel) == kLevels[1] ? "" : packet.text(kDiscType),
             .master_id = packet.text(kMasterId)};
    if (!id.level.starts_with("DDP "))
        packet.fail(fmt::format("begins with {}; a DDPID begins with 'DDP '", quoted_word(id.level)));
    if (id.level != kLevels[0] && id.level != kLevels[1])
        packet.fail(fmt::format("is {}; only DDP 2.00 and 1.01 are handled", quoted_word(id.level)),
                    Errc::unsupported);
    if (!id.type.empty() && id.type != "CD")
        packet.fail(
            fmt::format("is the master of a disc of type {}; only CD is handled", quoted_word(id.type)),
            Errc::unsupported);
    id.optional = optional_fields(packet, id.level, bytes);
    return id;
}

std::vector<DdpStream> parse_ddp_map(const std::string& path, std::string_view bytes) {
    std::vector<DdpStream> streams;
    for_each_packet(path, bytes, kMapPacketBytes, kMostStreams, [&](const PacketReader& packet, int place) {
        packet.require(kMpv, kMapWord);
        streams.push_back({place, packet.text(kDst), packet.number(kDsl), packet.number(kDss),
                           packet.text(kSub), packet.text(kCdm), packet.text(kSsm), packet.text(kScr),
                           packet.number(kPre2), packet.text(kTrk), packet.text(kDsi)});
    });
    return streams;
}

std::vector<PqEntry> parse_pq(const std::string& path, std::string_view bytes) {
    std::vector<PqEntry> entries;
    for_each_packet(path, bytes, kPqPacketBytes, kMostPqEntries, [&](const PacketReader& packet, int place) {
        packet.require(kSpv, kPqWord);
        entries.push_back({place, track_of(packet), packet.needed(kIndex), address_of(packet),
                           flags_of(packet), packet.text(kIsrc), packet.text(kPqUpc)});
    });
    return entries;
}

std::string encode(const DdpId& id) {
    return PacketWriter(kDdpIdBytes)
        .left(kLevel, id.level)
        .left(kIdUpc, id.upc)
        .left(kMasterId, id.master_id)
        .left(kDiscType, id.type)
        .bytes();
}

std::string encode(const std::vector<DdpStream>& streams) {
    std::string bytes;
    for (const DdpStream& s : streams)
        bytes += PacketWriter(kMapPacketBytes)
                     .left(kMpv, kMapWord)
                     .left(kDst, s.type)
                     .right(kDsl, s.length)
                     .right(kDss, s.start)
                     .left(kSub, s.subcode)
                     .left(kCdm, s.mode)
                     .left(kSsm, s.storage)
                     .left(kScr, s.scrambled)
                     .right(kPre2, s.pause)
                     .left(kTrk, s.track)
                     .right(kSiz, int(kDsi.size))
                     .left(kDsi, s.file)
                     .bytes();
    return bytes;
}

std::string encode(const std::vector<PqEntry>& entries) {
    std::string bytes;
    for (const PqEntry& e : entries) {
        const Msf at = *to_msf(kProgramStart + e.at);
        PacketWriter packet(kPqPacketBytes);
        packet.left(kSpv, kPqWord).two(kIndex, e.index);
        e.track == kLeadOut ? packet.left(kTrack, kLeadOutWord) : packet.two(kTrack, e.track);
        packet.two(kMinute, at.minute).two(kSecond, at.second).two(kFrame, at.frame);
        packet.left(kControl, control_word(e.flags)).left(kIsrc, e.isrc).left(kPqUpc, e.upc);
        bytes += packet.bytes();
    }
    return bytes;
}

} // namespace redbook
