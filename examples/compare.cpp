// Are two albums the same disc? compare a.cue b.ddp/
#include <cstdio>

#include <redbook/redbook.h>

int main(int argc, char** argv) try {
    if (argc != 3) return std::fprintf(stderr, "usage: compare A B\n"), 2;
    const redbook::Outcome outcome = redbook::compare(redbook::open({argv[1]}), redbook::open({argv[2]}));
    for (const redbook::Item& item : outcome.comparison.items)
        std::printf("%-20s %s %s\n", item.name.c_str(), std::string(to_string(item.state)).c_str(),
                    item.detail.c_str());
    return outcome.verdict == redbook::Verdict::verified ? 0 : 1;
} catch (const redbook::Error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
