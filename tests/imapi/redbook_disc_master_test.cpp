// IRedbookDiscMaster: counting, adding, progress and cancellation.
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

TEST(RedbookDiscMaster, TheOpenTrackCountsAtOnceAndItsBlocksAsTheyCome) {
    Rig rig;
    rig.open_redbook();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(5000));
    EXPECT_EQ(tracks_of(rig.redbook), 1);
    EXPECT_EQ(used_of(rig.redbook), 0);
    EXPECT_HR(S_OK, add(rig.redbook, 7, 1));
    EXPECT_EQ(used_of(rig.redbook), 7);
    EXPECT_EQ(available_of(rig.redbook), 359849 - 7 - 2);
    long bytes = 0;
    EXPECT_HR(S_OK, rig.redbook.GetAudioBlockSize(&bytes));
    EXPECT_EQ(bytes, 2352);
}

TEST(RedbookDiscMaster, TheTotalIsTheDiscsInTheRecorder) {
    Rig rig;
    rig.device->recorder.medium_.capacity = BlockCount{333000};
    rig.settings.capacity = BlockCount{404849};
    rig.open_redbook();
    EXPECT_EQ(total_of(rig.redbook), 404849);
    rig.choose_recorder();
    EXPECT_EQ(total_of(rig.redbook), 333000);
    rig.device->recorder.medium_ = {};
    EXPECT_EQ(total_of(rig.redbook), 404849);
}

TEST(RedbookDiscMaster, WhatDoesNotFitIsKeptAsFarAsItGoes) {
    for (const bool with_sink : {false, true}) {
        Sink sink; // outlives what holds a reference to it
        Rig rig;
        rig.settings.capacity = BlockCount{402};
        rig.open_redbook();
        if (with_sink) rig.advise(sink);
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        EXPECT_HR(IMAPI_E_DISCFULL, add(rig.redbook, 500, 500));
        EXPECT_EQ(last_sentence(), "the disc is full");
        EXPECT_EQ(used_of(rig.redbook), 400);
        EXPECT_EQ(available_of(rig.redbook), 0);
        EXPECT_HR(IMAPI_E_DISCFULL, add(rig.redbook, 1));
        EXPECT_EQ(used_of(rig.redbook), 400);
        EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
        EXPECT_HR(IMAPI_E_DISCFULL, rig.redbook.CreateAudioTrack(0));
        EXPECT_EQ(last_sentence(), "0 blocks are left, too few for another track, which needs 300");
        EXPECT_EQ(tracks_of(rig.redbook), 1);
    }
}

TEST(RedbookDiscMaster, AddProgressIsToldFirstLastAndEverySecond) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_redbook();
    rig.advise(sink);
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, add(rig.redbook, 160, 160));
    EXPECT_HR(S_OK, add(rig.redbook, 1));
    EXPECT_THAT(sink.said,
                ElementsAre("add 0/160", "add 75/160", "add 150/160", "add 160/160", "add 0/1", "add 1/1"));
    EXPECT_EQ(sink.cancel_asked, 4);
}

TEST(RedbookDiscMaster, ACancelKeepsWhatIsStagedAndTheTrackOpen) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_redbook();
    rig.advise(sink);
    sink.cancel_at = 3;
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(IMAPI_E_USERABORT, add(rig.redbook, 300, 300));
    EXPECT_EQ(last_sentence(), "cancelled by the user");
    EXPECT_EQ(used_of(rig.redbook), 150);
    EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
}

TEST(RedbookDiscMaster, ASinkMayDoAnythingMeanwhile) {
    struct {
        HRESULT expected;
        std::function<HRESULT(Rig&)> act;
    } const rows[] = {
        {IMAPI_E_TRACKNOTOPEN, [](Rig& r) { return r.redbook.CloseAudioTrack(); }},
        {IMAPI_E_TRACKNOTOPEN, [](Rig& r) { return r.master.ClearFormatContent(); }},
        {IMAPI_E_NOTOPENED, [](Rig& r) { return r.master.Close(); }},
        {IMAPI_E_TRACKNOTOPEN,
         [](Rig& r) {
             r.redbook.CloseAudioTrack();
             return r.redbook.CreateAudioTrack(0); // another track than the one that is added to
         }},
    };
    for (const auto& row : rows) {
        Sink sink; // outlives what holds a reference to it
        Rig rig;
        rig.open_redbook();
        rig.advise(sink);
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        sink.on_call = [&](const std::string& words) {
            if (words != "add 75/300") return;
            EXPECT_HR(S_OK, row.act(rig));
        };
        EXPECT_HR(row.expected, add(rig.redbook, 300, 300));
    }
}

