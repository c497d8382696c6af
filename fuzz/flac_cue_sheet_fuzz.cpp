// Any bytes as FLAC's CUESHEET block: refused with an Error, or a disc that lies within its audio.
#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/image/cue/cue_layout.h"
#include "redbook/image/embedded/flac_cue_sheet.h"

namespace redbook {
namespace {

constexpr SampleCount kMinute{60 * kSampleRate};

void read_block(Bytes block, int rate) {
    const CueSheet sheet = parse_flac_cue_sheet("x.flac", block, rate, kMinute);
    const SheetLayout layout = lay_out_cue_sheet(sheet, {kMinute});
    must_hold(layout_of(layout.disc).lead_out == layout.lead_out);
    const SheetClip& last = layout.clips.back();
    const bool ends_with_data = sheet.tracks.back().data_sector > 0;
    must_hold(ends_with_data || last.from + last.length == kMinute); // all audio is on the disc
}

} // namespace

FUZZ_TARGET(flac_cue_sheet, "flac_cue_sheet") {
    for (const int rate : {kSampleRate, 96000, 1000}) unless_refused([&] { read_block(input, rate); });
}

} // namespace redbook
