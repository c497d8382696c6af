#include "redbook/audio/timeline.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "redbook/audio/overs.h"
#include "redbook/audio/resampled_stream.h"
#include "redbook/base/error.h"

namespace redbook {
namespace {

constexpr int64_t kStart = samples_in(kProgramStart - Lba{0}).value;

constexpr int64_t kPlainStretch = 60 * kSampleRate;

int64_t sample_at(Lba lba) { return samples_in(lba - Lba{0}).value; }
int64_t block_at(int64_t sample) { return (sample - kStart) / kBlockSamples; } // counted from LBA -150
Lba lba_rounded_up(int64_t sample) { return kProgramStart + blocks_rounded_up(SampleCount{sample - kStart}); }

// A clip, and what becomes of it.
struct Placed {
    std::shared_ptr<const DecodableFile> file;
    int64_t from, at, end;        // samples at 44.1 kHz; at and end on the timeline
    std::optional<size_t> stream; // resampled: which of the plan's streams
    int64_t origin = 0;           // of the stream's position 0 on the timeline
    int64_t seam = 0;             // where reading forward on needs no file before this one
    std::unique_ptr<Overs> overs; // null: exact
    const File* bytes = nullptr;  // set if the file's bytes are the disc's

    // In the file, of a sample on the timeline; of clips with bytes.
    uint64_t offset_of(int64_t sample) const {
        return file->disc_bytes()->offset + uint64_t(from + sample - at) * kSampleBytes;
    }
};

// What all clones share.
struct TimelinePlan {
    std::vector<Placed> clips;
    std::vector<ResampledStream> streams;
    Lba end;
};

std::shared_ptr<const DecodableFile> decodable(const std::shared_ptr<const AudioFile>& audio) {
    auto file = std::dynamic_pointer_cast<const DecodableFile>(audio);
    if (!file) throw Error(Errc::bad_value, "a clip needs a file from open_audio_file or open_raw_file");
    return file;
}

void check_clip(const Placed& clip, int64_t free_from, Lba end) {
    const bool inside = clip.from >= 0 && clip.from < clip.from + (clip.end - clip.at) &&
                        clip.from + (clip.end - clip.at) <= clip.file->length().value;
    if (!inside)
        throw Error(Errc::bad_value,
                    fmt::format("{}: samples {} to {} are asked of it, and it has {}", clip.file->path(),
                                clip.from, clip.from + clip.end - clip.at, clip.file->length().value));
    if (clip.at < free_from || clip.end > sample_at(end))
        throw Error(Errc::bad_value,
                    fmt::format("{}: is not on the timeline after the file before it", clip.file->path()));
}

// Whether b continues where a ends: in the same file, or from the end of one to the beginning of the other.
bool same_file_goes_on(const Placed& a, const Placed& b) {
    return a.file == b.file && b.at == a.end && b.from == a.from + (a.end - a.at);
}
bool next_file_goes_on(const Placed& a, const Placed& b) {
    const int64_t left = a.file->length().value - (a.from + (a.end - a.at));
    return a.file->rate() == b.file->rate() && b.at == a.end && b.from == 0 && left <= 1;
}

// Whether b lies after a in the same file, so that one decoder reads both on its way.
bool reads_on(const Placed& a, const Placed& b) {
    return a.file == b.file && b.from >= a.from + (a.end - a.at);
}

class Planner {
  public:
    Planner(std::vector<Clip> clips, Lba end) {
        plan_.end = end;
        for (const Clip& clip : clips) add(clip);
    }

    TimelinePlan take() { return std::move(plan_); }

  private:
    void add(const Clip& clip) {
        Placed placed{
            decodable(clip.file), clip.from.value, clip.at.value, clip.at.value + clip.length.value, {}, 0,
            clip.at.value,        nullptr,         nullptr};
        const Placed* before = plan_.clips.empty() ? nullptr : &plan_.clips.back();
        check_clip(placed, before ? before->end : kStart, plan_.end);
        if (placed.file->rate() != kSampleRate) join_stream(before, placed);
        if (!placed.file->is_exact())
            placed.overs =
                std::make_unique<Overs>(size_t(block_at(placed.end - 1) - block_at(placed.at) + 1));
        if (placed.file->disc_bytes()) placed.bytes = &placed.file->input().file();
        plan_.clips.push_back(std::move(placed));
    }

