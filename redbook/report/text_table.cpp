#include "redbook/report/text_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr int kSpace = 2;      // before each column
constexpr int kLeastText = 24; // a text gets at least so many columns, or as many as it needs

uint32_t next_code_point(std::string_view& text) {
    const auto lead = uint8_t(text[0]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = lead < 0x80 ? lead : lead & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size && i < text.size(); ++i) code = code << 6 | (uint8_t(text[i]) & 0x3F);
    text.remove_prefix(std::min(size, text.size()));
    return code;
}

int width_of(uint32_t code) {
    struct Range {
        uint32_t first, last;
        int width;
    };
    constexpr std::array kRanges{
        Range{0x0300, 0x036F, 0}, Range{0x1100, 0x115F, 2},   Range{0x200B, 0x200F, 0},
        Range{0x2E80, 0xA4CF, 2}, Range{0xAC00, 0xD7A3, 2},   Range{0xF900, 0xFAFF, 2},
        Range{0xFE00, 0xFE0F, 0}, Range{0xFE30, 0xFE6F, 2},   Range{0xFF00, 0xFF60, 2},
        Range{0xFFE0, 0xFFE6, 2}, Range{0x1F300, 0x1FAFF, 2}, Range{0x20000, 0x3FFFD, 2}};
    for (const Range& r : kRanges)
        if (code >= r.first && code <= r.last) return r.width;
    return 1;
}

// The beginning of a text that fits, and at least one character of it.
std::string_view fitting(std::string_view text, int width) {
    std::string_view rest = text;
    int used = 0;
    while (!rest.empty()) {
        std::string_view after = rest;
        used += width_of(next_code_point(after));
        if (used > width && rest.size() < text.size()) break;
        rest = after;
    }
    return text.substr(0, text.size() - rest.size());
}

std::string padded(const std::string& cell, int width, bool right) {
    const std::string fill(size_t(std::max(width - display_width(cell), 0)), ' ');
    return right ? fill + cell : cell + fill;
}

} // namespace

int display_width(std::string_view utf8) {
    int width = 0;
    while (!utf8.empty()) width += width_of(next_code_point(utf8));
    return width;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    std::vector<std::string> lines;
    while (display_width(text) > width) {
        std::string_view line = fitting(text, width);
        const size_t blank = text.substr(0, line.size() + 1).rfind(' ');
        if (blank != text.npos && blank > 0) line = text.substr(0, blank);
        lines.emplace_back(line);
        text.remove_prefix(line.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    if (!text.empty() || lines.empty()) lines.emplace_back(text);
    return lines;
}

void TextTable::add(std::vector<std::string> row) {
    row.resize(columns_.size());
    for (std::string& cell : row) cell = printable(cell);
    rows_.push_back(std::move(row));
}

bool TextTable::is_empty(size_t column) const {
    return std::ranges::all_of(rows_, [&](const auto& row) { return row[column].empty(); });
}

int TextTable::natural_width(size_t column) const {
    int widest = std::max(display_width(columns_[column].head), display_width(columns_[column].unit));
    for (const auto& row : rows_) widest = std::max(widest, display_width(row[column]));
    return widest;
}

int TextTable::least_width(size_t column) const {
    const int natural = natural_width(column);
    return columns_[column].cells == Cells::text ? std::min(natural, kLeastText) : natural;
}

// Which columns are in which table; the first column is in each.
std::vector<std::vector<size_t>> TextTable::parts(int width) const {
    std::vector<std::vector<size_t>> parts{{0}};
    const int first = kSpace + natural_width(0);
    int used = first;
    for (size_t c = 1; c < columns_.size(); ++c) {
        if (is_empty(c)) continue;
        const int least = kSpace + least_width(c);
        if (used + least > width && parts.back().size() > 1) {
            parts.push_back({0});
            used = first;
        }
        parts.back().push_back(c);
        used += least;
    }
    return parts;
}

// What is left of the line is given to the texts, in turn.
std::vector<int> TextTable::widths_of(const std::vector<size_t>& part, int width) const {
    std::vector<int> widths;
    int room = width;
    for (const size_t c : part) {
        widths.push_back(c == 0 ? natural_width(c) : least_width(c));
        room -= kSpace + widths.back();
    }
    for (bool grew = true; grew && room > 0;) {
        grew = false;
        for (size_t i = 0; i < part.size() && room > 0; ++i) {
            if (widths[i] >= natural_width(part[i])) continue;
            ++widths[i];
            --room;
            grew = true;
        }
    }
    return widths;
}

// A row that has nothing to say is left out, but not of the first table.
bool TextTable::is_shown(const std::vector<std::string>& row, const std::vector<size_t>& part, bool first) {
    return first || std::any_of(part.begin() + 1, part.end(), [&](size_t c) { return !row[c].empty(); });
}

std::string TextTable::part_text(const std::vector<size_t>& part, const std::vector<int>& widths,
                                 bool first) const {
    std::string text;
    const auto add_line = [&](const auto& cell_of) {
        std::string line;
        for (size_t i = 0; i < part.size(); ++i)
            line += std::string(kSpace, ' ') +
                    padded(cell_of(i), widths[i], columns_[part[i]].cells == Cells::right);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    add_line([&](size_t i) { return std::string(columns_[part[i]].head); });
    if (std::ranges::any_of(part, [&](size_t c) { return !columns_[c].unit.empty(); }))
        add_line([&](size_t i) { return std::string(columns_[part[i]].unit); });
    for (const auto& row : rows_) {
        if (!is_shown(row, part, first)) continue;
        std::vector<std::vector<std::string>> cells;
        size_t lines = 1;
        for (size_t i = 0; i < part.size(); ++i) {
            const bool wraps = part[i] > 0 && columns_[part[i]].cells == Cells::text;
            cells.push_back(wraps ? wrapped(row[part[i]], widths[i]) : std::vector{row[part[i]]});
            lines = std::max(lines, cells.back().size());
        }
        for (size_t n = 0; n < lines; ++n)
            add_line([&](size_t i) { return n < cells[i].size() ? cells[i][n] : std::string(); });
    }
    return text;
}

std::string TextTable::text(int width) const {
    const int limit = width > 0 ? width : std::numeric_limits<int>::max() / 2;
    std::string text;
    for (const auto& part : parts(limit)) text += part_text(part, widths_of(part, limit), text.empty());
    return text;
}

} // namespace redbook
