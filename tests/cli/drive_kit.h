// The program on a drive: an emulated one, which redbook-emudrive hands to it as /dev/sr0.
#pragma once

#include <nlohmann/json.hpp>

#include "tests/cli/program_kit.h"

namespace redbook::test {

using nlohmann::json;

inline constexpr const char* kDrive = "/dev/sr0";

class DriveProgram : public ProgramTest {
  protected:
    using Words = std::vector<std::string>;

    void make_medium(const std::string& name = "disc.img", Words options = {}) {
        Words command{REDBOOK_EMUDRIVE_PROGRAM, "--new", folder_ / name};
        command.insert(command.end(), options.begin(), options.end());
        ASSERT_EQ(run_program(command).exit_code, 0);
    }

    // redbook with a drive that has disc.img in it. `options` are the drive's.
    Ran on_drive(Words arguments, Words options = {}, HowToRun how = {}) {
        Words command{REDBOOK_EMUDRIVE_PROGRAM, folder_ / "disc.img"};
        command.insert(command.end(), options.begin(), options.end());
        command.insert(command.end(), {"--", REDBOOK_PROGRAM});
        command.insert(command.end(), arguments.begin(), arguments.end());
        for (const char* variable : {"HOME=", "XDG_CONFIG_HOME=", "XDG_STATE_HOME="})
            how.environment.push_back(variable + folder_.path());
        return run_program(command, how);
    }

    json told(Words arguments, int exit_code, Words options = {}) {
        arguments.push_back("--json");
        const Ran ran = on_drive(std::move(arguments), std::move(options));
        EXPECT_EQ(ran.exit_code, exit_code) << ran.out << ran.err;
        return json::parse(ran.out);
    }

    // Two tracks of five seconds, with all that a disc can say.
    std::string stash(Words more = {}) {
        const std::string path = folder_ / "night.stash";
        Words command{"stage",         path,
                      wav("1.wav"),    wav("2.wav", kFiveSeconds, 2),
                      "--pause",       "2s",
                      "--title",       "Night Music",
                      "--performer",   "The Band",
                      "--track-title", "1=One",
                      "--mcn",         "4006381333931",
                      "--isrc",        "2=DEXYZ2600002",
                      "--flags",       "2=DCP"};
        command.insert(command.end(), more.begin(), more.end());
        EXPECT_EQ(redbook(command).exit_code, 0);
        return path;
    }

    void expect_refused_on_drive(const Words& arguments, int code, const std::string& message,
                                 Words options = {}) {
        const auto before = names();
        const Ran ran = on_drive(arguments, std::move(options));
        EXPECT_EQ(ran.err, "redbook: " + message + "\n");
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(ran.exit_code, code);
        EXPECT_EQ(names(), before) << "something was left behind";
    }

    // As the drive sees the medium afterwards.
    std::string medium_state() {
        const json medium = told({"drives"}, 0)["result"]["drives"][0]["medium"];
        return medium["state"].get<std::string>() + (medium.contains("appendable") ? ", open" : "");
    }

    Words burn(const std::string& what, Words more = {}) {
        Words words{"burn", what, "--drive", kDrive};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

} // namespace redbook::test
