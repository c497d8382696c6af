// Stages two tracks block by block, as they come from a program: stage_blocks night.stash
#include <cmath>
#include <cstdio>

#include <redbook/redbook.h>

// A second of a tone: 16-bit little-endian stereo at 44.1 kHz, in whole blocks of 2352 bytes.
std::vector<std::byte> second_of(double hertz) {
    std::vector<std::byte> bytes;
    for (int i = 0; i < 44100; ++i)
        for (int channel = 0; channel < 2; ++channel) {
            const auto sample = int16_t(8000 * std::sin(2 * M_PI * hertz * i / 44100));
            bytes.insert(bytes.end(), {std::byte(sample & 0xff), std::byte(sample >> 8 & 0xff)});
        }
    return bytes;
}

int main(int argc, char** argv) try {
    if (argc != 2) return std::fprintf(stderr, "usage: stage_blocks STASH\n"), 2;
    const auto staging = redbook::create_stash(argv[1]);
    for (const double hertz : {440.0, 660.0}) {
        staging->open_track({});
        for (int second = 0; second < 5; ++second) staging->append(second_of(hertz));
        staging->close_track(); // from here on a crash does not take it away
    }
    staging->close();
} catch (const redbook::Error& e) {
    return std::fprintf(stderr, "%s\n", e.what()), 1;
}
