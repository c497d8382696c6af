#include "redbook/image/ccd/ccd_layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr int kTocAdr = 1; // what has another ADR concerns further sessions

// The TOC
// -----------------------------------------------------------------------------------------------------------

class TocReader {
  public:
    TocReader(const CcdSheet& sheet, std::vector<std::string>& warnings)
        : sheet_(sheet), warnings_(warnings) {}

    CcdToc run(BlockCount in_image) {
        for (const CcdEntry& entry : sheet_.entries) {
            last_session_ = std::max(last_session_, entry.session);
            if (entry.session == 1 && entry.adr == kTocAdr) take(entry);
            if (entry.session > 1 && entry.adr == kTocAdr) further_.add(entry.point, entry.control, entry.at);
        }
        if (tracks_.empty())
            throw Error(Errc::malformed, sheet_.path + ": there is no entry of a track in it");
        check_tracks();
        check_modes();
        check_numbers();
        Toc toc{entries(), lead_out(in_image)};
        const auto further = further_.data_after(toc);
        if (!further) note_sessions();
        return {std::move(toc), further.value_or(std::vector<DataTrack>{})};
    }

  private:
    [[noreturn]] void fail(const CcdEntry& at, std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(sheet_.path, at.line, why));
    }
    void warn(int line, std::string_view what) { warnings_.push_back(at_line(sheet_.path, line, what)); }

    void take(const CcdEntry& entry) {
        if (entry.point >= 1 && entry.point <= kMostTracks) {
            const auto place =
                std::lower_bound(tracks_.begin(), tracks_.end(), entry.point,
                                 [](const CcdEntry* e, int point) { return e->point < point; });
            const bool again = place != tracks_.end() && (*place)->point == entry.point;
            if (!again) tracks_.insert(place, &entry);
            if (again) require_same(entry, **place, fmt::format("track {}", entry.point));
        } else if (entry.point >= kCcdFirstTrack && entry.point <= kCcdLeadOut) {
            const CcdEntry*& known = others_[entry.point - kCcdFirstTrack];
            if (known) require_same(entry, *known, fmt::format("Point {:#04x}", entry.point));
            if (!known) known = &entry;
        } else {
            warn(entry.line, fmt::format("Point {:#04x} is not known and is left out", entry.point));
        }
    }

    void require_same(const CcdEntry& entry, const CcdEntry& known, const std::string& name) const {
        if (entry.at != known.at || entry.control != known.control)
            fail(entry, fmt::format("{} was already given differently, in line {}", name, known.line));
    }

    void check_tracks() const {
        if (std::ranges::all_of(tracks_, [](const CcdEntry* e) { return (e->control & kDataControl) != 0; }))
            throw Error(Errc::unsupported, sheet_.path + ": there is no audio track in its first session");
        for (size_t k = 0; k < tracks_.size(); ++k) {
            const CcdEntry& entry = *tracks_[k];
            if (k == 0 && entry.at < Lba{0})
                fail(entry, fmt::format("track {} begins at LBA {}, and the image at LBA 0", entry.point,
                                        entry.at.value));
            if (k == 0) continue;
            const CcdEntry& before = *tracks_[k - 1];
            if (entry.point != before.point + 1)
                fail(entry, fmt::format("there is no entry of track {}", before.point + 1));
            if (entry.at <= before.at)
                fail(entry, fmt::format("track {} at LBA {} is not after track {} at LBA {}", entry.point,
                                        entry.at.value, before.point, before.at.value));
        }
    }

    void check_modes() const {
        for (const CcdTrack& track : sheet_.tracks)
            if (track.mode != 0 && is_audio(track.number))
                throw Error(
                    Errc::malformed,
                    at_line(sheet_.path, track.line,
                            fmt::format("track {} has MODE {}, which is data, and is audio by its entry",
                                        track.number, track.mode)));
    }

    bool is_audio(int number) const {
        const auto track = std::ranges::find(tracks_, number, [](const CcdEntry* e) { return e->point; });
        return track != tracks_.end() && ((*track)->control & kDataControl) == 0;
    }

    // 0xA0 and 0xA1 against the tracks that are there.
    void check_numbers() {
        check_number(0, tracks_.front()->point, "first");
        check_number(1, tracks_.back()->point, "last");
    }

    void check_number(size_t which, int there, std::string_view word) {
        const CcdEntry* entry = others_[which];
        const int point = kCcdFirstTrack + int(which);
        if (!entry)
            warnings_.push_back(fmt::format("{}: there is no Point {:#04x}; the {} track is taken to be {}",
                                            sheet_.path, point, word, there));
        else if (entry->minute != there)
            warn(entry->line, fmt::format("Point {:#04x} calls {} the {} track; it is {}", point,
                                          entry->minute, word, there));
    }

    void note_sessions() {
        const int sessions = std::max(last_session_, sheet_.sessions);
        if (sessions > 1)
            warnings_.push_back(
                fmt::format("{}: of {} sessions only the first, with tracks {} to {}, is opened", sheet_.path,
                            sessions, tracks_.front()->point, tracks_.back()->point));
    }

    std::vector<TocEntry> entries() const {
        std::vector<TocEntry> result;
        for (const CcdEntry* entry : tracks_)
            result.push_back({entry->point, uint8_t(entry->control), entry->at});
        return result;
    }

    Lba lead_out(BlockCount in_image) {
        const CcdEntry* told = others_[kCcdLeadOut - kCcdFirstTrack];
        const CcdEntry& last = *tracks_.back();
        const Lba at = told ? told->at : std::min(Lba{0} + in_image, kLastAddress);
        if (at <= last.at)
            fail(told ? *told : last, fmt::format("the lead-out at LBA {} is not after track {} at "
                                                  "LBA {}",
                                                  at.value, last.point, last.at.value));
        if (!told)
            warnings_.push_back(fmt::format(
                "{}: there is no Point 0xa2; the lead-out is taken to be where the image ends, at LBA {}",
                sheet_.path, at.value));
        return at;
    }

    const CcdSheet& sheet_;
    std::vector<std::string>& warnings_;
    std::vector<const CcdEntry*> tracks_; // by number
    const CcdEntry* others_[3] = {};      // 0xA0, 0xA1, 0xA2; null: not there
    FurtherSessions further_;
    int last_session_ = 1;
};

