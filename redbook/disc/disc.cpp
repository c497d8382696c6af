#include "redbook/disc/disc.h"

#include <algorithm>

#include "redbook/base/text.h"

namespace redbook {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; }

bool is_zeros(std::string_view code) { return code.find_first_not_of('0') == std::string_view::npos; }

const Texts kNoTexts;

} // namespace

std::optional<Isrc> Isrc::parse(std::string_view text) {
    Isrc isrc;
    size_t n = 0;
    for (const char given : text) {
        const char c = upper(given);
        if (c == '-') continue;
        if (n == isrc.chars_.size()) return std::nullopt;
        if (!is_digit(c) && !(n < 5 && is_letter(c))) return std::nullopt;
        isrc.chars_[n++] = c;
    }
    return n == isrc.chars_.size() ? std::optional(isrc) : std::nullopt;
}

std::optional<Mcn> Mcn::parse(std::string_view text) {
    Mcn mcn;
    if (text.size() != 12 && text.size() != 13) return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    mcn.chars_.fill('0');
    std::copy_backward(text.begin(), text.end(), mcn.chars_.end());
    return mcn;
}

bool Mcn::check_digit_is_right() const {
    int sum = 0;
    for (size_t i = 0; i < 12; ++i) sum += (chars_[i] - '0') * (i % 2 == 1 ? 3 : 1);
    return chars_[12] - '0' == (10 - sum % 10) % 10;
}

bool Isrc::means_none() const { return is_zeros(text()); }
bool Mcn::means_none() const { return is_zeros(text()); }

uint8_t control_nibble(Flags flags) {
    return uint8_t((flags.pre_emphasis ? 1 : 0) | (flags.copy_permitted ? 2 : 0) |
                   (flags.four_channel ? 8 : 0));
}

const Texts& album_texts(const Disc& disc) {
    return disc.text_blocks.empty() ? kNoTexts : disc.text_blocks[0].album;
}

const Texts& track_texts(const Disc& disc, size_t track) {
    const auto& texts = disc.tracks.at(track).texts;
    return texts.empty() ? kNoTexts : texts[0];
}

Texts& edit_album_texts(Disc& disc) {
    if (disc.text_blocks.empty()) disc.text_blocks.emplace_back();
    return disc.text_blocks[0].album;
}

Texts& edit_track_texts(Disc& disc, size_t track) {
    edit_album_texts(disc);
    auto& texts = disc.tracks.at(track).texts;
    if (texts.empty()) texts.emplace_back();
    return texts[0];
}

} // namespace redbook
