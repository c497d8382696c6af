#include "redbook/image/image_writer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/ccd/ccd_image.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/image/cdtext/text_image.h"
#include "redbook/image/cue/cue_image.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/ddp/ddp_image.h"
#include "redbook/image/ddp/ddp_syntax.h"
#include "redbook/image/toc/toc_image.h"
#include "redbook/image/toc/toc_syntax.h"
#include "redbook/image/tracks/file_album.h"
#include "redbook/image/tracks/track_files.h"
#include "redbook/publish/killed_runs.h"

namespace redbook {
namespace {

struct Row {
    ImageFormat format;
    std::unique_ptr<PendingImage> (*write)(FileSystem&, const Disc&, const BlockSource&,
                                           const std::string& out_path, const ImageWriteOptions&);
};
constexpr std::array kRows{
    Row{{"cue+bin", ".cue", "cue sheet and one file of raw audio", kCueHolds, fit_cue, ".bin"},
        write_cue_bin},
    Row{{"cue+wav", ".cue", "cue sheet and one WAV file", kCueHolds, fit_cue, ".wav"}, write_cue_wav},
    Row{{"toc", ".toc", "cdrdao .toc file and one WAV file", kTocHolds, fit_toc, ".wav"}, write_toc},
    Row{{"ccd", ".ccd", "CloneCD .ccd, .img and .sub", kCcdHolds, fit_ccd, ".img"}, write_ccd},
    Row{{"ddp", "/", "DDP 2.00 set", kDdpHolds, fit_ddp, {}, false, true}, write_ddp},
    Row{{"cdt", ".cdt", "CD-TEXT alone, as packs", kTextFilesHold, fit_cdt}, write_cdt},
    Row{{"v07t", ".v07t", "CD-TEXT alone, as Sony text sheets", kTextFilesHold, fit_text_sheets},
        write_text_sheets},
    Row{{"flac-tracks",
         "",
         "folder of FLAC files, one per track",
         kTaggedFilesHold,
         fit_flac_tracks,
         {},
         false,
         true},
        write_flac_tracks},
    Row{{"wav-tracks", "", "folder of WAV files, one per track", kPlainFilesHold, nullptr, {}, false, true},
        write_wav_tracks}};

using Formats = std::vector<ImageFormat>;

std::string list_of_names(const Formats& formats) {
    std::string names;
    for (const ImageFormat& f : formats) names += (names.empty() ? "" : ", ") + std::string(f.name);
    return names;
}

// ".cue, / (a folder) or .wav": each once.
std::string list_of_endings(const Formats& formats) {
    std::vector<std::string_view> endings;
    for (const auto member : {&ImageFormat::extension, &ImageFormat::data_extension})
        for (const ImageFormat& f : formats)
            if (!(f.*member).empty() && std::ranges::find(endings, f.*member) == endings.end())
                endings.push_back(f.*member == "/" ? "/ (a folder)" : f.*member);
    const std::string_view last = endings.back();
    endings.pop_back();
    return fmt::format("{} or {}", fmt::join(endings, ", "), last);
}

template <class F>
const ImageFormat* find_format(const Formats& formats, F&& fits) {
    const auto found = std::find_if(formats.begin(), formats.end(), fits);
    return found == formats.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_name(const Formats& formats, std::string_view name) {
    throw Error(Errc::bad_value,
                fmt::format("there is no format '{}'; choose one of {}", name, list_of_names(formats)));
}

// What is written takes the place of what a symbolic link leads to, names its files after it, and the link
// stays.
std::string linked_place(FileSystem& files, const std::string& out_path) {
    std::string place = out_path;
    while (place.size() > 1 && place.ends_with('/')) place.pop_back();
    std::string followed = files.follow_links(place);
    return followed == place ? out_path : followed;
}

} // namespace

const std::vector<ImageFormat>& image_formats() {
    static const std::vector<ImageFormat> formats = [] {
        std::vector<ImageFormat> all;
        for (const Row& row : kRows) all.push_back(row.format);
        return all;
    }();
    return formats;
}

const ImageFormat& image_format_for(const std::string& out_path, std::string_view format_name,
                                    const Formats& formats) {
    if (!format_name.empty()) {
        if (const auto* f = find_format(formats, [&](const auto& x) { return x.name == format_name; }))
            return *f;
        refuse_name(formats, format_name);
    }
    const std::string ending = out_path.ends_with('/') ? "/" : extension_of(out_path);
    if (!ending.empty())
        for (const auto member : {&ImageFormat::extension, &ImageFormat::data_extension})
            if (const auto* f = find_format(
                    formats, [&](const auto& x) { return equal_ignoring_case(x.*member, ending); }))
                return *f;
    throw Error(Errc::bad_value,
                fmt::format("{}: its name does not say a format; end it in {}, or choose one of {}", out_path,
                            list_of_endings(formats), list_of_names(formats)),
                Remedy::choose_format);
}

std::string sheet_path_for(const std::string& out_path, const ImageFormat& format) {
    const bool is_data =
        !format.data_extension.empty() && equal_ignoring_case(extension_of(out_path), format.data_extension);
    if (!is_data) return out_path;
    return out_path.substr(0, out_path.size() - format.data_extension.size()) + std::string(format.extension);
}

WrittenImage::WrittenImage(FileSystem& files, const std::string& out_path, const Writer& write)
    : put_right_(redbook::put_right(files, parent_of(out_path))), files_(files), image_(write(files_)) {}

void fit(const ImageFormat& format, Fitted& fitted) {
    if (fitted.disc.tracks.empty()) {
        fitted.refused.emplace_back(Errc::bad_value, "there is no track to write");
        return;
    }
    lose_what_is_not_held(fitted, format.holds);
    if (format.changes) format.changes(fitted);
}

std::unique_ptr<WrittenImage> write_image(FileSystem& files, const ImageFormat& format, const Disc& disc,
                                          const BlockSource& audio, const std::string& out_path,
                                          const ImageWriteOptions& options) {
    const auto row =
        std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.format.name == format.name; });
    if (row == kRows.end()) refuse_name(image_formats(), format.name);
    Fitted fitted{disc};
    fit(format, fitted);
    require_fit(fitted, out_path);
    const std::string place = linked_place(files, out_path);
    return std::make_unique<WrittenImage>(files, place, [&](FileSystem& recorded) {
        return row->write(recorded, fitted.disc, audio, place, options);
    });
}

} // namespace redbook
