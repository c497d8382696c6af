// Files of one rate that follow each other, resampled as one.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "redbook/audio/rate_ratio.h"
#include "redbook/audio/reader.h"
#include "redbook/audio/resampler.h"

namespace redbook {

// What the stream is: the same for all threads. Positions "in" count from the first file's first sample at
// the files' rate; positions "out" at 44.1 kHz, sample 0 at the same moment.
//
// The stream is converted in segments, each by a resampler of its own that is fed from a fixed place before
// the segment to a place after it. So a sample out is a function of its segment alone, whoever reads it and
// in what order. A file's first segment begins a preroll after the file's beginning: whoever reads on from
// there needs that file alone, and whoever reads up to there needs only the beginning of the next file. So
// all files are read forward, once.
class ResampledStream {
  public:
    struct Part {
        std::shared_ptr<const DecodableFile> file;
        int64_t first; // position in, of the file's first sample
    };

    explicit ResampledStream(std::shared_ptr<const DecodableFile> first_file);
    void append(std::shared_ptr<const DecodableFile> file);

    const RateRatio& ratio() const { return ratio_; }
    const std::vector<Part>& parts() const { return parts_; }
    int64_t end_in() const { return end_in_; }

    // Where the first segment of a part begins (position out).
    int64_t seam(size_t part) const;
    struct Segment {
        int64_t begin, end; // positions out
    };
    Segment segment_of(int64_t out) const;

  private:
    RateRatio ratio_;
    std::vector<Part> parts_;
    int64_t end_in_ = 0;
};

// One thread's way through a stream.
class StreamVoice {
  public:
    StreamVoice(const ResampledStream& stream, Readers& readers) : stream_(&stream), readers_(&readers) {}

    // Samples out from position `from` on. Reading on where the last call ended is the fast way.
    void read(int64_t from, size_t n, double* left, double* right);

  private:
    struct Stereo {
        std::vector<double> left, right;
    };

    void begin(ResampledStream::Segment segment);
    void produce();
    size_t fetch(int64_t from, size_t n);
    size_t fetch_from_file(int64_t from, size_t n);
    void keep_for_next(int64_t from, size_t n);
    int64_t first_in(int64_t segment_begin) const;

    const ResampledStream* stream_;
    Readers* readers_;
    std::optional<Resampler> resampler_;
    ResampledStream::Segment segment_{};
    int64_t in_ = 0;  // next sample to feed
    int64_t out_ = 0; // position of the resampler's first waiting sample
    size_t used_ = 0; // of the waiting samples
    Stereo fetched_;
    Stereo kept_; // what the next segment is fed first
    int64_t kept_at_ = 0;
};

} // namespace redbook
