// Any bytes as the beginning of a stash, and as a catalogue whose checksum is right: refused with an Error,
// or a disc whose audio lies within its addresses; and a catalogue that is written again and read stays what
// it was.
#include <algorithm>

#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/stage/slots.h"
#include "redbook/stage/staging.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

void read_stash(const std::string& path) {
    const auto stash = open_stash(system_files(), path);
    const auto audio = stash->audio();
    must_hold(audio->end() == layout_of(stash->disc()).lead_out);
    for (const PieceSum& sum : audio->known_sums())
        must_hold(sum.first >= kProgramStart && sum.first + sum.length <= audio->end());
    std::vector<std::byte> block(kBlockBytes);
    for (const Lba at : {kProgramStart, Lba{0}, audio->end() - BlockCount{1}})
        unless_refused([&] { audio->read(at, block); });
}

} // namespace

void read_input(Bytes input) {
    unless_refused([&] { read_stash(as_file(input)); });
    const auto catalogue = decode(input);
    if (!catalogue) return;
    must_hold(decode(encode(*catalogue)) == catalogue);
    unless_refused([&] { require_storable(catalogue->disc, "x.stash"); });
    read_stash(as_file(slot_image(*catalogue)));
}

} // namespace redbook
