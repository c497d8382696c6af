#include "redbook/drive/disc_reader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "redbook/disc/cd_text.h"
#include "redbook/disc/data_tracks.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/rules.h"
#include "redbook/drive/mmc.h"
#include "redbook/drive/q_reader.h"
#include "redbook/drive/q_scan.h"

namespace redbook {
namespace {

constexpr uint8_t kPreEmphasis = 1, kCopyPermitted = 2, kFourChannel = 8;

[[noreturn]] void fail(const ScsiPort& port, Errc code, std::string_view why) {
    throw Error(code, fmt::format("{}: {}", port.path(), why));
}

// A medium that can be written has to be looked at: there may be nothing on it.
void require_closed(ScsiPort& port, const DriveFeatures& features) {
    if (features.profile > DriveFeatures::cd_rw)
        fail(port, Errc::unsupported, "the disc in it is no CD; put a CD in");
    if (features.profile != DriveFeatures::cd_r && features.profile != DriveFeatures::cd_rw) return;
    const DiscStatus status = disc_information(port).status;
    if (status == DiscStatus::blank)
        fail(port, Errc::device, "the disc in it is blank; there is nothing to read");
    if (status == DiscStatus::appendable)
        fail(port, Errc::device, "the disc in it is not closed, and cannot be read before it is");
}

bool is_data(const TocEntry& entry) { return entry.control & kDataControl; }

void require_audio(const ScsiPort& port, const Toc& toc) {
    if (std::ranges::all_of(toc.entries, is_data))
        fail(port, Errc::unsupported, "the disc in it has no audio track in its first session");
}

// The tracks of a TOC from `first` up to the next data track, or none if it is one itself.
Toc audio_from(const Toc& toc, size_t first) {
    Toc audio{{}, toc.lead_out};
    for (size_t k = first; k < toc.entries.size(); ++k) {
        audio.lead_out = toc.entries[k].start;
        if (is_data(toc.entries[k])) return audio;
        audio.entries.push_back(toc.entries[k]);
        audio.lead_out = toc.lead_out;
    }
    return audio;
}

// Q of the audio; of a data track nothing but its start is asked for.
QScanned scan_audio(const Toc& toc, const ReadQ& read) {
    QScanned all;
    for (size_t k = 0; k < toc.entries.size();) {
        const Toc audio = audio_from(toc, k);
        if (audio.entries.empty()) {
            all.tracks.push_back(
                {.start = k == 0 ? kProgramStart : toc.entries[k].start, .indexes = {}, .isrc = {}});
            ++k;
            continue;
        }
        QScanned scanned = scan_q(audio, read);
        if (k > 0) scanned.tracks.front().start = audio.entries.front().start;
        for (UnreadFact& fact : scanned.unread) fact.track += k;
        std::ranges::move(scanned.tracks, std::back_inserter(all.tracks));
        std::ranges::move(scanned.doubts, std::back_inserter(all.doubts));
        std::ranges::move(scanned.unread, std::back_inserter(all.unread));
        if (!all.mcn) all.mcn = scanned.mcn;
        k += audio.entries.size();
    }
    return all;
}

bool returns(ScsiPort& port, Lba at) {
    std::vector<std::byte> block(kBlockBytes);
    return !read_blocks(port, at, block, {}).sense;
}

// Without Q, each track begins where the table of contents says.
QScanned without_q(const Toc& toc) {
    QScanned scanned;
    for (const TocEntry& entry : toc.entries)
        scanned.tracks.push_back(
            {.start = scanned.tracks.empty() ? kProgramStart : entry.start, .indexes = {}, .isrc = {}});
    return scanned;
}

Flags flags_of(const TocEntry& entry, bool scms) {
    Flags flags;
    flags.pre_emphasis = entry.control & kPreEmphasis;
    flags.copy_permitted = entry.control & kCopyPermitted && !scms;
    flags.four_channel = entry.control & kFourChannel;
    flags.scms = scms;
    return flags;
}

Disc disc_of(const Toc& toc, const QScanned& scanned) {
    Disc disc;
    disc.first_track = toc.entries.front().number;
    disc.mcn = scanned.mcn;
    for (size_t k = 0; k < toc.entries.size(); ++k) {
        const QScanned::Track& q = scanned.tracks[k];
        const bool last = k + 1 == toc.entries.size();
        Track track;
        track.pregap = toc.entries[k].start - q.start;
        track.length = (last ? toc.lead_out : scanned.tracks[k + 1].start) - toc.entries[k].start;
        for (const Lba index : q.indexes) track.indexes.push_back(index - toc.entries[k].start);
        track.flags = flags_of(toc.entries[k], q.scms);
        track.isrc = q.isrc;
        disc.tracks.push_back(std::move(track));
    }
    return disc;
}

bool begins_with_silence(BlockSource& audio) {
    std::vector<std::byte> pause(size_t(bytes_in(kFirstPause)));
    audio.read(kProgramStart, pause);
    return std::ranges::all_of(pause, [](std::byte b) { return b == std::byte{0}; });
}

// The pause that every disc begins with is one unless there is audio in it.
void find_first_pause(Track& first, BlockSource& audio, bool returned) {
    if (returned && !begins_with_silence(audio)) return;
    first.pause = kFirstPause;
    first.pregap = first.pregap - kFirstPause;
}

class Reader {
  public:
    explicit Reader(std::shared_ptr<ScsiPort> port) : port_(std::move(port)) {}

