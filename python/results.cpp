// What work returns: outcomes, comparisons, findings, disc IDs.
#include "python/bindings.h"
#include "python/define.h"

namespace redbook::python {
namespace {

void bind_progress(py::module_& module) {
    py::class_<Progress> progress(module, "Progress", "How far work is.");
    attribute(progress, "phase", &Progress::phase, "What is being done.");
    attribute(progress, "done", &Progress::done, "Blocks that are done, or parts of the work.");
    attribute(progress, "total", &Progress::total, "Of how many; 0: it is not known.");
    attribute(progress, "buffer", &Progress::buffer, "The drive's buffer, percent full; None: not known.");
    shown_as(progress, [](const Progress& self) {
        return "Progress(" + name_of_member(self.phase) + ", " + std::to_string(self.done.value) + " of " +
               std::to_string(self.total.value) + ")";
    });
}

void bind_comparison(py::module_& module) {
    py::class_<Item> item(module, "Item", "One thing that was compared.");
    attribute(item, "name", &Item::name, "'TOC', 'CD-TEXT', 'audio of track 3', ...");
    attribute(item, "state", &Item::state, "Whether it is equal.");
    attribute(item, "detail", &Item::detail, "Where and how it differs, or why it is not checkable.");
    shown_as(item, [](const Item& self) {
        return "Item(" + quoted(self.name) + ", " + name_of_member(self.state) +
               (self.detail.empty() ? "" : ", " + quoted(self.detail)) + ")";
    });

    py::class_<Comparison> comparison(module, "Comparison", "Two discs, compared item by item.");
    attribute(comparison, "items", &Comparison::items, "What was compared, descriptions before audio.");
    attribute(comparison, "verdict", &Comparison::verdict, "The result of all items.");
    attribute(comparison, "offset", &Comparison::offset,
              "Samples that a drive is off, which is compensated.");
    computed(
        comparison, "differences",
        [](const Comparison& self) {
            std::vector<Item> differing;
            for (const Item& one : self.items)
                if (one.state == ItemState::differs) differing.push_back(one);
            return differing;
        },
        "The items that differ.");
    shown_as(comparison, [](const Comparison& self) {
        return "Comparison(" + name_of_member(self.verdict) + ", " + std::to_string(self.items.size()) +
               " items)";
    });
}

void bind_sources(py::module_& module) {
    py::class_<AudioSource> source(module, "AudioSource", "A file that audio comes from.");
    attribute(source, "path", &AudioSource::path, "As it was opened.");
    attribute(source, "container", &AudioSource::container, "'FLAC', 'WAV', ...");
    attribute(source, "codec", &AudioSource::codec, "'FLAC', 'PCM', ...");
    attribute(source, "rate", &AudioSource::rate, "Hz.");
    attribute(source, "channels", &AudioSource::channels, "Channels of the file.");
    attribute(source, "bits", &AudioSource::bits, "Significant bits of a sample; 0: lossy.");
    attribute(source, "lossy", &AudioSource::lossy, "Whether the codec loses information.");
    attribute(source, "resampled", &AudioSource::resampled, "Whether it was converted to 44.1 kHz.");
    attribute(source, "downmixed", &AudioSource::downmixed, "Whether it was mixed down to stereo.");
    attribute(source, "dithered", &AudioSource::dithered, "Whether it was dithered to 16 bits.");
    shown_as(source, [](const AudioSource& self) {
        return "AudioSource(" + quoted(self.path) + ", " + self.codec + ", " + std::to_string(self.rate) +
               " Hz)";
    });

    py::class_<Failure> failure(module, "Failure", "What failed beside work that is done.");
    attribute(failure, "code", &Failure::code, "What kind of error it is; None: a mistake of the library.");
    computed(
        failure, "sentence", [](const Failure& self) { return to_python(self.words()); }, "In words.");
    attribute(failure, "remedy", &Failure::remedy, "What a program could offer.");
    shown_as(failure, [](const Failure& self) { return "Failure(" + quoted(self.words()) + ")"; });
}

std::string outcome_text(const Outcome& outcome) {
    return "Outcome(" + name_of_member(outcome.verdict) + ", " + quoted(outcome.place) + ")";
}

Report report_of(const Outcome& outcome) {
    Report report = report_on(outcome);
    report.exit_code = int(exit_code_of(outcome));
    return report;
}

void bind_outcome_reports(py::class_<Outcome>& outcome) {
    computed(
        outcome, "verified", [](const Outcome& self) { return self.verdict == Verdict::verified; },
        "Whether everything was read back and is equal.");
    computed(
        outcome, "took", [](const Outcome& self) { return self.took.count(); },
        "Seconds that recording took.");
    computed(
        outcome, "staged",
        [](const Outcome& self) -> std::optional<int> {
            return self.staged ? std::optional(self.staged->now) : std::nullopt;
        },
        "How many tracks this call has staged; None: it was not staging.");
    computed(
        outcome, "exit_code", [](const Outcome& self) { return int(exit_code_of(self)); },
        "What the program redbook returns to the shell for it.");
    method(
        outcome, "to_json", [](const Outcome& self) { return to_python(to_json(report_of(self))); },
        "The report as JSON text, schema redbook/1.");
    method(
        outcome, "to_text", [](const Outcome& self) { return to_python(to_text(report_of(self))); },
        "The report as text for people.");
    shown_as(outcome, outcome_text);
}

void bind_outcome(py::module_& module) {
    py::class_<Outcome> outcome(module, "Outcome",
                                "What came of mastering, staging, recording or comparing.");
    attribute(outcome, "verdict", &Outcome::verdict, "verified: what was read back is what was written.");
    attribute(outcome, "comparison", &Outcome::comparison, "With what was read back, item by item.");
    attribute(outcome, "sentence", &Outcome::sentence, "What was done, and how it was proven.");
    attribute(outcome, "why_not_verified", &Outcome::why_not_verified, "Why nothing was compared.");
    attribute(outcome, "complete", &Outcome::complete, "Whether all of the source's audio was read.");
    attribute(outcome, "done", &Outcome::done, "False: a recording failed (Error.outcome).");
    attribute(outcome, "place", &Outcome::place, "The path of the image or stash, or the recorder's name.");
    attribute(outcome, "kind", &Outcome::kind, "What was made: 'DDP 2.00 set', 'recording', ...");
    attribute(outcome, "has_audio", &Outcome::has_audio, "False: the format is one of texts alone.");
    attribute(outcome, "disc", &Outcome::disc, "The disc as it was written.");
    attribute(outcome, "capacity", &Outcome::capacity, "Blocks of the medium that it is on, or meant for.");
    attribute(outcome, "md5", &Outcome::md5, "Of the file that holds the audio; empty: not computed.");
    attribute(outcome, "identity", &Outcome::identity, "Disc IDs and checksums, if asked for.");
    attribute(outcome, "sources", &Outcome::sources, "The files that the audio comes from.");
    attribute(outcome, "files", &Outcome::files, "The files that were written, the sheet first.");
    attribute(outcome, "pq_sheet", &Outcome::pq_sheet, "Path of the PQ sheet; empty: not asked for.");
    attribute(outcome, "report", &Outcome::report, "Path of the report; empty: not asked for.");
    attribute(outcome, "changes", &Outcome::changes,
              "What was written in another way than the album has it.");
    attribute(outcome, "lost", &Outcome::lost, "What the output cannot store.");
    attribute(outcome, "warnings", &Outcome::warnings, "Sentences, of opening, writing and reading back.");
    attribute(outcome, "failures", &Outcome::failures, "What failed beside the work, which is done.");
    attribute(outcome, "stash", &Outcome::stash, "The stash that was recorded and is kept; empty: none.");
    attribute(outcome, "simulated", &Outcome::simulated, "Whether nothing was written.");
    attribute(outcome, "interrupted", &Outcome::interrupted, "Recorded, but not read back to the end.");
    bind_outcome_reports(outcome);
}

void bind_findings(py::module_& module) {
    py::class_<Finding> finding(module, "Finding", "A rule of the Red Book that is broken.");
    attribute(finding, "severity", &Finding::severity, "An error keeps the disc from being written.");
    attribute(finding, "rule", &Finding::rule, "A stable name: 'track-too-short'.");
    attribute(finding, "track", &Finding::track, "The number of the track; 0: the whole disc.");
    attribute(finding, "sentence", &Finding::sentence, "In words.");
    shown_as(finding, [](const Finding& self) {
        return "Finding(" + name_of_member(self.severity) + ", " + quoted(self.sentence) + ")";
    });

    py::class_<TrackSums> sums(module, "TrackSums", "Checksums of a track, from INDEX 01 to the next.");
    attribute(sums, "crc", &TrackSums::crc, "CRC-32 of all bytes: EAC's Copy CRC.");
    attribute(sums, "crc_without_null", &TrackSums::crc_without_null, "CRC-32 without samples that are 0.");
    attribute(sums, "peak", &TrackSums::peak, "Largest absolute sample, 0 to 32767.");

    py::class_<TrackSignal> signal(module, "TrackSignal", "What was measured of a track.");
    attribute(signal, "sums", &TrackSignal::sums, "Checksums and peak.");
    attribute(signal, "silence_at_start", &TrackSignal::silence_at_start, "Samples of digital silence.");
    attribute(signal, "silence_at_end", &TrackSignal::silence_at_end, "Samples of digital silence.");
    attribute(signal, "clipped", &TrackSignal::clipped, "Samples in runs of three and more at full scale.");

    py::class_<Checked> checked(module, "Checked", "What check() found.");
    attribute(checked, "findings", &Checked::findings, "In the order of the disc.");
    attribute(checked, "signals", &Checked::signals, "A TrackSignal for each track.");
    attribute(checked, "capacity", &Checked::capacity, "Blocks that the disc was checked against.");
    shown_as(checked, [](const Checked& self) {
        return "Checked(" + std::to_string(self.findings.size()) + " findings)";
    });
}

void bind_identity(py::module_& module) {
    py::class_<DiscIds> ids(module, "DiscIds", "The names by which databases know a disc.");
    attribute(ids, "freedb", &DiscIds::freedb, "freedb ID, 8 hexadecimal digits.");
    attribute(ids, "freedb_query", &DiscIds::freedb_query, "What is asked of a freedb server.");
    attribute(ids, "musicbrainz", &DiscIds::musicbrainz, "MusicBrainz disc ID, 28 characters.");
    attribute(ids, "musicbrainz_toc", &DiscIds::musicbrainz_toc, "The TOC as MusicBrainz takes it.");
    attribute(ids, "ctdb_toc", &DiscIds::ctdb_toc, "CTDB's TOC ID.");
    computed(
        ids, "accurate_rip", [](const DiscIds& self) { return to_string(self.accurate_rip); },
        "AccurateRip's three numbers; empty: not known.");
    shown_as(ids,
             [](const DiscIds& self) { return "DiscIds(musicbrainz=" + quoted(self.musicbrainz) + ")"; });

    py::class_<AccurateRipSums> rip(module, "AccurateRipSums", "AccurateRip's checksums of a track.");
    attribute(rip, "v1", &AccurateRipSums::v1, "Version 1.");
    attribute(rip, "v2", &AccurateRipSums::v2, "Version 2.");
    attribute(rip, "frame_450", &AccurateRipSums::frame_450,
              "Of the track's block 450; None: it is shorter.");

    py::class_<MatchedTrack> match(module, "MatchedTrack", "A track in an answer of AccurateRip's database.");
    attribute(match, "verdict", &MatchedTrack::verdict, "Whether it is known there.");
    computed(
        match, "confidence",
        [](const MatchedTrack& self) { return self.matches.empty() ? 0 : self.matches.front().confidence; },
        "How many rips agree.");

    py::class_<Identity> identity(module, "Identity",
                                  "Everything by which databases and rippers know a disc.");
    attribute(identity, "ids", &Identity::ids, "From the TOC.");
    computed(
        identity, "crc", [](const Identity& self) { return self.sums.crc; },
        "CRC-32 from LBA 0 to the lead-out: that of a .bin.");
    computed(
        identity, "tracks", [](const Identity& self) { return to_python(self.sums.tracks); },
        "TrackSums of each track.");
    attribute(identity, "accurate_rip", &Identity::accurate_rip, "AccurateRipSums of each track.");
    computed(
        identity, "ctdb", [](const Identity& self) { return self.ctdb.disc; }, "CTDB's CRC-32 of the disc.");
    computed(
        identity, "ctdb_tracks", [](const Identity& self) { return self.ctdb.tracks; },
        "CTDB's CRC-32 of each track.");
    attribute(identity, "matches", &Identity::matches, "A MatchedTrack for each track, if asked for.");
    attribute(identity, "rip_offset", &Identity::rip_offset,
              "Samples by which it is later than matching rips.");
    shown_as(identity, [](const Identity& self) {
        return "Identity(musicbrainz=" + quoted(self.ids.musicbrainz) + ")";
    });
}

} // namespace

void bind_results(py::module_& module) {
    bind_progress(module);
    bind_comparison(module);
    bind_sources(module);
    bind_identity(module);
    bind_findings(module);
    bind_outcome(module);
}

} // namespace redbook::python
