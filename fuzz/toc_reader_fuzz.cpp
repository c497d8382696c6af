// Any bytes as a .toc file: refused with an Error, or a disc; and a disc that is written as a .toc again and
// read stays what it was.
#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/image/toc/toc_layout.h"
#include "redbook/image/toc/toc_writer.h"

namespace redbook {

FUZZ_TARGET(toc_reader, "toc") {
    const std::string_view bytes = text_of(input);
    looks_like_toc(bytes);
    const TocSheet sheet = parse_toc("x.toc", bytes);
    const SheetLayout layout = lay_out_toc(sheet, file_lengths(sheet.files.size()));
    std::vector<std::string> changes;
    const Disc disc = as_toc_holds(layout.disc, changes);
    const TocSheet again = parse_toc("y.toc", toc_of(disc, "x.wav"));
    const SheetLayout back = lay_out_toc(again, {samples_in(layout.lead_out - Lba{0})});
    must_hold(addresses(back.disc) == addresses(layout.disc));
    must_hold(back.disc.text_blocks == disc.text_blocks);
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        must_hold(track_texts(back.disc, k) == track_texts(disc, k) &&
                  back.disc.tracks[k].flags == disc.tracks[k].flags);
}

} // namespace redbook
