// What the fuzz targets share. A target takes any bytes for what it reads: it returns, or throws an Error.
// Whatever else happens is a finding, and so is a rule passed to must_hold() that does not hold.
//
// All targets are linked into two programs: fuzz_readers, with libFuzzer, and fuzz_replay, whose main() runs
// them on the files of tests/data in the ordinary test build.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"
#include "redbook/disc/disc.h"

namespace redbook {

struct FuzzTarget {
    std::string name;
    void (*read)(Bytes input);
    std::vector<std::string> folders; // the inputs to begin with
};

// Every target of the program, by name.
const std::vector<FuzzTarget>& fuzz_targets();

// Exits with status 2 if there is no target of that name.
const FuzzTarget& fuzz_target(std::string_view name);

// One line per target: its name and the folders of its corpus.
void print_fuzz_targets();

// Runs the target. What it refuses with an Error is fine.
void run_target(const FuzzTarget& target, Bytes input);

struct AddFuzzTarget {
    explicit AddFuzzTarget(FuzzTarget target);
};

// FUZZ_TARGET(cue_reader, "cue") { ... }: the body reads `input`. Its corpus is tests/data/fuzz/cue_reader
// and the folders of tests/data that are named.
#define FUZZ_TARGET(name, ...)                                                                               \
    static void name##_target(Bytes input);                                                                  \
    static const AddFuzzTarget add_##name##_target({#name, name##_target, {__VA_ARGS__}});                   \
    static void name##_target(Bytes input)

// Aborts, after naming the place, if the rule does not hold.
#define must_hold(...) ::redbook::must_hold_at(bool(__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)
void must_hold_at(bool holds, const char* rule, const char* file, int line);

// For targets that read one input in several ways.
template <class F>
void unless_refused(F&& body) {
    try {
        body();
    } catch (const Error&) {}
}

inline std::string_view text_of(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The starts of all tracks and all indexes, and the lead-out.
std::vector<Lba> addresses(const Disc& disc);

// Of the files that a sheet names: ten minutes each, all different, and none ends with a block.
std::vector<SampleCount> file_lengths(size_t files);

} // namespace redbook
