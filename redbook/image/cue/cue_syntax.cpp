#include "redbook/image/cue/cue_syntax.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

// REM COMPOSER "Anna": a text of the album or of a track. What the sheet says without REM comes first.
struct RemarkedText {
    std::optional<size_t> track; // none: the album
    std::string Texts::*field;
    std::string_view word;
    std::string text;
    int line;
};

struct CueParser {
    CueSheet& sheet;
    int line = 0;
    std::vector<RemarkedText> remarked_texts{};
    std::set<std::string> unknown_words{};

    [[noreturn]] void fail(std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(sheet.path, line, why));
    }
    void warn(std::string_view what) { sheet.warnings.push_back(at_line(sheet.path, line, what)); }
    bool in_track() const { return !sheet.tracks.empty(); }
    int number() const { return sheet.first_track + int(sheet.tracks.size()) - 1; }
    CueTrack& track(std::string_view word) const {
        if (!in_track()) fail(fmt::format("{} is before the first TRACK", word));
        return sheet.tracks.back();
    }
};

// The beginning of `args` up to a blank; it is taken off.
std::string_view take_word(std::string_view& args) {
    const size_t end = std::min(args.find_first_of(" \t"), args.size());
    const std::string_view word = args.substr(0, end);
    args = trimmed(args.substr(end));
    return word;
}

// Sheets cannot escape quotes, so a quoted text continues to the last quote of its line. Text after that is
// `rest`.
std::string unquoted(std::string_view args, std::string_view* rest = nullptr) {
    std::string_view text = args.substr(1);
    if (const size_t last = text.rfind('"'); last != text.npos) {
        if (rest) *rest = trimmed(text.substr(last + 1));
        text = text.substr(0, last);
    }
    std::string out;
    for (size_t i = 0; i < text.size(); ++i)
        if (!text.substr(i).starts_with("\\\"")) out += text[i];
    return out;
}

std::string text_of(std::string_view args) {
    if (args.starts_with('"')) return unquoted(args);
    if (args.size() >= 2 && args.front() == '\'' && args.back() == '\'')
        args = args.substr(1, args.size() - 2);
    return std::string(args);
}

BlockCount time_of(const CueParser& p, std::string_view text) {
    const auto time = parse_msf(text);
    if (!time) p.fail(why_not_a_time(text));
    return *time;
}

template <class T>
void keep_first(CueParser& p, std::optional<T>& place, const T& value, std::string_view word) {
    if (place && *place != value) p.warn(fmt::format("a second {} is left out", word));
    if (!place) place = value;
}

void take_text(CueParser& p, std::string& place, const std::string& text, std::string_view word) {
    if (place.empty())
        place = text;
    else if (place != text)
        p.warn(fmt::format("a second {} is left out", word));
}

void set_text(CueParser& p, std::string& place, std::string_view args, std::string_view word) {
    take_text(p, place, text_of(args), word);
}

void on_text(CueParser& p, std::string_view word, std::string_view args) {
    Texts& texts = p.in_track() ? p.sheet.tracks.back().texts : p.sheet.texts;
    for (const TextField& field : kTextFields)
        if (equal_ignoring_case(field.name, word)) set_text(p, texts.*field.member, args, word);
}

void on_catalog(CueParser& p, std::string_view word, std::string_view args) {
    const auto mcn = Mcn::parse(text_of(args));
    if (mcn) return keep_first(p, p.sheet.mcn, *mcn, word);
    p.warn(fmt::format("{} {} is left out; a catalogue number has 13 digits", word, quoted_word(args)));
}

void on_genre(CueParser& p, std::string_view word, std::string_view args) {
    if (p.in_track()) return p.warn(fmt::format("{} of a track is left out; only an album has one", word));
    set_text(p, p.sheet.genre, args, word);
}

void on_disc_id(CueParser& p, std::string_view word, std::string_view args) {
    set_text(p, p.sheet.disc_id, args, word);
}

