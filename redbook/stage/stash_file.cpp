#include "redbook/stage/stash_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/stage/slots.h"
#include "redbook/stage/stash_audio.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

std::vector<std::byte> whole_slot(const Catalogue& catalogue) {
    auto bytes = slot_image(catalogue);
    bytes.resize(kSlotBytes);
    return bytes;
}

bool holds(const File& file, uint64_t offset, Bytes expected) {
    std::vector<std::byte> bytes(expected.size());
    return file.read_at(offset, bytes) == expected.size() &&
           std::memcmp(bytes.data(), expected.data(), expected.size()) == 0;
}

[[noreturn]] void fail_full(const std::string& path, const std::string& what) {
    throw Error(Errc::disk_full,
                path + ": the disk is full, there is no room for " + what + "; make room and try again");
}

} // namespace

void fail_in_use(const std::string& path) {
    throw Error(Errc::in_use, path + ": another program is staging into it; let it finish first");
}

StashFile StashFile::open(FileSystem& files, const std::string& path) {
    auto file = open_locked(files, path);
    if (!file) fail_in_use(path);
    return StashFile(files, std::move(file));
}

StashFile::StashFile(FileSystem& files, std::unique_ptr<File> file) : file_(std::move(file)) {
    FoundCatalogue found = find_catalogue(*file_);
    if (const auto place = cut_short_at(*file_, found.catalogue))
        throw Error(Errc::corrupt,
                    file_->path() + ": the file is cut short, from " + *place +
                        " on its audio is missing; export what is left or stage the disc again");
    catalogue_ = std::move(found.catalogue);
    // A writer that was killed may have left the file's name in the cache only, and the truth in one slot
    // only, in the cache only. Both must be on the disk before the other slot is touched, or a track is
    // staged.
    files.sync_folder(parent_of(files.follow_links(file_->path())));
    file_->sync();
    mend(1 - found.slot);
    mend(found.slot);
    used_ = slot_image(catalogue_).size();
    for (const size_t slot : found.damaged)
        warnings_.push_back(file_->path() + ": " + slot_words(slot) +
                            " was damaged and has been mended from the other");
}

void StashFile::mend(size_t slot) {
    const auto bytes = whole_slot(catalogue_);
    if (holds(*file_, kSlotOffsets[slot], bytes)) return;
    if (file_->write_at(kSlotOffsets[slot], bytes) < bytes.size())
        fail_full(file_->path(), "the second copy of its catalogue");
    file_->sync();
}

bool StashFile::commit(Catalogue next) {
    next.generation = catalogue_.generation + 1;
    auto image = slot_image(next);
    const size_t size = image.size();
    used_ = std::max(used_, size);
    image.resize(used_);
    if (file_->write_at(kSlotOffsets[0], image) < image.size()) return false;
    file_->sync();
    if (file_->write_at(kSlotOffsets[1], image) < image.size())
        throw Error(Errc::stash_failed, file_->path() +
                                            ": the disk is full, the change is in one of two catalogues "
                                            "only; make room and open the stash again");
    file_->sync();
    used_ = size;
    catalogue_ = std::move(next);
    return true;
}

NewStashFile::NewStashFile(FileSystem& files, const std::string& path)
    : files_(files),
      path_(path),
      place_(files.follow_links(path)),
      temporary_(join_path(parent_of(place_), "." + name_of(place_) + ".redbook-new")) {
    if (!files.status(temporary_)) files.create(temporary_);
    file_ = open_locked(files, temporary_);
    if (!file_) fail_in_use(path);
}

NewStashFile::~NewStashFile() {
    if (!file_) return;
    file_.reset();
    try {
        files_.remove_file(temporary_);
    } catch (const Error&) {
        // On the way out of another error, which is the one to tell.
    }
}

void NewStashFile::write(const Catalogue& catalogue, const File* old) {
    file_->resize(0); // a maker that was killed may have left something
    const auto slot = whole_slot(catalogue);
    for (const uint64_t offset : kSlotOffsets)
        if (file_->write_at(offset, slot) < slot.size()) fail_full(path_, "a new stash");
    const uint64_t audio = audio_end(catalogue) - kAudioOffset;
    if (audio > 0 && file_->copy_from(*old, kAudioOffset, kAudioOffset, audio) < audio)
        fail_full(path_, "a copy of the tracks that stay");
}

void NewStashFile::take_name() {
    file_->sync();
    files_.rename(temporary_, place_);
    file_.reset();
}

} // namespace redbook
