// What becomes of a disc's texts in CD-TEXT: what resembles them, and what cannot be written.
#pragma once

#include <string>
#include <vector>

#include "redbook/disc/cd_text.h"
#include "redbook/disc/fitted.h"

namespace redbook {

// The texts that the character sets do not hold, a sentence each: "title of track 3: ’ (U+2019) is not in ISO
// 8859-1", or "nothing in ISO 8859-1 resembles 桜 (U+685C)".
std::vector<std::string> texts_not_held(const Disc& disc);

// The blocks that take more packs than there is room for, a sentence each, which says by how much.
std::vector<std::string> texts_without_room(const Disc& disc, TextCodes codes = TextCodes::with);

// The disc with each text that a character set does not hold replaced by what resembles it
// (cd_text_charset.h), '?' where nothing does. A sentence for each is added to `changes`.
Disc as_cd_text_holds(const Disc& disc, std::vector<std::string>& changes);

// Puts texts that a character set does not hold into Latin letters (base/romanize.h), and what is still not
// held into what resembles it. Each change, and each text that stays as nothing can be done about it, is a
// sentence in `changes`.
//   throws  Errc::unsupported if a text needs ICU, and there is none
void transliterate(Disc& disc, std::vector<std::string>& changes);

// Refuses texts that nothing in their character set resembles: each says what helps.
void refuse_what_nothing_resembles(Fitted& fitted);

// Warns of more packs than there is room for: of an output that holds texts in another form, until they are
// burned.
void warn_of_texts_without_room(Fitted& fitted);

// The disc as packs hold it. Refused: what nothing resembles, too many languages, too many packs.
void fit_cd_text(Fitted& fitted, TextCodes codes = TextCodes::with);

} // namespace redbook
