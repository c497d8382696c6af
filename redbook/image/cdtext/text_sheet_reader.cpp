#include "redbook/image/cdtext/text_sheet_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_codes.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

// "TRACK02TITLE" and "ISRC02" taken apart.
struct TrackKey {
    int number;
    std::string_view what; // "TITLE"; "ISRC"
};

// nullopt: it is no track's.
std::optional<TrackKey> track_key(std::string_view key) {
    constexpr std::string_view kTrackWord = "TRACK", kIsrcWord = "ISRC";
    const bool isrc = key.starts_with(kIsrcWord);
    if (!isrc && !key.starts_with(kTrackWord)) return std::nullopt;
    const std::string_view rest = key.substr(isrc ? kIsrcWord.size() : kTrackWord.size());
    const size_t digits = std::min({rest.find_first_not_of("0123456789"), rest.find("0X8"), rest.size()});
    const int number = parse_number(rest.substr(0, digits));
    if (number < 1 || number > kMostTracks || (isrc && digits < rest.size())) return std::nullopt;
    return TrackKey{number, isrc ? kIsrcWord : rest.substr(digits)};
}

// By the key that sheets use, or by libburn's.
bool is_named(std::string_view key, std::string_view name, uint8_t pack_type) {
    return key == text_sheet_key(name) || key == fmt::format("0X{:02X}", pack_type);
}

class TextSheetReader;

struct AlbumItem {
    std::string_view name;
    uint8_t pack_type; // 0: none
    void (TextSheetReader::*take)(const TextSheetItem&);
};

