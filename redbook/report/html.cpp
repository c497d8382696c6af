#include "redbook/report/html.h"

#include "redbook/base/text.h"

namespace redbook {
namespace {

bool is_text(char32_t code) {
    const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool no_character = (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
    return !control && !no_character;
}

void append_text(std::string& out, char32_t code) { append_utf8(out, is_text(code) ? code : U'\uFFFD'); }

void append_escaped(std::string& out, char32_t code) {
    switch (code) {
    case U'&': out += "&amp;"; return;
    case U'<': out += "&lt;"; return;
    case U'>': out += "&gt;"; return;
    case U'"': out += "&quot;"; return;
    case U'\'': out += "&#39;"; return;
    default: append_text(out, code);
    }
}

} // namespace

std::string page_text(std::string_view text) {
    std::string out;
    for (const char32_t code : code_points(text)) append_text(out, code);
    return out;
}

std::string html_text(std::string_view text) {
    std::string out;
    for (const char32_t code : code_points(text)) append_escaped(out, code);
    return out;
}

} // namespace redbook
