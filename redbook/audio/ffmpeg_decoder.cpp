// Everything but FLAC and plain WAV, by FFmpeg.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "redbook/audio/container_end.h"
#include "redbook/audio/decoder.h"
#include "redbook/audio/ffmpeg_input.h"
#include "redbook/base/text.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace redbook {
namespace {

struct KnownCodec {
    AVCodecID id;
    const char* name;
    bool header_counts; // the header tells the number of samples exactly
    bool can_seek;      // entering in the middle gives the same samples
};

constexpr KnownCodec kCodecs[] = {
    {AV_CODEC_ID_ALAC, "ALAC", true, true},          {AV_CODEC_ID_WAVPACK, "WavPack", true, true},
    {AV_CODEC_ID_APE, "Monkey's Audio", true, true}, {AV_CODEC_ID_TTA, "TTA", true, true},
    {AV_CODEC_ID_FLAC, "FLAC", false, true},         {AV_CODEC_ID_MP3, "MP3", false, false},
    {AV_CODEC_ID_AAC, "AAC", false, false},          {AV_CODEC_ID_VORBIS, "Vorbis", false, false},
    {AV_CODEC_ID_OPUS, "Opus", false, false},
};

// By what FFmpeg calls the codec: its PCM kinds are many, and all alike.
KnownCodec known_codec(const AVStream& stream) {
    const AVCodecID id = stream.codecpar->codec_id;
    for (const KnownCodec& codec : kCodecs)
        if (codec.id == id) return codec;
    const bool pcm = std::string_view(avcodec_get_name(id)).starts_with("pcm_");
    return {id, nullptr, pcm, pcm};
}

bool is_lossy(AVCodecID id) {
    const AVCodecDescriptor* d = avcodec_descriptor_get(id);
    return d && (d->props & AV_CODEC_PROP_LOSSY) && !(d->props & AV_CODEC_PROP_LOSSLESS);
}

SampleKind kind_of(AVSampleFormat packed, const FfmpegInput& input) {
    switch (packed) {
    case AV_SAMPLE_FMT_U8: return SampleKind::u8;
    case AV_SAMPLE_FMT_S16: return SampleKind::s16;
    case AV_SAMPLE_FMT_S32: return SampleKind::s32;
    case AV_SAMPLE_FMT_FLT: return SampleKind::f32;
    case AV_SAMPLE_FMT_DBL: return SampleKind::f64;
    default: input.fail("holds samples of a kind that is not handled; convert it to FLAC");
    }
}

class FfmpegDecoder final : public Decoder {
  public:
    // count: samples to yield; INT64_MAX: as many as there are.
    FfmpegDecoder(Input file, int64_t count)
        : file_(std::move(file)),
          count_(count),
          packet_(av_packet_alloc()),
          frame_(av_frame_alloc()),
          last_frame_(av_frame_alloc()) {
        reopen();
    }

    PcmChunk next() override {
        if (position_ >= count_) return {};
        if (!decode()) {
            if (count_ == INT64_MAX) return {};
            fail(fmt::format("ends at {} of {}: it is cut short; copy or export it again", now(),
                             time_text(count_, rate())));
        }
        const PcmChunk chunk = chunk_of_frame();
        if (position_ >= count_ && !is_lossy(codec_->codec_id)) check_end();
        return chunk;
    }

    int64_t seek(int64_t sample) override {
        const KnownCodec codec = known_codec(input_->stream());
        reopen();
        if (codec.can_seek && sample > 0) enter_at(sample);
        return position_;
    }

  private:
    int rate() const { return codec_->sample_rate; }
    std::string now() const { return time_text(position_, rate()); }
    [[noreturn]] void fail(const std::string& why) const { input_->fail(why); }

    void reopen() {
        input_ = std::make_unique<FfmpegInput>(file_);
        codec_ = input_->open_codec();
        position_ = 0;
        pending_ = flushing_ = false;
    }

    // Goes to the packet that holds the sample; to the beginning if the file does not tell which.
    void enter_at(int64_t sample) {
        const AVRational one_sample{1, rate()};
        const int64_t at = av_rescale_q(sample, one_sample, input_->stream().time_base) + start();
        if (av_seek_frame(&input_->format(), input_->stream().index, at, AVSEEK_FLAG_BACKWARD) < 0)
            return reopen();
        if (!decode() || frame_->pts == AV_NOPTS_VALUE) return reopen();
        position_ = av_rescale_q(frame_->pts - start(), input_->stream().time_base, one_sample);
        pending_ = true;
        if (position_ > sample || position_ < 0) reopen();
    }

