#include "redbook/record/master.h"

#include "redbook/base/error.h"
#include "redbook/record/opened.h"
#include "redbook/record/source_files.h"
#include "redbook/record/stash_image.h"

namespace redbook {

Progress in_phase(const PhaseProgress& progress, std::string_view phase) {
    if (!progress) return {};
    return [progress, phase](BlockCount done, BlockCount total) { return progress(phase, done, total); };
}

const std::vector<ImageFormat>& output_formats() {
    static const std::vector<ImageFormat> formats = [] {
        std::vector<ImageFormat> all = image_formats();
        all.push_back(kStashFormat);
        return all;
    }();
    return formats;
}

void refuse_changes(const PendingImage& image, const std::string& out) {
    if (!image.warnings().empty()) throw Error(Errc::breaks_rule, out + ": " + image.warnings().front());
}

Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const PhaseProgress& progress) try {
    const Album back = open_written(image);
    Side made{"the source", image.disc(), &audio, {.audio = holds.audio}, image.sums()};
    made.wrote_subchannel = holds.subchannel;
    const Side read = side_of("the image", back);
    TransferOptions options;
    options.progress = in_phase(progress, "reading back");
    return compare(made, read, options);
} catch (const Error& e) {
    if (e.code != Errc::differs) throw;
    return differing_files(e.what());
}

Mastered master(FileSystem& files, const ImageFormat& format, const Disc& disc, const BlockSource& audio,
                const std::string& out_path, const MasterOptions& options) {
    ImageWriteOptions write_options;
    write_options.force = options.force;
    write_options.keep = options.keep;
    write_options.progress = in_phase(options.progress, "writing");
    const auto image = format.staged
                           ? write_stash(files, disc, audio, out_path, options.capacity, write_options)
                           : write_image(files, format, disc, audio, out_path, write_options);
    if (options.strict) refuse_changes(*image, out_path);
    Mastered mastered;
    mastered.lost = lost_in(disc, format.holds);
    mastered.disc = image->disc();
    mastered.warnings = image->warnings();
    mastered.put_right = image->put_right();
    mastered.sums = image->sums();
    mastered.comparison = read_back(*image, format.holds, audio, options.progress);
    if (options.from_files)
        for (const Track& track : disc.tracks) require_unchanged(files, track, "read");
    if (mastered.comparison.verdict == Verdict::differs) return mastered;
    if (options.before_commit) options.before_commit(mastered, image->path());
    mastered.files = image->commit();
    return mastered;
}

} // namespace redbook
