#include "redbook/image/format.h"

#include <algorithm>
#include <iterator>
#include <span>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/ccd/ccd.h"
#include "redbook/image/cdtext/cdtext.h"
#include "redbook/image/cue/cue.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/ddp/ddp.h"
#include "redbook/image/toc/toc.h"
#include "redbook/image/tracks/tracks.h"

namespace redbook {
namespace {

std::string list_of_names(const Formats& formats) {
    std::string names;
    for (const Format& f : formats)
        if (f.write) names += (names.empty() ? "" : ", ") + std::string(f.name);
    return names;
}

// ".cue, / (a folder) or .wav": each once.
std::string list_of_endings(const Formats& formats) {
    std::vector<std::string_view> endings;
    for (const auto member : {&Format::extension, &Format::data_extension})
        for (const Format& f : formats)
            if (f.write && !(f.*member).empty() && std::ranges::find(endings, f.*member) == endings.end())
                endings.push_back(f.*member == "/" ? "/ (a folder)" : f.*member);
    const std::string_view last = endings.back();
    endings.pop_back();
    return fmt::format("{} or {}", fmt::join(endings, ", "), last);
}

template <class F>
const Format* find_writable(const Formats& formats, F&& fits) {
    const auto found = std::ranges::find_if(formats, [&](const Format& f) { return f.write && fits(f); });
    return found == formats.end() ? nullptr : &*found;
}

const Format* surest_match(const Probe& probe, const Formats& formats) {
    const Format* best = nullptr;
    Match surest = Match::none;
    for (const Format& f : formats) {
        const Match match = f.recognizes ? f.recognizes(probe) : Match::none;
        if (match > surest) surest = match, best = &f;
    }
    return best;
}

} // namespace

const Formats& image_formats() {
    static const Formats formats = [] {
        Formats all;
        for (const std::span<const Format> rows :
             {std::span<const Format>(kCueFormats), std::span<const Format>(kTocFormats),
              std::span<const Format>(kCcdFormats), std::span<const Format>(kDdpFormats),
              std::span<const Format>(kCdTextFormats), std::span<const Format>(kTrackFormats)})
            all.insert(all.end(), rows.begin(), rows.end());
        return all;
    }();
    return formats;
}

Formats writable(const Formats& formats) {
    Formats rows;
    std::ranges::copy_if(formats, std::back_inserter(rows), [](const Format& f) { return f.write; });
    return rows;
}

// The name is believed, unless the content is audio, so that what is wrong with the sheet can be said.
const Format* recognize(const std::string& path, const Formats& formats) {
    const auto status = system_files().status(path);
    if (!status) throw Error(Errc::not_found, path + ": there is no such file or folder");
    if (status->kind == FileKind::folder) return surest_match({path, true}, formats);
    if (status->kind != FileKind::file)
        throw Error(Errc::unsupported,
                    path + ": is neither a file nor a folder; give audio files, a folder or a sheet");
    const auto file = system_files().open(path, Access::read);
    std::string head(kProbeBytes, '\0');
    head.resize(file->read_at(0, std::as_writable_bytes(std::span(head.data(), head.size()))));
    if (const Format* found = surest_match({path, false, head, file->size()}, formats)) return found;
    const auto named = std::ranges::find_if(
        formats, [&](const Format& f) { return f.open && !f.folder && has_extension_of(path, f); });
    return named == formats.end() || begins_like_audio_file(*file) ? nullptr : &*named;
}

bool has_extension_of(const std::string& name, const Format& format) {
    const std::string extension = extension_of(name);
    if (extension.empty()) return false;
    const auto is = [&](std::string_view ending) { return equal_ignoring_case(extension, ending); };
    return is(format.extension) || std::ranges::any_of(format.aliases, is);
}

const Format& image_format_for(const std::string& out_path, std::string_view format_name,
                               const Formats& formats) {
    if (!format_name.empty()) {
        if (const auto* f = find_writable(formats, [&](const auto& x) { return x.name == format_name; }))
            return *f;
        throw Error(Errc::bad_value, fmt::format("there is no format '{}'; choose one of {}", format_name,
                                                 list_of_names(formats)));
    }
    const std::string ending = out_path.ends_with('/') ? "/" : extension_of(out_path);
    if (!ending.empty())
        for (const auto member : {&Format::extension, &Format::data_extension})
            if (const auto* f = find_writable(
                    formats, [&](const auto& x) { return equal_ignoring_case(x.*member, ending); }))
                return *f;
    throw Error(Errc::bad_value,
                fmt::format("{}: its name does not say a format; end it in {}, or choose one of {}", out_path,
                            list_of_endings(formats), list_of_names(formats)),
                Remedy::choose_format);
}

std::string sheet_path_for(const std::string& out_path, const Format& format) {
    const bool is_data =
        !format.data_extension.empty() && equal_ignoring_case(extension_of(out_path), format.data_extension);
    if (!is_data) return out_path;
    return out_path.substr(0, out_path.size() - format.data_extension.size()) + std::string(format.extension);
}

} // namespace redbook
