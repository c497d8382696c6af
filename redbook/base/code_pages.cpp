#include "redbook/base/code_pages.h"

namespace redbook {
namespace {

// Unicode's mapping tables of the code pages.
// clang-format off
constexpr std::u16string_view kPage1250 =
    u"€�‚�„…†‡�‰Š‹ŚŤŽŹ�‘’“”•–—�™š›śťžź"
    u"\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
    u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
    u"ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
constexpr std::u16string_view kPage1251 =
    u"ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—�™љ›њќћџ"
    u"\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї"
    u"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    u"абвгдежзийклмнопрстуфхцчшщъыьэюя";
constexpr std::u16string_view kPage1252 =
    u"€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ"
    u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    u"àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
// clang-format on
static_assert(kPage1250.size() == 128 && kPage1251.size() == 128 && kPage1252.size() == 128);

} // namespace

char32_t from_code_page(CodePage page, uint8_t byte) {
    if (byte < 0x80) return byte;
    switch (page) {
    case CodePage::windows_1250: return kPage1250[byte - 0x80u];
    case CodePage::windows_1251: return kPage1251[byte - 0x80u];
    case CodePage::windows_1252: break;
    }
    return kPage1252[byte - 0x80u];
}

} // namespace redbook
