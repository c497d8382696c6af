#include "redbook/report/text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_codes.h"
#include "redbook/report/text_table.h"

namespace redbook {
namespace {

// A value after its name. It continues below itself where it is too wide.
std::string value_text(const std::string& name, const std::string& value, bool wide) {
    if (wide) return name + printable(value) + "\n";
    std::string text;
    for (const std::string& line : wrapped(printable(value), kTerminalWidth - display_width(name)))
        text += (text.empty() ? name : std::string(size_t(display_width(name)), ' ')) + line + "\n";
    return text;
}

// What a path names and what is said of it, on two lines where one is too wide.
std::string headline(const std::string& path, const std::string& what) {
    const std::string line = printable(path) + ": " + what;
    return display_width(line) <= kTerminalWidth ? line + "\n" : printable(path) + ":\n  " + what + "\n";
}

std::string flags_text(Flags flags) { return fmt::format("{}", fmt::join(flag_names(flags), " ")); }

// Of full scale; silence has none.
std::string peak_text(int16_t peak) {
    return peak == 0 ? "silent" : fmt::format("{:.1f}", 20 * std::log10(peak / 32767.0));
}

std::string silence_text(SampleCount n) {
    const bool shows = double(n.value) / kSampleRate >= 0.0005;
    return !shows ? "" : fmt::format("{:.3f}", double(n.value) / kSampleRate);
}

std::string title_text(const Disc& disc, size_t k) {
    const Texts& texts = track_texts(disc, k);
    if (texts.performer.empty() || texts.performer == album_texts(disc).performer) return texts.title;
    return texts.performer + (texts.title.empty() ? "" : " - " + texts.title);
}

std::string index_text(const Disc& disc, const TrackSpan& span, size_t k) {
    std::string text;
    for (const IndexPlace& place : indexes_of(disc.tracks[k], span))
        if (place.number > 1)
            text += fmt::format("{}{:02} {}", text.empty() ? "" : ", ", place.number, msf_text(place.start));
    return text;
}

std::vector<std::string> sums_cells(const DiscReport& report, size_t k) {
    if (const TrackSums* sums = track_sums(report, k))
        return {fmt::format("{:08X}", sums->crc), fmt::format("{:08X}", sums->crc_without_null),
                peak_text(sums->peak)};
    const auto crc = track_crc(report, k);
    return {crc ? fmt::format("{:08X}", *crc) : "", "", ""};
}

std::vector<std::string> signal_cells(const DiscReport& report, size_t k) {
    if (k >= report.signals.size()) return {"", "", ""};
    const TrackSignal& signal = report.signals[k];
    return {signal.clipped == 0 ? "" : std::to_string(signal.clipped), silence_text(signal.silence_at_start),
            silence_text(signal.silence_at_end)};
}

void append(std::vector<std::string>& row, std::vector<std::string> cells) {
    row.insert(row.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
}

TextTable tracks_table() {
    return TextTable({{"#", Cells::right},
                      {"start", Cells::left, "mm:ss:ff"},
                      {"LBA", Cells::right, "block"},
                      {"length", Cells::right, "mm:ss:ff"},
                      {"pause", Cells::right, "mm:ss:ff"},
                      {"flags"},
                      {"ISRC"},
                      {"title", Cells::text},
                      {"source", Cells::text},
                      {"indexes", Cells::text, "mm:ss:ff"},
                      {"CRC-32", Cells::left, "hex"},
                      {"without null", Cells::left, "hex"},
                      {"peak", Cells::right, "dB"},
                      {"clipped", Cells::right, "samples"},
                      {"silence before", Cells::right, "s"},
                      {"silence after", Cells::right, "s"}});
}

std::string tracks_text(const DiscReport& report, bool wide) {
    const Disc& disc = report.disc;
    const Layout layout = layout_of(disc);
    TextTable table = tracks_table();
    if (const auto hidden = hidden_audio(disc))
        table.add({"0", msf_text(hidden->start), std::to_string(hidden->start.value),
                   msf_text(hidden->length), "", "", "",
                   fmt::format("hidden audio before track {}", disc.first_track)});
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const TrackSpan& span = layout.tracks[k];
        const BlockCount pause = span.index01 - span.start;
        std::vector<std::string> row{std::to_string(disc.number_of(k)),
                                     msf_text(span.index01),
                                     std::to_string(span.index01.value),
                                     msf_text(span.end - span.index01),
                                     pause == (k == 0 ? kFirstPause : BlockCount{0}) ? "" : msf_text(pause),
                                     flags_text(track.flags),
                                     track.isrc ? std::string(track.isrc->text()) : "",
                                     title_text(disc, k),
                                     !track.source ? ""
                                     : wide        ? track.source->path
                                                   : file_name(track.source->path),
                                     index_text(disc, span, k)};
        append(row, sums_cells(report, k));
        append(row, signal_cells(report, k));
        table.add(std::move(row));
    }
    return table.text(wide ? 0 : kTerminalWidth);
}

void add_room(TextTable& table, std::string_view label, Disc disc, Mode mode, BlockCount capacity) {
    disc.mode = mode;
    const Room room = room_on(disc, capacity, false);
    const auto over = overflow(disc, capacity);
    table.add({std::string(label), std::to_string(room.total.value), std::to_string(room.used.value),
               std::to_string(room.overhead.value), std::to_string(room.available.value),
               msf_text(room.available), over ? std::to_string(over->over.value) : ""});
}

std::string room_text(const DiscReport& report) {
    TextTable table({{"room"},
                     {"total", Cells::right, "blocks"},
                     {"used", Cells::right, "blocks"},
                     {"overhead", Cells::right, "blocks"},
                     {"available", Cells::right, "blocks"},
                     {"available", Cells::right, "mm:ss:ff"},
                     {"too many", Cells::right, "blocks"}});
    if (report.laid_out) {
        add_room(table, "as laid out", report.disc, Mode::sao, report.capacity);
    } else {
        add_room(table, "in SAO", report.disc, Mode::sao, report.capacity);
        add_room(table, "in TAO", report.disc, Mode::tao, report.capacity);
    }
    return table.text(kTerminalWidth);
}

std::string match_text(const MatchedTrack& track) {
    std::string text;
    for (const TrackMatch& m : track.matches)
        text += fmt::format("{}v{}, confidence {}", text.empty() ? "" : "; ", m.version, m.confidence);
    return text.empty() ? std::string(to_string(track.verdict)) : text;
}

std::string identity_text(const Disc& disc, const Identity& identity, bool wide) {
    const auto hex = [](uint32_t crc) { return fmt::format("{:08X}", crc); };
    const auto known = [](const std::string& id) { return id.empty() ? "not known" : id; };
    const DiscIds& ids = identity.ids;
    std::string text = fmt::format("  freedb       {}\n  MusicBrainz  {}\n  AccurateRip  {}\n"
                                   "  CTDB         {}, CRC-32 {}\n",
                                   known(ids.freedb), known(ids.musicbrainz),
                                   known(to_string(ids.accurate_rip)), ids.ctdb_toc, hex(identity.ctdb.disc));
    if (const int64_t n = identity.rip_offset.value; n != 0)
        text += fmt::format("  offset       this disc is {} samples {} than the rips that match\n",
                            std::abs(n), n > 0 ? "later" : "earlier");
    TextTable table({{"#", Cells::right},
                     {"AccurateRip v1", Cells::left, "hex"},
                     {"v2", Cells::left, "hex"},
                     {"frame 450", Cells::left, "hex"},
                     {"CTDB", Cells::left, "hex"},
                     {"in the database", Cells::text}});
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const AccurateRipSums& sums = identity.accurate_rip[k];
        table.add({std::to_string(disc.number_of(k)), hex(sums.v1), hex(sums.v2),
                   sums.frame_450 ? hex(*sums.frame_450) : "", hex(identity.ctdb.tracks[k]),
                   k < identity.matches.size() ? match_text(identity.matches[k]) : ""});
    }
    return text + table.text(wide ? 0 : kTerminalWidth);
}

// "FLAC, 96000 Hz, 24 bits; resampled, dithered; checksum verified"
std::string source_text(const AudioSource& s) {
    std::vector<std::string_view> steps;
    if (s.downmixed) steps.push_back("downmixed");
    if (s.resampled) steps.push_back("resampled");
    if (s.dithered) steps.push_back("dithered");
    if (steps.empty()) steps.push_back("unchanged");
    return fmt::format(
        "{}{}, {} Hz, {}; {}; checksum {}", s.container, s.codec == s.container ? "" : " " + s.codec, s.rate,
        s.lossy ? "lossy" : fmt::format("{} bits", s.bits), fmt::join(steps, ", "), to_string(s.checksum));
}

// One line for all files that are alike.
std::string sources_text(const std::vector<AudioSource>& sources, bool wide) {
    std::vector<std::pair<std::string, int>> kinds;
    for (const AudioSource& source : sources) {
        const std::string text = source_text(source);
        const auto known = std::ranges::find(kinds, text, &std::pair<std::string, int>::first);
        if (known != kinds.end())
            ++known->second;
        else
            kinds.emplace_back(text, 1);
    }
    std::string text;
    for (const auto& [kind, count] : kinds)
        text += value_text("  source    ", fmt::format("{} file{}: {}", count, count == 1 ? "" : "s", kind),
                           wide);
    return text;
}

std::string data_text(const Disc& disc) {
    std::string text;
    for (const DataPlace& place : data_places(disc)) {
        text += fmt::format("  track {} of the source is data", place.number);
        if (place.start) text += fmt::format(", at {} (LBA {})", msf_text(*place.start), place.start->value);
        text += place.length ? fmt::format(", {} long\n", msf_text(*place.length)) : ", length not known\n";
    }
    return text;
}

// "media_number" is "media number" to people.
std::string descriptor_text(const DescriptorField& field, bool wide) {
    std::string name = field.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    return value_text(fmt::format("  {}: ", name), field.text, wide);
}

std::string language_text(uint8_t code) {
    const std::string_view name = language_name(code);
    return name.empty() ? fmt::format("language 0x{:02X}", code) : std::string(name);
}

std::string genre_text(const TextBlock& block) {
    if (block.genre_code == 0) return block.genre;
    return std::string(genre_name(block.genre_code)) + (block.genre.empty() ? "" : ", " + block.genre);
}

std::string block_text(const TextBlock& block, bool wide) {
    std::string text = fmt::format("  {}, {}\n", language_text(block.language), to_string(block.charset));
    const auto add = [&](std::string_view what, const std::string& value) {
        if (!value.empty()) text += value_text(fmt::format("  {:10}", what), value, wide);
    };
    add("disc id", block.disc_id);
    add("genre", genre_text(block));
    add("closed", block.closed_info);
    if (block.copyright) text += "  the texts are protected\n";
    return text;
}

std::vector<std::string> texts_cells(const std::string& of, const Texts& texts) {
    std::vector<std::string> cells{of};
    for (const TextField& field : kTextFields) cells.push_back(texts.*field.member);
    return cells;
}

// One table a language: the album, then the tracks.
std::string texts_table(const Disc& disc, size_t block, bool wide) {
    std::vector<TextColumn> columns{{"#"}};
    for (const TextField& field : kTextFields) columns.push_back({field.name, Cells::text});
    columns.push_back({"ISRC"});
    TextTable table(columns);
    const auto add = [&](std::vector<std::string> cells, const std::string& isrc) {
        cells.push_back(isrc);
        table.add(std::move(cells));
    };
    add(texts_cells("album", block < disc.text_blocks.size() ? disc.text_blocks[block].album : Texts{}), "");
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        add(texts_cells(std::to_string(disc.number_of(k)),
                        block < track.texts.size() ? track.texts[block] : Texts{}),
            track.isrc ? std::string(track.isrc->text()) : "");
    }
    return table.text(wide ? 0 : kTerminalWidth);
}

