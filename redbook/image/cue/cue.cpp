#include "redbook/image/cue/cue.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/cue/cue_reader.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/cue/cue_writer.h"
#include "redbook/image/sheet_image.h"

namespace redbook {
namespace {

void fit_cue(Fitted& fitted) {
    fitted.disc = as_cue_holds(fitted.disc, fitted.changes);
    warn_of_texts_without_room(fitted);
}

std::unique_ptr<PendingImage> write_cue_bin(const WriteJob& job) {
    auto image = std::make_unique<SheetImage>(job, "a cue sheet", ".cue", std::vector<std::string>{".bin"});
    image->write_data();
    image->write_sheet(cue_sheet_of(job.disc, image->data_name(), "BINARY"));
    return image;
}

std::unique_ptr<PendingImage> write_cue_wav(const WriteJob& job) {
    auto image = std::make_unique<SheetImage>(job, "a cue sheet", ".cue", std::vector<std::string>{".wav"});
    image->write_data(wav_header_for(job.audio));
    image->write_sheet(cue_sheet_of(job.disc, image->data_name(), "WAVE"));
    return image;
}

Match recognize_cue(const Probe& probe) {
    return looks_like_cue_sheet(probe.head) ? Match::likely : Match::none;
}

} // namespace

constinit const Format kCueFormats[] = {{.name = "cue+bin",
                                         .extension = ".cue",
                                         .description = "cue sheet and one file of raw audio",
                                         .holds = kCueHolds,
                                         .changes = fit_cue,
                                         .write = write_cue_bin,
                                         .data_extension = ".bin",
                                         .recognizes = recognize_cue,
                                         .open = open_cue_sheet,
                                         .applies = {.cue_origin = true},
                                         .sheet = "cue sheet"},
                                        {.name = "cue+wav",
                                         .extension = ".cue",
                                         .description = "cue sheet and one WAV file",
                                         .holds = kCueHolds,
                                         .changes = fit_cue,
                                         .write = write_cue_wav,
                                         .data_extension = ".wav"}};

} // namespace redbook
