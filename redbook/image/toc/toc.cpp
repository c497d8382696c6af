#include "redbook/image/toc/toc.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/sheet_image.h"
#include "redbook/image/toc/toc_reader.h"
#include "redbook/image/toc/toc_syntax.h"
#include "redbook/image/toc/toc_writer.h"

namespace redbook {
namespace {

void fit_toc(Fitted& fitted) {
    refuse_what_nothing_resembles(fitted);
    fitted.disc = as_toc_holds(fitted.disc, fitted.changes);
    warn_of_texts_without_room(fitted);
}

std::unique_ptr<PendingImage> write_toc(const WriteJob& job) {
    auto image = std::make_unique<SheetImage>(job, "a toc", ".toc", std::vector<std::string>{".wav"});
    image->write_data(wav_header_for(job.audio));
    image->write_sheet(toc_of(job.disc, image->data_name()));
    return image;
}

Match recognize_toc(const Probe& probe) { return looks_like_toc(probe.head) ? Match::certain : Match::none; }

} // namespace

constinit const Format kTocFormats[] = {{.name = "toc",
                                         .extension = ".toc",
                                         .description = "cdrdao .toc file and one WAV file",
                                         .holds = kTocHolds,
                                         .changes = fit_toc,
                                         .write = write_toc,
                                         .data_extension = ".wav",
                                         .recognizes = recognize_toc,
                                         .open = open_toc,
                                         .sheet = "toc"}};

} // namespace redbook
