#include "redbook/image/ccd/ccd.h"

#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/ccd/ccd_reader.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "redbook/image/ccd/ccd_writer.h"
#include "redbook/image/ccd/sub_file.h"
#include "redbook/image/sheet_image.h"

namespace redbook {
namespace {

void fit_ccd(Fitted& fitted) {
    fit_cd_text(fitted);
    note_codes_without_room(fitted.disc, fitted.changes);
}

std::unique_ptr<PendingImage> write_ccd(const WriteJob& job) {
    auto image = std::make_unique<SheetImage>(job, "a CloneCD sheet", ".ccd",
                                              std::vector<std::string>{".img", ".sub"});
    image->write_file(1, [&](File& file, const std::string& name) { write_sub_file(file, name, job.disc); });
    image->write_data();
    image->write_sheet(ccd_of(job.disc));
    return image;
}

Match recognize_ccd(const Probe& probe) { return looks_like_ccd(probe.head) ? Match::certain : Match::none; }

} // namespace

constinit const Format kCcdFormats[] = {{.name = "ccd",
                                         .extension = ".ccd",
                                         .description = "CloneCD .ccd, .img and .sub",
                                         .holds = kCcdHolds,
                                         .changes = fit_ccd,
                                         .write = write_ccd,
                                         .data_extension = ".img",
                                         .recognizes = recognize_ccd,
                                         .open = open_ccd,
                                         .sheet = "CloneCD sheet"}};

} // namespace redbook
