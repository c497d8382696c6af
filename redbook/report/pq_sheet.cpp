#include "redbook/report/pq_sheet.h"

#include <fmt/format.h>

#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_codes.h"
#include "redbook/report/html.h"

namespace redbook {

const std::string_view kPqLegend =
    "Times are minutes:seconds:frames, 75 frames a second. Absolute: as the disc counts it; the program area "
    "begins at 00:00:00, its first track not before 00:02:00. In track: from INDEX 01, less than nothing in "
    "the pause (INDEX 00). Length: of INDEX 01, the whole track up to the next pause; of any other index, up "
    "to the next one. CRC-32: of the 16-bit little-endian stereo audio from INDEX 01 to the next track's "
    "INDEX 01 or the lead-out; of the disc, from 00:02:00 to the lead-out. Copy: what the disc's flags say "
    "of digital copies: prohibited (DCP is not set), permitted (DCP is set), SCMS (one generation).";

namespace {

// "none", "ISO 8859-1", "2 languages: ISO 8859-1, MS-JIS".
std::string cd_text(const Disc& disc) {
    std::vector<std::string_view> sets;
    for (const TextBlock& block : disc.text_blocks) sets.push_back(to_string(block.charset));
    if (sets.empty()) return "none";
    return (sets.size() > 1 ? fmt::format("{} languages: ", sets.size()) : "") +
           fmt::format("{}", fmt::join(sets, ", "));
}

std::string copy_text(const Flags& flags) {
    return flags.scms ? "SCMS" : flags.copy_permitted ? "permitted" : "prohibited";
}

std::string crc_text(std::optional<uint32_t> crc) { return crc ? fmt::format("{:08X}", *crc) : ""; }

Texts page_texts(const Texts& texts) {
    Texts result;
    for (const TextField& field : kTextFields) result.*field.member = page_text(texts.*field.member);
    return result;
}

class PqSheetBuilder {
  public:
    PqSheetBuilder(const DiscReport& report, const PqSheetNotes& notes)
        : report_(report), notes_(notes), disc_(as_recorded(report.disc)), layout_(layout_of(disc_)) {
        if (disc_.tracks.empty())
            throw Error(Errc::breaks_rule,
                        report.path + ": a PQ sheet is of tracks, and there is none; stage one first");
    }

    PqSheet sheet() {
        const std::string& title = album_texts(disc_).title;
        sheet_.title = page_text(title.empty() ? file_name() : title);
        sheet_.artist = page_text(album_texts(disc_).performer);
        sheet_.made_ns = notes_.made_ns;
        sheet_.made_by = page_text(notes_.made_by);
        sheet_.whose = sheet_.title + (sheet_.artist.empty() ? "" : ", " + sheet_.artist) +
                       (disc_.mcn ? ", UPC/EAN " + std::string(disc_.mcn->text()) : "");
        for (const TextBlock& block : disc_.text_blocks) sheet_.languages.push_back(language(block.language));
        for (const DeliveryField& field : kDeliveryFields)
            add({field.heading, notes_.delivery.*field.member, false, field.member == &Delivery::notes});
        add_disc_facts();
        for (size_t k = 0; k < disc_.tracks.size(); ++k) add_track(k);
        sheet_.rows.push_back({"Lead-out", "", layout_.lead_out});
        for (const std::string& remark : notes_.remarks) sheet_.remarks.push_back(page_text(remark));
        for (const std::string& remark : disc_.remarks) sheet_.remarks.push_back(page_text(remark));
        return std::move(sheet_);
    }

  private:
    static std::string language(uint8_t code) {
        const std::string_view name = language_name(code);
        return name.empty() ? fmt::format("language 0x{:02X}", code) : std::string(name);
    }

    // "night.cue" of "/home/me/night.cue", "set/" of "out/set/": no path of this machine, as the sheet goes
    // to others.
    std::string file_name() const {
        const std::string& path = report_.path;
        const size_t last = path.find_last_not_of('/');
        const size_t slash = last == path.npos ? last : path.rfind('/', last);
        return slash == path.npos ? path : path.substr(slash + 1);
    }

    void add(PqFact fact) {
        fact.value = page_text(fact.value);
        sheet_.facts.push_back(std::move(fact));
    }

