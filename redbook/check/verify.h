// Are two discs the same? Per item, with the place of the first difference; and what may be said of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/transfer.h"

namespace redbook {

enum class ItemState { equal, differs, not_checkable };

struct Item {
    std::string name; // "TOC", "indexes", "flags", "ISRC", "MCN", "CD-TEXT", "audio of track 3"
    ItemState state = ItemState::equal;
    std::string detail; // differs: where and how; not checkable: why; equal: empty
    bool operator==(const Item&) const = default;
};

// verified: every checkable item is equal, and no audio is unchecked. differs: some item differs.
// not_verified: nothing differs, but audio could not be checked.
enum class Verdict { verified, differs, not_verified };

struct Comparison {
    std::vector<Item> items;
    Verdict verdict = Verdict::not_verified;
    const Item* first_difference() const; // nullptr if there is none
};
std::string_view to_string(Verdict verdict); // "verified", "differs", "not verified"
std::string_view to_string(ItemState state); // "equal", "differs", "not checkable"

// The descriptions alone: TOC, indexes (pauses and pregaps, INDEX 02 and above), flags, ISRC, MCN, CD-TEXT.
// An item that either side cannot hold is not checkable if the other side has something there.
std::vector<Item> compare_descriptions(const Disc& a, const Holds& a_holds, const Disc& b,
                                       const Holds& b_holds);

// One side of a comparison. `audio` may be null if `sums` cover the whole disc.
struct Side {
    std::string name; // for sentences: a path
    const Disc& disc;
    const BlockSource* audio = nullptr;
    Holds holds;
    std::vector<PieceSum> sums; // known beforehand, from LBA -150 to the lead-out; may be empty
};

// Everything, audio last: per track from INDEX 01, plus its pregap, except silent run-out (postgap). The
// audio of b is read; that of a only where its sums do not cover a piece, and where a piece differs, to name
// the first difference as "track 3 at 02:14:33 (byte 1234 of the track): A has 0012, B has 0013".
//   throws  what the sources throw; Errc::cancelled
Comparison compare(const Side& a, const Side& b, const TransferOptions& options = {});

} // namespace redbook
