#include "emulator/arguments.h"

#include "tests/emulator/drive_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::emulator::test {
namespace {

using redbook::test::error_of;

std::string refusal(const std::vector<std::string>& words) {
    return error_of(Errc::bad_value, [&] { parse_arguments(words); });
}

TEST(EmudriveArguments, OptionsBelongToTheDriveNamedLast) {
    const Arguments a =
        parse_arguments({"a.img", "--fault", "no-medium", "--drive", "b.img", "--then", "c.img", "--pace",
                         "8", "--overburn", "--trace", "t", "--", "cdrskin", "--devices"});
    ASSERT_EQ(a.drives.size(), 2u);
    EXPECT_EQ(a.drives[0].name, "/dev/sr0");
    EXPECT_EQ(a.drives[0].media, std::vector<std::string>{"a.img"});
    const Fault no_medium{FaultKind::no_medium, {}, 0};
    EXPECT_EQ(a.drives[0].faults, std::vector{no_medium});
    EXPECT_EQ(a.drives[1].name, "/dev/sr1");
    EXPECT_EQ(a.drives[1].media, (std::vector<std::string>{"b.img", "c.img"}));
    EXPECT_EQ(a.drives[1].pace, 8);
    EXPECT_TRUE(a.drives[1].overburn);
    EXPECT_EQ(a.drives[1].trace, "t");
    EXPECT_EQ(a.command, (std::vector<std::string>{"cdrskin", "--devices"}));
}

TEST(EmudriveArguments, ADriveCanBeEmpty) {
    EXPECT_TRUE(parse_arguments({"--drive", ""}).drives[0].media.empty());
}

TEST(EmudriveArguments, NewMediaHaveACapacity) {
    const Arguments a = parse_arguments({"--new", "d.img", "--capacity", "74", "--rw"});
    ASSERT_TRUE(a.make);
    EXPECT_EQ(a.make->facts.told_capacity, BlockCount{333000});
    EXPECT_EQ(a.make->facts.capacity, BlockCount{333000});
    EXPECT_EQ(a.make->facts.kind, MediumKind::cd_rw);
}

TEST(EmudriveArguments, WhatIsWrongIsSaid) {
    EXPECT_EQ(refusal({}), "redbook-emudrive: name a medium, or make one with --new PATH; --help shows more");
    EXPECT_EQ(refusal({"--fault", "no-medium"}),
              "redbook-emudrive: --fault belongs to a drive; name its medium first");
    EXPECT_EQ(refusal({"--rw"}), "redbook-emudrive: --rw belongs to a new medium; begin with --new PATH");
    EXPECT_EQ(refusal({"a", "--fault"}), "redbook-emudrive: --fault takes FAULT");
    EXPECT_EQ(refusal({"a", "--pace", "fast"}), "redbook-emudrive: --pace takes a number, not 'fast'");
    EXPECT_EQ(refusal({"a", "--slow"}), "redbook-emudrive: there is no option --slow; --help shows them");
    EXPECT_EQ(refusal({"--new", "a", "--capacity", "x"}),
              "redbook-emudrive: --capacity is 74, 80, 90, 99 or a number of blocks, not 'x'");
    EXPECT_EQ(refusal({"--new", "a", "--", "true"}),
              "redbook-emudrive: --new makes a medium and runs nothing");
}

TEST(EmudriveArguments, LinesAreWordsAgain) {
    const std::vector<std::string> words{"a b.img", "--drive", "", "--fault", "busy=3"};
    EXPECT_EQ(words_of(lines_of(words)), words);
}

TEST(EmudriveArguments, HelpNamesEveryFault) {
    const std::string text = usage();
    for (const FaultRow& row : fault_rows())
        EXPECT_NE(text.find("  " + std::string(row.name)), std::string::npos);
}

TEST(EmudriveArguments, HelpFits80Columns) {
    const std::string text = usage();
    for (size_t begin = 0, end; (end = text.find('\n', begin)) != text.npos; begin = end + 1)
        EXPECT_LE(end - begin, 80u) << text.substr(begin, end - begin);
}

} // namespace
} // namespace redbook::emulator::test
