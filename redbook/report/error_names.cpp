#include "redbook/report/error_names.h"

#include <algorithm>
#include <array>

namespace redbook {
namespace {

// In the order of Errc, every one.
constexpr std::array<std::string_view, 23> kNames{"io",
                                                  "disk_full",
                                                  "not_found",
                                                  "no_permission",
                                                  "exists",
                                                  "in_use",
                                                  "malformed",
                                                  "unsupported",
                                                  "newer_version",
                                                  "corrupt",
                                                  "breaks_rule",
                                                  "bad_value",
                                                  "source_changed",
                                                  "does_not_fit",
                                                  "track_open",
                                                  "no_track_open",
                                                  "too_many_tracks",
                                                  "stash_failed",
                                                  "device",
                                                  "no_medium",
                                                  "not_blank",
                                                  "cancelled",
                                                  "differs"};
static_assert(kNames.size() == size_t(Errc::differs) + 1 && !kNames.back().empty());

} // namespace

std::string_view name_of(Errc code) { return kNames.at(size_t(code)); }

std::optional<Errc> error_named(std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    return found == kNames.end() ? std::nullopt : std::optional(Errc(found - kNames.begin()));
}

} // namespace redbook
