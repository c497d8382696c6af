// In place of resampler.cpp where soxr is missing.
#include "redbook/audio/resampler.h"

#include <string>

#include "redbook/base/error.h"

namespace redbook {

Resampler::Resampler(int rate) : out_per_in_(0) {
    throw Error(Errc::unsupported, "cannot convert " + std::to_string(rate) +
                                       " Hz to 44100 Hz: this build has no soxr; convert the audio first");
}

void Resampler::feed(const double*, const double*, size_t) {}

void Resampler::Delete::operator()(soxr*) const {}

} // namespace redbook
