#include "redbook/report/pq_sheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/disc/cd_text_charset.h"
#include "redbook/report/html.h"
#include "redbook/report/html_page.h"

namespace redbook {
namespace {

constexpr std::string_view kHeads = R"(<table>
<thead>
<tr><th class="n" scope="col">Track</th><th class="n" scope="col">Index</th><th class="t" scope="col">Absolute</th><th class="t" scope="col">In track</th><th class="t" scope="col">Length</th><th scope="col">Title</th><th scope="col">ISRC</th><th scope="col">Emph.</th><th scope="col">Copy</th><th scope="col">Ch.</th><th scope="col">CRC-32</th></tr>
</thead>
)";

constexpr std::string_view kPqLegend =
    R"(<p>Times are minutes:seconds:frames, 75 frames a second. Absolute: as the disc counts it; the program area begins at 00:00:00, its first track not before 00:02:00. In track: from INDEX 01, less than nothing in the pause (INDEX 00). Length: of INDEX 01, the whole track up to the next pause; of any other index, up to the next one. CRC-32: of the 16-bit little-endian stereo audio from INDEX 01 to the next track's INDEX 01 or the lead-out; of the disc, from 00:02:00 to the lead-out. Copy: what the disc's flags say of digital copies: prohibited (DCP is not set), permitted (DCP is set), SCMS (one generation).</p>
)";

// More rows than these are set smaller, and go over several pages sooner or later.
constexpr size_t kPqRowsAtFullSize = 26;

// "none", "ISO 8859-1", "2 languages: ISO 8859-1, MS-JIS".
std::string cd_text(const Disc& disc) {
    std::vector<std::string_view> sets;
    for (const TextBlock& block : disc.text_blocks) sets.push_back(to_string(block.charset));
    if (sets.empty()) return "none";
    return (sets.size() > 1 ? fmt::format("{} languages: ", sets.size()) : "") +
           fmt::format("{}", fmt::join(sets, ", "));
}

std::string_view yes_or_no(bool yes) { return yes ? "<strong>yes</strong>" : "no"; }

std::string_view copy_text(const Flags& flags) {
    return flags.scms ? "SCMS" : flags.copy_permitted ? "permitted" : "prohibited";
}

std::string crc_text(std::optional<uint32_t> crc) { return crc ? fmt::format("{:08X}", *crc) : ""; }

class PqSheet {
  public:
    PqSheet(const DiscReport& report, const PqSheetNotes& notes)
        : report_(report), notes_(notes), disc_(as_recorded(report.disc)), layout_(layout_of(disc_)) {
        if (disc_.tracks.empty())
            throw Error(Errc::breaks_rule,
                        report.path + ": a PQ sheet is of tracks, and there is none; stage one first");
    }

    std::string html() const {
        return html_page("PQ sheet: " + heading(), is_long(),
                         head() + facts() + std::string(kHeads) + table_rows() +
                             (is_long() ? table_foot() : "") + "</table>\n" + remarks() + foot());
    }

  private:
    std::string heading() const {
        const std::string& title = album_texts(disc_).title;
        return title.empty() ? file_name() : title;
    }

    // "night.cue" of "/home/me/night.cue", "set/" of "out/set/": no path of this machine, as the sheet goes
    // to others.
    std::string file_name() const {
        const std::string& path = report_.path;
        const size_t last = path.find_last_not_of('/');
        const size_t slash = last == path.npos ? last : path.rfind('/', last);
        return slash == path.npos ? path : path.substr(slash + 1);
    }

    std::string delivery() const {
        std::string facts;
        for (const DeliveryField& field : kDeliveryFields)
            facts += html_fact(field.heading, notes_.delivery.*field.member,
                               field.member == &Delivery::notes ? "wide" : "");
        return facts;
    }

    std::string head() const {
        return html_header(heading(), album_texts(disc_).performer, "PQ sheet", notes_.made_ns);
    }

    std::string facts() const {
        const DiscIds ids = *disc_ids(report_);
        return "<div class=\"facts\">\n" + delivery() +
               html_fact("UPC/EAN (MCN)", disc_.mcn ? std::string(disc_.mcn->text()) : "none", "code") +
               html_fact("Tracks", tracks_text()) +
               html_fact("Total time", msf_text(layout_.lead_out - Lba{0})) +
               html_fact("Lead-out", msf_text(layout_.lead_out)) +
               html_fact("CRC-32 of the disc", crc_text(disc_crc(report_)), "code") +
               html_fact("CD-TEXT", cd_text(disc_)) + html_fact("Catalogue text", disc_id()) +
               html_fact("freedb", ids.freedb, "code") +
               html_fact("AccurateRip", to_string(ids.accurate_rip), "code") +
               html_fact("MusicBrainz disc id", ids.musicbrainz, "code wide") +
               html_fact("Master", file_name() + " (" + report_.kind + ")", "wide") +
               html_fact("MD5 of the audio file", report_.md5, "code wide") +
               html_fact("Proof", notes_.proof, "wide") + "</div>\n";
    }

    std::string tracks_text() const {
        const size_t n = disc_.tracks.size();
        const std::string count = std::to_string(n);
        return disc_.first_track == 1
                   ? count
                   : fmt::format("{} ({} to {})", count, disc_.first_track, disc_.number_of(n - 1));
    }

