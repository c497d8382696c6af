// Records an album or a stash on a drive, reads it back and compares: record album/ /dev/sr0
#include <cstdio>

#include <redbook/redbook.h>

int main(int argc, char** argv) try {
    if (argc != 3) return std::fprintf(stderr, "usage: record ALBUM DRIVE\n"), 2;
    redbook::RecorderSettings recorder;
    recorder.drive = argv[2]; // or recorder.image_folder = "discs", which records images
    redbook::RecordOptions options;
    options.eject = true;
    options.callbacks.progress = [](const redbook::Progress& p) {
        if (p.total.value > 0) std::fprintf(stderr, "\r%3d%%", int(100LL * p.done.value / p.total.value));
        return true; // false cancels
    };
    const redbook::Outcome disc = redbook::record(redbook::open({argv[1]}), {recorder}, options);
    std::printf("\n%s\n", disc.done ? disc.sentence.c_str() : disc.failures.at(0).sentence.c_str());
    return disc.verdict == redbook::Verdict::verified ? 0 : 1;
} catch (const redbook::Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
