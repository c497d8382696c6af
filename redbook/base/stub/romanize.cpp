// In place of romanize.cpp where ICU is missing.
#include "redbook/base/romanize.h"

#include "redbook/base/error.h"

namespace redbook {

const std::string& romanizing_missing() {
    static const std::string why = "text cannot be romanized: this build has no ICU";
    return why;
}

std::string romanized(std::string_view, Cyrillic) { throw Error(Errc::unsupported, romanizing_missing()); }

} // namespace redbook
