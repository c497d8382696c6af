// SEND CUE SHEET. MMC-6, 6.33: 8 bytes an entry
//
//   0 CONTROL<<4 | ADR   1 track (binary)   2 index   3 data form   4 SCMS   5 minute   6 second   7 frame
//
// ADR 2: 7 characters of the MCN in bytes 1..7, two entries. ADR 3: the track, then 6 characters of its ISRC.
#include "emulator/cue_sheet.h"

#include <algorithm>

#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

constexpr size_t kEntryBytes = 8;
constexpr uint8_t kLeadOutNumber = 0xAA;
enum Form : uint8_t { kFromHost = 0x00, kFromDrive = 0x01, kTextFromHost = 0x41 };
enum EntryAdr : uint8_t { kPosition = 1, kMcnText = 2, kIsrcText = 3 };

// Reads entries front to back. What is wrong makes ok() false for good.
class CueReader {
  public:
    explicit CueReader(Bytes list) : list_(list) {}
    CueSheet read() {
        read_mcn();
        read_lead_in();
        while (ok_ && !at_lead_out()) read_entry();
        read_lead_out();
        finish();
        return std::move(cue_);
    }
    bool ok() const { return ok_; }

  private:
    uint8_t field(size_t at) const { return byte_at(list_, at_ + at); }
    EntryAdr adr() const { return EntryAdr(field(0) & 0xF); }
    uint8_t control() const { return field(0) >> 4; }
    bool at_end() const { return at_ >= list_.size(); }
    bool at_lead_out() const { return at_end() || (adr() == kPosition && field(1) == kLeadOutNumber); }
    void require(bool right) { ok_ = ok_ && right; }
    void next() { at_ += kEntryBytes; }

    std::string characters(size_t from) const {
        return BytesReader(list_.subspan(at_ + from, kEntryBytes - from)).text(kEntryBytes - from);
    }

    // Of two entries that follow each other.
    std::string two_halves(size_t from) {
        std::string text = characters(from);
        next();
        if (at_end()) return ok_ = false, std::string();
        text += characters(from);
        next();
        return text;
    }

    Lba address() {
        const auto at = to_lba({field(5), field(6), field(7)});
        require(at.has_value());
        return at.value_or(Lba{});
    }

    void read_mcn() {
        if (at_end() || adr() != kMcnText) return;
        const std::string text = two_halves(1);
        cue_.mcn = Mcn::parse(std::string_view(text).substr(0, 13));
        require(cue_.mcn.has_value());
    }

    void read_lead_in() {
        require(!at_end() && adr() == kPosition && field(1) == 0 && field(2) == 0 && field(4) == 0);
        require(field(3) == kFromDrive || field(3) == kTextFromHost);
        require(field(5) == 0 && field(6) == 0 && field(7) == 0);
        cue_.text = field(3) == kTextFromHost;
        next();
    }

    void read_entry() {
        if (adr() == kIsrcText) return read_isrc();
        require(adr() == kPosition && (control() & 4) == 0); // no data
        require(field(4) == 0 || field(4) == 0x80);
        require(field(3) == kFromHost || field(3) == kFromDrive);
        const Lba at = address();
        const int number = field(1), index = field(2);
        if (cue_.tracks.empty() || number != cue_.tracks.back().number)
            begin_track(number, index, at);
        else
            add_index(index, at);
        note_part(at, field(3) == kFromHost);
        next();
    }

    // Stands before the track's first entry.
    void read_isrc() {
        const int number = field(1);
        require(cue_.tracks.empty() || number == cue_.tracks.back().number + 1);
        const std::string text = two_halves(2);
        isrc_ = Isrc::parse(text);
        isrc_number_ = number;
        require(isrc_.has_value());
    }