// What a disc says in each of its languages.
std::string languages_text(const Disc& disc, bool wide) {
    std::string text;
    for (size_t i = 0; i < disc.text_blocks.size(); ++i)
        text += block_text(disc.text_blocks[i], wide) + texts_table(disc, i, wide);
    return text;
}

std::string disc_text(const DiscReport& report, bool wide) {
    const Disc& disc = report.disc;
    const Layout layout = layout_of(disc);
    const size_t n = disc.tracks.size();
    const BlockCount length = std::max(layout.lead_out, Lba{0}) - Lba{0};
    std::string text =
        headline(report.path, fmt::format("{}, {} track{}, {} ({})", report.kind, n, n == 1 ? "" : "s",
                                          msf_text(length), blocks_text(length)));
    const Texts& album = album_texts(disc);
    if (!album.title.empty() || !album.performer.empty())
        text += value_text("  ",
                           album.performer + (album.performer.empty() || album.title.empty() ? "" : " - ") +
                               album.title,
                           wide);
    if (disc.mcn) text += fmt::format("  MCN {}\n", disc.mcn->text());
    for (const DescriptorField& field : report.descriptor) text += descriptor_text(field, wide);
    if (n > 0) text += tracks_text(report, wide);
    if (n > 0)
        text += fmt::format("  lead-out {} (LBA {})\n", msf_text(layout.lead_out), layout.lead_out.value);
    text += data_text(disc) + sources_text(report.sources, wide);
    if (report.identity) text += identity_text(disc, *report.identity, wide);
    if (disc.text_blocks.size() > 1) text += languages_text(disc, wide);
    return text + room_text(report);
}

