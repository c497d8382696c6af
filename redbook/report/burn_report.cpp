#include "redbook/report/burn_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/report/html.h"
#include "redbook/report/html_page.h"

namespace redbook {
namespace {

constexpr std::string_view kTrackHeads = R"(<table>
<thead>
<tr><th class="n" scope="col">Track</th><th class="t" scope="col">Start</th><th class="t" scope="col">Length</th><th scope="col">Title</th><th scope="col">ISRC</th><th scope="col">CRC-32</th><th scope="col">Audio</th></tr>
</thead>
)";

constexpr std::string_view kItemHeads = R"(<h2>Compared</h2>
<table>
<thead>
<tr><th scope="col">Item</th><th scope="col">State</th><th scope="col">Detail</th></tr>
</thead>
)";

constexpr std::string_view kBurnLegend =
    R"(<p>Times are minutes:seconds:frames, 75 frames a second. Start: INDEX 01 as the disc counts it, from 00:00:00. CRC-32: of the 16-bit little-endian stereo audio from INDEX 01 to the next track's INDEX 01 or the lead-out, as it was written; of the disc, from 00:02:00 to the lead-out. Verified: every item that can be read back was read back and is equal, and no audio went uncompared but what is listed.</p>
)";

constexpr size_t kTracksAtFullSize = 30; // more tracks are set smaller

std::string samples_text(SampleCount n) {
    return n == SampleCount{0} ? "none" : fmt::format("{:+} samples", n.value);
}

class BurnReport {
  public:
    BurnReport(const Report& report, int64_t made_ns, const std::string& made_by)
        : report_(report), made_ns_(made_ns), made_by_(made_by) {}

    std::string html() const {
        return html_page(
            page() + ": " + heading(), disc() && disc()->disc.tracks.size() > kTracksAtFullSize,
            html_header(heading(), disc() ? album_texts(disc()->disc).performer : "", page(), made_ns_) +
                facts() + tracks() + items() + remarks() +
                fmt::format("<footer>\n{}<p>Made by {}.</p>\n</footer>\n", kBurnLegend, html_text(made_by_)));
    }

  private:
    const DiscReport* disc() const { return report_.discs.empty() ? nullptr : &report_.discs[0]; }

    std::string page() const { return report_.recording ? "Burn report" : "Master report"; }

    std::string heading() const {
        const std::string title = disc() ? album_texts(disc()->disc).title : "";
        if (!title.empty()) return title;
        return report_.recording ? report_.recording->drive.path : disc() ? disc()->path : "";
    }

    // What may be said of the disc, and why it is no more than that.
    std::string verdict() const {
        if (report_.simulated) return "simulated; nothing was written";
        if (!report_.comparison)
            return "failed" + (report_.errors.empty() ? "" : ": " + report_.errors[0].words());
        const std::string verdict = verdict_text(*report_.comparison);
        return report_.why_not_verified.empty() ? verdict : verdict + ": " + report_.why_not_verified;
    }

    std::string facts() const {
        return "<div class=\"facts\">\n" + html_fact("Verdict", verdict(), "wide verdict") +
               (report_.recording ? recording_facts(*report_.recording) : master_facts()) + disc_facts() +
               "</div>\n";
    }

    std::string master_facts() const {
        return disc() ? html_fact("Master", disc()->path + " (" + disc()->kind + ")", "wide") +
                            html_fact("MD5 of the audio file", disc()->md5, "code wide")
                      : "";
    }

    std::string recording_facts(const RecordingReport& recording) const {
        const DriveReport& drive = recording.drive;
        return html_fact("Recorder", fmt::format("{} {} ({})", drive_name(drive), drive.revision, drive.path),
                         "wide") +
               html_fact("Medium", recorded_medium_text(drive)) +
               html_fact("Mode", recording.mode == Mode::tao ? "Track-at-Once" : "Session-at-Once") +
               html_fact("Speed", speed(recording)) + html_fact("Copy", copy(recording)) +
               html_fact("Write offset", samples_text(recording.write_offset)) +
               html_fact("Read offset", samples_text(recording.read_offset)) +
               html_fact("Offset found", found()) + html_fact("Read again", read_again());
    }

    static std::string speed(const RecordingReport& recording) {
        if (!recording.speed || !recording.seconds) return "";
        const auto s = int64_t(*recording.seconds + 0.5);
        return fmt::format("{:.1f}x, {:02}:{:02} (min:s)", *recording.speed, s / 60, s % 60);
    }

    std::string found() const { return report_.comparison ? samples_text(report_.comparison->offset) : ""; }

    std::string read_again() const {
        const BlockCount n = report_.comparison ? report_.comparison->read_again : BlockCount{};
        return n > BlockCount{0} ? blocks_text(n) : "";
    }

