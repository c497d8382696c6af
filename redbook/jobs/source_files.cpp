#include "redbook/jobs/source_files.h"

#include <vector>

#include <fmt/format.h>

#include "redbook/base/crc.h"
#include "redbook/base/error.h"

namespace redbook {

uint32_t FileSums::of(const std::string& path) {
    const auto known = sums_.find(path);
    if (known != sums_.end()) return known->second;
    const auto file = files_.open(path, Access::read);
    std::vector<std::byte> buffer(1 << 18);
    uint32_t crc = 0;
    uint64_t at = 0;
    while (const size_t n = file->read_at(at, buffer)) {
        crc = crc32(Bytes(buffer).first(n), crc);
        at += n;
    }
    return sums_[path] = crc;
}

bool is_same_source(const SourceFile& then, const SourceFile& now, FileSums& sums) {
    if (name_of(then.path) != name_of(now.path) || then.size != now.size) return false;
    return then.modified_ns == now.modified_ns || then.crc == sums.of(now.path);
}

void require_unchanged(FileSystem& files, const Track& track, std::string_view doing) {
    if (!track.source) return;
    const auto now = files.status(track.source->path);
    if (now && now->size == track.source->size && now->modified_ns == track.source->modified_ns) return;
    throw Error(Errc::source_changed,
                fmt::format("{}: was changed while it was {}; run the same command again", track.source->path,
                            doing));
}

} // namespace redbook
