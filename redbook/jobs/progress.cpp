#include "redbook/jobs/progress.h"

#include <algorithm>
#include <array>

namespace redbook {
namespace {

// In the order of Phase.
constexpr std::array<std::string_view, 10> kPhaseNames{"staging", "checking", "erasing",      "simulating",
                                                       "writing", "closing",  "reading back", "comparing",
                                                       "reading", "listening"};
static_assert(kPhaseNames.size() == size_t(Phase::listening) + 1);

} // namespace

std::string_view to_string(Phase phase) { return kPhaseNames.at(size_t(phase)); }

std::optional<Phase> phase_named(std::string_view name) {
    const auto found = std::ranges::find(kPhaseNames, name);
    return found == kPhaseNames.end() ? std::nullopt : std::optional(Phase(found - kPhaseNames.begin()));
}

BlockProgress in_phase(const ProgressCallback& progress, Phase phase) {
    if (!progress) return {};
    return [progress, phase](BlockCount done, BlockCount total) { return progress({phase, done, total}); };
}

} // namespace redbook