    int64_t start() const {
        const int64_t start = input_->stream().start_time;
        return start == AV_NOPTS_VALUE ? 0 : start;
    }

    void check_end() {
        std::swap(frame_, last_frame_); // the chunk lies in it
        if (position_ > count_ || decode())
            fail("holds more audio than its header says; copy or export it again");
    }

    // The next frame into frame_; false at the end.
    bool decode() {
        if (std::exchange(pending_, false)) return true;
        for (;;) {
            const int got = avcodec_receive_frame(codec_.get(), frame_.get());
            if (got == 0 && frame_->nb_samples > 0) return check_frame();
            if (got == AVERROR_EOF) return false;
            if (got < 0 && got != AVERROR(EAGAIN)) fail_damaged(got);
            if (got == AVERROR(EAGAIN)) feed();
        }
    }

    void feed() {
        const int read = flushing_ ? AVERROR_EOF : input_->read(*packet_);
        flushing_ = read == AVERROR_EOF;
        if (read < 0 && !flushing_) fail_damaged(read);
        const int sent = avcodec_send_packet(codec_.get(), flushing_ ? nullptr : packet_.get());
        if (sent < 0 && sent != AVERROR_EOF) fail_damaged(sent);
    }

    [[noreturn]] void fail_damaged(int error) const {
        fail(fmt::format("is damaged at {}: {}; copy or export it again", now(), av_words(error)));
    }

    bool check_frame() const {
        const AVCodecParameters& promised = *input_->stream().codecpar;
        if (frame_->ch_layout.nb_channels != promised.ch_layout.nb_channels ||
            frame_->sample_rate != promised.sample_rate)
            fail(fmt::format("changes its rate or channels at {}; convert it to FLAC first", now()));
        return true;
    }

    PcmChunk chunk_of_frame() {
        const auto format = AVSampleFormat(frame_->format);
        const auto channels = size_t(frame_->ch_layout.nb_channels);
        const bool planar = av_sample_fmt_is_planar(format);
        const size_t width = size_t(av_get_bytes_per_sample(format));
        PcmChunk chunk{kind_of(av_get_packed_sample_fmt(format), *input_), {}, planar ? 1 : channels, 0, 32};
        for (size_t c = 0; c < channels; ++c)
            chunk.channel[c] = planar ? frame_->extended_data[c] : frame_->extended_data[0] + c * width;
        chunk.count = size_t(std::min<int64_t>(frame_->nb_samples, count_ - position_));
        position_ += frame_->nb_samples;
        return chunk;
    }

    Input file_;
    int64_t count_;
    std::unique_ptr<FfmpegInput> input_;
    AvPtr<AVCodecContext> codec_;
    AvPtr<AVPacket> packet_;
    AvPtr<AVFrame> frame_, last_frame_;
    int64_t position_ = 0;
    bool pending_ = false, flushing_ = false;
};

int64_t count_with_ffmpeg_by_decoding(const Input& file) {
    FfmpegDecoder decoder(file, INT64_MAX);
    int64_t count = 0;
    while (const size_t n = decoder.next().count) count += int64_t(n);
    return count;
}

constexpr int64_t kMostPadding = 16384; // samples; more than any encoder adds
constexpr auto kPadded =
    "does not tell how much silence its encoder added; up to a tenth of a second of it may stay at its "
    "beginning or end";

constexpr auto kNoEndMark = "has no end mark; it may be cut short";

// Containers without sizes whose first header has the number of samples.
constexpr std::string_view kCountingContainers[] = {"ape", "tak", "mpc", "mpc8"};

// Of FLAC in another container; 0: it is not told. RFC 9639, 8.2.
int64_t flac_total(const AVCodecParameters& p) {
    constexpr int kStreamInfoBytes = 34;
    if (p.codec_id != AV_CODEC_ID_FLAC || p.extradata_size < kStreamInfoBytes) return 0;
    return int64_t{p.extradata[13] & 0x0F} << 32 | AV_RB32(p.extradata + 14);
}

// Samples that can be read without FFmpeg.
struct PlainKind {
    AVCodecID id;
    SampleKind kind;
    int bytes;
    bool big_endian;
};
constexpr PlainKind kPlainKinds[] = {
    {AV_CODEC_ID_PCM_U8, SampleKind::u8, 1, false},     {AV_CODEC_ID_PCM_S16BE, SampleKind::s16, 2, true},
    {AV_CODEC_ID_PCM_S16LE, SampleKind::s16, 2, false}, {AV_CODEC_ID_PCM_S24BE, SampleKind::s32, 3, true},
    {AV_CODEC_ID_PCM_S24LE, SampleKind::s32, 3, false}, {AV_CODEC_ID_PCM_S32BE, SampleKind::s32, 4, true},
    {AV_CODEC_ID_PCM_S32LE, SampleKind::s32, 4, false}, {AV_CODEC_ID_PCM_F32BE, SampleKind::f32, 4, true},
    {AV_CODEC_ID_PCM_F32LE, SampleKind::f32, 4, false}, {AV_CODEC_ID_PCM_F64BE, SampleKind::f64, 8, true},
    {AV_CODEC_ID_PCM_F64LE, SampleKind::f64, 8, false}};

// The number of samples, and whether that is certain.
class Counter {
  public:
    Counter(FfmpegInput& input, FoundAudio& found, bool salvage)
        : input_(input), found_(found), salvage_(salvage) {}

