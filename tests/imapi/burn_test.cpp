#include "redbook/imapi/burn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::imapi {
namespace {

// Two tracks of 300 blocks, staged; the lead-out is at 754.
class Burn : public testing::Test {
  protected:
    Burn() {
        StashSettings settings;
        settings.disc.mode = Mode::tao;
        const auto staging = create_stash(system_files(), folder_ / "a.stash", settings);
        for (int k = 0; k < 2; ++k) {
            Track track;
            if (k == 0) track.pause = kFirstPause;
            staging->open_track(track);
            staging->append(test::pattern_blocks(Lba{300 * k}, BlockCount{300}));
            staging->close_track();
        }
        stash_ = open_stash(system_files(), folder_ / "a.stash");
        caller_.advise(&sink_);
    }
    ~Burn() override { caller_.unadvise_all(); }

    BurnEnd run(const BurnOptions& options = {}) { return burn(device_, *stash_, options, caller_); }

    // What was said, without the blocks between the first and the last.
    std::vector<std::string> said() const {
        std::vector<std::string> words;
        std::ranges::copy_if(sink_.said, std::back_inserter(words), [](const std::string& w) {
            return !w.starts_with("block") || w.starts_with("block 0/") || w == "block 754/754" ||
                   w == "block 904/904";
        });
        return words;
    }

    test::TempFolder folder_;
    std::unique_ptr<Stash> stash_;
    MemoryDevice device_;
    ProgressCaller caller_;
    Sink sink_;
};

TEST_F(Burn, TellsTheClientInTheDocumentedOrder) {
    EXPECT_EQ(run().result, BurnResult::verified);
    const auto words = said();
    ASSERT_GE(words.size(), 7u);
    EXPECT_EQ(words.front(), "preparing");
    EXPECT_EQ(words[1], "track 0/2");
    EXPECT_TRUE(words[2].starts_with("block 0/"));
    EXPECT_EQ(words[3], "track 1/2");
    EXPECT_TRUE(words[4].starts_with("block "));
    EXPECT_EQ(words[5], "track 2/2");
    EXPECT_EQ(words[6], "closing");
    EXPECT_EQ(words.size(), 7u);
}

TEST_F(Burn, ASimulationTellsTheSameAndWritesNothing) {
    EXPECT_EQ(run({.simulate = true}).result, BurnResult::simulated);
    EXPECT_EQ(said(), (std::vector<std::string>{"preparing", "track 0/2", "block 0/904", "track 1/2",
                                                "block 904/904", "track 2/2", "closing"}));
    EXPECT_FALSE(device_.recorder.data_);
}

TEST_F(Burn, IsAskedForCancellationBehindEachBlockAndNowhereElse) {
    std::string before;
    sink_.on_call = [&](const std::string& words) {
        if (words != "cancel?") {
            before = words;
            return;
        }
        EXPECT_TRUE(before.starts_with("block")) << before;
    };
    run();
    const auto blocks =
        std::ranges::count_if(sink_.said, [](const std::string& w) { return w.starts_with("block"); });
    EXPECT_EQ(sink_.cancel_asked, blocks);
}

TEST_F(Burn, CanBeCancelledAtEveryQuestion) {
    run();
    const int questions = std::exchange(sink_.cancel_asked, 0);
    for (int n = 1; n <= questions; ++n) {
        device_.recorder.medium_.state = MediumState::blank;
        sink_.cancel_asked = 0;
        sink_.cancel_at = n;
        EXPECT_THAT(test::error_of(Errc::cancelled, [&] { run(); }), testing::HasSubstr("interrupted"));
        EXPECT_EQ(sink_.cancel_asked, n);
    }
}

TEST_F(Burn, CallsComeOnTheThreadThatAsked) {
    const auto here = std::this_thread::get_id();
    sink_.on_call = [&](const std::string&) { EXPECT_EQ(std::this_thread::get_id(), here); };
    run();
}

TEST_F(Burn, WhatReadsBackOtherwiseIsSaid) {
    device_.recorder.on_read_back = [&] { *device_.recorder.data_->block(Lba{100}) ^= std::byte{1}; };
    const BurnEnd end = run();
    EXPECT_EQ(end.result, BurnResult::differs);
    EXPECT_EQ(end.sentence,
              "what was read back differs from what was staged; the image is kept, try another disc");
}

TEST_F(Burn, WhatCannotBeReadBackIsNotVerified) {
    device_.recorder.on_read_back = [] { throw Error(Errc::device, "/dev/sr0: cannot be read"); };
    const BurnEnd end = run();
    EXPECT_EQ(end.result, BurnResult::not_verified);
    EXPECT_EQ(end.sentence, "/dev/sr0: cannot be read");
    EXPECT_EQ(run({.verify = false}).result, BurnResult::unverified_by_setting);
}

// Audio that the disc's drive could not return, and no more to say of it.
class DeafDevice final : public Device {
  public:
    DeviceInfo info() const override { return {}; }
    std::optional<DeviceDisc> look() override {
        return DeviceDisc{.medium = {MediumState::blank, kDefaultCapacity}};
    }
    void eject() override {}
    void erase(bool) override {}
    Outcome record(const Stash& stash, const JobOptions&, int) override {
        Outcome result;
        result.disc = as_recorded(stash.disc());
        result.comparison.items = items;
        return result;
    }

