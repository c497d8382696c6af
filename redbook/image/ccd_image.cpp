#include "redbook/image/ccd_image.h"

#include "redbook/disc/cd_text.h"
#include "redbook/image/ccd_writer.h"
#include "redbook/image/sheet_image.h"
#include "redbook/image/sub_file.h"

namespace redbook {

std::unique_ptr<PendingImage> write_ccd(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                        const std::string& out_path, const ImageWriteOptions& options) {
    std::vector<std::string> changes;
    const Disc held = as_cd_text_holds(disc, changes);
    note_codes_without_room(held, changes);
    const std::string sheet = ccd_of(held); // what it refuses is told before anything is written
    auto image = std::make_unique<SheetImage>(files, out_path, "a CloneCD sheet", ".ccd",
                                              std::vector<std::string>{".img", ".sub"}, options);
    image->write_file(1, [&](File& file, const std::string& name) { write_sub_file(file, name, held); });
    image->write_data(disc, audio, {}, options.progress);
    image->write_sheet(sheet, held, changes);
    return image;
}

} // namespace redbook
