#include "redbook/image/sheet.h"

#include <fmt/format.h>

#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/cue_files.h"

namespace redbook {

std::string at_line(const std::string& path, int line, std::string_view reason) {
    return fmt::format("{}:{}: {}", path, line, reason);
}

std::string quoted_word(std::string_view word) {
    constexpr size_t kLongestQuote = 60;
    std::string out(utf8_prefix(word, kLongestQuote));
    for (char& c : out)
        if (uint8_t(c) < 0x20 || c == 0x7F) c = '?';
    return '\'' + out + (out.size() < word.size() ? "...'" : "'");
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

std::string find_named_file(Album& album, int line, const std::string& name) {
    const auto found = find_cue_file(system_files(), parent_of(album.path), name);
    if (!found)
        throw Error(Errc::not_found,
                    at_line(album.path, line,
                            fmt::format("there is no file '{}' beside the sheet, nor one like it", name)));
    if (!found->as_named)
        album.warnings.push_back(at_line(
            album.path, line, fmt::format("'{}' is not there; '{}' is taken", name, name_of(found->path))));
    return found->path;
}

std::shared_ptr<const AudioFile> open_named_raw_file(const Album& album, int line, const std::string& path,
                                                     RawOrder order, const AlbumOptions& options) {
    if (options.gain_db != 0)
        throw Error(
            Errc::unsupported,
            at_line(album.path, line,
                    fmt::format("'{}' is raw audio, which gain is not applied to; open it without gain",
                                name_of(path))));
    return open_raw_file(path, order);
}

std::unique_ptr<BlockSource> timeline_of(const SheetLayout& layout, const AudioFiles& files) {
    std::vector<Clip> clips;
    for (const SheetClip& clip : layout.clips)
        clips.push_back({files[clip.file], clip.from, clip.length, clip.at});
    return make_timeline(std::move(clips), layout.lead_out);
}

} // namespace redbook
