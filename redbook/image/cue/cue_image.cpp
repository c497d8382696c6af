#include "redbook/image/cue/cue_image.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/cue/cue_writer.h"
#include "redbook/image/sheet_image.h"

namespace redbook {

void fit_cue(Fitted& fitted) {
    fitted.disc = as_cue_holds(fitted.disc, fitted.changes);
    warn_of_texts_without_room(fitted);
}

std::unique_ptr<PendingImage> write_cue_bin(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a cue sheet", ".cue",
                                              std::vector<std::string>{".bin"}, options);
    image->write_data(disc, audio, {}, options.progress);
    image->write_sheet(cue_sheet_of(disc, image->data_name(), "BINARY"), disc);
    return image;
}

std::unique_ptr<PendingImage> write_cue_wav(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    auto image = std::make_unique<SheetImage>(files, out_path, "a cue sheet", ".cue",
                                              std::vector<std::string>{".wav"}, options);
    image->write_data(disc, audio, wav_header_for(audio), options.progress);
    image->write_sheet(cue_sheet_of(disc, image->data_name(), "WAVE"), disc);
    return image;
}

} // namespace redbook
