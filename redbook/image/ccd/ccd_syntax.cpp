#include "redbook/image/ccd/ccd_syntax.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

enum class Section { none, unknown, clone_cd, disc, session, entry, text, track };

// A name with a number after it, or without: "Entry 3", "INDEX 1", "MODE".
struct Name {
    std::string word; // upper case
    std::optional<int> number;
};

Name name_of_words(std::string_view text) {
    text = trimmed(text);
    const auto blank = text.find_last_of(" \t");
    if (blank != text.npos) {
        const int number = parse_number(text.substr(blank + 1));
        if (number >= 0) return {ascii_upper(trimmed(text.substr(0, blank))), number};
    }
    return {ascii_upper(text), std::nullopt};
}

// Without a comment's ';' in front, line by line.
class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}
    bool next() {
        if (rest_.empty()) return false;
        const size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
        text_ = rest_.substr(0, end);
        const bool both = rest_.substr(end).starts_with("\r\n");
        rest_.remove_prefix(std::min(end + (both ? 2 : 1), rest_.size()));
        ++number_;
        return true;
    }
    std::string_view text() const { return text_; }
    int number() const { return number_; }

  private:
    std::string_view rest_, text_;
    int number_ = 0;
};

class CcdParser;

struct Key {
    Section section;
    std::string_view word;
    bool numbered;
    void (CcdParser::*handle)(); // nullptr: known, and of no use here
};

class CcdParser {
  public:
    explicit CcdParser(const std::string& path) { sheet_.path = path; }
    CcdSheet run(std::string_view text);

  private:
    [[noreturn]] void fail(std::string_view why) const {
        throw Error(Errc::malformed, at_line(sheet_.path, line_, why));
    }
    void warn(std::string_view what) { sheet_.warnings.push_back(at_line(sheet_.path, line_, what)); }

    void on_line(std::string_view text);
    void on_section(std::string_view text);
    void on_key(std::string_view text);
    void finish_section();
    void finish_entry();
    void finish();
    void begin_track();

    int number(int least, int most) const;
    void set(std::optional<int>& to, int least, int most) { to = number(least, most); }

    void on_toc_entries() { set(toc_entries_, 0, 9999); }
    void on_sessions() { sheet_.sessions = number(1, 99); }
    void on_catalog();
    void on_text_entries() { set(text_entries_, 0, 9999); }
    void on_text_entry();
    void on_session() { entry_.session = number(1, 99); }
    void on_point() { set(point_, 0, 255); }
    void on_adr() { entry_.adr = number(0, 15); }
    void on_control() { set(control_, 0, 15); }
    void on_minute() { set(minute_, 0, 99); }
    void on_second() { set(second_, 0, 59); }
    void on_frame() { set(frame_, 0, 74); }
    void on_lba() { set(lba_, kProgramStart.value, kLastAddress.value); }
    void on_mode() { sheet_.tracks.back().mode = number(0, 255); }
    void on_isrc();
    void on_flags();
    void on_index();

    static const Key kKeys[];

    CcdSheet sheet_;
    int line_ = 0, section_line_ = 0;
    Section section_ = Section::none;
    Name heading_, key_;
    std::string value_;
    std::set<std::string> seen_; // keys of this section
    std::optional<int> toc_entries_, text_entries_;
    CcdEntry entry_;
    std::optional<int> point_, control_, minute_, second_, frame_, lba_; // of the entry
};

struct Heading {
    std::string_view word;
    bool numbered;
    Section section;
};
constexpr Heading kHeadings[] = {{"CLONECD", false, Section::clone_cd}, {"DISC", false, Section::disc},
                                 {"CDTEXT", false, Section::text},      {"SESSION", true, Section::session},
                                 {"ENTRY", true, Section::entry},       {"TRACK", true, Section::track}};

const Key CcdParser::kKeys[] = {{Section::clone_cd, "VERSION", false, nullptr},
                                {Section::disc, "TOCENTRIES", false, &CcdParser::on_toc_entries},
                                {Section::disc, "SESSIONS", false, &CcdParser::on_sessions},
                                {Section::disc, "DATATRACKSSCRAMBLED", false, nullptr},
                                {Section::disc, "CDTEXTLENGTH", false, nullptr},
                                {Section::disc, "CATALOG", false, &CcdParser::on_catalog},
                                {Section::text, "ENTRIES", false, &CcdParser::on_text_entries},
                                {Section::text, "ENTRY", true, &CcdParser::on_text_entry},
                                {Section::session, "PREGAPMODE", false, nullptr},
                                {Section::session, "PREGAPSUBC", false, nullptr},
                                {Section::entry, "SESSION", false, &CcdParser::on_session},
                                {Section::entry, "POINT", false, &CcdParser::on_point},
                                {Section::entry, "ADR", false, &CcdParser::on_adr},
                                {Section::entry, "CONTROL", false, &CcdParser::on_control},
                                {Section::entry, "TRACKNO", false, nullptr},
                                {Section::entry, "AMIN", false, nullptr},
                                {Section::entry, "ASEC", false, nullptr},
                                {Section::entry, "AFRAME", false, nullptr},
                                {Section::entry, "ALBA", false, nullptr},
                                {Section::entry, "ZERO", false, nullptr},
                                {Section::entry, "PMIN", false, &CcdParser::on_minute},
                                {Section::entry, "PSEC", false, &CcdParser::on_second},
                                {Section::entry, "PFRAME", false, &CcdParser::on_frame},
                                {Section::entry, "PLBA", false, &CcdParser::on_lba},
                                {Section::track, "MODE", false, &CcdParser::on_mode},
                                {Section::track, "ISRC", false, &CcdParser::on_isrc},
                                {Section::track, "FLAGS", false, &CcdParser::on_flags},
                                {Section::track, "INDEX", true, &CcdParser::on_index}};

