#include "redbook/image/ddp/ddp.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/ddp/checksum_files.h"
#include "redbook/image/ddp/ddp_reader.h"
#include "redbook/image/ddp/ddp_syntax.h"
#include "redbook/image/ddp/ddp_writer.h"
#include "redbook/image/ddp/digest.h"
#include "redbook/image/image_writer.h"
#include "redbook/publish/whole_folder.h"

namespace redbook {
namespace {

// In the order of cue2ddp's checksums.
FolderFiles files_of(const std::vector<DdpFile>& small, const std::vector<std::string>& side) {
    std::vector<std::string> names;
    for (const DdpFile& file : small) names.push_back(file.name);
    for (const std::string_view name : {kDdpImageName, kDdpMd5Name, kDdpCrcName}) names.emplace_back(name);
    return {std::move(names), is_ddp_file_name, "a file of a DDP set as it is written here", side};
}

class DdpImage final : public PendingImage {
  public:
    DdpImage(FileSystem& files, const Disc& disc, const std::string& out_path,
             const ImageWriteOptions& options)
        : disc_(disc),
          small_(ddp_files_of(disc, options.delivery.master_id)),
          image_(small_.size()),
          folder_(files, out_path, files_of(small_, options.side_files), options.force, options.keep) {}

    void write(const BlockSource& audio, const BlockProgress& progress) {
        auto out = folder_.create(image_);
        hashed_ = std::make_unique<HashedFile>(std::move(out), folder_.open(image_));
        sums_ = write_audio(*hashed_, folder_.place(image_), 0, audio, kProgramStart, track_cuts(disc_),
                            progress);
        finish(*hashed_);
        end_ = audio.end();
        for (size_t i = 0; i < small_.size(); ++i) write_small(i, small_[i].content);
    }

    const std::string& path() const override { return folder_.path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }

    std::string md5() override { return to_string(digest().md5); }

    std::vector<std::string> commit() override {
        const Digest& image = digest();
        require_written(image_, image.crc == sum_over(sums_, kProgramStart, end_));
        std::vector<NamedDigest> digests;
        for (const DdpFile& file : small_) digests.push_back({file.name, digest_of(as_bytes(file.content))});
        digests.push_back({std::string(kDdpImageName), image});
        write_small(image_ + 1, md5_list(digests));
        write_small(image_ + 2, crc_list(digests));
        folder_.sync();
        return folder_.publish();
    }

  private:
    const Digest& digest() {
        if (!digest_) digest_ = hashed_->digest();
        return *digest_;
    }

    void require_written(size_t i, bool is_written) const {
        if (!is_written)
            throw Error(Errc::differs, folder_.place(i) + ": what was read back is not what was written; "
                                                          "check the disk");
    }

    // Read back at once: nobody else compares it byte by byte.
    void write_small(size_t i, const std::string& content) {
        const auto file = folder_.create(i);
        write_all(*file, folder_.place(i), 0, as_bytes(content));
        finish(*file);
        require_written(i, digest_of(*folder_.open(i)) == digest_of(as_bytes(content)));
    }

    const Disc disc_;
    const std::vector<DdpFile> small_;
    const size_t image_; // its place among the folder's files; the checksums come after it
    WholeFolder folder_;
    std::unique_ptr<HashedFile> hashed_; // after the folder, which is removed when nobody reads in it
    std::optional<Digest> digest_;       // of the image, once it is known
    std::vector<PieceSum> sums_;
    Lba end_;
};

// The image's MD5 is made beside writing and reading back, by a thread of its own: commit() waits for it,
// compares the CRC-32 of what it has read with sums(), writes the checksums, and renames (Errc::differs:
// nothing is left then).
std::unique_ptr<PendingImage> write_ddp(const WriteJob& job) {
    auto image = std::make_unique<DdpImage>(job.files, job.disc, job.out_path, job.options);
    image->write(job.audio, job.options.progress);
    return image;
}

// A folder with a DDPMS, or a file of the set.
Match recognize_ddp(const Probe& probe) {
    const bool is = probe.is_folder ? find_ddpms(probe.path).has_value() : looks_like_ddp(probe.head);
    return is ? Match::certain : Match::none;
}

} // namespace

constinit const Format kDdpFormats[] = {{.name = "ddp",
                                         .extension = "/",
                                         .description = "DDP 2.00 set",
                                         .holds = kDdpHolds,
                                         .changes = fit_ddp_files,
                                         .write = write_ddp,
                                         .folder = true,
                                         .recognizes = recognize_ddp,
                                         .open = open_ddp}};

} // namespace redbook
