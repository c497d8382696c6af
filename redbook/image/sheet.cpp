#include "redbook/image/sheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

// The line that a place in a text lies in. Lines end in LF, CRLF or CR.
int line_at(std::string_view text, size_t place) {
    int line = 1;
    for (size_t i = 0; i < place; ++i) line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    return line;
}

} // namespace

std::string at_line(const std::string& path, int line, std::string_view reason) {
    return line > 0 ? fmt::format("{}:{}: {}", path, line, reason) : fmt::format("{}: {}", path, reason);
}

std::string quoted_word(std::string_view word) {
    constexpr size_t kLongestQuote = 60;
    std::string out(utf8_prefix(word, kLongestQuote));
    for (char& c : out)
        if (uint8_t(c) < 0x20 || c == 0x7F) c = '?';
    return '\'' + out + (out.size() < word.size() ? "...'" : "'");
}

std::string why_not_a_time(std::string_view text) {
    int parts[3] = {-1, -1, -1};
    std::string_view rest = text;
    for (int& part : parts) {
        const bool first = &part == &parts[0], last = &part == &parts[2];
        const std::string_view digits = rest.substr(0, last ? rest.size() : rest.find(':'));
        part = first || digits.size() < 3 ? parse_number(digits) : -1;
        rest.remove_prefix(std::min(digits.size() + 1, rest.size()));
    }
    const bool is_form = std::ranges::all_of(parts, [](int part) { return part >= 0; });
    const std::string_view rule = !is_form        ? "write it as MM:SS:FF"
                                  : parts[1] > 59 ? "seconds go to 59"
                                  : parts[2] > 74 ? "frames go to 74"
                                                  : "minutes go to 99";
    return fmt::format("{} is not a time; {}", quoted_word(text), rule);
}

void replace_text(std::string& text, const std::string& fitting, std::string_view what,
                  std::string_view format, std::vector<std::string>& changes) {
    if (fitting == text) return;
    changes.push_back(fmt::format("the {} is written as \"{}\"; {} cannot hold it as it is", what,
                                  utf8_prefix(fitting, 200), format));
    text = fitting;
}

void append_clip(std::vector<SheetClip>& clips, const SheetClip& clip) {
    if (!clips.empty()) {
        SheetClip& last = clips.back();
        if (last.file == clip.file && last.from + last.length == clip.from &&
            last.at + last.length == clip.at) {
            last.length = last.length + clip.length;
            return;
        }
    }
    clips.push_back(clip);
}

std::string sheet_text(const std::string& path, std::string_view bytes, std::optional<Encoding> encoding,
                       std::vector<std::string>& warnings) {
    const auto mark = marked_encoding(bytes);
    const Encoding read_as = encoding.value_or(guess_encoding(bytes));
    if (encoding && mark && *mark != *encoding)
        warnings.push_back(fmt::format("{}: begins with the mark of {}, but is read as {}, as was asked",
                                       path, to_string(*mark), to_string(*encoding)));
    if (!encoding && read_as == Encoding::windows_1252)
        warnings.push_back(path +
                           ": is not UTF-8; its texts are read as Windows-1252, which is a guess; name the "
                           "encoding if they look wrong");
    std::string text = to_utf8(bytes, read_as);
    if (const size_t at = text.find(kReplacement); at != text.npos && bytes.find(kReplacement) == bytes.npos)
        warnings.push_back(at_line(
            path, line_at(text, at),
            fmt::format("has bytes that are not text in {}; they are read as U+FFFD", to_string(read_as))));
    return text;
}

namespace {

std::string_view list_name(const Album& album) {
    return album.kind == AlbumKind::playlist ? "playlist" : "sheet";
}

} // namespace

std::optional<std::string> find_beside(Album& album, int line, const std::string& name, bool audio,
                                       const AlbumOptions& options) {
    FileSearch search{.audio = audio, .outside = options.allow_outside};
    if (options.encoding) search.names = *options.encoding;
    const std::string folder = parent_of(album.path);
    const auto found = find_cue_file(system_files(), folder, name, search);
    if (!found) return std::nullopt;
    if (!found->as_named)
        album.warnings.push_back(
            at_line(album.path, line,
                    fmt::format("'{}' {}; '{}' is taken", name,
                                leads_out(path_inside(system_files(), folder, name))
                                    ? fmt::format("leads out of the {}'s folder", list_name(album))
                                    : "is not there",
                                name_of(found->path))));
    return found->path;
}

std::string find_named_file(Album& album, int line, const std::string& name, const AlbumOptions& options) {
    if (const auto found = find_beside(album, line, name, true, options)) return *found;
    const bool out = leads_out(path_inside(system_files(), parent_of(album.path), name));
    throw Error(Errc::not_found,
                at_line(album.path, line,
                        out && !options.allow_outside
                            ? fmt::format("'{}' leads out of the {}'s folder, and there is no file like it "
                                          "inside; copy it there, or open files outside",
                                          name, list_name(album))
                            : fmt::format("there is no file '{}' beside the {}, nor one like it", name,
                                          list_name(album))),
                out && !options.allow_outside ? Remedy::allow_outside : Remedy::none);
}

std::shared_ptr<const AudioFile> open_named_raw_file(const Album& album, int line, const Input& input,
                                                     RawOrder order, const AlbumOptions& options) {
    if (options.gain_db != 0)
        throw Error(
            Errc::unsupported,
            at_line(album.path, line,
                    fmt::format("'{}' is raw audio, which gain is not applied to; open it without gain",
                                name_of(input->path()))));
    return open_raw_file(input, order);
}

std::unique_ptr<BlockSource> timeline_of(const SheetLayout& layout, const AudioFiles& files) {
    std::vector<Clip> clips;
    for (const SheetClip& clip : layout.clips)
        clips.push_back({files[clip.file], clip.from, clip.length, clip.at});
    return make_timeline(std::move(clips), layout.lead_out);
}

} // namespace redbook
