#include "redbook/image/temporary_folder.h"

#include <random>
#include <string_view>

#include <fmt/format.h>

namespace redbook {
namespace {

std::string random_letters(size_t n) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::string letters;
    while (n-- > 0) letters += kLetters[random() % kLetters.size()];
    return letters;
}

} // namespace

std::string make_temporary_folder(FileSystem& files, const std::string& place) {
    const std::string parent = parent_of(place);
    if (!files.status(parent))
        throw Error(Errc::not_found,
                    fmt::format("{}: there is no folder '{}' to write it in; make it first", place, parent));
    std::string folder = join_path(parent, "." + name_of(place) + ".redbook-" + random_letters(6));
    try {
        files.create_folder(folder);
    } catch (const Error& e) {
        if (e.code != Errc::no_permission) throw;
        throw Error(e.code,
                    fmt::format("{}: cannot be written, because new files are not allowed in '{}'; choose "
                                "another folder",
                                place, parent));
    }
    return folder;
}

} // namespace redbook
