// Files for the tests of albums and images: WAV and raw audio with the pattern of memory_source.h, and
// reading back.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/toc.h"
#include "redbook/image/image_writer.h"
#include "redbook/image/wav_header.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::test {

inline std::string as_string(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// `count` stereo samples of the pattern from sample `from` (counted from LBA 0) on.
inline std::string pattern_samples(SampleCount from, SampleCount count, uint32_t seed = 0) {
    const Lba first = Lba{0} + whole_blocks(from);
    const auto blocks = pattern_blocks(first, blocks_rounded_up(from + count) + BlockCount{1}, seed);
    return as_string(blocks).substr(size_t(from.value % kBlockSamples) * 4, size_t(count.value) * 4);
}

inline std::string wav_of(const std::string& samples) {
    return as_string(wav_header(samples.size())) + samples;
}

inline void write_pattern_wav(const std::string& path, SampleCount from, SampleCount count,
                              uint32_t seed = 0) {
    write_file(path, wav_of(pattern_samples(from, count, seed)));
}

// The image of a disc that has the pattern as its audio; not committed yet.
inline std::unique_ptr<PendingImage> write_pattern_image(const Disc& disc, const std::string& out,
                                                         std::string_view format,
                                                         const ImageWriteOptions& options = {}) {
    return write_image(system_files(), image_format_for(out, format), disc, *MemorySource::for_disc(disc),
                       out, options);
}

inline std::string read_blocks(const BlockSource& source, Lba first, BlockCount count) {
    std::vector<std::byte> bytes(size_t(bytes_in(count)));
    source.clone()->read(first, bytes);
    return as_string(bytes);
}

// Fails naming the first block that differs.
inline void expect_same_audio(const BlockSource& expected, const BlockSource& found, Lba first, Lba end) {
    for (Lba at = first; at < end; at += BlockCount{75}) {
        const BlockCount n = std::min(BlockCount{75}, end - at);
        ASSERT_TRUE(read_blocks(expected, at, n) == read_blocks(found, at, n)) << "from LBA " << at.value;
    }
}

// A file of a corpus: its name states the rule and the verdict.
struct CorpusCase {
    std::string name;
    std::string outcome; // warnings and what was read, or the error; "$" stands for the sheet's name
};

// One line a track: where it lies, its indexes, flags, code and first texts. Two discs that a cue sheet
// cannot tell apart have the same lines.
inline std::vector<std::string> lines_of(const Disc& disc) {
    std::vector<std::string> lines;
    const Layout layout = layout_of(disc);
    const auto texts = [](const Texts& t) {
        std::string line;
        for (const TextField& field : kTextFields) line += " '" + t.*field.member + "'";
        return line;
    };
    lines.push_back((disc.mcn ? std::string(disc.mcn->text()) : "no MCN") + texts(album_texts(disc)));
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const TrackSpan& span = layout.tracks[k];
        std::string line = fmt::format("{} {}/{}", disc.number_of(k), span.start.value, span.index01.value);
        for (const BlockCount index : track.indexes) line += fmt::format("/{}", (span.index01 + index).value);
        line += fmt::format(" {}{} {}", control_nibble(track.flags), track.flags.scms ? " SCMS" : "",
                            track.isrc ? track.isrc->text() : "no ISRC");
        lines.push_back(line + texts(track_texts(disc, k)));
    }
    lines.push_back(fmt::format("lead-out {}", layout.lead_out.value));
    return lines;
}

// Where the tracks lie: number start/INDEX 01/INDEX 02...
inline std::string layout_line(const Disc& disc) {
    std::string line;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const TrackSpan& span = layout.tracks[k];
        line += fmt::format("{} {}/{}", disc.number_of(k), span.start.value, span.index01.value);
        for (const BlockCount index : disc.tracks[k].indexes)
            line += fmt::format("/{}", (span.index01 + index).value);
        line += ", ";
    }
    return line + fmt::format("lead-out {}", layout.lead_out.value);
}

// Where its data tracks are, to append to that.
inline std::string data_line(const Disc& disc) {
    std::string line;
    for (size_t i = 0; i < disc.data.size(); ++i) {
        line += fmt::format(", data {} after {}", data_track_numbers(disc)[i], disc.data[i].gap.value);
        if (disc.data[i].length) line += fmt::format(", {} long", disc.data[i].length->value);
    }
    return line;
}

} // namespace redbook::test