void CcdParser::on_line(std::string_view text) {
    if (text.size() > kLongestCcdLine)
        fail(fmt::format("the line is {} bytes long; at most {} are read", text.size(), kLongestCcdLine));
    text = trimmed(text);
    if (text.empty() || text.front() == ';') return;
    if (text.front() == '[')
        on_section(text);
    else
        on_key(text);
}

void CcdParser::on_section(std::string_view text) {
    finish_section();
    section_line_ = line_;
    seen_.clear();
    if (text.back() != ']') fail(fmt::format("{} does not end with ]", quoted_word(text)));
    heading_ = name_of_words(text.substr(1, text.size() - 2));
    const auto heading = std::find_if(std::begin(kHeadings), std::end(kHeadings), [&](const Heading& h) {
        return h.word == heading_.word && h.numbered == heading_.number.has_value();
    });
    const bool known = heading != std::end(kHeadings);
    section_ = known ? heading->section : Section::unknown;
    if (!known) warn(fmt::format("the section {} is not known and is left out", quoted_word(text)));
    if (section_ == Section::track) begin_track();
    entry_ = {};
    entry_.line = line_;
    point_ = control_ = minute_ = second_ = frame_ = lba_ = std::nullopt;
}

void CcdParser::begin_track() {
    const int number = *heading_.number;
    if (number < 1 || number > kMostTracks) fail("tracks are numbered from 1 to 99");
    for (const CcdTrack& track : sheet_.tracks)
        if (track.number == number)
            fail(fmt::format("track {} already has a section, in line {}", number, track.line));
    sheet_.tracks.emplace_back().number = number;
    sheet_.tracks.back().line = line_;
}

void CcdParser::on_key(std::string_view text) {
    if (section_ == Section::unknown) return;
    const auto equals = text.find('=');
    if (equals == text.npos) fail(fmt::format("{} is neither a section nor KEY=VALUE", quoted_word(text)));
    if (section_ == Section::none) fail(fmt::format("{} is before the first section", quoted_word(text)));
    key_ = name_of_words(text.substr(0, equals));
    value_ = trimmed(text.substr(equals + 1));
    const std::string_view name = trimmed(text.substr(0, equals));
    const auto key = std::find_if(std::begin(kKeys), std::end(kKeys), [&](const Key& k) {
        return k.section == section_ && k.word == key_.word && k.numbered == key_.number.has_value();
    });
    if (key == std::end(kKeys))
        return warn(fmt::format("{} is not known here and is left out", quoted_word(name)));
    if (!seen_.insert(fmt::format("{} {}", key_.word, key_.number.value_or(0))).second)
        return warn(
            fmt::format("{} appears a second time in its section and is left out", quoted_word(name)));
    if (key->handle) (this->*key->handle)();
}

int CcdParser::number(int least, int most) const {
    const bool hex = value_.size() > 2 && value_[0] == '0' && (value_[1] == 'x' || value_[1] == 'X');
    const char* end = value_.data() + value_.size();
    int n = 0;
    const auto [stop, error] = std::from_chars(value_.data() + (hex ? 2 : 0), end, n, hex ? 16 : 10);
    if (value_.empty() || stop != end || error == std::errc::invalid_argument)
        fail(fmt::format("{} of {} is not a number", quoted_word(value_), key_.word));
    if (error != std::errc{} || n < least || n > most)
        fail(fmt::format("{} of {} is outside {} to {}", quoted_word(value_), key_.word, least, most));
    return n;
}

void CcdParser::on_catalog() {
    sheet_.mcn = Mcn::parse(value_);
    if (!sheet_.mcn && !value_.empty())
        warn(fmt::format("CATALOG {} is left out; a catalogue number has 13 digits", quoted_word(value_)));
}

