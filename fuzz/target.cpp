#include "fuzz/target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "redbook/disc/layout.h"

namespace redbook {
namespace {

std::vector<FuzzTarget>& added_targets() {
    static std::vector<FuzzTarget> targets;
    return targets;
}

} // namespace

AddFuzzTarget::AddFuzzTarget(FuzzTarget target) {
    for (std::string& folder : target.folders) folder.insert(0, "tests/data/");
    target.folders.push_back("tests/data/fuzz/" + target.name);
    std::erase_if(target.folders, [](const std::string& folder) { return !std::filesystem::exists(folder); });
    auto& targets = added_targets();
    const auto place = std::ranges::lower_bound(targets, target.name, {}, &FuzzTarget::name);
    targets.insert(place, std::move(target));
}

const std::vector<FuzzTarget>& fuzz_targets() { return added_targets(); }

const FuzzTarget& fuzz_target(std::string_view name) {
    const auto found = std::ranges::find(fuzz_targets(), name, &FuzzTarget::name);
    if (found != fuzz_targets().end()) return *found;
    std::fprintf(stderr, "fuzz: there is no target %.*s; --list prints them\n", int(name.size()),
                 name.data());
    std::exit(2);
}

void print_fuzz_targets() {
    for (const FuzzTarget& target : fuzz_targets()) {
        std::printf("%s", target.name.c_str());
        for (const std::string& folder : target.folders) std::printf(" %s", folder.c_str());
        std::printf("\n");
    }
}

void run_target(const FuzzTarget& target, Bytes input) {
    unless_refused([&] { target.read(input); });
}

void must_hold_at(bool holds, const char* rule, const char* file, int line) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, rule);
    std::abort();
}

std::vector<Lba> addresses(const Disc& disc) {
    std::vector<Lba> result;
    const Layout layout = layout_of(disc);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        result.push_back(layout.tracks[k].start);
        result.push_back(layout.tracks[k].index01);
        for (const BlockCount index : disc.tracks[k].indexes)
            result.push_back(layout.tracks[k].index01 + index);
    }
    result.push_back(layout.lead_out);
    return result;
}

std::vector<SampleCount> file_lengths(size_t files) {
    std::vector<SampleCount> lengths;
    for (size_t i = 0; i < files; ++i) lengths.push_back({26'460'000 + int64_t(i) * 1001});
    return lengths;
}

} // namespace redbook
