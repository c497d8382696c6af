#include "redbook/image/cdtext/text_sheet_syntax.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr std::string_view kVersion = "INPUTSHEETVERSION";
constexpr size_t kMostItems = 1000;                         // 99 tracks have 693
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // UTF-8's byte order mark

// The line at the front, which is taken off, without what ends it.
std::string_view take_line(std::string_view& text) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    const bool both = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(end + (both ? 2 : 1), text.size()));
    return line;
}

std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    return bytes;
}

class TextSheetParser {
  public:
    explicit TextSheetParser(const std::string& path) : path_(path) {}

    std::vector<TextSheet> parse(std::string_view text) {
        while (!text.empty()) {
            const std::string_view line = take_line(text);
            ++line_;
            if (line.size() > kLongestTextSheetLine) refuse("the line is longer than 16384 bytes");
            if (line.find('\0') != line.npos) refuse("there is a zero byte in it; this is not a text file");
            if (!trimmed(line).empty()) take(line);
        }
        if (sheets_.empty())
            throw Error(Errc::malformed, path_ + ": there is no 'Input Sheet Version = 0.7T' in it");
        return std::move(sheets_);
    }

  private:
    [[noreturn]] void refuse(std::string_view reason) const {
        throw Error(Errc::malformed, at_line(path_, line_, reason));
    }

    void take(std::string_view line) {
        const size_t equals = line.find('=');
        const std::string_view name = trimmed(line.substr(0, equals));
        if (equals == line.npos || name.empty())
            refuse(fmt::format("{} is not a line of 'name = value'", quoted_word(trimmed(line))));
        TextSheetItem item{std::string(name), text_sheet_key(name),
                           std::string(trimmed(line.substr(equals + 1))), line_};
        if (item.key == kVersion) return begin(item);
        if (sheets_.empty()) refuse("a sheet begins with 'Input Sheet Version = 0.7T'");
        if (!item.value.empty() && item.key != "REMARKS") add(std::move(item));
    }

    void begin(const TextSheetItem& version) {
        if (text_sheet_key(version.value) != "0.7T")
            throw Error(Errc::unsupported,
                        at_line(path_, line_,
                                fmt::format("sheets of version {} are not known; version 0.7T is",
                                            quoted_word(version.value))));
        sheets_.push_back({line_, {}});
    }

    void add(TextSheetItem item) {
        auto& items = sheets_.back().items;
        const auto same = std::ranges::find(items, item.key, &TextSheetItem::key);
        if (same != items.end())
            refuse(
                fmt::format("{} is given a second time; line {} has it", quoted_word(item.name), same->line));
        if (items.size() >= kMostItems) refuse("the sheet has more than 1000 lines with a value");
        items.push_back(std::move(item));
    }

    const std::string& path_;
    int line_ = 0;
    std::vector<TextSheet> sheets_;
};

} // namespace

std::string text_sheet_key(std::string_view name) {
    std::string key = ascii_upper(name);
    std::erase_if(key, [](char c) { return c == ' ' || c == '\t'; });
    return key;
}

bool looks_like_text_sheet(std::string_view bytes) {
    constexpr size_t kHead = 1024;
    std::string_view head = without_mark(bytes.substr(0, kHead));
    while (!head.empty())
        if (text_sheet_key(take_line(head)).starts_with(kVersion)) return true;
    return false;
}

std::vector<TextSheet> parse_text_sheets(const std::string& path, std::string_view bytes) {
    if (bytes.size() > kLargestTextSheet)
        throw Error(Errc::malformed, path + ": is larger than 1 MiB, which no text sheet is");
    return TextSheetParser(path).parse(without_mark(bytes));
}

} // namespace redbook
