#include "redbook/jobs/read_back.h"

#include <memory>

#include "redbook/base/error.h"
#include "redbook/base/read_back.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/sides.h"

namespace redbook {

Album open_written(const WrittenImage& image, const Formats& formats) {
    const auto read_back = std::make_shared<ReadBack>(image.files());
    OpenOptions options;
    options.texts_alone = options.unnamed = true;
    options.formats = &formats;
    try {
        Album album = open({image.path()}, options);
        album.damage = [read_back, warnings = album.warnings] {
            std::string damage = read_back->difference();
            return damage.empty() && !warnings.empty() ? warnings.front() : damage;
        };
        return album;
    } catch (const Error& e) {
        const std::string damage = read_back->difference();
        if (damage.empty()) throw;
        throw Error(Errc::differs, damage);
    }
}

Comparison read_back(const WrittenImage& image, const Holds& holds, const BlockSource& audio,
                     const ProgressCallback& progress, const Formats& formats) try {
    const Album back = open_written(image, formats);
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

} // namespace redbook
