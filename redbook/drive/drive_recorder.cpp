#include "redbook/drive/drive_recorder.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/shifted.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/drive/drives.h"
#include "redbook/drive/libburn_writer.h"
#include "redbook/drive/mmc.h"
#include "redbook/drive/scsi.h"
#include "redbook/drive/write_offset.h"

namespace redbook {
namespace {

constexpr std::chrono::milliseconds kLookAtBurnAgain{20};
constexpr int kFastestDrive = 100; // multiple of 1x; none that was sold goes beyond 56

// What libburn is given of a disc, as far as the drive takes it.
struct OptionalPart {
    std::string_view name;  // "CD-TEXT"
    bool LeaveOut::*may_go; // whether it may be left out
    bool (*is_in)(const Disc&);
    void (*take_out)(Disc&, Holds&);
};
bool any_track(const Disc& disc, bool (*has)(const Track&)) {
    return std::any_of(disc.tracks.begin(), disc.tracks.end(), has);
}
constexpr OptionalPart kParts[] = {
    // in this order they are left out
    {"CD-TEXT", &LeaveOut::text, [](const Disc& d) { return !d.text_blocks.empty(); },
     [](Disc& d, Holds& h) {
         d.text_blocks.clear();
         for (Track& t : d.tracks) t.texts.clear();
         h.text_blocks = 0;
     }},
    {"ISRC", &LeaveOut::isrc,
     [](const Disc& d) { return any_track(d, [](const Track& t) { return t.isrc.has_value(); }); },
     [](Disc& d, Holds& h) {
         for (Track& t : d.tracks) t.isrc.reset();
         h.isrc = false;
     }},
    {"INDEX 02 and above", &LeaveOut::index,
     [](const Disc& d) { return any_track(d, [](const Track& t) { return !t.indexes.empty(); }); },
     [](Disc& d, Holds& h) {
         for (Track& t : d.tracks) t.indexes.clear();
         h.indexes = false;
     }},
};

// The blocks that come from the host, and how far they have come.
std::vector<WrittenRange> written_ranges(const Disc& disc, Mode mode) {
    const Layout layout = layout_of(disc);
    if (mode == Mode::sao) return {{Lba{0}, layout.lead_out}};
    std::vector<WrittenRange> ranges;
    for (const TrackSpan& span : layout.tracks) ranges.push_back({span.index01, span.audio_end});
    return ranges;
}

// The disc with its gaps as the drive has made them. nullopt: these are not its tracks.
std::optional<Disc> as_lies(Disc disc, Mode mode, const Toc& toc) {
    const size_t n = disc.tracks.size();
    if (toc.entries.size() != n) return std::nullopt;
    if (mode == Mode::sao) return disc; // nothing is left to the drive; the comparison tells
    for (size_t k = 0; k < n; ++k) {
        Track& track = disc.tracks[k];
        const Lba audio_end = toc.entries[k].start + track.length;
        const BlockCount behind = (k + 1 < n ? toc.entries[k + 1].start : toc.lead_out) - audio_end;
        if (behind < BlockCount{0}) return std::nullopt;
        const BlockCount gap = k + 1 < n ? std::min(kDefaultGap, behind) : BlockCount{};
        track.postgap = std::min(behind - gap, kRunOut);
        if (k + 1 < n) disc.tracks[k + 1].pause = behind - track.postgap;
    }
    disc.tracks[0].pause = kFirstPause + (toc.entries[0].start - Lba{0});
    return disc;
}

// From the first look at a disc on, what is recorded and read back is that disc.
class HeldDisc {
  public:
    explicit HeldDisc(ScsiPort& port) : port_(port) { lock(true); }
    HeldDisc(const HeldDisc&) = delete;
    HeldDisc& operator=(const HeldDisc&) = delete;
    ~HeldDisc() { lock(false); }

  private:
    void lock(bool locked) noexcept {
        try {
            lock_tray(port_, locked);
        } catch (const Error&) {} // not every drive can; an exchange is still noticed when it says so
    }
    ScsiPort& port_;
};

class DriveRecorder final : public Recorder {
  public:
    explicit DriveRecorder(DriveSettings settings) : settings_(std::move(settings)) {
        require_libburn(settings_.path);
        port_ = open_scsi_port(settings_.path, DriveAccess::recording);
        identity_ = inquire(*port_);
        features_ = features_of(*port_);
        if (!features_.writes_cd_r && !features_.writes_cd_rw)
            throw Error(Errc::device, settings_.path + ": this drive records no CDs; take another one");
    }

