// In place of libburn_writer.cpp where libburn is missing.
#include "redbook/drive/libburn_writer.h"

#include "redbook/base/error.h"

namespace redbook {

void require_libburn(const std::string& path) {
    throw Error(Errc::unsupported,
                path + ": this build has no libburn and records on no drive; record an image",
                Remedy::record_image);
}

std::unique_ptr<Burn> start_burn(const BurnPlan& plan, const BlockSource&) {
    require_libburn(plan.path);
    return nullptr;
}

std::optional<BurnFault> erase_disc(const std::string& path, bool, const BlockProgress&) {
    require_libburn(path);
    return std::nullopt;
}

} // namespace redbook
