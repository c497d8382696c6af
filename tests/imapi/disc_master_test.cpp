#include "redbook/imapi/disc_master.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

TEST(DiscMaster, ASuccessfulRecordingClearsTheImageAndAFailedOneKeepsIt) {
    Rig rig;
    rig.open_staged();
    rig.device->on_record = [] { throw Error(Errc::device, "/dev/sr0: the drive refused"); };
    EXPECT_HR(IMAPI_E_GENERIC, rig.master.RecordDisc(0, 1));
    EXPECT_EQ(last_sentence(), "/dev/sr0: the drive refused");
    EXPECT_EQ(used_of(rig.redbook), 300);
    EXPECT_EQ(rig.device->ejected, 0);
    rig.device->on_record = {};
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 1));
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    EXPECT_EQ(rig.device->ejected, 1);
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

TEST(DiscMaster, ADiscThatDiffersKeepsTheImage) {
    Rig rig;
    rig.open_staged();
    rig.device->recorder.on_read_back = [&] { *rig.device->recorder.data_->block(Lba{1}) ^= std::byte{1}; };
    EXPECT_HR(IMAPI_E_GENERIC, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(DiscMaster, ADiscThatCannotBeReadBackKeepsTheImageUnlessThatWasTheSetting) {
    for (const bool verify : {true, false}) {
        Rig rig;
        rig.settings.verify = verify;
        rig.open_staged();
        rig.device->recorder.on_read_back = [] { throw Error(Errc::device, "/dev/sr0: unreadable"); };
        EXPECT_HR(verify ? IMAPI_E_DISCINFO : S_OK, rig.master.RecordDisc(0, 0));
        EXPECT_EQ(tracks_of(rig.redbook), verify ? 1 : 0);
    }
}

TEST(DiscMaster, AnEjectThatFailsDoesNotSpoilTheResult) {
    Rig rig;
    rig.open_staged();
    rig.device->on_eject = [] { throw Error(Errc::device, "/dev/sr0: the tray is stuck"); };
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 1));
    EXPECT_EQ(rig.device->ejected, 1);
}

// Each next one is mended, and the next is found.
TEST(DiscMaster, RecordDiscChecksInTheDocumentedOrderAndTellsTheSinkEachTime) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_redbook();
    rig.advise(sink);
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    rig.device->recorder.medium_ = {MediumState::absent, BlockCount{}};
    EXPECT_HR(IMAPI_E_NOACTIVERECORDER, rig.master.RecordDisc(0, 0));
    const auto recorder = rig.recorder();
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    rig.device->present = false;
    EXPECT_HR(IMAPI_E_TRACKOPEN, rig.master.RecordDisc(0, 0));
    EXPECT_HR(S_OK, rig.master.ClearFormatContent());
    EXPECT_HR(IMAPI_E_INVALIDIMAGE, rig.master.RecordDisc(0, 0));
    stage_track(rig.redbook, 300);
    stage_track(rig.redbook, 300);
    EXPECT_HR(IMAPI_E_DEVICE_NOTPRESENT, rig.master.RecordDisc(0, 0));
    rig.device->present = true;
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, rig.master.RecordDisc(0, 0));
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_HR(IMAPI_E_MEDIUM_NOTPRESENT, rig.master.RecordDisc(0, 0));
    rig.device->recorder.medium_ = {MediumState::written, BlockCount{700}};
    EXPECT_HR(IMAPI_E_MEDIUM_INVALIDTYPE, rig.master.RecordDisc(0, 0));
    rig.device->recorder.medium_.state = MediumState::blank;
    EXPECT_HR(IMAPI_E_DISCFULL, rig.master.RecordDisc(0, 0));
    rig.device->recorder.medium_.capacity = BlockCount{754};
    sink.said.clear();
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(sink.said.front(), "preparing");
    EXPECT_EQ(sink.said.back(), "burnt S_OK");
    EXPECT_HR(IMAPI_E_INVALIDIMAGE, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(sink.said.back(), "burnt IMAPI_E_INVALIDIMAGE");
}

TEST(DiscMaster, ACancelKeepsTheImage) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_staged();
    rig.advise(sink);
    sink.cancel_at = 1;
    EXPECT_HR(IMAPI_E_USERABORT, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(sink.said.back(), "burnt IMAPI_E_USERABORT");
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(DiscMaster, WhileItRecordsTheRecorderIsBurningAndCannotBeOpened) {
    Rig rig;
    rig.open_staged();
    const auto recorder = rig.recorder();
    rig.device->on_record = [&] {
        ULONG state = 0;
        long type = 0, flags = 0;
        EXPECT_HR(S_OK, recorder->GetRecorderState(&state));
        EXPECT_EQ(state, ULONG{RECORDER_BURNING});
        EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, recorder->OpenExclusive());
        EXPECT_HR(IMAPI_E_NOTOPENED, recorder->QueryMediaType(&type, &flags));
        EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Close());
        EXPECT_HR(S_OK, recorder->GetRecorderState(&state));
        EXPECT_EQ(state, ULONG{RECORDER_BURNING}) << "the reservation is not ended by that";
    };
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_HR(S_OK, recorder->OpenExclusive());
}

