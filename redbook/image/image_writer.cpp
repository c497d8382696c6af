#include "redbook/image/image_writer.h"

#include <algorithm>
#include <array>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/ccd_image.h"
#include "redbook/image/ccd_syntax.h"
#include "redbook/image/cue_image.h"
#include "redbook/image/cue_syntax.h"
#include "redbook/image/ddp_image.h"
#include "redbook/image/ddp_syntax.h"
#include "redbook/image/file_album.h"
#include "redbook/image/toc_image.h"
#include "redbook/image/toc_syntax.h"
#include "redbook/image/track_files.h"

namespace redbook {
namespace {

struct Row {
    ImageFormat format;
    std::unique_ptr<PendingImage> (*write)(FileSystem&, const Disc&, const BlockSource&,
                                           const std::string& out_path, const ImageWriteOptions&);
};
constexpr std::string_view kWholeFolder = "ddp"; // what a name that ends in a slash means

constexpr std::array<Row, 7> kRows{
    {{{"cue+bin", ".cue", "cue sheet and one file of raw audio", kCueHolds}, write_cue_bin},
     {{"cue+wav", ".cue", "cue sheet and one WAV file", kCueHolds}, write_cue_wav},
     {{"toc", ".toc", "cdrdao .toc file and one WAV file", kTocHolds}, write_toc},
     {{"ccd", ".ccd", "CloneCD .ccd, .img and .sub", kCcdHolds}, write_ccd},
     {{kWholeFolder, "", "DDP 2.00 set", kDdpHolds}, write_ddp},
     {{"flac-tracks", "", "folder of FLAC files, one a track", kTaggedFilesHold}, write_flac_tracks},
     {{"wav-tracks", "", "folder of WAV files, one a track", kPlainFilesHold}, write_wav_tracks}}};

std::string list_of_names() {
    std::string names;
    for (const Row& row : kRows) names += (names.empty() ? "" : ", ") + std::string(row.format.name);
    return names;
}

template <class F>
const ImageFormat* find_format(F&& fits) {
    const auto& formats = image_formats();
    const auto found = std::find_if(formats.begin(), formats.end(), fits);
    return found == formats.end() ? nullptr : &*found;
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

const ImageFormat& image_format_for(const std::string& out_path, std::string_view format_name) {
    if (format_name.empty() && out_path.ends_with('/')) format_name = kWholeFolder;
    if (!format_name.empty()) {
        const auto* format = find_format([&](const ImageFormat& f) { return f.name == format_name; });
        if (format) return *format;
        throw Error(Errc::bad_value, "there is no format '" + std::string(format_name) + "'; choose one of " +
                                         list_of_names());
    }
    const std::string extension = extension_of(out_path);
    const auto* format = extension.empty() ? nullptr : find_format([&](const ImageFormat& f) {
        return equal_ignoring_case(f.extension, extension);
    });
    if (format) return *format;
    throw Error(Errc::bad_value, out_path +
                                     ": its name does not say a format; end it in .cue, .toc, .ccd or / (a "
                                     "DDP set), or choose one of " +
                                     list_of_names() + " with --format");
}

std::unique_ptr<PendingImage> write_image(FileSystem& files, const ImageFormat& format, const Disc& disc,
                                          const BlockSource& audio, const std::string& out_path,
                                          const ImageWriteOptions& options) {
    if (disc.tracks.empty()) throw Error(Errc::bad_value, out_path + ": there is no track to write");
    for (const Row& row : kRows)
        if (row.format.name == format.name) return row.write(files, disc, audio, out_path, options);
    throw Error(Errc::bad_value,
                "there is no format '" + std::string(format.name) + "'; choose one of " + list_of_names());
}

} // namespace redbook
