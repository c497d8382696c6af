// Any bytes as a file of CD-TEXT: refused with an Error, or texts; and texts that are written as packs again
// and read are what they were.
#include "fuzz/target.h"
#include "redbook/disc/cd_text_fit.h"

namespace redbook {

FUZZ_TARGET(cd_text, "cdtext") {
    const CdText text = read_cd_text("x.cdt", input);
    std::vector<std::string> changes;
    const Disc disc = as_cd_text_holds(text.disc, changes);
    const CdText again = read_cd_text("y.cdt", cd_text_packs(disc));
    must_hold(again.disc == disc && again.warnings.empty());
    for (const OurCodes ours : {OurCodes::kept, OurCodes::replaced}) {
        Disc other;
        other.tracks.resize(2);
        other.mcn = Mcn::parse("4006381333931");
        other.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
        take_cd_text(other, text, "x.cdt", changes, ours);
        must_hold(other.text_blocks == text.disc.text_blocks);
    }
}

} // namespace redbook
