// What all readers of sheets (.cue, .toc) share: sentences with line numbers, the files a sheet names, and
// where their audio lies on the disc.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/audio/audio_file.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/disc.h"
#include "redbook/image/album.h"
#include "redbook/image/cue_files.h"

namespace redbook {

// "disc.cue:4: reason"; line 0 is not told: "disc.cue: reason".
std::string at_line(const std::string& path, int line, std::string_view reason);

// Why parse_msf() refuses what a sheet has in the place of a time: "'00:60:00' is not a time; ...".
std::string why_not_a_time(std::string_view text);

// A foreign word in a sentence of ours: in quotes, short, and on one line.
std::string quoted_word(std::string_view word);

// Puts what a sheet can hold in the place of a text, and a sentence into `changes` if that is another.
// `what` is "title of track 1", `format` "a cue sheet".
void replace_text(std::string& text, const std::string& fitting, std::string_view what,
                  std::string_view format, std::vector<std::string>& changes);

// A part of a file of the sheet, and where it begins.
struct SheetClip {
    size_t file = 0;    // position in the sheet's list of files
    SampleCount from;   // in the file
    SampleCount length; // at least 1
    SampleCount at;     // from the first sample of LBA 0
};

// A sheet and the lengths of its files, laid out on a disc.
struct SheetLayout {
    Disc disc; // Track::source is not filled in
    std::vector<SheetClip> clips;
    Lba lead_out;
    std::vector<std::string> warnings; // of the layout alone; the sheet's own are not repeated
};

// Puts the clip after the others, as one with the last if it continues in the same file.
void append_clip(std::vector<SheetClip>& clips, const SheetClip& clip);

// The sheet's files, opened, in its order.
using AudioFiles = std::vector<std::shared_ptr<const AudioFile>>;

// A sheet's bytes as UTF-8: in `encoding`, or if none is asked in what guess_encoding() says. What was
// guessed, and what could not be read, is added to `warnings`.
std::string sheet_text(const std::string& path, std::string_view bytes, std::optional<Encoding> encoding,
                       std::vector<std::string>& warnings);

// The path of an audio file that line `line` of the album's sheet names. The warnings say where it is another
// than named. Throws Errc::not_found, also for what leads out of the folder and is not allowed to.
std::string find_named_file(Album& album, int line, const std::string& name, const AlbumOptions& options);

// The same; nullopt: it is not there. If it need not be `audio`, no other kind of audio file takes its place.
std::optional<std::string> find_beside(Album& album, int line, const std::string& name, bool audio,
                                       const AlbumOptions& options);

// The file that line `line` names, as raw audio. Throws Errc::unsupported where gain is asked.
std::shared_ptr<const AudioFile> open_named_raw_file(const Album& album, int line, const Input& input,
                                                     RawOrder order, const AlbumOptions& options);

std::unique_ptr<BlockSource> timeline_of(const SheetLayout& layout, const AudioFiles& files);

} // namespace redbook
