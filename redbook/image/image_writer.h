// A disc written as files. Made in a temporary folder beside its place, synced, and named only when the
// caller, who has opened it again and compared, says so.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/base/recorded_files.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/delivery.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/fitted.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/transfer.h"
#include "redbook/image/format.h"

namespace redbook {

struct ImageWriteOptions {
    bool force = false;              // replace what is there ..
    std::vector<std::string> keep{}; // .. but never these: the files that the audio comes from
    BlockProgress progress;
    Delivery delivery{};                    // a DDP set has its master ID
    std::vector<std::string> side_files{};  // of a folder: names of files that the caller puts into path()
                                            // before commit(), and that an old folder may have
    BlockCount capacity = kDefaultCapacity; // of the disc that it is for; a stash remembers it ..
    std::vector<MissingFromFile> missing{}; // .. and what the album lacked ..
    std::vector<DataTrack> data{};          // .. and its data tracks, which were left out
};

// What a format writes, and where.
struct WriteJob {
    FileSystem& files;
    const Disc& disc;         // what fit() made of the one that was given
    const BlockSource& audio; // the pair's addresses are layout_of(disc)
    const std::string& out_path;
    const ImageWriteOptions& options;
};

// An image that is whole and on the disk but has not got its name. Destroyed without commit() it leaves
// nothing.
class PendingImage {
  public:
    virtual ~PendingImage() = default;
    // The sheet (or folder) to open for reading back; its files lie beside it.
    virtual const std::string& path() const = 0;
    // The image's audio as it was handed to the writer: checksums of pieces from LBA -150 (what the format
    // holds) to the lead-out. Taken from the source's known_sums() where it has them, else made while the
    // blocks passed.
    virtual const std::vector<PieceSum>& sums() const = 0;
    // The disc as it was written: what fit() makes of the one that was given.
    virtual const Disc& disc() const = 0;
    // MD5 of the file that holds the audio, as the image says it, in hexadecimal; empty: it says none.
    virtual std::string md5() { return ""; }
    // Gives data files their names, then the sheet (or folder), which is the commit point, and syncs the
    // folder around it (S5). With force an old sheet or folder is taken away first. Returns the paths of all
    // files, the sheet (or folder) first.
    virtual std::vector<std::string> commit() = 0;
};

// An image together with what each byte of its files must be, for any format: the format writes through
// RecordedFiles and knows nothing of it.
class WrittenImage final : public PendingImage {
  public:
    using Writer = std::function<std::unique_ptr<PendingImage>(FileSystem& files)>;

    // Calls write(). First puts right what killed runs left in the folder of `out_path`.
    WrittenImage(FileSystem& files, const std::string& out_path, const Writer& write);

    // What its files must be, byte for byte.
    std::vector<WrittenFile> files() const { return files_.written(); }
    // Sentences: what was put right.
    const std::vector<std::string>& put_right() const { return put_right_; }

    const std::string& path() const override { return image_->path(); }
    const std::vector<PieceSum>& sums() const override { return image_->sums(); }
    const Disc& disc() const override { return image_->disc(); }
    std::string md5() override { return image_->md5(); }
    std::vector<std::string> commit() override { return image_->commit(); }

  private:
    const std::vector<std::string> put_right_;
    RecordedFiles files_;
    const std::unique_ptr<PendingImage> image_;
};

// What becomes of a disc in the format, as it lies: asked before anything is written.
void fit(const Format& format, Fitted& fitted);

// Writes what fit() makes of `disc` with the audio of `audio` (the pair's addresses are layout_of(disc)).
// Refuses beforehand an output that exists (Errc::exists, unless force) and a folder that cannot be written.
//   throws  what fit() refuses; Errc::exists, no_permission, disk_full, io, cancelled, and what the source
//   throws; nothing is left then
std::unique_ptr<WrittenImage> write_image(FileSystem& files, const Format& format, const Disc& disc,
                                          const BlockSource& audio, const std::string& out_path,
                                          const ImageWriteOptions& options = {});

} // namespace redbook
