// What real clients do that no documentation tells, each as a test by name.
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

ComPtr<IDiscRecorder> first_recorder(IDiscMaster& master) {
    ComPtr<IEnumDiscRecorders> recorders;
    ComPtr<IDiscRecorder> recorder;
    ULONG fetched = 0;
    EXPECT_HR(S_OK, master.EnumDiscRecorders(recorders.put()));
    EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), &fetched));
    EXPECT_EQ(fetched, 1u);
    return recorder;
}

TEST(Quirk, 01_RecordersAreEnumeratedBeforeAnyFormat) {
    Rig rig;
    rig.open();
    EXPECT_TRUE(first_recorder(rig.master));
}

TEST(Quirk, 02_ARecorderFromBeforeTheFormatIsAcceptedBehindIt) {
    Rig rig;
    rig.open();
    const auto recorder = first_recorder(rig.master);
    rig.choose_redbook();
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
}

TEST(Quirk, 03_TheLastReleaseDoesAllThatCloseDoes) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    auto master = rig.make();
    EXPECT_HR(S_OK, master->Open());
    UINT_PTR cookie = 0;
    ComPtr<IRedbookDiscMaster> redbook;
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                      reinterpret_cast<void**>(redbook.put())));
    EXPECT_HR(S_OK, redbook->CreateAudioTrack(0));
    EXPECT_EQ(rig.stashes().size(), 1u);
    master = {};
    EXPECT_EQ(rig.stashes().size(), 1u) << "the format's pointer holds the object";
    redbook = {};
    EXPECT_THAT(rig.stashes(), ElementsAre());
    EXPECT_EQ(sink.references, 0);
}

TEST(Quirk, 04_CloseOfARecorderThatIsNotOpenIsHarmless) {
    Rig rig;
    const auto recorder = rig.recorder();
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Close());
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Close());
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Close());
}

TEST(Quirk, 05_TheMediumIsPolledBetweenAdds) {
    Rig rig;
    rig.open_redbook();
    const auto recorder = first_recorder(rig.master);
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    for (int k = 0; k < 3; ++k) {
        long type = 0, flags = 0;
        EXPECT_HR(S_OK, add(rig.redbook, 100));
        EXPECT_HR(S_OK, recorder->OpenExclusive());
        EXPECT_HR(S_OK, recorder->QueryMediaType(&type, &flags));
        EXPECT_HR(S_OK, recorder->Close());
        EXPECT_EQ(type, MEDIA_CDDA_CDROM);
        EXPECT_EQ(flags, MEDIA_BLANK | MEDIA_WRITABLE);
    }
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(Quirk, 06_ARecorderHeldWhileStagingIsLetGoForTheRecording) {
    Rig rig;
    rig.open_redbook();
    const auto recorder = first_recorder(rig.master);
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    stage_track(rig.redbook, 300);
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

TEST(Quirk, 07_ARecorderThatIsStillHeldCannotRecord) {
    Rig rig;
    rig.open_staged();
    const auto other = rig.recorder();
    EXPECT_HR(S_OK, other->OpenExclusive());
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(used_of(rig.redbook), 300);
    EXPECT_HR(S_OK, other->Close());
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

TEST(Quirk, 08_TheNumberOfBlocksOfATrackIsOnlyAdvice) {
    Rig rig;
    rig.open_redbook();
    for (const long blocks : {0L, 300L / 16, -1L, 2000000000L}) {
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(blocks));
        EXPECT_HR(S_OK, add(rig.redbook, 300));
        EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
    }
    EXPECT_EQ(used_of(rig.redbook), 1200);
}

TEST(Quirk, 09_FreeBlocksAreAskedForWithNoTrack) {
    Rig rig;
    rig.open_redbook();
    EXPECT_EQ(available_of(rig.redbook), 359849 - 2);
}

TEST(Quirk, 10_ASinkMayImplementNothing) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    sink.result = E_NOTIMPL;
    sink.answer_bytes = 0;
    rig.open_staged();
    rig.advise(sink);
    stage_track(rig.redbook, 300);
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_GT(sink.cancel_asked, 0);
}

TEST(Quirk, 10_ASinkThatFailsDoesNotCancelWhateverItAnswers) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    sink.result = E_FAIL;
    sink.cancel_at = 1;
    rig.open_redbook();
    rig.advise(sink);
    stage_track(rig.redbook, 300);
}

