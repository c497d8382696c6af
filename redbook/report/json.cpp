#include "redbook/report/json.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "redbook/report/error_names.h"

namespace redbook {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(Charset charset) {
    switch (charset) {
    case Charset::latin1: return "latin1";
    case Charset::ascii: return "ascii";
    case Charset::ms_jis: return "ms_jis";
    }
    return "unknown";
}

Json texts_json(const Texts& texts) {
    Json json = Json::object();
    for (const TextField& field : kTextFields)
        if (const std::string& text = texts.*field.member; !text.empty())
            json[std::string(field.name)] = text;
    return json;
}

Json flags_json(Flags flags) {
    Json json = Json::array();
    for (const std::string_view name : flag_names(flags)) json.push_back(name);
    return json;
}

Json address_json(Lba lba) { return {{"lba", lba.value}, {"msf", msf_text(lba)}}; }
Json length_json(BlockCount n) { return {{"blocks", n.value}, {"msf", msf_text(n)}}; }

std::string hex(uint32_t crc) { return fmt::format("{:08X}", crc); }

Json indexes_json(const Track& track, const TrackSpan& span) {
    Json json = Json::array();
    for (const IndexPlace& place : indexes_of(track, span))
        json.push_back({{"index", place.number},
                        {"start", address_json(place.start)},
                        {"track_time", length_json(place.track_time)},
                        {"length", length_json(place.length)}});
    return json;
}

Json source_json(const SourceFile& source) {
    Json json = {{"path", source.path}, {"size", source.size}, {"modified", utc_text(source.modified_ns)}};
    if (source.crc != 0) json["crc32"] = hex(source.crc);
    return json;
}

void add_sums(Json& json, const DiscReport& report, size_t k) {
    const bool measured = k < report.signals.size();
    if (const auto crc = track_crc(report, k)) json["crc32"] = hex(*crc);
    if (const TrackSums* sums = track_sums(report, k)) {
        json["crc32_without_null"] = hex(sums->crc_without_null);
        json["peak"] = sums->peak;
    }
    if (!measured) return;
    json["clipped_samples"] = report.signals[k].clipped;
    json["silence_at_start_samples"] = report.signals[k].silence_at_start.value;
    json["silence_at_end_samples"] = report.signals[k].silence_at_end.value;
}

Json match_json(const MatchedTrack& track) {
    Json matches = Json::array();
    for (const TrackMatch& m : track.matches)
        matches.push_back({{"version", m.version}, {"confidence", m.confidence}});
    return {{"state", to_string(track.verdict)}, {"matches", matches}};
}

// The sums of a track in the databases.
void add_identity(Json& json, const Identity& identity, size_t k) {
    const AccurateRipSums& sums = identity.accurate_rip[k];
    json["accuraterip_v1"] = hex(sums.v1);
    json["accuraterip_v2"] = hex(sums.v2);
    if (sums.frame_450) json["accuraterip_frame_450"] = hex(*sums.frame_450);
    json["ctdb_crc32"] = hex(identity.ctdb.tracks[k]);
    if (k < identity.matches.size()) json["accuraterip"] = match_json(identity.matches[k]);
}

// Those that are known.
Json ids_json(const DiscIds& ids) {
    Json json = Json::object();
    const auto add = [&](std::string_view name, const std::string& id) {
        if (!id.empty()) json[std::string(name)] = id;
    };
    add("freedb", ids.freedb);
    add("freedb_query", ids.freedb_query);
    add("musicbrainz", ids.musicbrainz);
    add("musicbrainz_toc", ids.musicbrainz_toc);
    add("accuraterip", to_string(ids.accurate_rip));
    if (ids.accurate_rip) add("accuraterip_path", accurate_rip_path(*ids.accurate_rip));
    add("ctdb_toc", ids.ctdb_toc);
    return json;
}

Json sources_json(const std::vector<AudioSource>& sources) {
    Json json = Json::array();
    for (const AudioSource& s : sources) {
        Json source = {{"path", s.path},
                       {"container", s.container},
                       {"codec", s.codec},
                       {"rate", s.rate},
                       {"channels", s.channels}};
        if (!s.lossy) source["bits"] = s.bits;
        source.update({{"lossy", s.lossy},
                       {"resampled", s.resampled},
                       {"downmixed", s.downmixed},
                       {"dithered", s.dithered},
                       {"checksum", to_string(s.checksum)}});
        json.push_back(source);
    }
    return json;
}

Json data_tracks_json(const Disc& disc) {
    Json json = Json::array();
    for (const DataPlace& place : data_places(disc)) {
        Json track = {{"number", place.number}};
        if (place.start) track["start"] = address_json(*place.start);
        if (place.length) track["length"] = length_json(*place.length);
        json.push_back(track);
    }
    return json;
}

// The texts of a track, and its code.
void add_texts(Json& json, const Track& track) {
    if (track.isrc) json["isrc"] = track.isrc->text();
    json["texts"] = Json::array();
    for (const Texts& t : track.texts) json["texts"].push_back(texts_json(t));
}

Json track_json(const DiscReport& report, const Layout& layout, size_t k) {
    const Track& track = report.disc.tracks[k];
    const TrackSpan& span = layout.tracks[k];
    Json json = {{"number", report.disc.number_of(k)},
                 {"start", address_json(span.index01)},
                 {"length", length_json(span.end - span.index01)},
                 {"pause", length_json(span.index01 - span.start)},
                 {"pregap_audio", length_json(track.pregap)},
                 {"indexes", indexes_json(track, span)},
                 {"flags", flags_json(track.flags)}};
    add_texts(json, track);
    add_sums(json, report, k);
    if (report.identity) add_identity(json, *report.identity, k);
    if (track.source) json["source"] = source_json(*track.source);
    return json;
}

Json text_block_json(const TextBlock& block) {
    Json json = {{"language", block.language},
                 {"charset", name_of(block.charset)},
                 {"album", texts_json(block.album)}};
    if (!block.disc_id.empty()) json["disc_id"] = block.disc_id;
    if (block.genre_code != 0) json["genre_code"] = block.genre_code;
    if (!block.genre.empty()) json["genre"] = block.genre;
    if (!block.closed_info.empty()) json["closed_info"] = block.closed_info;
    if (block.copyright) json["copyright"] = true;
    return json;
}

Json text_blocks_json(const Disc& disc) {
    Json blocks = Json::array();
    for (const TextBlock& block : disc.text_blocks) blocks.push_back(text_block_json(block));
    return blocks;
}

Json texts_report_json(const TextsReport& report) {
    const Disc& disc = report.disc;
    Json json = {{"path", report.path}};
    if (disc.mcn) json["mcn"] = disc.mcn->text();
    json["text_blocks"] = text_blocks_json(disc);
    json["tracks"] = Json::array();
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        Json track = {{"number", disc.number_of(k)}};
        add_texts(track, disc.tracks[k]);
        json["tracks"].push_back(track);
    }
    return json;
}

