#include "tests/sanitizers/planted.h"

namespace redbook::test {

char library_read(const std::vector<char>& bytes, size_t at) { return inline_read(bytes, at); }
int library_template_read(const std::vector<int>& items, size_t at) { return template_read(items, at); }
int library_sum(int a, int b) { return inline_sum(a, b); }

} // namespace redbook::test