    RecorderInfo info() const override {
        return {settings_.path, identity_.vendor, identity_.product, identity_.revision};
    }

    Abilities abilities() const override {
        return {.tao = features_.track_at_once,
                .sao = features_.session_at_once,
                .test_write = features_.test_write,
                .erase = features_.writes_cd_rw,
                .tao_gap = kDefaultGap,
                .fastest = kFastestDrive};
    }

    // libburn itself writes the first 150 blocks, and in Track-at-Once no ISRC.
    Holds holds(Mode mode) const override {
        Holds holds;
        holds.first_150 = false;
        holds.remarks = false;
        if (mode == Mode::sao) return holds;
        holds.scms = holds.isrc = holds.first_track = holds.text_extras = false;
        holds.text_blocks = 0;
        return holds;
    }

    Medium medium() override {
        if (readiness_of(*port_).state == Readiness::tray_open) close_tray(*port_);
        try {
            wait_until_ready(*port_);
        } catch (const Error& e) {
            if (e.code == Errc::no_medium) return {};
            throw;
        }
        if (!held_) held_.emplace(*port_);
        return medium_in();
    }

    void fit(Fitted& fitted, Mode mode) const override {
        Recorder::fit(fitted, mode);
        const bool texts = mode == Mode::sao && kParts[0].is_in(fitted.disc);
        if (texts && features_.writes_text)
            fit_cd_text(fitted);
        else if (texts && !settings_.may_lack.text)
            fitted.refused.emplace_back(Errc::unsupported,
                                        "the drive records no CD-TEXT, and the disc has some; leave it out",
                                        Remedy::lack_texts);
        refuse_short_tracks(fitted, mode);
    }

    void erase(bool full, const BlockProgress& progress) override {
        const Medium now = medium();
        if (now.state == MediumState::absent)
            throw Error(Errc::no_medium, settings_.path + ": there is no disc in it; put a CD-RW in");
        if (!now.erasable)
            throw Error(Errc::unsupported,
                        fmt::format("{}: the disc in it ({}) cannot be erased; put a CD-RW in",
                                    settings_.path, now.kind));
        if (const auto fault = erase_disc(settings_.path, full, progress))
            throw Error(fault->sense ? errc_of(*fault->sense) : Errc::device,
                        fmt::format("{}: erasing failed: {}", settings_.path, reason(*fault)));
    }

    void write(const Disc& disc, const BlockSource& audio, const WriteOptions& options) override {
        mode_ = options.mode;
        test_write_ = options.test_write;
        written_ = {.disc = disc, .holds = holds(mode_)};
        const auto early = settings_.write_offset;
        source_ = early.value == 0 ? audio.clone() : shifted(audio, early);
        CutOff cut = cut_off(audio, written_ranges(disc, mode_), early);
        written_.audio = std::move(cut.audio);
        for (std::string& warning : cut.warnings) written_.warnings.push_back(std::move(warning));
        if (mode_ == Mode::sao && !features_.writes_text) leave_out(kParts[0]);
        for (;;) {
            const auto fault = burn(options.progress);
            if (!fault) return;
            if (fault->during != BurnFault::During::cue_sheet || !leave_out_next()) throw failure(*fault);
        }
    }

    Written finish() override {
        while (burn_->goes_on()) std::this_thread::sleep_for(kLookAtBurnAgain);
        const auto fault = end_of_burn();
        if (fault && (test_write_ || fault->during != BurnFault::During::starting || !is_closed_as_planned()))
            throw failure(*fault);
        if (fault)
            written_.warnings.push_back("the drive closed the disc, and failed after that: " +
                                        reason(*fault));
        if (test_write_)
            require_still_blank();
        else
            look_at_what_is_written();
        return std::move(written_);
    }

    Album read_back() override {
        if (wait_until_ready(*port_))
            throw Error(Errc::device, settings_.path +
                                          ": the disc was changed when it was recorded; the one in "
                                          "it now says nothing of that");
        return read_disc(port_, {.read_offset = settings_.read_offset});
    }

    std::vector<std::string> accept() override { return {}; }
    void eject() override {
        held_.reset();
        open_tray(*port_);
    }

    std::optional<BufferFill> buffers() const override {
        if (!burn_) return std::nullopt;
        return burn_->buffers();
    }

