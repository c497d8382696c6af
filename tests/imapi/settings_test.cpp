#include "redbook/imapi/settings.h"

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace redbook::imapi {
namespace {

Settings with(std::map<std::string, std::string, std::less<>> values) {
    values.try_emplace("REDBOOK_IMAPI_FOLDER", "/music");
    values.try_emplace("REDBOOK_IMAPI_STASH_FOLDER", "/state");
    return read_settings([&](std::string_view name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    });
}

TEST(ImapiSettings, WithoutAnyTheyAreAsDocumented) {
    const Settings s = with({});
    EXPECT_EQ(s.image_folder, "/music");
    EXPECT_EQ(s.stash_folder, "/state");
    EXPECT_EQ(s.image_format, "cue+bin");
    EXPECT_EQ(s.capacity, BlockCount{359849});
    EXPECT_EQ(s.recorder_name, "Image recorder");
    EXPECT_FALSE(s.refuse_short_tracks || s.one_stash || s.recover);
    EXPECT_TRUE(s.verify);
    EXPECT_EQ(s.keep_days, 7);
}

TEST(ImapiSettings, EachIsRead) {
    const Settings s = with({{"REDBOOK_IMAPI_FORMAT", "cue+wav"},
                             {"REDBOOK_IMAPI_CAPACITY", "74"},
                             {"REDBOOK_IMAPI_RECORDER_NAME", "Attic"},
                             {"REDBOOK_IMAPI_SHORT_TRACKS", "refuse"},
                             {"REDBOOK_IMAPI_ONE_STASH", "1"},
                             {"REDBOOK_IMAPI_RECOVER", "1"},
                             {"REDBOOK_IMAPI_VERIFY", "0"},
                             {"REDBOOK_IMAPI_KEEP_DAYS", "30"}});
    EXPECT_EQ(s.image_format, "cue+wav");
    EXPECT_EQ(s.capacity, BlockCount{333000});
    EXPECT_EQ(s.recorder_name, "Attic");
    EXPECT_TRUE(s.refuse_short_tracks && s.one_stash && s.recover);
    EXPECT_FALSE(s.verify);
    EXPECT_EQ(s.keep_days, 30);
}

TEST(ImapiSettings, AWrongValueIsRefusedWithWhatIsTaken) {
    struct {
        const char *name, *value, *takes;
    } const rows[] = {
        {"REDBOOK_IMAPI_FOLDER", "", "a folder"},
        {"REDBOOK_IMAPI_FORMAT", "mp3", "a format of images with audio"},
        {"REDBOOK_IMAPI_FORMAT", "cdt", "a format of images with audio"},
        {"REDBOOK_IMAPI_CAPACITY", "299", "74, 80, 90, 99, or a number of blocks from 300 to 449849"},
        {"REDBOOK_IMAPI_SHORT_TRACKS", "1", "fill or refuse"},
        {"REDBOOK_IMAPI_ONE_STASH", "yes", "0 or 1"},
        {"REDBOOK_IMAPI_KEEP_DAYS", "-1", "a number of days"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(test::error_of(Errc::bad_value,
                                 [&] {
                                     with({{row.name, row.value}});
                                 }),
                  fmt::format("{}: '{}' is not {}; change or remove it", row.name, row.value, row.takes));
}

} // namespace
} // namespace redbook::imapi
