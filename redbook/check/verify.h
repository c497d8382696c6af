// Are two discs the same? Per item, with the place of the first difference; and what may be said of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/subchannel_source.h"
#include "redbook/disc/transfer.h"

namespace REDBOOK_API redbook {

// What became of an item.
enum class ItemState { equal, differs, not_checkable };

// One thing that two discs have in common or not.
struct Item {
    std::string name; // "TOC", "indexes", "flags", "ISRC", "MCN", "CD-TEXT", "subchannel", "audio of track
                      // 3", "files"
    ItemState state = ItemState::equal; // the result
    std::string detail;                 // differs: where and how; not checkable: why; equal: empty
    bool operator==(const Item&) const = default;
};

// verified: every checkable item is equal, and no audio is unchecked. Of two sides that both hold no audio,
// none was to be checked. differs: some item differs.
// not_verified: nothing differs, but audio could not be checked; the item that is not checkable says which.
enum class Verdict { verified, differs, not_verified };

// What a drive that is off by some samples does not return at the edges of a disc.
struct UnreadEdges {
    std::vector<std::string> places{}; // "the last 30 samples of track 12"
    SampleCount samples{};             // all together
    bool alone = false;                // all other audio could be checked
    bool operator==(const UnreadEdges&) const = default;
};

// What became of data tracks, which are never read.
enum class DataTracks { none, not_copied, not_compared };

// Audio that differs, as it is a constant number of samples off.
struct Displacement {
    SampleCount offset; // by which that of b is later
    bool alone = false; // nothing else differs, where both sides have audio
    bool operator==(const Displacement&) const = default;
};

// Two discs, compared item by item.
struct Comparison {
    std::vector<Item> items;                 // in a fixed order: descriptions, subchannel, audio, files
    Verdict verdict = Verdict::not_verified; // of all items
    SampleCount offset{};                    // AudioComparison
    UnreadEdges unread{};                    // AudioComparison
    BlockCount read_again{};                 // AudioComparison
    std::optional<Displacement> moved{};     // AudioComparison
    DataTracks data = DataTracks::none;      // the verdict is about the audio alone if there are any
    std::vector<std::string> names{};        // of both sides, as the items' sentences have them
    const Item* first_difference() const;    // nullptr if there is none

    // not_verified, and for nothing but unread edges: so many samples; else 0.
    SampleCount unread_edge_samples() const;
};
// The comparison of files that could not even be read, as they are not what was written to them.
Comparison differing_files(std::string detail);
std::string_view to_string(Verdict verdict); // "verified", "differs", "not verified"

// The verdict for people: of unread edges alone "verified except the last 30 samples of track 12", of a disc
// with data tracks "audio verified, data not copied".
std::string verdict_text(const Comparison& comparison);
std::string_view to_string(DataTracks data); // "not copied", "not compared"
std::string_view to_string(ItemState state); // "equal", "differs", "not checkable"

// One side of a comparison. `audio` may be null if `sums` cover the whole disc, described silence excepted,
// or if the side holds none.
struct Side {
    std::string name;                   // for sentences: a path
    const Disc& disc;                   // must outlive the side
    const BlockSource* audio = nullptr; // likewise
    Holds holds;                        // what its format can store
    std::vector<PieceSum> sums{};       // known beforehand, from LBA -150 to the lead-out; may be empty
    bool run_out = false; // laid out by as_tao(): the two blocks after each track are as the drive fills them
    const SubchannelSource* subchannel = nullptr; // what it has stored
    std::vector<std::string> contradictions{};    // sentences: where it says one thing twice, not alike
    bool wrote_subchannel = false;                // the other side must have it stored
    std::vector<UnreadFact> unread{};             // of the disc
    // Where its files are not, byte for byte, what was written to them, in words; empty if they are. Asked
    // once, after all else was compared. May be empty: not known.
    std::function<std::string()> damage{};
};

// The descriptions alone, always these six items: TOC (with track numbers), indexes (INDEX 00, INDEX 02 and
// above), flags (with SCMS), ISRC, MCN, CD-TEXT. What one side cannot hold is not checkable if either has
// something there, and what one side could not read where it would differ. Of the tracks those that both have
// are compared; that their number differs is said under TOC.
std::vector<Item> compare_descriptions(const Side& a, const Side& b);

// The item "subchannel"; nullopt if neither side has one stored or wrote one. It is equal if every stored
// block says what its side's disc is, or both sides have the same bytes there; else the detail tells how many
// do not, why, and where the first is: "disc.ccd: 2 blocks have a wrong checksum, the first at 00:06:12". A
// side that contradicts itself differs, too.
std::optional<Item> compare_subchannels(const Side& a, const Side& b);

// The audio: one item a track, INDEX 00 and silence included. Not compared is run-out (Side::run_out), which
// drives fill as they like, and what one side has before LBA 0 where the other cannot hold anything.
// Where the TOCs differ, tracks whose INDEX 00 and length are equal are compared each at its own address. The
// audio of b is read; that of a only if its sums do not cover it. Of a track that differs the first
// difference is named: "track 3 at 02:14:33 (byte 23741234 of the track): A has 0x12, B has 0x13", the time
// counted from INDEX 01.
//
// Of a drive (Holds::sample_exact) that is off by up to 5 blocks the audio is compared as if it were not;
// what differs is read again before it is said to; and what no read returned makes its track not checkable.
// Of two images that differ it is found whether one is so many samples off; that is a difference.
struct AudioComparison {
    std::vector<Item> items; // one per track
    SampleCount offset{};    // samples by which a drive's audio is later than on the other side
    UnreadEdges unread{};    // each makes its track not checkable
    BlockCount read_again{}; // from a drive, as something in them differed, or did not come, when first read
    std::optional<Displacement> moved{}; // of two images that differ
};
AudioComparison compare_audio(const Side& a, const Side& b, const TransferOptions& options = {});

// Everything but data tracks: a is what went in, b what came out of it. The descriptions, the subchannel
// where a side has one stored, the audio, and the item "files" if b can tell damage; that item alone if
// damage keeps b from being read. Throws what the sources throw; Errc::cancelled.
Comparison compare(const Side& a, const Side& b, const TransferOptions& options = {});

} // namespace redbook