std::string texts_text(const TextsReport& report, bool wide) {
    const Disc& disc = report.disc;
    const size_t n = disc.tracks.size();
    std::string text = headline(report.path, fmt::format("CD-TEXT, {} track{}", n, n == 1 ? "" : "s"));
    if (disc.mcn) text += fmt::format("  MCN {}\n", disc.mcn->text());
    return text + (disc.text_blocks.empty() ? texts_table(disc, 0, wide) : languages_text(disc, wide));
}

// A sentence with the file names of both sides instead of their paths, if that tells them apart.
std::string with_file_names(std::string sentence, const std::vector<std::string>& paths) {
    if (paths.size() != 2 || file_name(paths[0]) == file_name(paths[1])) return sentence;
    for (const std::string& path : paths)
        for (size_t at = sentence.find(path); !path.empty() && at != sentence.npos;
             at = sentence.find(path, at + file_name(path).size()))
            sentence.replace(at, path.size(), file_name(path));
    return sentence;
}

// What is equal is counted, what is not is shown.
std::string comparison_text(const Comparison& comparison, bool wide) {
    TextTable table({{"item"}, {"state"}, {"detail", Cells::text}});
    size_t equal = 0;
    for (const Item& item : comparison.items) {
        equal += item.state == ItemState::equal ? 1 : 0;
        if (item.state != ItemState::equal)
            table.add({item.name, std::string(to_string(item.state)),
                       wide ? item.detail : with_file_names(item.detail, comparison.names)});
    }
    if (comparison.items.empty()) return "";
    std::string text = fmt::format("  compared  {} items, {} equal\n", comparison.items.size(), equal);
    if (equal < comparison.items.size()) text += table.text(wide ? 0 : kTerminalWidth);
    if (const int64_t n = comparison.offset.value; n != 0)
        text += fmt::format("  offset    the audio is {} {} {}; compared as if it were not\n", std::abs(n),
                            std::abs(n) == 1 ? "sample" : "samples", n > 0 ? "late" : "early");
    if (const auto& moved = comparison.moved)
        text +=
            fmt::format("  offset    the second is {} samples {} than the first{}\n",
                        std::abs(moved->offset.value), moved->offset > SampleCount{0} ? "later" : "earlier",
                        moved->alone ? "; apart from that the audio is equal" : "");
    if (comparison.read_again > BlockCount{0})
        text += fmt::format("  again     {} read once more, as something in them differed or did not come\n",
                            blocks_text(comparison.read_again));
    return text;
}

