#include "redbook/image/ddp/ddp_layout.h"

#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

class DdpLayouter {
  public:
    DdpLayouter(const std::string& path, std::vector<std::string>& warnings)
        : path_(path), warnings_(warnings) {}

    Disc run(const std::vector<PqEntry>& entries) {
        for (const PqEntry& entry : entries) {
            packet_ = entry.packet;
            take(entry);
        }
        if (!lead_out_) throw Error(Errc::malformed, path_ + ": has no lead-out (track AA)");
        return std::move(disc_);
    }

  private:
    [[noreturn]] void fail(const std::string& why) const {
        throw Error(Errc::malformed, at_packet(path_, packet_, why));
    }
    void warn(const std::string& what) { warnings_.push_back(at_packet(path_, packet_, what)); }
    int number() const { return disc_.number_of(disc_.tracks.size()) - 1; }

    // "INDEX 02 of track 1"
    static std::string words(const PqEntry& entry) {
        if (entry.track == kLeadOut) return "the lead-out";
        return fmt::format("INDEX {:02} of track {}", entry.index, entry.track);
    }

    void take(const PqEntry& entry) {
        take_upc(entry);
        if (entry.track == kLeadOut) return take_lead_out(entry);
        if (lead_out_) fail("is after the lead-out");
        if (entry.track == kLeadIn && disc_.tracks.empty()) return;
        if (disc_.tracks.empty() || entry.track != number()) begin_track(entry);
        take_index(entry);
        take_flags(entry);
        take_isrc(entry);
    }

    void begin_track(const PqEntry& entry) {
        if (entry.track < 1 || entry.track > kMostTracks)
            fail(fmt::format("{} is not a track number; they go from 1 to 99", entry.track));
        if (!disc_.tracks.empty() && entry.track != number() + 1)
            fail(fmt::format("track {} follows track {}; tracks count up by one", entry.track, number()));
        if (entry.index > 1) fail(words(entry) + " comes without INDEX 01");
        if (disc_.tracks.empty())
            begin_disc(entry);
        else
            end_track(entry);
        start_ = disc_.tracks.empty() ? BlockCount{0} : entry.at;
        index_ = entry.index - 1;
        disc_.tracks.emplace_back().flags = entry.flags;
    }

    void begin_disc(const PqEntry& entry) {
        disc_.first_track = entry.track;
        if (entry.index == 0 && entry.at > BlockCount{0})
            warn(fmt::format("{} is taken for 00:00:00, where every disc begins", words(entry)));
    }

    void take_index(const PqEntry& entry) {
        if (entry.index != index_ + 1)
            fail(fmt::format("{} follows INDEX {:02}; indexes count up by one", words(entry), index_));
        const bool may_coincide = entry.index == 1 && start_ == at_; // a pause of no length
        if (!may_coincide || entry.at != at_) require_behind(entry);
        index_ = entry.index;
        at_ = entry.at;
        Track& track = disc_.tracks.back();
        if (index_ == 1) {
            track.pregap = at_ - start_;
            index01_ = at_;
        } else if (index_ > 1) {
            track.indexes.push_back(at_ - index01_);
        }
    }

    void require_behind(const PqEntry& entry) const {
        if (entry.at <= at_)
            fail(fmt::format("{} at {} is not after the entry before it, at {}", words(entry),
                             msf_text(entry.at), msf_text(at_)));
    }

    // Where `next` begins.
    void end_track(const PqEntry& next) {
        if (index_ < 1) fail(fmt::format("track {} has no INDEX 01", number()));
        require_behind(next);
        disc_.tracks.back().length = next.at - index01_;
    }

    void take_lead_out(const PqEntry& entry) {
        if (lead_out_ && entry.at != at_)
            fail(fmt::format("the lead-out is at {}, and at {} before", msf_text(entry.at), msf_text(at_)));
        if (lead_out_) return;
        if (disc_.tracks.empty()) fail("there is no track before the lead-out");
        end_track(entry);
        lead_out_ = true;
        at_ = entry.at;
    }

    void take_flags(const PqEntry& entry) {
        Flags& flags = disc_.tracks.back().flags;
        if (entry.flags != flags)
            warn(fmt::format("{} has other flags than the entry before it; those of INDEX 01 count",
                             words(entry)));
        if (entry.index <= 1) flags = entry.flags;
    }

    void take_upc(const PqEntry& entry) {
        if (entry.upc.empty()) return;
        const auto mcn = Mcn::parse(entry.upc);
        if (!mcn)
            warn(fmt::format("UPC/EAN {} is left out; a catalogue number has 13 digits",
                             quoted_word(entry.upc)));
        else if (disc_.mcn && *disc_.mcn != *mcn)
            warn(fmt::format("a second UPC/EAN, {}, is left out", mcn->text()));
        else
            disc_.mcn = mcn;
    }

    void take_isrc(const PqEntry& entry) {
        if (entry.isrc.empty()) return;
        auto& isrc = disc_.tracks.back().isrc;
        const auto found = Isrc::parse(entry.isrc);
        if (!found)
            warn(fmt::format("ISRC {} is left out; it has 5 letters or digits, then 7 digits",
                             quoted_word(entry.isrc)));
        else if (isrc && *isrc != *found)
            warn(fmt::format("a second ISRC of track {}, {}, is left out", number(), found->text()));
        else
            isrc = found;
    }

    const std::string& path_;
    std::vector<std::string>& warnings_;
    Disc disc_;
    int packet_ = 0;
    int index_ = 0;      // of the last entry of the last track; -1: it has none yet
    BlockCount start_;   // of the last track
    BlockCount index01_; // likewise
    BlockCount at_{-1};  // of the last entry
    bool lead_out_ = false;
};

BlockCount from_start(Lba at, const std::string& what) {
    if (at > kLastAddress)
        throw Error(
            Errc::does_not_fit,
            fmt::format("{} is past 99:59:74, the last time that DDP can tell; take tracks away", what));
    return at - kProgramStart;
}

} // namespace

Disc lay_out_pq(const std::string& path, const std::vector<PqEntry>& entries,
                std::vector<std::string>& warnings) {
    return DdpLayouter(path, warnings).run(entries);
}

std::vector<PqEntry> pq_entries_of(const Disc& disc) {
    const Layout layout = layout_of(disc);
    std::vector<PqEntry> entries;
    PqEntry lead_in;
    if (disc.mcn) lead_in.upc = disc.mcn->text();
    entries.push_back(lead_in);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const TrackSpan& span = layout.tracks[k];
        std::string isrc = track.isrc ? std::string(track.isrc->text()) : "";
        const auto add = [&](int index, Lba at) {
            if (index > 99)
                throw Error(Errc::breaks_rule,
                            fmt::format("track {} has more indexes than can be numbered", disc.number_of(k)));
            entries.push_back(
                {0, disc.number_of(k), index,
                 from_start(at, fmt::format("INDEX {:02} of track {}", index, disc.number_of(k))),
                 track.flags, std::exchange(isrc, ""), ""});
        };
        if (k == 0 || span.start < span.index01) add(0, span.start);
        add(1, span.index01);
        for (size_t i = 0; i < track.indexes.size(); ++i) add(int(i) + 2, span.index01 + track.indexes[i]);
    }
    const PqEntry lead_out{0, kLeadOut, 1, from_start(layout.lead_out, "the lead-out"), {}, "", ""};
    entries.insert(entries.end(), 2, lead_out);
    return entries;
}

} // namespace redbook
