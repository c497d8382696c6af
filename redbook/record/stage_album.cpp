#include "redbook/record/stage_album.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/rules.h"
#include "redbook/record/read_ahead.h"
#include "redbook/record/source_files.h"

namespace redbook {
namespace {

constexpr BlockCount kStagedAtOnce{75};

bool same_place(const Track& a, const Track& b) {
    return a.pause == b.pause && a.pregap == b.pregap && a.length == b.length && a.postgap == b.postgap;
}

constexpr std::string_view kWaysOut =
    "stage with --restart to begin again, or with --append to add behind what is there";

void require_same_beginning(const Staging& staging, const Album& album, FileSums& sums) {
    const auto& staged = staging.disc().tracks;
    const auto& wanted = album.disc.tracks;
    if (staged.size() > wanted.size())
        throw Error(Errc::source_changed,
                    fmt::format("{}: holds {} tracks, but {} has {}; {}", staging.path(), staged.size(),
                                album.path, wanted.size(), kWaysOut));
    for (size_t k = 0; k < staged.size(); ++k) {
        const int number = album.disc.number_of(k);
        if (staged[k].source && wanted[k].source &&
            !is_same_source(*staged[k].source, *wanted[k].source, sums))
            throw Error(
                Errc::source_changed,
                fmt::format(
                    "{}: track {} was staged from {} ({} bytes), and {} is not that file any more; {}",
                    staging.path(), number, staged[k].source->path, staged[k].source->size,
                    wanted[k].source->path, kWaysOut));
        if (!same_place(staged[k], wanted[k]))
            throw Error(
                Errc::source_changed,
                fmt::format(
                    "{}: track {} was staged {} long with {} in front of it, and would now be {} with {}; {}",
                    staging.path(), number, msf_text(staged[k].length),
                    msf_text(staged[k].pause + staged[k].pregap), msf_text(wanted[k].length),
                    msf_text(wanted[k].pause + wanted[k].pregap), kWaysOut));
    }
}

// Hears into every closed track: its first second, and the one at 10 s. Another gain, or a file that only
// looks the same, is noticed by it.
void require_same_sound(const Staging& staging, const Album& album) {
    const Layout layout = layout_of(staging.disc());
    const auto known = staging.audio()->known_sums();
    const auto source = album.audio->clone();
    for (size_t k = 0; k < layout.tracks.size(); ++k)
        for (const Lba at :
             {layout.tracks[k].index01, layout.tracks[k].index01 + BlockCount{10 * kBlocksPerSecond}}) {
            const auto piece =
                std::find_if(known.begin(), known.end(), [&](const PieceSum& p) { return p.first == at; });
            if (piece == known.end() || at + piece->length > layout.tracks[k].audio_end) continue;
            std::vector<std::byte> now(size_t(bytes_in(piece->length)));
            source->read(at, now);
            if (crc32(now) != piece->crc)
                throw Error(
                    Errc::source_changed,
                    fmt::format(
                        "{}: track {} would not sound as it was staged (is it another --gain, or another "
                        "file?); {}",
                        staging.path(), staging.disc().number_of(k), kWaysOut));
        }
}

Disc without_tracks(Disc disc) {
    disc.tracks.clear();
    return disc;
}

// The album's tracks as they come behind what is staged: its first track's obligatory pause is no pause
// there.
Disc appended(const Disc& staged, const Disc& album) {
    Disc all = staged;
    all.tracks.insert(all.tracks.end(), album.tracks.begin(), album.tracks.end());
    if (!staged.tracks.empty() && !album.tracks.empty()) {
        Track& first = all.tracks[staged.tracks.size()];
        first.pause = std::max(BlockCount{0}, first.pause - kFirstPause);
    }
    return all;
}

// Tracks can only have texts in languages that the disc has.
void add_languages(Staging& staging, const Disc& album) {
    Disc disc = staging.disc();
    if (disc.text_blocks.size() >= album.text_blocks.size()) return;
    for (size_t b = disc.text_blocks.size(); b < album.text_blocks.size(); ++b) {
        disc.text_blocks.push_back(album.text_blocks[b]);
        disc.text_blocks.back().album = {};
    }
    staging.edit(disc);
}

class AlbumStager {
  public:
    AlbumStager(FileSystem& files, Staging& staging, const Album& album, const StageOptions& options)
        : files_(files),
          staging_(staging),
          album_(album),
          options_(options),
          sums_(files),
          layout_(layout_of(album.disc)) {
        for (const TrackSpan& span : layout_.tracks) total_ += span.audio_end - span.audio;
    }

