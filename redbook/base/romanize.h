// Texts of other scripts in Latin letters, by ICU. A build without ICU has none of it, and says so.
#pragma once

#include <string>
#include <string_view>

namespace redbook {

// "" where ICU is there; else why it is not, as a sentence without its place.
const std::string& romanizing_missing();

// How Cyrillic letters are read depends on the language. In all other scripts nothing does
// but Han.
enum class Cyrillic { russian, ukrainian, belarusian, bulgarian, serbian, macedonian };

// The text (UTF-8) in Latin letters with their accents, composed: "Ночь" is "Nochʹ", "Ελλάδα" is "Elláda". Of
// Han characters the Chinese reading: in Japanese they are read otherwise, by a dictionary and the context,
// which ICU has not. What ICU has no Latin letters for stays as it is.
//   throws  Errc::unsupported where ICU is missing
std::string romanized(std::string_view text, Cyrillic read_as = Cyrillic::russian);

} // namespace redbook
