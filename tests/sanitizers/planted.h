// Mistakes that the sanitizers must notice, in code that a library and a test compile both: the linker keeps
// one of the two copies.
#pragma once

#include <climits>
#include <cstddef>
#include <vector>

namespace redbook::test {

// Reads bytes[at]; past the end it is an overflow.
inline char inline_read(const std::vector<char>& bytes, size_t at) { return bytes.data()[at]; }

template <class T>
T template_read(const std::vector<T>& items, size_t at) {
    return items.data()[at];
}

inline int inline_sum(int a, int b) { return a + b; }

// The same, compiled in a library.
char library_read(const std::vector<char>& bytes, size_t at);
int library_template_read(const std::vector<int>& items, size_t at);
int library_sum(int a, int b);

} // namespace redbook::test
