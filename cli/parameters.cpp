#include "cli/parameters.h"

#include <algorithm>
#include <map>

#include "redbook/base/text.h"
#include "redbook/disc/cd_text_codes.h"
#include "redbook/jobs/formats.h"
#include "redbook/redbook.h"

namespace redbook::cli {
namespace {

namespace offering {

Offer words(std::vector<std::string> words) {
    Offer offer;
    offer.words = std::move(words);
    return offer;
}

Offer list_of(std::vector<std::string> words, bool numbered = false) {
    Offer offer;
    offer.words = std::move(words);
    offer.list = true;
    offer.numbered = numbered;
    return offer;
}

Offer files(std::vector<std::string> endings = {}) {
    Offer offer;
    offer.files = true;
    offer.endings = std::move(endings);
    return offer;
}

Offer folders() {
    Offer offer;
    offer.folders = true;
    return offer;
}

Offer drives(std::vector<std::string> words = {}) {
    Offer offer;
    offer.drives = true;
    offer.words = std::move(words);
    return offer;
}

std::vector<std::string> split_words(const std::string& list) {
    std::vector<std::string> words;
    for (size_t at = 0; at < list.size();) {
        const size_t end = std::min(list.find(", ", at), list.size());
        words.push_back(list.substr(at, end - at));
        at = end + 2;
    }
    return words;
}

std::vector<std::string> languages() {
    std::vector<std::string> names;
    for (int code = 0; code <= 0xFF; ++code)
        if (const std::string_view name = language_name(uint8_t(code)); !name.empty())
            names.emplace_back(name);
    return names;
}

std::vector<std::string> formats_of(const Command& command) {
    std::vector<std::string> names;
    for (const Format& format : command.name == "burn" ? image_formats() : writable(all_formats()))
        if (command.name != "burn" || can_record(format)) names.emplace_back(format.name);
    return names;
}

// By the option's last name, or the operand's.
const std::map<std::string_view, Offer>& offers() {
    static const std::map<std::string_view, Offer> table{
        {"STASH", files({".stash"})},
        {"SOURCE", files()},
        {"A", files()},
        {"B", files()},
        {"OUT", files()},
        {"DRIVE", drives()},
        {"--output", files()},
        {"--stash", files({".stash"})},
        {"--stash-folder", folders()},
        {"--report", files({".html", ".json"})},
        {"--pq-sheet", files({".html", ".pdf", ".csv"})},
        {"--accuraterip", files({".bin"})},
        {"--cdtext", files({".cdt", ".v07t", ".txt"})},
        {"--drive", drives()},
        {"--recorder", drives({"image:"})},
        {"--encoding", words(split_words(encoding_names()))},
        {"--cue-origin", words({"lba0", "absolute"})},
        {"--mode", words({"sao", "tao"})},
        {"--charset", words({"latin1", "ascii", "ms-jis"})},
        {"--language", words(languages())},
        {"--flags", list_of({"PRE", "DCP", "4CH", "SCMS", "NONE"}, true)},
        {"--capacity", words({"74", "80", "90", "99"})},
        {"--speed", words({"max"})},
        {"--allow-without", list_of({"text", "isrc", "index"})},
        {"--progress", words({"auto", "none", "json"})},
    };
    return table;
}

} // namespace offering

} // namespace

Offer offer_for(const Command& command, const Parameter& parameter) {
    if (parameter.names.back() == "--format") return offering::words(offering::formats_of(command));
    const auto found = offering::offers().find(parameter.names.back());
    return found == offering::offers().end() ? Offer{} : found->second;
}

} // namespace redbook::cli
