#include "redbook/image/tracks/tracks.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "redbook/audio/flac_encoder.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/parallel.h"
#include "redbook/disc/layout.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/image_writer.h"
#include "redbook/image/tracks/album_tags.h"
#include "redbook/image/tracks/file_album.h"
#include "redbook/image/tracks/playlist.h"
#include "redbook/image/tracks/track_names.h"
#include "redbook/image/wav_header.h"
#include "redbook/publish/whole_folder.h"

namespace redbook {
namespace {

constexpr int kThreads = 2;
constexpr BlockCount kChunk{75};
constexpr BlockCount kSeamReach{750}; // 10 s, read twice at most

class WavEncoder final : public Encoder {
  public:
    WavEncoder(WriteAt write, SampleCount count) : write_(std::move(write)) {
        write_(0, wav_header(uint64_t(count.value) * kSampleBytes));
    }
    void append(Bytes samples) override {
        write_(at_, samples);
        at_ += samples.size();
    }
    void finish() override {}

  private:
    WriteAt write_;
    uint64_t at_ = kWavHeaderBytes;
};

struct TrackFormat {
    std::string_view extension;
    std::unique_ptr<Encoder> (*encoder)(WriteAt, SampleCount, const Tags&);
};
constexpr TrackFormat kFlac{".flac", make_flac_encoder};
constexpr TrackFormat kWav{".wav",
                           [](WriteAt write, SampleCount count, const Tags&) -> std::unique_ptr<Encoder> {
                               return std::make_unique<WavEncoder>(std::move(write), count);
                           }};

// Files that one thread writes, reading forward. It reads on to where the next file begins, so that each file
// is decoded from its beginning to its end and its checksum counts.
struct Run {
    size_t first_file, end_file;
    Lba read_from, read_to;
};

// Where a run can begin near `at`; nullopt: nowhere.
std::optional<Lba> seam_near(const std::vector<Lba>& seams, Lba at) {
    if (seams.empty()) return at;
    const auto distance = [at](Lba seam) { return seam < at ? at - seam : seam - at; };
    const Lba nearest = *std::min_element(seams.begin(), seams.end(),
                                          [&](Lba a, Lba b) { return distance(a) < distance(b); });
    return distance(nearest) <= kSeamReach ? std::optional(nearest) : std::nullopt;
}

std::vector<Run> runs_of(const std::vector<Lba>& begins, Lba lead_out, const std::vector<Lba>& seams) {
    std::vector<Run> runs{{0, 1, Lba{0}, lead_out}};
    for (size_t k = 1; k < begins.size(); ++k) {
        const Lba begin = begins[k];
        if (const auto seam = seam_near(seams, begin)) {
            runs.back().read_to = std::max(begin, *seam);
            runs.push_back({k, k, std::min(begin, *seam), lead_out});
        }
        runs.back().end_file = k + 1;
    }
    return runs;
}

// What is hidden before the first track has a file, number 0.
bool hides_audio(const Disc& disc) { return layout_of(disc).tracks.front().index01 > Lba{0}; }

std::vector<std::string> track_file_names(const Disc& disc, std::string_view extension) {
    std::vector<std::string> names;
    if (hides_audio(disc)) names.push_back(track_file_name(0, "", extension));
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        names.push_back(track_file_name(disc.number_of(k), track_texts(disc, k).title, extension));
    return names;
}

// Where each file begins.
std::vector<Lba> file_begins(const Disc& disc) {
    std::vector<Lba> begins;
    if (hides_audio(disc)) begins.push_back(Lba{0});
    for (const TrackSpan& span : layout_of(disc).tracks) begins.push_back(span.index01);
    return begins;
}

std::vector<Tags> file_tags(const Disc& disc) {
    std::vector<Tags> tags = tags_of(disc);
    if (hides_audio(disc)) tags.insert(tags.begin(), tags_of_hidden_track(disc));
    return tags;
}

// What the threads share: all of it is only read, but for the progress.
class TrackWriter {
  public:
    TrackWriter(const WholeFolder& folder, const TrackFormat& format, const Disc& disc,
                const BlockSource& audio, const BlockProgress& progress)
        : folder_(folder),
          format_(format),
          audio_(audio),
          progress_(progress),
          begins_(file_begins(disc)),
          lead_out_(layout_of(disc).lead_out),
          cuts_(track_cuts(disc)),
          tags_(file_tags(disc)) {}

    std::vector<PieceSum> run() {
        const std::vector<Run> runs = runs_of(begins_, lead_out_, audio_.seams());
        std::vector<std::vector<PieceSum>> sums(runs.size());
        parallel(runs.size(), kThreads, [&](size_t i) { sums[i] = write_run(runs[i]); });
        std::vector<PieceSum> all;
        for (const auto& some : sums) all.insert(all.end(), some.begin(), some.end());
        return all;
    }

