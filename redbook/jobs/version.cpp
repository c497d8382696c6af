#include "redbook/jobs/version.h"

namespace redbook {

std::string_view version() { return REDBOOK_VERSION; }
std::string made_by() { return "Redbook " REDBOOK_VERSION; }

} // namespace redbook