std::string speeds_text(const std::vector<int>& speeds) {
    std::string text;
    for (const int speed : speeds) text += fmt::format("{}{}x", text.empty() ? "" : " ", speed);
    return text;
}

// What a recorder can do, in the order in which one asks.
std::string abilities_text(const DriveReport& drive) {
    if (drive.reads_only) return "nothing, it only reads";
    std::vector<std::string_view> abilities;
    if (drive.sao) abilities.push_back("SAO");
    if (drive.tao) abilities.push_back("TAO");
    if (drive.cd_text) abilities.push_back("CD-TEXT");
    if (drive.underrun_protection) abilities.push_back("underrun protection");
    if (drive.test_write) abilities.push_back("test write");
    return fmt::format("{}", fmt::join(abilities, ", "));
}

std::string drive_text(const DriveReport& drive, bool wide) {
    const auto line = [](std::string_view name, const std::string& value) {
        return value.empty() ? "" : fmt::format("  {:<8}  {}\n", name, printable(value));
    };
    const auto list = [wide](std::string_view name, const std::string& value) {
        return value.empty() ? "" : value_text(fmt::format("  {:<8}  ", name), value, wide);
    };
    if (drive_name(drive).empty()) return printable(drive.path) + "\n" + line("problem", drive.problem);
    return fmt::format("{}: {} {}\n", printable(drive.path), printable(drive_name(drive)),
                       printable(drive.revision)) +
           (drive.problem.empty() ? line("medium", medium_text(drive)) : line("problem", drive.problem)) +
           list("records", abilities_text(drive)) + list("speeds", speeds_text(drive.write_speeds));
}

