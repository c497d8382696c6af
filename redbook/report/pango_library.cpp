#include "redbook/report/pango_library.h"

#include <dlfcn.h>

#ifdef __has_feature // of clang; g++ says it otherwise
#define REDBOOK_SANITIZES_ADDRESSES __has_feature(address_sanitizer)
#else
#define REDBOOK_SANITIZES_ADDRESSES 0
#endif

// Fontconfig keeps patterns as long as a program runs and points to their parts by offsets, which the leak
// checker cannot follow.
#if defined(__SANITIZE_ADDRESS__) || REDBOOK_SANITIZES_ADDRESSES
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so\n"; }
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace redbook {

#define REDBOOK_DEFINE(name) decltype(&::name) name = nullptr;
REDBOOK_PANGO_FUNCTIONS(REDBOOK_DEFINE)
#undef REDBOOK_DEFINE

namespace {

// libpangocairo needs the others, so what is looked for in it is looked for in all of them.
std::string load_pango() {
    void* const library = ::dlopen("libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_LOCAL);
    if (!library) return ::dlerror();
#define REDBOOK_FIND(name)                                                                                   \
    redbook::name = reinterpret_cast<decltype(redbook::name)>(::dlsym(library, #name));                      \
    if (!redbook::name) return ::dlerror();
    REDBOOK_PANGO_FUNCTIONS(REDBOOK_FIND)
#undef REDBOOK_FIND
    return {};
}

} // namespace

const std::string& pango_missing() {
    static const std::string why = load_pango();
    return why;
}

} // namespace redbook
