// Random discs through every pair of formats: written in one, opened, written in the other, opened, and
// compared with the first. What differs is what one of the two cannot hold, and nothing else. A new row in
// the table of formats is taken in by itself.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/check/verify.h"
#include "redbook/image/album.h"
#include "redbook/image/image_writer.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::MemorySource;
using test::random_latin_disc;
using test::TempFolder;
using testing::IsEmpty;

constexpr uint32_t kDiscs = 98;

Holds both(const Holds& a, const Holds& b) {
    return {.audio = a.audio && b.audio,
            .first_150 = a.first_150 && b.first_150,
            .pauses = a.pauses && b.pauses,
            .indexes = a.indexes && b.indexes,
            .flags = a.flags && b.flags,
            .scms = a.scms && b.scms,
            .isrc = a.isrc && b.isrc,
            .mcn = a.mcn && b.mcn,
            .text_blocks = std::min(a.text_blocks, b.text_blocks),
            .text_extras = a.text_extras && b.text_extras,
            .first_track = a.first_track && b.first_track,
            .remarks = a.remarks && b.remarks};
}

// The items that differ; texts only if they went through unchanged.
std::vector<std::string> complaints(const Side& a, const Side& b, bool texts = true) {
    std::vector<std::string> sentences;
    for (const Item& item : compare(a, b).items)
        if (item.state == ItemState::differs && (texts || item.name != "CD-TEXT"))
            sentences.push_back(item.name + ": " + item.detail);
    return sentences;
}

// One disc on its way from format to format.
class Journey {
  public:
    // The image, opened; what the writer changed of the texts is the disc's from now on.
    Album write(const Disc& disc, const BlockSource& audio, const Format& format, const std::string& name) {
        const auto image = write_image(system_files(), format, disc, audio,
                                       folder_ / (name + std::string(format.extension)));
        written_ = image->disc();
        Fitted fitted{disc};
        fit(format, fitted);
        texts_stay_ = texts_stay_ && fitted.changes.empty();
        return open_album({image->commit().front()});
    }
    const Disc& written() const { return written_; }
    bool texts_stay() const { return texts_stay_; } // no writer said that it changed any

  private:
    TempFolder folder_;
    Disc written_;
    bool texts_stay_ = true;
};

// Long pauses before track 1, with and without audio, and tracks numbered from elsewhere are rare at
// random.
Disc disc_of(uint32_t seed) {
    Disc disc = random_latin_disc(seed, 4);
    if (seed % 9 == 0) disc.first_track = 1 + int(seed % 90);
    if (seed % 5 == 0) disc.tracks[0].pregap = kFirstPause + BlockCount{int(seed % 7) * 90};
    if (seed % 5 == 1) disc.tracks[0].pause = kFirstPause + BlockCount{int(seed % 11) * 30};
    return disc;
}

void send(uint32_t seed, const Format& first, const Format& second) {
    SCOPED_TRACE(fmt::format("disc {} from {} to {}", seed, first.name, second.name));
    const Disc disc = disc_of(seed);
    const auto audio = MemorySource::for_disc(disc, seed);
    Journey journey;
    const Album one = journey.write(disc, *audio, first, "one");
    const Disc as_first_tells = journey.written();
    EXPECT_THAT(complaints({"the source", as_first_tells, audio.get(), {}, {}},
                           {"the first image", one.disc, one.audio.get(), both(first.holds, one.holds), {}}),
                IsEmpty());
    const Album two = journey.write(one.disc, *one.audio, second, "two");
    const Holds held = both(both(first.holds, one.holds), both(second.holds, two.holds));
    EXPECT_THAT(complaints({"the first image", journey.written(), one.audio.get(), one.holds, {}},
                           {"the second image", two.disc, two.audio.get(), held, {}}),
                IsEmpty());
    EXPECT_THAT(complaints({"the source", disc, audio.get(), {}, {}},
                           {"the second image", two.disc, two.audio.get(), held, {}}, journey.texts_stay()),
                IsEmpty());
}

TEST(EveryFormat, CarriesADiscToEveryOtherAndNothingDiffersButWhatOneOfThemCannotHold) {
    Formats formats;
    std::ranges::copy_if(image_formats(), std::back_inserter(formats),
                         [](const Format& format) { return can_record(format); });
    const size_t pairs = formats.size() * formats.size();
    for (uint32_t seed = 1; seed <= kDiscs; ++seed) {
        const size_t pair = seed % pairs;
        send(seed, formats[pair / formats.size()], formats[pair % formats.size()]);
        if (HasFailure()) break;
    }
    EXPECT_GE(kDiscs, pairs) << "some pair of formats had no disc";
}

} // namespace
} // namespace redbook
