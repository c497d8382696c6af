#include "redbook/imapi/settings.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/image_writer.h"
#include "redbook/imapi/com_runtime.h"

namespace redbook::imapi {
namespace {

struct SettingRow {
    std::string_view name;
    std::string_view takes; // in words, for who got it wrong
    bool (*set)(Settings& settings, const std::string& value);
};

bool set_text(std::string& text, const std::string& value) {
    text = value;
    return !value.empty();
}

// For rows of a switch whose words are `off` and `on`.
bool set_switch(bool& state, const std::string& value, std::string_view off, std::string_view on) {
    state = value == on;
    return value == off || value == on;
}

bool set_format(Settings& settings, const std::string& value) {
    settings.image_format = value;
    const auto format = std::ranges::find(image_formats(), value, &Format::name);
    return format != image_formats().end() && can_record(*format);
}

bool set_capacity(Settings& settings, const std::string& value) {
    const auto blocks = parse_capacity(value);
    settings.capacity = blocks.value_or(kDefaultCapacity);
    return blocks.has_value();
}

bool set_days(Settings& settings, const std::string& value) {
    settings.keep_days = parse_number(value);
    return settings.keep_days >= 0;
}

constexpr std::array kSettingRows{
    SettingRow{"REDBOOK_IMAPI_FOLDER", "a folder",
               [](Settings& s, const std::string& v) { return set_text(s.image_folder, v); }},
    SettingRow{"REDBOOK_IMAPI_FORMAT", "a format of images with audio", set_format},
    SettingRow{"REDBOOK_IMAPI_CAPACITY", "74, 80, 90, 99, or a number of blocks from 300 to 449849",
               set_capacity},
    SettingRow{"REDBOOK_IMAPI_RECORDER_NAME", "a name",
               [](Settings& s, const std::string& v) { return set_text(s.recorder_name, v); }},
    SettingRow{"REDBOOK_IMAPI_STASH_FOLDER", "a folder",
               [](Settings& s, const std::string& v) { return set_text(s.stash_folder, v); }},
    SettingRow{"REDBOOK_IMAPI_SHORT_TRACKS", "fill or refuse",
               [](Settings& s, const std::string& v) {
                   return set_switch(s.refuse_short_tracks, v, "fill", "refuse");
               }},
    SettingRow{"REDBOOK_IMAPI_ONE_STASH", "0 or 1",
               [](Settings& s, const std::string& v) { return set_switch(s.one_stash, v, "0", "1"); }},
    SettingRow{"REDBOOK_IMAPI_RECOVER", "0 or 1",
               [](Settings& s, const std::string& v) { return set_switch(s.recover, v, "0", "1"); }},
    SettingRow{"REDBOOK_IMAPI_VERIFY", "0 or 1",
               [](Settings& s, const std::string& v) { return set_switch(s.verify, v, "0", "1"); }},
    SettingRow{"REDBOOK_IMAPI_KEEP_DAYS", "a number of days", set_days},
};

} // namespace

Settings read_settings(const SettingSource& get) {
    Settings settings;
    for (const SettingRow& row : kSettingRows) {
        const auto value = get(row.name);
        if (value && !row.set(settings, *value))
            throw Error(Errc::bad_value,
                        fmt::format("{}: '{}' is not {}; change or remove it", row.name, *value, row.takes));
    }
    if (settings.image_folder.empty()) settings.image_folder = join_path(user_music_folder(), "Redbook");
    if (settings.stash_folder.empty()) settings.stash_folder = user_state_folder();
    return settings;
}

} // namespace redbook::imapi
