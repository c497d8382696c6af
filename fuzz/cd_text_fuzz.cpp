// Any bytes as a file of CD-TEXT: refused with an Error, or texts; and texts that are written as packs again
// and read are what they were.
#include "fuzz/target.h"
#include "redbook/disc/cd_text_fit.h"

namespace redbook {

void read_input(Bytes input) {
    const CdText text = read_cd_text("x.cdt", input);
    std::vector<std::string> changes;
    const Disc disc = as_cd_text_holds(text.disc, changes);
    const CdText again = read_cd_text("y.cdt", cd_text_packs(disc));
    must_hold(again.disc == disc && again.warnings.empty());
}

} // namespace redbook
