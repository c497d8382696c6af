#include <gmock/gmock.h>

#include "redbook/image/ddp/ddp_writer.h"

#include "redbook/image/ddp/ddp_syntax.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

using DdpFiles = std::vector<DdpFile>;

std::vector<std::string> names_of(const DdpFiles& files) {
    std::vector<std::string> names;
    for (const DdpFile& file : files) names.push_back(file.name);
    return names;
}

DdpStream audio_of(const DdpFiles& files) { return parse_ddp_map("DDPMS", files[1].content).back(); }

TEST(DdpWriter, ADiscWithTextsHasAFileForThem) {
    Disc disc = plain_disc({300});
    EXPECT_THAT(names_of(ddp_files_of(disc)), ElementsAre("DDPID", "DDPMS", "SD"));
    edit_album_texts(disc).title = "T";
    const DdpFiles files = ddp_files_of(disc);
    EXPECT_THAT(names_of(files), ElementsAre("DDPID", "DDPMS", "CDTEXT.BIN", "SD"));
    EXPECT_EQ(parse_ddp_map("DDPMS", files[1].content)[0].length, int(files[2].content.size()));
}

TEST(DdpWriter, AMasterIdIsInTheDdpidAndTheOtherOptionalFieldsAreBlank) {
    const DdpFiles files = ddp_files_of(plain_disc({300}), "AB-123");
    EXPECT_EQ(files[0].content, "DDP 2.00" + std::string(30, ' ') + "AB-123" + std::string(43, ' ') + "CD" +
                                    std::string(39, ' '));
}

TEST(DdpWriter, AMasterIdThatADdpidDoesNotHoldIsRefused) {
    const auto refusal = [](const std::string& id) {
        return test::error_of(Errc::bad_value, [&] { ddp_files_of(plain_disc({300}), id); });
    };
    EXPECT_EQ(refusal("N\u00B0 1"),
              "the master ID 'N\u00B0 1' does not fit a DDPID; give at most 48 printable ASCII "
              "characters");
    EXPECT_EQ(refusal(std::string(49, 'x')),
              "the master ID '" + std::string(49, 'x') +
                  "' does not fit a DDPID; give at most 48 printable ASCII characters");
}

TEST(DdpWriter, CodesAreInThePqDescriptorAndNotInTheTexts) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "T";
    const std::string texts = ddp_files_of(disc)[2].content;
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    EXPECT_EQ(ddp_files_of(disc)[2].content, texts);
}

TEST(DdpWriter, TextsThatCdTextDoesNotHoldAreReplacedAndNamed) {
    Disc disc = plain_disc({300});
    edit_album_texts(disc).title = "Don\u2019t";
    Fitted fitted{disc};
    fit_ddp_files(fitted);
    EXPECT_EQ(album_texts(fitted.disc).title, "Don't");
    EXPECT_THAT(fitted.changes, ElementsAre("title of the album: \"Don\u2019t\" became \"Don't\": \u2019 "
                                            "(U+2019) is not in ISO 8859-1"));
    EXPECT_THAT(fitted.refused, IsEmpty());
}

TEST(DdpWriter, APauseLongerThanItsFieldIsLeftToThePqDescriptorAndSaid) {
    Disc disc = plain_disc({300});
    disc.tracks[0].pregap = BlockCount{9999 - 150};
    EXPECT_EQ(audio_of(ddp_files_of(disc)).pause, 9999);
    disc.tracks[0].pregap = BlockCount{10000 - 150};
    EXPECT_EQ(audio_of(ddp_files_of(disc)).pause, std::nullopt);
    Fitted fitted{disc};
    fit_ddp_files(fitted);
    EXPECT_THAT(fitted.changes,
                ElementsAre("the pause of 10000 blocks before the first track is longer than DDPMS has "
                            "room for (PRE2), so only the PQ descriptor has it"));
}

TEST(DdpWriter, ItsFileNamesAreKnown) {
    for (const char* name :
         {"DDPID", "DDPMS", "SD", "CDTEXT.BIN", "IMAGE.DAT", "CHECKSUM.MD5", "CHECKSUM.TXT"})
        EXPECT_TRUE(is_ddp_file_name(name)) << name;
    for (const char* name : {"ddpid", "PQDESCR", "notes.txt", "01.wav", ""})
        EXPECT_FALSE(is_ddp_file_name(name)) << name;
}

} // namespace
} // namespace redbook
