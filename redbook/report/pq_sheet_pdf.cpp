#include "redbook/report/pq_sheet_pdf.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/report/html.h"
#include "redbook/report/html_page.h"
#include "redbook/report/pdf_canvas.h"

namespace redbook {
namespace {

constexpr double kMargin = 34, kRight = kPdfWidth - kMargin, kWide = kRight - kMargin;
constexpr double kFootLine = kPdfHeight - kMargin - 8; // top of the line at the foot of every page
constexpr double kBottom = kFootLine - 6;              // of what is above it
constexpr double kGap = 6;                             // between columns
constexpr double kRowSpace = 2.2;                      // above and below a row's text, together
constexpr double kDim = 0.25;                          // the grey of what is said beside
constexpr PdfStyle kCell{7}, kCellBold{7, true}, kCellCode{6.5, false, true}, kHead{6.5, true}, kSmall{6};

std::string markup_of(const PqTexts& texts) {
    std::string markup = texts.title.empty() ? "" : "<b>" + html_text(texts.title) + "</b>";
    if (texts.more.empty()) return markup;
    return markup + (markup.empty() ? "" : " ") + "<span foreground=\"#404040\">" + html_text(texts.more) +
           "</span>";
}

// The texts of a cell, one below the other.
struct PdfCell {
    std::vector<PdfText> lines;
    double width() const {
        double widest = 0;
        for (const PdfText& line : lines) widest = std::max(widest, line.width);
        return widest;
    }
    double baseline() const { return lines.empty() ? 0 : lines[0].baseline; }
    double height() const {
        double height = 0;
        for (const PdfText& line : lines) height += line.height;
        return height;
    }
};

// A row of the table, its cells on one baseline.
struct PdfRow {
    std::vector<PdfCell> cells; // one a column
    double baseline = 0, height = 0;
    bool more = false; // the title's cell continues to the right edge, dimmed
};

class PqSheetPages {
  public:
    // `pages`: how many there are, as the pages say.
    PqSheetPages(const PqSheet& sheet, std::string* out, int pages)
        : sheet_(sheet),
          pages_(pages),
          canvas_(out, {"PQ sheet: " + sheet.title, sheet.artist, "PQ sheet", sheet.made_by, sheet.made_ns}) {
        header();
        facts();
        table();
        remarks();
        legend();
        end_page();
        canvas_.finish();
    }

    int pages() const { return page_ - 1; }
    std::vector<std::string> warnings() const { return canvas_.warnings(); }

  private:
    void end_page() {
        const PdfText number = canvas_.set(fmt::format("Page {} of {}", page_, pages_), kSmall);
        canvas_.draw(canvas_.set(sheet_.whose, {6, false, false, 1}, kWide - 60), kMargin, kFootLine, kDim);
        canvas_.draw(number, kRight - number.width, kFootLine);
        canvas_.end_page();
        ++page_;
        y_ = kMargin;
    }

    // Continues to the next page unless so much is left of this one.
    void need(double height) {
        if (y_ + height <= kBottom || y_ == kMargin) return;
        end_page();
        if (in_table_) heads();
    }

    void header() {
        constexpr double kAside = 100;
        const PdfText title = canvas_.set(sheet_.title, {15, true}, kWide - kAside - kGap);
        const PdfText kind = canvas_.set("PQ SHEET", {11, true});
        const PdfText made = canvas_.set(day_and_time(sheet_.made_ns), {8});
        canvas_.draw(title, kMargin, y_);
        canvas_.draw(kind, kRight - kind.width, y_ + title.baseline - kind.baseline);
        canvas_.draw(made, kRight - made.width, y_ + title.baseline - kind.baseline + kind.height);
        double height = title.height;
        if (!sheet_.artist.empty()) {
            const PdfText artist = canvas_.set(sheet_.artist, {10}, kWide - kAside - kGap);
            canvas_.draw(artist, kMargin, y_ + height);
            height += artist.height;
        }
        y_ += std::max(height, title.baseline - kind.baseline + kind.height + made.height) + 4;
        canvas_.rule(kMargin, y_, kWide, 1.2);
        y_ += 6;
    }

