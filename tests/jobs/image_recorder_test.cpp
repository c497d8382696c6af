#include "redbook/jobs/image_recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/jobs/record_job.h"
#include "tests/jobs/record_kit.h"

namespace redbook {
namespace {

using test::error_of;
using test::plain_disc;
using test::stash_of;
using test::TempFolder;
using testing::ElementsAre;

class ImageRecorderTest : public testing::Test {
  protected:
    std::unique_ptr<Recorder> recorder(BlockCount capacity = kDefaultCapacity) {
        return make_image_recorder({folder_.path(), capacity, "cue+bin"});
    }
    Outcome record(Recorder& recorder, const Disc& disc, JobOptions options = {}) {
        const auto stash = stash_of(stash_folder_ / "a.stash", disc);
        const auto remove = [&] { system_files().remove_file(stash_folder_ / "a.stash"); };
        try {
            Outcome result = RecordJob(recorder, *stash, std::move(options)).run();
            remove();
            return result;
        } catch (...) {
            remove();
            throw;
        }
    }
    std::vector<std::string> names() { return system_files().list(folder_.path()); }

    TempFolder folder_, stash_folder_;
};

TEST_F(ImageRecorderTest, NumbersItsDiscsAndHasAFreshBlankAfterEach) {
    const auto r = recorder();
    EXPECT_EQ(record(*r, plain_disc({300})).comparison.verdict, Verdict::verified);
    EXPECT_EQ(r->medium().state, MediumState::blank);
    const Outcome second = record(*r, plain_disc({400}));
    EXPECT_THAT(second.files, ElementsAre(folder_ / "disc-002.cue", folder_ / "disc-002.bin"));
    EXPECT_THAT(names(), ElementsAre("disc-001.bin", "disc-001.cue", "disc-002.bin", "disc-002.cue"));
}

TEST_F(ImageRecorderTest, NeverTakesANumberThatAnyFileHas) {
    test::write_file(folder_ / "disc-001.txt", "mine");
    record(*recorder(), plain_disc({300}));
    EXPECT_THAT(names(), ElementsAre("disc-001.txt", "disc-002.bin", "disc-002.cue"));
}

// As two programs do that record into one folder.
TEST_F(ImageRecorderTest, TwoAtOnceHaveNumbersOfTheirOwn) {
    const Disc disc = plain_disc({300});
    const auto audio = test::MemorySource::for_disc(disc);
    const auto one = recorder(), two = recorder();
    one->write(disc, *audio, {});
    two->write(disc, *audio, {});
    EXPECT_THAT(two->accept(), ElementsAre(folder_ / "disc-002.cue", folder_ / "disc-002.bin"));
    one->eject();
    two->write(disc, *audio, {});
    EXPECT_THAT(two->accept(), ElementsAre(folder_ / "disc-001.cue", folder_ / "disc-001.bin"))
        << "the number of a disc that failed is free again";
    EXPECT_THAT(names(), ElementsAre("disc-001.bin", "disc-001.cue", "disc-002.bin", "disc-002.cue"));
}

TEST_F(ImageRecorderTest, ANumberThatAKilledProgramHadIsFree) {
    test::write_file(folder_ / ".disc-001.redbook-number", "");
    record(*recorder(), plain_disc({300}));
    EXPECT_THAT(names(), ElementsAre("disc-001.bin", "disc-001.cue"));
}

TEST_F(ImageRecorderTest, RecordsEveryRandomDiscInItsOwnMode) {
    const auto r = recorder();
    for (uint32_t seed = 0; seed < 12; ++seed) {
        const Disc disc = test::without_sources(test::random_disc(seed, 6));
        const Outcome result = record(*r, disc);
        EXPECT_NE(result.comparison.verdict, Verdict::differs) << seed;
    }
}

// "TRACK 02" becomes "TRACK 12" on the disk, which the reader would forgive; or a word that it does not know.
TEST_F(ImageRecorderTest, AByteThatChangesBeforeReadingBackIsADifferenceWhetherTheImageCanBeOpenedOrNot) {
    for (const std::string word : {"TRACK 02", "INDEX 01"}) {
        const auto damage = [&](const Progress& p) {
            if (p.phase != Phase::closing) return true;
            for (const std::string& name : names()) {
                const std::string sheet = folder_ / name + "/disc-001.cue";
                if (!name.ends_with("-number") && !name.ends_with(".lock") && system_files().status(sheet)) {
                    std::string text = test::read_file(sheet);
                    text[text.rfind(word) + (word == "TRACK 02" ? 6 : 0)] = '1';
                    test::write_file(sheet, text);
                }
            }
            return true;
        };
        JobOptions options;
        options.progress = damage;
        const Outcome result = record(*recorder(), plain_disc({300, 400}), options);
        EXPECT_EQ(result.comparison.verdict, Verdict::differs);
        EXPECT_THAT(result.comparison.items.back().detail,
                    testing::AllOf(testing::StartsWith("disc-001.cue: bytes 0 to "),
                                   testing::EndsWith(" are not what was written")));
        EXPECT_THAT(result.files, testing::IsEmpty());
        EXPECT_THAT(names(), testing::IsEmpty());
    }
}

TEST_F(ImageRecorderTest, RefusesAWrittenMediumUntilItIsEjected) {
    const auto r = recorder();
    const auto write = [&] {
        const Disc disc = plain_disc({300});
        r->write(disc, *test::MemorySource::for_disc(disc), {});
    };
    write();
    EXPECT_EQ(r->medium().state, MediumState::written);
    EXPECT_EQ(error_of(Errc::not_blank, write),
              "image:" + folder_.path() + ": the virtual disc is already written; eject it first");
    r->eject();
    EXPECT_EQ(r->medium().state, MediumState::blank);
    EXPECT_TRUE(names().empty()) << "what was not accepted leaves nothing";
}

TEST_F(ImageRecorderTest, IsAsLargeAsItWasMade) {
    const auto r = recorder({600});
    EXPECT_EQ(r->medium().capacity, BlockCount{600});
    EXPECT_EQ(error_of(Errc::does_not_fit,
                       [&] {
                           record(*r, plain_disc({300, 301}));
                       }),
              "image:" + folder_.path() +
                  ": track 2 does not fit: the disc ends at 00:10:01, 00:00:01 (1 block) after the 00:10:00 "
                  "that the medium "
                  "holds");
    EXPECT_TRUE(names().empty());
}

TEST_F(ImageRecorderTest, CancelledItLeavesNothing) {
    const auto r = recorder();
    JobOptions options;
    options.progress = [](const Progress& p) { return p.phase != Phase::writing; };
    error_of(Errc::cancelled, [&] { record(*r, plain_disc({300}), options); });
    r->eject();
    EXPECT_TRUE(names().empty());
}

TEST_F(ImageRecorderTest, WantsAFolderAndAFormatThatAreThere) {
    EXPECT_EQ(error_of(Errc::not_found,
                       [&] {
                           make_image_recorder({folder_ / "no", {1000}, "cue+bin"});
                       }),
              folder_ / "no" + ": there is no such folder; make it, or name another one for the images");
    error_of(Errc::bad_value, [&] { make_image_recorder({folder_.path(), {1000}, "vinyl"}); });
}

} // namespace
} // namespace redbook
