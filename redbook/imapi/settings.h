// What can be set without a line of code; docs/imapi.md has the names.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "redbook/disc/layout.h"

namespace redbook::imapi {

struct Settings {
    std::string image_folder; // of the image recorder; made when a disc is recorded
    std::string image_format = "cue+bin";
    BlockCount capacity = kDefaultCapacity; // of the image recorder's discs, and where no recorder is chosen
    std::string recorder_name = "Image recorder";
    std::string stash_folder;         // made when the first track is
    bool refuse_short_tracks = false; // else a track of less than 4 s is filled with silence
    bool one_stash = false;           // Open is refused while another object or program has it open
    bool recover = false;             // the first format chosen finds what a crashed program staged
    bool verify = true;               // what is recorded is read back and compared
    int keep_days = 7;                // a stash that nobody holds is removed after this time
};

// Reads every setting through `get`, which knows them by name. Folders that are not set are the user's.
//   throws  Errc::bad_value "REDBOOK_IMAPI_CAPACITY: ..."
using SettingSource = std::function<std::optional<std::string>(std::string_view name)>;
Settings read_settings(const SettingSource& get);

} // namespace redbook::imapi
