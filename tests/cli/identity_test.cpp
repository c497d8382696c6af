// redbook id, and --ids, as a user sees them.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "redbook/base/bytes.h"
#include "tests/cli/program.h"
#include "tests/support/audio_maker.h"
#include "tests/support/temp_folder.h"

namespace redbook::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

uint32_t number(const std::string& hex) { return uint32_t(std::stoul(hex, nullptr, 16)); }

// A disc of two tracks in a stash, and what AccurateRip would answer for it.
class IdentityTest : public testing::Test {
  protected:
    IdentityTest() {
        for (const std::string name : {"1.wav", "2.wav"})
            write_wav(folder_ / name, noise(7 * 44100, 44100, 2, 16, uint32_t(name[0])));
        EXPECT_EQ(redbook({"stage", stash_, folder_ / "1.wav", folder_ / "2.wav"}).exit_code, 0);
    }

    json disc_of(const std::vector<std::string>& arguments, int exit_code = 0) {
        std::vector<std::string> all = arguments;
        all.push_back("--json");
        const Ran ran = redbook(all);
        EXPECT_EQ(ran.exit_code, exit_code) << ran.out << ran.err;
        return json::parse(ran.out)["result"]["discs"][0];
    }

    // One pressing with these sums, each with a confidence of 9.
    std::string answer(uint32_t first, uint32_t second, int tracks = 2) {
        const std::string id = disc_of({"id", stash_})["ids"]["accuraterip"];
        std::vector<std::byte> bytes(13 + 9 * size_t(tracks));
        BytesWriter out(bytes);
        out.u8(uint8_t(tracks)).le32(number(id.substr(0, 8))).le32(number(id.substr(9, 8)));
        out.le32(number(id.substr(18, 8)));
        for (const uint32_t crc : {first, second}) out.u8(9).le32(crc).le32(0);
        write_file(answer_, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return answer_;
    }

    uint32_t sum_of(size_t track, const std::string& name) {
        return number(disc_of({"id", stash_})["tracks"][track][name]);
    }

    TempFolder folder_;
    std::string stash_ = folder_ / "s.stash", out_ = folder_ / "out.cue", answer_ = folder_ / "dBAR.bin";
};

TEST_F(IdentityTest, IsTheSameOfStashImageAndAlbum) {
    EXPECT_EQ(redbook({"export", stash_, out_}).exit_code, 0);
    const json stash = disc_of({"id", stash_}), image = disc_of({"id", out_});
    const json album = disc_of({"id", folder_ / "1.wav", folder_ / "2.wav"});
    EXPECT_EQ(stash["ids"], image["ids"]);
    EXPECT_EQ(stash["ids"], album["ids"]);
    for (const char* name : {"crc32", "crc32_without_null", "accuraterip_v1", "accuraterip_v2",
                             "accuraterip_frame_450", "ctdb_crc32", "peak"})
        for (const size_t k : {0, 1}) {
            EXPECT_EQ(stash["tracks"][k].at(name), image["tracks"][k].at(name)) << name;
            EXPECT_EQ(stash["tracks"][k].at(name), album["tracks"][k].at(name)) << name;
        }
}

TEST_F(IdentityTest, OfAStashForTrackAtOnceIsThatOfItsRecording) {
    const json gapless = disc_of({"id", stash_});
    EXPECT_EQ(redbook({"edit", stash_, "--mode", "tao"}).exit_code, 0);
    EXPECT_EQ(redbook({"export", stash_, out_}).exit_code, 0);
    EXPECT_EQ(disc_of({"id", stash_})["ids"], disc_of({"id", out_})["ids"]);
    EXPECT_NE(disc_of({"id", stash_})["ids"], gapless["ids"]);
}

TEST_F(IdentityTest, IsToldByMasterAndExportWhenAsked) {
    const json asked = disc_of({"export", stash_, out_, "--ids"});
    EXPECT_EQ(asked["ids"], disc_of({"id", stash_})["ids"]);
    EXPECT_EQ(asked["tracks"][1]["accuraterip_v2"], disc_of({"id", stash_})["tracks"][1]["accuraterip_v2"]);
    EXPECT_FALSE(disc_of({"export", stash_, out_, "--force"})["ids"].contains("ctdb_crc32"));
    const Ran ran = redbook({"master", stash_, "-o", out_, "--force", "--ids"});
    EXPECT_THAT(ran.out, HasSubstr("  MusicBrainz  " + asked["ids"]["musicbrainz"].get<std::string>()));
}

TEST_F(IdentityTest, TracksAreMatchedWithASavedAnswer) {
    answer(sum_of(0, "accuraterip_v1"), sum_of(1, "accuraterip_v2"));
    const Ran ran = redbook({"id", stash_, "--accuraterip", answer_});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  v1, confidence 9\n"));
    EXPECT_THAT(ran.out, HasSubstr("  v2, confidence 9\n"));
    EXPECT_THAT(ran.out, HasSubstr(answer_ + ": 2 of 2 tracks match\n"));
}

TEST_F(IdentityTest, ATrackThatDiffersIsSaidAndReturned) {
    answer(sum_of(0, "accuraterip_v1"), 12345);
    const Ran ran = redbook({"id", stash_, "--accuraterip", answer_});
    EXPECT_EQ(ran.exit_code, 5);
    EXPECT_EQ(ran.err, "redbook: " + answer_ + ": 1 of 2 tracks differ from every rip in the database\n");
    EXPECT_EQ(disc_of({"id", stash_, "--accuraterip", answer_}, 5)["tracks"][1]["accuraterip"]["state"],
              "differs");
}

TEST_F(IdentityTest, ATrackThatNobodySubmittedIsNotVerified) {
    answer(sum_of(0, "accuraterip_v1"), 0);
    const Ran ran = redbook({"id", stash_, "--accuraterip", answer_});
    EXPECT_EQ(ran.exit_code, 6);
    EXPECT_THAT(ran.out, HasSubstr(answer_ + ": 1 of 2 tracks match\n"));
}

TEST_F(IdentityTest, AnAnswerThatIsNoneIsRefused) {
    write_file(answer_, "<html>");
    const Ran broken = redbook({"id", stash_, "--accuraterip", answer_});
    EXPECT_EQ(broken.exit_code, 3);
    EXPECT_EQ(broken.err, "redbook: " + answer_ + ": byte 0: pressing 1 is cut short; get the file again\n");
    const Ran missing = redbook({"id", stash_, "--accuraterip", folder_ / "no.bin"});
    EXPECT_EQ(missing.exit_code, 3);
}

TEST_F(IdentityTest, AStashWithoutTracksHasNone) {
    EXPECT_EQ(redbook({"edit", stash_, "--clear"}).exit_code, 0);
    const Ran ran = redbook({"id", stash_});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.err, "redbook: " + stash_ + ": there is no track in it; stage one first\n");
}

} // namespace
} // namespace redbook::test