    std::vector<Item> items;
};

TEST_F(Burn, WhatIsNotVerifiedAlwaysHasASentence) {
    DeafDevice device;
    EXPECT_EQ(burn(device, *stash_, {}, caller_).sentence, "not verified");
    device.items = {{"CD-TEXT", ItemState::not_checkable, "not on the disc"},
                    {"audio of track 1", ItemState::equal, ""},
                    {"audio of track 2", ItemState::not_checkable, "/dev/sr0: block 100 cannot be read"}};
    EXPECT_EQ(burn(device, *stash_, {}, caller_).sentence,
              "not verified: audio of track 2: /dev/sr0: block 100 cannot be read");
}

TEST_F(Burn, TheMediumIsLookedAtBeforeAnythingIsSaid) {
    const auto refusal = [&] {
        try {
            run();
            return std::string();
        } catch (const ComError& e) {
            return code_text(e.code) + ": " + e.what();
        }
    };
    device_.recorder.medium_.state = MediumState::absent;
    EXPECT_EQ(refusal(), "IMAPI_E_MEDIUM_NOTPRESENT: there is no disc in the recorder; put a blank one in");
    device_.recorder.medium_.state = MediumState::written;
    EXPECT_EQ(refusal(),
              "IMAPI_E_MEDIUM_INVALIDTYPE: the disc in the recorder is not blank; put a blank one in");
    device_.recorder.medium_ = {MediumState::blank, BlockCount{753}};
    EXPECT_EQ(refusal(), "IMAPI_E_DISCFULL: what is staged is 1 block too long for the disc in the recorder; "
                         "put a larger one in");
    EXPECT_EQ(sink_.said, std::vector<std::string>{});
}

TEST_F(Burn, AnErrorOfTheDeviceComesOut) {
    device_.on_record = [] { throw Error(Errc::device, "/dev/sr0: the drive refused"); };
    EXPECT_EQ(test::error_of(Errc::device, [&] { run(); }), "/dev/sr0: the drive refused");
}

// A drive that simulates with its laser off takes as long as for a recording: there is something to tell, and
// to cancel.
TEST_F(Burn, ASimulationThatGoesThroughTheDriveIsToldWhileItDoes) {
    device_.recorder.test_write_ = device_.info_.test_write = true;
    EXPECT_EQ(run({.simulate = true}).result, BurnResult::simulated);
    EXPECT_EQ(said(), (std::vector<std::string>{"preparing", "track 0/2", "block 0/904", "track 1/2",
                                                "block 904/904", "track 2/2", "closing"}));
    sink_.cancel_at = sink_.cancel_asked + 1;
    device_.recorder.medium_.state = MediumState::blank;
    test::error_of(Errc::cancelled, [&] { run({.simulate = true}); });
}

} // namespace
} // namespace redbook::imapi
