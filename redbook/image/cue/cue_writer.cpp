#include "redbook/image/cue/cue_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"
#include "redbook/disc/layout.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr size_t kLongestCueText = kLongestCueLine - 64; // leaves room for the word in front

bool is_control(char c) { return uint8_t(c) < 0x20 || c == 0x7F; }

std::string one_line(std::string_view text) {
    std::string out(utf8_prefix(text, kLongestCueText));
    std::replace_if(out.begin(), out.end(), is_control, ' ');
    return out;
}

std::string as_quotable(std::string_view text) {
    std::string out = one_line(text);
    std::replace(out.begin(), out.end(), '"', '\'');
    return out;
}

void fit_texts(Texts& texts, const std::string& whose, std::vector<std::string>& changes) {
    for (const TextField& field : kTextFields) {
        std::string& text = texts.*field.member;
        replace_text(text, as_quotable(text), fmt::format("{} of {}", field.name, whose), "a cue sheet",
                     changes);
    }
}

// A remark of a sheet begins with REM and one blank; one that comes from elsewhere gets it.
std::string as_remark(std::string_view text) {
    const std::string line = one_line(text);
    std::string_view words = trimmed(line);
    if (equal_ignoring_case(words.substr(0, 4), "REM ") || equal_ignoring_case(words, "REM"))
        words.remove_prefix(3);
    return std::string(trimmed("REM " + std::string(trimmed(words))));
}

class CueWriter {
  public:
    explicit CueWriter(const Disc& disc) : disc_(disc) {}

    std::string write(const std::string& file, const std::string& type) {
        remarks(disc_.remarks, "");
        if (disc_.mcn) line("", "CATALOG {}", disc_.mcn->text());
        texts(album_texts(disc_), "");
        line("", "FILE \"{}\" {}", file, type);
        const Layout layout = layout_of(disc_);
        for (size_t k = 0; k < disc_.tracks.size(); ++k) track(k, layout.tracks[k]);
        return std::move(out_);
    }

  private:
    template <class... Args>
    void line(std::string_view indent, fmt::format_string<Args...> format, Args&&... args) {
        out_ += indent;
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    void remarks(const std::vector<std::string>& lines, std::string_view indent) {
        for (const std::string& remark : lines) line(indent, "{}", remark);
    }

    void texts(const Texts& texts, std::string_view indent) {
        for (const TextField& field : kTextFields)
            if (const std::string& text = texts.*field.member; !text.empty())
                line(indent, "{} \"{}\"", ascii_upper(field.name), text);
    }

    void flags(const Flags& flags) {
        std::string words;
        if (flags.copy_permitted) words += " DCP";
        if (flags.four_channel) words += " 4CH";
        if (flags.pre_emphasis) words += " PRE";
        if (flags.scms) words += " SCMS";
        if (!words.empty()) line("    ", "FLAGS{}", words);
    }

    void index(int number, Lba at) { line("    ", "INDEX {:02} {}", number, msf_text(at - Lba{0})); }

    void track(size_t k, const TrackSpan& span) {
        const Track& track = disc_.tracks[k];
        line("  ", "TRACK {:02} AUDIO", disc_.number_of(k));
        texts(track_texts(disc_, k), "    ");
        remarks(track.remarks, "    ");
        flags(track.flags);
        if (track.isrc) line("    ", "ISRC {}", track.isrc->text());
        if (const Lba start = std::max(span.start, Lba{0}); start < span.index01) index(0, start);
        index(1, span.index01);
        for (size_t i = 0; i < track.indexes.size(); ++i) index(int(i) + 2, span.index01 + track.indexes[i]);
    }

    const Disc& disc_;
    std::string out_;
};

} // namespace

Disc as_cue_holds(const Disc& disc, std::vector<std::string>& changes) {
    Disc held = disc;
    if (!held.text_blocks.empty()) fit_texts(held.text_blocks[0].album, "the album", changes);
    for (size_t k = 0; k < held.tracks.size(); ++k) {
        Track& track = held.tracks[k];
        if (!track.texts.empty())
            fit_texts(track.texts[0], fmt::format("track {}", disc.number_of(k)), changes);
        for (std::string& remark : track.remarks) remark = as_remark(remark);
    }
    for (std::string& remark : held.remarks) remark = as_remark(remark);
    return held;
}

std::string cue_sheet_of(const Disc& disc, const std::string& file, const std::string& type) {
    return CueWriter(disc).write(file, type);
}

} // namespace redbook