    int64_t count() {
        const auto told = told_size(*input_.file(), input_.format().iformat->name);
        const uint64_t size = input_.file()->size();
        const bool is_cut = told && *told > size;
        if (is_cut && is_container("mp3")) // whose encoders do not all count alike
            warn("may be cut short: its header counts more bytes than there are");
        else if (is_cut && !salvage_)
            input_.fail(
                fmt::format("is cut short: at least {} bytes are missing at its end; copy or export it again",
                            *told - size),
                Remedy::salvage);
        else if (const auto sound = plain_sound())
            return count_plain(*sound, is_cut ? *told - size : 0);
        else if (salvage_ && is_cut)
            return count_what_is_there();
        const int64_t count = count_samples();
        if (!told && !is_told_by_stream(count)) warn(is_container("ogg") ? kNoEndMark : kUnknownEnd);
        return count;
    }

  private:
    std::optional<SoundChunk> plain_sound() const {
        const bool is_plain = sample_bytes() > 0 && known_codec(stream()).header_counts;
        return is_plain ? find_sound_chunk(*input_.file(), container()) : std::nullopt;
    }

    // Of all channels.
    uint64_t sample_bytes() const {
        const AVCodecParameters& p = *stream().codecpar;
        return uint64_t(av_get_exact_bits_per_sample(p.codec_id) / 8 * p.ch_layout.nb_channels);
    }

    // What the header promises, against what is there; AIFF has the number of samples in two places.
    int64_t count_plain(const SoundChunk& sound, uint64_t missing_bytes) {
        const uint64_t rest = input_.file()->size() - sound.begin;
        const auto there = int64_t((sound.after > 0 ? rest : std::min(sound.size, rest)) / sample_bytes());
        const auto in_chunk = int64_t(sound.size / sample_bytes());
        const int64_t promised = is_container("aiff") && duration() > 0 ? duration() : in_chunk;
        const int64_t sure = std::min(promised, in_chunk);
        if (promised <= there && sure >= there) {
            if (missing_bytes > 0)
                warn(fmt::format("is cut short after its audio: {} bytes are missing at its end",
                                 missing_bytes));
            return there;
        }
        if (!salvage_ && sound.after > 0)
            input_.fail(promises_less(uint64_t(sure) * sample_bytes(), sound.after), Remedy::salvage);
        if (!salvage_)
            input_.fail(
                fmt::format("its header promises {} samples, and {} are there; copy or export it again",
                            promised, there),
                Remedy::salvage);
        const int rate = stream().codecpar->sample_rate;
        found_.missing = promised > there ? missing_after(there, promised, rate)
                                          : MissingAudio{sure, there - sure, rate, true};
        take_plain(sound, there);
        return there;
    }

