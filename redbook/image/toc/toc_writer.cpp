#include "redbook/image/toc/toc_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"
#include "redbook/disc/layout.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr size_t kLongestTocText = 3000; // bytes of UTF-8

class Fitter {
  public:
    Fitter(const TextBlock& block, size_t number, std::vector<std::string>& changes)
        : charset_(block.charset),
          suffix_(number == 0 ? "" : fmt::format(" in language {}", number + 1)),
          changes_(changes) {}

    void fit(std::string& text, std::string_view name, std::string_view whose) {
        const std::string fits = transliterated(charset_, utf8_prefix(text, kLongestTocText));
        replace_text(text, fits, fmt::format("{} of {}{}", name, whose, suffix_), "a toc", changes_);
    }

    void fit(Texts& texts, const std::string& whose) {
        for (const TextField& field : kTextFields) fit(texts.*field.member, field.name, whose);
    }

    void fit(TextBlock& block) {
        fit(block.album, "the album");
        if (charset_ == Charset::ms_jis) charset_ = Charset::latin1; // of all else in such a block
        fit(block.disc_id, "disc id", "the album");
        fit(block.genre, "genre", "the album");
        fit(block.closed_info, "closed information", "the album");
        charset_ = block.charset;
    }

  private:
    Charset charset_;
    std::string suffix_;
    std::vector<std::string>& changes_;
};

// UTF-8 of ISO 8859-1 as those bytes.
std::string latin1(std::string_view text) {
    std::string bytes;
    for (const char32_t c : code_points(text)) bytes += char(c);
    return bytes;
}

std::string in_quotes(std::string_view bytes, bool (*plain)(char)) {
    std::string out = "\"";
    for (const char c : bytes) {
        if (c == '"')
            out += "\\\"";
        else if (c == '\\' || !plain(c))
            out += fmt::format("\\{:03o}", unsigned(uint8_t(c)));
        else
            out += c;
    }
    return out + '"';
}

std::string list_of(std::string_view bytes) {
    std::string list;
    for (const char c : bytes) list += fmt::format("{}{}", list.empty() ? "" : ", ", uint8_t(c));
    return "{ " + list + " }";
}

