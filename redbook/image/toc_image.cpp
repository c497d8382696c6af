#include "redbook/image/toc_image.h"

#include "redbook/image/sheet_image.h"
#include "redbook/image/toc_writer.h"

namespace redbook {

std::unique_ptr<PendingImage> write_toc(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a toc", ".toc",
                                              std::vector<std::string>{".wav"}, options);
    image->write_data(disc, audio, wav_header_for(audio), options.progress);
    std::vector<std::string> changes;
    const Disc held = as_toc_holds(disc, changes);
    image->write_sheet(toc_of(held, image->data_name()), held, changes);
    return image;
}

} // namespace redbook
