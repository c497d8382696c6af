// What the fuzz targets share. A target is one function that takes any bytes for what it reads: it comes
// back, or throws an Error. Whatever else happens is a finding, and so is a rule that must_hold() and does
// not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"
#include "redbook/disc/disc.h"

namespace redbook {

// The target. Each defines it.
void read_input(Bytes input);

void must_hold(bool rule);

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

// Where all tracks begin, all indexes, and the lead-out.
std::vector<Lba> addresses(const Disc& disc);

// Of the files that a sheet names: ten minutes each, all different, and none ends with a block.
std::vector<SampleCount> file_lengths(size_t files);

// The path of a file, the same each time, with these bytes in it and nothing else.
std::string as_file(Bytes bytes);

} // namespace redbook
