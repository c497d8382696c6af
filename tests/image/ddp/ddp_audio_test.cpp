#include <gmock/gmock.h>

#include "redbook/image/ddp/ddp_reader.h"

#include "redbook/disc/transfer.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

class DdpAudioTest : public testing::Test {
  protected:
    // The image holds LBA `begin` to `end`, and `after` blocks more.
    std::unique_ptr<BlockSource> open(Lba begin, Lba end, const std::string& md5, BlockCount behind = {}) {
        bytes_ = as_string(pattern_blocks(begin, end + behind - begin));
        write_file(path_, bytes_);
        std::vector<Claim> claims;
        if (!md5.empty()) claims.push_back({"IMAGE.DAT", true, md5, "x/CHECKSUM.MD5"});
        return make_ddp_audio({std::make_shared<const InputFile>(system_files(), path_), begin, end, claims});
    }
    static std::string md5_of(Lba begin, Lba end) {
        return to_string(digest_of(pattern_blocks(begin, end - begin)).md5);
    }

    TempFolder folder_;
    std::string path_ = folder_ / "IMAGE.DAT", bytes_;
    const std::string wrong_ = std::string(32, '0');
};

TEST_F(DdpAudioTest, IsTheImageFromWhereItBeginsAndSilenceBefore) {
    const auto audio = open(Lba{-148}, Lba{300}, md5_of(Lba{-148}, Lba{300}));
    EXPECT_EQ(read_blocks(*audio, kProgramStart, BlockCount{2}), std::string(2 * 2352, '\0'));
    EXPECT_EQ(read_blocks(*audio, Lba{-149}, BlockCount{3}),
              std::string(2352, '\0') + bytes_.substr(0, 2 * 2352));
    EXPECT_EQ(read_blocks(*audio, Lba{0}, BlockCount{300}), bytes_.substr(148 * 2352));
    EXPECT_THAT(audio->warnings(), IsEmpty());
}

TEST_F(DdpAudioTest, WhatIsReadToItsEndIsCheckedByWhateverThread) {
    const auto audio = open(kProgramStart, Lba{9000}, wrong_);
    EXPECT_EQ(error_of(Errc::malformed, [&] { transfer(*audio, kProgramStart, audio->end(), {}, {}); }),
              path_ + ": its MD5 is " + md5_of(kProgramStart, Lba{9000}) + ", but CHECKSUM.MD5 says " +
                  wrong_ + "; it is damaged, get it again");
    EXPECT_EQ(error_of(Errc::malformed, [&] { read_blocks(*audio, Lba{8999}, BlockCount{1}); }).substr(0, 20),
              (path_ + ": its MD5").substr(0, 20));
}

TEST_F(DdpAudioTest, WhatLiesBehindTheLeadOutIsCheckedToo) {
    const auto audio = open(kProgramStart, Lba{300}, md5_of(kProgramStart, Lba{303}), BlockCount{3});
    EXPECT_EQ(read_blocks(*audio, Lba{299}, BlockCount{1}), bytes_.substr(449 * 2352, 2352));
}

TEST_F(DdpAudioTest, WhatIsNotReadToItsEndIsNotSaidToBeChecked) {
    const auto audio = open(kProgramStart, Lba{300}, wrong_);
    EXPECT_THAT(audio->warnings(), IsEmpty());
    EXPECT_EQ(read_blocks(*audio, Lba{0}, BlockCount{299}).size(), 299u * 2352);
    EXPECT_THAT(audio->warnings(),
                ElementsAre(path_ + ": was not read to its end, so its checksums were not compared"));
}

TEST_F(DdpAudioTest, WithoutChecksumsNothingIsSaid) {
    const auto audio = open(kProgramStart, Lba{300}, "");
    read_blocks(*audio, Lba{0}, BlockCount{1});
    EXPECT_THAT(audio->warnings(), IsEmpty());
}

TEST_F(DdpAudioTest, AFileThatBecameShorterIsRefused) {
    const auto audio = open(kProgramStart, Lba{300}, "");
    write_file(path_, "short");
    EXPECT_EQ(error_of(Errc::malformed, [&] { read_blocks(*audio, Lba{0}, BlockCount{1}); }),
              path_ + ": became shorter while it was read");
}

} // namespace
} // namespace redbook
