// Words of .toc files with what they mean.
#pragma once

#include <cstdint>
#include <string_view>

#include "redbook/disc/disc.h"

namespace redbook {

// Modes of data tracks.
struct TocDataMode {
    std::string_view word;
    int sector; // bytes in its file
};
inline constexpr TocDataMode kTocDataModes[] = {
    {"MODE0", 2336},     {"MODE1", 2048},       {"MODE1_RAW", 2352},   {"MODE2", 2336},
    {"MODE2_RAW", 2352}, {"MODE2_FORM1", 2048}, {"MODE2_FORM2", 2324}, {"MODE2_FORM_MIX", 2336}};

// Items of CD_TEXT.
struct TocTextItem {
    std::string_view word;
    uint8_t pack_type;
};
inline constexpr TocTextItem kTocTextItems[] = {
    {"TITLE", 0x80},     {"PERFORMER", 0x81}, {"SONGWRITER", 0x82}, {"COMPOSER", 0x83},  {"ARRANGER", 0x84},
    {"MESSAGE", 0x85},   {"DISC_ID", 0x86},   {"GENRE", 0x87},      {"TOC_INFO1", 0x88}, {"TOC_INFO2", 0x89},
    {"RESERVED1", 0x8A}, {"RESERVED2", 0x8B}, {"RESERVED3", 0x8C},  {"RESERVED4", 0x8D}, {"CLOSED", 0x8D},
    {"UPC_EAN", 0x8E},   {"ISRC", 0x8E},      {"SIZE_INFO", 0x8F}};

struct TocEncoding {
    std::string_view word;
    Charset charset;
};
inline constexpr TocEncoding kTocEncodings[] = {{"ENCODING_ISO_8859_1", Charset::latin1},
                                                {"ENCODING_ASCII", Charset::ascii},
                                                {"ENCODING_MS_JIS", Charset::ms_jis}};

} // namespace redbook
