#include "redbook/jobs/stage.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/read_ahead.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/source_files.h"
#include "redbook/jobs/stage_into.h"
#include "redbook/jobs/stash_image.h"
#include "redbook/stage/stash.h"

namespace redbook {
namespace {

constexpr BlockCount kStagedAtOnce{75};

bool same_place(const Track& a, const Track& b) {
    return a.pause == b.pause && a.pregap == b.pregap && a.length == b.length && a.postgap == b.postgap;
}

Disc without_tracks(Disc disc) {
    disc.tracks.clear();
    disc.data.clear();
    return disc;
}

Disc first_tracks(Disc disc, size_t n) {
    disc.tracks.resize(n);
    return disc;
}

bool same_description(Track a, Track b) {
    a.source.reset();
    b.source.reset();
    return a == b;
}

// Compares what is staged from track `first` on with the album that belongs there.
class Resumption {
  public:
    // `whole` is the disc that staging the album ends in.
    Resumption(const Staging& staging, size_t first, const Disc& whole, const Album& album, FileSums& sums)
        : staging_(staging), first_(first), whole_(whole), album_(album), sums_(sums) {}

    // Why what is staged is not the beginning of the album: a sentence about the first track that differs.
    // Empty: it is. `described`: the tracks' descriptions count, too.
    std::string difference(bool described) {
        const auto& staged = staging_.disc().tracks;
        if (staged.size() > whole_.tracks.size())
            return fmt::format("holds {} tracks, but {} has {}", staged.size() - first_, album_.path,
                               whole_.tracks.size() - first_);
        for (size_t k = first_; k < staged.size(); ++k) {
            std::string difference = difference_of(staged[k], whole_.tracks[k], whole_.number_of(k));
            if (difference.empty() && described && !same_description(staged[k], whole_.tracks[k]))
                difference = fmt::format("track {} has another description than this album gives it",
                                         whole_.number_of(k));
            if (!difference.empty()) return difference;
        }
        return difference_of_sound();
    }

  private:
    std::string difference_of(const Track& staged, const Track& wanted, int number) {
        if (staged.source && wanted.source && !is_same_source(*staged.source, *wanted.source, sums_))
            return fmt::format("track {} was staged from {} ({} bytes), and {} is not that file any more",
                               number, staged.source->path, staged.source->size, wanted.source->path);
        if (!same_place(staged, wanted))
            return fmt::format("track {} was staged {} long with {} before it, and would now be {} with {}",
                               number, msf_text(staged.length), msf_text(staged.pause + staged.pregap),
                               msf_text(wanted.length), msf_text(wanted.pause + wanted.pregap));
        return {};
    }

    // Hears into every closed track: its first second, and the one at 10 s. Another gain, or a file that only
    // looks the same, is noticed by it.
    std::string difference_of_sound() {
        const Layout staged = layout_of(staging_.disc()), album = layout_of(album_.disc);
        const auto known = staging_.audio()->known_sums();
        const auto source = album_.audio->clone();
        for (size_t k = first_; k < staged.tracks.size(); ++k)
            for (const BlockCount after : {BlockCount{0}, BlockCount{10 * kBlocksPerSecond}}) {
                const Lba at = staged.tracks[k].index01 + after;
                const auto piece = std::find_if(known.begin(), known.end(),
                                                [&](const PieceSum& p) { return p.first == at; });
                if (piece == known.end() || at + piece->length > staged.tracks[k].audio_end) continue;
                std::vector<std::byte> now(size_t(bytes_in(piece->length)));
                source->read(album.tracks[k - first_].index01 + after, now);
                if (crc32(now) != piece->crc)
                    return fmt::format(
                        "track {} would not sound as it was staged (is it another gain, or another file?)",
                        staging_.disc().number_of(k));
            }
        return {};
    }

    const Staging& staging_;
    const size_t first_;
    const Disc& whole_;
    const Album& album_;
    FileSums& sums_;
};

// The album's tracks as they come after what is staged: its first track's obligatory pause is no pause
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
    AlbumStager(FileSystem& files, Staging& staging, const Album& album, const StageOptions& options,
                FileSums& sums)
        : files_(files),
          staging_(staging),
          album_(album),
          options_(options),
          sums_(sums),
          layout_(layout_of(album.disc)) {
        for (const TrackSpan& span : layout_.tracks) total_ += span.audio_end - span.audio;
    }

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
        album_.audio->require_unchanged();
        staging_.close_track(from);
        const Disc staged = staging_.disc();
        if (options_.on_closed) options_.on_closed(staged.number_of(staged.tracks.size() - 1));
    }

