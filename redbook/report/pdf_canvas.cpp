#include "redbook/report/pdf_canvas.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/report/html.h"
#include "redbook/report/report.h"

namespace redbook {
namespace {

// The first of these that the machine has; a character that it lacks comes from any other font.
constexpr const char* kSans = "Liberation Sans,DejaVu Sans,sans-serif";
constexpr const char* kMono = "DejaVu Sans Mono,Liberation Mono,monospace";

cairo_status_t append_to(void* out, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

// Debian's package with a font for the character.
std::string font_package(char32_t c) {
    const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (in(0x1100, 0x11FF) || in(0x2E80, 0x9FFF) || in(0xA960, 0xA97F) || in(0xAC00, 0xD7FF) ||
        in(0xF900, 0xFAFF) || in(0xFE30, 0xFE4F) || in(0xFF00, 0xFFEF) || in(0x20000, 0x3FFFF))
        return "fonts-noto-cjk";
    return in(0x1F000, 0x1FAFF) ? "fonts-noto-color-emoji" : "fonts-noto-core";
}

// Without any, Pango does not do its work. (It lists families, such as "Sans", also where there is no font.)
bool has_fonts() {
    const FcFontSet* const fonts = FcConfigGetFonts(nullptr, FcSetSystem);
    return fonts && fonts->nfont > 0;
}

// Cairo 1.16 leaves out the "D:" that begins every date. The file stays as long as it is, as it has offsets.
void repair_date(std::string& file) {
    constexpr std::string_view kKey = "/CreationDate (";
    const size_t key = file.rfind(kKey), at = key + kKey.size();
    if (key == file.npos || at >= file.size() || !is_digit(file[at])) return;
    std::string date = "D:" + file.substr(at, 14) + "Z)";
    date.resize(std::max(file.find(')', at) + 1 - at, date.size()), ' ');
    file.replace(at, date.size(), date);
}

double points(int units) { return double(units) / PANGO_SCALE; }

} // namespace

std::string pdf_missing() {
    if (const std::string& why = pango_missing(); !why.empty())
        return fmt::format("PDF needs Pango and Cairo ({}); install libpangocairo-1.0-0, or write .html",
                           why);
    return has_fonts() ? "" : "PDF needs a font, and none is installed; install fonts-dejavu-core";
}

PdfCanvas::PdfCanvas(std::string* out, const PdfDocument& document) : out_(out) {
    if (const std::string why = pdf_missing(); !why.empty()) throw Error(Errc::unsupported, why);
    surface_.reset(
        cairo_pdf_surface_create_for_stream(out ? append_to : nullptr, out, kPdfWidth, kPdfHeight));
    const auto add = [&](cairo_pdf_metadata_t what, const std::string& value) {
        cairo_pdf_surface_set_metadata(surface_.get(), what, page_text(value).c_str());
    };
    add(CAIRO_PDF_METADATA_TITLE, document.title);
    add(CAIRO_PDF_METADATA_AUTHOR, document.author);
    add(CAIRO_PDF_METADATA_SUBJECT, document.subject);
    add(CAIRO_PDF_METADATA_CREATOR, document.creator);
    add(CAIRO_PDF_METADATA_CREATE_DATE, utc_text(document.made_ns).substr(0, 19) + "+00:00");
    cairo_.reset(cairo_create(surface_.get()));
    fonts_.reset(pango_cairo_font_map_new());
    context_.reset(pango_font_map_create_context(fonts_.get()));
    pango_cairo_update_context(cairo_.get(), context_.get());
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

PdfOwned<PangoLayout> PdfCanvas::layout_of(const PdfStyle& style) {
    const PdfOwned<PangoFontDescription> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), style.mono ? kMono : kSans);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    PdfOwned<PangoLayout> layout(pango_layout_new(context_.get()));
    pango_layout_set_font_description(layout.get(), font.get());
    return layout;
}

PdfText PdfCanvas::set(const std::string& text, const PdfStyle& style, double width) {
    return set_markup(html_text(text), style, width);
}

PdfText PdfCanvas::set_markup(const std::string& markup, const PdfStyle& style, double width) {
    PdfText text{layout_of(style)};
    PangoLayout* const layout = text.layout.get();
    pango_layout_set_markup(layout, markup.data(), int(markup.size()));
    text.right_to_left = pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
    if (width > 0) {
        pango_layout_set_width(layout, int(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(layout, -style.most_lines);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        // To Pango, left is where a line begins.
        pango_layout_set_alignment(layout, text.right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    }
    inspect(layout, style);
    int units_wide = 0, units_high = 0;
    pango_layout_get_size(layout, &units_wide, &units_high);
    text.width = points(units_wide);
    text.height = points(units_high);
    text.baseline = points(pango_layout_get_baseline(layout));
    return text;
}

void PdfCanvas::inspect(PangoLayout* layout, const PdfStyle& style) {
    const bool is_cut = style.most_lines > 1 && pango_layout_is_ellipsized(layout);
    if (!is_cut && pango_layout_get_unknown_glyphs_count(layout) == 0) return;
    const std::string text = pango_layout_get_text(layout);
    if (!inspected_.insert(text).second) return;
    if (is_cut) cut_.push_back(text);
    for (const std::string& package : packages_for(text, style)) {
        auto known = std::ranges::find(unknown_, package, &std::pair<std::string, Unknown>::first);
        if (known == unknown_.end()) known = unknown_.insert(known, {package, {text}});
        ++known->second.texts;
    }
}

std::set<std::string> PdfCanvas::packages_for(const std::string& text, const PdfStyle& style) {
    std::set<std::string> packages;
    const PdfOwned<PangoLayout> layout = layout_of(style);
    for (const char32_t code : code_points(text)) {
        std::string character;
        append_utf8(character, code);
        pango_layout_set_text(layout.get(), character.data(), int(character.size()));
        if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0) packages.insert(font_package(code));
    }
    return packages;
}

void PdfCanvas::draw(const PdfText& text, double x, double y, double grey) {
    cairo_set_source_rgb(cairo_.get(), grey, grey, grey);
    cairo_move_to(cairo_.get(), x, y);
    pango_cairo_show_layout(cairo_.get(), text.layout.get());
}

void PdfCanvas::rule(double x, double y, double width, double thickness, double grey) {
    cairo_set_source_rgb(cairo_.get(), grey, grey, grey);
    cairo_set_line_width(cairo_.get(), thickness);
    cairo_move_to(cairo_.get(), x, y);
    cairo_line_to(cairo_.get(), x + width, y);
    cairo_stroke(cairo_.get());
}

void PdfCanvas::end_page() { cairo_show_page(cairo_.get()); }

void PdfCanvas::finish() {
    cairo_surface_finish(surface_.get());
    const cairo_status_t drawn = cairo_status(cairo_.get()), written = cairo_surface_status(surface_.get());
    for (const cairo_status_t status : {drawn, written})
        if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED)
            throw Error(Errc::io, fmt::format("PDF cannot be made: {}", cairo_status_to_string(status)));
    if (out_) repair_date(*out_);
}

std::vector<std::string> PdfCanvas::warnings() const {
    std::vector<std::string> warnings;
    for (const auto& [package, unknown] : unknown_) {
        const std::string others = unknown.texts == 1 ? ""
                                   : unknown.texts == 2
                                       ? " and another text"
                                       : fmt::format(" and {} other texts", unknown.texts - 1);
        warnings.push_back(fmt::format("no installed font can show all of \"{}\"{}; install {}",
                                       unknown.first, others, package));
    }
    for (const std::string& text : cut_)
        warnings.push_back(fmt::format("\"{}...\" is cut after {} lines; .html shows all of it",
                                       utf8_prefix(text, 30), kPdfMostLines));
    return warnings;
}

} // namespace redbook
