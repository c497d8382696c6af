#include "redbook/check/verify.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

bool any(const std::vector<Item>& items, ItemState state) {
    return std::any_of(items.begin(), items.end(), [&](const Item& i) { return i.state == state; });
}

} // namespace

const Item* Comparison::first_difference() const {
    const auto it =
        std::find_if(items.begin(), items.end(), [](const Item& i) { return i.state == ItemState::differs; });
    return it == items.end() ? nullptr : &*it;
}

SampleCount Comparison::unread_edge_samples() const {
    return verdict == Verdict::not_verified && unread.alone ? unread.samples : SampleCount{0};
}

std::string verdict_text(const Comparison& comparison) {
    std::string text(to_string(comparison.verdict));
    if (comparison.unread_edge_samples() > SampleCount{0})
        text = fmt::format("verified except {}", fmt::join(comparison.unread.places, " and "));
    if (comparison.data == DataTracks::none || comparison.verdict == Verdict::differs) return text;
    return fmt::format("audio {}, data {}", text, to_string(comparison.data));
}

std::string_view to_string(DataTracks data) {
    constexpr std::string_view kWords[] = {"none", "not copied", "not compared"};
    return kWords[size_t(data)];
}

std::string_view to_string(Verdict verdict) {
    constexpr std::string_view kWords[] = {"verified", "differs", "not verified"};
    return kWords[size_t(verdict)];
}

std::string_view to_string(ItemState state) {
    constexpr std::string_view kWords[] = {"equal", "differs", "not checkable"};
    return kWords[size_t(state)];
}

namespace {

Comparison compare_contents(const Side& a, const Side& b, const TransferOptions& options) {
    Comparison result{compare_descriptions(a, b), Verdict::verified};
    if (const auto subchannel = compare_subchannels(a, b)) result.items.push_back(*subchannel);
    AudioComparison audio = compare_audio(a, b, options);
    result.items.insert(result.items.end(), audio.items.begin(), audio.items.end());
    result.offset = audio.offset;
    result.unread = std::move(audio.unread);
    result.read_again = audio.read_again;
    result.moved = audio.moved;
    result.names = {a.name, b.name};
    if (!a.disc.data.empty() || !b.disc.data.empty()) result.data = DataTracks::not_compared;
    if (any(audio.items, ItemState::not_checkable)) result.verdict = Verdict::not_verified;
    return result;
}

} // namespace

Comparison differing_files(std::string detail) {
    return {{{"files", ItemState::differs, std::move(detail)}}, Verdict::differs};
}

Comparison compare(const Side& a, const Side& b, const TransferOptions& options) try {
    Comparison result = compare_contents(a, b, options);
    if (b.damage) {
        const std::string damage = b.damage();
        result.items.push_back({"files", damage.empty() ? ItemState::equal : ItemState::differs, damage});
    }
    if (result.first_difference() != nullptr) result.verdict = Verdict::differs;
    return result;
} catch (const Error& e) {
    const std::string damage = b.damage && e.code != Errc::cancelled ? b.damage() : "";
    if (damage.empty()) throw;
    return differing_files(damage);
}

} // namespace redbook
