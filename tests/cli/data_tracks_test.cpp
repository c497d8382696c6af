// Discs with data tracks, as a user meets them: the audio is opened, and what is missing is said.
#include <nlohmann/json.hpp>

#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class DataTracks : public ProgramTest {
  protected:
    DataTracks() {
        wav("1.wav", 588 * 450, 1);
        wav("2.wav", 588 * 600, 2);
        write_file(folder_ / "3.bin", std::string(2352 * 100, 'x'));
        write_file(extra_,
                   "FILE 1.wav WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE 2.wav WAVE\nTRACK 02 AUDIO\n"
                   "INDEX 01 00:00:00\nREM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:00\n"
                   "REM PREGAP 00:02:00\nFILE 3.bin BINARY\nTRACK 03 MODE2/2352\nINDEX 01 00:00:00\n");
    }

    static json result(std::vector<std::string> arguments, int exit_code = 0) {
        arguments.push_back("--json");
        const Ran ran = redbook(arguments);
        EXPECT_EQ(ran.exit_code, exit_code) << ran.out << ran.err;
        return json::parse(ran.out)["result"];
    }

    const std::string extra_ = folder_ / "extra.cue";
};

TEST_F(DataTracks, OfACdExtraCountInItsIdsAndNotInThoseOfItsCopy) {
    const json source = result({"id", extra_})["discs"][0];
    EXPECT_EQ(source["ids"]["freedb_query"], "1900a703 3 150 600 12600 169");
    EXPECT_EQ(source["ids"]["musicbrainz_toc"], "1 2 1200 150 600");
    EXPECT_EQ(source["data_tracks"], json::parse(R"([{"number": 3, "start": {"lba": 12450, "msf": "02:48:00"},
                                                     "length": {"blocks": 100, "msf": "00:01:25"}}])"));
    const json copy = result({"master", extra_, "-o", out_, "--ids"});
    EXPECT_EQ(copy["discs"][0]["ids"]["freedb_query"], "0a000e02 2 150 600 16");
    EXPECT_FALSE(copy["discs"][0].contains("data_tracks"));
    EXPECT_EQ(copy["data"], "not copied");
    EXPECT_EQ(copy["verdict"], "verified");
    EXPECT_EQ(copy["lost"], json::array({"track 3 (data)"}));
}

TEST_F(DataTracks, AreSaidToBeMissingByEveryWayOut) {
    const Ran mastered = redbook({"master", extra_, "-o", out_});
    EXPECT_THAT(mastered.out,
                HasSubstr("  verdict   audio verified, data not copied\n  not held  track 3 (data)\n"));
    EXPECT_EQ(mastered.exit_code, 0) << mastered.err;
    const Ran staged = redbook({"stage", folder_ / "x.stash", extra_});
    EXPECT_THAT(staged.out, HasSubstr("  not held  track 3 (data)\n"));
    EXPECT_EQ(staged.exit_code, 0) << staged.err;
    const Ran burnt = redbook({"burn", extra_, "--recorder", "image:" + folder_.path()});
    EXPECT_THAT(burnt.out,
                HasSubstr("  verdict   audio verified, data not copied\n  not held  track 3 (data)\n"));
    EXPECT_EQ(burnt.exit_code, 0) << burnt.err;
    const Ran verified = redbook({"verify", extra_, out_});
    EXPECT_THAT(verified.out, HasSubstr("  verdict   audio verified, data not compared\n"));
    EXPECT_EQ(verified.exit_code, 0) << verified.err;
}

TEST_F(DataTracks, AreStrictlyRefusedBeforeAnythingIsWritten) {
    const std::string why =
        ": the source has data tracks, which are not copied; leave out --strict to copy its "
        "audio alone";
    expect_refused({"master", "--strict", extra_, "-o", out_}, 3, out_ + why);
    expect_refused({"stage", "--strict", folder_ / "x.stash", extra_}, 3, folder_ / "x.stash" + why);
    expect_refused({"burn", "--strict", extra_, "--recorder", "image:" + folder_.path()}, 3,
                   "image:" + folder_.path() + why);
}

} // namespace
} // namespace redbook::test