Json room_json(const Disc& disc, Mode mode, BlockCount capacity) {
    Disc in_mode = disc;
    in_mode.mode = mode;
    const Room room = room_on(in_mode, capacity, false);
    const auto over = overflow(in_mode, capacity);
    return {{"total", length_json(room.total)},
            {"used", length_json(room.used)},
            {"overhead", length_json(room.overhead)},
            {"available", length_json(room.available)},
            {"over", length_json(over ? over->over : BlockCount{0})}};
}

Json capacity_json(const DiscReport& report) {
    const Json sao = room_json(report.disc, Mode::sao, report.capacity);
    if (report.laid_out) return {{"laid_out", sao}};
    return {{"sao", sao}, {"tao", room_json(report.disc, Mode::tao, report.capacity)}};
}

Json disc_json(const DiscReport& report) {
    const Disc& disc = report.disc;
    const Layout layout = layout_of(disc);
    Json tracks = Json::array();
    for (size_t k = 0; k < disc.tracks.size(); ++k) tracks.push_back(track_json(report, layout, k));
    Json json = {{"path", report.path},
                 {"kind", report.kind},
                 {"mode", disc.mode == Mode::tao ? "tao" : "sao"},
                 {"gap", length_json(disc.gap)},
                 {"join", disc.join == Join::joined ? "joined" : "separate"},
                 {"length", length_json(std::max(layout.lead_out, Lba{0}) - Lba{0})},
                 {"lead_out", address_json(layout.lead_out)},
                 {"capacity", capacity_json(report)}};
    if (disc.mcn) json["mcn"] = disc.mcn->text();
    if (!disc.remarks.empty()) json["remarks"] = disc.remarks;
    if (const auto crc = disc_crc(report)) json["crc32"] = hex(*crc);
    if (!report.md5.empty()) json["md5"] = report.md5;
    for (const DescriptorField& field : report.descriptor) json["descriptor"][field.name] = field.text;
    if (const auto ids = disc_ids(report)) json["ids"] = ids_json(*ids);
    if (report.identity) json["ids"]["ctdb_crc32"] = hex(report.identity->ctdb.disc);
    if (report.identity && report.identity->rip_offset != SampleCount{})
        json["accuraterip_offset_samples"] = report.identity->rip_offset.value;
    json["text_blocks"] = text_blocks_json(disc);
    if (const auto hidden = hidden_audio(disc))
        json["hidden_audio"] = {{"start", address_json(hidden->start)},
                                {"length", length_json(hidden->length)}};
    json["tracks"] = tracks;
    if (!report.sources.empty()) json["sources"] = sources_json(report.sources);
    if (!disc.data.empty()) json["data_tracks"] = data_tracks_json(disc);
    return json;
}

