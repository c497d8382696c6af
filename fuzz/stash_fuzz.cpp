// Any bytes as the beginning of a stash, and as a catalogue whose checksum is right: refused with an Error,
// or a disc whose audio lies within its addresses; and a catalogue that is written again and read stays what
// it was.
#include <algorithm>

#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/stage/slots.h"
#include "redbook/stage/stash.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

// What follows the content, up to `size`, is zeros.
void read_stash(Bytes content, uint64_t size) {
    const OneFile only(content, size);
    is_stash(system_files(), only.path());
    const auto stash = open_stash(system_files(), only.path());
    const auto audio = stash->audio();
    must_hold(audio->end() == layout_of(stash->disc()).lead_out);
    for (const PieceSum& sum : audio->known_sums())
        must_hold(sum.first >= kProgramStart && sum.first + sum.length <= audio->end());
    must_hold(stash->capacity() >= BlockCount{0});
    stash->warnings();
    audio->seams();
    std::vector<std::byte> second(size_t(bytes_in(BlockCount{kBlocksPerSecond})));
    for (const Lba at : {kProgramStart, Lba{-20}, Lba{0}, Lba{30}, audio->end() - BlockCount{1}}) {
        const BlockCount n = std::min(audio->end() - at, BlockCount{kBlocksPerSecond});
        unless_refused([&] { audio->clone()->read(at, std::span(second).first(size_t(bytes_in(n)))); });
        if (const auto extent = audio->extent(at)) must_hold(at + extent->length <= audio->end());
    }
}

} // namespace

FUZZ_TARGET(stash, "stash") {
    unless_refused([&] { read_stash(input, input.size()); });
    const auto catalogue = decode(input);
    if (!catalogue) return;
    must_hold(decode(encode(*catalogue)) == catalogue);
    unless_refused([&] { require_storable(catalogue->disc, "x.stash"); });
    for (const uint64_t size : {kAudioOffset + kBlockBytes, kAudioOffset + (uint64_t(8) << 20)})
        unless_refused([&] { read_stash(slot_image(*catalogue), size); });
}

} // namespace redbook
