// Any bytes as Sony text sheets: refused with an Error, or texts; and texts that are written as a sheet again
// and read are what they were, unless their bytes look like UTF-8.
#include <algorithm>

#include "fuzz/target.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/cdtext/text_sheet_reader.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "redbook/image/cdtext/text_sheet_writer.h"

namespace redbook {

FUZZ_TARGET(text_sheet, "v07t") {
    const std::string_view bytes = text_of(input);
    looks_like_text_sheet(bytes);
    const CdText text = read_text_sheets("x.v07t", bytes);
    std::vector<std::string> changes;
    const Disc disc = as_text_sheet_holds(as_cd_text_holds(text.disc, changes), changes);
    const std::string sheets = text_sheets_of(disc);
    const bool ascii = std::ranges::all_of(sheets, [](char c) { return uint8_t(c) < 0x80; });
    if (!ascii && is_utf8(sheets)) return;
    must_hold(read_text_sheets("y.v07t", sheets).disc == disc);
}

} // namespace redbook
