// The names of files that each hold a track: "01 - Title.flac", "01.wav".
#pragma once

#include <string>
#include <string_view>

namespace redbook {

inline constexpr size_t kLongestTrackName = 200; // bytes, well below what file systems take

// `number` 1..99, `title` of any kind, `extension` ".flac" or ".wav". What some file system does not take in
// a name (/ \ : * ? " < > | and control characters) becomes "_"; what is too long is cut between characters.
std::string track_file_name(int number, std::string_view title, std::string_view extension);

// Whether track_file_name() makes such names.
bool is_track_file_name(std::string_view name);

} // namespace redbook
