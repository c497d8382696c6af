// Any bytes as FLAC's CUESHEET block: refused with an Error, or a disc that lies within its audio.
#include <cstdlib>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/image/cue_layout.h"
#include "redbook/image/flac_cue_sheet.h"

namespace redbook {
namespace {

constexpr SampleCount kMinute{60 * kSampleRate};

void read_block(Bytes block, int rate) {
    const CueSheet sheet = parse_flac_cue_sheet("x.flac", block, rate, kMinute);
    const SheetLayout layout = lay_out_cue_sheet(sheet, {kMinute});
    if (layout_of(layout.disc).lead_out != layout.lead_out) std::abort();
    const SheetClip& last = layout.clips.back();
    if (last.from + last.length != kMinute) std::abort(); // all audio is on the disc
}

} // namespace
} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    for (const int rate : {redbook::kSampleRate, 96000, 1000}) try {
            redbook::read_block(std::as_bytes(std::span(data, size)), rate);
        } catch (const redbook::Error&) {}
    return 0;
}
