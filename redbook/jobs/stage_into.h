// Staging below the front door: onto any file system.
#pragma once

#include <string>

#include "redbook/base/file.h"
#include "redbook/jobs/stage.h"

namespace redbook {

// As stage().
Outcome stage_into(FileSystem& files, const std::string& path, const Album& album,
                   const StageOptions& options);

} // namespace redbook