    std::string state_in_words() override {
        try {
            wait_until_ready(*port_);
            const DiscInformation disc = disc_information(*port_);
            if (disc.status == DiscStatus::blank)
                return test_write_ ? "nothing was written" : "the disc is still blank";
            if (test_write_)
                return "whether the disc is still blank is not known"; // of a test write that is broken off,
                                                                       // too
            const std::string whole = disc.status == DiscStatus::complete ? whole_tracks() : "";
            return "the disc is ruined" + whole + (disc.erasable ? " (it can be erased)" : "");
        } catch (const Error& e) {
            if (e.code == Errc::no_medium) return "the disc is gone";
            return "the drive does not say what is on the disc";
        }
    }

  private:
    // libburn 1.5.4 fills up what is shorter: in Session-at-Once the cue sheet only, and the disc is ruined;
    // in Track-at-Once the next track begins with what is left of the filling.
    static void refuse_short_tracks(Fitted& fitted, Mode mode) {
        const bool tao = mode == Mode::tao;
        int number = fitted.disc.first_track;
        for (const TrackSpan& span : layout_of(fitted.disc).tracks) {
            const Lba first = tao ? span.index01 : std::max(span.start, Lba{0});
            const BlockCount length = (tao ? span.audio_end : span.end) - first;
            if (length < kShortestTrack)
                fitted.refused.emplace_back(
                    Errc::breaks_rule,
                    fmt::format("track {} is {} long{}, and libburn needs 00:04:00 (4 s); {}", number,
                                msf_text(length), tao ? "" : " up to the pause after it",
                                tao ? "record Session-at-Once" : "let that pause (INDEX 00) begin later"),
                    tao ? Remedy::session_at_once : Remedy::none);
            ++number;
        }
    }

    Medium medium_in() {
        features_ = features_of(*port_);
        Medium medium;
        if (features_.profile > DriveFeatures::cd_rw)
            return {MediumState::unsuitable, {}, false, kind_of_disc(features_.profile, std::nullopt)};
        const auto atip = read_atip(*port_);
        medium.kind = kind_of_disc(features_.profile, atip);
        const DiscInformation disc = disc_information(*port_);
        medium.state = disc.status == DiscStatus::blank ? MediumState::blank : MediumState::written;
        medium.erasable = disc.erasable;
        medium.capacity = atip                                 ? atip->capacity
                          : medium.state == MediumState::blank ? free_blocks()
                                                               : BlockCount{};
        return medium;
    }

    // Of a blank whose drive does not tell what is pressed into it.
    BlockCount free_blocks() {
        const TrackInformation next = track_information(*port_, kInvisibleTrack);
        const int64_t end = int64_t{next.next_writable.value_or(Lba{0}).value} + next.free.value;
        return {end > 0 && end <= kLastAddress.value ? int32_t(end) : 0};
    }

    // Of one that is over. Whatever comes of it, the drive is ours again.
    std::optional<BurnFault> end_of_burn() {
        const auto burn = std::move(burn_);
        return burn->fault();
    }

    // Until all blocks are handed over (nullopt), or it is over before. Throws Errc::cancelled.
    std::optional<BurnFault> burn(const BlockProgress& progress) {
        burn_ = start_burn({settings_.path, written_.disc, mode_, settings_.speed, test_write_,
                            settings_.underrun_protection},
                           *source_);
        const Lba end = layout_of(written_.disc).lead_out;
        for (bool over = false; !over;) {
            over = !burn_->goes_on();
            at_ = burn_->handed_over();
            const bool go_on = !progress || progress(at_ - kProgramStart, end - kProgramStart);
            if (at_ == end) return std::nullopt; // a cancel comes too late
            if (!go_on) {
                burn_.reset(); // stops it
                throw Error(Errc::cancelled, settings_.path + ": interrupted");
            }
            std::this_thread::sleep_for(kLookAtBurnAgain);
        }
        const auto fault = end_of_burn();
        return fault ? fault : BurnFault{.words = "it ended early"};
    }

    void leave_out(const OptionalPart& part) {
        if (!part.is_in(written_.disc)) return;
        part.take_out(written_.disc, written_.holds);
        written_.lacks.emplace_back(part.name);
    }

    // False if there is nothing more that may be left out.
    bool leave_out_next() {
        for (const OptionalPart& part : kParts)
            if (settings_.may_lack.*part.may_go && part.is_in(written_.disc)) return leave_out(part), true;
        return false;
    }

    std::string what_could_go() const {
        for (const OptionalPart& part : kParts)
            if (part.is_in(written_.disc)) return "; it may take one without CD-TEXT, ISRC or indexes";
        return "";
    }

