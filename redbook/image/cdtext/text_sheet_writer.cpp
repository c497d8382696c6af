#include "redbook/image/cdtext/text_sheet_writer.h"

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/cd_text_codes.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

std::string_view text_code_of(Charset charset) {
    switch (charset) {
    case Charset::latin1: return "8859";
    case Charset::ascii: return "ASCII";
    case Charset::ms_jis: break;
    }
    return "MS-JIS";
}

// libburn spells some languages in its own way: those go by their codes.
std::string language_of(uint8_t code) {
    const std::string_view name = language_name(code);
    const bool spelled =
        name != "Walloon" && name != "Malagasy" && name != "Gujarati" && name != "Belorussian";
    return name.empty() || !spelled ? fmt::format("0x{:02x}", code) : std::string(name);
}

std::string genre_of(uint16_t code) {
    const std::string_view name = genre_name(code);
    return name.empty() ? fmt::format("0x{:04x}", code) : std::string(name);
}

class Writer {
  public:
    explicit Writer(const Disc& disc) : disc_(disc) {}

    std::string write() {
        for (size_t b = 0; b < disc_.text_blocks.size(); ++b) add_block(b);
        return std::move(out_);
    }

  private:
    void add(std::string_view name, std::string_view value) {
        if (!value.empty()) out_ += fmt::format("{:<19} = {}\n", name, value);
    }

    void add_block(size_t b) {
        const TextBlock& block = disc_.text_blocks[b];
        add("Input Sheet Version", "0.7T");
        add("Text Code", text_code_of(block.charset));
        add("Language Code", language_of(block.language));
        for (const TextSheetField& field : kTextSheetFields)
            add(field.of_album, encode_text(block.charset, block.album.*field.member));
        add("Catalog Number", block.disc_id);
        if (block.genre_code != 0 || !block.genre.empty()) add("Genre Code", genre_of(block.genre_code));
        add("Genre Information", block.genre);
        add("Closed Information", encode_text(Charset::latin1, block.closed_info));
        if (b == 0 && disc_.mcn) add("UPC / EAN", disc_.mcn->text());
        add("Text Data Copy Protection", block.copyright ? "ON" : "OFF");
        add("First Track Number", fmt::format("{}", disc_.first_track));
        add("Last Track Number", fmt::format("{}", disc_.number_of(disc_.tracks.size() - 1)));
        for (size_t k = 0; k < disc_.tracks.size(); ++k) add_track(k, b);
    }

    void add_track(size_t k, size_t b) {
        const Track& track = disc_.tracks[k];
        const int number = disc_.number_of(k);
        if (b < track.texts.size())
            for (const TextSheetField& field : kTextSheetFields)
                add(fmt::format("Track {:02} {}", number, field.of_track),
                    encode_text(disc_.text_blocks[b].charset, track.texts[b].*field.member));
        if (b == 0 && track.isrc) add(fmt::format("ISRC {:02}", number), track.isrc->text());
    }

    const Disc& disc_;
    std::string out_;
};

void trim(std::string& text, const std::string& what, std::vector<std::string>& changes) {
    replace_text(text, std::string(trimmed(text)), what, "a text sheet", changes);
}

} // namespace

Disc as_text_sheet_holds(const Disc& disc, std::vector<std::string>& changes) {
    Disc held = disc;
    for (TextBlock& block : held.text_blocks) {
        for (const TextField& field : kTextFields)
            trim(block.album.*field.member, fmt::format("{} of the album", field.name), changes);
        trim(block.disc_id, "disc identification", changes);
        trim(block.genre, "genre", changes);
        trim(block.closed_info, "closed information", changes);
    }
    for (size_t k = 0; k < held.tracks.size(); ++k)
        for (Texts& texts : held.tracks[k].texts)
            for (const TextField& field : kTextFields)
                trim(texts.*field.member, fmt::format("{} of track {}", field.name, held.number_of(k)),
                     changes);
    return held;
}

std::string text_sheets_of(const Disc& disc) { return Writer(disc).write(); }

} // namespace redbook
