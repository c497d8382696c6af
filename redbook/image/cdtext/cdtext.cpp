#include "redbook/image/cdtext/cdtext.h"

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "redbook/image/cdtext/text_sheet_writer.h"
#include "redbook/image/image_writer.h"
#include "redbook/publish/image_folder.h"

namespace redbook {
namespace {

class TextImage final : public PendingImage {
  public:
    TextImage(const WriteJob& job, Bytes content)
        : folder_(job.files, job.out_path, {}, job.options.force, job.options.keep), disc_(job.disc) {
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

// Refuses a disc without CD-TEXT, and what packs cannot hold; changes what resembles it.
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
std::unique_ptr<PendingImage> write_cdt(const WriteJob& job) {
    return std::make_unique<TextImage>(job, cd_text_packs(job.disc));
}

std::unique_ptr<PendingImage> write_text_sheets(const WriteJob& job) {
    return std::make_unique<TextImage>(job, as_bytes(text_sheets_of(job.disc)));
}

Match recognize_packs(const Probe& probe) {
    return looks_like_packs(probe.head, probe.size) ? Match::likely : Match::none;
}

Match recognize_text_sheet(const Probe& probe) {
    return looks_like_text_sheet(probe.head) ? Match::certain : Match::none;
}

Album open_texts(const std::string& path, const AlbumOptions&) { return open_text_album(path); }

} // namespace

constinit const Format kCdTextFormats[] = {{.name = "cdt",
                                            .extension = ".cdt",
                                            .description = "CD-TEXT alone, as packs",
                                            .holds = kTextFilesHold,
                                            .changes = fit_cdt,
                                            .write = write_cdt,
                                            .recognizes = recognize_packs,
                                            .open = open_texts},
                                           {.name = "v07t",
                                            .extension = ".v07t",
                                            .description = "CD-TEXT alone, as Sony text sheets",
                                            .holds = kTextFilesHold,
                                            .changes = fit_text_sheets,
                                            .write = write_text_sheets,
                                            .recognizes = recognize_text_sheet,
                                            .open = open_texts}};

} // namespace redbook