    Album read(const DiscReadOptions& options) {
        wait_until_ready(*port_);
        const DriveFeatures features = features_of(*port_);
        require_closed(*port_, features);
        DriveToc told = read_toc(*port_);
        require_audio(*port_, told.toc);
        album_.kind = AlbumKind::audio_disc;
        album_.path = port_->path();
        album_.files = {port_->path()};
        if (told.sessions == 0) assume_second_session(told);
        if (told.sessions > 1 && !told.further)
            warn(fmt::format("has {} sessions; the first one is read", told.sessions));
        describe(told.toc);
        if (told.further) album_.disc.data = *told.further;
        read_texts(features);
        for (const std::string& sentence : remove_codes_of_zeros(album_.disc)) warn(sentence);
        open_audio(told.toc, features, options);
        leave_out_data(told.toc);
        return std::move(album_);
    }

  private:
    void warn(const std::string& what) {
        album_.warnings.push_back(fmt::format("{}: {}", port_->path(), what));
    }

    // The TOC is of all sessions, without their ends: data after the audio is nearly always in a second one.
    void assume_second_session(DriveToc& told) {
        auto& entries = told.toc.entries;
        const auto last = std::ranges::find_if_not(entries.rbegin(), entries.rend(), is_data);
        const auto data = last.base();
        if (data == entries.end() || data->start - kBetweenSessions <= last->start) return;
        FurtherSessions further;
        for (auto entry = data; entry != entries.end(); ++entry)
            further.add(entry->number, entry->control, entry->start);
        further.add(kPointOfLeadOut, kDataControl, told.toc.lead_out);
        warn(fmt::format("the drive does not say where the first session ends; {} blocks before track {} are "
                         "assumed",
                         kBetweenSessions.value, data->number));
        told.toc.lead_out = data->start - kBetweenSessions;
        entries.erase(data, entries.end());
        told.further = further.data_after(told.toc);
    }

    // The whole disc was described; its audio alone is the album.
    void leave_out_data(const Toc& toc) {
        std::vector<bool> data;
        for (const TocEntry& entry : toc.entries) data.push_back(is_data(entry));
        if (std::ranges::find(data, true) == data.end()) return;
        AudioAlone audio = audio_alone(album_.disc, data);
        album_.disc = std::move(audio.disc);
        album_.audio =
            relocate(std::move(album_.audio), std::move(audio.moves), layout_of(album_.disc).lead_out);
        std::vector<UnreadFact> unread;
        for (UnreadFact fact : album_.unread) {
            const auto track = std::ranges::find(audio.tracks, fact.track);
            if (fact.what != UnreadFact::mcn && track == audio.tracks.end()) continue;
            if (fact.what != UnreadFact::mcn) fact.track = size_t(track - audio.tracks.begin());
            unread.push_back(fact);
        }
        album_.unread = std::move(unread);
    }

