#include "redbook/drive/libburn_messages.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace redbook {
namespace {

bool is_failure(const BurnMessage& m) {
    return m.severity == "SORRY" || m.severity == "FAILURE" || m.severity == "FATAL" || m.severity == "ABORT";
}

// Takes a number off the front; nullopt if there is none.
std::optional<int> take_number(std::string_view& text, int base) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(size_t(end - text.data()));
    return value;
}
bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

// "[3 0C 00]" after `mark`.
std::optional<Sense> sense_behind(std::string_view text, std::string_view mark) {
    const size_t at = text.find(mark);
    if (at == text.npos) return std::nullopt;
    text.remove_prefix(at + mark.size());
    const auto key = take_number(text, 16);
    if (!key || !take(text, " ")) return std::nullopt;
    const auto asc = take_number(text, 16);
    if (!asc || !take(text, " ")) return std::nullopt;
    const auto ascq = take_number(text, 16);
    if (!ascq || !take(text, "]")) return std::nullopt;
    return Sense{uint8_t(*key), uint8_t(*asc), uint8_t(*ascq)};
}

// "SCSI error on write(299,13): [3 0C 00] ...", "SCSI error condition on command 5Dh SEND CUE SHEET: [5 26
// 00] ..."
BurnFault fault_of(std::string_view text) {
    BurnFault fault;
    fault.sense = sense_behind(text, "[");
    if (!fault.sense) return fault;
    using enum BurnFault::During;
    if (text.find("SEND CUE SHEET") != text.npos) fault.during = cue_sheet;
    if (text.starts_with("Failed to ")) fault.during = closing;
    if (!take(text, "SCSI error on write(")) return fault;
    fault.during = writing;
    fault.first.value = take_number(text, 10).value_or(0);
    if (take(text, ",")) fault.count.value = take_number(text, 10).value_or(0);
    return fault;
}

// A WRITE that is refused may only say that the recording is over: what ended it came with the command before
// (a deferred error), or with the first try of the same one ("WRITE(10) #2,[6 29 00]").
std::optional<Sense> real_cause(const std::vector<BurnMessage>& messages, size_t failure) {
    if (failure + 1 < messages.size())
        if (const auto first_try = sense_behind(messages[failure + 1].text, ",[")) return first_try;
    for (size_t i = 0; i < failure; ++i) {
        if (messages[i].text.find("READ BUFFER CAPACITY") == std::string::npos) continue;
        const auto sense = sense_behind(messages[i].text, "[");
        if (sense && (sense->key == 3 || sense->key == 4)) return sense;
    }
    return std::nullopt;
}

// What all failures agree on; of failures while writing, which are at a place each, not even that.
BurnFault common_fault(const std::vector<BurnMessage>& messages) {
    std::optional<BurnFault> common;
    for (const BurnMessage& m : messages) {
        const BurnFault fault = is_failure(m) ? fault_of(m.text) : BurnFault{};
        if (!fault.sense) continue;
        if (!common) common = fault;
        if (fault.sense != common->sense)
            return {.words = "another drive failed, too, and it does not say which of them for what reason"};
        if (fault.during != common->during) common->during = BurnFault::During::starting;
    }
    if (common->during == BurnFault::During::writing) common->during = BurnFault::During::starting;
    return *common;
}

} // namespace

std::string worst_of(const std::vector<BurnMessage>& messages) {
    for (const BurnMessage& m : messages)
        if (is_failure(m)) return m.text.substr(0, m.text.find_last_not_of(" ,\n") + 1);
    return "it does not say why";
}

BurnFault fault_in(const std::vector<BurnMessage>& messages, bool mixed) {
    for (size_t i = 0; i < messages.size(); ++i) {
        if (!is_failure(messages[i])) continue;
        BurnFault fault = fault_of(messages[i].text);
        if (!fault.sense) continue;
        if (mixed) return common_fault(messages);
        if (fault.during == BurnFault::During::writing)
            if (const auto cause = real_cause(messages, i)) fault.sense = cause;
        return fault;
    }
    BurnFault fault;
    fault.words = worst_of(messages);
    return fault;
}

} // namespace redbook