  private:
    std::vector<PieceSum> write_run(const Run& run) {
        const auto source = audio_.clone();
        std::vector<PieceSum> sums;
        read(*source, run.read_from, begins_[run.first_file], {});
        for (size_t k = run.first_file; k < run.end_file; ++k) write_file(*source, k, sums);
        read(*source, end_of(run.end_file - 1), run.read_to, {});
        return sums;
    }

    void write_file(BlockSource& source, size_t k, std::vector<PieceSum>& sums) {
        const auto file = folder_.create(k);
        const Lba first = begins_[k], end = end_of(k);
        const auto encoder = format_.encoder(
            [&](uint64_t offset, Bytes bytes) { write_all(*file, folder_.place(k), offset, bytes); },
            samples_in(end - first), tags_[k]);
        for (Lba at = first; at < end;) {
            const auto cut = std::upper_bound(cuts_.begin(), cuts_.end(), at);
            sums.push_back({at, std::min(end, cut == cuts_.end() ? end : *cut) - at, 0});
            at += sums.back().length;
            read(source, sums.back().first, at, [&](Bytes blocks) {
                sums.back().crc = crc32(blocks, sums.back().crc);
                encoder->append(blocks);
                report(BlockCount{int32_t(blocks.size() / kBlockBytes)});
            });
        }
        encoder->finish();
        finish(*file);
    }

    Lba end_of(size_t k) const { return k + 1 < begins_.size() ? begins_[k + 1] : lead_out_; }

    void read(BlockSource& source, Lba at, Lba end, const std::function<void(Bytes)>& take) const {
        std::vector<std::byte> buffer(size_t(bytes_in(std::min(kChunk, end - at))));
        while (at < end) {
            const BlockCount n = std::min(kChunk, end - at);
            const auto blocks = std::span(buffer).first(size_t(bytes_in(n)));
            source.read(at, blocks);
            if (take) take(blocks);
            at += n;
        }
    }

    void report(BlockCount n) {
        const std::lock_guard lock(mutex_);
        done_ += n;
        cancelled_ = cancelled_ || (progress_ && !progress_(done_, lead_out_ - Lba{0}));
        if (cancelled_) throw Error(Errc::cancelled, "interrupted; nothing was changed");
    }

    const WholeFolder& folder_;
    const TrackFormat& format_;
    const BlockSource& audio_;
    const BlockProgress& progress_;
    const std::vector<Lba> begins_; // of the files
    const Lba lead_out_;
    const std::vector<Lba> cuts_; // ascending
    const std::vector<Tags> tags_;
    std::mutex mutex_;
    BlockCount done_{};
    bool cancelled_ = false;
};

class TrackFiles final : public PendingImage {
  public:
    TrackFiles(FileSystem& files, const TrackFormat& format, const Disc& disc, const std::string& out_path,
               const ImageWriteOptions& options)
        : format_(format),
          folder_(files, out_path,
                  {track_file_names(disc, format.extension), is_track_file_name, "a track's file",
                   options.side_files},
                  options.force, options.keep) {}

    void write(const Disc& disc, const BlockSource& audio, const BlockProgress& progress) {
        disc_ = disc;
        sums_ = TrackWriter(folder_, format_, disc, audio, progress).run();
    }

    const std::string& path() const override { return folder_.path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    std::vector<std::string> commit() override {
        folder_.sync();
        return folder_.publish();
    }

  private:
    const TrackFormat& format_;
    WholeFolder folder_;
    Disc disc_;
    std::vector<PieceSum> sums_;
};

std::unique_ptr<PendingImage> write_tracks(const TrackFormat& format, const WriteJob& job) {
    auto image = std::make_unique<TrackFiles>(job.files, format, job.disc, job.out_path, job.options);
    image->write(job.disc, job.audio, job.options.progress);
    return image;
}

std::unique_ptr<PendingImage> write_flac_tracks(const WriteJob& job) { return write_tracks(kFlac, job); }
std::unique_ptr<PendingImage> write_wav_tracks(const WriteJob& job) { return write_tracks(kWav, job); }

void fit_flac_tracks(Fitted& fitted) { fitted.disc = as_tags_hold(fitted.disc, fitted.changes); }

Match recognize_playlist(const Probe& probe) {
    return looks_like_playlist(probe.head) ? Match::certain : Match::none;
}

} // namespace

constinit const Format kTrackFormats[] = {{.name = "flac-tracks",
                                           .extension = "",
                                           .description = "folder of FLAC files, one per track",
                                           .holds = kTaggedFilesHold,
                                           .changes = fit_flac_tracks,
                                           .write = write_flac_tracks,
                                           .folder = true},
                                          {.name = "wav-tracks",
                                           .extension = "",
                                           .description = "folder of WAV files, one per track",
                                           .holds = kPlainFilesHold,
                                           .write = write_wav_tracks,
                                           .folder = true},
                                          {.name = "playlist",
                                           .extension = ".m3u",
                                           .description = "playlist of audio files, one per track",
                                           .holds = kTaggedFilesHold,
                                           .recognizes = recognize_playlist,
                                           .open = open_playlist,
                                           .applies = {.join = true},
                                           .aliases = {".m3u8", ".pls"}}};

} // namespace redbook
