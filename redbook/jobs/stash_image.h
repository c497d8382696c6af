// A stash as an output: staged under a temporary name, and named when it was read back and compared.
#pragma once

#include "redbook/disc/album.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/image/image_writer.h"

namespace redbook {

inline constexpr ImageFormat kStashFormat{.name = "stash",
                                          .extension = ".stash",
                                          .description = "stash, to be edited, exported and burned later",
                                          .holds = {},
                                          .changes = warn_of_texts_without_room,
                                          .staged = true};

// What the album had that the stash will not have.
struct StashNotes {
    std::vector<MissingFromFile> missing{};
    std::vector<DataTrack> data{};
};

// Stages the pair into a stash of this capacity. Throws what write_image() and stage() throw; nothing is left
// then.
std::unique_ptr<WrittenImage> write_stash(FileSystem& files, const Disc& disc, const BlockSource& audio,
                                          const std::string& out_path, BlockCount capacity,
                                          const ImageWriteOptions& options, const StashNotes& notes = {});

} // namespace redbook
