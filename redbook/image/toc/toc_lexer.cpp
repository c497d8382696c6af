#include "redbook/image/toc/toc_lexer.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"
#include "redbook/image/toc/toc_syntax.h"

namespace redbook {
namespace {

bool is_word(char c) { return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c); }
bool is_punctuation(char c) { return std::string_view("{},:#").find(c) != std::string_view::npos; }

} // namespace

TocLexer::TocLexer(const std::string& path, std::string_view bytes) : path_(path), rest_(bytes) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

TocToken TocLexer::next() {
    skip_blanks();
    TocToken token{TocTokenKind::end, "", false, line_};
    if (rest_.empty()) return token;
    if (rest_[0] == '"') {
        take_string(token);
    } else if (is_digit(rest_[0])) {
        token.kind = TocTokenKind::number;
        take_while(token, is_digit);
    } else if (is_word(rest_[0])) {
        token.kind = TocTokenKind::word;
        take_while(token, is_word);
    } else if (is_punctuation(rest_[0])) {
        token.kind = TocTokenKind::punctuation;
        token.text = rest_[0];
        rest_.remove_prefix(1);
    } else {
        fail(fmt::format("{} is not understood",
                         quoted_word(rest_.substr(0, rest_.find_first_of(" \t\r\n")))));
    }
    return token;
}

void TocLexer::fail(std::string_view why) const { throw Error(Errc::malformed, at_line(path_, line_, why)); }

void TocLexer::skip_blanks() {
    while (!rest_.empty()) {
        if (rest_.starts_with("//"))
            rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
        else if (std::string_view(" \t\r\n").find(rest_[0]) == std::string_view::npos)
            return;
        else {
            if (rest_[0] == '\n') ++line_;
            rest_.remove_prefix(1);
        }
    }
}

void TocLexer::take_while(TocToken& token, bool (*fits)(char)) {
    const auto stop = std::find_if_not(rest_.begin(), rest_.end(), fits);
    token.text.assign(rest_.begin(), stop);
    rest_.remove_prefix(token.text.size());
}

void TocLexer::take_string(TocToken& token) {
    token.kind = TocTokenKind::string;
    rest_.remove_prefix(1);
    while (true) {
        if (rest_.empty() || rest_[0] == '\n' || rest_[0] == '\r')
            fail("the string does not end on its line; close it with '\"'");
        if (token.text.size() > kLargestTocText)
            fail(fmt::format("the string is longer than {} bytes", kLargestTocText));
        const char c = rest_[0];
        if (c == '\\') {
            take_escape(token);
            continue;
        }
        rest_.remove_prefix(1);
        if (c == '"') return;
        if (c == '\0') fail("the string has a zero byte in it; this is not a text file");
        token.text += c;
    }
}

// \" \\ \ooo; a backslash before anything else is itself.
void TocLexer::take_escape(TocToken& token) {
    rest_.remove_prefix(1);
    if (rest_.starts_with('"') || rest_.starts_with('\\')) {
        token.text += rest_[0];
        rest_.remove_prefix(1);
        return;
    }
    const std::string_view digits = rest_.substr(0, 3);
    if (digits.size() < 3 || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        token.text += '\\';
        return;
    }
    const int code = (digits[0] - '0') * 64 + (digits[1] - '0') * 8 + digits[2] - '0';
    if (digits.find_first_of("89") != digits.npos || code < 1 || code > 255)
        fail(fmt::format("'\\{}' is not a byte; they go from \\001 to \\377", digits));
    token.text += char(code);
    token.is_bytes |= code > 0x7F;
    rest_.remove_prefix(3);
}

void check_toc_lines(const std::string& path, std::string_view bytes) {
    for (int line = 1; !bytes.empty(); ++line) {
        const size_t end = std::min(bytes.find('\n'), bytes.size());
        if (end > kLongestTocLine)
            throw Error(Errc::malformed, at_line(path, line,
                                                 fmt::format("the line is {} bytes long; at most {} are read",
                                                             end, kLongestTocLine)));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
}

} // namespace redbook
