// Any lines "NAME=value", an empty one between two files, as the tags of an album's files: a disc; and a disc
// that is written as tags again and read stays what it was.
#include "fuzz/target.h"
#include "redbook/audio/tags.h"
#include "redbook/image/tracks/album_tags.h"

namespace redbook {
namespace {

std::vector<Tags> tags_in(std::string_view text) {
    std::vector<std::vector<std::pair<std::string, std::string>>> files(1);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const size_t name = std::min(line.find('='), line.size());
        if (!line.empty())
            files.back().emplace_back(line.substr(0, name), line.substr(std::min(name + 1, line.size())));
        else if (files.size() < size_t(kMostTracks))
            files.emplace_back();
    }
    std::vector<Tags> tags;
    for (const auto& file : files) tags.push_back(vorbis_tags(file));
    return tags;
}

Disc disc_of(const std::vector<Tags>& tags) {
    Disc disc;
    disc.tracks.resize(tags.size());
    apply_tags(disc, tags, std::vector<std::string>(tags.size(), "x.flac"));
    return disc;
}

} // namespace

FUZZ_TARGET(album_tags, "tags") {
    const std::vector<Tags> tags = tags_in(text_of(input));
    const std::vector<size_t> order = order_by_tags(tags);
    must_hold(order.empty() || order.size() == tags.size());
    std::vector<std::string> changes;
    const Disc disc = as_tags_hold(disc_of(tags), changes);
    must_hold(disc_of(tags_of(disc)) == disc);
}

} // namespace redbook