void on_cd_text_file(CueParser& p, std::string_view word, std::string_view args) {
    const std::string name = text_of(args);
    if (name.empty()) return p.warn(fmt::format("{} names no file", word));
    if (p.sheet.cd_text) return p.warn(fmt::format("a second {} is left out", word));
    p.sheet.cd_text = CueFile{.name = name, .type = {}, .line = p.line};
}

void on_remark(CueParser& p, std::string_view word, std::string_view args) {
    auto& remarks = p.in_track() ? p.sheet.tracks.back().remarks : p.sheet.remarks;
    remarks.emplace_back(trimmed(fmt::format("{} {}", word, args)));
    const std::string_view name = take_word(args);
    for (const TextField& field : kTextFields)
        if (equal_ignoring_case(field.name, name) && !text_of(args).empty())
            p.remarked_texts.push_back(
                {p.in_track() ? std::optional(p.sheet.tracks.size() - 1) : std::nullopt, field.member,
                 field.name, text_of(args), p.line});
}

void take_remarked_texts(CueParser& p) {
    for (const RemarkedText& remark : p.remarked_texts) {
        p.line = remark.line;
        Texts& texts = remark.track ? p.sheet.tracks[*remark.track].texts : p.sheet.texts;
        take_text(p, texts.*remark.field, remark.text, ascii_upper(remark.word));
    }
}

void on_file(CueParser& p, std::string_view, std::string_view args) {
    if (p.sheet.files.size() == kMostCueFiles)
        p.fail(fmt::format("a sheet may name at most {} files", kMostCueFiles));
    CueFile file{.name = {}, .type = {}, .line = p.line};
    if (args.starts_with('"')) {
        std::string_view type;
        file.name = unquoted(args, &type);
        file.type = ascii_upper(type);
    } else {
        const size_t blank = args.find_last_of(" \t");
        file.name = trimmed(args.substr(0, blank));
        if (blank != args.npos) file.type = ascii_upper(args.substr(blank + 1));
    }
    if (file.name.empty()) p.fail("FILE names no file");
    if (file.type.empty()) p.warn("FILE has no type; the file's content decides");
    p.sheet.files.push_back(file);
}

// "MODE1/2352", "MODE2/2336", "CDI/2352", ...; 0: not data.
int data_sector_of(std::string_view mode) {
    const size_t slash = std::min(mode.find('/'), mode.size());
    const std::string kind = ascii_upper(mode.substr(0, slash));
    const int bytes = slash < mode.size() ? parse_number(mode.substr(slash + 1)) : 0;
    const bool is_data = kind == "MODE1" || kind == "MODE2" || kind == "CDI";
    return is_data && bytes >= 2048 && bytes <= 2448 ? bytes : 0;
}

// Some programs name a track again after the FILE that has its INDEX 01.
bool continues_last_track(const CueParser& p, int number) {
    if (!p.in_track() || number != p.number()) return false;
    const auto& indexes = p.sheet.tracks.back().indexes;
    return indexes.empty() || indexes.back().number == 0;
}

void on_track(CueParser& p, std::string_view, std::string_view args) {
    if (p.sheet.files.empty()) p.fail("TRACK is before the first FILE");
    const std::string_view number_word = take_word(args);
    const int number = parse_number(number_word);
    if (number < 1 || number > kMostTracks)
        p.fail(fmt::format("{} is not a track number; they go from 1 to 99", quoted_word(number_word)));
    if (args.empty()) p.fail(fmt::format("track {} has no mode; write AUDIO after its number", number));
    const int data_sector = data_sector_of(args);
    if (data_sector == 0 && !equal_ignoring_case(args, "AUDIO"))
        p.fail(fmt::format("track {} is {}; only AUDIO and data tracks like MODE1/2352 are handled", number,
                           quoted_word(args)),
               Errc::unsupported);
    if (continues_last_track(p, number)) return;
    if (p.sheet.tracks.size() == size_t(kMostTracks))
        p.fail("a disc holds at most 99 tracks", Errc::breaks_rule);
    if (!p.in_track()) p.sheet.first_track = number;
    CueTrack& track = p.sheet.tracks.emplace_back();
    track.line = p.line;
    track.data_sector = data_sector;
    if (p.number() > kMostTracks)
        p.fail(fmt::format("track numbers end at 99, and this would be {}", p.number()), Errc::breaks_rule);
    if (p.number() != number)
        p.warn(fmt::format("track {} is taken as track {}, which is next", number, p.number()));
}

