#include "redbook/image/toc/toc_texts.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr uint8_t kDiscId = 0x86, kGenre = 0x87, kTocInfo = 0x88, kTocInfo2 = 0x89, kClosed = 0x8D,
                  kCodes = 0x8E, kSizeInfo = 0x8F;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return uint8_t(c) < 0x80; });
}

class TocTextsReader {
  public:
    TocTextsReader(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings)
        : disc_(disc), sheet_(sheet), warnings_(warnings) {}

    void run() {
        make_blocks();
        for (const TocText& text : sheet_.texts)
            if (text.pack_type == kSizeInfo) size_info(text);
        for (const TocText& text : sheet_.texts) add_to_album(text);
        for (size_t k = 0; k < sheet_.tracks.size(); ++k)
            for (const TocText& text : sheet_.tracks[k].texts) add_to_track(k, text);
    }

  private:
    void warn(const TocText& text, std::string_view what) {
        warnings_.push_back(at_line(sheet_.path, text.line, what));
    }

    void make_blocks() {
        for (size_t n = 0; n < kMostTextBlocks; ++n) {
            if (!sheet_.languages[n]) continue;
            block_of_[n] = disc_.text_blocks.size();
            TextBlock& block = disc_.text_blocks.emplace_back();
            block.language = *sheet_.languages[n];
            block.charset = sheet_.charsets[n].value_or(Charset::latin1);
        }
    }

    TextBlock& block(const TocText& text) { return disc_.text_blocks[block_of_[size_t(text.language)]]; }

    // Character set and copyright; all else in it follows from the texts.
    void size_info(const TocText& text) {
        const uint8_t charset = uint8_t(text.value[0]);
        if (!sheet_.charsets[size_t(text.language)] && (charset == 0x01 || charset == 0x80))
            block(text).charset = Charset(charset);
        block(text).copyright = text.value.size() > 3 && (text.value[3] & 3) != 0;
    }

    std::string decoded(const TocText& text, std::string_view value) {
        value = value.substr(0, value.find('\0'));
        if (is_ascii(value)) return std::string(value);
        const bool may_be_utf8 = !text.is_bytes || (!text.is_list && !sheet_.charsets[size_t(text.language)]);
        if (may_be_utf8 && is_utf8(value)) return std::string(value);
        const bool is_field = text.pack_type <= kTextFields.back().pack_type;
        const Charset charset = is_field ? block(text).charset : Charset::latin1;
        const DecodedText decoded = decode_text(charset, value);
        if (!decoded.as_the_set_says && charset == Charset::ms_jis)
            warn(text, fmt::format("a text has bytes that MS-JIS does not have; it is read as \"{}\"",
                                   decoded.text));
        return decoded.text;
    }

    // One TAB means what the track before has, as in packs; the album has none before it.
    static bool is_tab(const TocText& text) {
        const std::string_view value = std::string_view(text.value).substr(0, text.value.find('\0'));
        return value == "\t" || value == "\t\t";
    }

    void set(std::string& place, const TocText& text, std::string_view value) {
        const std::string words = decoded(text, value);
        if (place.empty())
            place = words;
        else if (place != words)
            warn(text, "a second text for the same item is left out");
    }

    bool set_field(Texts& texts, const TocText& text, const Texts& before) {
        for (const TextField& field : kTextFields) {
            if (field.pack_type != text.pack_type) continue;
            if (is_tab(text))
                texts.*field.member = before.*field.member;
            else
                set(texts.*field.member, text, text.value);
            return true;
        }
        return false;
    }

    // Of the track before track k, or of the album.
    Texts texts_before(size_t k, size_t block) const {
        if (k == 0) return disc_.text_blocks[block].album;
        const auto& texts = disc_.tracks[k - 1].texts;
        return block < texts.size() ? texts[block] : Texts{};
    }

    void genre(const TocText& text) {
        if (!text.is_list || text.value.size() < 2) return set(block(text).genre, text, text.value);
        block(text).genre_code = uint16_t(uint8_t(text.value[0]) << 8 | uint8_t(text.value[1]));
        set(block(text).genre, text, std::string_view(text.value).substr(2));
    }

    template <class Code>
    void take_code(std::optional<Code>& code, const TocText& text, std::string_view right) {
        const std::string words = decoded(text, text.value);
        const auto parsed = Code::parse(trimmed(words));
        if (!parsed && !trimmed(words).empty())
            warn(text, fmt::format("the code {} is left out; {}", quoted_word(words), right));
        if (code && parsed && *parsed != *code)
            warn(text, fmt::format("the code {} of CD_TEXT is left out; {} was given before", parsed->text(),
                                   code->text()));
        if (!code) code = parsed;
    }

    void add_to_album(const TocText& text) {
        if (set_field(block(text).album, text, {})) return;
        switch (text.pack_type) {
        case kDiscId: return set(block(text).disc_id, text, text.value);
        case kGenre: return genre(text);
        case kClosed: return set(block(text).closed_info, text, text.value);
        case kCodes: return take_code(disc_.mcn, text, "a catalogue number has 13 digits");
        case kSizeInfo:
        case kTocInfo: // these follow from the disc
        case kTocInfo2: return;
        default: warn(text, "a reserved item of CD-TEXT is left out");
        }
    }

    void add_to_track(size_t k, const TocText& text) {
        Track& track = disc_.tracks[k];
        const size_t block = block_of_[size_t(text.language)];
        if (track.texts.size() <= block) track.texts.resize(block + 1);
        if (set_field(track.texts[block], text, texts_before(k, block))) return;
        if (text.pack_type != kCodes) return warn(text, "an item that only an album has is left out");
        take_code(track.isrc, text, "an ISRC has 5 letters or digits, then 7 digits");
    }

    Disc& disc_;
    const TocSheet& sheet_;
    std::vector<std::string>& warnings_;
    std::array<size_t, kMostTextBlocks> block_of_{}; // of a language that is mapped
};

} // namespace

void add_toc_texts(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings) {
    TocTextsReader(disc, sheet, warnings).run();
}

} // namespace redbook
