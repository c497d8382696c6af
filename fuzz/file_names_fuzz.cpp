// Any name in a sheet and any files beside it: what is found is one of them, and lies in the sheet's folder
// unless the user allows others.
//
// An input is a text: a line of letters that choose a search (o: outside, t: not audio, j: Shift JIS), the
// name in the sheet, and the paths of the files, relative to the folder "/music/disc" of the sheet, a line
// each.
#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/image/cue_files.h"

namespace redbook {
namespace {

std::vector<std::string> lines_in(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char c : text)
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    return lines;
}

} // namespace

FUZZ_TARGET(file_names) {
    const std::vector<std::string> lines = lines_in(text_of(input));
    if (lines.size() < 3) return;
    const auto has = [&](char letter) { return lines[0].find(letter) != std::string::npos; };
    const FileSearch search{.audio = !has('t'),
                            .outside = has('o'),
                            .names = has('j') ? Encoding::shift_jis : Encoding::windows_1252};
    const std::string &name = lines[1], folder = "/music/disc";
    MemoryFiles files;
    for (size_t i = 2; i < lines.size(); ++i) files.add(folder + "/" + lines[i], as_bytes(lines[i]));
    const auto found = find_cue_file(files, folder, name, search);
    if (!found) return;
    const auto status = files.status(found->path);
    must_hold(status && status->kind == FileKind::file);
    const std::string last = name_of(found->path), wanted = name.substr(name.find_last_of("/\\") + 1);
    must_hold(!found->as_named || leads_out(name) || !is_utf8(last) || last == name_of(name) ||
              last == wanted || to_utf8(last, search.names) == wanted);
    must_hold(search.outside ||
              (found->path.starts_with(folder + "/") && !leads_out(found->path.substr(folder.size() + 1))));
    begins_like_audio_file(files, found->path);
}

} // namespace redbook
