#include "redbook/disc/cd_text_fit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/romanize.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"

namespace redbook {
namespace {

constexpr size_t kMostNamed = 3; // characters in a sentence

// A text that packs would hold.
struct NamedText {
    std::string name; // "title of track 3"
    std::string& text;
    Charset charset;
    size_t block;
    uint8_t language;
};

// Calls f(NamedText) for every text of a disc.
template <class F>
void for_each_text(Disc& disc, F f) {
    for (size_t b = 0; b < disc.text_blocks.size(); ++b) {
        TextBlock& block = disc.text_blocks[b];
        const std::string suffix = b == 0 ? "" : fmt::format(" in language {}", b + 1);
        for (const TextField& field : kTextFields)
            f(NamedText{fmt::format("{} of the album{}", field.name, suffix), block.album.*field.member,
                        block.charset, b, block.language});
        for (size_t k = 0; k < disc.tracks.size(); ++k)
            for (const TextField& field : kTextFields)
                if (b < disc.tracks[k].texts.size())
                    f(NamedText{fmt::format("{} of track {}{}", field.name, disc.number_of(k), suffix),
                                disc.tracks[k].texts[b].*field.member, block.charset, b, block.language});
        f(NamedText{"disc identification" + suffix, block.disc_id, Charset::ascii, b, block.language});
        f(NamedText{"genre" + suffix, block.genre, Charset::ascii, b, block.language});
        f(NamedText{"closed information" + suffix, block.closed_info, Charset::latin1, b, block.language});
    }
}

// "’ (U+2019)"; of control characters the number only.
std::string character_words(char32_t code) {
    const std::string number = fmt::format("U+{:04X}", uint32_t(code));
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return number;
    std::string character;
    append_utf8(character, code);
    return fmt::format("{} ({})", character, number);
}

// "’ (U+2019), – (U+2013)", "千 (U+5343), 本 (U+672C), 桜 (U+685C) and 2 more"
std::string list_of(const std::u32string& characters) {
    std::string words;
    for (size_t i = 0; i < characters.size() && i < kMostNamed; ++i)
        words += (i == 0 ? "" : ", ") + character_words(characters[i]);
    if (characters.size() > kMostNamed) words += fmt::format(" and {} more", characters.size() - kMostNamed);
    return words;
}

// "’ (U+2019), – (U+2013) are not in ISO 8859-1"
std::string not_held_words(const std::u32string& characters, Charset charset) {
    return fmt::format("{} {} not in {}", list_of(characters), characters.size() == 1 ? "is" : "are",
                       to_string(charset));
}

void replace_text_by(const NamedText& text, const std::string& by, std::vector<std::string>& changes) {
    const auto characters = not_held(text.charset, text.text);
    if (characters.empty()) return;
    changes.push_back(fmt::format("{}: \"{}\" became \"{}\": {}", text.name, text.text, by,
                                  not_held_words(characters, text.charset)));
    text.text = by;
}

// "nothing in ISO 8859-1 resembles 桜 (U+685C)"
std::string not_resembled_words(const std::u32string& characters, Charset charset) {
    return fmt::format("nothing in {} resembles {}", to_string(charset), list_of(characters));
}

Cyrillic cyrillic_of(uint8_t language) {
    switch (language) { // of CD-TEXT
    case 0x49: return Cyrillic::ukrainian;
    case 0x79: return Cyrillic::belarusian;
    case 0x77: return Cyrillic::bulgarian;
    case 0x24:
    case 0x54: return Cyrillic::serbian;
    case 0x63: return Cyrillic::macedonian;
    default: return Cyrillic::russian;
    }
}

bool is_han(char32_t code) {
    return code == U'々' || (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0x20000 && code <= 0x3FFFF);
}

// Only in Chinese are they read without a dictionary.
bool has_unreadable_han(const std::u32string& characters, uint8_t language) {
    constexpr uint8_t kChinese = 0x75;
    return language != kChinese && std::ranges::any_of(characters, is_han);
}

// The text with each run of characters that nothing in the set resembles in Latin letters.
std::string with_latin_letters(std::string_view text, const std::u32string& foreign, uint8_t language) {
    std::string out, run;
    const auto end_run = [&] {
        if (!run.empty()) out += romanized(run, cyrillic_of(language));
        run.clear();
    };
    for (const char32_t code : code_points(text)) {
        const bool is_accent = code >= 0x300 && code <= 0x36F;
        const bool in_run = foreign.find(code) != foreign.npos || (is_accent && !run.empty());
        if (!in_run) end_run();
        append_utf8(in_run ? run : out, code);
    }
    end_run();
    return out;
}

// nullopt: there are no such letters for all of it.
std::optional<std::string> in_letters_of(Charset charset, uint8_t language, const std::string& text) {
    const auto foreign = not_resembled(charset, text);
    if (foreign.empty()) return transliterated(charset, text);
    if (has_unreadable_han(foreign, language)) return std::nullopt;
    const std::string latin = with_latin_letters(text, foreign, language);
    if (!not_resembled(charset, latin).empty()) return std::nullopt;
    return transliterated(charset, latin);
}

// What can be done about a text that cannot be written.
Remedy way_out(const NamedText& text) {
    const Charset charset = text.charset;
    const bool romanized =
        romanizing_missing().empty() && in_letters_of(charset, text.language, text.text).has_value();
    const bool ms_jis =
        text.block == 0 && charset != Charset::ms_jis && not_resembled(Charset::ms_jis, text.text).empty();
    if (romanized && ms_jis) return Remedy::romanize_or_ms_jis;
    if (romanized) return Remedy::romanize_texts;
    return ms_jis ? Remedy::texts_in_ms_jis : Remedy::leave_out_texts;
}

} // namespace

std::vector<std::string> texts_not_held(const Disc& disc) {
    std::vector<std::string> sentences;
    Disc copy = disc;
    for_each_text(copy, [&](const NamedText& text) {
        if (const auto foreign = not_resembled(text.charset, text.text); !foreign.empty())
            sentences.push_back(fmt::format("{}: {}", text.name, not_resembled_words(foreign, text.charset)));
        else if (const auto characters = not_held(text.charset, text.text); !characters.empty())
            sentences.push_back(fmt::format("{}: {}", text.name, not_held_words(characters, text.charset)));
    });
    return sentences;
}

Disc as_cd_text_holds(const Disc& disc, std::vector<std::string>& changes) {
    Disc held = disc;
    for_each_text(held, [&](const NamedText& text) {
        replace_text_by(text, transliterated(text.charset, text.text), changes);
    });
    return held;
}

void transliterate(Disc& disc, std::vector<std::string>& changes) {
    for_each_text(disc, [&](const NamedText& text) {
        if (const auto letters = in_letters_of(text.charset, text.language, text.text))
            replace_text_by(text, *letters, changes);
        else
            changes.push_back(fmt::format("{}: \"{}\" is kept; it cannot be put into Latin letters{}",
                                          text.name, text.text,
                                          std::ranges::any_of(code_points(text.text), is_han)
                                              ? ", as kanji have no reading without a dictionary"
                                              : ""));
    });
}

void refuse_what_nothing_resembles(Fitted& fitted) {
    for_each_text(fitted.disc, [&](const NamedText& text) {
        const auto characters = not_resembled(text.charset, text.text);
        if (characters.empty()) return;
        const bool kanji = has_unreadable_han(characters, text.language);
        fitted.refused.emplace_back(Errc::breaks_rule,
                                    fmt::format("{}: nothing in {} resembles {}{}", text.name,
                                                to_string(text.charset), list_of(characters),
                                                kanji ? ", and kanji cannot be romanized" : ""),
                                    way_out(text));
    });
}

void warn_of_texts_without_room(Fitted& fitted) {
    std::vector<std::string> changes;
    for (std::string& sentence : texts_without_room(as_cd_text_holds(fitted.disc, changes)))
        fitted.warnings.push_back(std::move(sentence));
}

void fit_cd_text(Fitted& fitted, TextCodes codes) {
    const auto refuse = [&](std::string why) {
        fitted.refused.emplace_back(Errc::breaks_rule, std::move(why));
    };
    refuse_what_nothing_resembles(fitted);
    fitted.disc = as_cd_text_holds(fitted.disc, fitted.changes);
    if (fitted.disc.text_blocks.size() > kMostTextBlocks)
        refuse(
            fmt::format("the disc has CD-TEXT in {} languages; it holds 8", fitted.disc.text_blocks.size()));
    for (std::string& sentence : texts_without_room(fitted.disc, codes)) refuse(std::move(sentence));
}

} // namespace redbook
