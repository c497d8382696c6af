// One rate to 44.1 kHz: soxr.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

struct soxr;

namespace redbook {

// soxr at precision 28 in double, two channels, one thread. Sample 0 out lies at sample 0 in.
class Resampler {
  public:
    // Throws Errc::unsupported (a rate that soxr refuses, or a build without it).
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
