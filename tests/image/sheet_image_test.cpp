#include "redbook/image/sheet_image.h"

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;

std::string refusal(const std::string& out) {
    const MemorySource none(kProgramStart);
    return error_of(Errc::bad_value, [&] {
        SheetImage({system_files(), {}, none, out, {}}, "a toc", ".toc", {".wav"});
    });
}

TEST(SheetImage, ItCannotHaveTheNameOfItsDataNorOneThatNoSheetHolds) {
    EXPECT_EQ(refusal("a/x.WAV"), "a/x.WAV: a sheet cannot have the name of its data; name it x.toc");
    EXPECT_EQ(refusal("a\nb.toc"),
              "a\nb.toc: a toc cannot hold this name; give one in UTF-8 and on one line");
}

TEST(SheetImage, HasTheDataAndTheSheetItWasGiven) {
    const TempFolder folder;
    const Disc disc = plain_disc({300});
    const auto source = MemorySource::for_disc(disc);
    const std::string out = folder / "x.toc";
    const ImageWriteOptions options;
    const WriteJob job{system_files(), disc, *source, out, options};
    SheetImage image(job, "a toc", ".toc", {".wav"});
    EXPECT_EQ(image.data_name(), "x.wav");
    image.write_data(wav_header_for(*source));
    image.write_sheet("text");
    image.commit();
    EXPECT_EQ(read_file(folder / "x.toc"), "text");
    EXPECT_EQ(read_file(folder / "x.wav").size(), 4096u + 300 * 2352);
}

} // namespace
} // namespace redbook
