#include "redbook/image/toc_texts.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"
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
            for (const TocText& text : sheet_.tracks[k].texts) add_to_track(disc_.tracks[k], text);
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
        if (!text.is_bytes && is_utf8(value)) return std::string(value);
        if (block(text).charset != Charset::ms_jis) return to_utf8(value, Encoding::windows_1252);
        warn(text, "a text in MS-JIS is left out; write it in UTF-8");
        return {};
    }

    void set(std::string& place, const TocText& text, std::string_view value) {
        const std::string words = decoded(text, value);
        if (place.empty())
            place = words;
        else if (place != words)
            warn(text, "a second text for the same item is left out");
    }

    bool set_field(Texts& texts, const TocText& text) {
        for (const TextField& field : kTextFields) {
            if (field.pack_type != text.pack_type) continue;
            set(texts.*field.member, text, text.value);
            return true;
        }
        return false;
    }

    void genre(const TocText& text) {
        if (!text.is_bytes || text.value.size() < 2) return set(block(text).genre, text, text.value);
        block(text).genre_code = uint16_t(uint8_t(text.value[0]) << 8 | uint8_t(text.value[1]));
        set(block(text).genre, text, std::string_view(text.value).substr(2));
    }

    template <class Code>
    void take_code(std::optional<Code>& code, const TocText& text, std::string_view right) {
        const std::string words = decoded(text, text.value);
        const auto parsed = Code::parse(trimmed(words));
        if (!parsed && !trimmed(words).empty())
            warn(text, fmt::format("the code {} is left out; {}", quoted_word(words), right));
        if (!code) code = parsed;
    }

    void add_to_album(const TocText& text) {
        if (set_field(block(text).album, text)) return;
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

    void add_to_track(Track& track, const TocText& text) {
        const size_t block = block_of_[size_t(text.language)];
        if (track.texts.size() <= block) track.texts.resize(block + 1);
        if (set_field(track.texts[block], text)) return;
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
