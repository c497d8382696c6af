#include "redbook/report/pq_sheet_html.h"

#include <fmt/format.h>

#include "redbook/report/html.h"
#include "redbook/report/html_page.h"

namespace redbook {
namespace {

// More rows than these are set smaller, and go over several pages sooner or later.
constexpr size_t kPqRowsAtFullSize = 26;

class PqSheetPage {
  public:
    explicit PqSheetPage(const PqSheet& sheet)
        : sheet_(sheet), is_long_(sheet.rows.size() - 1 > kPqRowsAtFullSize) {}

    std::string html() const {
        return html_page("PQ sheet: " + sheet_.title, is_long_,
                         html_header(sheet_.title, sheet_.artist, "PQ sheet", sheet_.made_ns) + facts() +
                             heads() + rows() + (is_long_ ? table_foot() : "") + "</table>\n" +
                             html_list("Remarks", sheet_.remarks) + foot());
    }

  private:
    std::string facts() const {
        std::string html = "<div class=\"facts\">\n";
        for (const PqFact& fact : sheet_.facts)
            html += html_fact(fact.name, fact.value,
                              fact.code && fact.wide ? "code wide"
                              : fact.code            ? "code"
                              : fact.wide            ? "wide"
                                                     : "");
        return html + "</div>\n";
    }

    static std::string heads() {
        std::string cells;
        for (const PqColumn& column : kPqColumns)
            cells += fmt::format("<th{} scope=\"col\">{}</th>",
                                 column.kind == PqColumnKind::number ? " class=\"n\""
                                 : column.kind == PqColumnKind::time ? " class=\"t\""
                                                                     : "",
                                 column.head);
        return "<table>\n<thead>\n<tr>" + cells + "</tr>\n</thead>\n";
    }

    // Stands at the end of each page that the table goes over, which may be parted.
    std::string table_foot() const {
        return "<tfoot>\n<tr><td class=\"more\" colspan=\"11\">" + html_text(sheet_.whose) +
               "</td></tr>\n</tfoot>\n";
    }

    // A body for each track.
    std::string rows() const {
        std::string html;
        for (size_t i = 0; i + 1 < sheet_.rows.size(); ++i) {
            const PqRow& row = sheet_.rows[i];
            if (i == 0 || row.track != sheet_.rows[i - 1].track) html += "<tbody>\n";
            html += row.about ? start_row(row, *row.about) : part_row(row);
            if (row.track != sheet_.rows[i + 1].track) html += "</tbody>\n";
        }
        const PqRow& last = sheet_.rows.back();
        return html + fmt::format("<tbody class=\"end\">\n<tr><td class=\"n\" colspan=\"2\">{}</td><td "
                                  "class=\"t a\">{}</td><td colspan=\"8\"></td></tr>\n</tbody>\n",
                                  last.track, msf_text(last.start));
    }

    static std::string times(const PqRow& row) {
        const auto [absolute, in_track, length] = time_cells(row);
        return fmt::format("<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"t a\">{}</td>"
                           "<td class=\"t\">{}</td><td class=\"t\">{}</td>",
                           row.track, row.index, absolute, in_track, length);
    }

    static std::string start_row(const PqRow& row, const PqTrack& track) {
        return fmt::format(
            "<tr class=\"start\">{}<td class=\"text\">{}</td><td class=\"c\">{}</td><td>{}</td>"
            "<td>{}</td><td>{}</td><td class=\"c\">{}</td></tr>\n",
            times(row), texts(track), track.isrc,
            track.emphasis == "yes" ? "<strong>yes</strong>" : track.emphasis, track.copy, track.channels,
            track.crc);
    }

    static std::string part_row(const PqRow& row) {
        return fmt::format("<tr>{}<td class=\"text more\" colspan=\"6\">{}</td></tr>\n", times(row),
                           row.remark);
    }

    static std::string texts(const PqTrack& track) {
        std::string html;
        for (const PqTexts& line : track.lines) {
            html += html.empty() ? "" : "<br/>";
            if (!line.title.empty()) html += "<strong>" + html_text(line.title) + "</strong>";
            if (!line.title.empty() && !line.more.empty()) html += " ";
            if (!line.more.empty()) html += "<span class=\"more\">" + html_text(line.more) + "</span>";
        }
        return html;
    }

    std::string foot() const {
        return fmt::format("<footer>\n<p>{}</p>\n<p>Made by {}.</p>\n</footer>\n", html_text(kPqLegend),
                           html_text(sheet_.made_by));
    }

    const PqSheet& sheet_;
    bool is_long_;
};

} // namespace

std::string pq_sheet_html(const PqSheet& sheet) { return PqSheetPage(sheet).html(); }

} // namespace redbook
