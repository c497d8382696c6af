#include "redbook/stage/stash.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/disc/rules.h"
#include "redbook/stage/slots.h"
#include "redbook/stage/stash_audio.h"

namespace redbook {
namespace {

class OpenedStash final : public Stash {
  public:
    explicit OpenedStash(std::unique_ptr<File> file) : file_(std::move(file)) {
        FoundCatalogue found = find_catalogue(*file_);
        const auto catalogue = std::make_shared<Catalogue>(std::move(found.catalogue));
        catalogue_ = catalogue;
        for (const size_t slot : found.damaged)
            warnings_.push_back(path() + ": " + slot_words(slot) +
                                " is damaged; the other one is good and is used");
        for (const std::string& sentence : remove_codes_of_zeros(catalogue->disc))
            warnings_.push_back(path() + ": " + sentence);
        if (const auto place = cut_short_at(*file_, *catalogue_))
            warnings_.push_back(path() + ": the file is cut short, from " + *place +
                                " on its audio is missing");
    }

    const std::string& path() const override { return file_->path(); }
    const Disc& disc() const override { return catalogue_->disc; }
    BlockCount capacity() const override { return catalogue_->capacity; }
    const std::vector<std::string>& warnings() const override { return warnings_; }
    std::unique_ptr<BlockSource> audio() const override { return stash_audio(file_, catalogue_); }
    const std::vector<MissingFromFile>& missing() const override { return catalogue_->missing; }

  private:
    std::shared_ptr<const File> file_;
    std::shared_ptr<const Catalogue> catalogue_;
    std::vector<std::string> warnings_;
};

} // namespace

bool is_stash(FileSystem& files, const std::string& path) {
    const auto status = files.status(path);
    return status && status->kind == FileKind::file && has_stash_magic(*files.open(path, Access::read));
}

std::unique_ptr<Stash> open_stash(FileSystem& files, const std::string& path) {
    return std::make_unique<OpenedStash>(files.open(path, Access::read));
}

} // namespace redbook