    // FFmpeg ends where the header says.
    void take_plain(const SoundChunk& sound, int64_t count) {
        const AVCodecParameters& p = *stream().codecpar;
        const auto kind = std::ranges::find(kPlainKinds, p.codec_id, &PlainKind::id);
        if (kind == std::end(kPlainKinds))
            input_.fail("its header and its audio disagree about its length; copy or export it again");
        found_.plain =
            PcmPlace{kind->kind, kind->bytes, kind->big_endian, p.ch_layout.nb_channels, sound.begin, count};
    }

    int64_t count_what_is_there() {
        const int64_t count = count_with_ffmpeg_by_decoding(input_.file());
        if (duration() > count || duration() == 0)
            found_.missing = missing_after(count, duration(), stream().codecpar->sample_rate);
        return count;
    }

    int64_t count_samples() {
        const AVCodecID id = stream().codecpar->codec_id;
        if (const int64_t total = flac_total(*stream().codecpar)) return total;
        const bool counts_packets = id == AV_CODEC_ID_ALAC && is_container("caf"); // the last may be shorter
        const bool counts_samples = !counts_packets && has_fine_times() && duration() > 0;
        if (known_codec(stream()).header_counts && counts_samples) return duration();
        const bool from_zero = stream().start_time <= 0 && duration() > 0;
        if (is_container("ogg") && is_lossy(id) && from_zero) return count_of_ogg();
        if (is_container("mp4") && id == AV_CODEC_ID_AAC) return count_of_mp4_aac();
        if (is_container("mp3") || is_container("aac")) return count_by_packets();
        if (is_lossy(id)) warn(kPadded);
        return count_with_ffmpeg_by_decoding(input_.file());
    }

    // Without a size of the file: whether the number of samples is known from its beginning. Decoding it
    // compares them.
    bool is_told_by_stream(int64_t count) const {
        if (flac_total(*stream().codecpar) > 0 || gapless_) return true;
        if (std::ranges::none_of(kCountingContainers, [&](auto name) { return name == container(); }) ||
            !has_told_duration())
            return false;
        if (count + kMostPadding < duration()) fail_short(count);
        return true;
    }

    // By a header, and not guessed from the bit rate.
    bool has_told_duration() const {
        return duration() > 0 && input_.format().duration_estimation_method == AVFMT_DURATION_FROM_STREAM;
    }

    // Matroska's are milliseconds.
    bool has_fine_times() const {
        const AVRational base = stream().time_base;
        return int64_t{base.num} * stream().codecpar->sample_rate <= base.den;
    }

    std::string_view container() const { return input_.format().iformat->name; }

    const AVStream& stream() const { return input_.stream(); }

    bool is_container(std::string_view name) const {
        return container().find(name) != std::string_view::npos;
    }

    int64_t in_samples(int64_t time) const {
        return av_rescale_q(time, stream().time_base, {1, stream().codecpar->sample_rate});
    }

    int64_t duration() const { return stream().duration > 0 ? in_samples(stream().duration) : 0; }

    // The last page tells it; that it is the last is marked.
    int64_t count_of_ogg() { return duration() - stream().codecpar->initial_padding; }

    // iTunes writes " 00000000 DELAY PADDING COUNT ...", hexadecimal.
    int64_t count_of_mp4_aac() {
        const AVDictionaryEntry* e = av_dict_get(input_.format().metadata, "iTunSMPB", nullptr, 0);
        unsigned long long told = 0;
        if (e && std::sscanf(e->value, " %*x %*x %*x %llx", &told) == 1)
            if (const auto count = int64_t(told); std::abs(count - duration()) < kMostPadding) return count;
        warn(kPadded);
        return duration() > 0 ? duration() : count_with_ffmpeg_by_decoding(input_.file());
    }

    // The sum of all packets, less what a gapless tag says is delay and padding.
    int64_t count_by_packets() {
        const AvPtr<AVPacket> packet(av_packet_alloc());
        int64_t time = 0, left_out = 0;
        int result = 0;
        while ((result = input_.read(*packet)) == 0) {
            time += packet->duration;
            size_t size = 0;
            const uint8_t* skip = av_packet_get_side_data(packet.get(), AV_PKT_DATA_SKIP_SAMPLES, &size);
            if (skip && size >= 8) left_out += AV_RL32(skip) + AV_RL32(skip + 4); // at its start, at its end
        }
        if (result != AVERROR_EOF)
            input_.fail(fmt::format("cannot be read to its end: {}", av_words(result)));
        const int64_t count = in_samples(time);
        if (left_out == 0)
            warn(kPadded);
        else if (count < duration())
            fail_short(count);
        gapless_ = left_out != 0;
        return count - left_out;
    }

