#include "redbook/audio/audio_file.h"

#include <fmt/format.h>

#include "redbook/audio/cue_sheet_block.h"
#include "redbook/audio/decodable_file.h"
#include "redbook/audio/tags.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"

namespace redbook {
namespace {

constexpr int kLowestRate = 1000, kHighestRate = 1536000;
constexpr int64_t kMostSeconds = 24 * 60 * 60;

void check_is_file(const std::string& path) {
    const auto status = system_files().status(path);
    if (!status) throw Error(Errc::not_found, path + ": there is no such file");
    if (status->kind == FileKind::folder)
        throw Error(Errc::malformed, path + ": is a folder, not an audio file; name the files in it");
    if (status->kind != FileKind::file) throw Error(Errc::malformed, path + ": is not a regular file");
}

FoundAudio find_audio(const Input& input, bool salvage) {
    if (flac_begin(input->file())) return find_flac(input);
    if (auto found = find_wav(input, salvage)) return std::move(*found);
    return find_with_ffmpeg(input, salvage);
}

void check_usable(const std::string& path, const FoundAudio& found, const AudioFileOptions& options) {
    const AudioFormat& f = found.format;
    if (f.rate <= 0 || f.channels <= 0)
        throw Error(Errc::malformed, path + ": its header is damaged; copy or export it again");
    if (f.rate < kLowestRate || f.rate > kHighestRate)
        throw Error(Errc::unsupported, fmt::format("{}: has {} samples a second; {} to {} can be converted",
                                                   path, f.rate, kLowestRate, kHighestRate));
    if (found.count / f.rate > kMostSeconds)
        throw Error(Errc::malformed, path + ": is said to last more than a day; copy or export it again");
    if (f.channels > kMostChannels)
        throw Error(Errc::unsupported, fmt::format("{}: has {} channels; at most {} can be mixed to stereo",
                                                   path, f.channels, kMostChannels));
    if (f.channels > 2 && !options.downmix)
        throw Error(
            Errc::unsupported,
            fmt::format("{}: has {} channels; give a stereo file, or mix them down", path, f.channels),
            Remedy::mix_down);
    if (found.count <= 0) throw Error(Errc::malformed, path + ": has no audio in it");
}

} // namespace

DecodableFile::DecodableFile(Input input, FoundAudio found, const AudioFileOptions& options)
    : input_(std::move(input)),
      found_(std::move(found)),
      mix_(stereo_mix(found_.format.channels, found_.speakers, options.gain_db)),
      gain_(options.gain_db != 0),
      tags_(vorbis_tags(found_.tags)) {
    for (const std::string& warning : found_.warnings) warnings_.push_back(path() + ": " + warning);
    if (found_.missing)
        warnings_.push_back(
            fmt::format("{}: {}{}; what is there is taken", path(),
                        found_.missing->assumed ? "" : "is cut short: ", lack_text(*found_.missing)));
}

SampleCount DecodableFile::length() const {
    const int64_t rate = found_.format.rate;
    return {(found_.count * kSampleRate + rate - 1) / rate};
}

AudioSource DecodableFile::source() const {
    const AudioFormat& f = found_.format;
    AudioSource source{.path = path(),
                       .container = found_.container,
                       .codec = f.codec,
                       .rate = f.rate,
                       .channels = f.channels,
                       .bits = f.bits,
                       .lossy = f.bits == 0,
                       .resampled = f.rate != kSampleRate,
                       .downmixed = f.channels > 2,
                       .dithered = !is_exact()};
    if (f.codec == "raw" || f.codec.ends_with(" (PCM)")) source.codec = "PCM";
    if (f.codec.ends_with(" (float)")) source.codec = "PCM (float)";
    if (found_.whole_checked)
        source.checksum = *found_.whole_checked ? SourceChecksum::verified : SourceChecksum::not_read;
    return source;
}

// Decided once for a whole file, not for each sample: dither that comes and goes with the samples' values
// would be a distortion of its own.
bool DecodableFile::is_exact() const {
    std::call_once(scanned_, [&] {
        const bool may_be = rate() == kSampleRate && channels() <= 2 && !gain_;
        const bool narrow =
            found_.container_bits > 0 && found_.container_bits <= 16 && !found_.format.floating;
        const bool lossless = found_.format.bits > 0;
        exact_ = may_be && lossless && (narrow || all_samples_fit());
    });
    return exact_;
}

bool DecodableFile::all_samples_fit() const {
    const auto decoder = found_.decoder();
    for (PcmChunk chunk = decoder->next(); chunk.count > 0; chunk = decoder->next())
        if (!is_exactly_16(chunk, channels())) return false;
    return true;
}

std::optional<PcmPlace> DecodableFile::disc_bytes() const {
    const bool as_is = found_.plain && found_.plain->kind == SampleKind::s16 && !found_.plain->big_endian &&
                       channels() == 2 && is_exact();
    return as_is ? found_.plain : std::nullopt;
}

std::string lack_text(const MissingAudio& lack) {
    const std::string from = time_text(lack.first, lack.rate);
    const std::string range =
        lack.count == 0 ? "all after " + from
                        : fmt::format("{} to {}", from, time_text(lack.first + lack.count, lack.rate));
    return range + (lack.assumed ? " is after the end that its header states" : " is missing");
}

Input open_input(const std::string& path) {
    check_is_file(path);
    auto input = std::make_shared<const InputFile>(system_files(), path);
    if (input->size() == 0) throw Error(Errc::malformed, path + ": is empty; copy or export it again");
    return input;
}

std::shared_ptr<const AudioFile> open_audio_file(const std::string& path, const AudioFileOptions& options) {
    return open_audio_file(open_input(path), options);
}

std::shared_ptr<const AudioFile> open_audio_file(const Input& input, const AudioFileOptions& options) {
    FoundAudio found = find_audio(input, options.salvage);
    check_usable(input->path(), found, options);
    return std::make_shared<DecodableFile>(input, std::move(found), options);
}

std::shared_ptr<const AudioFile> open_raw_file(const Input& input, RawOrder order) {
    const uint64_t size = input->size();
    FoundAudio found;
    found.format = {"raw", kSampleRate, 2, 16, false};
    found.container = "raw";
    found.container_bits = 16;
    found.count = int64_t(size / kSampleBytes);
    found.plain = PcmPlace{SampleKind::s16, 2, order == RawOrder::big_endian, 2, 0, found.count};
    found.decoder = [input, place = *found.plain] { return make_pcm_decoder(input, place, kSampleRate); };
    if (size % kSampleBytes != 0)
        found.warnings.push_back(
            fmt::format("ends within a sample; the last {} bytes are left out", size % kSampleBytes));
    check_usable(input->path(), found, {});
    return std::make_shared<DecodableFile>(input, std::move(found), AudioFileOptions{});
}

} // namespace redbook
