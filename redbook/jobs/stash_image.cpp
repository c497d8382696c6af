#include "redbook/jobs/stash_image.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/album.h"
#include "redbook/image/image_writer.h"
#include "redbook/jobs/stage_into.h"
#include "redbook/publish/image_folder.h"
#include "redbook/stage/stash.h"

namespace redbook {
namespace {

class StashImage final : public PendingImage {
  public:
    explicit StashImage(const WriteJob& job)
        : files_(job.files),
          folder_(job.files, job.out_path, {}, job.options.force, job.options.keep),
          disc_(job.disc) {}

    void stage(const BlockSource& audio, const ImageWriteOptions& how) {
        Album album;
        album.path = folder_.sheet_place();
        album.disc = disc_;
        album.disc.data = how.data;
        album.missing = how.missing;
        album.audio = audio.clone();
        StageOptions options;
        options.capacity = how.capacity;
        if (how.progress)
            options.progress = [&](const Progress& p) {
                if (how.progress(p.done, p.total)) return true;
                throw Error(Errc::cancelled, "interrupted; nothing was changed"); // it is not kept
            };
        stage_or_say_that_nothing_is_kept(album, options);
        files_.open(path(), Access::read)->drop_from_cache();
        sums_ = open_stash(files_, path())->audio()->known_sums();
    }

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    // A stash would be gone on with; this one is not there yet.
    void stage_or_say_that_nothing_is_kept(const Album& album, const StageOptions& options) {
        try {
            stage_into(files_, path(), album, options);
        } catch (const Error& e) {
            if (e.code != Errc::disk_full) throw;
            const BlockCount audio = album.audio->end() - Lba{0};
            throw Error(e.code, fmt::format("{}: the disk is full; it takes about {} bytes; nothing was kept",
                                            album.path, bytes_in(audio)));
        }
    }

    FileSystem& files_;
    ImageFolder folder_;
    const Disc disc_;
    std::vector<PieceSum> sums_; // made while the blocks passed
};

std::unique_ptr<PendingImage> write_stash(const WriteJob& job) {
    auto image = std::make_unique<StashImage>(job);
    image->stage(job.audio, job.options);
    return image;
}

Match recognize_stash(const Probe& probe) {
    return is_stash(system_files(), probe.path) ? Match::certain : Match::none;
}

Album open_as_album(const std::string& path, const AlbumOptions& options) {
    const auto stash = open_stash(system_files(), path);
    Album album;
    album.kind = AlbumKind::stash;
    album.path = stash->path();
    album.disc = stash->disc();
    album.audio = stash->audio();
    album.files = {stash->path()};
    album.warnings = stash->warnings();
    album.missing = stash->missing();
    album.capacity = stash->capacity();
    if (options.unnamed) return album;
    for (const MissingFromFile& lack : album.missing)
        album.warnings.push_back(
            fmt::format("{}: when it was staged, of {} {}", album.path, lack.path, lack_text(lack.audio)));
    return album;
}

} // namespace

constinit const Format kStashFormat{.name = "stash",
                                    .extension = ".stash",
                                    .description = "stash, to be edited, exported and burned later",
                                    .holds = {},
                                    .changes = warn_of_texts_without_room,
                                    .write = write_stash,
                                    .staged = true,
                                    .recognizes = recognize_stash,
                                    .open = open_as_album};

} // namespace redbook