    void report(BlockCount n) {
        done_ += n;
        if (!options_.progress || options_.progress({Phase::staging, done_, total_})) return;
        const size_t closed = staging_.disc().tracks.size() - (staging_.has_open_track() ? 1 : 0);
        throw Error(Errc::cancelled,
                    fmt::format("{}: interrupted; {} track{} staged and kept", staging_.path(), closed,
                                closed == 1 ? " is" : "s are"),
                    Remedy::run_again);
    }

    FileSystem& files_;
    Staging& staging_;
    const Album& album_;
    const StageOptions& options_;
    FileSums& sums_;
    Layout layout_;
    BlockCount done_{}, total_{};
};

bool is_unfinished(const Staging& staging, StagingRun::Kind kind) {
    const size_t closed = staging.disc().tracks.size();
    return staging.run().kind == kind && size_t(staging.run().first) <= closed &&
           closed < size_t(staging.run().end);
}

// A --restart that was interrupted, and would stage the same again. nullptr: there is none.
std::unique_ptr<Staging> unfinished_restart(FileSystem& files, const std::string& path, const Album& album,
                                            BlockCount capacity, FileSums& sums) {
    std::unique_ptr<Staging> staging;
    try {
        staging = continue_stash(files, path);
    } catch (const Error&) {
        return nullptr; // replacing it says why it cannot be written
    }
    const bool same = is_unfinished(*staging, StagingRun::Kind::restart) && staging->run().first == 0 &&
                      staging->capacity() == capacity &&
                      without_tracks(staging->disc()) == without_tracks(album.disc) &&
                      Resumption(*staging, 0, album.disc, album, sums).difference(true).empty();
    return same ? std::move(staging) : nullptr;
}

StagingRun run_of(Onto onto, size_t first, size_t end) {
    if (onto == Onto::the_same_album) return {};
    const auto kind = onto == Onto::nothing ? StagingRun::Kind::restart : StagingRun::Kind::append;
    return {kind, int(first), int(end)};
}

std::unique_ptr<Staging> start(FileSystem& files, const std::string& path, const Album& album,
                               const StageOptions& options, FileSums& sums) {
    const bool there = files.status(path).has_value();
    if (there && options.onto != Onto::nothing) return continue_stash(files, path);
    if (there && !is_stash(files, path))
        throw Error(Errc::exists, path + ": is not a stash, and is not replaced; name another file");
    const BlockCount capacity = options.capacity.value_or(kDefaultCapacity);
    require_rules(album.disc, capacity, album.path);
    if (there)
        if (auto staging = unfinished_restart(files, path, album, capacity, sums)) return staging;
    const StagingRun run = run_of(options.onto, 0, album.disc.tracks.size());
    return create_stash(files, path, {capacity, without_tracks(album.disc), run}, there);
}

// How many of the closed tracks come before the album.
size_t first_of(const Staging& staging, Onto onto) {
    if (onto != Onto::what_is_there) return 0;
    return is_unfinished(staging, StagingRun::Kind::append) ? size_t(staging.run().first)
                                                            : staging.disc().tracks.size();
}

std::string sentence_of(const Outcome& outcome) {
    const auto [now, before] = *outcome.staged;
    std::string sentence = fmt::format("{}: {} track{} staged", outcome.place, now, now == 1 ? "" : "s");
    if (before > 0) sentence += fmt::format(", {} there before", before);
    if (outcome.complete) return sentence;
    return sentence + (outcome.missing.empty() ? "; the disc could not be read everywhere"
                                               : "; files that are cut short were salvaged");
}

// A copy of the stash lacks what the album lacked.
void remember_missing(Staging& staging, const Album& album) {
    std::vector<MissingFromFile> missing = staging.missing();
    for (const MissingFromFile& lack : album.missing)
        if (std::ranges::find(missing, lack) == missing.end()) missing.push_back(lack);
    staging.set_missing(missing);
}

