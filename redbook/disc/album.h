// What the user has, opened: files, a folder, a sheet, an image, a stash, a disc in a drive. Holds the pair
// that everything else works on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/export.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/delivery.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/subchannel_source.h"

namespace REDBOOK_API redbook {

// What an album was opened from.
enum class AlbumKind {
    audio_files,
    folder, // of audio files
    playlist,
    cue_sheet,
    embedded_sheet, // inside an audio file
    toc,            // of cdrdao
    ccd,            // CloneCD
    ddp,
    cd_text, // alone, without audio
    stash,
    audio_disc, // in a drive
};

// For people, and in JSON: "CUE sheet".
std::string_view to_string(AlbumKind kind);

// Which of AlbumOptions apply to an album: these, and those that apply to all.
struct AppliedOptions {
    bool join = false; // join and pause
    bool cue_origin = false;
};

// An album that was opened: the disc's description and its audio, and where both come from.
struct Album {
    AlbumKind kind = AlbumKind::audio_files;      // what was opened
    std::string path;                             // what was opened; of a list of files, the first
    Disc disc;                                    // with Track::source filled in (crc still 0)
    std::unique_ptr<BlockSource> audio;           // disc's blocks; null if the format holds none
    std::unique_ptr<SubchannelSource> subchannel; // what is stored of it; null: nothing
    Holds holds;                                  // what its format could tell at all
    std::vector<UnreadFact> unread; // what it could tell, and could not be read; its value is a guess
    std::vector<std::function<AudioSource()>> sources; // of its audio; see sources_of()
    std::vector<std::string> files;                    // every file it is made of, sheets included, in order
    std::vector<std::string> warnings;                 // sentences: what was assumed, what is not exact
    std::vector<std::string> contradictions; // those of them that say where the album tells one thing twice,
                                             // not alike
    std::vector<MissingFromFile> missing;    // audio that its files lack; with AlbumOptions::salvage only
    AppliedOptions applied;                  // which options had an effect
    std::vector<DescriptorField> descriptor{}; // of a DDP set: what its DDPID says beyond the disc
    std::string md5{}; // of the file that holds the audio, as a file of checksums claims it; proven when all
                       // of the audio was read. Empty: not claimed
    std::optional<BlockCount> capacity{};  // that a stash was made for
    SampleCount accepted_edge{};           // of a drive: so many samples at the edges need not have been read
    std::function<std::string()> damage{}; // of an image that was just written: see Side::damage
};

// What its audio comes from, as far as it is known by now: a checksum is verified by reading.
std::vector<AudioSource> sources_of(const Album& album);

} // namespace redbook