    // Four columns, filled line by line; a wide fact takes two.
    void facts() {
        constexpr double kColumnGap = 14, kColumn = (kWide - 3 * kColumnGap) / 4;
        std::vector<std::pair<double, const PqFact*>> line; // x of each
        int used = 0;
        for (const PqFact& fact : sheet_.facts) {
            if (fact.value.empty()) continue;
            const int columns = fact.wide ? 2 : 1;
            if (used + columns > 4) {
                facts_line(line, kColumn, kColumnGap);
                line.clear();
                used = 0;
            }
            line.emplace_back(kMargin + used * (kColumn + kColumnGap), &fact);
            used += columns;
        }
        facts_line(line, kColumn, kColumnGap);
        y_ += 4;
    }

    void facts_line(const std::vector<std::pair<double, const PqFact*>>& line, double column, double gap) {
        double height = 0;
        std::vector<std::pair<PdfText, PdfText>> texts;
        for (const auto& [x, fact] : line) {
            const double width = fact->wide ? 2 * column + gap : column;
            texts.emplace_back(canvas_.set(ascii_upper(fact->name), {5.5}),
                               canvas_.set(fact->value, {fact->code ? 7.0 : 7.5, false, fact->code}, width));
            height = std::max(height, texts.back().first.height + texts.back().second.height);
        }
        need(height);
        for (size_t i = 0; i < line.size(); ++i) {
            canvas_.draw(texts[i].first, line[i].first, y_, kDim);
            canvas_.draw(texts[i].second, line[i].first, y_ + texts[i].first.height);
        }
        y_ += height + 2.5;
    }

    void table() {
        std::vector<PdfRow> rows;
        measure_columns();
        for (const PqRow& row : sheet_.rows) rows.push_back(set_row(row));
        heads();
        in_table_ = true;
        for (size_t first = 0; first < rows.size();) {
            const size_t next = end_of_track(first);
            double height = 0;
            for (size_t i = first; i < next; ++i) height += rows[i].height;
            if (height <= kBottom - kMargin - 20) need(height); // else it is parted anyway
            for (size_t i = first; i < next; ++i) {
                if (i > first && sheet_.rows[i].track != sheet_.rows[i - 1].track) rule_between_tracks();
                draw_row(rows[i]);
            }
            if (next < rows.size()) rule_between_tracks();
            first = next;
        }
        in_table_ = false;
        canvas_.rule(kMargin, y_, kWide, 0.8);
        y_ += 6;
    }

    void rule_between_tracks() { canvas_.rule(kMargin, y_, kWide, 0.25, 0.6); }

    // The lead-out goes with the last track, so that it is never alone on a page.
    size_t end_of_track(size_t first) const {
        size_t end = first + 1;
        while (end < sheet_.rows.size() &&
               (sheet_.rows[end].track == sheet_.rows[first].track || end + 1 == sheet_.rows.size()))
            ++end;
        return end;
    }

    PdfCell cell(const std::string& text, const PdfStyle& style) {
        PdfCell cell;
        if (!text.empty()) cell.lines.push_back(canvas_.set(text, style));
        return cell;
    }

    // As wide as the widest cell; the titles get what is left.
    void measure_columns() {
        widths_.clear();
        for (const PqColumn& column : kPqColumns)
            widths_.push_back(canvas_.set(std::string(column.head), kHead).width);
        for (const PqRow& row : sheet_.rows) {
            const PdfRow set = set_row(row, false);
            for (size_t c = 0; c < set.cells.size(); ++c)
                if (c != kPqTitleColumn && !set.cells[c].lines.empty() && !row.index.empty())
                    widths_[c] = std::max(widths_[c], set.cells[c].width());
        }
        double rest = kWide - kGap * double(kPqColumns.size() - 1);
        for (size_t c = 0; c < widths_.size(); ++c) rest -= c == kPqTitleColumn ? 0 : widths_[c];
        widths_[kPqTitleColumn] = rest;
    }

    double left_of(size_t column) const {
        double x = kMargin;
        for (size_t c = 0; c < column; ++c) x += widths_[c] + kGap;
        return x;
    }

    PdfRow set_row(const PqRow& row, bool with_titles = true) {
        const auto [absolute, in_track, length] = time_cells(row);
        const bool starts = row.about.has_value();
        const PqTrack track = row.about.value_or(PqTrack{});
        PdfRow set;
        set.more = !starts;
        set.cells.push_back(cell(row.track, kCell));
        set.cells.push_back(cell(row.index, kCell));
        set.cells.push_back(cell(absolute, starts || row.index.empty() ? kCellBold : kCell));
        set.cells.push_back(cell(in_track, kCell));
        set.cells.push_back(cell(length, kCell));
        set.cells.push_back(with_titles ? title_cell(row) : PdfCell{});
        set.cells.push_back(cell(track.isrc, kCellCode));
        set.cells.push_back(cell(track.emphasis, track.emphasis == "yes" ? kCellBold : kCell));
        set.cells.push_back(cell(track.copy, kCell));
        set.cells.push_back(cell(track.channels, kCell));
        set.cells.push_back(cell(track.crc, kCellCode));
        for (const PdfCell& c : set.cells) set.baseline = std::max(set.baseline, c.baseline());
        for (const PdfCell& c : set.cells)
            set.height = std::max(set.height, set.baseline - c.baseline() + c.height());
        set.height += kRowSpace;
        return set;
    }

