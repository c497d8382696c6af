// What came of a job, of whatever kind: the same lists for every one.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/error.h"
#include "redbook/base/export.h"
#include "redbook/check/identity.h"
#include "redbook/check/verify.h"
#include "redbook/disc/album.h"
#include "redbook/disc/transfer.h"
#include "redbook/report/report.h"

namespace REDBOOK_API redbook {

// Samples at the edges of a disc that its drive did not return, more than OpenOptions::drive accepts.
struct UnreadEdge {
    std::string drive;   // its path
    SampleCount samples; // how many
};

// What came of a job.
struct Outcome {
    // verified: what was read back is what was written, and all of the source's audio was read.
    Verdict verdict = Verdict::not_verified;
    Comparison comparison;        // with what was read back; not_verified if nothing was
    std::string sentence;         // what was done, and how it was proven; empty if it differs, or failed
    std::string why_not_verified; // why nothing was compared; else empty
    bool edge_accepted = false;   // it is not_verified for nothing but edges that the options accept
    bool complete = true;         // all of the source's audio was read, but for edges that the options accept
    std::string place;            // the image's or the stash's path, the recorder's name
    std::string kind;             // "DDP 2.00 set", "recording": for people
    bool has_audio = true;        // false: the format is one of texts alone
    Disc disc;                    // as it was written
    BlockCount capacity;          // of the medium it is on, or meant for
    std::vector<PieceSum> sums;   // of its audio as it was handed over, from LBA -150
    std::string md5; // of the file that holds the audio, in hexadecimal; empty: the format does not say it
    std::optional<Identity> identity;     // if it was asked for
    std::vector<AudioSource> sources;     // what the audio comes from
    std::vector<MissingFromFile> missing; // of it, what files lack; with OpenOptions::salvage only
    std::vector<UnreadEdge> unread_edges; // of the source, or of what was read back
    std::vector<std::string> files;       // the sheet first; empty: none were kept, or it is a medium
    std::string pq_sheet, report;         // what was written beside them; empty: was not asked for
    std::vector<std::string> changes;     // what was written in another way, as the end of "PLACE: ..."
    std::vector<std::string> lost;        // what the output cannot hold, or was allowed to leave out
    std::vector<std::string> warnings;    // whole sentences, of opening, writing and reading back
    std::vector<Failure> failures;        // what failed beside the work, which is done
    std::optional<StagedTracks> staged;   // of a stash, which is not read back
    // Of a recording:
    bool done = true;          // false: it failed, and the first failure says why; nothing else is known
    bool drive_failed = false; // .. and it is the drive that cannot be had
    std::optional<RecordingReport> recording; // how
    int next_copy = 0;                        // of several discs: the first that is not recorded; 0: all are
    std::string stash;                        // that was recorded, and is kept; empty: it was removed
    bool simulated = false;                   // nothing was written ..
    bool test_write = false;                  // .. but all of it went through the drive
    bool interrupted = false;                 // recorded, but not read back to the end
    std::chrono::duration<double> took{};     // writing and closing
    std::string not_ejected;                  // a sentence; empty unless ejecting was asked for and failed
};

// "/dev/sr0: 30 samples at the edge of the disc cannot be read"
std::string sentence_of(const UnreadEdge& edge);

// The verdict, and what of the source was not read; to be asked when its audio was.
void judge(Outcome& outcome, const Album& source);

// What `check` says of lengths and codes, for jobs that do not listen.
std::vector<std::string> rule_warnings_of(const Album& album);

// The outcome as the commands report it.
Report report_on(const Outcome& outcome);

// What is refused where warnings are: the first is the sentence, `further` are the others.
struct StrictlyRefused : Error {
    // At least one warning.
    explicit StrictlyRefused(const std::vector<std::string>& warnings)
        : Error(Errc::malformed, warnings.front()), further(warnings.begin() + 1, warnings.end()) {}
    std::vector<std::string> further; // the other warnings
};

// Adds `found` to `warnings`; with `strict`, throws StrictlyRefused if there is any.
void warn(std::vector<std::string>& warnings, const std::vector<std::string>& found, bool strict);

} // namespace redbook