void set_flag(CueParser& p, Flags& flags, std::string_view word) {
    struct Row {
        std::string_view word;
        bool Flags::*flag;
    };
    static constexpr Row kFlags[] = {{"DCP", &Flags::copy_permitted},
                                     {"PRE", &Flags::pre_emphasis},
                                     {"4CH", &Flags::four_channel},
                                     {"SCMS", &Flags::scms}};
    for (const Row& row : kFlags)
        if (equal_ignoring_case(row.word, word)) {
            flags.*row.flag = true;
            return;
        }
    if (!equal_ignoring_case(word, "DATA"))
        p.warn(fmt::format("unknown flag {} is left out", quoted_word(word)));
}

void on_flags(CueParser& p, std::string_view word, std::string_view args) {
    Flags& flags = p.track(word).flags;
    while (!args.empty()) set_flag(p, flags, take_word(args));
}

void on_isrc(CueParser& p, std::string_view word, std::string_view args) {
    CueTrack& track = p.track(word);
    const auto isrc = Isrc::parse(text_of(args));
    if (isrc) return keep_first(p, track.isrc, *isrc, word);
    p.warn(fmt::format("ISRC {} is left out; it has 5 letters or digits, then 7 digits", quoted_word(args)));
}

void on_pregap(CueParser& p, std::string_view word, std::string_view args) {
    p.track(word).pregap = time_of(p, args);
}

void on_postgap(CueParser& p, std::string_view word, std::string_view args) {
    p.track(word).postgap = time_of(p, args);
}

// The last index of the sheet so far, in whatever track.
const CueIndex* last_index(const CueSheet& sheet) {
    for (auto track = sheet.tracks.rbegin(); track != sheet.tracks.rend(); ++track)
        if (!track->indexes.empty()) return &track->indexes.back();
    return nullptr;
}

void check_number(const CueParser& p, const CueTrack& track, int number) {
    if (track.indexes.empty() && number > 1)
        p.fail(fmt::format("INDEX {:02} of track {} comes without INDEX 01", number, p.number()));
    if (!track.indexes.empty() && number != track.indexes.back().number + 1)
        p.fail(fmt::format("INDEX {:02} of track {} follows INDEX {:02}; indexes count up by one", number,
                           p.number(), track.indexes.back().number));
}

void check_order(const CueParser& p, const CueTrack& track, const CueIndex& index) {
    const CueIndex* before = last_index(p.sheet);
    if (!before || before->file != index.file) return;
    const bool may_coincide = !track.indexes.empty() && index.number == 1;
    if (index.at > before->at || (may_coincide && index.at == before->at)) return;
    p.fail(fmt::format("INDEX {:02} of track {} at {} is not after the index of line {} at {}", index.number,
                       p.number(), msf_text(index.at), before->line, msf_text(before->at)));
}

void on_index(CueParser& p, std::string_view word, std::string_view args) {
    CueTrack& track = p.track(word);
    const std::string_view number_word = take_word(args);
    const int number = parse_number(number_word);
    if (number < 0 || number > 99)
        p.fail(fmt::format("{} is not an index number; they go from 0 to 99", quoted_word(number_word)));
    const CueIndex index{
        .number = number, .file = p.sheet.files.size() - 1, .at = time_of(p, args), .line = p.line};
    check_number(p, track, number);
    check_order(p, track, index);
    track.indexes.push_back(index);
}