    PdfCell title_cell(const PqRow& row) {
        if (!row.about) return cell(row.remark, kCell);
        PdfCell cell;
        for (const PqTexts& texts : row.about->lines) add_texts(cell, texts);
        return cell;
    }

    // Title and artist follow each other, unless they are written towards each other.
    void add_texts(PdfCell& cell, const PqTexts& texts) {
        const double width = widths_[kPqTitleColumn];
        PdfText title = canvas_.set_markup(markup_of({texts.title, ""}), kCell, width);
        if (title.right_to_left && !texts.more.empty()) {
            cell.lines.push_back(std::move(title));
            cell.lines.push_back(canvas_.set_markup(markup_of({"", texts.more}), kCell, width));
        } else {
            cell.lines.push_back(canvas_.set_markup(markup_of(texts), kCell, width));
        }
    }

    void draw_row(const PdfRow& row) {
        need(row.height);
        for (size_t c = 0; c < row.cells.size(); ++c)
            draw_cell(row.cells[c], c, y_ + kRowSpace / 2 + row.baseline, row.more && c == kPqTitleColumn);
        y_ += row.height;
    }

    void draw_cell(const PdfCell& cell, size_t column, double baseline, bool dim) {
        const PqColumnKind kind = kPqColumns[column].kind;
        const bool right = kind == PqColumnKind::number || kind == PqColumnKind::time;
        double y = baseline - cell.baseline();
        for (const PdfText& line : cell.lines) {
            const double shift = right ? std::max(widths_[column] - line.width, 0.0) : 0;
            canvas_.draw(line, left_of(column) + shift, y, dim ? kDim : 0);
            y += line.height;
        }
    }

    void heads() {
        canvas_.rule(kMargin, y_, kWide, 0.5);
        y_ += 2;
        double height = 0;
        for (size_t c = 0; c < kPqColumns.size(); ++c) {
            PdfCell head = cell(std::string(kPqColumns[c].head), kHead);
            draw_cell(head, c, y_ + head.baseline(), false);
            height = std::max(height, head.height());
        }
        y_ += height + 2;
        canvas_.rule(kMargin, y_, kWide, 0.8);
        y_ += 1.5;
    }

    void remarks() {
        if (sheet_.remarks.empty()) return;
        need(30);
        paragraph("Remarks", {7.5, true});
        for (const std::string& remark : sheet_.remarks) paragraph("\u2022 " + remark, kCell);
        y_ += 4;
    }

    void legend() {
        const std::string made_by = "Made by " + sheet_.made_by + ".";
        need(canvas_.set(std::string(kPqLegend), kSmall, kWide).height + 10);
        paragraph(std::string(kPqLegend), kSmall);
        if (!sheet_.made_by.empty()) paragraph(made_by, kSmall);
    }

    void paragraph(const std::string& text, const PdfStyle& style) {
        const PdfText set = canvas_.set(text, style, kWide);
        need(set.height);
        canvas_.draw(set, kMargin, y_, style.bold ? 0 : kDim);
        y_ += set.height + 1.5;
    }

    const PqSheet& sheet_;
    int pages_;
    PdfCanvas canvas_;
    std::vector<double> widths_; // of the table's columns
    double y_ = kMargin;         // where the next line begins
    int page_ = 1;
    bool in_table_ = false; // which continues under its heads
};

} // namespace

std::string pq_sheet_pdf_missing() { return pdf_missing(); }

// Set twice: first to count the pages.
std::string pq_sheet_pdf(const PqSheet& sheet, std::vector<std::string>& warnings) {
    const int pages = PqSheetPages(sheet, nullptr, 0).pages();
    std::string pdf;
    const std::vector<std::string> found = PqSheetPages(sheet, &pdf, pages).warnings();
    warnings.insert(warnings.end(), found.begin(), found.end());
    return pdf;
}

} // namespace redbook