    void begin_track(int number, int index, Lba at) {
        require(number >= 1 && number <= kMostTracks && index <= 1);
        require(cue_.tracks.empty() ? at == kProgramStart && index == 0
                                    : number == cue_.tracks.back().number + 1 && at > last_);
        RecordedTrack track;
        track.number = number;
        track.control = control();
        track.scms = field(4) == 0x80;
        track.start = track.index01 = at;
        if (isrc_) {
            require(isrc_number_ == number);
            track.isrc = std::exchange(isrc_, std::nullopt);
        }
        cue_.tracks.push_back(track);
        index_ = index;
        last_ = at;
    }

    void add_index(int index, Lba at) {
        RecordedTrack& track = cue_.tracks.back();
        require(index == index_ + 1 && index <= 99 && control() == track.control);
        require(index == 1 ? at >= last_ : at > last_); // an empty INDEX 00 is allowed
        if (index == 1)
            track.index01 = at;
        else
            track.indexes.push_back(at);
        index_ = index;
        last_ = at;
    }

    void note_part(Lba at, bool from_host) {
        if (!cue_.parts.empty() && cue_.parts.back().start == at) cue_.parts.pop_back();
        cue_.parts.push_back({at, from_host});
    }

    void read_lead_out() {
        require(!at_end() && field(2) == 1 && (field(3) & 0x3F) <= kFromDrive &&
                at_ + kEntryBytes == list_.size());
        if (ok_) cue_.lead_out = address();
    }

    void finish() {
        require(!cue_.tracks.empty() && !isrc_ && index_ >= 1);
        for (size_t k = 0; ok_ && k < cue_.tracks.size(); ++k) {
            const bool last = k + 1 == cue_.tracks.size();
            RecordedTrack& track = cue_.tracks[k];
            track.end = last ? cue_.lead_out : cue_.tracks[k + 1].start;
            const Lba next01 = last ? cue_.lead_out : cue_.tracks[k + 1].index01;
            require(next01 - track.index01 >= kShortestTrack && track.end > last_index(track));
        }
        require(!cue_.tracks.empty() && cue_.tracks[0].index01 >= kProgramStart + kFirstPause);
    }

    static Lba last_index(const RecordedTrack& t) { return t.indexes.empty() ? t.index01 : t.indexes.back(); }

    Bytes list_;
    size_t at_ = 0;
    bool ok_ = true;
    CueSheet cue_;
    std::optional<Isrc> isrc_; // of the track that comes next
    int isrc_number_ = 0;
    int index_ = 0; // of the entry before
    Lba last_ = kProgramStart;
};

bool refused_by_fault(const Faults& faults, const CueSheet& cue) {
    const auto any = [&](auto&& of) { return std::ranges::any_of(cue.tracks, of); };
    return faults.has(FaultKind::refuse_cue_sheet) || (faults.has(FaultKind::refuse_text) && cue.text) ||
           (faults.has(FaultKind::refuse_isrc) && any([](const RecordedTrack& t) { return bool(t.isrc); })) ||
           (faults.has(FaultKind::refuse_index) &&
            any([](const RecordedTrack& t) { return !t.indexes.empty(); }));
}

} // namespace

std::optional<CueSheet> read_cue_sheet(Bytes list) {
    CueReader reader(list);
    CueSheet cue = reader.read();
    return reader.ok() ? std::optional(std::move(cue)) : std::nullopt;
}

Reply send_cue_sheet(DriveState& drive, const Command& command) {
    const size_t length = be24_at(command.cdb, 6);
    if (length == 0 || length % kEntryBytes != 0 || length > command.out.size())
        return refused(kInvalidFieldInCdb);
    if (const Sense refusal = refusal_of(drive, Event::cue_sheet)) return refused(refusal);
    if (write_type(drive) != WriteType::sao) return refused(kSequenceError);
    const auto cue = read_cue_sheet(command.out.first(length));
    if (!cue || refused_by_fault(drive.faults, *cue)) return refused(kInvalidFieldInList);
    const bool fits = cue->lead_out <= Lba{drive.medium->facts.told_capacity.value};
    if (!fits && !drive.options.overburn) return refused(kInvalidFieldInList);
    step(drive, Event::cue_sheet);
    begin_cued(drive, *cue);
    return {.sense = {}, .transferred = length};
}

} // namespace redbook::emulator
