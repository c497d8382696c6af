#include "redbook/image/cue_image.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/image/audio_writer.h"
#include "redbook/image/cue_writer.h"
#include "redbook/image/image_folder.h"
#include "redbook/image/wav_header.h"

namespace redbook {
namespace {

void write_at_front(File& file, const std::string& name, Bytes bytes) {
    const size_t kept = bytes.empty() ? 0 : file.write_at(0, bytes);
    if (kept < bytes.size())
        throw Error(Errc::disk_full, fmt::format("{}: the disk is full; at least {} more bytes are needed",
                                                 name, bytes.size() - kept));
}

class CueImage final : public PendingImage {
  public:
    CueImage(FileSystem& files, const std::string& out_path, const std::string& data_extension,
             const ImageWriteOptions& options)
        : folder_(files, out_path, {stem_of(out_path) + data_extension}, options.force, options.keep) {}

    void write_data(const Disc& disc, const BlockSource& audio, const std::vector<std::byte>& header,
                    const Progress& progress) {
        const auto file = folder_.create_data(0);
        write_at_front(*file, folder_.data_place(0), header);
        sums_ = write_audio(*file, folder_.data_place(0), header.size(), audio, Lba{0}, track_cuts(disc),
                            progress);
        file->sync();
        file->drop_from_cache();
        file->close();
    }

    void write_sheet(const Disc& disc, const std::string& type) {
        disc_ = as_cue_holds(disc, warnings_);
        const auto file = folder_.create_sheet();
        write_at_front(*file, folder_.sheet_place(),
                       as_bytes(cue_sheet_of(disc_, name_of(folder_.data_place(0)), type)));
        file->sync();
        file->drop_from_cache();
        file->close();
    }

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    const std::vector<std::string>& warnings() const override { return warnings_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    ImageFolder folder_;
    Disc disc_;
    std::vector<PieceSum> sums_;
    std::vector<std::string> warnings_;
};

// The sheet must be able to name its data, and must not be named like it.
void require_name(const std::string& out_path, const std::string& data_extension) {
    const std::string name = name_of(out_path);
    if (equal_ignoring_case(extension_of(out_path), data_extension))
        throw Error(Errc::bad_value,
                    fmt::format("{}: a sheet cannot have the name of its data; name it {}.cue", out_path,
                                stem_of(out_path)));
    const bool has_controls = std::any_of(name.begin(), name.end(), [](char c) { return uint8_t(c) < 0x20; });
    if (has_controls || !is_utf8(name))
        throw Error(Errc::bad_value,
                    out_path + ": a cue sheet cannot hold this name; give one in UTF-8 and on one line");
}

} // namespace

std::unique_ptr<PendingImage> write_cue_bin(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    require_name(out_path, ".bin");
    auto image = std::make_unique<CueImage>(files, out_path, ".bin", options);
    image->write_data(disc, audio, {}, options.progress);
    image->write_sheet(disc, "BINARY");
    return image;
}

std::unique_ptr<PendingImage> write_cue_wav(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                            const std::string& out_path, const ImageWriteOptions& options) {
    require_name(out_path, ".wav");
    auto image = std::make_unique<CueImage>(files, out_path, ".wav", options);
    const auto bytes = uint64_t(bytes_in(audio.end() - Lba{0}));
    image->write_data(disc, audio, wav_header(bytes, kPageAlignedWavHeader), options.progress);
    image->write_sheet(disc, "WAVE");
    return image;
}

} // namespace redbook
