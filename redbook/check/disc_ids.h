// Under which names the databases know a disc. All are made of its TOC alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "redbook/base/export.h"
#include "redbook/disc/toc.h"

namespace REDBOOK_API redbook {

// The three numbers of AccurateRip, and how many audio tracks there are.
struct AccurateRipId {
    int tracks = 0;                     // audio tracks
    uint32_t id1 = 0, id2 = 0, id3 = 0; // in the order of accurate_rip_path()
    bool operator==(const AccurateRipId&) const = default;
};
std::string to_string(const AccurateRipId& id);                // "000008ca-00001cb7-0d000e03"
std::string to_string(const std::optional<AccurateRipId>& id); // empty: not known

// Where the database keeps the disc, after the server's name:
// "accuraterip/a/c/8/dBAR-003-000008ca-00001cb7-0d000e03.bin".
std::string accurate_rip_path(const AccurateRipId& id);

// Where it is not known how long a data track is, the IDs that depend on it are empty.
struct DiscIds {
    std::string freedb;          // "0d000e03"
    std::string freedb_query;    // what is asked of a freedb server, after "cddb query"
    std::string musicbrainz;     // 28 characters
    std::string musicbrainz_toc; // "first last lead-out start .. start", counted from MSF 00:00:00
    std::optional<AccurateRipId> accurate_rip; // empty: not known
    std::string ctdb_toc;                      // 28 characters
    bool operator==(const DiscIds&) const = default;
};

// Data tracks (bit 4 of CONTROL) count for freedb, and for MusicBrainz where audio follows them; AccurateRip
// counts where the disc ends. Those after the audio are taken for a second session, as on an Enhanced CD:
// MusicBrainz and CTDB let the audio end 11,400 blocks before them.
//   throws  Errc::breaks_rule: there is no audio track, or a track number is not 1..99
DiscIds ids_of(const Toc& toc);

// Of the disc that was opened, with its data tracks; of one that was written, which has none.
DiscIds ids_of(const Disc& disc);

// A sheet may name the disc's freedb ID (REM DISCID): if it is another, it may be the sheet of another disc,
// or pressing, and this is a sentence that says so; else empty.
std::string doubt_by_disc_id(const Disc& disc);

} // namespace redbook
