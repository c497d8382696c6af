#include "redbook/jobs/master.h"

#include "redbook/base/error.h"
#include "redbook/disc/relocated.h"
#include "redbook/jobs/opened.h"
#include "redbook/jobs/source_files.h"
#include "redbook/jobs/stash_image.h"

namespace redbook {

const std::vector<ImageFormat>& output_formats() {
    static const std::vector<ImageFormat> formats = [] {
        std::vector<ImageFormat> all = image_formats();
        all.push_back(kStashFormat);
        return all;
    }();
    return formats;
}

Fitted fit(const ImageFormat& format, const Disc& disc, bool cd_text) {
    Fitted fitted{disc};
    if (!cd_text) leave_out_cd_text(fitted);
    if (!format.staged) lay_out(fitted);
    fit(format, fitted);
    return fitted;
}

Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const ProgressCallback& progress) try {
    const Album back = open_written(image);
    Side made{"the source", image.disc(), &audio, {.audio = holds.audio}, image.sums()};
    made.wrote_subchannel = holds.subchannel;
    const Side read = side_of("the image", back);
    TransferOptions options;
    options.progress = in_phase(progress, Phase::reading_back);
    return compare(made, read, options);
} catch (const Error& e) {
    if (e.code != Errc::differs) throw;
    return differing_files(e.what());
}

Outcome master(FileSystem& files, const ImageFormat& format, const Album& album, const std::string& out_path,
               const MasterOptions& options) {
    Fitted fitted = fit(format, album.disc, options.cd_text);
    require_fit(fitted, out_path, options.strict);
    const auto audio = relocate(*album.audio, album.disc, fitted.disc);
    ImageWriteOptions write_options;
    write_options.force = options.force;
    write_options.keep = album.files;
    write_options.keep.insert(write_options.keep.end(), options.keep.begin(), options.keep.end());
    write_options.delivery = options.delivery;
    write_options.side_files = options.side_files;
    write_options.progress = in_phase(options.progress, Phase::writing);
    const auto image =
        format.staged ? write_stash(files, fitted.disc, *audio, out_path, options.capacity, write_options)
                      : write_image(files, format, fitted.disc, *audio, out_path, write_options);
    Outcome outcome;
    outcome.disc = image->disc();
    outcome.sums = image->sums();
    outcome.changes = std::move(fitted.changes);
    outcome.lost = std::move(fitted.lost);
    outcome.warnings = album.warnings;
    outcome.warnings.insert(outcome.warnings.end(), image->put_right().begin(), image->put_right().end());
    for (const std::string& warning : fitted.warnings) outcome.warnings.push_back(out_path + ": " + warning);
    outcome.comparison = read_back(*image, format.holds, *audio, options.progress);
    if (fitted.data_left_out) outcome.comparison.data = DataTracks::not_copied;
    leave_unverified(outcome.comparison, album.missing, album.disc);
    for (std::string& sentence : album.audio->warnings()) outcome.warnings.push_back(std::move(sentence));
    if (options.from_files)
        for (const Track& track : album.disc.tracks) require_unchanged(files, track, "read");
    if (outcome.comparison.verdict == Verdict::differs) return outcome;
    outcome.md5 = image->md5();
    if (options.before_commit) options.before_commit(outcome, image->path());
    outcome.files = image->commit();
    return outcome;
}

} // namespace redbook
