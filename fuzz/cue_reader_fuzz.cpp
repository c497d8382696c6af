// Any bytes as a cue sheet, in the encoding that they look like and in every other: refused with an Error, or
// a disc; and a disc that is written as a sheet again and read stays where it was.
#include <optional>

#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/image/cue/cue_layout.h"
#include "redbook/image/cue/cue_writer.h"

namespace redbook {
namespace {

void read_sheet(std::string_view bytes, std::optional<Encoding> encoding) {
    const CueSheet sheet = parse_cue_sheet("x.cue", bytes, encoding);
    if (sheet.cd_text) leads_out(sheet.cd_text->name);
    const SheetLayout layout = lay_out_cue_sheet(sheet, file_lengths(sheet.files.size()));
    if (layout.lead_out > kLastAddress) return; // what follows cannot be told in MM:SS:FF
    std::vector<std::string> changes;
    const Disc disc = as_cue_holds(layout.disc, changes);
    const CueSheet again = parse_cue_sheet("y.cue", cue_sheet_of(disc, "x.bin", "BINARY"));
    const SheetLayout back = lay_out_cue_sheet(again, {samples_in(layout.lead_out - Lba{0})});
    must_hold(addresses(back.disc) == addresses(layout.disc));
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        must_hold(track_texts(back.disc, k) == track_texts(disc, k) &&
                  back.disc.tracks[k].remarks == disc.tracks[k].remarks);
}

} // namespace

FUZZ_TARGET(cue_reader, "cue") {
    using enum Encoding;
    const std::optional<Encoding> encodings[] = {
        {}, utf8, utf16_le, utf16_be, windows_1250, windows_1251, windows_1252, iso_8859_1, shift_jis};
    for (const auto& encoding : encodings) unless_refused([&] { read_sheet(text_of(input), encoding); });
}

} // namespace redbook