    static std::string reason(const BurnFault& fault) {
        return fault.sense ? to_string(*fault.sense) : "libburn: " + fault.words;
    }

    Error failure(const BurnFault& fault) {
        const Errc code = fault.sense ? errc_of(*fault.sense) : Errc::device;
        const std::string why = reason(fault), path = settings_.path;
        switch (fault.during) {
        case BurnFault::During::cue_sheet:
            return {code,
                    fmt::format("{}: the drive refuses the cue sheet, {}: {}{}", path, state_in_words(), why,
                                what_could_go()),
                    Remedy::lack_parts};
        case BurnFault::During::writing:
            at_ = fault.first;
            return {code, fmt::format("{}: recording failed at {}, {}: {}", path, place(fault.first),
                                      state_in_words(), why)};
        case BurnFault::During::closing:
            return {code, fmt::format("{}: closing the disc failed, {}: {}", path, state_in_words(), why)};
        case BurnFault::During::reading:
            return {fault.code, fmt::format("{}; {}: {}", fault.words, path, state_in_words())};
        case BurnFault::During::starting: break;
        }
        return {code, fmt::format("{}: recording failed, {}: {}", path, state_in_words(), why)};
    }

    static std::string place(Lba at) {
        return at < kProgramStart ? "the lead-in" : fmt::format("{} (block {})", msf_text(at), at.value);
    }

    // Track-at-Once: those that the drive has closed, since the next one was begun.
    std::string whole_tracks() const {
        if (mode_ == Mode::sao) return "";
        const Layout layout = layout_of(written_.disc);
        size_t whole = 0;
        while (whole + 1 < layout.tracks.size() && layout.tracks[whole + 1].index01 <= at_) ++whole;
        if (whole == 0) return "";
        return whole == 1 ? ", but track 1 is whole" : fmt::format(", but tracks 1 to {} are whole", whole);
    }

    void require_still_blank() {
        try {
            wait_until_ready(*port_);
            if (disc_information(*port_).status == DiscStatus::blank) return;
        } catch (const Error& e) {
            throw Error(
                e.code,
                fmt::format("{}; it was only simulated, but whether the disc is still blank is not known",
                            e.what()));
        }
        throw Error(Errc::device, settings_.path +
                                      ": the drive was to simulate only, but the disc is not blank any more; "
                                      "record for real, on another disc");
    }

    // What fails after a disc was closed does not spoil it.
    bool is_closed_as_planned() {
        try {
            wait_until_ready(*port_);
            return disc_information(*port_).status == DiscStatus::complete &&
                   as_lies(written_.disc, mode_, read_toc(*port_).toc);
        } catch (const Error&) {
            return false;
        }
    }

    // A drive that says that all went well is not believed. One that does not answer leaves a disc that is
    // recorded.
    void look_at_what_is_written() {
        const std::string doubt = settings_.path + ": the drive says that it recorded the disc, but ";
        DiscInformation disc;
        Toc toc;
        try {
            wait_until_ready(*port_);
            disc = disc_information(*port_);
            if (disc.status == DiscStatus::complete) toc = read_toc(*port_).toc;
        } catch (const Error& e) {
            written_.unread = e.what();
            return;
        }
        if (disc.status == DiscStatus::blank)
            throw Error(Errc::device, doubt + "the disc is still blank; try another disc, or another drive");
        if (disc.status != DiscStatus::complete)
            throw Error(Errc::device, doubt + "the disc is not closed; try another disc, or another drive");
        auto lies = as_lies(written_.disc, mode_, toc);
        if (!lies)
            throw Error(Errc::device, doubt + "its table of contents has other tracks; try another disc, or "
                                              "another drive");
        written_.disc = std::move(*lies);
    }

    const DriveSettings settings_;
    std::shared_ptr<ScsiPort> port_;
    DriveIdentity identity_;
    DriveFeatures features_;
    std::optional<HeldDisc> held_; // given back after `burn_`
    Mode mode_ = Mode::sao;        // of the last recording, like all below
    bool test_write_ = false;
    Written written_; // so far
    std::unique_ptr<BlockSource> source_;
    std::unique_ptr<Burn> burn_;
    Lba at_; // how far the last recording came
};

} // namespace

std::unique_ptr<Recorder> make_drive_recorder(const DriveSettings& settings) {
    return std::make_unique<DriveRecorder>(settings);
}

} // namespace redbook
