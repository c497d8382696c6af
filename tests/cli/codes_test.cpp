// Codes that are doubtful, or none, on every command that writes a disc.
#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Codes : public ProgramTest {
  protected:
    // The commands that write, with the codes given as options, or in a stash.
    std::vector<std::vector<std::string>> writers(const std::vector<std::string>& codes) {
        std::vector<std::vector<std::string>> commands{
            {"master", song_, "-o", out_},
            {"stage", folder_ / "a.stash", song_},
            {"burn", song_, "--recorder", "image:" + folder_.path(), "--stash", folder_ / "b.stash"}};
        for (auto& command : commands) command.insert(command.end(), codes.begin(), codes.end());
        return commands;
    }
    static std::vector<std::string> strictly(std::vector<std::string> words) {
        words.emplace_back("--strict");
        return words;
    }
    const std::string song_ = wav("song.wav");
    const std::string doubt_ = ": the check digit of the catalogue number 4006381333932 is wrong\n";
};

TEST_F(Codes, ThatAreDoubtfulAreWarnedOfByEveryCommandThatWritesAndRefusedByStrict) {
    for (const auto& words : writers({"--mcn", "4006381333932"})) {
        SCOPED_TRACE(words[0]);
        expect_refused(strictly(words), 3, song_ + doubt_.substr(0, doubt_.size() - 1));
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.err, "warning: " + song_ + doubt_);
    }
    const std::string stash = folder_ / "a.stash";
    const std::vector<std::vector<std::string>> of_stash{
        {"export", stash, folder_ / "x.toc"}, {"burn", stash, "--recorder", "image:" + folder_.path()}};
    for (const auto& words : of_stash) {
        SCOPED_TRACE(words[0]);
        expect_refused(strictly(words), 3, stash + doubt_.substr(0, doubt_.size() - 1));
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.err, "warning: " + stash + doubt_);
    }
}

TEST_F(Codes, OfZerosAreNone) {
    const std::string said = "warning: the catalogue number is all zeros, which means none; it is ignored\n"
                             "warning: the ISRC of track 1 is all zeros, which means none; it is ignored\n";
    for (const auto& words : writers({"--mcn", "000000000000", "--isrc", "1=000000000000"})) {
        SCOPED_TRACE(words[0]);
        EXPECT_EQ(redbook(strictly(words)).exit_code, 3);
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.err, said);
    }
    EXPECT_THAT(redbook({"info", out_}).out, Not(HasSubstr("MCN")));
    EXPECT_THAT(read_file(out_), Not(HasSubstr("0000000000")));
    const std::string stash = folder_ / "a.stash";
    const Ran edited = redbook({"edit", stash, "--mcn", "0000000000000", "--isrc", "1=000000000000"});
    EXPECT_EQ(edited.err, said);
    EXPECT_THAT(redbook({"info", stash}).out, Not(HasSubstr("MCN")));
}

} // namespace
} // namespace redbook::test
