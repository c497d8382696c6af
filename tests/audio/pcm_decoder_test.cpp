#include "redbook/audio/decoder.h"
#include "redbook/audio/stereo.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

// All of the file's samples as 16-bit values, mono doubled.
std::vector<int16_t> all_of(Decoder& decoder, int channels) {
    std::vector<int16_t> all;
    for (PcmChunk chunk = decoder.next(); chunk.count > 0; chunk = decoder.next()) {
        const size_t had = all.size();
        all.resize(had + 2 * chunk.count);
        copy_as_16(chunk, 0, chunk.count, channels, all.data() + had);
    }
    return all;
}

TEST(PcmDecoder, EveryWidthIsReadFromItsPlace) {
    TempFolder folder;
    const std::string path = folder / "a.pcm";
    struct Width {
        SampleKind kind;
        int bytes;
        bool floating;
    };
    for (const Width w :
         {Width{SampleKind::s16, 2, false}, Width{SampleKind::s32, 3, false},
          Width{SampleKind::s32, 4, false}, Width{SampleKind::f32, 4, true}, Width{SampleKind::f64, 8, true}})
        for (const int channels : {1, 2}) {
            const Sound sound = noise(20000, 44100, channels);
            write_file(path, "header" + pcm_bytes(sound, 8 * w.bytes, w.floating) + "rubbish");
            const auto decoder =
                make_pcm_decoder(open_input(path), {w.kind, w.bytes, false, channels, 6, 20000}, 44100);
            EXPECT_EQ(all_of(*decoder, channels), as_cd(sound)) << w.bytes << ' ' << channels;
            EXPECT_EQ(decoder->seek(7777), 7777);
            EXPECT_EQ(all_of(*decoder, channels), as_cd(part_of(sound, 7777, 20000 - 7777)));
        }
}

TEST(PcmDecoder, AFileThatBecameShorterIsAnErrorNamingTheTime) {
    TempFolder folder;
    const std::string path = folder / "a.pcm";
    write_file(path, pcm_bytes(noise(9000), 16));
    const auto decoder = make_pcm_decoder(open_input(path), {SampleKind::s16, 2, false, 2, 0, 10000}, 44100);
    decoder->next();
    EXPECT_EQ(error_of(Errc::malformed, [&] { decoder->next(); }),
              path + ": ends at 0:00.185 of 0:00.226: it became shorter while it was read");
}

TEST(PcmDecoder, TimesArePrintedToTheMillisecond) {
    EXPECT_EQ(time_text(0, 44100), "0:00.000");
    EXPECT_EQ(time_text(44100 * 62 + 22050, 44100), "1:02.500");
    EXPECT_EQ(time_text(int64_t{96000} * 4000, 96000), "66:40.000");
}

} // namespace
} // namespace redbook