    void add_disc_facts() {
        const DiscIds ids = *disc_ids(report_);
        const std::string disc_id = disc_.text_blocks.empty() ? "" : disc_.text_blocks[0].disc_id;
        add({"UPC/EAN (MCN)", disc_.mcn ? std::string(disc_.mcn->text()) : "none", true});
        add({"Tracks", tracks_text()});
        add({"Total time", msf_text(layout_.lead_out - Lba{0}), false, false, "mm:ss:ff"});
        add({"Lead-out", msf_text(layout_.lead_out), false, false, "mm:ss:ff"});
        add({"CRC-32 of the disc", crc_text(disc_crc(report_)), true, false, "hexadecimal"});
        add({"CD-TEXT", cd_text(disc_)});
        add({"Catalogue text", disc_id});
        add({"freedb", ids.freedb, true});
        add({"AccurateRip", to_string(ids.accurate_rip), true});
        add({"MusicBrainz disc id", ids.musicbrainz, true, true});
        add({"Master", file_name() + " (" + report_.kind + ")", false, true});
        add({"MD5 of the audio file", report_.md5, true, true, "hexadecimal"});
        add({"Proof", notes_.proof, false, true});
    }

    std::string tracks_text() const {
        const size_t n = disc_.tracks.size();
        const std::string count = std::to_string(n);
        return disc_.first_track == 1
                   ? count
                   : fmt::format("{} ({} to {})", count, disc_.first_track, disc_.number_of(n - 1));
    }

    void add_track(size_t k) {
        for (const IndexPlace& place : indexes_of(disc_.tracks[k], layout_.tracks[k])) {
            PqRow row{fmt::format("{:02}", disc_.number_of(k)), fmt::format("{:02}", place.number),
                      place.start, place.track_time, place.length};
            if (place.number == 0) row.remark = pause(k);
            if (place.number == 1) {
                row.length = layout_.tracks[k].end - place.start;
                row.about = about(k);
            }
            sheet_.rows.push_back(std::move(row));
        }
    }

    PqTrack about(size_t k) const {
        const Track& track = disc_.tracks[k];
        PqTrack about;
        for (size_t block = 0; block < track.texts.size(); ++block) {
            PqTexts line = line_of(track.texts[block], disc_.text_blocks[block].album);
            if (!line.title.empty() || !line.more.empty()) about.lines.push_back(std::move(line));
            about.texts.push_back(page_texts(track.texts[block]));
        }
        if (track.isrc) about.isrc = track.isrc->text();
        about.emphasis = track.flags.pre_emphasis ? "yes" : "no";
        about.copy = copy_text(track.flags);
        about.channels = track.flags.four_channel ? "4" : "2";
        about.crc = crc_text(track_crc(report_, k));
        return about;
    }

    std::string pause(size_t k) const {
        const BlockCount audio = disc_.tracks[k].pregap;
        if (audio == BlockCount{0}) return "pause";
        return disc_.tracks[k].pause == BlockCount{0}
                   ? "pause with audio"
                   : "pause, the last " + msf_text(audio) + " of it with audio";
    }

    // The title, and what the disc says of the track beyond what it says of the album.
    static PqTexts line_of(const Texts& texts, const Texts& album) {
        PqTexts line{page_text(texts.title), ""};
        for (const TextField& field : kTextFields) {
            const std::string& text = texts.*field.member;
            if (field.member == &Texts::title || text.empty() || text == album.*field.member) continue;
            line.more += (line.more.empty() ? "" : ", ") + page_text(text) +
                         (field.member == &Texts::performer ? "" : fmt::format(" ({})", field.name));
        }
        return line;
    }

    const DiscReport& report_;
    const PqSheetNotes& notes_;
    Disc disc_;
    Layout layout_;
    PqSheet sheet_;
};

} // namespace

PqSheet pq_sheet(const DiscReport& report, const PqSheetNotes& notes) {
    return PqSheetBuilder(report, notes).sheet();
}

std::array<std::string, 3> time_cells(const PqRow& row) {
    return {msf_text(row.start), row.track_time ? msf_text(*row.track_time) : "",
            row.length ? msf_text(*row.length) : ""};
}

} // namespace redbook