// The disc
// ----------------------------------------------------------------------------------------------------------

std::string words(Lba at) { return fmt::format("LBA {}", at.value); }
std::string words(const Isrc& isrc) { return std::string(isrc.text()); }
std::string words(const Mcn& mcn) { return std::string(mcn.text()); }
std::string words(const std::vector<Lba>& indexes) {
    std::string text = "LBA";
    for (size_t i = 0; i < indexes.size(); ++i)
        text += fmt::format("{} {}", i == 0 ? "" : ",", indexes[i].value);
    return text;
}

// What one of the two sources tells of a track.
struct TrackTold {
    std::optional<Lba> index00, index01;
    std::optional<std::vector<Lba>> further; // INDEX 02 and above, ascending; never empty
    std::optional<Isrc> isrc;
    std::optional<size_t> isrc_missed; // which warning says so
    bool index00_is_exact = true;

    void add_index(int number, Lba at) {
        if (number == 0)
            index00 = at;
        else if (number == 1)
            index01 = at;
        else {
            if (!further) further.emplace();
            further->insert(std::upper_bound(further->begin(), further->end(), at), at);
        }
    }
};

TrackTold told_by(const CcdTrack& track) {
    TrackTold told;
    told.isrc = track.isrc;
    for (const CcdIndex& index : track.indexes) told.add_index(index.number, index.at);
    return told;
}

TrackTold told_by(const QTrack& track) {
    TrackTold told;
    told.isrc = track.isrc;
    for (const QIndex& index : track.indexes) {
        if (index.number != 1 || index.exact) told.add_index(index.number, index.start);
        if (index.number == 0) told.index00_is_exact = index.exact;
    }
    return told;
}

class CcdLayouter {
  public:
    CcdLayouter(const CcdSheet& sheet, Toc toc, const QFacts* told)
        : sheet_(sheet), toc_(std::move(toc)), told_(told) {}

    CcdLayout run() {
        result_.disc.first_track = toc_.entries.front().number;
        for (size_t k = 0; k < toc_.entries.size(); ++k) correct_start(k);
        for (const TocEntry& entry : toc_.entries) add_track(entry);
        for (size_t k = 0; k < tracks_.size(); ++k) lay_out(k);
        take_codes();
        note_strangers();
        if (!sheet_.packs.empty()) take_cd_text(result_.disc, read_text(), sheet_.path, result_.warnings);
        return std::move(result_);
    }

