// Debian's cdrdao 1.2.4 as a judge of what we write.
#pragma once

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/image/image_support.h"

namespace redbook::test {

// What the program writes to stdout; the test fails if it is not there or does not succeed.
inline std::string output_of(const std::string& command) {
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    for (char buffer[1 << 16]; const size_t n = std::fread(buffer, 1, sizeof buffer, pipe);)
        output.append(buffer, n);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return output;
}

// cdrdao looks for the files of a sheet in the current folder.
inline std::string in_folder(const TempFolder& folder, const std::string& command) {
    return "cd '" + folder.path() + "' && " + command + " 2>messages";
}

// "show-data" prints lines of "sample number:  left  right".
inline std::string samples_in_lines(const std::string& lines) {
    std::string samples;
    for (size_t at = 0; (at = lines.find(':', at)) != lines.npos;) {
        char* next = nullptr;
        const long left = std::strtol(&lines[at + 1], &next, 10), right = std::strtol(next, nullptr, 10);
        for (const long value : {left, right}) samples += {char(value & 0xFF), char(value >> 8 & 0xFF)};
        ++at;
    }
    return samples;
}

inline std::string time_line(const char* word, BlockCount at) {
    return fmt::format("          {:<7}{}({:6})\n", word, msf_text(at), at.value);
}

// What "cdrdao show-toc" says of such a disc.
inline std::string toc_of_cdrdao(const Disc& disc) {
    std::string out = "TOC TYPE: CD_DA\n";
    if (disc.mcn) out += fmt::format("CATALOG NUMBER: {}\n", disc.mcn->text());
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const Track& track = disc.tracks[k];
        const TrackSpan& span = layout.tracks[k];
        const std::string isrc(track.isrc ? track.isrc->text() : "");
        out += fmt::format("{}TRACK {:2}  Mode AUDIO:\n", k > 0 ? "\n" : "", k + 1);
        if (!isrc.empty())
            out += fmt::format("          ISRC {} {} {} {}\n", isrc.substr(0, 2), isrc.substr(2, 3),
                               isrc.substr(5, 2), isrc.substr(7));
        out += fmt::format("          COPY {}PERMITTED\n", track.flags.copy_permitted ? "" : "NOT ");
        out += fmt::format("          {}PRE-EMPHASIS\n", track.flags.pre_emphasis ? "" : "NO ");
        out += fmt::format("          {} CHANNEL AUDIO\n", track.flags.four_channel ? "FOUR" : "TWO");
        const Lba start = std::max(span.start, Lba{0});
        if (start < span.index01) out += time_line("PREGAP", span.index01 - start);
        out += time_line("START", span.index01 - Lba{0});
        for (size_t i = 0; i < track.indexes.size(); ++i)
            out += time_line(fmt::format("INDEX {:2} ", i + 2).c_str(),
                             span.index01 + track.indexes[i] - Lba{0});
        out += time_line("END", (k + 1 < disc.tracks.size() ? layout.tracks[k + 1].start : layout.lead_out) -
                                    Lba{0});
    }
    return out;
}

} // namespace redbook::test
