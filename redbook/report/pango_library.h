// The functions of Pango and Cairo, found in their libraries when the first PDF needs them. Linked, they and
// what they need are some 25 libraries that every run would wait for.
#pragma once

#include <string>

extern "C" {
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
}

// Each name of a function, inside namespace redbook, is a pointer to it, and the linker misses one that is
// not listed.
// clang-format off
#define REDBOOK_PANGO_FUNCTIONS(X)                                                                         \
    X(cairo_create) X(cairo_destroy) X(cairo_line_to) X(cairo_move_to) X(cairo_pdf_surface_create_for_stream) \
    X(cairo_pdf_surface_set_metadata) X(cairo_set_line_width) X(cairo_set_source_rgb) X(cairo_show_page)   \
    X(cairo_status) X(cairo_status_to_string) X(cairo_stroke) X(cairo_surface_destroy)                     \
    X(cairo_surface_finish) X(cairo_surface_status)                                                        \
    X(FcConfigGetFonts) X(g_object_unref)                                                                         \
    X(pango_cairo_font_map_new) X(pango_cairo_show_layout) X(pango_cairo_update_context)                   \
    X(pango_context_set_round_glyph_positions) X(pango_font_description_free)       \
    X(pango_font_description_new) X(pango_font_description_set_absolute_size)                              \
    X(pango_font_description_set_family) X(pango_font_description_set_weight)                              \
    X(pango_font_map_create_context)                                                                       \
    X(pango_layout_get_baseline) X(pango_layout_get_direction) X(pango_layout_get_size) X(pango_layout_get_text)                         \
    X(pango_layout_get_unknown_glyphs_count) X(pango_layout_is_ellipsized) X(pango_layout_new)             \
    X(pango_layout_set_alignment) X(pango_layout_set_ellipsize) X(pango_layout_set_font_description)       \
    X(pango_layout_set_height) X(pango_layout_set_markup) X(pango_layout_set_text)                         \
    X(pango_layout_set_width) X(pango_layout_set_wrap)
// clang-format on

namespace redbook {

#define REDBOOK_DECLARE(name) extern decltype(&::name) name;
REDBOOK_PANGO_FUNCTIONS(REDBOOK_DECLARE)
#undef REDBOOK_DECLARE

// Loads the libraries, once; they stay. Nothing above may be used before.
//   returns  why they cannot be used, in the loader's words; empty: they can
const std::string& pango_missing();

} // namespace redbook
