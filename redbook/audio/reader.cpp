#include "redbook/audio/reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {
constexpr int64_t kLost = INT64_MAX;
}

// A decoder that threw is somewhere unknown; the next read goes through seek().
void Reader::next_chunk() {
    const int64_t at = std::exchange(chunk_at_, kLost) + int64_t(chunk_.count);
    chunk_ = {};
    chunk_ = decoder_->next();
    if (chunk_.count == 0)
        throw Error(Errc::malformed, fmt::format("{}: ends at {}, before its time; copy or export it again",
                                                 file_->path(), time_text(at, file_->rate())));
    chunk_at_ = at;
}

// Up to a second is decoded and dropped rather than sought over.
void Reader::go_to(int64_t sample) {
    if (sample < chunk_at_ || sample > chunk_end() + file_->rate()) {
        chunk_ = {};
        chunk_at_ = kLost;
        chunk_at_ = decoder_->seek(sample);
    }
    while (chunk_end() <= sample) next_chunk();
}

template <class Use>
void Reader::walk(int64_t from, size_t n, Use&& use) {
    for (size_t done = 0; done < n;) {
        go_to(from + int64_t(done));
        const auto skip = size_t(from + int64_t(done) - chunk_at_);
        const size_t take = std::min(n - done, chunk_.count - skip);
        use(skip, take, done);
        done += take;
    }
}

void Reader::read_16(int64_t from, size_t n, int16_t* out) {
    walk(from, n, [&](size_t skip, size_t take, size_t done) {
        copy_as_16(chunk_, skip, take, file_->channels(), out + 2 * done);
    });
}

void Reader::read_real(int64_t from, size_t n, double* left, double* right) {
    walk(from, n, [&](size_t skip, size_t take, size_t done) {
        mix_to_stereo(chunk_, skip, take, file_->mix(), left + done, right + done);
    });
}

Reader& Readers::of(const std::shared_ptr<const DecodableFile>& file) {
    constexpr size_t kMostOpen = 2;
    const auto found =
        std::find_if(open_.begin(), open_.end(), [&](const Reader& r) { return &r.file() == file.get(); });
    if (found != open_.end())
        open_.splice(open_.begin(), open_, found);
    else
        open_.emplace_front(file);
    if (open_.size() > kMostOpen) open_.pop_back();
    return open_.front();
}

} // namespace redbook
