#include "redbook/audio/resampler.h"

#include <string>

#include <soxr.h>

#include "redbook/base/error.h"
#include "redbook/disc/units.h"

namespace redbook {

Resampler::Resampler(int rate) : out_per_in_(double(kSampleRate) / rate) {
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT64_S, SOXR_FLOAT64_S);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0); // 28 bits
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    soxr_.reset(soxr_create(rate, kSampleRate, 2, &error, &io, &quality, &runtime));
    if (error)
        throw Error(Errc::unsupported,
                    "cannot convert " + std::to_string(rate) + " Hz to 44100 Hz: " + error);
}

void Resampler::feed(const double* left, const double* right, size_t n) {
    const size_t had = left_.size();
    const size_t room = size_t(double(n) * out_per_in_) + 16384;
    left_.resize(had + room);
    right_.resize(had + room);
    const double* in[] = {left, right};
    double* out[] = {left_.data() + had, right_.data() + had};
    size_t taken = 0, got = 0;
    soxr_process(soxr_.get(), in, n, &taken, out, room, &got);
    left_.resize(had + got);
    right_.resize(had + got);
}

void Resampler::Delete::operator()(soxr* s) const { soxr_delete(s); }

} // namespace redbook