class TextSheetReader {
  public:
    TextSheetReader(const std::string& path, std::string_view bytes) : path_(path) {
        const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char c) { return uint8_t(c) < 0x80; });
        utf8_ = !ascii && is_utf8(bytes);
    }

    CdText read(const std::vector<TextSheet>& sheets) {
        if (sheets.size() > kMostTextBlocks)
            refuse(Errc::breaks_rule, sheets[kMostTextBlocks].line, "this is a ninth language; a disc has 8");
        for (const TextSheet& sheet : sheets) add(sheet);
        if (utf8_)
            result_.warnings.push_back(path_ + ": is in UTF-8, not in a character set of CD-TEXT; it is "
                                               "read as what it is");
        return std::move(result_);
    }

  private:
    [[noreturn]] void refuse(Errc code, int line, std::string_view reason) const {
        throw Error(code, at_line(path_, line, reason));
    }
    [[noreturn]] void refuse(const TextSheetItem& item, std::string_view reason) const {
        refuse(Errc::malformed, item.line, fmt::format("{} {}", quoted_word(item.value), reason));
    }

    void add(const TextSheet& sheet) {
        set_tracks(sheet);
        result_.disc.text_blocks.emplace_back();
        for (Track& track : result_.disc.tracks) track.texts.emplace_back();
        for (const TextSheetItem& item : sheet.items)
            if (item.key == "TEXTCODE") text_code(item);
        for (const TextSheetItem& item : sheet.items) take(item);
    }

    int track_number(const TextSheet& sheet, std::string_view key, int otherwise) const {
        const auto item = std::ranges::find(sheet.items, key, &TextSheetItem::key);
        if (item == sheet.items.end()) return otherwise;
        const int number = parse_number(item->value);
        if (number < 1 || number > kMostTracks) refuse(*item, "is not a track number; give 1 to 99");
        return number;
    }

    void set_tracks(const TextSheet& sheet) {
        const int first = track_number(sheet, "FIRSTTRACKNUMBER", 1);
        int highest = first;
        for (const TextSheetItem& item : sheet.items)
            if (const auto track = track_key(item.key)) highest = std::max(highest, track->number);
        const int last = track_number(sheet, "LASTTRACKNUMBER", highest);
        if (last < first)
            refuse(
                Errc::malformed, sheet.line,
                fmt::format("this sheet is for tracks {} to {}; the last is before the first", first, last));
        Disc& disc = result_.disc;
        if (disc.tracks.empty()) {
            disc.first_track = first;
            disc.tracks.resize(size_t(last - first + 1));
        } else if (first != disc.first_track || last != last_track()) {
            refuse(Errc::malformed, sheet.line,
                   fmt::format("this sheet is for tracks {} to {}, the first one for {} to {}", first, last,
                               disc.first_track, last_track()));
        }
    }

    int last_track() const { return result_.disc.number_of(result_.disc.tracks.size() - 1); }
    TextBlock& block() { return result_.disc.text_blocks.back(); }

    void take(const TextSheetItem& item) {
        if (const auto track = track_key(item.key)) return take_of_track(item, *track);
        for (const TextSheetField& field : kTextSheetFields)
            if (is_named(item.key, field.of_album, field.pack_type)) {
                block().album.*field.member = decoded(item, block().charset);
                return;
            }
        for (const AlbumItem& row : kAlbumItems)
            if (is_named(item.key, row.name, row.pack_type)) return (this->*row.take)(item);
        if (item.key.starts_with("DISCINFORMATION")) return;
        refuse(Errc::malformed, item.line,
               fmt::format("there is no item {} in a text sheet", quoted_word(item.name)));
    }

    void take_of_track(const TextSheetItem& item, const TrackKey& key) {
        const int k = key.number - result_.disc.first_track;
        if (k < 0 || key.number > last_track())
            refuse(Errc::malformed, item.line,
                   fmt::format("track {} is not among the tracks {} to {} that the sheet is for", key.number,
                               result_.disc.first_track, last_track()));
        Track& track = result_.disc.tracks[size_t(k)];
        if (is_named(key.what, "ISRC", 0x8E)) return set_code(track.isrc, item, "is no ISRC");
        for (const TextSheetField& field : kTextSheetFields)
            if (is_named(key.what, field.of_track, field.pack_type)) {
                track.texts.back().*field.member = decoded(item, block().charset);
                return;
            }
        refuse(Errc::malformed, item.line,
               fmt::format("there is no item {} in a text sheet", quoted_word(item.name)));
    }

    std::string decoded(const TextSheetItem& item, Charset charset) {
        if (utf8_) return item.value;
        const DecodedText decoded = decode_text(charset, item.value);
        if (!decoded.as_the_set_says)
            result_.warnings.push_back(
                at_line(path_, item.line,
                        fmt::format("there are bytes that {} does not have; it is read as \"{}\"",
                                    to_string(charset), decoded.text)));
        return decoded.text;
    }

    void text_code(const TextSheetItem& item) {
        const std::string word = ascii_upper(item.value);
        for (const auto& [name, charset] : {std::pair{"8859", Charset::latin1},
                                            {"ISO-8859-1", Charset::latin1},
                                            {"ASCII", Charset::ascii},
                                            {"MS-JIS", Charset::ms_jis}})
            if (word == name || parse_hex_code(word, 0xFF) == uint16_t(charset))
                return void(block().charset = charset);
        refuse(Errc::unsupported, item.line,
               fmt::format("the character set {} is not known; 8859, ASCII and MS-JIS are",
                           quoted_word(item.value)));
    }

    void language(const TextSheetItem& item) {
        const auto code = parse_hex_code(item.value, 0xFF);
        const auto named = language_named(item.value);
        if (!code && !named) refuse(item, "is not a language; give its English name, or its code like 0x09");
        block().language = code ? uint8_t(*code) : *named;
    }

    void genre_code(const TextSheetItem& item) {
        const auto code = parse_hex_code(item.value, 0xFFFF);
        const auto named = genre_named(item.value);
        if (!code && !named)
            refuse(item, "is not a genre of CD-TEXT; give its name, or its code like 0x000E");
        block().genre_code = code ? *code : *named;
    }

    void copy_protection(const TextSheetItem& item) {
        const std::string word = ascii_upper(item.value);
        const auto code = parse_hex_code(word, 0xFF);
        if (!code && word != "ON" && word != "OFF") refuse(item, "is neither ON nor OFF");
        block().copyright = code ? (*code & 3) != 0 : word == "ON";
    }

    template <class Code>
    void set_code(std::optional<Code>& code, const TextSheetItem& item, std::string_view complaint) {
        const auto parsed = Code::parse(item.value);
        if (!parsed) refuse(item, complaint);
        if (code && *code != *parsed)
            result_.warnings.push_back(at_line(path_, item.line,
                                               fmt::format("{} is left out; the sheet before has {}",
                                                           quoted_word(item.value), code->text())));
        if (!code) code = parsed;
    }

    void upc_ean(const TextSheetItem& item) {
        set_code(result_.disc.mcn, item, "is no UPC/EAN, which has 12 or 13 digits");
    }
    void catalog(const TextSheetItem& item) { block().disc_id = decoded(item, Charset::ascii); }
    void genre(const TextSheetItem& item) { block().genre = decoded(item, Charset::ascii); }
    void closed(const TextSheetItem& item) { block().closed_info = decoded(item, Charset::latin1); }
    void known(const TextSheetItem&) {} // beforehand

    static const AlbumItem kAlbumItems[10];

    const std::string& path_;
    bool utf8_ = false; // and not ASCII
    CdText result_;
};

const AlbumItem TextSheetReader::kAlbumItems[10] = {
    {"Text Code", 0, &TextSheetReader::known},
    {"Language Code", 0, &TextSheetReader::language},
    {"Catalog Number", 0x86, &TextSheetReader::catalog},
    {"Genre Code", 0, &TextSheetReader::genre_code},
    {"Genre Information", 0, &TextSheetReader::genre},
    {"Closed Information", 0x8D, &TextSheetReader::closed},
    {"UPC / EAN", 0x8E, &TextSheetReader::upc_ean},
    {"Text Data Copy Protection", 0, &TextSheetReader::copy_protection},
    {"First Track Number", 0, &TextSheetReader::known},
    {"Last Track Number", 0, &TextSheetReader::known}};

} // namespace

CdText read_text_sheets(const std::string& path, std::string_view bytes) {
    return TextSheetReader(path, bytes).read(parse_text_sheets(path, bytes));
}

} // namespace redbook
