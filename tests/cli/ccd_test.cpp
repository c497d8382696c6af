// CloneCD images as a user sees them.
#include <filesystem>

#include <gmock/gmock.h>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CcdProgramTest : public ProgramTest {
  protected:
    const std::string ccd_ = folder_ / "out.ccd";
};

TEST_F(CcdProgramTest, MasterWritesThreeFilesThatVerifyAgainstTheSource) {
    const std::string a = wav("1.wav"), b = wav("2.wav", kFiveSeconds, 2), stash = folder_ / "s.stash";
    redbook({"stage", stash, a, b, "--title", "Night", "--isrc", "1=DEXYZ2600001", "--mcn", "4006381333931"});
    const Ran exported = redbook({"export", stash, ccd_});
    EXPECT_EQ(exported.exit_code, 0) << exported.out << exported.err;
    EXPECT_THAT(names(), ElementsAre("1.wav", "2.wav", "out.ccd", "out.img", "out.sub", "s.stash"));
    const Ran verified = redbook({"verify", stash, ccd_});
    EXPECT_EQ(verified.exit_code, 0) << verified.out << verified.err;
    EXPECT_THAT(verified.out, HasSubstr("compared  9 items, 9 equal\n")); // six, subchannel, two tracks
    EXPECT_THAT(redbook({"info", ccd_}).out, HasSubstr("CloneCD image, 2 tracks"));
    EXPECT_EQ(redbook({"master", ccd_, "-o", folder_ / "again.ccd"}).exit_code, 0);
    EXPECT_TRUE(read_file(folder_ / "again.sub") == read_file(folder_ / "out.sub"));
}

TEST_F(CcdProgramTest, AByteFlippedInAnyOfItsFilesIsNoticedByVerify) {
    const std::string a = wav("1.wav");
    redbook({"master", a, "-o", ccd_});
    const auto with_flipped = [&](const std::string& name, size_t at) {
        const std::string path = folder_ / name, whole = read_file(path);
        std::string bytes = whole;
        bytes[at] = char(bytes[at] ^ 1);
        write_file(path, bytes);
        const Ran ran = redbook({"verify", a, ccd_});
        write_file(path, whole);
        EXPECT_EQ(ran.exit_code, 5) << name;
        return ran.err;
    };
    EXPECT_THAT(with_flipped("out.sub", 96 * 100 + 15),
                HasSubstr("subchannel: " + ccd_ + ": 1 block has a wrong checksum, the first at 00:03:25\n"));
    EXPECT_THAT(with_flipped("out.img", 2352 * 100), HasSubstr("audio of track 1: "));
    EXPECT_EQ(redbook({"verify", a, ccd_}).exit_code, 0);
}

TEST_F(CcdProgramTest, BurnsOntoAnImageRecorderThatWritesIt) {
    const std::string stash = folder_ / "s.stash";
    redbook({"stage", stash, wav("1.wav"), wav("2.wav", kFiveSeconds, 2), "--mode", "tao"});
    const Ran ran = redbook({"burn", stash, "--recorder", "image:" + folder_.path(), "--format", "ccd"});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("compared  10 items"));
}

TEST_F(CcdProgramTest, AnImageOfDataIsRefusedAsNoAudioDisc) {
    redbook({"master", wav("1.wav"), "-o", ccd_});
    std::string sheet = read_file(ccd_);
    const std::string track1 = "Point=0x01\r\nADR=0x01\r\nControl=0x0";
    sheet[sheet.find(track1) + track1.size()] = '4';
    write_file(ccd_, sheet);
    expect_refused({"info", ccd_}, 3, ccd_ + ": there is no audio track in its first session");
}

} // namespace
} // namespace redbook::test
