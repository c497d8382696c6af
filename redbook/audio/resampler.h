// One rate to 44.1 kHz: soxr, and the grid that makes its result independent of where reading begins.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

struct soxr;

namespace redbook {

// What the conversion of a rate needs to know. 48000: 160 samples in give 147 out.
struct RateRatio {
    explicit RateRatio(int rate);
    int rate;
    int64_t in, out;
    // Segments begin at multiples of this many samples out: whole turns of the ratio and whole blocks, so
    // that every segment begins with the same phase.
    int64_t grid;
    // Samples in that a segment is fed before its first: more than the filter reaches. Whole turns.
    int64_t preroll;
};

// soxr at precision 28 in double, two channels, one thread. Sample 0 out lies at sample 0 in.
class Resampler {
  public:
    explicit Resampler(int rate);

    // Takes n samples, and appends what that yields to left() and right().
    void feed(const double* left, const double* right, size_t n);

    std::vector<double>& left() { return left_; }
    std::vector<double>& right() { return right_; }

  private:
    struct Delete {
        void operator()(soxr* s) const;
    };
    std::unique_ptr<soxr, Delete> soxr_;
    double out_per_in_;
    std::vector<double> left_, right_;
};

} // namespace redbook
