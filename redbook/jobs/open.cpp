#include "redbook/jobs/open.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/audio_file.h"
#include "redbook/base/file.h"
#include "redbook/check/disc_ids.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/drive/scsi.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/jobs/formats.h"

namespace redbook {
namespace {

Album open_what_is_there(const std::vector<std::string>& sources, const OpenOptions& options) {
    if (sources.size() == 1 && is_drive(sources[0])) return open_disc(sources[0], options.drive);
    return open_album(sources, options);
}

} // namespace

Album open(const std::vector<std::string>& sources, const OpenOptions& options) {
    Album album = open_what_is_there(sources, options);
    album.accepted_edge = options.drive.accepted_edge;
    if (!options.unnamed && album.holds.audio)
        if (const std::string why = doubt_by_disc_id(album.disc); !why.empty())
            album.warnings.push_back(album.path + ": " + why);
    return album;
}

void add_cd_text(Disc& disc, const std::vector<std::string>& files, std::vector<std::string>& warnings) {
    const CdText text = open_text_files(system_files(), files);
    warnings.insert(warnings.end(), text.warnings.begin(), text.warnings.end());
    take_cd_text(disc, text, files.at(0), warnings, OurCodes::replaced);
}

bool is_album_of_its_own(const std::string& source) {
    return is_drive(source) || is_whole_album(source, all_formats());
}

std::vector<std::string> warnings_of(const Album& album) {
    std::vector<std::string> warnings = album.warnings;
    if (album.audio)
        for (std::string& sentence : album.audio->warnings()) warnings.push_back(std::move(sentence));
    return warnings;
}

} // namespace redbook
