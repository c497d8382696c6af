#include "redbook/image/text_image.h"

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/image_folder.h"
#include "redbook/image/text_sheet_writer.h"

namespace redbook {
namespace {

class TextImage final : public PendingImage {
  public:
    TextImage(FileSystem& files, const std::string& out_path, Bytes content, Disc disc,
              std::vector<std::string> warnings, const ImageWriteOptions& options)
        : folder_(files, out_path, {}, options.force, options.keep),
          disc_(std::move(disc)),
          warnings_(std::move(warnings)) {
        const auto file = folder_.create_sheet();
        write_all(*file, folder_.sheet_place(), 0, content);
        file->sync();
        file->drop_from_cache();
        file->close();
    }

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    const std::vector<std::string>& warnings() const override { return warnings_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    ImageFolder folder_;
    Disc disc_;
    std::vector<PieceSum> sums_; // none: there is no audio
    std::vector<std::string> warnings_;
};

std::vector<std::byte> packs_of(const Disc& disc, const std::string& out_path) {
    auto packs = cd_text_packs(disc);
    if (packs.empty())
        throw Error(Errc::breaks_rule,
                    out_path + ": the disc has no CD-TEXT to write; give it some with --title or --cdtext");
    return packs;
}

} // namespace

// 18 bytes a pack and nothing else, which all readers take.
std::unique_ptr<PendingImage> write_cdt(FileSystem& files, const Disc& disc, const BlockSource&,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    const auto packs = packs_of(disc, out_path);
    return std::make_unique<TextImage>(files, out_path, packs, disc, std::vector<std::string>{}, options);
}

std::unique_ptr<PendingImage> write_text_sheets(FileSystem& files, const Disc& disc, const BlockSource&,
                                                const std::string& out_path,
                                                const ImageWriteOptions& options) {
    std::vector<std::string> changes;
    const Disc held = as_text_sheet_holds(disc, changes);
    packs_of(held, out_path); // what they cannot hold, sheets are not for
    return std::make_unique<TextImage>(files, out_path, as_bytes(text_sheets_of(held)), held, changes,
                                       options);
}

} // namespace redbook
