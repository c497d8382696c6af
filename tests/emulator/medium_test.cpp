#include "emulator/medium.h"

#include "emulator/medium_format.h"
#include "tests/emulator/drive_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::emulator::test {
namespace {

using redbook::test::error_of;

MediumFacts full_facts() {
    MediumFacts f;
    f.kind = MediumKind::cd_rw;
    f.state = MediumState::complete;
    f.told_capacity = {336075};
    f.capacity = {336000};
    f.lead_in = {-11635};
    f.lead_out = {1500};
    f.mcn = Mcn::parse("4006381333931");
    RecordedTrack one;
    one.start = kProgramStart;
    one.end = {502};
    one.run_out = {2};
    RecordedTrack two;
    two.number = 2;
    two.control = 3;
    two.scms = two.damaged = true;
    two.isrc = Isrc::parse("GBAYE0000352");
    two.start = {502};
    two.index01 = {600};
    two.indexes = {{700}, {800}};
    two.end = {1500};
    f.tracks = {one, two};
    f.text_packs = Data(36, std::byte{0x81});
    return f;
}

TEST(MediumFormat, AllFactsComeBack) {
    EXPECT_EQ(decode_facts(encode_facts(full_facts()), "x"), full_facts());
}

TEST(MediumFormat, IsThatOfThePage) {
    const Data facts = encode_facts(full_facts());
    EXPECT_EQ(hex(Bytes(facts).first(40)), "01 02 02 01 34 30 30 36 33 38 31 33 33 33 39 33 31 00 00 00 "
                                           "cb 20 05 00 80 20 05 00 8d d2 ff ff dc 05 00 00 02 00 00 00");
    EXPECT_EQ(hex(Bytes(facts).subspan(76, 44)),
              "02 03 07 02 47 42 41 59 45 30 30 30 30 33 35 32 "
              "f6 01 00 00 58 02 00 00 dc 05 00 00 00 00 00 00 00 00 00 00 bc 02 00 00 20 03 00 00");
    EXPECT_EQ(facts.size(), 40u + 36 + 44 + 36);
}

TEST(MediumFormat, AnyCutIsNoticed) {
    const Data facts = encode_facts(full_facts());
    for (size_t n = 0; n < facts.size(); ++n)
        EXPECT_EQ(error_of(Errc::malformed, [&] { decode_facts(Bytes(facts).first(n), "disc.img"); }),
                  "disc.img: not what a medium says of itself; make a new one");
}

TEST(MediumFormat, TheWorstDiscFits) {
    MediumFacts f = full_facts();
    f.tracks.assign(99, f.tracks[1]);
    for (auto& t : f.tracks) t.indexes.assign(98, Lba{1});
    f.text_packs.resize(2048 * 18);
    EXPECT_LT(encode_facts(f).size(), kMostFactsBytes);
    EXPECT_EQ(decode_facts(encode_facts(f), "x"), f);
}

class Media : public testing::Test {
  protected:
    std::string made(const MediumFacts& facts = {}) {
        Medium::make(system_files(), path_, facts);
        return path_;
    }
    std::string refusal(Errc code) {
        return error_of(code, [&] { Medium(system_files(), path_); });
    }
    TempFolder folder_;
    std::string path_ = folder_ / "disc.img";
};

TEST_F(Media, ABlankOneTakesNoRoom) {
    made();
    EXPECT_EQ(system_files().status(path_)->size, 262144u + (359849u + 150) * 2352);
    struct stat status {};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_LT(status.st_blocks * 512, 100000);
}

TEST_F(Media, OneIsNotMadeOverAnother) {
    made();
    EXPECT_EQ(error_of(Errc::exists, [&] { made(); }).substr(0, path_.size()), path_);
}

TEST_F(Media, FactsAndAudioStay) {
    made();
    {
        Medium medium(system_files(), path_);
        medium.facts = full_facts();
        medium.save();
        medium.write({100}, pattern_blocks({100}, {3}));
    }
    Medium medium(system_files(), path_);
    EXPECT_EQ(medium.facts, full_facts());
    Data read(5 * 2352);
    medium.read({99}, read);
    Data expected(2352);
    const Data written = pattern_blocks({100}, {3});
    expected.insert(expected.end(), written.begin(), written.end());
    expected.resize(5 * 2352);
    EXPECT_EQ(read, expected);
    EXPECT_EQ(redbook::test::read_file(path_).substr(262144 + 250 * 2352, 2352),
              BytesReader(written).text(2352))
        << "where the page says";
}

TEST_F(Media, WhatLeavesTheProgramAreaIsDropped) {
    made();
    Medium medium(system_files(), path_);
    medium.write(kProgramStart, pattern_blocks(kProgramStart, {1}), {-10});
    Data read(2352);
    medium.read(kProgramStart, read);
    const Data whole = pattern_blocks(kProgramStart, {1});
    EXPECT_TRUE(std::equal(whole.begin() + 40, whole.end(), read.begin()));
    medium.read(kProgramStart, read, {-588});
    EXPECT_EQ(read, Data(2352));
}

TEST_F(Media, OneDriveAtATimeHasIt) {
    made();
    Medium medium(system_files(), path_);
    EXPECT_EQ(refusal(Errc::in_use), path_ + ": the medium is in another drive");
}

TEST_F(Media, OtherFilesAreRefused) {
    redbook::test::write_file(path_, "RIFF....WAVE");
    EXPECT_EQ(refusal(Errc::malformed), path_ + ": not an emulated medium; redbook-emudrive --new makes one");
}

TEST_F(Media, DamageIsNoticed) {
    made();
    std::string content = redbook::test::read_file(path_).substr(0, 400);
    content[25] ^= 1;
    redbook::test::write_file(path_, content);
    EXPECT_EQ(refusal(Errc::corrupt), path_ + ": what it says of itself is damaged; make a new one");
    content[8] = 2;
    redbook::test::write_file(path_, content);
    EXPECT_EQ(refusal(Errc::newer_version), path_ + ": made by another version");
}

TEST(MediumDisc, TracksHaveTheirAddresses) {
    const Disc disc = disc_of(full_facts());
    const Toc toc = toc_of(disc);
    ASSERT_EQ(toc.entries.size(), 2u);
    EXPECT_EQ(toc.entries[1].start, Lba{600});
    EXPECT_EQ(toc.lead_out, Lba{1500});
}

} // namespace
} // namespace redbook::emulator::test