struct Command {
    std::string_view word;
    void (*handle)(CueParser&, std::string_view word, std::string_view args);
};
constexpr Command kCommands[] = {
    {"ARRANGER", on_text},  {"CATALOG", on_catalog}, {"CDTEXTFILE", on_cd_text_file},
    {"COMPOSER", on_text},  {"DISC_ID", on_disc_id}, {"FILE", on_file},
    {"FLAGS", on_flags},    {"GENRE", on_genre},     {"INDEX", on_index},
    {"ISRC", on_isrc},      {"MCN", on_catalog},     {"MESSAGE", on_text},
    {"PERFORMER", on_text}, {"POSTGAP", on_postgap}, {"PREGAP", on_pregap},
    {"REM", on_remark},     {"SONGWRITER", on_text}, {"TITLE", on_text},
    {"TRACK", on_track},    {"UPC_EAN", on_catalog}};

const Command* find_command(std::string_view word) {
    for (const Command& command : kCommands)
        if (equal_ignoring_case(command.word, word)) return &command;
    return nullptr;
}

// Each word once, however many lines begin with it: a comment in another language's style has many.
void skip_unknown(CueParser& p, std::string_view word) {
    if (p.unknown_words.insert(ascii_upper(word)).second)
        p.warn(fmt::format("{} is not a cue sheet command; lines that begin with it are skipped",
                           quoted_word(word)));
}

void parse_line(CueParser& p, std::string_view text) {
    if (text.size() > kLongestCueLine)
        p.fail(fmt::format("the line is {} bytes long; at most {} are read", text.size(), kLongestCueLine));
    if (text.find('\0') != text.npos) p.fail("the line has a zero byte in it; this is not a text file");
    std::string_view args = trimmed(text);
    if (args.empty()) return;
    const std::string_view word = take_word(args);
    const Command* command = find_command(word);
    if (!command) return skip_unknown(p, word);
    command->handle(p, command->word, args);
}

// Calls body(line) for lines that end in LF, CRLF or CR.
template <class F>
void for_each_line(std::string_view text, F&& body) {
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of("\r\n"), text.size());
        body(text.substr(0, end));
        const bool crlf = text.substr(end).starts_with("\r\n");
        text.remove_prefix(std::min(end + (crlf ? 2 : 1), text.size()));
    }
}

// What can be said of a track only when all its lines are known.
void finish_track(CueSheet& sheet, CueTrack& track, int number) {
    CueParser p{sheet, track.line};
    if (track.indexes.empty()) p.fail(fmt::format("track {} has no INDEX 01", number));
    if (track.indexes.size() > 1 || track.indexes.front().number == 1) return;
    track.indexes.front().number = 1;
    p.warn(fmt::format("track {} has INDEX 00 but no INDEX 01; it begins at its INDEX 00", number));
}

} // namespace

bool looks_like_cue_sheet(std::string_view bytes) {
    const std::string text = to_utf8(bytes.substr(0, kLongestCueLine), guess_encoding(bytes));
    const size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    return find_command(std::string_view(text).substr(begin, end - begin)) != nullptr;
}

CueSheet parse_cue_sheet(const std::string& path, std::string_view bytes, std::optional<Encoding> encoding) {
    CueSheet sheet;
    sheet.path = path;
    CueParser parser{sheet};
    std::string whole = sheet_text(path, bytes, encoding, sheet.warnings);
    if (whole.ends_with('\x1A')) whole.pop_back(); // as DOS marked the end of a text
    for_each_line(whole, [&](std::string_view text) {
        ++parser.line;
        parse_line(parser, text);
    });
    if (sheet.tracks.empty()) throw Error(Errc::malformed, path + ": there is no TRACK in this sheet");
    if (std::ranges::all_of(sheet.tracks, [](const CueTrack& t) { return t.data_sector > 0; }))
        throw Error(Errc::unsupported, path + ": there is no audio track in this sheet");
    take_remarked_texts(parser);
    for (size_t i = 0; i < sheet.tracks.size(); ++i)
        finish_track(sheet, sheet.tracks[i], sheet.first_track + int(i));
    return sheet;
}

} // namespace redbook
