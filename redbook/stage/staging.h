// Staging: building a disc up in a stash file, block by block, with one open track at a time. What is closed
// survives a crash, a full disk and a power cut. The file is stash_format.md, the states staging_states.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/byte_span.h"
#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/layout.h"
#include "redbook/stage/staging_run.h"

namespace REDBOOK_API redbook {

// A stash opened for reading. A reader keeps what it opened, whatever a writer does meanwhile (S6).
class Stash {
  public:
    virtual ~Stash() = default;
    virtual const std::string& path() const = 0; // as it was opened
    virtual const Disc& disc() const = 0;        // closed tracks only
    virtual BlockCount capacity() const = 0;     // of the disc to be
    // A slot that was bad, and what was done about it; audio that is missing at the end of the file.
    virtual const std::vector<std::string>& warnings() const = 0;

    // The audio of closed tracks, at the addresses of layout_of(disc()). Reading checks the CRC of every
    // second that is read whole: Errc::corrupt "x.stash: track 3 at 02:14: ...". known_sums() are those CRCs;
    // extent() is offered.
    virtual std::unique_ptr<BlockSource> audio() const = 0;

    // What the files that it was staged from lacked: it is silence here, and no copy of it is verified.
    virtual const std::vector<MissingFromFile>& missing() const = 0;
};

// The one writer of a stash. Every method that changes what is closed returns only when the change is on the
// disk. After an I/O error or a failed sync the stash is failed: every changing call throws
// Errc::stash_failed (S4).
class Staging {
  public:
    virtual ~Staging() = default; // without close(): an open track is lost, closed ones stay

    virtual const std::string& path() const = 0; // of the stash
    virtual const Disc& disc() const = 0;    // closed tracks, then the open one with the length it has so far
    virtual BlockCount capacity() const = 0; // of the disc to be
    virtual bool has_open_track() const = 0; // whether append() has a track to go to
    virtual Room room() const = 0;           // layout.h, room_on()
    // What was wrong when it was opened, and was repaired: sentences.
    virtual const std::vector<std::string>& warnings() const = 0;

    // Opens a track. `track` is its description: of the audio appended the first track.pregap blocks are its
    // pregap, the rest its length (which is ignored here). The first one gets the pause that every disc
    // begins with, as far as its pregap does not cover it.
    //   throws  track_open, too_many_tracks, does_not_fit (no block is left for it), stash_failed
    virtual void open_track(const Track& track) = 0;

    // Appends audio to the open track.
    //   audio    whole blocks: n x 2352 bytes, 16-bit little-endian, left/right interleaved, 44.1 kHz
    //   room     how many blocks may be kept, in place of what the stash's capacity leaves; for a caller whose
    //            disc has another capacity by now
    //   returns  blocks kept; fewer than n means the disc is full (kept audio stays)
    //   throws   no_track_open, bad_value (not whole blocks), stash_failed, io (stash is failed afterwards,
    //            S4), disk_full (what fitted is kept and counted in disc(), the sentence says how much is missing,
    //            the caller may continue with the rest)
    //   source   IEC 60908 (audio format); IMAPI v1 AddAudioTrackBlocks (keep what fits)
    virtual BlockCount append(Bytes audio, std::optional<BlockCount> room = {}) = 0;

    // Commits the open track (S8). `source`: where it came from, if that is known only now.
    //   throws  no_track_open, bad_value (no audio after its pregap), io, disk_full, stash_failed
    virtual void close_track(std::optional<SourceFile> source = {}) = 0;

    // Drops the open track. Throws no_track_open, stash_failed
    virtual void abandon_track() = 0;

    // Drops the last closed track. The others are copied to a new file (S5), so that readers keep what they
    // opened (S6). Throws track_open, bad_value (there is none), disk_full (no room for the copy), io,
    // stash_failed
    virtual void drop_last() = 0;

    // Drops all tracks and the description, the open track too; a new file as well. Throws as drop_last()
    virtual void clear() = 0;

    // Replaces the description of the closed tracks. All that places audio (number of tracks, pregap, length)
    // must be as it is. Throws track_open, bad_value, disk_full (nothing has changed), io, stash_failed
    virtual void edit(const Disc& disc) = 0;

    // Throws bad_value unless 300..449849 blocks, and as edit()
    virtual void set_capacity(BlockCount capacity) = 0;

    // The run that the stash remembers. drop_last() and clear() forget it.
    virtual const StagingRun& run() const = 0;

    // Remembers a run before its first track is staged. Throws as edit(), but a track may be open
    virtual void set_run(const StagingRun& run) = 0;

    // What the files that are staged lack (Stash::missing()), before the first of their tracks is. drop_last()
    // forgets what no track comes from any more, clear() all. Throws as set_run(), and bad_value if there is no
    // room for so much
    virtual void set_missing(const std::vector<MissingFromFile>& missing) = 0;

    // What set_missing() was told, or the stash remembers.
    virtual const std::vector<MissingFromFile>& missing() const = 0;

    // The closed tracks' audio, as Stash::audio().
    virtual std::unique_ptr<BlockSource> audio() const = 0;

    // Cuts off what lies after the last closed track, closes the file and tells about failures. An open
    // track is dropped. Nothing but the destructor may follow.
    virtual void close() = 0;
};

// What a new stash begins with.
struct StashSettings {
    BlockCount capacity = kDefaultCapacity; // of the disc to be
    Disc disc;           // description of the disc to be, without tracks: mode, gap, join, MCN, texts
    StagingRun run = {}; // the run that it is made for
};

} // namespace redbook
