// Any bytes as DDPID, DDPMS and PQ descriptor of a DDP set: refused with an Error, or a disc; and a disc that
// is written as packets again and read stays where it was.
#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/image/ddp/ddp_layout.h"

namespace redbook {
namespace {

void read_pq(std::string_view bytes) {
    std::vector<std::string> warnings;
    const Disc disc = lay_out_pq("SD", parse_pq("SD", bytes), warnings);
    const Disc back = lay_out_pq("SD", parse_pq("SD", encode(pq_entries_of(disc))), warnings);
    must_hold(addresses(back) == addresses(disc) && back.mcn == disc.mcn);
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        must_hold(back.tracks[k].flags == disc.tracks[k].flags && back.tracks[k].isrc == disc.tracks[k].isrc);
}

void read_map(std::string_view bytes) {
    const std::vector<DdpStream> streams = parse_ddp_map("DDPMS", bytes);
    const std::vector<DdpStream> again = parse_ddp_map("DDPMS", encode(streams));
    must_hold(again.size() == streams.size());
    for (size_t i = 0; i < streams.size(); ++i)
        must_hold(again[i].file == streams[i].file && again[i].length == streams[i].length);
}

void read_id(std::string_view bytes) {
    const DdpId id = parse_ddp_id("DDPID", bytes);
    must_hold(parse_ddp_id("DDPID", encode(id)).upc == id.upc);
}

} // namespace

FUZZ_TARGET(ddp_reader, "ddp", "ddp_vectors") {
    const std::string_view bytes = text_of(input);
    unless_refused([&] { read_pq(bytes); });
    unless_refused([&] { read_map(bytes); });
    unless_refused([&] { read_id(bytes); });
}

} // namespace redbook