    static std::string copy(const RecordingReport& recording) {
        return recording.copies == 1 ? "" : fmt::format("{} of {}", recording.copy, recording.copies);
    }

    std::string disc_facts() const {
        if (!disc() || disc()->disc.tracks.empty()) return "";
        const Disc& d = disc()->disc;
        const Lba lead_out = layout_of(d).lead_out;
        const DiscIds ids = *disc_ids(*disc());
        const auto crc = disc_crc(*disc());
        return html_fact("UPC/EAN (MCN)", d.mcn ? std::string(d.mcn->text()) : "none", "code") +
               html_fact("Tracks", std::to_string(d.tracks.size())) +
               html_fact("Total time", msf_text(lead_out - Lba{0})) +
               html_fact("Lead-out", msf_text(lead_out)) +
               html_fact("CRC-32 of the disc", crc ? fmt::format("{:08X}", *crc) : "", "code") +
               html_fact("AccurateRip", to_string(ids.accurate_rip), "code") +
               html_fact("MusicBrainz disc id", ids.musicbrainz, "code wide");
    }

    const Item* audio_of(int track) const {
        if (!report_.comparison) return nullptr;
        const std::string name = fmt::format("audio of track {}", track);
        const auto& items = report_.comparison->items;
        const auto found = std::ranges::find(items, name, &Item::name);
        return found == items.end() ? nullptr : &*found;
    }

    std::string tracks() const {
        if (!disc() || disc()->disc.tracks.empty()) return "";
        std::string rows(kTrackHeads);
        const Layout layout = layout_of(disc()->disc);
        rows += hidden_row();
        for (size_t k = 0; k < layout.tracks.size(); ++k) rows += track_row(k, layout.tracks[k]);
        return rows + "</table>\n";
    }

    std::string hidden_row() const {
        const auto hidden = hidden_audio(disc()->disc);
        if (!hidden) return "";
        const Item* audio = audio_of(disc()->disc.first_track);
        return fmt::format("<tbody><tr><td class=\"n\">00</td><td class=\"t\">{}</td><td class=\"t\">{}</td>"
                           "<td class=\"text\">hidden audio before track {}</td><td class=\"c\"></td>"
                           "<td class=\"c\"></td><td>{}</td></tr></tbody>\n",
                           msf_text(hidden->start), msf_text(hidden->length), disc()->disc.first_track,
                           audio ? state_text(*audio) : "not compared");
    }

    std::string track_row(size_t k, const TrackSpan& span) const {
        const Disc& d = disc()->disc;
        const auto crc = track_crc(*disc(), k);
        const Item* audio = audio_of(d.number_of(k));
        return fmt::format(
            "<tbody><tr><td class=\"n\">{:02}</td><td class=\"t\">{}</td><td class=\"t\">{}</td>"
            "<td class=\"text\">{}</td><td class=\"c\">{}</td><td class=\"c\">{}</td><td>{}</td></tr>"
            "</tbody>\n",
            d.number_of(k), msf_text(span.index01), msf_text(span.end - span.index01),
            html_text(track_texts(d, k).title), d.tracks[k].isrc ? d.tracks[k].isrc->text() : "",
            crc ? fmt::format("{:08X}", *crc) : "", audio ? state_text(*audio) : "not compared");
    }

    static std::string state_text(const Item& item) {
        const std::string_view state = to_string(item.state);
        return item.state == ItemState::equal ? std::string(state)
                                              : fmt::format("<strong>{}</strong>", state);
    }

    // The tracks' audio has its place in their table; here it stands only where there is more to say.
    std::string items() const {
        if (!report_.comparison || report_.comparison->items.empty()) return "";
        std::string rows(kItemHeads);
        for (const Item& item : report_.comparison->items) {
            if (item.name.starts_with("audio of track") && item.detail.empty()) continue;
            rows += fmt::format("<tbody><tr><td>{}</td><td>{}</td><td class=\"text\">{}</td></tr></tbody>\n",
                                html_text(item.name), state_text(item), html_text(item.detail));
        }
        return rows + "</table>\n";
    }

    std::string remarks() const {
        std::vector<std::string> wrong;
        for (const Failure& error : report_.errors) wrong.push_back(error.words());
        return html_list("Not on this disc", report_.lost) + html_list("Warnings", report_.warnings) +
               html_list("What went wrong", wrong);
    }

    const Report& report_;
    int64_t made_ns_;
    const std::string& made_by_;
};

} // namespace

std::string burn_report(const Report& report, int64_t made_ns_since_1970, const std::string& made_by) {
    return BurnReport(report, made_ns_since_1970, made_by).html();
}

} // namespace redbook
