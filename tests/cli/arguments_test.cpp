#include "cli/arguments.h"

#include <gtest/gtest.h>

#include "cli/commands.h"

namespace redbook::cli {
namespace {

Parsed parse(std::vector<const char*> words) {
    words.insert(words.begin(), "redbook");
    return parse_arguments(int(words.size()), words.data());
}

TEST(Arguments, DescribeADisc) {
    const Arguments a = parse({"master",
                               "a.flac",
                               "b.flac",
                               "-o",
                               "x.cue",
                               "--title",
                               "T",
                               "--performer=P",
                               "--mcn",
                               "4006381333931",
                               "--isrc",
                               "1=DE-XYZ-26-00001",
                               "--isrc",
                               "2=",
                               "--track-title",
                               "2=Two = 2",
                               "--flags",
                               "1=pre,dcp",
                               "--pause",
                               "2s",
                               "--separate",
                               "--gain",
                               "-1.5",
                               "--mode",
                               "tao",
                               "--gap",
                               "100",
                               "--capacity",
                               "74"})
                            .arguments;
    EXPECT_EQ(a.command, "master");
    EXPECT_EQ(a.sources, (std::vector<std::string>{"a.flac", "b.flac"}));
    EXPECT_EQ(a.out, "x.cue");
    EXPECT_EQ(a.disc.album_texts.at("title"), "T");
    EXPECT_EQ(a.disc.album_texts.at("performer"), "P");
    EXPECT_EQ(a.disc.mcn->text(), "4006381333931");
    EXPECT_EQ(a.disc.isrc.at(1)->text(), "DEXYZ2600001");
    EXPECT_EQ(a.disc.isrc.at(2), std::nullopt);
    EXPECT_EQ(a.disc.track_texts.at("title").at(2), "Two = 2");
    EXPECT_EQ(a.disc.flags.at(1), (Flags{true, true, false, false}));
    EXPECT_EQ(a.pause, BlockCount{150});
    EXPECT_TRUE(a.separate);
    EXPECT_EQ(a.gain_db, -1.5);
    EXPECT_EQ(a.disc.mode, Mode::tao);
    EXPECT_EQ(a.disc.gap, BlockCount{100});
    EXPECT_EQ(a.capacity, BlockCount{333000});
}

TEST(Arguments, ThatAreWrongAreRefusedWithWhatIsRight) {
    const std::pair<std::vector<const char*>, std::string> cases[] = {
        {{"master", "a", "-o", "x.cue", "--isrc", "DEXYZ2600001"},
         "redbook: --isrc 'DEXYZ2600001': give a track number and the value, like 3=VALUE; see 'redbook "
         "master --help'\n"},
        {{"master", "a", "-o", "x.cue", "--isrc", "1=DEXYZ"},
         "redbook: --isrc '1=DEXYZ': an ISRC has 12 characters, like DEXYZ2600001 or DE-XYZ-26-00001; see "
         "'redbook master --help'\n"},
        {{"master", "a", "-o", "x.cue", "--isrc", "100=DEXYZ2600001"},
         "redbook: --isrc '100=DEXYZ2600001': give a track number and the value, like 3=VALUE; see 'redbook "
         "master --help'\n"},
        {{"stage", "s", "a", "--capacity", "85"},
         "redbook: --capacity '85': give 74, 80, 90, 99 (minutes) or 300 to 449849 (blocks); see 'redbook "
         "stage --help'\n"},
        {{"burn", "s", "--mode", "raw"},
         "redbook: --mode 'raw': the modes are sao and tao; see 'redbook burn --help'\n"},
        {{"burn", "s", "--gap", "226"},
         "redbook: --gap '226': a gap has 0 to 225 blocks; see 'redbook burn --help'\n"},
        {{"edit", "s", "--mcn", "12"},
         "redbook: --mcn '12': a catalogue number has 12 or 13 digits; see 'redbook edit --help'\n"},
        {{"edit", "s", "--flags", "1=LOUD"},
         "redbook: --flags '1=LOUD': the flags are PRE, DCP, 4CH, SCMS and NONE; see 'redbook edit "
         "--help'\n"},
        {{"master", "a", "-o", "x.cue", "--pause", "soon"},
         "redbook: --pause 'soon': give seconds (2s), blocks (150) or minutes:seconds:frames (00:02:00); see "
         "'redbook master "
         "--help'\n"},
        {{"info", "a", "--progress", "much"},
         "redbook: --progress 'much': give auto, none or json; see 'redbook info --help'\n"},
        {{"master", "a"}, "redbook: --output is required; see 'redbook master --help'\n"},
        {{"verify", "a"}, "redbook: A B: At least 2 required but received 1; see 'redbook verify --help'\n"},
        {{"info", "a", "--loud"},
         "redbook: The following argument was not expected: --loud; see 'redbook info --help'\n"},
        {{"stage", "s", "a", "--append", "--restart"},
         "redbook: --append excludes --restart; see 'redbook stage --help'\n"},
        {{"bake"},
         "redbook: there is no command 'bake'; the commands are master, stage, edit, info, export, verify, "
         "check, id, burn\n"},
        {{}, "redbook: A subcommand is required; see 'redbook --help'\n"},
    };
    for (const auto& [words, complaint] : cases) {
        const Parsed parsed = parse(words);
        EXPECT_TRUE(parsed.complaint);
        EXPECT_EQ(parsed.text.value_or("accepted"), complaint);
    }
}

TEST(Arguments, EveryCommandHasHelpWithItsExample) {
    for (const Command& command : commands()) {
        const Parsed parsed = parse({command.name.data(), "--help"});
        EXPECT_FALSE(parsed.complaint);
        EXPECT_NE(parsed.text.value_or("").find("Example:\n  " + std::string(command.example)),
                  std::string::npos);
    }
    EXPECT_EQ(parse({"--version"}).text, "redbook 0.1.0\n");
}

TEST(Arguments, ALengthIsSecondsBlocksOrMsf) {
    EXPECT_EQ(parse_length("2s"), BlockCount{150});
    EXPECT_EQ(parse_length("1.5s"), BlockCount{113});
    EXPECT_EQ(parse_length("0"), BlockCount{0});
    EXPECT_EQ(parse_length("00:02:10"), BlockCount{160});
    for (const char* bad : {"", "s", "-1", "-2s", "1.5", "2 s", "1:2", "1e99s", "nan", "nans", "inf"})
        EXPECT_EQ(parse_length(bad), std::nullopt) << bad;
}

} // namespace
} // namespace redbook::cli