TEST(RedbookDiscMaster, TheFormatsPointerStaysGoodAfterClearing) {
    Rig rig;
    rig.open_staged();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, rig.master.ClearFormatContent());
    EXPECT_EQ(tracks_of(rig.redbook) + used_of(rig.redbook), 0);
    stage_track(rig.redbook, 300);
    EXPECT_EQ(tracks_of(rig.redbook), 1);
}

TEST(RedbookDiscMaster, AShortTrackIsRefusedIfThatIsSet) {
    Rig rig;
    rig.settings.refuse_short_tracks = true;
    rig.open_redbook();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, add(rig.redbook, 299));
    EXPECT_HR(IMAPI_E_TRACK_NOT_BIG_ENOUGH, rig.redbook.CloseAudioTrack());
    EXPECT_EQ(last_sentence(), "the track is shorter than 4 seconds; add more, or clear the disc");
    EXPECT_HR(S_OK, add(rig.redbook, 1));
    EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
}

TEST(RedbookDiscMaster, IsTheActiveFormatFromOpenOn) {
    Rig rig;
    IID format = GUID_NULL;
    rig.open();
    EXPECT_HR(S_OK, rig.master.GetActiveDiscMasterFormat(&format));
    EXPECT_TRUE(format == IID_IRedbookDiscMaster);
    rig.choose_recorder();
    stage_track(rig.redbook, 300);
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

TEST(RedbookDiscMaster, EveryMethodOfJolietSaysThatItIsTheWrongFormat) {
    Rig rig;
    IJolietDiscMaster& joliet = *rig.object;
    IPropertyStorage* properties = nullptr;
    long n = 0;
    EXPECT_HR(IMAPI_E_NOTOPENED, joliet.GetTotalDataBlocks(&n));
    rig.open();
    EXPECT_HR(IMAPI_E_WRONGFORMAT, joliet.GetUsedDataBlocks(&n));
    EXPECT_HR(IMAPI_E_WRONGFORMAT, joliet.AddData(nullptr, 0));
    EXPECT_HR(IMAPI_E_WRONGFORMAT, joliet.GetJolietProperties(&properties));
    EXPECT_HR(IMAPI_E_WRONGFORMAT, joliet.SetJolietProperties(nullptr));
    EXPECT_EQ(last_sentence(), "data discs are not supported; use IRedbookDiscMaster for an audio disc");
}

// What is after the last block that fits is not even looked at.
TEST(RedbookDiscMaster, AHugeCountIsADiscThatIsFull) {
    const long most = std::numeric_limits<long>::max() / 2352;
    const long no_more_in_32_bits = long(int64_t{most} >> 32 << 32);
    for (const long blocks : {most, no_more_in_32_bits, 401L}) {
        if (blocks == 0) continue; // a `long` of 32 bits holds no such
        for (const bool with_sink : {false, true}) {
            Sink sink; // outlives what holds a reference to it
            Rig rig;
            rig.settings.capacity = BlockCount{402};
            rig.open_redbook();
            if (with_sink) rig.advise(sink);
            EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
            auto audio = test::pattern_blocks(Lba{0}, BlockCount{400});
            EXPECT_HR(IMAPI_E_DISCFULL, rig.redbook.AddAudioTrackBlocks(bytes_of(audio), blocks * 2352));
            EXPECT_EQ(used_of(rig.redbook), 400);
        }
    }
}

TEST(RedbookDiscMaster, NoBytesForAStashThatFailedFailToo) {
    for (const bool with_sink : {false, true}) {
        Sink sink; // outlives what holds a reference to it
        Rig rig;
        rig.open_redbook();
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        rig.break_stash();
        if (with_sink) rig.advise(sink);
        EXPECT_HR(IMAPI_E_FILEACCESS, rig.redbook.AddAudioTrackBlocks(nullptr, 0));
        EXPECT_HR(IMAPI_E_FILEACCESS, rig.redbook.AddAudioTrackBlocks(nullptr, 1));
    }
}

} // namespace
} // namespace redbook::imapi
