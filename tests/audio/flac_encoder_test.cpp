#include "redbook/audio/flac_encoder.h"

#include <algorithm>
#include <cstring>

#include "redbook/base/file.h"
#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

class FlacEncoderTest : public testing::Test {
  protected:
    // Appends the samples in pieces of `chunk`.
    void write(const Samples& samples, const std::map<std::string, std::string>& tags = {},
               size_t chunk = 588) {
        const auto file = system_files().create(path);
        const auto encoder =
            make_flac_encoder([&](uint64_t offset, Bytes bytes) { file->write_at(offset, bytes); },
                              {int64_t(samples.size()) / 2}, tags);
        const Bytes bytes = std::as_bytes(std::span(samples));
        for (size_t at = 0; at < bytes.size(); at += chunk * 4)
            encoder->append(bytes.subspan(at, std::min(chunk * 4, bytes.size() - at)));
        encoder->finish();
    }

    TempFolder folder;
    const std::string path = folder / "a.flac";
    const Samples sound = as_cd(noise(100000));
};

TEST_F(FlacEncoderTest, ThroughOurDecoderTheSamplesAreTheSame) {
    write(sound);
    const auto file = open_audio_file(path);
    EXPECT_TRUE(file->format().is_cd_audio());
    EXPECT_EQ(file->length().value, 100000);
    EXPECT_TRUE(file->warnings().empty()); // as it would if there were no MD5
    EXPECT_EQ(read_file_at_once(path), padded(sound));
}

TEST_F(FlacEncoderTest, ExtremesComeOut) {
    Samples extremes;
    for (int i = 0; i < 6000; ++i) extremes.push_back(i % 3 == 0 ? INT16_MIN : i % 3 == 1 ? INT16_MAX : -1);
    write(extremes);
    EXPECT_EQ(read_file_at_once(path), padded(extremes));
}

TEST_F(FlacEncoderTest, TheFlacProgramFindsNoFault) {
    write(sound);
    run({"flac", "-t", "-s", "-w", path});
    run({"flac", "-d", "-s", "--force-raw-format", "--endian=little", "--sign=signed", "-o", folder / "a.raw",
         path});
    const std::string raw = read_file(folder / "a.raw");
    ASSERT_EQ(raw.size(), sound.size() * 2);
    EXPECT_EQ(std::memcmp(raw.data(), sound.data(), raw.size()), 0);
}

TEST_F(FlacEncoderTest, TheFlacProgramMakesTheSameMd5AndTags) {
    const std::map<std::string, std::string> tags{{"TITLE", "Größe = 東京"}, {"TRACKNUMBER", "1"}};
    write(sound, tags);
    encode(folder / "b.flac", noise(100000), 16,
           {"-T", "TITLE=" + tags.at("TITLE"), "-T", "TRACKNUMBER=1", "--no-padding"});
    const auto shown = [&](const std::string& name) {
        run({"sh", "-c",
             "metaflac --no-utf8-convert --show-md5sum --show-total-samples --show-bps --export-tags-to=- '" +
                 folder / name + "' > '" + folder / (name + ".txt") + "'"});
        return read_file(folder / (name + ".txt"));
    };
    EXPECT_EQ(shown("a.flac"), shown("b.flac"));
    EXPECT_EQ(open_audio_file(path)->tags(), tags);
}

TEST_F(FlacEncoderTest, ItDoesNotMatterInWhatPiecesTheAudioComes) {
    write(sound, {}, 588 * 75);
    const std::string expected = read_file(path);
    system_files().remove_file(path);
    write(sound, {}, 1);
    EXPECT_TRUE(read_file(path) == expected);
}

TEST_F(FlacEncoderTest, OneFlippedByteIsNoticed) {
    write(sound);
    std::string bytes = read_file(path);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    write_file(path, bytes);
    EXPECT_NE(error_of(Errc::malformed, [&] { read_file_at_once(path); }), "");
}

TEST_F(FlacEncoderTest, WhatWritingThrowsComesOutAndNothingIsWrittenAfterwards) {
    for (int failing = 0; failing < 6; ++failing) {
        int calls = 0;
        const auto write = [&](uint64_t, Bytes) {
            if (calls++ == failing) throw Error(Errc::disk_full, "a.flac: the disk is full");
        };
        EXPECT_EQ(error_of(Errc::disk_full,
                           [&] {
                               const auto encoder = make_flac_encoder(write, {50000}, {});
                               encoder->append(std::as_bytes(std::span(sound)));
                               encoder->finish();
                           }),
                  "a.flac: the disk is full");
        EXPECT_EQ(calls, failing + 1);
    }
}

TEST_F(FlacEncoderTest, GivenUpItWritesNothingMore) {
    int calls = 0;
    auto encoder = make_flac_encoder([&](uint64_t, Bytes) { ++calls; }, {100000}, {});
    encoder->append(std::as_bytes(std::span(sound)).first(4000));
    const int before = calls;
    encoder.reset();
    EXPECT_EQ(calls, before);
}

TEST_F(FlacEncoderTest, ATagThatIsNoTextIsRefused) {
    EXPECT_EQ(error_of(Errc::bad_value,
                       [] {
                           make_flac_encoder([](uint64_t, Bytes) {}, {0}, {{"TITLE", "\xFF"}});
                       }),
              "the tag TITLE cannot be written; it must be text in UTF-8");
}

} // namespace
} // namespace redbook
