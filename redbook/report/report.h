// What a command has to say, as data. Rendered once for people (text.h) and once for machines (json.h), so
// that both always tell the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/error.h"
#include "redbook/base/export.h"
#include "redbook/check/audio_rules.h"
#include "redbook/check/checksums.h"
#include "redbook/check/identity.h"
#include "redbook/check/verify.h"
#include "redbook/disc/delivery.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/rules.h"
#include "redbook/drive/drive_report.h"

namespace REDBOOK_API redbook {

// A disc, with what is known of its audio.
struct DiscReport {
    std::string path{};                 // what was opened
    std::string kind{};                 // "stash", "CUE sheet", ...
    Disc disc{};                        // its description
    BlockCount capacity{};              // of the medium it is meant for
    std::vector<TrackSums> sums{};      // one a track; empty: not computed
    std::vector<uint32_t> crcs{};       // CRC-32 per track from INDEX 01 to the next; empty: not computed
    std::optional<uint32_t> crc{};      // CRC-32 of the disc from LBA 0 to the lead-out
    std::vector<TrackSignal> signals{}; // one a track; empty: not measured
    std::optional<Identity> identity{}; // has sums of its own
    std::vector<AudioSource> sources{}; // what the audio comes from; empty: not known, or not asked
    bool laid_out = false; // the disc is what was written: its room is told once, as it lies there
    std::vector<DescriptorField> descriptor{}; // what a master says beside it
    std::string md5{}; // of the file that holds the audio, in hexadecimal; empty: not known
};

// How a disc was recorded.
struct RecordingReport {
    DriveReport drive{};   // with the medium as it was before; of the image recorder no more than its names
    Mode mode = Mode::sao; // that it was recorded in
    std::optional<double> seconds{};           // that writing took, from the first block to the last
    std::optional<double> speed{};             // multiple of 1x, on the average
    SampleCount write_offset{}, read_offset{}; // of the drive, that were made good
    int copy = 1, copies = 1;                  // this one, of so many that were asked for
};

// A file of CD-TEXT alone: of its disc nothing but texts and codes is known.
struct TextsReport {
    std::string path{}; // what was opened
    Disc disc{};        // tracks without lengths
};

// What went wrong.
struct Failure {
    std::optional<Errc> code;     // nullopt: a mistake of the program's own
    std::string sentence;         // what(), for people
    Remedy remedy = Remedy::none; // likewise
    std::string note{};           // what follows the remedy: "; the stash is kept: night.stash"
    // Sentence and note.
    std::string words() const { return sentence + note; }
};

// How many tracks an album has in a stash.
struct StagedTracks {
    int now = 0, before = 0; // by this job, and before it
};

// All that a command has to say. What was not done is empty.
struct Report {
    std::string command;                             // empty: the command line named none
    int exit_code = 0;                               // exit_code.h
    std::string outcome;                             // one sentence: what was done, and what holds now
    std::vector<DiscReport> discs;                   // that were opened or written
    std::vector<TextsReport> texts{};                // files of CD-TEXT that were opened
    std::optional<StagedTracks> staged;              // what was staged
    std::string stash{};                             // that was recorded, and is kept
    bool simulated = false;                          // nothing was written
    std::optional<RecordingReport> recording{};      // how it was recorded
    std::optional<Comparison> comparison;            // of what was read back, or of two albums
    std::string why_not_verified;                    // a reason; empty if it was compared
    std::optional<std::vector<Finding>> findings;    // of the rules and of the audio
    std::optional<std::vector<DriveReport>> drives;  // that were found
    std::optional<std::vector<Diagnosis>> diagnoses; // what is wrong with them
    std::vector<std::string> files;                  // what was written, the sheet first
    std::string pq_sheet{};                          // its path, if one was written
    std::string recording_report{};                  // its path, if one was kept
    std::vector<std::string> lost;                   // what the output cannot hold
    std::vector<MissingFromFile> missing{};          // what --salvage did without
    std::vector<std::string> warnings;               // whole sentences
    std::vector<Failure> errors;                     // what failed
};

// How far work is.
struct ProgressReport {
    std::string_view phase;             // "writing"
    BlockCount done, total;             // total 0: nobody can tell how long it takes
    std::optional<double> per_second{}; // of what is counted
    std::optional<int> buffer{};        // of the drive, percent full
    bool counts_blocks = true;          // false: parts of the work, as a drive tells them

    // A multiple of 1x; nullopt: it is not known.
    std::optional<double> speed() const {
        return counts_blocks && per_second ? std::optional(*per_second / kBlocksPerSecond) : std::nullopt;
    }
    // At this speed; nullopt: it is not known.
    std::optional<double> seconds_left() const {
        return per_second && *per_second > 0 ? std::optional((total - done).value / *per_second)
                                             : std::nullopt;
    }
};

// "2026-11-22T20:59:06.000000000Z"
std::string utc_text(int64_t ns_since_1970);

// An index of a track, from 00 on if the track has a pause.
struct IndexPlace {
    int number;            // 0..99
    Lba start;             // its first block
    BlockCount track_time; // from INDEX 01, as players count: less than 0 in INDEX 00
    BlockCount length;     // to the next index or the end of the track
};
std::vector<IndexPlace> indexes_of(const Track& track, const TrackSpan& span);

// Audio before INDEX 01 of the first track, which belongs to that track and is compared with it.
struct HiddenAudio {
    Lba start;         // its first block
    BlockCount length; // up to INDEX 01
};
std::optional<HiddenAudio> hidden_audio(const Disc& disc); // nullopt: there is none

// A data track, as on the disc that was opened.
struct DataPlace {
    int number;                       // of the track
    std::optional<Lba> start;         // nullopt: not known
    std::optional<BlockCount> length; // empty: not known
};
std::vector<DataPlace> data_places(const Disc& disc);

// "night.cue" of "/music/night.cue", "set/" of "out/set/".
std::string file_name(const std::string& path);

// "verified", "not available", "not read"
std::string_view to_string(SourceChecksum checksum);

// "PRE", "DCP", "4CH", "SCMS": those that are set.
std::vector<std::string_view> flag_names(Flags flags);

// The ids of the disc as it is recorded; nullopt if it has no tracks. Those of the TOC alone where the audio
// was not read for them.
std::optional<DiscIds> disc_ids(const DiscReport& report);

// The CRC-32 of the whole disc, whichever pass told it.
std::optional<uint32_t> disc_crc(const DiscReport& report);

// What is known of a track's sums, whichever pass told them; nullptr: nothing, or the CRC-32 alone.
const TrackSums* track_sums(const DiscReport& report, size_t track);

// "matches", "differs", "unknown", "silent"
std::string_view to_string(TrackVerdict verdict);

// The CRC-32 of a track, whichever pass told it.
std::optional<uint32_t> track_crc(const DiscReport& report, size_t track);

// CRC-32 of every track, from INDEX 01 to the next INDEX 01 or the lead-out, put together from pieces; empty
// if they do not cover all tracks.
std::vector<uint32_t> track_crcs(const Disc& disc, const std::vector<PieceSum>& pieces);

// CRC-32 of the disc from LBA 0 to the lead-out, likewise; nullopt if the pieces do not cover it.
std::optional<uint32_t> disc_crc(const Disc& disc, const std::vector<PieceSum>& pieces);

} // namespace redbook
