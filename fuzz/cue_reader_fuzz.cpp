// Any bytes as a cue sheet, in the encoding that they look like and in every other: refused with an Error, or
// a disc; and a disc that is written as a sheet again and read stays where it was.
#include <cstdlib>
#include <optional>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/cue_layout.h"
#include "redbook/image/cue_writer.h"

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
std::vector<SampleCount> lengths_for(const CueSheet& sheet) {
    std::vector<SampleCount> lengths;
    for (size_t i = 0; i < sheet.files.size(); ++i) lengths.push_back({26'460'000 + int64_t(i) * 1001});
    return lengths;
}

void read_sheet(std::string_view bytes, std::optional<Encoding> encoding) {
    const CueSheet sheet = parse_cue_sheet("x.cue", bytes, encoding);
    if (sheet.cd_text) leads_out(sheet.cd_text->name);
    const SheetLayout layout = lay_out_cue_sheet(sheet, lengths_for(sheet));
    if (layout.lead_out > kLastAddress) return; // what follows cannot be told in MM:SS:FF
    std::vector<std::string> changes;
    const Disc disc = as_cue_holds(layout.disc, changes);
    const CueSheet again = parse_cue_sheet("y.cue", cue_sheet_of(disc, "x.bin", "BINARY"));
    const SheetLayout back = lay_out_cue_sheet(again, {samples_in(layout.lead_out - Lba{0})});
    if (addresses(back.disc) != addresses(layout.disc)) std::abort();
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (track_texts(back.disc, k) != track_texts(disc, k) ||
            back.disc.tracks[k].remarks != disc.tracks[k].remarks)
            std::abort();
}

} // namespace
} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using enum redbook::Encoding;
    const std::optional<redbook::Encoding> encodings[] = {
        {}, utf8, utf16_le, utf16_be, windows_1250, windows_1251, windows_1252, iso_8859_1, shift_jis};
    for (const auto& encoding : encodings) try {
            redbook::read_sheet({reinterpret_cast<const char*>(data), size}, encoding);
        } catch (const redbook::Error&) {}
    return 0;
}
