#include "redbook/image/cue_image.h"

#include "redbook/image/cue_writer.h"
#include "redbook/image/sheet_image.h"

namespace redbook {
namespace {

void write_sheet(SheetImage& image, const Disc& disc, const std::string& type) {
    std::vector<std::string> changes;
    const Disc held = as_cue_holds(disc, changes);
    image.write_sheet(cue_sheet_of(held, image.data_name(), type), held, changes);
}

} // namespace

std::unique_ptr<PendingImage> write_cue_bin(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a cue sheet", ".cue",
                                              std::vector<std::string>{".bin"}, options);
    image->write_data(disc, audio, {}, options.progress);
    write_sheet(*image, disc, "BINARY");
    return image;
}

std::unique_ptr<PendingImage> write_cue_wav(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a cue sheet", ".cue",
                                              std::vector<std::string>{".wav"}, options);
    image->write_data(disc, audio, wav_header_for(audio), options.progress);
    write_sheet(*image, disc, "WAVE");
    return image;
}

} // namespace redbook
