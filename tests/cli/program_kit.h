// A folder of its own for each test of the program, with audio to feed it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "tests/cli/program.h"
#include "tests/support/audio_maker.h"
#include "tests/support/temp_folder.h"

namespace redbook::test {

inline constexpr int64_t kFiveSeconds = 44100 * 5;

class ProgramTest : public testing::Test {
  protected:
    ProgramTest() { ::chmod(folder_.path().c_str(), 0755); }

    std::string wav(const std::string& name, int64_t samples = kFiveSeconds, uint32_t seed = 1) {
        write_wav(folder_ / name, noise(samples, 44100, 2, 16, seed));
        return folder_ / name;
    }
    std::string flac(const std::string& name, uint32_t seed = 1) {
        encode(folder_ / name, noise(kFiveSeconds, 44100, 2, 16, seed));
        return folder_ / name;
    }
    // A WAV of digital silence that takes no room on the disk.
    std::string long_wav(const std::string& name, int minutes) {
        WavStyle style;
        const int64_t bytes = int64_t{minutes} * 60 * 44100 * 4;
        style.data_size = bytes;
        style.riff_size = bytes + 36;
        write_wav(folder_ / name, Sound{}, style);
        std::filesystem::resize_file(folder_ / name,
                                     uint64_t(bytes) + std::filesystem::file_size(folder_ / name));
        return folder_ / name;
    }
    std::vector<std::string> names(const std::string& below = "") {
        std::vector<std::string> result;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() + below))
            result.push_back(entry.path().filename().string());
        std::sort(result.begin(), result.end());
        return result;
    }
    void expect_refused(const std::vector<std::string>& arguments, int code, const std::string& message,
                        const HowToRun& how = {}) {
        const auto before = names();
        const Ran ran = redbook(arguments, how);
        EXPECT_EQ(ran.err, "redbook: " + message + "\n");
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(ran.exit_code, code);
        EXPECT_EQ(names(), before) << "something was left behind";
    }

    TempFolder folder_;
    std::string out_ = folder_ / "out.cue";
};

} // namespace redbook::test
