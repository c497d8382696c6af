// Tables on a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redbook {

inline constexpr int kTerminalWidth = 80;

// The columns that a string takes on a terminal: one a code point, two for the wide ones of East Asian
// scripts.
int display_width(std::string_view utf8);

// A text in lines of at most `width` columns, broken at blanks, and inside a word only where it is wider.
std::vector<std::string> wrapped(std::string_view text, int width);

enum class Cells { left, right, text };

struct TextColumn {
    std::string_view head;
    Cells cells = Cells::left; // text is wrapped where it is too wide; other cells stay whole
    std::string_view unit{};   // under the head
};

// Rows of cells, the first of which names the row. Columns that hold nothing are left out.
class TextTable {
  public:
    explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

    void add(std::vector<std::string> row); // cells at its end may be missing

    // With a width, no line is wider, unless two columns alone are: text is wrapped, and columns for which
    // there is no room follow in a table below, each row again by its name. 0: one line for each row.
    std::string text(int width) const;

  private:
    bool is_empty(size_t column) const;
    int natural_width(size_t column) const;
    int least_width(size_t column) const;
    std::vector<std::vector<size_t>> parts(int width) const;
    std::vector<int> widths_of(const std::vector<size_t>& part, int width) const;
    static bool is_shown(const std::vector<std::string>& row, const std::vector<size_t>& part, bool first);
    std::string part_text(const std::vector<size_t>& part, const std::vector<int>& widths, bool first) const;

    std::vector<TextColumn> columns_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace redbook
