// Names of the codes in CD-TEXT: languages (8F) and genres (87).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redbook {

// "English"; empty: the code has no name.
std::string_view language_name(uint8_t code);

// A name, without regard to case, as it is usually spelled or as libburn spells it. nullopt: no language.
std::optional<uint8_t> language_named(std::string_view name);

// "Jazz"; empty: the code has no name.
std::string_view genre_name(uint16_t code);

// The same of a genre. libcdio's short names are taken too.
std::optional<uint16_t> genre_named(std::string_view name);

// A code written as one: "0x1B". nullopt: it is not that, or larger than `most`.
std::optional<uint16_t> parse_hex_code(std::string_view text, uint16_t most);

} // namespace redbook
