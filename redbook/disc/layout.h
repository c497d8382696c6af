// Where things lie on a disc, and what fits. The only place that knows Track-at-Once from Session-at-Once
// accounting, capacity classes, and how files are cut into tracks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"

namespace REDBOOK_API redbook {

// Where a track lies. start <= audio <= index01 <= audio_end <= end; end is the next track's start.
struct TrackSpan {
    Lba start;     // INDEX 00 if the track has one, else the same as index01
    Lba audio;     // first block of audio, after the pause
    Lba index01;   // the address in the TOC
    Lba audio_end; // after the last block of audio
    Lba end;       // the next track's start, or the lead-out
    bool operator==(const TrackSpan&) const = default;
};

// The addresses of a disc in Session-at-Once. The first span starts at LBA -150.
struct Layout {
    std::vector<TrackSpan> tracks; // one per track
    Lba lead_out;                  // kProgramStart for a disc without tracks
    bool operator==(const Layout&) const = default;

    // Where the track ends as the TOC sees it: the next track's INDEX 01, or the lead-out.
    Lba next_index01(size_t track) const {
        return track + 1 < tracks.size() ? tracks[track + 1].index01 : lead_out;
    }
};
Layout layout_of(const Disc& disc);

// The disc as Track-at-Once puts it on a medium and into an image: no pauses but the gap, no indexes above
// 01, pregap audio becomes the beginning of its track, two run-out blocks (postgap) end each track. No
// CD-TEXT. Track k+1's INDEX 01 is at that of k + N(k) + 2 + gap. Text is kept: what cannot be recorded is
// the caller's to say.
Disc as_tao(const Disc& disc);

// A disc laid out by as_tao(), but with the space between its tracks as the recorder has made it: how many of
// up to two run-out blocks, and how long the gap. `read` is the disc as it was read; `index00_known`: it has
// the places of INDEX 00, else a gap is as planned. Returns `tao` if `read` has other tracks, or no such gap.
Disc with_gaps_as_read(const Disc& tao, const Disc& read, bool index00_known);

// The disc that a recording of `disc` yields: itself in SAO, as_tao() in TAO.
Disc as_recorded(const Disc& disc);

// Capacity: the last possible lead-out LBA. "74" 333000, "80" 359849, "90" 404849, "99" 445500, or a number
// of blocks from 300 to 449849. nullopt: none of these.
inline constexpr BlockCount kDefaultCapacity{359849};
std::optional<BlockCount> parse_capacity(std::string_view text);

// total = used + overhead + available while available > 0, else total <= used + overhead.
struct Room {
    BlockCount total;     // capacity
    BlockCount used;      // audio at LBA 0 and after, pregap audio included
    BlockCount overhead;  // SAO: silence that the disc describes. TAO: (m - 1) * gap + 2 * m
    BlockCount available; // what can still be appended: to the open track, or else to a new one
};

// What the capacity holds. m, the track the question is about, is the open one (the last of disc.tracks, with
// the length it has so far), or else the one that would come next; none comes after 99.
Room room_on(const Disc& disc, BlockCount capacity, bool last_is_open);

// The first track that does not fit, in the disc's own mode.
struct Overflow {
    size_t track;    // position in disc.tracks
    BlockCount over; // blocks of the whole disc after the capacity
};
std::optional<Overflow> overflow(const Disc& disc, BlockCount capacity);

// Files to tracks. `lengths` are the files' lengths in stereo samples.
//   joined    files follow each other at the sample; a boundary inside a block moves down to the block's
//             start; zeros only at the end of the disc. With a pause, each file is filled to a whole block
//             first.
//   separate  each file is filled with zeros to a whole block.
struct FilePlace {
    SampleCount start; // of the file's first sample, counted from the first sample of LBA 0
};
// What join_files() makes of files.
struct JoinedFiles {
    std::vector<Track> tracks;     // pause and length set; track 1's pause is 150
    std::vector<FilePlace> places; // one per file
};
JoinedFiles join_files(const std::vector<SampleCount>& lengths, Join join, BlockCount pause);

} // namespace redbook
