#include "redbook/jobs/open.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/base/file.h"
#include "redbook/check/disc_ids.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/drive/scsi.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/stage/stash.h"

namespace redbook {
namespace {

Album album_of(const Stash& stash) {
    Album album;
    album.kind = AlbumKind::stash;
    album.path = stash.path();
    album.disc = stash.disc();
    album.audio = stash.audio();
    album.files = {stash.path()};
    album.warnings = stash.warnings();
    album.missing = stash.missing();
    album.capacity = stash.capacity();
    return album;
}

Album open_what_is_there(const std::vector<std::string>& sources, const OpenOptions& options) {
    if (sources.size() == 1 && is_drive(sources[0])) return open_disc(sources[0], options.drive);
    if (sources.size() == 1 && is_stash(system_files(), sources[0]))
        return album_of(*open_stash(system_files(), sources[0]));
    return open_album(sources, options);
}

} // namespace

Album open(const std::vector<std::string>& sources, const OpenOptions& options) {
    Album album = open_what_is_there(sources, options);
    album.accepted_edge = options.drive.accepted_edge;
    if (album.kind == AlbumKind::stash && !options.unnamed)
        for (const MissingFromFile& lack : album.missing) // of files, their readers warn
            album.warnings.push_back(fmt::format("{}: when it was staged, {} was cut short: {} is missing",
                                                 album.path, lack.path, range_text(lack.audio)));
    if (!options.unnamed && album.holds.audio)
        if (const std::string why = doubt_by_disc_id(album.disc); !why.empty())
            album.warnings.push_back(album.path + ": " + why);
    return album;
}

void add_cd_text(Disc& disc, const std::vector<std::string>& files, std::vector<std::string>& warnings) {
    const CdText text = open_text_files(system_files(), files);
    warnings.insert(warnings.end(), text.warnings.begin(), text.warnings.end());
    take_cd_text(disc, text, files.at(0), warnings, OurCodes::replaced);
}

bool is_album_of_its_own(const std::string& source) {
    return is_drive(source) || is_stash(system_files(), source) || is_whole_album(source);
}

std::vector<std::string> warnings_of(const Album& album) {
    std::vector<std::string> warnings = album.warnings;
    if (album.audio)
        for (std::string& sentence : album.audio->warnings()) warnings.push_back(std::move(sentence));
    return warnings;
}

NotRead not_read(const Album& album) {
    NotRead result{.any = !album.missing.empty()};
    if (!album.audio) return result;
    for (const Unread& u : unread_edges(*album.audio)) result.edge = result.edge + u.length;
    const auto unread = album.audio->unread();
    result.any |= result.edge > album.accepted_edge ||
                  std::ranges::any_of(unread, [](const Unread& u) { return u.why == Unread::damaged; });
    return result;
}

void leave_unverified(Comparison& comparison, const std::vector<MissingFromFile>& missing, const Disc& disc) {
    for (const MissingFromFile& lack : missing) {
        size_t k = disc.tracks.size() - 1;
        for (size_t i = 0; i < disc.tracks.size(); ++i)
            if (disc.tracks[i].source && disc.tracks[i].source->path == lack.path) k = i;
        const std::string name = fmt::format("audio of track {}", disc.number_of(k));
        const auto item = std::ranges::find(comparison.items, name, &Item::name);
        if (item == comparison.items.end() || item->state == ItemState::differs) continue;
        *item = {name, ItemState::not_checkable,
                 fmt::format("{}: {} is missing", lack.path, range_text(lack.audio))};
        if (comparison.verdict == Verdict::verified) comparison.verdict = Verdict::not_verified;
    }
}

Side side_of(const std::string& name, const Album& album) {
    Side side{name, album.disc, album.audio.get(), album.holds};
    side.subchannel = album.subchannel.get();
    side.contradictions = album.contradictions;
    side.damage = album.damage;
    side.unread = album.unread;
    return side;
}

} // namespace redbook
