#include "fuzz/target.h"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "redbook/base/file.h"
#include "redbook/disc/layout.h"

namespace redbook {

void must_hold(bool rule) {
    if (!rule) std::abort();
}

std::vector<Lba> addresses(const Disc& disc) {
    std::vector<Lba> result;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        result.push_back(layout.tracks[k].start);
        result.push_back(layout.tracks[k].index01);
        for (const BlockCount index : disc.tracks[k].indexes)
            result.push_back(layout.tracks[k].index01 + index);
    }
    result.push_back(layout.lead_out);
    return result;
}

std::vector<SampleCount> file_lengths(size_t files) {
    std::vector<SampleCount> lengths;
    for (size_t i = 0; i < files; ++i) lengths.push_back({26'460'000 + int64_t(i) * 1001});
    return lengths;
}

std::string as_file(Bytes bytes) {
    static std::FILE* const unnamed = std::tmpfile(); // gone with the process, however it ends
    must_hold(unnamed != nullptr);
    const std::string path = fmt::format("/proc/self/fd/{}", fileno(unnamed));
    const auto file = system_files().open(path, Access::read_write);
    file->resize(0);
    must_hold(file->write_at(0, bytes) == bytes.size());
    return path;
}

} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    redbook::unless_refused([&] { redbook::read_input(std::as_bytes(std::span(data, size))); });
    return 0;
}