    [[noreturn]] void fail_short(int64_t count) const {
        const int rate = stream().codecpar->sample_rate;
        input_.fail(fmt::format("ends at {} of {}: it is cut short; copy or export it again",
                                time_text(count, rate), time_text(duration(), rate)));
    }

    void warn(std::string of) { found_.warnings.push_back(std::move(of)); }

    FfmpegInput& input_;
    FoundAudio& found_;
    bool salvage_;
    bool gapless_ = false; // a tag has the number of samples, and they are there
};

std::vector<std::pair<std::string, std::string>> tags_of(const FfmpegInput& input) {
    std::vector<std::pair<std::string, std::string>> tags;
    for (const AVDictionary* dictionary : {input.format().metadata, input.stream().metadata})
        for (const AVDictionaryEntry* e = nullptr;
             (e = av_dict_get(dictionary, "", e, AV_DICT_IGNORE_SUFFIX));)
            tags.emplace_back(e->key, e->value);
    return tags;
}

// As people call it, or what FFmpeg does, in capitals.
std::string container_name(const FfmpegInput& input) {
    constexpr std::pair<std::string_view, const char*> kNames[] = {
        {"mov", "MP4"}, {"ogg", "Ogg"}, {"matroska", "Matroska"}, {"wv", "WavPack"}, {"asf", "ASF"}};
    const std::string_view all = input.format().iformat->name; // "mov,mp4,m4a,..."
    const std::string_view first = all.substr(0, all.find(','));
    for (const auto& [theirs, ours] : kNames)
        if (first == theirs) return ours;
    return ascii_upper(first);
}

// "Vorbis", "AIFF (PCM)", or what FFmpeg calls it.
std::string codec_name(const FfmpegInput& input, bool floating) {
    const KnownCodec codec = known_codec(input.stream());
    if (codec.name) return codec.name;
    if (!codec.can_seek) return ascii_upper(avcodec_get_name(codec.id));
    const std::string container = input.format().iformat->name; // "mov,mp4,m4a,..."
    return ascii_upper(container.substr(0, container.find(','))) + (floating ? " (float)" : " (PCM)");
}

int bits_of(const AVCodecParameters& p) {
    if (p.bits_per_raw_sample > 0) return p.bits_per_raw_sample;
    const int of_pcm = av_get_exact_bits_per_sample(p.codec_id);
    return of_pcm > 0 ? of_pcm : 8 * av_get_bytes_per_sample(AVSampleFormat(p.format));
}

AudioFormat format_of(const FfmpegInput& input) {
    const AVCodecParameters& p = *input.stream().codecpar;
    const auto packed = av_get_packed_sample_fmt(AVSampleFormat(p.format));
    const bool lossy = is_lossy(p.codec_id);
    const bool floating = !lossy && (packed == AV_SAMPLE_FMT_FLT || packed == AV_SAMPLE_FMT_DBL);
    return {codec_name(input, floating), p.sample_rate, p.ch_layout.nb_channels, lossy ? 0 : bits_of(p),
            floating};
}

} // namespace

FoundAudio find_with_ffmpeg(const Input& file, bool salvage) {
    FfmpegInput input(file);
    const AVCodecParameters& p = *input.stream().codecpar;
    FoundAudio found;
    found.format = format_of(input);
    found.container = container_name(input);
    found.container_bits = is_lossy(p.codec_id) ? 0 : 8 * av_get_bytes_per_sample(AVSampleFormat(p.format));
    if (p.ch_layout.order == AV_CHANNEL_ORDER_NATIVE) found.speakers = p.ch_layout.u.mask;
    found.tags = tags_of(input);
    found.count = Counter(input, found, salvage).count();
    found.decoder = [file, count = found.count] { return std::make_unique<FfmpegDecoder>(file, count); };
    if (found.plain)
        found.decoder = [file, place = *found.plain, rate = p.sample_rate] {
            return make_pcm_decoder(file, place, rate);
        };
    return found;
}

std::vector<std::pair<std::string, std::string>> tags_with_ffmpeg(const Input& file) {
    if (!ffmpeg_missing().empty()) return {};
    return tags_of(FfmpegInput(file));
}

} // namespace redbook
