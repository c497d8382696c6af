// What an album's audio comes from, and what is missing of it, for reports.
#pragma once

#include <cstdint>
#include <string>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// Of the audio inside a file, if the format has one.
enum class SourceChecksum : uint8_t {
    not_available, // the format has none, or the file's was left out
    not_read,      // the file was not read from its beginning to its end
    verified,      // a wrong one is an error when the file is read
};

// A file that audio comes from, and what was done to its samples.
struct AudioSource {
    std::string path;       // as it was opened
    std::string container;  // "FLAC", "WAV", "AIFF", "MP4", "Ogg", "raw", ...
    std::string codec;      // "FLAC", "PCM", "PCM (float)", "MP3", ...
    int rate = 0;           // Hz
    int channels = 0;       // of the file, not of the disc
    int bits = 0;           // significant bits of a sample; 0: lossy
    bool lossy = false;     // the codec does not keep every bit
    bool resampled = false; // to 44.1 kHz
    bool downmixed = false; // more than two channels
    bool dithered = false;  // to 16 bits
    SourceChecksum checksum = SourceChecksum::not_available; // of its audio
    bool operator==(const AudioSource&) const = default;
};

// Where a file's header and its audio disagree, at its end. In samples at the file's rate.
struct MissingAudio {
    int64_t first = 0;    // counted from 0
    int64_t count = 0;    // 0: it is not known how many
    int rate = 0;         // Hz
    bool assumed = false; // not missing: it is there, after the end that the header states
    bool operator==(const MissingAudio&) const = default;
};
// Which file lacks what.
struct MissingFromFile {
    std::string path;   // of the file
    MissingAudio audio; // what it lacks
    bool operator==(const MissingFromFile&) const = default;
};

} // namespace redbook
