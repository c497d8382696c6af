// An audio file of any kind, as the CD wants it: 16-bit stereo at 44.1 kHz, of a known length.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/audio_source.h"
#include "redbook/base/input_file.h"
#include "redbook/disc/units.h"

namespace redbook {

// What is in the file, before any conversion.
struct AudioFormat {
    std::string codec; // "FLAC", "WAV (PCM)", "MP3", "raw": for people
    int rate = 0;      // Hz
    int channels = 0;
    int bits = 0; // significant bits of a sample; 0: lossy
    bool floating = false;
    bool is_cd_audio() const { return rate == kSampleRate && channels == 2 && bits == 16 && !floating; }
};

struct AudioFileOptions {
    bool downmix = false; // more than two channels are mixed to stereo instead of refused
    double gain_db = 0;   // applied before dither; anything but 0 takes the converting path
    bool salvage = false; // of a file that is cut short, take what is there; missing() and a warning say so
};

// Raw audio without a header, as .bin files hold it.
enum class RawOrder { little_endian, big_endian };

// An opened file: what it is, how long it will be at 44.1 kHz, and what its tags say. Cheap to keep; holds no
// decoder. Opening reads headers; files whose length the headers do not tell exactly are scanned once.
class AudioFile {
  public:
    virtual ~AudioFile() = default;
    virtual const std::string& path() const = 0;
    virtual const AudioFormat& format() const = 0;
    // At 44.1 kHz: the file's own count if that is its rate, else ceil(count * 44100 / rate).
    virtual SampleCount length() const = 0;
    // Tags by upper-case Vorbis names (TITLE, ARTIST, ALBUM, ALBUMARTIST, TRACKNUMBER, DISCNUMBER, ISRC,
    // BARCODE, CATALOGNUMBER, COMPOSER, CUESHEET, ...), UTF-8; other formats' names are mapped to these.
    virtual const std::map<std::string, std::string>& tags() const = 0;
    // Only of a file that was salvaged.
    virtual const std::optional<MissingAudio>& missing() const = 0;
    // Sentences that begin with the path: what could not be exact.
    virtual const std::vector<std::string>& warnings() const = 0;
    // The open file: all that is read is read from it.
    virtual const InputFile& input() const = 0;
    // What it is and what becomes of it, and whether its checksum was verified by now. May read a file to
    // find out whether its samples are of 16 bits.
    virtual AudioSource source() const = 0;
};

// The file to be opened by either of the next two. Throws Errc::not_found, no_permission, malformed (a
// folder, not a regular file, empty).
Input open_input(const std::string& path);

// Content decides what it is. Throws Errc::not_found, no_permission, malformed (not audio, no audio in it,
// damaged header), unsupported (more than two channels without downmix).
std::shared_ptr<const AudioFile> open_audio_file(const std::string& path,
                                                 const AudioFileOptions& options = {});
std::shared_ptr<const AudioFile> open_audio_file(const Input& input, const AudioFileOptions& options = {});

// "0:12.345 to 0:20.000 is missing", "all after 0:12.345 is missing", or what else is wrong with it.
std::string lack_text(const MissingAudio& lack);

// A file of raw 16-bit stereo at 44.1 kHz. A rest shorter than a stereo sample is dropped with a warning.
std::shared_ptr<const AudioFile> open_raw_file(const Input& input, RawOrder order);

} // namespace redbook
