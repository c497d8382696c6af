// Pages of A4 in PDF: text in any script, as Pango sets it, and rules. Lengths are points from the page's
// left and top. Fonts are embedded. The same calls give the same bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "redbook/report/pango_library.h"

namespace redbook {

inline constexpr double kPdfWidth = 595.276, kPdfHeight = 841.890;
inline constexpr int kPdfMostLines = 40; // a text with more is cut, so that no row of a table outgrows a page

struct PdfDocument {
    std::string title, author, subject, creator;
    int64_t made_ns = 0; // since 1970-01-01 UTC
};

struct PdfStyle {
    double size = 7;
    bool bold = false;
    bool mono = false;
    int most_lines = kPdfMostLines; // with 1, what is cut is cut on purpose
};

struct PdfRelease {
    void operator()(void* object) const { g_object_unref(object); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using PdfOwned = std::unique_ptr<T, PdfRelease>;

// A text that was set. One line, or as many as its width asks for.
struct PdfText {
    PdfOwned<PangoLayout> layout;
    double width = 0, height = 0;
    double baseline = 0;        // of the first line, from the top
    bool right_to_left = false; // as it is written
};

class PdfCanvas {
  public:
    // `out` gets the file; nullptr: pages are counted only.
    //   throws  Errc::unsupported: Pango and Cairo cannot be loaded, or the machine has no font
    PdfCanvas(std::string* out, const PdfDocument& document);

    // Sets a text of one paragraph, at the left whichever way it is written. With a width, it is wrapped.
    PdfText set(const std::string& text, const PdfStyle& style, double width = 0);

    // Likewise Pango's markup, whose texts html_text() escapes.
    PdfText set_markup(const std::string& markup, const PdfStyle& style, double width = 0);

    // grey: 0 black .. 1 white
    void draw(const PdfText& text, double x, double y, double grey = 0);
    void rule(double x, double y, double width, double thickness, double grey = 0);
    void end_page();

    // The file is complete.
    //   throws  Errc::io
    void finish();

    // What the pages do not show as it is: characters that no font has, texts that are cut.
    std::vector<std::string> warnings() const;

  private:
    struct Unknown {
        std::string first; // a text
        size_t texts = 0;
    };
    void inspect(PangoLayout* layout, const PdfStyle& style);
    std::set<std::string> packages_for(const std::string& text, const PdfStyle& style);
    PdfOwned<PangoLayout> layout_of(const PdfStyle& style);

    std::string* out_;
    PdfOwned<PangoFontMap> fonts_;
    PdfOwned<PangoContext> context_;
    PdfOwned<cairo_surface_t> surface_;
    PdfOwned<cairo_t> cairo_;
    std::set<std::string> inspected_;
    std::vector<std::pair<std::string, Unknown>> unknown_; // by font package
    std::vector<std::string> cut_;
};

// Why PDF cannot be written here, and what to do; empty: it can.
std::string pdf_missing();

} // namespace redbook