    void describe(const Toc& toc) {
        const auto q = QReader::find(*port_, std::ranges::find_if_not(toc.entries, is_data)->start);
        QScanned scanned =
            q ? scan_audio(toc, [&](Lba at, BlockCount n) { return q->read(at, n); }) : without_q(toc);
        for (const std::string& doubt : scanned.doubts) warn(doubt);
        if (!q) ask_for_codes(toc, scanned);
        album_.unread = scanned.unread;
        album_.holds.pauses = album_.holds.indexes = album_.holds.scms = q.has_value();
        album_.holds.remarks = album_.holds.sample_exact = false;
        album_.disc = disc_of(toc, scanned);
    }

    // Drives that do not let Q be read may still tell the codes in it.
    void ask_for_codes(const Toc& toc, QScanned& scanned) {
        unless_unread(scanned, {UnreadFact::mcn, 0, {}}, [&] { scanned.mcn = read_mcn(*port_); });
        for (size_t k = 0; k < toc.entries.size(); ++k)
            unless_unread(scanned, {UnreadFact::isrc, k, {}},
                          [&] { scanned.tracks[k].isrc = read_isrc(*port_, toc.entries[k].number); });
        warn("the drive does not tell what the disc says beside its audio; pauses and further indexes are "
             "not known");
    }

    // What cannot be read must not keep the audio from being read.
    static void unless_unread(QScanned& scanned, UnreadFact fact, const std::function<void()>& read) {
        try {
            read();
        } catch (const Error& e) {
            if (e.code == Errc::no_medium) throw;
            scanned.unread.push_back(fact);
        }
    }

    // Codes are believed to Q: what CD-TEXT says beside it is not on the disc where players look.
    void read_texts(const DriveFeatures& features) {
        album_.holds.text_blocks = 0;
        try {
            const auto packs = read_text_packs(*port_, features);
            if (packs) album_.holds.text_blocks = int(kMostTextBlocks);
            if (packs && !packs->empty()) take_texts(*packs);
        } catch (const Error& e) { // the audio can be read all the same
            if (e.code == Errc::no_medium) throw;
            album_.warnings.push_back(std::string(e.what()) + "; the disc is read without its texts");
        }
    }

    void take_texts(Bytes packs) {
        const Disc in_q = album_.disc;
        const std::string where = port_->path() + ": CD-TEXT";
        const CdText text = read_cd_text(where, packs);
        album_.warnings.insert(album_.warnings.end(), text.warnings.begin(), text.warnings.end());
        take_cd_text(album_.disc, text, where, album_.warnings, OurCodes::kept);
        album_.disc.mcn = in_q.mcn;
        for (size_t k = 0; k < in_q.tracks.size(); ++k) album_.disc.tracks[k].isrc = in_q.tracks[k].isrc;
    }

    void open_audio(const Toc& toc, const DriveFeatures& features, DiscReadOptions options) {
        options.c2 = options.c2 && features.reads_c2;
        const bool data_first = is_data(toc.entries.front());
        const bool from_first = !data_first && returns(*port_, kProgramStart);
        album_.holds.first_150 = from_first;
        album_.audio = read_disc_audio(port_, {from_first ? kProgramStart : Lba{0}, toc.lead_out}, options);
        if (!data_first) find_first_pause(album_.disc.tracks.front(), *album_.audio, from_first);
    }

    std::shared_ptr<ScsiPort> port_;
    Album album_;
};

} // namespace

Album read_disc(std::shared_ptr<ScsiPort> port, const DiscReadOptions& options) {
    return Reader(std::move(port)).read(options);
}

Album open_disc(const std::string& path, const DiscReadOptions& options) {
    return read_disc(open_scsi_port(path), options);
}

} // namespace redbook
