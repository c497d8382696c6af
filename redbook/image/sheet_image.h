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
    // throws; Errc::bad_value if the output has such a name itself, or one that no sheet can hold; `format`
    // ("a cue sheet") and `extension` (".cue") are for the sentences. `job` outlives the writing.
    SheetImage(const WriteJob& job, std::string_view format, std::string_view extension,
               const std::vector<std::string>& data_extensions);

    std::string data_name() const;

    // First the data: the i-th file as `fill` does it (its name is for sentences), and the first with the
    // audio after `header`. Then the sheet.
    void write_file(size_t i, const std::function<void(File& file, const std::string& name)>& fill);
    void write_data(const std::vector<std::byte>& header = {});
    void write_sheet(const std::string& text);

    const std::string& path() const override { return folder_.sheet_path(); }
    const std::vector<PieceSum>& sums() const override { return sums_; }
    const Disc& disc() const override { return disc_; }
    std::vector<std::string> commit() override { return folder_.publish(); }

  private:
    const WriteJob& job_;
    ImageFolder folder_;
    const Disc disc_;
    std::vector<PieceSum> sums_;
};

// The header of a WAV file for the audio from LBA 0 on.
std::vector<std::byte> wav_header_for(const BlockSource& audio);

} // namespace redbook