// The sink lists the recorders again from inside the call, as XPBurn does.
TEST(DiscMaster, ARecorderThatComesOrGoesIsAnnounced) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open();
    rig.advise(sink);
    ComPtr<IEnumDiscRecorders> recorders;
    EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
    EXPECT_THAT(sink.said, ElementsAre());
    const auto second = std::make_shared<MemoryDevice>();
    second->info_.path = "\\Device\\CdRom1";
    rig.devices.push_back(second);
    sink.on_call = [&](const std::string&) {
        ComPtr<IEnumDiscRecorders> again;
        EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(again.put()));
    };
    EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
    EXPECT_THAT(sink.said, ElementsAre("pnp"));
}

TEST(DiscMaster, TheActiveRecorderIsTheVeryObjectThatWasSet) {
    Rig rig;
    rig.open_redbook();
    const auto recorder = rig.recorder();
    ComPtr<IDiscRecorder> active;
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    rig.choose_redbook();
    EXPECT_HR(S_OK, rig.master.GetActiveDiscRecorder(active.put()));
    EXPECT_EQ(active.get(), recorder.get());
    rig.device->present = false;
    EXPECT_HR(IMAPI_E_DEVICE_NOTPRESENT, rig.master.GetActiveDiscRecorder(active.put()));
    EXPECT_FALSE(active);
}

TEST(DiscMaster, AnEmptyDriveMayBeChosen) {
    Rig rig;
    rig.device->recorder.medium_ = {};
    rig.open();
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(rig.recorder().get()));
    EXPECT_EQ(total_of(rig.redbook), 359849);
}

TEST(DiscMaster, ChoosingAFormatClearsTheImageAndChoosingARecorderDoesNot) {
    Rig rig;
    rig.open_staged();
    rig.choose_recorder();
    EXPECT_EQ(used_of(rig.redbook), 300);
    rig.choose_redbook();
    EXPECT_EQ(used_of(rig.redbook), 0);
}

TEST(DiscMaster, OneStashForAllIsASetting) {
    Rig rig;
    rig.settings.one_stash = true;
    const auto other = rig.make();
    rig.open();
    EXPECT_HR(IMAPI_E_STASHINUSE, other->Open());
    EXPECT_HR(S_OK, rig.master.Close());
    EXPECT_HR(S_OK, other->Open());
    EXPECT_HR(IMAPI_E_STASHINUSE, rig.master.Open());
}

TEST(DiscMaster, OpenMakesNoFile) {
    Rig rig;
    rig.open_redbook();
    rig.choose_recorder();
    EXPECT_EQ(available_of(rig.redbook), 359847);
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

TEST(DiscMaster, AMasterReleasedInsideACallbackEndsWithTheCall) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    DiscMaster* master = rig.make().detach();
    ComPtr<IRedbookDiscMaster> redbook;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                      reinterpret_cast<void**>(redbook.put())));
    EXPECT_HR(S_OK, redbook->CreateAudioTrack(0));
    redbook = {};
    bool released = false;
    sink.on_call = [&](const std::string&) {
        if (!std::exchange(released, true)) master->Release();
    };
    EXPECT_HR(S_OK, add(*master, 75));
    EXPECT_EQ(sink.references, 0);
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

TEST(DiscMaster, AMasterReleasedWhileItRecordsEndsWithTheRecording) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    DiscMaster* master = rig.make().detach();
    ComPtr<IUnknown> format;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                      reinterpret_cast<void**>(format.put())));
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(rig.recorder().get()));
    stage_track(*master, 300);
    format = {};
    sink.on_call = [&](const std::string& words) {
        if (words == "preparing") master->Release();
    };
    EXPECT_HR(S_OK, master->RecordDisc(0, 0));
    EXPECT_EQ(sink.said.back(), "burnt S_OK");
    EXPECT_EQ(sink.references, 0);
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

// As a sink does that tidies up in its destructor.
TEST(DiscMaster, ASinkMayCallBackWhenTheMasterGivesItBack) {
    class Tidy final : public Sink {
      public:
        ULONG STDMETHODCALLTYPE Release() override {
            const ULONG left = Sink::Release();
            if (left == 0) results.push_back(code_text(master->Close()));
            return left;
        }
        IDiscMaster* master = nullptr;
        std::vector<std::string> results;
    };
    Tidy sink; // outlives what holds a reference to it
    Rig rig;
    auto master = rig.make();
    sink.master = master.get();
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->ProgressUnadvise(cookie));
    EXPECT_HR(S_OK, master->Open()) << "the sink has closed it";
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    master = {};
    EXPECT_THAT(sink.results, ElementsAre("S_OK", "S_OK"));
}