Json comparison_json(const Comparison& comparison) {
    Json items = Json::array();
    for (const Item& item : comparison.items) {
        Json json = {{"item", item.name}, {"state", to_string(item.state)}};
        if (!item.detail.empty()) json["detail"] = item.detail;
        items.push_back(json);
    }
    return items;
}

Json finding_json(const Finding& finding) {
    Json json = {{"severity", finding.severity == Severity::error ? "error" : "warning"},
                 {"rule", finding.rule},
                 {"sentence", finding.sentence}};
    if (finding.track != 0) json["track"] = finding.track;
    return json;
}

Json medium_json(const DriveReport& drive) {
    if (!drive.medium) return {{"state", "absent"}};
    const MediumReport& medium = *drive.medium;
    Json json = {{"state", medium.blank ? "blank" : "written"}};
    if (!medium.kind.empty()) json["kind"] = medium.kind;
    json["rewritable"] = medium.rewritable;
    if (medium.appendable) json["appendable"] = true;
    if (medium.capacity > BlockCount{0}) json["capacity"] = length_json(medium.capacity);
    return json;
}

Json write_modes_json(const DriveReport& drive) {
    Json modes = Json::array();
    if (drive.sao) modes.push_back("sao");
    if (drive.tao) modes.push_back("tao");
    return modes;
}

Json drive_json(const DriveReport& drive) {
    Json json = {{"path", drive.path}};
    if (!drive.problem.empty()) {
        json["problem"] = drive.problem;
        json["problem_code"] = name_of(drive.problem_code);
    }
    if (drive.vendor.empty() && drive.model.empty()) return json;
    json.update({{"vendor", drive.vendor},
                 {"model", drive.model},
                 {"revision", drive.revision},
                 {"records", !drive.reads_only},
                 {"write_modes", write_modes_json(drive)},
                 {"test_write", drive.test_write},
                 {"cd_text", drive.cd_text},
                 {"underrun_protection", drive.underrun_protection}});
    if (!drive.write_speeds.empty()) json["write_speeds"] = drive.write_speeds;
    json["medium"] = medium_json(drive);
    return json;
}

Json recording_json(const RecordingReport& recording) {
    Json json = {{"drive", drive_json(recording.drive)},
                 {"mode", recording.mode == Mode::tao ? "tao" : "sao"},
                 {"write_offset_samples", recording.write_offset.value},
                 {"read_offset_samples", recording.read_offset.value},
                 {"copy", recording.copy},
                 {"copies", recording.copies}};
    if (recording.seconds) json["seconds"] = std::round(*recording.seconds * 10) / 10;
    if (recording.speed) json["speed"] = std::round(*recording.speed * 10) / 10;
    return json;
}

Json diagnosis_json(const Diagnosis& diagnosis) {
    Json json = {{"severity", diagnosis.severity == Severity::error ? "error" : "warning"},
                 {"name", diagnosis.name}};
    if (!diagnosis.place.empty()) json["path"] = diagnosis.place;
    json["sentence"] = diagnosis.sentence;
    if (!diagnosis.command.empty()) json["command"] = diagnosis.command;
    return json;
}

Json missing_json(const MissingFromFile& missing) {
    const MissingAudio& audio = missing.audio;
    Json json = {{"path", missing.path}, {"rate", audio.rate}, {"first_sample", audio.first}};
    if (audio.count > 0) json["samples"] = audio.count;
    if (audio.assumed) json["assumed"] = true;
    return json;
}

