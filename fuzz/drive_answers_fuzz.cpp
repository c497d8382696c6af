// Any bytes as what a drive answers: all that is asked of it and of its disc comes back, or throws an Error;
// and a disc that is read ends where its audio does, its indexes one after the other.
//
// An input is a list of answers, each for one operation code: code, flags, sense key, asc, ascq, length (two
// bytes, big-endian), data. Each question takes the next answer with its code, over and over. Flags: of
// READ TOC the format; for frames of Q (16 bytes a block) 1 the address of the block, 2 the right checksum is
// put in, 4 raw subchannels are answered too, 8 the frame is that of all blocks from its address on;
// 16 blocks before LBA 0 are answered.
#include <algorithm>
#include <cstring>
#include <map>

#include "fuzz/target.h"
#include "redbook/base/crc.h"
#include "redbook/disc/layout.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/mmc.h"

namespace redbook {
namespace {

constexpr uint8_t kReadToc = 0x43, kReadCd = 0xBE;

using Key = uint16_t; // the operation, and of READ TOC the format
constexpr Key key_of(uint8_t code, uint8_t format) {
    return Key(code << 8 | (code == kReadToc ? format & 0xF : 0));
}

struct Answer {
    uint8_t flags = 0;
    Sense sense;
    Bytes data;
};

constexpr uint8_t bcd(int n) { return uint8_t(n / 10 << 4 | n % 10); }

void put_address(std::span<std::byte> frame, Lba at) {
    constexpr size_t kAbsolute = 7;
    const auto msf = to_msf(at);
    if (msf)
        BytesWriter(frame.subspan(kAbsolute)).u8(bcd(msf->minute)).u8(bcd(msf->second)).u8(bcd(msf->frame));
}

// Copies with memcpy: comparing each byte is what libFuzzer records, and would take most of the time.
void repeat(Bytes data, std::span<std::byte> room) {
    size_t done = std::min(data.size(), room.size());
    std::copy_n(data.begin(), done, room.begin());
    while (done < room.size()) {
        const size_t n = std::min(done, room.size() - done);
        std::memcpy(room.data() + done, room.data(), n);
        done += n;
    }
}

Lba address_in(Bytes frame) {
    const auto bcd = [&](size_t i) {
        return (std::to_integer<int>(frame[i]) >> 4) * 10 + (std::to_integer<int>(frame[i]) & 0xF);
    };
    return {(bcd(7) * 60 + bcd(8)) * kBlocksPerSecond + bcd(9) - kFirstPause.value};
}

class AnsweringPort final : public ScsiPort {
  public:
    explicit AnsweringPort(Bytes input) {
        BytesReader r(input);
        while (r.left() > 7) {
            const uint8_t code = r.u8();
            Answer answer{r.u8(), {}, {}};
            answer.sense = {uint8_t(r.u8() & 0xF), r.u8(), r.u8()};
            const size_t length = r.be16();
            answer.data = r.bytes(std::min(length, r.left()));
            answers_[key_of(code, answer.flags)].push_back(answer);
        }
    }

    const std::string& path() const override { return path_; }

    ScsiReply execute(const ScsiCommand& command) override {
        const auto code = std::to_integer<uint8_t>(command.cdb[0]);
        const auto key = key_of(code, std::to_integer<uint8_t>(command.cdb[2]));
        const auto found = answers_.find(key);
        if (found == answers_.end()) return {.sense = {5, 0x20, 0x00}};
        const Answer& answer = found->second[asked_[key]++ % found->second.size()];
        if (class_of(answer.sense) == SenseClass::wait && ++waited_ > 3) return {.sense = {4, 0x44, 0x00}};
        if (answer.sense) return {.sense = answer.sense};
        return code == kReadCd ? blocks(command, answer) : bytes(command, answer);
    }

    void pause(std::chrono::milliseconds) override {}

  private:
    static ScsiReply bytes(const ScsiCommand& command, const Answer& answer) {
        const size_t n = std::min(command.in.size(), answer.data.size());
        std::copy_n(answer.data.begin(), n, command.in.begin());
        return {.sense = {}, .transferred = n};
    }

