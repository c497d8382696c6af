// Any bytes as a file of CD-TEXT: refused with an Error, or texts; and texts that are written as packs again
// and read are what they were.
#include <cstdlib>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text.h"

namespace redbook {
namespace {

void read_packs(Bytes file) {
    const CdText text = read_cd_text("x.cdt", file);
    std::vector<std::string> changes;
    const Disc disc = as_cd_text_holds(text.disc, changes);
    const CdText again = read_cd_text("y.cdt", cd_text_packs(disc));
    if (again.disc != disc || !again.warnings.empty()) std::abort();
}

} // namespace
} // namespace redbook

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    try {
        redbook::read_packs(std::as_bytes(std::span(data, size)));
    } catch (const redbook::Error&) {}
    return 0;
}