// 16 bytes in hexadecimal, to which the checksum is added, or 18 with it.
void CcdParser::on_text_entry() {
    std::vector<std::byte> pack;
    for (std::string_view rest = value_; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
        unsigned byte = 0;
        const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), byte, 16);
        if (error != std::errc{} || stop != word.data() + word.size() || byte > 0xFF)
            fail(fmt::format("{} is not a byte in hexadecimal", quoted_word(word)));
        pack.push_back(std::byte(byte));
        rest = trimmed(rest.substr(word.size()));
    }
    if (pack.size() == kTextPackBytes - 2) {
        const uint16_t crc = crc16(pack);
        pack.insert(pack.end(), {std::byte(crc >> 8), std::byte(crc & 0xFF)});
    }
    if (pack.size() != kTextPackBytes)
        fail(fmt::format("a pack of CD-TEXT has 16 bytes, or 18 with its checksum, not {}", pack.size()));
    sheet_.packs.insert(sheet_.packs.end(), pack.begin(), pack.end());
}

void CcdParser::on_isrc() {
    auto& isrc = sheet_.tracks.back().isrc;
    isrc = Isrc::parse(value_);
    if (!isrc && !value_.empty())
        warn(fmt::format("ISRC {} is left out; it has 5 letters or digits, then 7 digits",
                         quoted_word(value_)));
}

void CcdParser::on_flags() {
    struct Word {
        std::string_view word;
        bool Flags::*flag;
    };
    static constexpr Word kWords[] = {{"PRE", &Flags::pre_emphasis},
                                      {"DCP", &Flags::copy_permitted},
                                      {"4CH", &Flags::four_channel},
                                      {"SCMS", &Flags::scms}};
    Flags flags;
    for (std::string_view rest = value_; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
        const auto known = std::find_if(std::begin(kWords), std::end(kWords),
                                        [&](const Word& w) { return equal_ignoring_case(w.word, word); });
        if (known == std::end(kWords))
            warn(fmt::format("the flag {} is not known and is left out", quoted_word(word)));
        else
            flags.*(known->flag) = true;
        rest = trimmed(rest.substr(word.size()));
    }
    sheet_.tracks.back().flags = flags;
}

void CcdParser::on_index() {
    if (*key_.number > 99) fail("an INDEX has a number from 0 to 99");
    const Lba at{number(kProgramStart.value, kLastAddress.value)};
    sheet_.tracks.back().indexes.push_back({*key_.number, at, line_});
}

void CcdParser::finish_section() {
    if (section_ == Section::entry) finish_entry();
}

void CcdParser::finish_entry() {
    const int line = std::exchange(line_, section_line_);
    const std::string name = fmt::format("entry {}", *heading_.number);
    if (!point_) fail(name + " has no Point");
    if (sheet_.entries.size() == kMostCcdEntries)
        fail(fmt::format("there are more than {} entries", kMostCcdEntries));
    if (!control_) warn(name + " has no Control; 0 is taken");
    std::optional<Lba> told;
    if (minute_ && second_ && frame_) told = to_lba({uint8_t(*minute_), uint8_t(*second_), uint8_t(*frame_)});
    if (!lba_ && !told) fail(name + " has neither PLBA nor all of PMin, PSec and PFrame");
    entry_.point = *point_;
    entry_.control = control_.value_or(0);
    entry_.at = lba_ ? Lba{*lba_} : *told;
    entry_.minute = minute_.value_or(to_msf(entry_.at)->minute);
    const bool is_address = entry_.point <= kMostTracks || entry_.point == kCcdLeadOut;
    if (is_address && told && *told != entry_.at) {
        warn(fmt::format("{} is at LBA {} by PLBA and at {} by PMin, PSec and PFrame; PLBA is believed", name,
                         entry_.at.value, told->value));
        sheet_.contradictions.push_back(sheet_.warnings.back());
    }
    sheet_.entries.push_back(entry_);
    line_ = line;
}

void CcdParser::finish() {
    finish_section();
    const auto check = [&](std::optional<int> told, size_t there, std::string_view key) {
        if (told && size_t(*told) != there)
            sheet_.warnings.push_back(
                fmt::format("{}: {} says {}, and there are {}", sheet_.path, key, *told, there));
    };
    check(toc_entries_, sheet_.entries.size(), "TocEntries");
    check(text_entries_, sheet_.packs.size() / kTextPackBytes, "Entries of [CDText]");
}

CcdSheet CcdParser::run(std::string_view text) {
    for (Lines lines(text); lines.next();) {
        line_ = lines.number();
        on_line(lines.text());
    }
    finish();
    return std::move(sheet_);
}

} // namespace

bool looks_like_ccd(std::string_view bytes) {
    const std::string text = to_utf8(bytes, guess_encoding(bytes));
    for (Lines lines(text); lines.next();) {
        const std::string_view line = trimmed(lines.text());
        if (!line.empty() && line.front() != ';') return equal_ignoring_case(line, "[CloneCD]");
    }
    return false;
}

CcdSheet parse_ccd(const std::string& path, std::string_view bytes) {
    return CcdParser(path).run(to_utf8(bytes, guess_encoding(bytes)));
}

} // namespace redbook
