// Audio files laid on the disc's time, sample by sample, read as blocks.
#pragma once

#include <memory>
#include <vector>

#include "redbook/audio/audio_file.h"
#include "redbook/disc/block_source.h"
#include "redbook/disc/units.h"

namespace redbook {

// A part of a file, and where it begins. Clips do not overlap; between them is digital silence.
struct Clip {
    std::shared_ptr<const AudioFile> file;
    SampleCount from; // first stereo sample of the file, at 44.1 kHz
    SampleCount length;
    SampleCount at; // counted from the first sample of LBA 0; may be negative down to -150 blocks
};

// The lengths of files that follow each other without a hole. Files of one rate are resampled as one stream:
// the end of each is rounded up, and not the length of each, so that the roundings do not add up. Never more
// than a file's own length(), and at most one sample less.
std::vector<SampleCount> lengths_end_to_end(const std::vector<std::shared_ptr<const AudioFile>>& files);

// Reads of the source give, for every sample that a clip covers:
//   the file's own bits if it is 16-bit stereo at 44.1 kHz and no gain is asked, or if its samples are
//   exactly 16-bit values in a wider container; else one conversion: mono doubled, gain, resampled (soxr,
//   precision 28, double), TPDF dither of 2 LSB peak to peak keyed by absolute sample (from LBA -150) and
//   channel, rounded, clipped samples counted (warnings()).
// Which of the two is decided once for a whole file: one sample that 16 bits do not hold, and all of it is
// dithered, digital silence in it too, so that the noise floor never switches within a file. Between clips
// silence is zeros. The result does not depend on how or in what order it is read. Clips of one rate that
// follow each other without a hole, each from the end of a file (by length() or lengths_end_to_end()) to the
// beginning of the next, are resampled as one stream. A whole FLAC that is read from its beginning to its end
// has its MD5 checked: Errc::malformed names the file. seams() are where reading forward needs no file
// before: the beginnings of files, rounded up to blocks; a few blocks later where a file is resampled as one
// stream with the file before it. Between two seams a thread decodes one file once, from its first sample to
// its last, and the first samples of the next.
//   throws  Errc::bad_value (a clip beyond its file, clips out of order); what open_audio_file's files throw
//           when the first samples are looked at
std::unique_ptr<BlockSource> make_timeline(std::vector<Clip> clips, Lba end);

} // namespace redbook