    void join_stream(const Placed* before, Placed& clip) {
        if (before && before->stream &&
            (same_file_goes_on(*before, clip) || next_file_goes_on(*before, clip))) {
            clip.stream = before->stream;
            clip.origin = before->origin;
            ResampledStream& stream = plan_.streams[*clip.stream];
            if (same_file_goes_on(*before, clip)) return;
            stream.append(clip.file);
            clip.seam = clip.origin + stream.seam(stream.parts().size() - 1);
            return;
        }
        clip.stream = plan_.streams.size();
        clip.origin = clip.at - clip.from;
        plan_.streams.emplace_back(clip.file);
    }

    TimelinePlan plan_;
};

void read_bytes(const Placed& clip, int64_t from, std::span<std::byte> out) {
    if (clip.bytes->read_at(clip.offset_of(from), out) < out.size())
        throw Error(Errc::malformed, clip.file->path() + ": became shorter while it was read");
}

class Timeline final : public BlockSource {
  public:
    explicit Timeline(std::shared_ptr<const TimelinePlan> plan) : plan_(std::move(plan)) {
        for (const ResampledStream& stream : plan_->streams) voices_.emplace_back(stream, readers_);
    }

    Lba end() const override { return plan_->end; }
    void read(Lba first, std::span<std::byte> out) override;
    void read_real(Lba first, std::span<double> left, std::span<double> right) override;
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<Timeline>(plan_); }
    std::vector<Lba> seams() const override;
    std::optional<Extent> extent(Lba first) const override;
    std::vector<std::string> warnings() const override;
    void require_unchanged() const override;

  private:
    // The first clip that reaches after a sample.
    auto first_clip(int64_t from) const {
        return std::partition_point(plan_->clips.begin(), plan_->clips.end(),
                                    [&](const Placed& c) { return c.end <= from; });
    }

    void read_clip(const Placed& clip, int64_t from, int64_t end, std::span<std::byte> out);
    void read_samples(const Placed& clip, int64_t from, size_t n, double* left, double* right);
    void convert(const Placed& clip, int64_t from, int64_t end, int16_t* out);
    void convert_block(const Placed& clip, int64_t from, size_t n, int16_t* out);

