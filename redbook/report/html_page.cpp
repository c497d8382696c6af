#include "redbook/report/html_page.h"

#include <fmt/format.h>

#include "redbook/report/html.h"
#include "redbook/report/report.h"

namespace redbook {
namespace {

constexpr std::string_view kStyle = R"(
  @page { margin: 12mm; @bottom-right { content: counter(page) " / " counter(pages); font: 7pt sans-serif; } }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 186mm; padding: 8mm 0; background: #fff; color: #000;
         font: 8.5pt/1.25 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
  header { display: flex; justify-content: space-between; gap: 8mm; border-bottom: 1.5pt solid #000;
           padding-bottom: 2mm; }
  h1 { margin: 0; font-size: 16pt; line-height: 1.15; overflow-wrap: anywhere; }
  header p { margin: .5mm 0 0; overflow-wrap: anywhere; }
  .artist { font-size: 11pt; }
  .sheet { flex: none; text-align: right; }
  .sheet strong { font-size: 11pt; letter-spacing: .06em; text-transform: uppercase; }
  .facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.2mm 5mm; margin: 2.5mm 0 3mm; }
  dl { margin: 0; }
  dt { font-size: 6.5pt; letter-spacing: .05em; text-transform: uppercase; color: #444; }
  dd { margin: 0; overflow-wrap: anywhere; }
  .wide { grid-column: span 2; }
  table { width: 100%; border-collapse: collapse; }
  thead { display: table-header-group; }
  tfoot { display: table-footer-group; }
  tbody, tr { break-inside: avoid; }
  th, td { padding: .45mm 1.2mm; text-align: left; vertical-align: baseline; }
  th { border-top: .5pt solid #000; border-bottom: 1pt solid #000; font-size: 7pt; vertical-align: bottom; }
  tbody { border-bottom: .4pt solid #999; }
  tbody.end { border-bottom: 1pt solid #000; }
  .n { text-align: right; }
  .t, .c { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .t { text-align: right; }
  .c, .code dd { font-family: "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace; font-size: .92em; }
  .start .a, .end .a, strong { font-weight: bold; }
  td.text { width: 42%; overflow-wrap: anywhere; }
  .more { color: #333; }
  .dense { font-size: 7.8pt; line-height: 1.17; }
  .dense td { padding-top: .25mm; padding-bottom: .1mm; }
  h2 { margin: 3mm 0 .5mm; font-size: 8.5pt; }
  ul { margin: 0; padding-left: 4mm; overflow-wrap: anywhere; }
  footer { margin-top: 2.5mm; font-size: 6.5pt; line-height: 1.3; color: #333; break-inside: avoid; }
  footer p { margin: 0 0 .8mm; }
  @media print { body { padding: 0; max-width: none; } }
)";

} // namespace

std::string day_and_time(int64_t ns_since_1970) {
    const std::string time = utc_text(ns_since_1970);
    return time.substr(0, 10) + " " + time.substr(11, 5) + " UTC";
}

std::string html_page(const std::string& title, bool dense, const std::string& body) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
                       "<meta charset=\"utf-8\"/>\n<title>{}</title>\n<style>{}</style>\n</head>\n"
                       "<body{}>\n{}</body>\n</html>\n",
                       html_text(title), kStyle, dense ? " class=\"dense\"" : "", body);
}

std::string html_header(const std::string& title, const std::string& artist, std::string_view page,
                        int64_t made_ns_since_1970) {
    return fmt::format("<header>\n<div><h1>{}</h1>{}</div>\n<p class=\"sheet\"><strong>{}</strong><br/>"
                       "{}</p>\n</header>\n",
                       html_text(title),
                       artist.empty() ? "" : "<p class=\"artist\">" + html_text(artist) + "</p>",
                       html_text(page), day_and_time(made_ns_since_1970));
}

std::string html_fact(std::string_view name, const std::string& value, std::string_view how) {
    if (value.empty()) return "";
    return fmt::format("<dl{}><dt>{}</dt><dd>{}</dd></dl>\n",
                       how.empty() ? "" : fmt::format(" class=\"{}\"", how), name, html_text(value));
}

std::string html_list(std::string_view heading, const std::vector<std::string>& lines) {
    std::string items;
    for (const std::string& line : lines) items += "<li>" + html_text(line) + "</li>\n";
    return items.empty() ? "" : fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", heading, items);
}

} // namespace redbook