    FileSums& sums() { return sums_; }

    // The album's tracks from `first` on, described by `tracks`.
    void stage_from(size_t first, std::span<const Track> tracks) {
        for (size_t k = 0; k < first; ++k) done_ += layout_.tracks[k].audio_end - layout_.tracks[k].audio;
        if (first == layout_.tracks.size()) return;
        const auto source = read_ahead(*album_.audio, layout_.tracks[first].audio, layout_.lead_out);
        for (size_t k = first; k < layout_.tracks.size(); ++k)
            stage_track(*source, layout_.tracks[k], tracks[k]);
    }

  private:
    void stage_track(BlockSource& source, const TrackSpan& span, const Track& track) {
        staging_.open_track(track);
        std::vector<std::byte> buffer(size_t(bytes_in(kStagedAtOnce)));
        for (Lba at = span.audio; at < span.audio_end;) {
            const BlockCount n = std::min(kStagedAtOnce, span.audio_end - at);
            const auto blocks = std::span(buffer).first(size_t(bytes_in(n)));
            source.read(at, blocks);
            if (staging_.append(blocks) < n)
                throw Error(Errc::does_not_fit,
                            staging_.path() + ": the disc is full in the middle of a track");
            at += n;
            report(n);
        }
        auto from = track.source;
        if (from) {
            from->crc = sums_.of(from->path);
            require_unchanged(files_, track, "staged");
        }
        staging_.close_track(from);
        const Disc staged = staging_.disc();
        if (options_.on_closed) options_.on_closed(staged.number_of(staged.tracks.size() - 1));
    }

    void report(BlockCount n) {
        done_ += n;
        if (!options_.progress || options_.progress("staging", done_, total_)) return;
        const size_t closed = staging_.disc().tracks.size() - (staging_.has_open_track() ? 1 : 0);
        throw Error(Errc::cancelled,
                    fmt::format("{}: interrupted; {} track{} staged and kept, {}", staging_.path(), closed,
                                closed == 1 ? " is" : "s are", options_.to_go_on));
    }

    FileSystem& files_;
    Staging& staging_;
    const Album& album_;
    const StageOptions& options_;
    FileSums sums_;
    Layout layout_;
    BlockCount done_{}, total_{};
};

std::unique_ptr<Staging> start(FileSystem& files, const std::string& path, const Album& album,
                               const StageOptions& options) {
    const bool there = files.status(path).has_value();
    if (there && options.onto != Onto::nothing) return continue_stash(files, path);
    if (there && !is_stash(files, path))
        throw Error(Errc::exists, path + ": is no stash, and is not replaced; name another file");
    const BlockCount capacity = options.capacity.value_or(kDefaultCapacity);
    require_rules(album.disc, capacity, album.path);
    return create_stash(files, path, {capacity, without_tracks(album.disc)}, there);
}

} // namespace

StageResult stage_album(FileSystem& files, const std::string& path, const Album& album,
                        const StageOptions& options) {
    const auto staging = start(files, path, album, options);
    if (options.capacity && *options.capacity != staging->capacity())
        staging->set_capacity(*options.capacity);
    AlbumStager stager(files, *staging, album, options);
    StageResult result;
    result.already_there = int(staging->disc().tracks.size());
    const bool append = options.onto == Onto::what_is_there && result.already_there > 0;
    if (!append) {
        require_same_beginning(*staging, album, stager.sums());
        require_same_sound(*staging, album);
    }
    const Disc whole = append ? appended(staging->disc(), album.disc) : album.disc;
    require_rules(whole, staging->capacity(), album.path);
    if (append) add_languages(*staging, album.disc);
    const size_t before = append ? size_t(result.already_there) : 0;
    stager.stage_from(size_t(result.already_there) - before, std::span(whole.tracks).subspan(before));
    staging->close();
    result.staged = int(whole.tracks.size()) - result.already_there;
    result.warnings = staging->warnings();
    for (std::string& sentence : album.audio->warnings()) result.warnings.push_back(std::move(sentence));
    return result;
}

} // namespace redbook
