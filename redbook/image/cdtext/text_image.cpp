#include "redbook/image/cdtext/text_image.h"

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/cdtext/text_sheet_writer.h"
#include "redbook/publish/image_folder.h"

namespace redbook {
namespace {

class TextImage final : public PendingImage {
  public:
    TextImage(FileSystem& files, const std::string& out_path, Bytes content, Disc disc,
              const ImageWriteOptions& options)
        : folder_(files, out_path, {}, options.force, options.keep), disc_(std::move(disc)) {
        const auto file = folder_.create_sheet();
        write_all(*file, folder_.sheet_place(), 0, content);
        file->sync();
        file->drop_from_cache();
        file->close();
    }

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    ImageFolder folder_;
    Disc disc_;
    std::vector<PieceSum> sums_; // none: there is no audio
};

} // namespace

void fit_cdt(Fitted& fitted) {
    if (fitted.disc.text_blocks.empty())
        fitted.refused.emplace_back(Errc::breaks_rule, "the disc has no CD-TEXT to write; give it some",
                                    Remedy::give_texts);
    fit_cd_text(fitted);
}

void fit_text_sheets(Fitted& fitted) {
    fitted.disc = as_text_sheet_holds(fitted.disc, fitted.changes);
    fit_cdt(fitted); // what packs cannot hold, sheets are not for
}

// 18 bytes a pack and nothing else, which all readers take.
std::unique_ptr<PendingImage> write_cdt(FileSystem& files, const Disc& disc, const BlockSource&,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    return std::make_unique<TextImage>(files, out_path, cd_text_packs(disc), disc, options);
}

std::unique_ptr<PendingImage> write_text_sheets(FileSystem& files, const Disc& disc, const BlockSource&,
                                                const std::string& out_path,
                                                const ImageWriteOptions& options) {
    return std::make_unique<TextImage>(files, out_path, as_bytes(text_sheets_of(disc)), disc, options);
}

} // namespace redbook
