#include "redbook/image/toc/toc_syntax.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"
#include "redbook/image/toc/toc_lexer.h"

namespace redbook {
namespace {

// Modes of data tracks.
struct TocDataMode {
    std::string_view word;
    int sector; // bytes in its file
};
constexpr TocDataMode kTocDataModes[] = {
    {"MODE0", 2336},     {"MODE1", 2048},       {"MODE1_RAW", 2352},   {"MODE2", 2336},
    {"MODE2_RAW", 2352}, {"MODE2_FORM1", 2048}, {"MODE2_FORM2", 2324}, {"MODE2_FORM_MIX", 2336}};

// Items of CD_TEXT.
struct TocTextItem {
    std::string_view word;
    uint8_t pack_type;
};
constexpr TocTextItem kTocTextItems[] = {
    {"TITLE", 0x80},     {"PERFORMER", 0x81}, {"SONGWRITER", 0x82}, {"COMPOSER", 0x83},  {"ARRANGER", 0x84},
    {"MESSAGE", 0x85},   {"DISC_ID", 0x86},   {"GENRE", 0x87},      {"TOC_INFO1", 0x88}, {"TOC_INFO2", 0x89},
    {"RESERVED1", 0x8A}, {"RESERVED2", 0x8B}, {"RESERVED3", 0x8C},  {"RESERVED4", 0x8D}, {"CLOSED", 0x8D},
    {"UPC_EAN", 0x8E},   {"ISRC", 0x8E},      {"SIZE_INFO", 0x8F}};

struct TocEncoding {
    std::string_view word;
    Charset charset;
};
constexpr TocEncoding kTocEncodings[] = {{"ENCODING_ISO_8859_1", Charset::latin1},
                                         {"ENCODING_ASCII", Charset::ascii},
                                         {"ENCODING_MS_JIS", Charset::ms_jis}};

constexpr std::string_view kSubchannels[] = {"RW", "RW_RAW"};

bool is_one_of(std::string_view word, const auto& words) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <class Row, size_t n>
const Row* find_row(const Row (&rows)[n], std::string_view word) {
    const auto row = std::find_if(rows, rows + n, [&](const Row& r) { return r.word == word; });
    return row == rows + n ? nullptr : row;
}

class TocParser;

// A word that begins a statement. Statements of a track stand in the order of their ranks.
struct Statement {
    std::string_view word;
    int rank;
    void (TocParser::*handle)();
};

class TocParser {
  public:
    TocParser(const std::string& path, std::string_view bytes) : lexer_(path, bytes) {
        sheet_.path = path;
        ahead_ = lexer_.next();
    }

    TocSheet run();

  private:
    [[noreturn]] void fail(std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(sheet_.path, line_, why));
    }
    void warn(std::string_view what) { sheet_.warnings.push_back(at_line(sheet_.path, line_, what)); }
    TocTrack& track() { return sheet_.tracks.back(); }
    int number() const { return sheet_.first_track + int(sheet_.tracks.size()) - 1; }

    // Tokens.
    TocToken take();
    bool next_is(TocTokenKind kind) const { return ahead_.kind == kind; }
    bool take_if(std::string_view text);
    void expect(std::string_view text, std::string_view where);
    [[noreturn]] void fail_at_next(std::string_view wanted);
    int64_t number(std::string_view what, int64_t most);
    std::string string_of(std::string_view what);
    bool next_is_length() const { return next_is(TocTokenKind::number); }
    BlockCount msf();
    BlockCount msf_behind(std::string_view minute);
    SampleCount length(int64_t bytes_a_unit);
    SampleCount data_length();
    SampleCount samples() { return length(kSampleBytes); }

    // Statements.
    template <size_t n>
    void statement(const Statement (&table)[n], std::string_view where);
    void on_catalog();
    void on_type();
    void on_first_track_no();
    void on_cd_text();
    void on_track();
    void on_isrc();
    void on_flag();
    void on_pregap();
    void on_file();
    void on_silence();
    void on_zero();
    void on_data_file();
    void on_start();
    void on_end();
    void on_index();
    void language_map();
    void language();
    void text_item(int language);
    std::string bytes_of_item();
    TocPart& add_part();
    TocMark mark();
    size_t file_of(const std::string& name, bool swapped);
    void finish_track();

