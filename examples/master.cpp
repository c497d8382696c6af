// Turns an album into a DDP set that was read back and compared: master album/ night.ddp/
#include <cstdio>

#include <redbook/redbook.h>

int main(int argc, char** argv) try {
    if (argc != 3) return std::fprintf(stderr, "usage: master ALBUM OUT\n"), 2;
    const redbook::Album album = redbook::open({argv[1]});
    const redbook::Outcome made = redbook::master(album, argv[2]);
    for (const std::string& warning : made.warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    std::puts(made.sentence.c_str());
    return made.verdict == redbook::Verdict::verified ? 0 : 1;
} catch (const redbook::Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
