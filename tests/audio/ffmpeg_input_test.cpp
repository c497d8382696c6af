#include "redbook/audio/ffmpeg_input.h"

#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

TEST(FfmpegInput, FindsTheAudioStreamAndItsPackets) {
    TempFolder folder;
    encode(folder / "a.tta", noise(50000));
    FfmpegInput input(open_input(folder / "a.tta"));
    EXPECT_EQ(input.stream().codecpar->codec_id, AV_CODEC_ID_TTA);
    const AvPtr<AVPacket> packet(av_packet_alloc());
    int packets = 0, result = 0;
    while ((result = input.read(*packet)) == 0) ++packets;
    EXPECT_EQ(packets, 2);
    EXPECT_EQ(result, AVERROR_EOF);
    EXPECT_NE(input.open_codec(), nullptr);
}

TEST(FfmpegInput, PrintsNothing) {
    TempFolder folder;
    encode(folder / "a.mp3", noise(50000));
    std::string bytes = read_file(folder / "a.mp3");
    for (size_t i = 2000; i < bytes.size(); i += 97) bytes[i] = char(i);
    write_file(folder / "a.mp3", bytes);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    try {
        FfmpegInput input(open_input(folder / "a.mp3"));
        const auto codec = input.open_codec();
        const AvPtr<AVPacket> packet(av_packet_alloc());
        while (input.read(*packet) == 0) avcodec_send_packet(codec.get(), packet.get());
    } catch (const Error&) {} // also an answer
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(FfmpegInput, WithoutAFileItIsNotFound) {
    EXPECT_EQ(error_of(Errc::not_found, [] { FfmpegInput(open_input("/nowhere/a.mp3")); }),
              "/nowhere/a.mp3: there is no such file");
}

} // namespace
} // namespace redbook
