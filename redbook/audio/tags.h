// One set of names for what tags say.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace redbook {

// Names to upper-case Vorbis names (reference: the Vorbis comment recommendation and the names MusicBrainz
// Picard writes), "3/12" to a number and a total, values to UTF-8 (what is not UTF-8 is taken for
// Windows-1252). Of the same name twice, the values are joined by "; ".
std::map<std::string, std::string> vorbis_tags(const std::vector<std::pair<std::string, std::string>>& tags);

} // namespace redbook