Json result_of(const Report& report) {
    Json result = Json::object();
    if (!report.outcome.empty()) result["outcome"] = report.outcome;
    if (report.staged) {
        result["tracks_staged"] = report.staged->now;
        result["tracks_staged_before"] = report.staged->before;
    }
    if (!report.stash.empty()) result["stash"] = report.stash;
    if (report.simulated) result["simulated"] = true;
    if (report.comparison) {
        result["verdict"] = to_string(report.comparison->verdict);
        if (report.comparison->data != DataTracks::none) result["data"] = to_string(report.comparison->data);
        if (!report.why_not_verified.empty()) result["why_not_verified"] = report.why_not_verified;
        result["items"] = comparison_json(*report.comparison);
        if (report.comparison->offset != SampleCount{0})
            result["offset_samples"] = report.comparison->offset.value;
        if (report.comparison->moved) result["offset_samples"] = report.comparison->moved->offset.value;
        if (report.comparison->read_again > BlockCount{0})
            result["blocks_read_again"] = report.comparison->read_again.value;
        if (!report.comparison->unread.places.empty()) result["unproven"] = report.comparison->unread.places;
        if (const SampleCount n = report.comparison->unread_edge_samples(); n > SampleCount{0})
            result["not_verified_samples"] = n.value;
    }
    if (report.findings) {
        result["findings"] = Json::array();
        for (const Finding& f : *report.findings) result["findings"].push_back(finding_json(f));
    }
    if (report.recording) result["recording"] = recording_json(*report.recording);
    if (report.drives) {
        result["drives"] = Json::array();
        for (const DriveReport& drive : *report.drives) result["drives"].push_back(drive_json(drive));
    }
    if (report.diagnoses) {
        result["diagnoses"] = Json::array();
        for (const Diagnosis& d : *report.diagnoses) result["diagnoses"].push_back(diagnosis_json(d));
    }
    if (!report.files.empty()) result["files"] = report.files;
    if (!report.pq_sheet.empty()) result["pq_sheet"] = report.pq_sheet;
    if (!report.recording_report.empty()) result["report"] = report.recording_report;
    if (!report.lost.empty()) result["lost"] = report.lost;
    for (const MissingFromFile& missing : report.missing) result["missing"].push_back(missing_json(missing));
    if (!report.discs.empty()) {
        result["discs"] = Json::array();
        for (const DiscReport& disc : report.discs) result["discs"].push_back(disc_json(disc));
    }
    for (const TextsReport& texts : report.texts) result["texts"].push_back(texts_report_json(texts));
    return result;
}

// Texts come from anywhere: what is no UTF-8 is shown as U+FFFD rather than refused.
std::string dump(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json errors_json(const Report& report) {
    Json errors = Json::array();
    for (const Failure& f : report.errors)
        errors.push_back({{"code", f.code ? name_of(*f.code) : "internal"}, {"sentence", f.words()}});
    return errors;
}

Json whole(const Report& report) {
    return {{"schema", "redbook/1"},       {"command", report.command},   {"exit_code", report.exit_code},
            {"result", result_of(report)}, {"warnings", report.warnings}, {"errors", errors_json(report)}};
}

} // namespace

std::string to_json(const Report& report) { return dump(whole(report), 2) + "\n"; }

std::string progress_json(const ProgressReport& progress) {
    Json json = {{"event", "progress"},
                 {"phase", progress.phase},
                 {"done", progress.done.value},
                 {"total", progress.total.value},
                 {"unit", "blocks"}};
    if (const auto speed = progress.speed()) json["speed"] = std::round(*speed * 10) / 10;
    if (const auto left = progress.seconds_left()) json["seconds_left"] = std::lround(*left);
    if (progress.buffer) json["buffer"] = *progress.buffer;
    return dump(json, -1) + "\n";
}

std::string track_closed_json(const std::string& stash, int track) {
    return dump({{"event", "track_closed"}, {"stash", stash}, {"track", track}}, -1) + "\n";
}

std::string disc_done_json(const DiscDone& disc) {
    return dump({{"event", "disc"},
                 {"drive", disc.drive},
                 {"copy", disc.copy},
                 {"copies", disc.copies},
                 {"exit_code", disc.exit_code},
                 {"outcome", disc.outcome}},
                -1) +
           "\n";
}

std::string result_json(const Report& report) {
    Json json = {{"event", "result"}, {"command", report.command}, {"exit_code", report.exit_code}};
    if (report.comparison) json["verdict"] = to_string(report.comparison->verdict);
    if (!report.errors.empty()) json["error"] = report.errors[0].words();
    return dump(json, -1) + "\n";
}

} // namespace redbook