    static const Statement kHeader[];
    static const Statement kTrack[];

    TocSheet sheet_;
    TocLexer lexer_;
    TocToken ahead_;
    int line_ = 1;          // of the last token taken
    std::string word_;      // that began the statement
    std::string last_word_; // and the one before
    int rank_ = 0;
    size_t parts_ = 0;
};

const Statement TocParser::kHeader[] = {
    {"CATALOG", 0, &TocParser::on_catalog}, {"CD_DA", 0, &TocParser::on_type},
    {"CD_ROM", 0, &TocParser::on_type},     {"CD_ROM_XA", 0, &TocParser::on_type},
    {"CD_I", 0, &TocParser::on_type},       {"FIRST_TRACK_NO", 0, &TocParser::on_first_track_no},
    {"CD_TEXT", 0, &TocParser::on_cd_text}, {"TRACK", 0, &TocParser::on_track}};

const Statement TocParser::kTrack[] = {{"ISRC", 1, &TocParser::on_isrc},
                                       {"NO", 1, &TocParser::on_flag},
                                       {"COPY", 1, &TocParser::on_flag},
                                       {"PRE_EMPHASIS", 1, &TocParser::on_flag},
                                       {"TWO_CHANNEL_AUDIO", 1, &TocParser::on_flag},
                                       {"FOUR_CHANNEL_AUDIO", 1, &TocParser::on_flag},
                                       {"CD_TEXT", 2, &TocParser::on_cd_text},
                                       {"PREGAP", 3, &TocParser::on_pregap},
                                       {"FILE", 4, &TocParser::on_file},
                                       {"AUDIOFILE", 4, &TocParser::on_file},
                                       {"SILENCE", 4, &TocParser::on_silence},
                                       {"ZERO", 4, &TocParser::on_zero},
                                       {"DATAFILE", 4, &TocParser::on_data_file},
                                       {"FIFO", 4, &TocParser::on_data_file},
                                       {"START", 4, &TocParser::on_start},
                                       {"END", 4, &TocParser::on_end},
                                       {"INDEX", 5, &TocParser::on_index},
                                       {"TRACK", 6, &TocParser::on_track}};

TocToken TocParser::take() {
    TocToken token = std::move(ahead_);
    line_ = token.line;
    ahead_ = lexer_.next();
    return token;
}

bool TocParser::take_if(std::string_view text) {
    const bool is_it = !next_is(TocTokenKind::string) && ahead_.text == text;
    if (is_it) take();
    return is_it;
}

void TocParser::fail_at_next(std::string_view wanted) {
    const std::string found = next_is(TocTokenKind::end)      ? "the file ends"
                              : next_is(TocTokenKind::string) ? "there is a string"
                                                              : "there is " + quoted_word(ahead_.text);
    line_ = ahead_.line;
    fail(fmt::format("{} where {} should stand", found, wanted));
}

void TocParser::expect(std::string_view text, std::string_view where) {
    if (!take_if(text)) fail_at_next(fmt::format("'{}' of {}", text, where));
}

int64_t TocParser::number(std::string_view what, int64_t most) {
    if (!next_is(TocTokenKind::number)) fail_at_next(what);
    const std::string digits = take().text;
    int64_t value = 0;
    for (const char c : digits) value = std::min(value * 10 + (c - '0'), most + 1);
    if (value > most)
        fail(fmt::format("{} is too large for {}; at most {}", quoted_word(digits), what, most));
    return value;
}

std::string TocParser::string_of(std::string_view what) {
    if (!next_is(TocTokenKind::string)) fail_at_next(fmt::format("{} in quotes", what));
    const std::string text = take().text;
    return is_utf8(text) ? text : to_utf8(text, Encoding::windows_1252);
}

BlockCount TocParser::msf() {
    if (!next_is(TocTokenKind::number)) fail_at_next("a time MM:SS:FF");
    const std::string minute = take().text;
    if (!take_if(":")) fail(fmt::format("{} is not a time; write it as MM:SS:FF", quoted_word(minute)));
    return msf_behind(minute);
}

// After the minutes and their colon.
BlockCount TocParser::msf_behind(std::string_view minute) {
    const int64_t second = number("the seconds of a time MM:SS:FF", 999);
    expect(":", "a time MM:SS:FF");
    const int64_t frame = number("the frames of a time MM:SS:FF", 999);
    const std::string text = fmt::format("{}:{:02}:{:02}", minute, second, frame);
    const auto time = parse_msf(text);
    if (!time) fail(why_not_a_time(text));
    return *time;
}

// MM:SS:FF, or a plain number of units.
SampleCount TocParser::length(int64_t bytes_a_unit) {
    if (!next_is(TocTokenKind::number)) fail_at_next("a length");
    const std::string digits = ahead_.text;
    const int64_t n = number("a length", int64_t{1} << 40);
    if (take_if(":")) return samples_in(msf_behind(digits));
    if (n * bytes_a_unit % kSampleBytes != 0)
        fail(fmt::format("{} bytes are not a whole number of samples of 4 bytes", n));
    return {n * bytes_a_unit / kSampleBytes};
}

// Of data: MM:SS:FF, or bytes of its file.
SampleCount TocParser::data_length() {
    const std::string digits = ahead_.text;
    const int64_t bytes = number("a length", int64_t{1} << 40);
    if (take_if(":")) return samples_in(msf_behind(digits));
    const int64_t sectors = bytes / std::max(track().data_sector, 1);
    return samples_in(BlockCount{int32_t(std::min<int64_t>(sectors, kLastAddress.value))});
}

template <size_t n>
void TocParser::statement(const Statement (&table)[n], std::string_view where) {
    const Statement* found = next_is(TocTokenKind::word) ? find_row(table, ahead_.text) : nullptr;
    if (!found) fail_at_next(where);
    word_ = take().text;
    if (found->rank < rank_) fail(fmt::format("{} comes after {}; it belongs before it", word_, last_word_));
    rank_ = found->rank;
    last_word_ = word_;
    (this->*found->handle)();
}

void TocParser::on_catalog() {
    const std::string text = string_of("the catalogue number");
    const auto mcn = Mcn::parse(text);
    if (!mcn)
        warn(fmt::format("CATALOG {} is left out; a catalogue number has 13 digits", quoted_word(text)));
    else if (sheet_.mcn && *sheet_.mcn != *mcn)
        warn("a second CATALOG is left out");
    else
        sheet_.mcn = mcn;
}

void TocParser::on_type() {} // the modes of the tracks count

void TocParser::on_first_track_no() {
    sheet_.first_track = int(number("the number of the first track", kMostTracks));
    if (sheet_.first_track == 0) fail("tracks are numbered from 1 to 99");
}

void TocParser::on_track() {
    if (!sheet_.tracks.empty()) finish_track();
    if (sheet_.tracks.size() == size_t(kMostTracks))
        fail("a disc holds at most 99 tracks", Errc::breaks_rule);
    sheet_.tracks.emplace_back().line = line_;
    if (number() > kMostTracks) fail("the track numbers run over 99", Errc::breaks_rule);
    if (!next_is(TocTokenKind::word)) fail_at_next("AUDIO, the mode of the track,");
    const std::string mode = take().text;
    if (const auto* data = find_row(kTocDataModes, mode))
        track().data_sector = data->sector;
    else if (mode != "AUDIO")
        fail(fmt::format("{} is not the mode of a track; write AUDIO", quoted_word(mode)));
    if (is_one_of(ahead_.text, kSubchannels) && next_is(TocTokenKind::word))
        fail(fmt::format("track {} has data in subchannels R to W ({}), which are not handled", number(),
                         ahead_.text),
             Errc::unsupported);
    rank_ = 1;
}

void TocParser::finish_track() {
    if (!track().parts.empty()) return;
    line_ = track().line;
    fail(fmt::format("track {} has no audio; give it FILE or SILENCE", number()));
}

void TocParser::on_isrc() {
    const std::string text = string_of("the ISRC");
    const auto isrc = Isrc::parse(text);
    if (isrc) track().isrc = isrc;
    if (!isrc)
        warn(
            fmt::format("ISRC {} is left out; it has 5 letters or digits, then 7 digits", quoted_word(text)));
}

void TocParser::on_flag() {
    const bool set = word_ != "NO";
    if (!set) {
        word_ = next_is(TocTokenKind::word) ? ahead_.text : "";
        if (word_ != "COPY" && word_ != "PRE_EMPHASIS") fail_at_next("COPY or PRE_EMPHASIS after NO");
        take();
    }
    Flags& flags = track().flags;
    if (word_ == "COPY")
        flags.copy_permitted = set;
    else if (word_ == "PRE_EMPHASIS")
        flags.pre_emphasis = set;
    else
        flags.four_channel = word_ == "FOUR_CHANNEL_AUDIO";
}

void TocParser::on_pregap() {
    if (track().start) fail("a track has one PREGAP");
    const BlockCount pause = msf();
    if (pause == BlockCount{0}) fail("PREGAP is 0 long; leave it out");
    add_part().length = samples_in(pause);
    track().start = TocMark{{}, 1, line_};
}

TocPart& TocParser::add_part() {
    if (++parts_ > kMostTocParts)
        fail(fmt::format("a toc may have at most {} pieces of audio and silence", kMostTocParts));
    track().parts.emplace_back().line = line_;
    return track().parts.back();
}

size_t TocParser::file_of(const std::string& name, bool swapped) {
    auto& files = sheet_.files;
    const auto known = std::find_if(files.begin(), files.end(), [&](const TocFile& file) {
        return file.name == name && file.swapped == swapped;
    });
    if (known != files.end()) return size_t(known - files.begin());
    if (files.size() == kMostTocFiles) fail(fmt::format("a toc may name at most {} files", kMostTocFiles));
    files.push_back({name, swapped, line_});
    return files.size() - 1;
}

void TocParser::on_file() {
    if (track().data_sector > 0) fail(fmt::format("{} is of audio; give data with DATAFILE", word_));
    TocPart& part = add_part();
    const std::string name = string_of("the name of a file");
    if (name.empty()) fail(fmt::format("{} names no file", word_));
    part.file = file_of(name, take_if("SWAP"));
    if (take_if("#")) part.skipped_bytes = number("the bytes to skip", int64_t{1} << 40);
    if (!next_is_length()) fail_at_next("the beginning of the audio in the file, 0 for all of it,");
    part.from = samples();
    if (!next_is_length()) return;
    const SampleCount wanted = samples();
    if (wanted.value > 0) part.length = wanted;
}

void TocParser::on_silence() {
    const SampleCount wanted = samples();
    if (wanted.value == 0) fail("SILENCE is 0 long; leave it out");
    add_part().length = wanted;
}

void TocParser::on_zero() {
    const bool data = track().data_sector > 0;
    if (data && next_is(TocTokenKind::word) && find_row(kTocDataModes, ahead_.text)) take();
    if (next_is(TocTokenKind::word) && !take_if("AUDIO"))
        fail(fmt::format("ZERO {} is not audio; only AUDIO is handled", quoted_word(ahead_.text)),
             Errc::unsupported);
    const SampleCount wanted = data ? data_length() : length(1);
    if (wanted.value == 0) fail("ZERO is 0 long; leave it out");
    add_part().length = wanted;
}

// Data has no place between audio. A FIFO may bring either.
void TocParser::on_data_file() {
    constexpr auto kFifo = "FIFO is not handled in an AUDIO track; give the audio with FILE";
    if (word_ == "FIFO") fail(kFifo, Errc::unsupported);
    const bool data = track().data_sector > 0;
    if (!data) warn("DATAFILE in an AUDIO track is skipped; audio is given with FILE");
    TocPart part{
        .file = {}, .data_file = string_of("the name of a file"), .from = {}, .length = {}, .line = line_};
    if (take_if("#")) number("the bytes to skip", int64_t{1} << 40);
    if (next_is_length()) part.length = data_length();
    if (data) add_part() = std::move(part);
}

TocMark TocParser::mark() {
    TocMark mark{{}, track().parts.size(), line_};
    if (next_is_length()) mark.at = msf();
    return mark;
}

void TocParser::on_start() {
    if (track().start) fail("the START of the track was already given, by START or PREGAP");
    track().start = mark();
}

void TocParser::on_end() {
    if (track().end) fail("the END of the track was already given");
    track().end = mark();
}

void TocParser::on_index() {
    auto& indexes = track().indexes;
    const TocIndex index{msf(), line_};
    const int n = int(indexes.size()) + 2;
    if (n > 99) fail("a track has at most 98 INDEX lines");
    if (index.at == BlockCount{0}) fail(fmt::format("INDEX {:02} of track {} is at INDEX 01", n, number()));
    if (!indexes.empty() && index.at <= indexes.back().at)
        fail(fmt::format("INDEX {:02} of track {} at {} is not after INDEX {:02} at {}", n, number(),
                         msf_text(index.at), n - 1, msf_text(indexes.back().at)));
    indexes.push_back(index);
}

void TocParser::on_cd_text() {
    expect("{", "CD_TEXT");
    while (!take_if("}")) {
        if (sheet_.tracks.empty() && take_if("LANGUAGE_MAP"))
            language_map();
        else if (take_if("LANGUAGE"))
            language();
        else
            fail_at_next("LANGUAGE or '}' of CD_TEXT");
    }
}

void TocParser::language_map() {
    expect("{", "LANGUAGE_MAP");
    while (!take_if("}")) {
        const auto n = size_t(number("the number of a language", 7));
        expect(":", "LANGUAGE_MAP");
        sheet_.languages[n] = take_if("EN") ? uint8_t{0x09} : uint8_t(number("a language code", 255));
    }
}

void TocParser::language() {
    const int n = int(number("the number of a language", 7));
    auto& mapped = sheet_.languages[size_t(n)];
    if (!mapped) {
        warn(fmt::format("LANGUAGE {} is not in LANGUAGE_MAP; it is taken as English", n));
        mapped = 0x09;
    }
    expect("{", "LANGUAGE");
    while (!take_if("}")) text_item(n);
}

void TocParser::text_item(int language) {
    if (!next_is(TocTokenKind::word)) fail_at_next("an item of CD-TEXT or '}' of LANGUAGE");
    const std::string word = take().text;
    if (const auto* encoding = find_row(kTocEncodings, word)) {
        sheet_.charsets[size_t(language)] = encoding->charset;
        return;
    }
    const auto* item = find_row(kTocTextItems, word);
    if (!item) fail(fmt::format("{} is not an item of CD-TEXT", quoted_word(word)));
    TocText text{language, item->pack_type, "", false, ahead_.is_bytes, line_};
    if (next_is(TocTokenKind::string)) {
        text.value = take().text;
    } else {
        expect("{", word);
        text.value = bytes_of_item();
        text.is_list = text.is_bytes = true;
    }
    auto& texts = sheet_.tracks.empty() ? sheet_.texts : track().texts;
    if (!text.value.empty()) texts.push_back(std::move(text));
}

// After the '{'.
std::string TocParser::bytes_of_item() {
    std::string bytes;
    while (!take_if("}")) {
        if (!bytes.empty()) expect(",", "a list of bytes");
        bytes += char(number("a byte of CD-TEXT", 255));
        if (bytes.size() > kLargestTocText)
            fail(fmt::format("there are more than {} bytes", kLargestTocText));
    }
    return bytes;
}

TocSheet TocParser::run() {
    while (sheet_.tracks.empty()) statement(kHeader, "CD_DA, CATALOG, CD_TEXT or TRACK");
    while (!next_is(TocTokenKind::end)) statement(kTrack, "a statement of the track or the next TRACK");
    finish_track();
    if (std::ranges::all_of(sheet_.tracks, [](const TocTrack& t) { return t.data_sector > 0; }))
        throw Error(Errc::unsupported, sheet_.path + ": there is no audio track in it");
    return std::move(sheet_);
}

} // namespace

bool looks_like_toc(std::string_view bytes) {
    TocToken token;
    try {
        const std::string path;
        TocLexer lexer(path, bytes);
        token = lexer.next();
        while (token.text == "CATALOG" && lexer.next().kind == TocTokenKind::string) token = lexer.next();
        if (token.text == "TRACK") return lexer.next().kind == TocTokenKind::word;
    } catch (const Error&) {
        return false;
    }
    constexpr std::string_view kFirstWords[] = {"CD_DA", "CD_ROM", "CD_ROM_XA", "CD_I", "CD_TEXT"};
    return token.kind == TocTokenKind::word && is_one_of(token.text, kFirstWords);
}

TocSheet parse_toc(const std::string& path, std::string_view bytes) {
    check_toc_lines(path, bytes);
    return TocParser(path, bytes).run();
}

} // namespace redbook