// The command stands on a line of its own, to be copied.
std::string diagnosis_text(const Diagnosis& diagnosis) {
    return fmt::format("{}: {}{}{}\n", diagnosis.severity == Severity::error ? "error" : "warning",
                       printable(diagnosis.place), diagnosis.place.empty() ? "" : ": ",
                       printable(diagnosis.sentence)) +
           (diagnosis.command.empty() ? "" : "    " + printable(diagnosis.command) + "\n");
}

std::string recording_text(const RecordingReport& recording) {
    if (!recording.seconds || !recording.speed) return "";
    const auto s = int64_t(*recording.seconds + 0.5);
    return fmt::format("  recorded  {} {}; {}; {:.1f}x, {:02}:{:02}\n",
                       printable(drive_name(recording.drive)), printable(recording.drive.revision),
                       printable(recorded_medium_text(recording.drive)), *recording.speed, s / 60, s % 60);
}

std::string findings_text(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& f : findings)
        text += fmt::format("  {}: {} [{}]\n", f.severity == Severity::error ? "error" : "warning",
                            printable(f.sentence), f.rule);
    return text;
}

} // namespace

std::string to_text(const Report& report, bool wide) {
    std::string text;
    for (const DiscReport& disc : report.discs) text += disc_text(disc, wide);
    for (const TextsReport& texts : report.texts) text += texts_text(texts, wide);
    if (report.findings) text += findings_text(*report.findings);
    if (report.drives)
        for (const DriveReport& drive : *report.drives) text += drive_text(drive, wide);
    if (report.diagnoses)
        for (const Diagnosis& diagnosis : *report.diagnoses) text += diagnosis_text(diagnosis);
    if (report.recording) text += recording_text(*report.recording);
    if (report.comparison) {
        text += comparison_text(*report.comparison, wide);
        text += fmt::format("  verdict   {}{}{}\n", verdict_text(*report.comparison),
                            report.why_not_verified.empty() ? "" : ": ", printable(report.why_not_verified));
    }
    for (const std::string& item : report.lost) text += "  not held  " + printable(item) + "\n";
    for (const std::string& file : report.files) text += "  written   " + printable(file) + "\n";
    if (!report.pq_sheet.empty()) text += "  PQ sheet  " + printable(report.pq_sheet) + "\n";
    if (!report.recording_report.empty()) text += "  report    " + printable(report.recording_report) + "\n";
    if (!report.outcome.empty()) text += printable(report.outcome) + "\n";
    return text;
}

} // namespace redbook
