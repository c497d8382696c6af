#include "redbook/image/toc/toc_image.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/sheet_image.h"
#include "redbook/image/toc/toc_writer.h"

namespace redbook {

void fit_toc(Fitted& fitted) {
    refuse_what_nothing_resembles(fitted);
    fitted.disc = as_toc_holds(fitted.disc, fitted.changes);
    warn_of_texts_without_room(fitted);
}

std::unique_ptr<PendingImage> write_toc(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a toc", ".toc",
                                              std::vector<std::string>{".wav"}, options);
    image->write_data(disc, audio, wav_header_for(audio), options.progress);
    image->write_sheet(toc_of(disc, image->data_name()), disc);
    return image;
}

} // namespace redbook
