// Any bytes as each small file of a DDP set: refused with an Error, or a disc; and a disc that is written as
// packets again and read stays where it was.
#include <cstdlib>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/checksum_files.h"
#include "redbook/image/ddp_layout.h"

namespace redbook {
namespace {

// The addresses of all indexes.
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

template <class F>
void unless_refused(F&& body) {
    try {
        body();
    } catch (const Error&) {}
}

void read_pq(std::string_view bytes) {
    std::vector<std::string> warnings;
    const Disc disc = lay_out_pq("SD", parse_pq("SD", bytes), warnings);
    const Disc back = lay_out_pq("SD", parse_pq("SD", encode(pq_entries_of(disc))), warnings);
    if (addresses(back) != addresses(disc) || back.mcn != disc.mcn) std::abort();
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        if (back.tracks[k].flags != disc.tracks[k].flags || back.tracks[k].isrc != disc.tracks[k].isrc)
            std::abort();
}

} // namespace
} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redbook;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    unless_refused([&] { read_pq(bytes); });
    unless_refused([&] { parse_ddp_map("DDPMS", bytes); });
    unless_refused([&] { parse_ddp_id("DDPID", bytes); });
    unless_refused(
        [&] { require_right(parse_checksums("CHECKSUM.MD5", bytes), "DDPID", digest_of(Bytes{})); });
    return 0;
}