TEST(Quirk, 11_TheAnswerMayBeFourBytesWide) {
    for (const int cancel_at : {0, 2}) {
        Sink sink; // outlives what holds a reference to it
        Rig rig;
        sink.answer_bytes = 4;
        sink.cancel_at = cancel_at;
        rig.open_redbook();
        rig.advise(sink);
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        EXPECT_HR(cancel_at == 0 ? S_OK : IMAPI_E_USERABORT, add(rig.redbook, 150, 150));
    }
}

TEST(Quirk, 12_TheTotalOfBlocksIsNeverNothing) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_staged();
    rig.advise(sink);
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    std::erase_if(sink.said, [](const std::string& words) { return !words.starts_with("block"); });
    EXPECT_THAT(sink.said, testing::Each(testing::EndsWith("/452")));
    EXPECT_THAT(sink.said, testing::Contains("block 452/452"));
}

TEST(Quirk, 13_ACookieIsNotZeroAndRubbishIsRefused) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open();
    const UINT_PTR cookie = rig.advise(sink);
    EXPECT_NE(cookie, 0u);
    EXPECT_HR(E_INVALIDARG, rig.master.ProgressUnadvise(0));
    EXPECT_HR(E_INVALIDARG, rig.master.ProgressUnadvise(cookie + 1));
    EXPECT_EQ(sink.references, 1);
    EXPECT_HR(S_OK, rig.master.ProgressUnadvise(cookie));
    EXPECT_EQ(sink.references, 0);
    EXPECT_HR(E_INVALIDARG, rig.master.ProgressUnadvise(cookie));
}

// EXPECT_HR compares with S_OK exactly.
TEST(Quirk, 14_SuccessIsSOkAndNothingElse) {
    Rig rig;
    rig.open_redbook();
    rig.choose_recorder();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, add(rig.redbook, 1));
    EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
    EXPECT_HR(S_OK, rig.master.RecordDisc(1, 0));
}

PROPSPEC by_name(const OLECHAR* name) {
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_LPWSTR;
    spec.lpwstr = const_cast<LPOLESTR>(name);
    return spec;
}

TEST(Quirk, 15_AnUnknownPropertyReadsAsNothing) {
    Rig rig;
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(S_OK, rig.recorder()->GetRecorderProperties(properties.put()));
    const PROPSPEC spec = by_name(OLESTR("NoSuchProperty"));
    PROPVARIANT value;
    std::memset(&value, 0xAA, sizeof value);
    EXPECT_HR(S_FALSE, properties->ReadMultiple(1, &spec, &value));
    EXPECT_EQ(value.vt, VT_EMPTY);
    EXPECT_EQ(value.lVal, 0);
}

TEST(Quirk, 16_MinusOneIsTheFastestSpeed) {
    Rig rig;
    const auto recorder = rig.recorder();
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(properties.put()));
    const PROPSPEC spec = by_name(OLESTR("WriteSpeed"));
    for (const auto& [written, read] : {std::pair{8L, 8L}, {-1L, 48L}}) {
        PROPVARIANT value;
        PropVariantInit(&value);
        value.vt = VT_I4;
        value.lVal = LONG(written);
        EXPECT_HR(S_OK, properties->WriteMultiple(1, &spec, &value, VT_I4)); // JUCE passes the type as an id
        EXPECT_HR(S_OK, recorder->SetRecorderProperties(properties.get()));
        EXPECT_HR(S_OK, recorder->GetRecorderProperties(properties.put()));
        EXPECT_HR(S_OK, properties->ReadMultiple(1, &spec, &value));
        EXPECT_EQ(value.lVal, read);
    }
}

