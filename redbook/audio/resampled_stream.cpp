#include "redbook/audio/resampled_stream.h"

#include <algorithm>

#include "redbook/disc/units.h"

namespace redbook {
namespace {

constexpr int64_t kSegment = 10 * kSampleRate; // a multiple of every grid
constexpr size_t kFed = 4096;                  // samples at once

} // namespace

ResampledStream::ResampledStream(std::shared_ptr<const DecodableFile> first_file)
    : ratio_(first_file->rate()) {
    Resampler{ratio_.rate}; // a rate that cannot be converted is refused now, not when it is read
    append(std::move(first_file));
}

void ResampledStream::append(std::shared_ptr<const DecodableFile> file) {
    const int64_t count = file->count();
    parts_.push_back({std::move(file), end_in_});
    end_in_ += count;
}

int64_t ResampledStream::seam(size_t part) const {
    if (part == 0) return 0;
    const int64_t in = parts_[part].first + ratio_.preroll;
    return rounded_up((in * ratio_.out + ratio_.in - 1) / ratio_.in, ratio_.grid);
}

ResampledStream::Segment ResampledStream::segment_of(int64_t out) const {
    size_t part = 0;
    while (part + 1 < parts_.size() && seam(part + 1) <= out) ++part;
    const int64_t first = seam(part);
    const int64_t begin = first + (out - first) / kSegment * kSegment;
    const int64_t end =
        part + 1 < parts_.size() ? std::min(begin + kSegment, seam(part + 1)) : begin + kSegment;
    return {begin, end};
}

int64_t StreamVoice::first_in(int64_t segment_begin) const {
    const RateRatio& ratio = stream_->ratio();
    return segment_begin / ratio.out * ratio.in - ratio.preroll;
}

void StreamVoice::begin(ResampledStream::Segment segment) {
    const RateRatio& ratio = stream_->ratio();
    resampler_.emplace(ratio.rate);
    segment_ = segment;
    in_ = first_in(segment.begin);
    out_ = segment.begin - ratio.preroll / ratio.in * ratio.out;
    used_ = 0;
}

void StreamVoice::read(int64_t from, size_t n, double* left, double* right) {
    for (size_t done = 0; done < n;) {
        const int64_t at = from + int64_t(done);
        if (!resampler_ || at < out_ + int64_t(used_) || at >= segment_.end) begin(stream_->segment_of(at));
        while (out_ + int64_t(resampler_->left().size()) <= at) produce();
        used_ = size_t(at - out_);
        const size_t ready = resampler_->left().size() - used_;
        const size_t take = std::min({n - done, ready, size_t(segment_.end - at)});
        std::copy_n(resampler_->left().data() + used_, take, left + done);
        std::copy_n(resampler_->right().data() + used_, take, right + done);
        used_ += take;
        done += take;
    }
}

// Drops the samples waiting, which are used or not wanted, and makes new ones.
void StreamVoice::produce() {
    out_ += int64_t(resampler_->left().size());
    used_ = 0;
    resampler_->left().clear();
    resampler_->right().clear();
    const size_t n = fetch(in_, kFed);
    resampler_->feed(fetched_.left.data(), fetched_.right.data(), n);
    in_ += int64_t(n);
}

// Up to n samples from position `from` on into fetched_; returns how many.
size_t StreamVoice::fetch(int64_t from, size_t n) {
    fetched_.left.resize(n);
    fetched_.right.resize(n);
    const int64_t kept_end = kept_at_ + int64_t(kept_.left.size());
    if (from < kept_at_ || from >= kept_end) {
        n = fetch_from_file(from, n);
        keep_for_next(from, n);
        return n;
    }
    n = std::min(n, size_t(kept_end - from));
    std::copy_n(kept_.left.data() + (from - kept_at_), n, fetched_.left.data());
    std::copy_n(kept_.right.data() + (from - kept_at_), n, fetched_.right.data());
    return n;
}

// Outside the stream is silence.
size_t StreamVoice::fetch_from_file(int64_t from, size_t n) {
    const auto& parts = stream_->parts();
    if (from < 0 || from >= stream_->end_in()) {
        if (from < 0) n = std::min(n, size_t(-from));
        std::fill_n(fetched_.left.data(), n, 0.0);
        std::fill_n(fetched_.right.data(), n, 0.0);
        return n;
    }
    const auto next =
        std::upper_bound(parts.begin(), parts.end(), from,
                         [](int64_t at, const ResampledStream::Part& p) { return at < p.first; });
    const ResampledStream::Part& part = *std::prev(next);
    const int64_t in_file = from - part.first;
    n = std::min(n, size_t(part.file->count() - in_file));
    readers_->of(part.file).read_real(in_file, n, fetched_.left.data(), fetched_.right.data());
    return n;
}

// The next segment begins to be fed before this one's last sample is out: what both need is kept, so that no
// decoder goes back.
void StreamVoice::keep_for_next(int64_t from, size_t n) {
    const int64_t wanted = first_in(segment_.end);
    if (kept_at_ + int64_t(kept_.left.size()) != from) kept_ = {}, kept_at_ = from;
    kept_.left.insert(kept_.left.end(), fetched_.left.begin(), fetched_.left.begin() + std::ptrdiff_t(n));
    kept_.right.insert(kept_.right.end(), fetched_.right.begin(), fetched_.right.begin() + std::ptrdiff_t(n));
    const auto stale = std::ptrdiff_t(std::clamp<int64_t>(wanted - kept_at_, 0, std::ssize(kept_.left)));
    kept_.left.erase(kept_.left.begin(), kept_.left.begin() + stale);
    kept_.right.erase(kept_.right.begin(), kept_.right.begin() + stale);
    kept_at_ += stale;
}

} // namespace redbook