    std::shared_ptr<const TimelinePlan> plan_;
    Readers readers_;
    std::vector<StreamVoice> voices_; // one a stream
    std::vector<int16_t> samples_;
};

void Timeline::read(Lba first, std::span<std::byte> out) {
    const int64_t from = sample_at(first), end = from + int64_t(out.size()) / kSampleBytes;
    const auto bytes = [&](int64_t begin, int64_t stop) {
        return out.subspan(size_t(begin - from) * kSampleBytes, size_t(stop - begin) * kSampleBytes);
    };
    int64_t at = from;
    for (auto clip = first_clip(from); clip != plan_->clips.end() && clip->at < end; ++clip) {
        const int64_t begin = std::max(from, clip->at), stop = std::min(end, clip->end);
        std::ranges::fill(bytes(at, begin), std::byte{0});
        read_clip(*clip, begin, stop, bytes(begin, stop));
        at = stop;
    }
    std::ranges::fill(bytes(at, end), std::byte{0});
}

void Timeline::read_real(Lba first, std::span<double> left, std::span<double> right) {
    const int64_t from = sample_at(first), end = from + int64_t(left.size());
    std::ranges::fill(left, 0);
    std::ranges::fill(right, 0);
    for (auto clip = first_clip(from); clip != plan_->clips.end() && clip->at < end; ++clip) {
        const int64_t begin = std::max(from, clip->at), stop = std::min(end, clip->end);
        read_samples(*clip, begin, size_t(stop - begin), left.data() + (begin - from),
                     right.data() + (begin - from));
    }
}

void Timeline::read_clip(const Placed& clip, int64_t from, int64_t end, std::span<std::byte> out) {
    if (clip.bytes) return read_bytes(clip, from, out);
    samples_.resize(2 * size_t(end - from));
    if (clip.overs)
        convert(clip, from, end, samples_.data());
    else
        readers_.of(clip.file).read_16(clip.from + from - clip.at, size_t(end - from), samples_.data());
    std::memcpy(out.data(), samples_.data(), out.size());
}

void Timeline::convert(const Placed& clip, int64_t from, int64_t end, int16_t* out) {
    for (int64_t at = from; at < end;) {
        const int64_t stop = std::min(end, kStart + (block_at(at) + 1) * kBlockSamples);
        convert_block(clip, at, size_t(stop - at), out + 2 * (at - from));
        at = stop;
    }
}

// At most one block of the clip.
void Timeline::convert_block(const Placed& clip, int64_t from, size_t n, int16_t* out) {
    double left[kBlockSamples], right[kBlockSamples];
    read_samples(clip, from, n, left, right);
    const ClipCount count = dither_to_16(left, right, n, from - kStart, out);
    clip.overs->note(size_t(block_at(from) - block_at(clip.at)), count);
}

void Timeline::read_samples(const Placed& clip, int64_t from, size_t n, double* left, double* right) {
    if (clip.stream)
        voices_[*clip.stream].read(from - clip.origin, n, left, right);
    else
        readers_.of(clip.file).read_real(clip.from + from - clip.at, n, left, right);
}

// A file is left whole, so that one thread decodes it once and its MD5 is checked; but bytes that lie in the
// file as they are can be read from anywhere.
std::vector<Lba> Timeline::seams() const {
    std::vector<Lba> seams;
    const Placed* before = nullptr;
    for (const Placed& clip : plan_->clips) {
        const int64_t stop = clip.bytes ? clip.end : clip.seam + 1;
        if (clip.bytes || !before || !reads_on(*before, clip))
            for (int64_t at = clip.seam; at < stop; at += kPlainStretch) seams.push_back(lba_rounded_up(at));
        before = &clip;
    }
    std::sort(seams.begin(), seams.end());
    seams.erase(std::unique(seams.begin(), seams.end()), seams.end());
    return seams;
}

std::optional<Extent> Timeline::extent(Lba first) const {
    const int64_t from = sample_at(first);
    for (const Placed& clip : plan_->clips) {
        if (!clip.bytes || from < clip.at || from + kBlockSamples > clip.end) continue;
        return Extent{clip.bytes, clip.offset_of(from), whole_blocks(SampleCount{clip.end - from})};
    }
    return std::nullopt;
}

std::vector<std::string> Timeline::warnings() const {
    std::vector<std::string> result;
    for (const Placed& clip : plan_->clips) {
        const std::string overs = clip.overs ? clip.overs->sentence() : "";
        if (!overs.empty()) result.push_back(clip.file->path() + ": " + overs);
    }
    return result;
}

void Timeline::require_unchanged() const {
    const InputFile* checked = nullptr;
    for (const Placed& clip : plan_->clips) {
        const InputFile& input = clip.file->input();
        if (&input != checked) input.require_unchanged();
        checked = &input;
    }
}

} // namespace

std::vector<SampleCount> lengths_end_to_end(const std::vector<std::shared_ptr<const AudioFile>>& files) {
    std::vector<SampleCount> lengths;
    int rate = 0;
    int64_t count = 0, end = 0; // of the files of this rate: samples at it, and at 44.1 kHz
    for (const auto& audio : files) {
        const auto file = decodable(audio);
        if (file->rate() != rate) rate = file->rate(), count = end = 0;
        count += file->count();
        const int64_t before = std::exchange(end, (count * kSampleRate + rate - 1) / rate);
        lengths.push_back({end - before});
    }
    return lengths;
}

std::unique_ptr<BlockSource> make_timeline(std::vector<Clip> clips, Lba end) {
    return std::make_unique<Timeline>(
        std::make_shared<const TimelinePlan>(Planner(std::move(clips), end).take()));
}

} // namespace redbook
