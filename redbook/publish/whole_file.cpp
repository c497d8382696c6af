#include "redbook/publish/whole_file.h"

#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {

WholeFile::WholeFile(const std::string& place, bool force, std::vector<std::string> sources)
    : place_(place),
      folder_(std::make_unique<ImageFolder>(system_files(), place, std::vector<std::string>{}, force,
                                            std::move(sources))) {}

void WholeFile::prepare(const std::string& bytes, const std::string& made) {
    const std::string path = folder_ ? folder_->sheet_path() : join_path(made, name_of(place_));
    const auto file = system_files().create(path);
    write_all(*file, place_, 0, as_bytes(bytes));
    finish(*file);
    if (read_whole_file(system_files(), path, bytes.size()) != bytes)
        throw Error(Errc::io,
                    place_ + ": what was read back differs from what was written; nothing was kept");
}

} // namespace redbook
