// The texts of a Sony Input Sheet 0.7T.
#pragma once

#include <string>
#include <string_view>

#include "redbook/disc/cd_text.h"

namespace redbook {

// What a file of sheets tells: a text block for each sheet, catalogue number and ISRCs of the first that has
// them. Texts are in the character set that the sheet names, ISO 8859-1 if it names none, or in UTF-8. The
// tracks are those from First to Last Track Number, else as many as there are lines for.
//   throws  Errc::malformed, unsupported (another version or character set), breaks_rule (9 languages):
//           "x.v07t:4: ..."
CdText read_text_sheets(const std::string& path, std::string_view bytes);

} // namespace redbook