// Whatever it is, and in whichever callback: the recording continues, and ends as it would have.
TEST(DiscMaster, ASinkMayCallEverythingWhileADiscIsRecorded) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_staged();
    rig.advise(sink);
    std::set<std::string> refusals;
    const auto refused = [&](HRESULT result) { refusals.insert(code_text(result)); };
    sink.on_call = [&](const std::string&) {
        ComPtr<IUnknown> format;
        ComPtr<IEnumDiscRecorders> recorders;
        auto audio = test::pattern_blocks(Lba{0}, BlockCount{1});
        refused(rig.master.RecordDisc(0, 0));
        refused(rig.master.Close());
        refused(rig.master.ClearFormatContent());
        refused(rig.master.SetActiveDiscRecorder(rig.recorder().get()));
        refused(rig.master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                     reinterpret_cast<void**>(format.put())));
        refused(rig.redbook.CreateAudioTrack(0));
        refused(rig.redbook.AddAudioTrackBlocks(bytes_of(audio), 2352));
        refused(rig.redbook.CloseAudioTrack());
        EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
        EXPECT_EQ(total_of(rig.redbook), 359849);
    };
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_THAT(refusals, ElementsAre("IMAPI_E_DEVICE_STILL_IN_USE"));
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    EXPECT_EQ(std::ranges::count(sink.said, "burnt S_OK"), 1);
}

TEST(DiscMaster, ASinkMayTakeItselfBackInTheMiddleOfARecording) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_staged();
    const UINT_PTR cookie = rig.advise(sink);
    sink.on_call = [&](const std::string& words) {
        if (words == "track 0/1") {
            EXPECT_HR(S_OK, rig.master.ProgressUnadvise(cookie));
        }
    };
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_THAT(sink.said, ElementsAre("preparing", "track 0/1"));
    EXPECT_EQ(sink.references, 0);
}

// Sets one property of a recorder.
void set_property(IDiscRecorder& recorder, PROPID id, long number) {
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(S_OK, recorder.GetRecorderProperties(properties.put()));
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_PROPID;
    spec.propid = id;
    PROPVARIANT value;
    PropVariantInit(&value);
    value.vt = VT_I4;
    value.lVal = number;
    EXPECT_HR(S_OK, properties->WriteMultiple(1, &spec, &value, 2));
    EXPECT_HR(S_OK, recorder.SetRecorderProperties(properties.get()));
}

TEST(DiscMaster, TheSpeedThatWasSetIsTheRecordings) {
    for (const auto& [set, asked] : {std::pair{8L, 8}, {-1L, 0}, {48L, 0}, {100L, 0}}) {
        Rig rig;
        rig.open_redbook();
        const auto recorder = rig.recorder();
        EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
        set_property(*recorder, 2, set);
        stage_track(rig.redbook, 300);
        EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
        EXPECT_EQ(rig.device->speed_asked, asked);
    }
}

TEST(DiscMaster, AGapThatTheRecorderDoesNotLeaveIsNotCountedOn) {
    Rig rig;
    rig.device->info_.fixed_gap = BlockCount{150};
    rig.open_redbook();
    const auto recorder = rig.recorder();
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    stage_track(rig.redbook, 300);
    set_property(*recorder, 4, 0);
    EXPECT_EQ(available_of(rig.redbook), 359849 - 300 - 150 - 4);
}

TEST(DiscMaster, ARecorderThatAnotherProgramHasSaysSo) {
    Rig rig;
    rig.open_staged();
    const auto recorder = rig.recorder();
    rig.device->disc_.problem = "/dev/sr0: another program has it";
    rig.device->recorder.medium_.state = MediumState::absent;
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, rig.master.RecordDisc(0, 0));
    EXPECT_EQ(last_sentence(), "/dev/sr0: another program has it");
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, recorder->OpenExclusive());
    EXPECT_EQ(last_sentence(), "/dev/sr0: another program has it");
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(DiscMaster, ADiscThatTakesNoAudioIsTheWrongOneAndNotNone) {
    Rig rig;
    rig.open_staged();
    rig.device->recorder.medium_ = {MediumState::unsuitable, BlockCount{}};
    EXPECT_HR(IMAPI_E_MEDIUM_INVALIDTYPE, rig.master.RecordDisc(0, 0));
}

TEST(DiscMaster, OneOfTwoProgramsThatComeAtOnceHasTheStash) {
    Rig rig;
    rig.settings.one_stash = true;
    make_folders(rig.settings.stash_folder);
    system_files().create(join_path(rig.settings.stash_folder, "imapi.lock"));
    rig.open();
    EXPECT_HR(IMAPI_E_STASHINUSE, rig.make()->Open());
}

} // namespace
} // namespace redbook::imapi