  private:
    // Line 0: the sheet as a whole.
    void warn(int line, std::string_view what) {
        result_.warnings.push_back(at_line(sheet_.path, line, what));
    }
    void contradict(int line, std::string_view what) {
        warn(line, what);
        result_.contradictions.push_back(result_.warnings.back());
    }

    template <class T>
    std::optional<T> believed(const std::string& what, int line, const std::optional<T>& in_sheet,
                              const std::optional<T>& in_subchannel, bool has_room = true) {
        if (!told_ || in_sheet == in_subchannel) return in_sheet;
        if (!in_sheet) return in_subchannel;
        if (!in_subchannel) {
            if (has_room)
                warn(line, fmt::format("{}: {} here, not in the subchannel; it is believed", what,
                                       words(*in_sheet)));
            return in_sheet;
        }
        contradict(line, fmt::format("{}: {} here, {} in the subchannel, which is believed", what,
                                     words(*in_sheet), words(*in_subchannel)));
        return in_subchannel;
    }

    const CcdTrack* section_of(int number) const {
        const auto found = std::find_if(sheet_.tracks.begin(), sheet_.tracks.end(),
                                        [&](const CcdTrack& t) { return t.number == number; });
        return found == sheet_.tracks.end() ? nullptr : &*found;
    }
    const QTrack* subchannel_of(int number) const {
        if (!told_) return nullptr;
        const auto found = std::find_if(told_->tracks.begin(), told_->tracks.end(),
                                        [&](const QTrack& t) { return t.number == number; });
        return found == told_->tracks.end() ? nullptr : &*found;
    }

    // Two places that agree are believed before the TOC's one, where the track can begin there.
    void correct_start(size_t k) {
        TocEntry& entry = toc_.entries[k];
        const CcdTrack* section = section_of(entry.number);
        const QTrack* q = subchannel_of(entry.number);
        if (!section || !q) return;
        const auto at = told_by(*section).index01;
        if (!at || at != told_by(*q).index01 || *at == entry.start) return;
        const Lba end = k + 1 < toc_.entries.size() ? toc_.entries[k + 1].start : toc_.lead_out;
        if (*at >= end || (k == 0 ? *at < Lba{0} : *at <= toc_.entries[k - 1].start)) return;
        contradict(
            section->line,
            fmt::format("INDEX 01 of track {}: {} here and in the subchannel, which are believed, {} in "
                        "the TOC",
                        entry.number, words(*at), words(entry.start)));
        entry.start = *at;
    }

    // What is believed of a track.
    void add_track(const TocEntry& entry) {
        const CcdTrack* section = section_of(entry.number);
        const QTrack* q = subchannel_of(entry.number);
        const int line = section ? section->line : 0;
        TrackTold here = section ? told_by(*section) : TrackTold{};
        TrackTold there = q ? told_by(*q) : TrackTold{};
        const std::string of_track = fmt::format(" of track {}", entry.number);
        if (told_ && !q) warn(line, fmt::format("track {} is not in the subchannel", entry.number));
        check_index01(entry, line, here, there);
        // Blocks before what was seen are damaged, so the sheet may know better.
        if (!there.index00_is_exact && here.index00 < there.index00) there.index00 = here.index00;
        if (&entry == &toc_.entries.front()) here.index00 = there.index00 = std::nullopt; // LBA -150
        TrackTold track;
        track.index00 = believed("INDEX 00" + of_track, line, here.index00, there.index00);
        track.index01 = entry.start;
        track.further = believed("INDEX 02 and above" + of_track, line, here.further, there.further);
        track.isrc = believed("the ISRC" + of_track, line, here.isrc, there.isrc);
        if (here.isrc && !there.isrc && told_) track.isrc_missed = result_.warnings.size() - 1;
        tracks_.push_back(track);
        result_.disc.tracks.emplace_back().flags = flags_of(entry, section, q);
    }

    void check_index01(const TocEntry& entry, int line, const TrackTold& here, const TrackTold& there) {
        const auto check = [&](const std::optional<Lba>& at, std::string_view where) {
            if (at && *at != entry.start)
                contradict(line, fmt::format("INDEX 01 of track {}: {} {}, {} in the TOC, which is believed",
                                             entry.number, words(*at), where, words(entry.start)));
        };
        check(here.index01, "here");
        check(there.index01, "in the subchannel");
    }

