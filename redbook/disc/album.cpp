#include "redbook/disc/album.h"

#include <array>

namespace redbook {
namespace {

// In the order of AlbumKind.
constexpr std::array<std::string_view, 11> kKindNames{
    "audio files", "folder of audio files", "playlist", "CUE sheet", "cue sheet inside an audio file",
    "cdrdao TOC",  "CloneCD image",         "DDP set",  "CD-TEXT",   "stash",
    "audio disc"};
static_assert(kKindNames.size() == size_t(AlbumKind::audio_disc) + 1);

} // namespace

std::string_view to_string(AlbumKind kind) { return kKindNames.at(size_t(kind)); }

std::vector<AudioSource> sources_of(const Album& album) {
    std::vector<AudioSource> sources;
    for (const auto& source : album.sources) sources.push_back(source());
    return sources;
}

} // namespace redbook
