// Any bytes as a .toc file: refused with an Error, or a disc; and a disc that is written as a .toc again and
// read stays what it was.
#include <cstdlib>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/toc_layout.h"
#include "redbook/image/toc_writer.h"

namespace redbook {
namespace {

std::vector<Lba> addresses(const Disc& disc) {
    std::vector<Lba> result;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        result.push_back(layout.tracks[k].start);
        result.push_back(layout.tracks[k].index01);
        for (const BlockCount index : disc.tracks[k].indexes)
            result.push_back(layout.tracks[k].index01 + index);
    }
    result.push_back(layout.lead_out);
    return result;
}

// Files whose lengths differ and do not end with a block.
std::vector<SampleCount> lengths_for(const TocSheet& sheet) {
    std::vector<SampleCount> lengths;
    for (size_t i = 0; i < sheet.files.size(); ++i) lengths.push_back({26'460'000 + int64_t(i) * 1001});
    return lengths;
}

void read_toc(std::string_view bytes) {
    looks_like_toc(bytes);
    const TocSheet sheet = parse_toc("x.toc", bytes);
    const SheetLayout layout = lay_out_toc(sheet, lengths_for(sheet));
    std::vector<std::string> changes;
    const Disc disc = as_toc_holds(layout.disc, changes);
    const TocSheet again = parse_toc("y.toc", toc_of(disc, "x.wav"));
    const SheetLayout back = lay_out_toc(again, {samples_in(layout.lead_out - Lba{0})});
    if (addresses(back.disc) != addresses(layout.disc)) std::abort();
    if (back.disc.text_blocks != disc.text_blocks) std::abort();
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (track_texts(back.disc, k) != track_texts(disc, k) ||
            back.disc.tracks[k].flags != disc.tracks[k].flags)
            std::abort();
}

} // namespace
} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    try {
        redbook::read_toc({reinterpret_cast<const char*>(data), size});
    } catch (const redbook::Error&) {}
    return 0;
}
