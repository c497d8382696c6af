#include "redbook/image/ccd/ccd_image.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/ccd/ccd_writer.h"
#include "redbook/image/ccd/sub_file.h"
#include "redbook/image/sheet_image.h"

namespace redbook {

void fit_ccd(Fitted& fitted) {
    fit_cd_text(fitted);
    note_codes_without_room(fitted.disc, fitted.changes);
}

std::unique_ptr<PendingImage> write_ccd(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a CloneCD sheet", ".ccd",
                                              std::vector<std::string>{".img", ".sub"}, options);
    image->write_file(1, [&](File& file, const std::string& name) { write_sub_file(file, name, disc); });
    image->write_data(disc, audio, {}, options.progress);
    image->write_sheet(ccd_of(disc), disc);
    return image;
}

} // namespace redbook
