// The one implementation of AudioFile, with what the timeline needs besides.
#pragma once

#include <mutex>

#include "redbook/audio/decoder.h"
#include "redbook/audio/stereo.h"

namespace redbook {

class DecodableFile final : public AudioFile {
  public:
    DecodableFile(Input input, FoundAudio found, const AudioFileOptions& options);

    const std::string& path() const override { return input_->path(); }
    const InputFile& input() const override { return *input_; }
    const AudioFormat& format() const override { return found_.format; }
    SampleCount length() const override;
    const std::map<std::string, std::string>& tags() const override { return tags_; }
    const std::optional<MissingAudio>& missing() const override { return found_.missing; }
    const std::vector<std::string>& warnings() const override { return warnings_; }
    AudioSource source() const override;

    int rate() const { return found_.format.rate; }
    int channels() const { return found_.format.channels; }
    int64_t count() const { return found_.count; } // at rate()
    const StereoMix& mix() const { return mix_; }
    std::unique_ptr<Decoder> decoder() const { return found_.decoder(); }

    // Whether the samples reach the disc as they are. Where the header leaves that open (16-bit values in a
    // wider container), the first call reads the file until a sample decides; it is safe from several
    // threads.
    bool is_exact() const;

    // Where the file's bytes are the disc's bytes; nullopt if they are not.
    std::optional<PcmPlace> disc_bytes() const;

  private:
    bool all_samples_fit() const;

    Input input_;
    FoundAudio found_;
    StereoMix mix_;
    bool gain_;
    std::map<std::string, std::string> tags_;
    std::vector<std::string> warnings_;
    mutable std::once_flag scanned_;
    mutable bool exact_ = false;
};

} // namespace redbook
