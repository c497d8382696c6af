// An image that is a sheet and data files, the first of them with all audio from LBA 0 on.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "redbook/image/image_writer.h"
#include "redbook/publish/image_folder.h"

namespace redbook {

class SheetImage final : public PendingImage {
  public:
    // The data files are named like the sheet with `data_extensions` (".wav"). Throws what ImageFolder
    // throws; Errc::bad_value if `out_path` is such a name itself, or one that no sheet can hold; `format`
    // ("a cue sheet") and `extension` (".cue") stand in the sentences.
    SheetImage(FileSystem& files, const std::string& out_path, std::string_view format,
               std::string_view extension, const std::vector<std::string>& data_extensions,
               const ImageWriteOptions& options);

    std::string data_name() const;

    // First the data: the i-th file as `fill` does it (its name stands in sentences), and the first with the
    // audio after `header`. Then the sheet; `disc` is the disc as the sheet tells it.
    void write_file(size_t i, const std::function<void(File& file, const std::string& name)>& fill);
    void write_data(const Disc& disc, const BlockSource& audio, const std::vector<std::byte>& header,
                    const BlockProgress& progress);
    void write_sheet(const std::string& text, Disc disc);

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    ImageFolder folder_;
    Disc disc_;
    std::vector<PieceSum> sums_;
};

// The header of a WAV file for the audio from LBA 0 on.
std::vector<std::byte> wav_header_for(const BlockSource& audio);

} // namespace redbook