TEST(Quirk, 17_AMasterIsUsedInOneThreadAndRecordsInAnother) {
    Rig rig;
    rig.open_staged();
    std::thread([&] {
        EXPECT_HR(S_OK, CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED));
        EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
        CoUninitialize();
    }).join();
    EXPECT_EQ(tracks_of(rig.redbook), 0);
}

TEST(Quirk, 18_BothFormatsAreAskedForRightBehindOpen) {
    Rig rig;
    rig.open();
    ComPtr<IRedbookDiscMaster> redbook;
    ComPtr<IJolietDiscMaster> joliet;
    long n = 0;
    EXPECT_HR(S_OK, rig.master.QueryInterface(IID_PPV_ARGS(redbook.put())));
    EXPECT_HR(S_OK, rig.master.QueryInterface(IID_PPV_ARGS(joliet.put())));
    EXPECT_HR(S_OK, redbook->GetTotalAudioTracks(&n));
    EXPECT_HR(IMAPI_E_WRONGFORMAT, joliet->GetTotalDataBlocks(&n));
}

TEST(Quirk, 19_OneObjectIsClosedAndOpenedAgain) {
    Rig rig;
    rig.open_staged();
    EXPECT_HR(S_OK, rig.master.Close());
    EXPECT_HR(S_OK, rig.master.Close());
    rig.open_redbook();
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    ComPtr<IDiscRecorder> recorder;
    EXPECT_HR(IMAPI_E_NOACTIVERECORDER, rig.master.GetActiveDiscRecorder(recorder.put()));
    rig.choose_recorder();
    stage_track(rig.redbook, 300);
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

TEST(Quirk, 20_WhatWasRecordedIsNotRecordedTwice) {
    for (const boolean simulate : {boolean(0), boolean(1)}) {
        Rig rig;
        rig.open_staged();
        EXPECT_HR(S_OK, rig.master.RecordDisc(simulate, 0));
        EXPECT_HR(IMAPI_E_INVALIDIMAGE, rig.master.RecordDisc(simulate, 0));
        EXPECT_EQ(last_sentence(), "nothing is staged; stage a track first");
    }
}

TEST(Quirk, 21_TwoMastersAreOpenAtOnce) {
    Rig rig;
    const auto other = rig.make();
    rig.open_staged();
    EXPECT_HR(S_OK, other->Open());
    EXPECT_TRUE(first_recorder(*other));
    EXPECT_HR(S_OK, other->Close());
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(Quirk, 22_TwoFormatsAreAskedForAndTheEndSaysZero) {
    Rig rig;
    rig.open();
    ComPtr<IEnumDiscMasterFormats> formats;
    EXPECT_HR(S_OK, rig.master.EnumDiscMasterFormats(formats.put()));
    IID iids[2] = {IID_IUnknown, IID_IUnknown};
    ULONG fetched = 9;
    EXPECT_HR(S_FALSE, formats->Next(2, iids, &fetched));
    EXPECT_EQ(fetched, 1u);
    EXPECT_TRUE(iids[0] == IID_IRedbookDiscMaster);
    EXPECT_HR(S_FALSE, formats->Next(1, iids, &fetched));
    EXPECT_EQ(fetched, 0u);
}

TEST(Quirk, 23_EachDisplayNameMayBeLeftOut) {
    Rig rig;
    const auto recorder = rig.recorder();
    BSTR text = reinterpret_cast<BSTR>(1); // overwritten, neither read nor freed
    EXPECT_HR(S_OK, recorder->GetDisplayNames(&text, nullptr, nullptr));
    EXPECT_EQ(take(text), "Acme");
    EXPECT_HR(S_OK, recorder->GetDisplayNames(nullptr, &text, nullptr));
    EXPECT_EQ(take(text), "Burner");
    EXPECT_HR(S_OK, recorder->GetDisplayNames(nullptr, nullptr, &text));
    EXPECT_EQ(take(text), "1.0");
    EXPECT_HR(S_OK, recorder->GetDisplayNames(nullptr, nullptr, nullptr));
}

} // namespace
} // namespace redbook::imapi
