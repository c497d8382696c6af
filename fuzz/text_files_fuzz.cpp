// Any bytes as one or two files of CD-TEXT, divided by a line "=== ": refused with an Error, or texts of at
// most eight languages.
#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/image/cdtext/text_file.h"

namespace redbook {

FUZZ_TARGET(text_files, "v07t", "cdtext") {
    constexpr std::string_view kDivider = "\n=== \n";
    const std::string_view text = text_of(input);
    const size_t divider = text.find(kDivider);
    MemoryFiles files;
    std::vector<std::string> paths{"/first"};
    files.add(paths[0], as_bytes(text.substr(0, divider)));
    if (divider != text.npos) {
        paths.push_back("/second");
        files.add(paths[1], as_bytes(text.substr(divider + kDivider.size())));
    }
    const CdText all = open_text_files(files, paths);
    must_hold(all.disc.text_blocks.size() <= kMostTextBlocks);
    for (const Track& track : all.disc.tracks) must_hold(track.texts.size() == all.disc.text_blocks.size());
    const Album album = open_text_album(paths[0]);
    must_hold(!album.audio && album.disc.tracks.size() == all.disc.tracks.size());
    unless_refused([&] { open_cdt_file(files, paths[0]); });
}

} // namespace redbook
