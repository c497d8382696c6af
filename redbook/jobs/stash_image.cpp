#include "redbook/jobs/stash_image.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/jobs/stage_into.h"
#include "redbook/publish/image_folder.h"
#include "redbook/stage/stash.h"

namespace redbook {
namespace {

class StashImage final : public PendingImage {
  public:
    StashImage(FileSystem& files, const std::string& out_path, const ImageWriteOptions& options)
        : files_(files), folder_(files, out_path, {}, options.force, options.keep) {}

    void stage(const Disc& disc, const BlockSource& audio, BlockCount capacity, const BlockProgress& progress,
               const StashNotes& notes) {
        Album album;
        album.path = folder_.sheet_place();
        album.disc = disc_ = disc;
        album.disc.data = notes.data;
        album.missing = notes.missing;
        album.audio = audio.clone();
        StageOptions options;
        options.capacity = capacity;
        if (progress)
            options.progress = [&](const Progress& p) {
                if (progress(p.done, p.total)) return true;
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
    Disc disc_;
    std::vector<PieceSum> sums_; // made while the blocks passed
};

} // namespace

std::unique_ptr<WrittenImage> write_stash(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                          const std::string& out_path, BlockCount capacity,
                                          const ImageWriteOptions& options, const StashNotes& notes) {
    return std::make_unique<WrittenImage>(files, out_path, [&](FileSystem& recorded) {
        auto image = std::make_unique<StashImage>(recorded, out_path, options);
        image->stage(disc, audio, capacity, options.progress, notes);
        return image;
    });
}

} // namespace redbook
