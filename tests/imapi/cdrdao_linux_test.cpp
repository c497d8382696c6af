// What RecordDisc wrote, as another program reads it: cdrdao show-toc.
#include <cstdio>

#include <gtest/gtest.h>

#include "redbook/imapi/image_device.h"
#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

std::string output_of(const std::string& command) {
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    for (char buffer[4096]; const size_t n = std::fread(buffer, 1, sizeof buffer, pipe);)
        output.append(buffer, n);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return output;
}

TEST(Cdrdao, ReadsTheTocThatWasStaged) {
    for (const std::string format : {"cue+bin", "cue+wav"}) {
        Rig rig;
        rig.settings.image_format = format;
        rig.devices = {image_device(rig.settings)};
        rig.open_redbook();
        rig.choose_recorder();
        stage_track(rig.redbook, 300);
        stage_track(rig.redbook, 400, 300);
        EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
        EXPECT_EQ(
            output_of("cd '" + rig.settings.image_folder + "' && cdrdao show-toc disc-001.cue 2>/dev/null"),
            "TOC TYPE: CD_DA\n"
            "TRACK  1  Mode AUDIO:\n"
            "          COPY NOT PERMITTED\n"
            "          NO PRE-EMPHASIS\n"
            "          TWO CHANNEL AUDIO\n"
            "          START  00:00:00(     0)\n"
            "          END    00:04:02(   302)\n"
            "\n"
            "TRACK  2  Mode AUDIO:\n"
            "          COPY NOT PERMITTED\n"
            "          NO PRE-EMPHASIS\n"
            "          TWO CHANNEL AUDIO\n"
            "          PREGAP 00:02:00(   150)\n"
            "          START  00:06:02(   452)\n"
            "          END    00:11:29(   854)\n");
    }
}

} // namespace
} // namespace redbook::imapi
