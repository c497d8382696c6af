// What a disc says in Q beside its table of contents, found with few reads: where indexes begin by halving,
// codes and SCMS in a hundred blocks of each track.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "redbook/disc/holds.h"
#include "redbook/disc/subchannel.h"
#include "redbook/disc/toc.h"

namespace redbook {

// Frames of Q from around those blocks, in the order of the disc; some may be damaged, missing, or of the
// blocks beside them (QReader).
using ReadQ = std::function<std::vector<QFrame>(Lba first, BlockCount count)>;

struct QScanned {
    struct Track {
        Lba start;                // INDEX 00, or the same as INDEX 01; of the first track LBA -150
        std::vector<Lba> indexes; // INDEX 02 and above
        bool scms = false;        // the copy bit alternates
        std::optional<Isrc> isrc;
        bool operator==(const Track&) const = default;
    };
    std::vector<Track> tracks;
    std::optional<Mcn> mcn;
    std::vector<std::string> doubts; // sentences: what cannot be told to the block
    std::vector<UnreadFact> unread;  // where what was read does not settle it
};
QScanned scan_q(const Toc& toc, const ReadQ& read);

} // namespace redbook