    // Of audio, the data over and over; of Q one of the frames for each block; nothing else is known.
    ScsiReply blocks(const ScsiCommand& command, const Answer& answer) const {
        const auto parts = std::to_integer<int>(command.cdb[9]),
                   subchannel = std::to_integer<int>(command.cdb[10]);
        if (answer.data.empty()) return {};
        BytesReader cdb(command.cdb);
        cdb.be16();
        Lba at{int32_t(cdb.be32())};
        if (at < Lba{0} && !(answer.flags & kBeforeLbaZero)) return {.sense = {5, 0x21, 0x00}};
        if (subchannel == BlockParts::none) {
            repeat(answer.data, command.in);
            return {.sense = {}, .transferred = command.in.size()};
        }
        const bool raw = subchannel == BlockParts::raw;
        if (parts != 0 || (raw && !(answer.flags & kRaw))) return {.sense = {5, 0x24, 0x00}};
        for (auto room = command.in; !room.empty(); at += BlockCount{1}) {
            const size_t n = std::min(raw ? kSubcodeBytes : kFormattedQBytes, room.size());
            if (n == kSubcodeBytes)
                put_raw(room.first(n), frame_at(at, answer));
            else
                std::ranges::copy(Bytes(frame_at(at, answer)).first(std::min<size_t>(n, 12)), room.begin());
            room = room.subspan(n);
        }
        return {.sense = {}, .transferred = command.in.size()};
    }

    enum Flag : uint8_t {
        kPutAddress = 1,
        kPutChecksum = 2,
        kRaw = 4,
        kFromItsAddress = 8,
        kBeforeLbaZero = 16
    };

    QFrame frame_at(Lba at, const Answer& asked) const {
        const Answer& answer = asked.flags & kFromItsAddress ? last_before(at, asked) : asked;
        QFrame frame{};
        std::ranges::copy(answer.data.first(std::min(frame.size(), answer.data.size())), frame.begin());
        if (answer.flags & kPutAddress) put_address(frame, at);
        if (answer.flags & kPutChecksum)
            BytesWriter(std::span(frame).subspan(10)).be16(crc16(Bytes(frame).first(10)));
        return frame;
    }

    // Of the frames in their order, the last one whose address is not after `at`.
    const Answer& last_before(Lba at, const Answer& otherwise) const {
        const Answer* last = &otherwise;
        for (const Answer& answer : answers_.at(key_of(kReadCd, 0)))
            if (answer.flags & kFromItsAddress && answer.data.size() >= 10 && address_in(answer.data) <= at)
                last = &answer;
        return *last;
    }

    static void put_raw(std::span<std::byte> out, const QFrame& frame) {
        Subcode linear{};
        std::ranges::copy(frame, linear.begin() + frame.size());
        std::ranges::copy(to_interleaved(linear), out.begin());
    }

    std::string path_ = "/dev/sr0";
    std::map<Key, std::vector<Answer>> answers_;
    std::map<Key, size_t> asked_;
    int waited_ = 0;
};

void ask_all(ScsiPort& port) {
    unless_refused([&] { disc_information(port); });
    unless_refused([&] { track_information(port, kInvisibleTrack); });
    unless_refused([&] { read_text_packs(port, features_of(port)); });
    unless_refused([&] {
        read_mcn(port);
        read_isrc(port, 1);
    });
    for (const bool locked : {true, false}) unless_refused([&] { lock_tray(port, locked); });
    unless_refused([&] { close_tray(port); });
    unless_refused([&] { open_tray(port); });
    ask_drive(port);
}

void read_all(const std::shared_ptr<ScsiPort>& port, bool c2) {
    const Album album = read_disc(port, {.c2 = c2});
    must_hold(layout_of(album.disc).lead_out == album.audio->end());
    const std::vector<Lba> places = addresses(album.disc);
    must_hold(std::ranges::is_sorted(places));
    std::vector<std::byte> blocks(size_t(bytes_in(BlockCount{2})));
    for (const Lba at : places)
        if (at + BlockCount{2} <= album.audio->end()) album.audio->read(at, blocks);
    album.audio->clone()->read(Lba{0}, blocks);
    album.audio->warnings();
    album.audio->unread();
    must_hold(!album.audio->seams().empty());
}

} // namespace

FUZZ_TARGET(drive_answers, "drive") {
    to_string(parse_sense(input).sense);
    AnsweringPort questions(input);
    ask_all(questions);
    for (const bool c2 : {false, true})
        unless_refused([&] { read_all(std::make_shared<AnsweringPort>(input), c2); });
}

} // namespace redbook
