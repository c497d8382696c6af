#include "redbook/audio/ffmpeg_library.h"

#include <dlfcn.h>

#include <fmt/format.h>

namespace redbook {

#define REDBOOK_DEFINE(name) decltype(&::name) name = nullptr;
REDBOOK_FFMPEG_FUNCTIONS(REDBOOK_DEFINE)
#undef REDBOOK_DEFINE

namespace {

template <class Function>
void look_up(void* library, const char* name, Function& function, std::string& missing) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (!function && missing.empty()) missing = ::dlerror();
}

// libavformat needs the other two, so what is looked for in it is looked for in all three.
std::string load() {
    const std::string name = fmt::format("libavformat.so.{}", LIBAVFORMAT_VERSION_MAJOR);
    void* const library = ::dlopen(name.c_str(), RTLD_LAZY | RTLD_LOCAL);
    if (!library) return ::dlerror();
    std::string missing;
#define REDBOOK_FIND(name) look_up(library, #name, redbook::name, missing);
    REDBOOK_FFMPEG_FUNCTIONS(REDBOOK_FIND)
#undef REDBOOK_FIND
    if (!missing.empty()) return missing;
    if (avcodec_version() >> 16 != LIBAVCODEC_VERSION_MAJOR ||
        avutil_version() >> 16 != LIBAVUTIL_VERSION_MAJOR)
        return name + ": comes with another libavcodec or libavutil than this program is made for";
    av_log_set_callback([](void*, int, const char*, va_list) {});
    return {};
}

} // namespace

const std::string& ffmpeg_missing() {
    static const std::string why = load();
    return why;
}

} // namespace redbook