// Bytes that would be read as UTF-8 are a list. So is an empty text: cdrdao from 1.2.5 on takes "" for none,
// and refuses to write texts of which one is missing.
std::string text_item(std::string_view bytes) {
    const bool is_ascii = std::ranges::all_of(bytes, [](char c) { return uint8_t(c) < 0x80; });
    if (bytes.empty() || (!is_ascii && is_utf8(bytes))) return list_of(std::string(bytes) + '\0');
    return in_quotes(bytes, [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string name_in_quotes(std::string_view name) {
    return in_quotes(name, [](char) { return true; });
}

// A field of one language is given nowhere, or for the album and every track. cdrdao wants titles and
// performers always.
using Fields = std::vector<const TextField*>;
Fields fields_of(const Disc& disc, size_t block) {
    Fields fields;
    for (const TextField& field : kTextFields) {
        const auto has = [&](const Track& track) {
            return block < track.texts.size() && !(track.texts[block].*field.member).empty();
        };
        const bool wanted = field.pack_type <= kTextFields[1].pack_type;
        if (wanted || !(disc.text_blocks[block].album.*field.member).empty() ||
            std::any_of(disc.tracks.begin(), disc.tracks.end(), has))
            fields.push_back(&field);
    }
    return fields;
}

class TocWriter {
  public:
    explicit TocWriter(const Disc& disc) : disc_(disc) {
        for (size_t n = 0; n < disc.text_blocks.size(); ++n) fields_.push_back(fields_of(disc, n));
        any_genre_ = std::ranges::any_of(disc.text_blocks, has_genre);
    }

    std::string write(const std::string& file) {
        line("CD_DA");
        if (disc_.mcn) line("CATALOG \"{}\"", disc_.mcn->text());
        if (disc_.first_track != 1) line("FIRST_TRACK_NO {}", disc_.first_track);
        album_text();
        const Layout layout = layout_of(disc_);
        for (size_t k = 0; k < disc_.tracks.size(); ++k) track(disc_.tracks[k], layout.tracks[k], file);
        return std::move(out_);
    }

  private:
    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    void album_text() {
        if (disc_.text_blocks.empty()) return;
        line("CD_TEXT {{");
        line("  LANGUAGE_MAP {{");
        for (size_t n = 0; n < disc_.text_blocks.size(); ++n)
            line("    {} : {}", n, disc_.text_blocks[n].language);
        line("  }}");
        for (size_t n = 0; n < disc_.text_blocks.size(); ++n) {
            line("  LANGUAGE {} {{", n);
            if (disc_.text_blocks[n].charset == Charset::ms_jis) line("    ENCODING_MS_JIS");
            fields(n, disc_.text_blocks[n].album);
            extras(disc_.text_blocks[n]);
            line("  }}");
        }
        line("}}");
    }

    void track_text(const Track& track) {
        if (disc_.text_blocks.empty()) return;
        line("CD_TEXT {{");
        for (size_t n = 0; n < disc_.text_blocks.size(); ++n) {
            line("  LANGUAGE {} {{", n);
            fields(n, n < track.texts.size() ? track.texts[n] : Texts{});
            line("  }}");
        }
        line("}}");
    }

    void fields(size_t block, const Texts& texts) {
        const bool is_jis = disc_.text_blocks[block].charset == Charset::ms_jis;
        for (const TextField* field : fields_[block]) {
            const std::string& text = texts.*field->member;
            line("    {} {}", ascii_upper(field->name),
                 text_item(is_jis ? encode_text(Charset::ms_jis, text) : latin1(text)));
        }
    }

    static bool has_genre(const TextBlock& block) { return block.genre_code != 0 || !block.genre.empty(); }

    // RESERVED4 is what cdrdao 1.2.4 calls the closed information. A genre of one language is wanted for all.
    void extras(const TextBlock& block) {
        if (!block.disc_id.empty()) line("    DISC_ID {}", text_item(latin1(block.disc_id)));
        if (any_genre_)
            bytes("GENRE", {char(block.genre_code >> 8), char(block.genre_code & 0xFF)},
                  latin1(block.genre) + '\0');
        if (!block.closed_info.empty()) line("    RESERVED4 {}", text_item(latin1(block.closed_info)));
        if (block.copyright || block.charset != Charset::latin1)
            bytes("SIZE_INFO",
                  {char(block.charset), char(disc_.first_track),
                   char(disc_.first_track + int(disc_.tracks.size()) - 1), char(block.copyright ? 3 : 0)},
                  std::string(32, '\0'));
    }

    void bytes(std::string_view word, std::string front, const std::string& back) {
        line("    {} {}", word, list_of(front + back));
    }

    void track(const Track& track, const TrackSpan& span, const std::string& file) {
        line("");
        line("TRACK AUDIO");
        line("{}COPY", track.flags.copy_permitted ? "" : "NO ");
        line("{}PRE_EMPHASIS", track.flags.pre_emphasis ? "" : "NO ");
        line("{}_CHANNEL_AUDIO", track.flags.four_channel ? "FOUR" : "TWO");
        if (track.isrc) line("ISRC \"{}\"", track.isrc->text());
        track_text(track);
        const Lba start = std::max(span.start, Lba{0});
        line("FILE {} {} {}", name_in_quotes(file), msf_text(start - Lba{0}), msf_text(span.end - start));
        if (start < span.index01) line("START {}", msf_text(span.index01 - start));
        for (const BlockCount index : track.indexes) line("INDEX {}", msf_text(index));
    }

    const Disc& disc_;
    std::vector<Fields> fields_; // of each text block
    bool any_genre_ = false;
    std::string out_;
};

} // namespace

Disc as_toc_holds(const Disc& disc, std::vector<std::string>& changes) {
    Disc held = disc;
    for (size_t n = 0; n < held.text_blocks.size(); ++n) {
        TextBlock& block = held.text_blocks[n];
        Fitter fitter(block, n, changes);
        fitter.fit(block);
        for (size_t k = 0; k < held.tracks.size(); ++k)
            if (auto& texts = held.tracks[k].texts; n < texts.size())
                fitter.fit(texts[n], fmt::format("track {}", disc.number_of(k)));
    }
    return held;
}

std::string toc_of(const Disc& disc, const std::string& file) { return TocWriter(disc).write(file); }

} // namespace redbook