    // Control is believed; that its copy bit alternates only the subchannel can tell.
    Flags flags_of(const TocEntry& entry, const CcdTrack* section, const QTrack* q) {
        if (entry.control & kDataControl) return {};
        Flags flags{.pre_emphasis = (entry.control & 1) != 0,
                    .copy_permitted = (entry.control & 2) != 0,
                    .four_channel = (entry.control & 8) != 0};
        flags.scms = q ? q->flags.scms : section && section->flags && section->flags->scms;
        if (flags.scms) flags.copy_permitted = false;
        const auto check = [&](uint8_t control, int line, std::string_view where) {
            if (control != control_nibble(flags))
                contradict(line,
                           fmt::format("the flags of track {}: {:#x} {}, {:#x} as Control, which is believed",
                                       entry.number, control, where, control_nibble(flags)));
        };
        if (section && section->flags) check(control_nibble(*section->flags), section->line, "in FLAGS");
        if (q)
            check(uint8_t(control_nibble(q->flags) | (q->data ? kDataControl : 0)), 0, "in the subchannel");
        return flags;
    }

    // Where the track begins: INDEX 00, if it lies where it can.
    Lba start_of(size_t k) {
        if (k == tracks_.size()) return toc_.lead_out;
        auto& index00 = tracks_[k].index00;
        const Lba index01 = toc_.entries[k].start;
        if (index00 && (*index00 >= index01 || *index00 <= toc_.entries[k - 1].start)) {
            contradict(0, fmt::format("INDEX 00 of track {}, {}, is not between the INDEX 01 before it and "
                                      "its own; it is left out",
                                      toc_.entries[k].number, words(*index00)));
            index00.reset();
        }
        return index00.value_or(index01);
    }

    void lay_out(size_t k) {
        Track& track = result_.disc.tracks[k];
        const Lba index01 = toc_.entries[k].start, end = start_of(k + 1);
        track.pause = k == 0 ? kFirstPause : BlockCount{0};
        track.pregap = index01 - (k == 0 ? Lba{0} : start_of(k));
        track.length = end - index01;
        if (!tracks_[k].further) return;
        Lba before = index01;
        for (const Lba index : *tracks_[k].further) {
            const bool fits = index > before && index < end && track.indexes.size() < 98;
            if (fits) track.indexes.push_back(index - index01), before = index;
            if (!fits)
                contradict(0, fmt::format("an index of track {}, {}, is not between the index before it "
                                          "and the track's end; it is left out",
                                          toc_.entries[k].number, words(index)));
        }
    }

    // A code that the subchannel has no room for is not missed in it.
    void take_codes() {
        Disc& disc = result_.disc;
        const CodeRoom room = room_for_codes(disc);
        for (size_t k = tracks_.size(); k-- > 0;) {
            disc.tracks[k].isrc = tracks_[k].isrc;
            if (tracks_[k].isrc_missed && !room.isrc[k])
                result_.warnings.erase(result_.warnings.begin() + std::ptrdiff_t(*tracks_[k].isrc_missed));
        }
        disc.mcn = believed("the MCN", 0, sheet_.mcn, told_ ? told_->mcn : std::nullopt, room.mcn);
    }

    void note_strangers() {
        if (!told_) return;
        for (const QTrack& track : told_->tracks)
            if (track.number < toc_.entries.front().number || track.number > toc_.entries.back().number)
                contradict(0,
                           fmt::format("the subchannel has a track {}, the TOC has none; the TOC is believed",
                                       track.number));
    }

    CdText read_text() {
        CdText text = read_cd_text(sheet_.path, sheet_.packs);
        result_.warnings.insert(result_.warnings.end(), text.warnings.begin(), text.warnings.end());
        return text;
    }

    const CcdSheet& sheet_;
    Toc toc_;
    const QFacts* told_;
    CcdLayout result_;
    std::vector<TrackTold> tracks_; // what is believed of each
};

} // namespace

CcdToc toc_of_ccd(const CcdSheet& sheet, BlockCount in_image, std::vector<std::string>& warnings) {
    return TocReader(sheet, warnings).run(in_image);
}

CcdLayout lay_out_ccd(const CcdSheet& sheet, const Toc& toc, const QFacts* told) {
    return CcdLayouter(sheet, toc, told).run();
}

} // namespace redbook
