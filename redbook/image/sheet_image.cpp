#include "redbook/image/sheet_image.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/wav_header.h"

namespace redbook {
namespace {

// The sheet must be able to name its data, and must not be named like it.
const std::string& checked_name(const std::string& out_path, std::string_view format,
                                std::string_view extension, const std::vector<std::string>& data_extensions) {
    const std::string name = name_of(out_path);
    for (const std::string& data_extension : data_extensions)
        if (equal_ignoring_case(extension_of(out_path), data_extension))
            throw Error(Errc::bad_value,
                        fmt::format("{}: a sheet cannot have the name of its data; name it {}{}", out_path,
                                    stem_of(out_path), extension));
    const bool has_controls = std::any_of(name.begin(), name.end(), [](char c) { return uint8_t(c) < 0x20; });
    if (has_controls || !is_utf8(name))
        throw Error(
            Errc::bad_value,
            fmt::format("{}: {} cannot hold this name; give one in UTF-8 and on one line", out_path, format));
    return out_path;
}

std::vector<std::string> data_names(const std::string& stem, std::vector<std::string> extensions) {
    for (std::string& extension : extensions) extension.insert(0, stem);
    return extensions;
}

} // namespace

SheetImage::SheetImage(const WriteJob& job, std::string_view format, std::string_view extension,
                       const std::vector<std::string>& data_extensions)
    : job_(job),
      folder_(job.files, checked_name(job.out_path, format, extension, data_extensions),
              data_names(stem_of(job.out_path), data_extensions), job.options.force, job.options.keep),
      disc_(job.disc) {}

std::string SheetImage::data_name() const { return name_of(folder_.data_place(0)); }

void SheetImage::write_file(size_t i, const std::function<void(File& file, const std::string& name)>& fill) {
    const auto file = folder_.create_data(i);
    fill(*file, folder_.data_place(i));
    finish(*file);
}

void SheetImage::write_data(const std::vector<std::byte>& header) {
    write_file(0, [&](File& file, const std::string& name) {
        write_all(file, name, 0, header);
        sums_ = write_audio(file, name, header.size(), job_.audio, Lba{0}, track_cuts(disc_),
                            job_.options.progress);
    });
}

void SheetImage::write_sheet(const std::string& text) {
    const auto file = folder_.create_sheet();
    write_all(*file, folder_.sheet_place(), 0, as_bytes(text));
    finish(*file);
}

std::vector<std::byte> wav_header_for(const BlockSource& audio) {
    return wav_header(uint64_t(bytes_in(audio.end() - Lba{0})), kPageAlignedWavHeader);
}

} // namespace redbook