    std::string disc_id() const { return disc_.text_blocks.empty() ? "" : disc_.text_blocks[0].disc_id; }

    bool is_long() const {
        size_t rows = 0;
        for (size_t k = 0; k < disc_.tracks.size(); ++k)
            rows += indexes_of(disc_.tracks[k], layout_.tracks[k]).size();
        return rows > kPqRowsAtFullSize;
    }

    // Stands at the end of each page that the table goes over, which may be parted.
    std::string table_foot() const {
        const std::string& artist = album_texts(disc_).performer;
        const std::string line = heading() + (artist.empty() ? "" : ", " + artist) +
                                 (disc_.mcn ? ", UPC/EAN " + std::string(disc_.mcn->text()) : "");
        return "<tfoot>\n<tr><td class=\"more\" colspan=\"11\">" + html_text(line) + "</td></tr>\n</tfoot>\n";
    }

    std::string table_rows() const {
        std::string rows;
        for (size_t k = 0; k < disc_.tracks.size(); ++k) rows += track_rows(k);
        return rows + fmt::format("<tbody class=\"end\">\n<tr><td class=\"n\" colspan=\"2\">Lead-out</td><td "
                                  "class=\"t a\">{}</td><td colspan=\"8\"></td></tr>\n</tbody>\n",
                                  msf_text(layout_.lead_out));
    }

    std::string track_rows(size_t k) const {
        std::string rows = "<tbody>\n";
        for (const IndexPlace& place : indexes_of(disc_.tracks[k], layout_.tracks[k]))
            rows += place.number == 1 ? start_row(k, place) : part_row(k, place);
        return rows + "</tbody>\n";
    }

    std::string times(int track, const IndexPlace& place, BlockCount length) const {
        return fmt::format("<td class=\"n\">{:02}</td><td class=\"n\">{:02}</td><td class=\"t a\">{}</td>"
                           "<td class=\"t\">{}</td><td class=\"t\">{}</td>",
                           track, place.number, msf_text(place.start), msf_text(place.track_time),
                           msf_text(length));
    }

    std::string start_row(size_t k, const IndexPlace& place) const {
        const Track& track = disc_.tracks[k];
        const Flags& flags = track.flags;
        return fmt::format(
            "<tr class=\"start\">{}<td class=\"text\">{}</td><td class=\"c\">{}</td><td>{}</td>"
            "<td>{}</td><td>{}</td><td class=\"c\">{}</td></tr>\n",
            times(disc_.number_of(k), place, layout_.tracks[k].end - place.start), texts(k),
            track.isrc ? track.isrc->text() : "", yes_or_no(flags.pre_emphasis), copy_text(flags),
            flags.four_channel ? 4 : 2, crc_text(track_crc(report_, k)));
    }

    std::string part_row(size_t k, const IndexPlace& place) const {
        return fmt::format("<tr>{}<td class=\"text more\" colspan=\"6\">{}</td></tr>\n",
                           times(disc_.number_of(k), place, place.length), place.number == 0 ? pause(k) : "");
    }

    std::string pause(size_t k) const {
        const BlockCount audio = disc_.tracks[k].pregap;
        if (audio == BlockCount{0}) return "pause";
        return disc_.tracks[k].pause == BlockCount{0}
                   ? "pause with audio"
                   : "pause, the last " + msf_text(audio) + " of it with audio";
    }

    // The title, and behind it what the disc says of the track beyond what it says of the album.
    std::string texts(size_t k) const {
        std::string html;
        for (size_t block = 0; block < disc_.tracks[k].texts.size(); ++block) {
            const std::string line = text_line(disc_.tracks[k].texts[block], disc_.text_blocks[block].album);
            if (!line.empty()) html += (html.empty() ? "" : "<br/>") + line;
        }
        return html;
    }

    static std::string text_line(const Texts& texts, const Texts& album) {
        std::string line = texts.title.empty() ? "" : "<strong>" + html_text(texts.title) + "</strong>", more;
        for (const TextField& field : kTextFields) {
            const std::string& text = texts.*field.member;
            if (field.member == &Texts::title || text.empty() || text == album.*field.member) continue;
            more += (more.empty() ? "" : ", ") + html_text(text) +
                    (field.member == &Texts::performer ? "" : fmt::format(" ({})", field.name));
        }
        if (more.empty()) return line;
        return line + (line.empty() ? "" : " ") + "<span class=\"more\">" + more + "</span>";
    }

    std::string remarks() const {
        std::vector<std::string> all = notes_.remarks;
        all.insert(all.end(), disc_.remarks.begin(), disc_.remarks.end());
        return html_list("Remarks", all);
    }

    std::string foot() const {
        return fmt::format("<footer>\n{}<p>Made by {}.</p>\n</footer>\n", kPqLegend,
                           html_text(notes_.made_by));
    }

    const DiscReport& report_;
    const PqSheetNotes& notes_;
    Disc disc_;
    Layout layout_;
};

} // namespace

std::string pq_sheet(const DiscReport& report, const PqSheetNotes& notes) {
    return PqSheet(report, notes).html();
}

} // namespace redbook
