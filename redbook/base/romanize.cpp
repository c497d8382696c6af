#include "redbook/base/romanize.h"

#include <dlfcn.h>

#include <array>

#include <fmt/format.h>
#include <unicode/utrans.h>
#include <unicode/uvernum.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

// ICU's names end in its version: utrans_openU is a macro for utrans_openU_72.
#define REDBOOK_TEXT_OF(name) #name
#define REDBOOK_ICU_NAME(name) REDBOOK_TEXT_OF(name)

// Loaded when the first text needs it: ICU's tables are 30 MB, which most runs have no use for.
struct Icu {
    decltype(&::utrans_openU) open = nullptr;
    decltype(&::utrans_transUChars) transliterate = nullptr;
    decltype(&::utrans_close) close = nullptr;
    std::string missing;

    Icu() {
        const std::string name = fmt::format("libicui18n.so.{}", U_ICU_VERSION_MAJOR_NUM);
        void* const library = ::dlopen(name.c_str(), RTLD_LAZY | RTLD_LOCAL);
        if (library) {
            look_up(library, REDBOOK_ICU_NAME(utrans_openU), open);
            look_up(library, REDBOOK_ICU_NAME(utrans_transUChars), transliterate);
            look_up(library, REDBOOK_ICU_NAME(utrans_close), close);
        }
        if (!open || !transliterate || !close)
            missing = fmt::format("text cannot be romanized: ICU cannot be loaded ({})", ::dlerror());
    }

  private:
    template <class Function>
    static void look_up(void* library, const char* name, Function& function) {
        function = reinterpret_cast<Function>(::dlsym(library, name));
    }
};

const Icu& icu() {
    static const Icu loaded;
    return loaded;
}

std::u16string as_utf16(std::string_view text) {
    std::u16string out;
    for (const char32_t code : code_points(text)) {
        if (code < 0x10000) {
            out += char16_t(code);
        } else {
            out += char16_t(0xD800 + ((code - 0x10000) >> 10));
            out += char16_t(0xDC00 + (code & 0x3FF));
        }
    }
    return out;
}

std::string as_utf8(std::u16string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        if (code >= 0xD800 && code < 0xDC00 && i + 1 < text.size())
            code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00);
        append_utf8(out, code);
    }
    return out;
}

constexpr std::array<std::u16string_view, 6> kRules{u"Russian-Latin/BGN",    u"Ukrainian-Latin/BGN",
                                                    u"Belarusian-Latin/BGN", u"Bulgarian-Latin/BGN",
                                                    u"Serbian-Latin/BGN",    u"Macedonian-Latin/BGN"};

} // namespace

const std::string& romanizing_missing() { return icu().missing; }

std::string romanized(std::string_view text, Cyrillic read_as) {
    if (!romanizing_missing().empty()) throw Error(Errc::unsupported, romanizing_missing());
    const std::u16string rules = std::u16string(kRules.at(size_t(read_as))) + u"; Any-Latin; NFC";
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator* const machine =
        icu().open(rules.data(), int32_t(rules.size()), UTRANS_FORWARD, nullptr, 0, nullptr, &error);
    std::u16string units = as_utf16(text);
    int32_t length = int32_t(units.size()), end = length;
    units.resize(units.size() * 8 + 64); // no letter becomes so many
    if (U_SUCCESS(error))
        icu().transliterate(machine, units.data(), &length, int32_t(units.size()), 0, &end, &error);
    if (machine) icu().close(machine);
    if (U_FAILURE(error))
        throw Error(Errc::unsupported, fmt::format("text cannot be romanized: ICU error {}", int(error)));
    return as_utf8(std::u16string_view(units).substr(0, size_t(length)));
}

} // namespace redbook
