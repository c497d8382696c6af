// Whatever is written to a name that is a symbolic link takes the place of what the link leads to, in every
// format: the link stays, and nothing is left beside it.
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/jobs/master.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using test::plain_disc;
using test::TempFolder;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

Disc night_of(int length) {
    Disc disc = plain_disc({length});
    edit_album_texts(disc).title = "Night " + std::to_string(length);
    disc.tracks[0].texts.resize(1);
    return disc;
}

class Links : public testing::TestWithParam<Format> {
  protected:
    Links() {
        for (const char* name : {"real", "expected", "links"}) system_files().create_folder(folder_ / name);
        EXPECT_EQ(::symlink(("../real/" + name_).c_str(), link_.c_str()), 0);
    }

    void master_to(const std::string& path, int length) {
        MasterOptions options;
        options.force = true;
        options.format = GetParam().name;
        master(test::album_of(night_of(length)), path, options);
    }

    // The link, and after it what `length` is mastered as without one.
    void expect_link_to(int length) {
        EXPECT_TRUE(std::filesystem::is_symlink(link_));
        EXPECT_THAT(system_files().list(folder_ / "links"), ElementsAre(name_of(link_)));
        master_to(folder_ / "expected/" + name_, length);
        EXPECT_EQ(files_in("real"), files_in("expected"));
    }

    std::vector<std::string> files_in(const std::string& folder) {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / folder)) {
            EXPECT_FALSE(entry.is_symlink()) << entry.path();
            if (entry.is_regular_file())
                all.push_back(entry.path().lexically_relative(folder_ / folder).string() + ": " +
                              test::read_file(entry.path()));
        }
        std::ranges::sort(all);
        return all;
    }

    TempFolder folder_;
    const std::string ending_ = GetParam().extension == "/" ? "" : std::string(GetParam().extension);
    const std::string name_ = "night" + ending_, link_ = folder_ / "links/link" + ending_;
};
INSTANTIATE_TEST_SUITE_P(Master, Links, testing::ValuesIn(writable(all_formats())), [](const auto& test) {
    std::string name(test.param.name);
    std::erase_if(name, [](char c) { return c == '+' || c == '-'; });
    return name;
});

TEST_P(Links, ToWhatIsThereIsFollowedAndThatIsReplaced) {
    master_to(folder_ / "real/" + name_, 300);
    master_to(link_, 310);
    expect_link_to(310);
}

TEST_P(Links, ToNothingIsFollowedAndThatIsMade) {
    master_to(link_, 310);
    expect_link_to(310);
}

TEST(LinkedData, ADataFileThatIsALinkIsNotReplaced) {
    const TempFolder folder;
    const std::string out = folder / "a.cue", data = folder / "a.bin";
    test::write_file(folder / "elsewhere", "old");
    EXPECT_EQ(::symlink("elsewhere", data.c_str()), 0);
    MasterOptions options;
    options.force = true;
    EXPECT_EQ(error_of(Errc::exists, [&] { master(test::album_of(night_of(300)), out, options); }),
              data +
                  ": is a symbolic link, whose file would stay what it is; remove the link or give another "
                  "name");
    EXPECT_THAT(system_files().list(folder.path()), UnorderedElementsAre("a.bin", "elsewhere"));
}

} // namespace
} // namespace redbook
