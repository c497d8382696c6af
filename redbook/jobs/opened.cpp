#include "redbook/jobs/opened.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/base/error.h"
#include "redbook/base/read_back.h"
#include "redbook/base/text.h"
#include "redbook/check/disc_ids.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/stage/staging.h"

namespace redbook {
namespace {

// Of "REM DISCID 1C00CE04"; empty: the remark is another.
std::string_view disc_id_in(std::string_view remark) {
    constexpr std::string_view kWords = "REM DISCID ";
    if (!equal_ignoring_case(remark.substr(0, kWords.size()), kWords)) return {};
    std::string_view id = redbook::trimmed(remark.substr(kWords.size()));
    if (id.size() == 10 && id.front() == '"' && id.back() == '"') id = id.substr(1, 8);
    const bool is_hex = id.find_first_not_of("0123456789abcdefABCDEF") == id.npos;
    return id.size() == 8 && is_hex ? id : std::string_view();
}

} // namespace

Opened open_any(FileSystem& files, const std::vector<std::string>& paths, const AlbumOptions& options,
                const DiscReadOptions& reading) {
    if (paths.size() == 1 && is_drive(paths[0])) return {open_disc(paths[0], reading), std::nullopt};
    if (paths.size() != 1 || !is_stash(files, paths[0])) return {open_album(paths, options), std::nullopt};
    const auto stash = open_stash(files, paths[0]);
    Album album;
    album.kind = AlbumKind::stash;
    album.path = paths[0];
    album.disc = stash->disc();
    album.audio = stash->audio();
    album.files = {paths[0]};
    album.warnings = stash->warnings();
    return {std::move(album), stash->capacity()};
}

void warn_of_other_disc_id(Album& album) {
    if (album.disc.tracks.empty() || !album.holds.audio) return;
    for (const std::string& remark : album.disc.remarks) {
        const std::string_view id = disc_id_in(remark);
        if (id.empty()) continue;
        const std::string freedb = ids_of(album.disc).freedb;
        if (!freedb.empty() && !equal_ignoring_case(id, freedb))
            album.warnings.push_back(
                fmt::format("{}: REM DISCID is {}, and this disc's is {}; is it the sheet of another disc?",
                            album.path, id, freedb));
    }
}

Album open_written(const WrittenImage& image) {
    const auto read_back = std::make_shared<ReadBack>(image.files());
    try {
        Album album = open_any(system_files(), {image.path()}, {.texts_alone = true, .unnamed = true}).album;
        album.damage = [read_back, warnings = album.warnings] {
            std::string damage = read_back->difference();
            return damage.empty() && !warnings.empty() ? warnings.front() : damage;
        };
        return album;
    } catch (const Error& e) {
        const std::string damage = read_back->difference();
        if (damage.empty()) throw;
        throw Error(Errc::differs, damage);
    }
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
