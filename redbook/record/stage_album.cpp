#include "redbook/record/stage_album.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/rules.h"
#include "redbook/record/read_ahead.h"

namespace redbook {
namespace {

constexpr BlockCount kChunk{75};

// CRC-32 of files' bytes, each read once.
class FileSums {
  public:
    explicit FileSums(FileSystem& files) : files_(files) {}
    uint32_t of(const std::string& path) {
        const auto known = sums_.find(path);
        if (known != sums_.end()) return known->second;
        const auto file = files_.open(path, Access::read);
        std::vector<std::byte> buffer(1 << 18);
        uint32_t crc = 0;
        uint64_t at = 0;
        while (const size_t n = file->read_at(at, buffer)) {
            crc = crc32(Bytes(buffer).first(n), crc);
            at += n;
        }
        return sums_[path] = crc;
    }

  private:
    FileSystem& files_;
    std::map<std::string, uint32_t> sums_;
};

bool same_place(const Track& a, const Track& b) {
    return a.pause == b.pause && a.pregap == b.pregap && a.length == b.length && a.postgap == b.postgap;
}

// Name, size and time tell that a file is what it was; where the time alone differs, its checksum does.
bool same_source(const SourceFile& staged, const SourceFile& now, FileSums& sums) {
    if (name_of(staged.path) != name_of(now.path) || staged.size != now.size) return false;
    return staged.modified_ns == now.modified_ns || staged.crc == sums.of(now.path);
}

// What was staged of a file that changed meanwhile is neither the one nor the other.
void require_unchanged(FileSystem& files, const SourceFile& source) {
    const auto now = files.status(source.path);
    if (now && now->size == source.size && now->modified_ns == source.modified_ns) return;
    throw Error(Errc::source_changed,
                source.path + ": was changed while it was staged; run the same command again");
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
        if (staged[k].source && wanted[k].source && !same_source(*staged[k].source, *wanted[k].source, sums))
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
        std::vector<std::byte> buffer(size_t(bytes_in(kChunk)));
        for (Lba at = span.audio; at < span.audio_end;) {
            const BlockCount n = std::min(kChunk, span.audio_end - at);
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
            require_unchanged(files_, *from);
        }
        staging_.close_track(from);
    }

    void report(BlockCount n) {
        done_ += n;
        if (!options_.progress || options_.progress("staging", done_, total_)) return;
        const size_t closed = staging_.disc().tracks.size() - (staging_.has_open_track() ? 1 : 0);
        throw Error(
            Errc::cancelled,
            fmt::format("{}: interrupted; {} track{} staged and kept, run the same command again to go on",
                        staging_.path(), closed, closed == 1 ? " is" : "s are"));
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
    if (!append) require_same_beginning(*staging, album, stager.sums());
    const Disc whole = append ? appended(staging->disc(), album.disc) : album.disc;
    require_rules(whole, staging->capacity(), album.path);
    if (append) add_languages(*staging, album.disc);
    const size_t before = append ? size_t(result.already_there) : 0;
    stager.stage_from(size_t(result.already_there) - before, std::span(whole.tracks).subspan(before));
    staging->close();
    result.staged = int(whole.tracks.size()) - result.already_there;
    result.warnings = album.audio->warnings();
    return result;
}

} // namespace redbook
