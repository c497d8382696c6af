#include "redbook/jobs/places.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

// Variables of the environment, put back at the end.
class Environment {
  public:
    ~Environment() {
        for (const auto& [name, value] : before_) put(name, value);
    }
    void set(const std::string& name, const std::optional<std::string>& value) {
        const char* now = std::getenv(name.c_str());
        before_.emplace_back(name, now == nullptr ? std::nullopt : std::optional<std::string>(now));
        put(name, value);
    }

  private:
    static void put(const std::string& name, const std::optional<std::string>& value) {
#ifdef _WIN32
        ::_putenv_s(name.c_str(), value.value_or("").c_str());
#else
        value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
#endif
    }
    std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

TEST(Places, FollowTheVariablesOfTheDesktopAndElseTheHomeFolder) {
    const test::TempFolder folder;
    Environment environment;
    environment.set("XDG_CONFIG_HOME", folder / "c");
    environment.set("XDG_STATE_HOME", folder / "s");
    EXPECT_EQ(config_path(), folder / "c/redbook/config.toml");
    EXPECT_EQ(state_folder(), folder / "s/redbook");
    EXPECT_TRUE(system_files().status(folder / "s/redbook"));
    environment.set("XDG_CONFIG_HOME", std::nullopt);
    environment.set("XDG_STATE_HOME", std::nullopt);
    environment.set("HOME", folder.path());
    EXPECT_EQ(config_path(), folder / ".config/redbook/config.toml");
    EXPECT_EQ(state_folder(), folder / ".local/state/redbook");
    EXPECT_EQ(with_home("~/x"), folder / "x");
    EXPECT_EQ(with_home("a~/x"), "a~/x");
    environment.set("HOME", std::nullopt);
    EXPECT_EQ(config_path(), "");
    EXPECT_EQ(test::error_of(Errc::bad_value, [] { state_folder(); }),
              "HOME is not set, so there is no folder for stashes; name a stash");
}

} // namespace
} // namespace redbook