// .. and its data tracks; the album's first track is track `first` of the stash.
void remember_data(Staging& staging, const Album& album, size_t first) {
    Disc disc = staging.disc();
    for (DataTrack data : album.disc.data) {
        data.before += first;
        if (std::ranges::find(disc.data, data) == disc.data.end()) disc.data.push_back(data);
    }
    staging.edit(disc);
}

void require_same_beginning(const Staging& staging, size_t first, const Disc& whole, const Album& album,
                            Onto onto, FileSums& sums) {
    const bool append = onto == Onto::what_is_there;
    const std::string difference = Resumption(staging, first, whole, album, sums).difference(append);
    if (difference.empty()) return;
    const std::string_view ways_out =
        append ? "what was appended before it is unfinished" : "begin again, or append to what is there";
    throw Error(Errc::source_changed, fmt::format("{}: {}; {}", staging.path(), difference, ways_out),
                append ? Remedy::end_appending : Remedy::restart_or_append);
}

} // namespace

bool is_stash(const std::string& path) { return is_stash(system_files(), path); }

std::unique_ptr<Stash> open_stash(const std::string& path) { return open_stash(system_files(), path); }

std::unique_ptr<Staging> create_stash(const std::string& path, const StashSettings& settings) {
    return create_stash(system_files(), path, settings);
}

std::unique_ptr<Staging> continue_stash(const std::string& path) {
    return continue_stash(system_files(), path);
}

std::vector<std::string> later_trouble(const std::string& path, const Disc& disc, bool strict) {
    if (disc.tracks.empty()) return {};
    Fitted fitted = fit(kStashFormat, disc);
    require_fit(fitted, path, strict);
    for (std::string& warning : fitted.warnings) warning = path + ": " + warning;
    return std::move(fitted.warnings);
}

Outcome stage(const std::string& path, const Album& album, const StageOptions& options) {
    Outcome outcome = stage_into(system_files(), path, album, options);
    if (is_in_memory(parent_of(path)))
        outcome.warnings.push_back(path +
                                   ": is in memory (tmpfs) and is lost when the machine is switched off");
    return outcome;
}

Outcome stage_into(FileSystem& files, const std::string& path, const Album& album,
                   const StageOptions& options) {
    if (album.kind == AlbumKind::stash)
        throw Error(Errc::unsupported,
                    album.path + ": is a stash already; record it, or stage the album it was made from");
    Outcome outcome;
    outcome.place = path;
    outcome.kind = to_string(AlbumKind::stash);
    warn(outcome.warnings, album.warnings, options.strict);
    warn(outcome.warnings, rule_warnings_of(album), options.strict);
    warn(outcome.warnings, later_trouble(path, album.disc, options.strict), false);
    FileSums sums(files);
    const auto staging = start(files, path, album, options, sums);
    if (options.capacity && *options.capacity != staging->capacity())
        staging->set_capacity(*options.capacity);
    const int already_there = int(staging->disc().tracks.size());
    const size_t first = first_of(*staging, options.onto);
    const Disc whole = first > 0 ? appended(first_tracks(staging->disc(), first), album.disc) : album.disc;
    require_same_beginning(*staging, first, whole, album, options.onto, sums);
    require_rules(whole, staging->capacity(), album.path);
    if (first > 0) add_languages(*staging, album.disc);
    if (options.onto != Onto::the_same_album)
        staging->set_run(run_of(options.onto, first, whole.tracks.size()));
    remember_missing(*staging, album);
    AlbumStager stager(files, *staging, album, options, sums);
    stager.stage_from(size_t(already_there) - first, std::span(whole.tracks).subspan(first));
    remember_data(*staging, album, first);
    outcome.disc = staging->disc();
    outcome.capacity = staging->capacity();
    outcome.sums = staging->audio()->known_sums();
    outcome.staged = StagedTracks{int(whole.tracks.size()) - already_there, already_there};
    warn(outcome.warnings, staging->warnings(), false);
    staging->close();
    Fitted fitted{album.disc};
    leave_out_data(fitted);
    outcome.lost = std::move(fitted.lost);
    outcome.missing = album.missing;
    warn(outcome.warnings, album.audio->warnings(), false);
    judge(outcome, album);
    outcome.sentence = sentence_of(outcome);
    return outcome;
}

} // namespace redbook
