// The call sequences of published clients, replayed against the class as CoCreateInstance makes it; what they
// recorded is read back.
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/image/album.h"
#include "tests/imapi/environment.h"
#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

class Clients : public testing::Test {
  protected:
    void SetUp() override {
        SetErrorInfo(0, nullptr); // it is an object too
        alive_ = ModuleCount::alive();
        ASSERT_HR(S_OK, CoInitialize(nullptr));
    }
    void TearDown() override {
        SetErrorInfo(0, nullptr);
        EXPECT_EQ(ModuleCount::alive(), alive_) << "an object was left over";
        CoUninitialize();
    }

    ComPtr<IDiscMaster> create(DWORD context = CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER) {
        ComPtr<IDiscMaster> master;
        EXPECT_HR(S_OK,
                  CoCreateInstance(__uuidof(MSDiscMasterObj), nullptr, context, IID_PPV_ARGS(master.put())));
        return master;
    }
    ComPtr<IRedbookDiscMaster> redbook_of(IDiscMaster& master) {
        ComPtr<IRedbookDiscMaster> redbook;
        EXPECT_HR(S_OK, master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                         reinterpret_cast<void**>(redbook.put())));
        return redbook;
    }
    ComPtr<IDiscRecorder> recorder_of(IDiscMaster& master) {
        ComPtr<IEnumDiscRecorders> recorders;
        ComPtr<IDiscRecorder> recorder;
        DWORD fetched = 0;
        EXPECT_HR(S_OK, master.EnumDiscRecorders(recorders.put()));
        EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), &fetched));
        return recorder;
    }
    void add_track(IRedbookDiscMaster& redbook, int blocks, int step, long advice) {
        EXPECT_HR(S_OK, redbook.CreateAudioTrack(advice));
        EXPECT_HR(S_OK, add(redbook, blocks, step, staged_));
        EXPECT_HR(S_OK, redbook.CloseAudioTrack());
        lengths_.push_back(blocks);
        staged_ += blocks;
    }

    // The image with this number holds the tracks that were added: run-out and gap between them, every block
    // as it was handed over.
    void expect_image(const std::string& name, int gap = 150) {
        const Album album = open_album({folder_ / ("discs/" + name)});
        const Layout layout = layout_of(album.disc);
        ASSERT_EQ(album.disc.tracks.size(), lengths_.size());
        int from = 0;
        Lba start{0};
        for (size_t k = 0; k < lengths_.size(); ++k) {
            EXPECT_EQ(layout.tracks[k].index01, start) << "track " << k + 1;
            std::vector<std::byte> audio(size_t(bytes_in(BlockCount{lengths_[k] + 2})));
            album.audio->read(start, audio);
            auto expected = test::pattern_blocks(Lba{from}, BlockCount{lengths_[k]});
            expected.resize(audio.size());
            EXPECT_TRUE(audio == expected) << "track " << k + 1;
            from += lengths_[k];
            start = start + BlockCount{lengths_[k] + 2 + gap};
        }
        EXPECT_EQ(layout.lead_out, start - BlockCount{gap});
    }
    std::vector<std::string> discs() { return system_files().list(folder_ / "discs"); }

    long alive_ = 0;
    test::TempFolder folder_;
    Environment image_folder_{"REDBOOK_IMAPI_FOLDER", folder_ / "discs"};
    Environment stash_folder_{"REDBOOK_IMAPI_STASH_FOLDER", folder_ / "stash"};
    Environment no_drives_{"REDBOOK_IMAPI_PROGRAM", "/no/such/program"};
    std::vector<int> lengths_;
    int staged_ = 0;
};

TEST_F(Clients, JuceListsRecordersAndLeavesNothing) {
    const auto master = create();
    EXPECT_HR(S_OK, master->Open());
    ComPtr<IEnumDiscRecorders> recorders;
    EXPECT_HR(S_OK, master->EnumDiscRecorders(recorders.put()));
    ComPtr<IDiscRecorder> recorder;
    ULONG fetched = 0;
    std::vector<std::string> paths;
    while (recorders->Next(1, recorder.put(), &fetched) == S_OK) {
        BSTR path = nullptr;
        EXPECT_HR(S_OK, recorder->GetPath(&path));
        paths.push_back(take(path));
    }
    EXPECT_HR(S_OK, master->Close());
    EXPECT_THAT(paths, ElementsAre("image:" + folder_ / "discs"));
    EXPECT_FALSE(system_files().status(folder_ / "stash"));
    EXPECT_FALSE(system_files().status(folder_ / "discs"));
}

// Never calls IDiscMaster::Close.
TEST_F(Clients, JuceBurns) {
    auto master = create();
    EXPECT_HR(S_OK, master->Open());
    auto recorder = recorder_of(*master);
    auto redbook = redbook_of(*master);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder.get()));
    long type = 0, flags = 0, bytes = 0;
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(S_OK, recorder->QueryMediaType(&type, &flags));
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_TRUE(type != 0 && (flags & MEDIA_WRITABLE) != 0);
    EXPECT_HR(S_OK, redbook->GetAudioBlockSize(&bytes));
    EXPECT_EQ(bytes, 2352);
    add_track(*redbook, 320, 1, 320 * 588 / 9408);
    add_track(*redbook, 450, 1, 450 * 588 / 9408);

    ComPtr<IPropertyStorage> properties;
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_LPWSTR;
    spec.lpwstr = const_cast<LPOLESTR>(OLESTR("WriteSpeed"));
    PROPVARIANT value;
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(properties.put()));
    EXPECT_HR(S_OK, properties->ReadMultiple(1, &spec, &value));
    value.lVal = -1;
    EXPECT_HR(S_OK, properties->WriteMultiple(1, &spec, &value, VT_I4));
    EXPECT_HR(S_OK, recorder->SetRecorderProperties(properties.get()));

    Sink sink;
    sink.result = E_NOTIMPL;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->RecordDisc(0, 1));
    EXPECT_HR(S_OK, master->ProgressUnadvise(cookie));
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Close());
    properties = {};
    redbook = {};
    recorder = {};
    master = {};
    EXPECT_THAT(discs(), ElementsAre("disc-001.bin", "disc-001.cue"));
    expect_image("disc-001.cue");
    EXPECT_THAT(system_files().list(folder_ / "stash"), ElementsAre());
}

// Two tracks of the lengths that its own test has, recorded from another apartment; its properties are
// written and never set.
TEST_F(Clients, PortBurnBurns) {
    auto master = create(CLSCTX_ALL);
    EXPECT_HR(S_OK, master->Open());
    auto redbook = redbook_of(*master);
    ComPtr<IEnumDiscRecorders> recorders;
    ComPtr<IDiscRecorder> recorder, active;
    EXPECT_HR(S_OK, master->EnumDiscRecorders(recorders.put()));
    while (recorders->Next(1, recorder.put(), nullptr) == S_OK) {}
    EXPECT_HR(S_OK, recorders->Reset());
    EXPECT_HR(S_OK, recorders->Skip(0));
    EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), nullptr));
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder.get()));
    byte sessions = 9, last_track = 9;
    ULONG start = 9, next = 9, free_blocks = 9;
    long type = 0, flags = 0;
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(S_OK, recorder->QueryMediaInfo(&sessions, &last_track, &start, &next, &free_blocks));
    EXPECT_HR(S_OK, recorder->QueryMediaType(&type, &flags));
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_EQ(free_blocks, 359849u);
    EXPECT_EQ(flags & MEDIA_BLANK, MEDIA_BLANK);

    Sink sink;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    add_track(*redbook, 13280, 1, 0);
    add_track(*redbook, 16600, 1, 0);
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(properties.put()));
    const OLECHAR* const names[] = {OLESTR("AudioGapSize"), OLESTR("WriteSpeed"),
                                    OLESTR("EnableBufferUnderrunFree")};
    PROPSPEC specs[3] = {};
    PROPVARIANT values[3];
    for (int k = 0; k < 3; ++k) {
        specs[k].ulKind = PRSPEC_LPWSTR;
        specs[k].lpwstr = const_cast<LPOLESTR>(names[k]);
        PropVariantInit(&values[k]);
        values[k].vt = VT_I4;
        values[k].lVal = k == 0 ? 0 : -1;
    }
    EXPECT_HR(S_OK, properties->WriteMultiple(3, specs, values, PID_FIRST_USABLE));
    std::thread([&] {
        EXPECT_HR(S_OK, CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED));
        EXPECT_HR(S_OK, master->RecordDisc(0, 0));
        CoUninitialize();
    }).join();
    EXPECT_HR(S_OK, master->ProgressUnadvise(cookie));
    EXPECT_HR(S_OK, master->Close());
    EXPECT_HR(S_OK, master->Close());
    EXPECT_EQ(sink.said.back(), "burnt S_OK");
    expect_image("disc-001.cue");
}

// An error, a second try, and a sink that takes the answer for an int.
TEST_F(Clients, ImapiNetBurnsTwice) {
    auto master = create();
    Sink sink;
    sink.answer_bytes = 4;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_NE(cookie, 0u);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder_of(*master).get()));
    auto redbook = redbook_of(*master);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder_of(*master).get()));
    for (const char* name : {"disc-001.cue", "disc-002.cue"}) {
        lengths_.clear();
        staged_ = 0;
        add_track(*redbook, 301, 20, 301);
        add_track(*redbook, 333, 20, 333);
        add_track(*redbook, 304, 20, 304);
        EXPECT_HR(S_OK, master->RecordDisc(0, 0));
        expect_image(name);
    }
    redbook = {};
    EXPECT_HR(S_OK, master->ProgressUnadvise(cookie));
    EXPECT_HR(S_OK, master->Close());
}

TEST_F(Clients, ImapiSampleBurnsWithoutASink) {
    auto master = create();
    IID format = GUID_NULL;
    ComPtr<IUnknown> chosen;
    ComPtr<IDiscRecorder> none;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->GetActiveDiscMasterFormat(&format));
    EXPECT_HR(S_OK, master->SetActiveDiscMasterFormat(format, reinterpret_cast<void**>(chosen.put())))
        << "the sample gives up if the active format is refused";
    EXPECT_TRUE(format == IID_IRedbookDiscMaster);
    EXPECT_HR(IMAPI_E_NOACTIVERECORDER, master->GetActiveDiscRecorder(none.put()));
    const auto redbook = redbook_of(*master);
    EXPECT_EQ(tracks_of(*redbook), 0);
    EXPECT_EQ(total_of(*redbook), 359849);
    EXPECT_EQ(used_of(*redbook), 0);
    EXPECT_EQ(available_of(*redbook), 359847);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder_of(*master).get()));
    add_track(*redbook, 310, 1, 310);
    EXPECT_HR(S_OK, master->RecordDisc(0, 1));
    expect_image("disc-001.cue");
}

TEST_F(Clients, TheDelphiComponentKeepsBothFormatsForEver) {
    auto master = create();
    ComPtr<IEnumDiscMasterFormats> formats;
    ComPtr<IRedbookDiscMaster> redbook;
    ComPtr<IJolietDiscMaster> joliet;
    Sink sink;
    sink.answer_bytes = 0;
    sink.result = E_NOTIMPL;
    UINT_PTR cookie = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->EnumDiscMasterFormats(formats.put()));
    EXPECT_HR(S_OK, master->QueryInterface(IID_PPV_ARGS(redbook.put())));
    EXPECT_HR(S_OK, master->QueryInterface(IID_PPV_ARGS(joliet.put())));
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    redbook_of(*master);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder_of(*master).get()));
    add_track(*redbook, 300, 75, 300);
    EXPECT_HR(S_OK, master->RecordDisc(0, 0));
    EXPECT_HR(S_OK, master->ProgressUnadvise(cookie));
    EXPECT_HR(S_OK, master->Close());
    expect_image("disc-001.cue");
}

// It only makes data discs: it is told so, and can go home.
TEST_F(Clients, XpBurnIsToldThatThereAreNoDataDiscs) {
    auto master = create();
    ComPtr<IEnumDiscMasterFormats> formats;
    ComPtr<IUnknown> joliet;
    Sink sink;
    UINT_PTR cookie = 0;
    IID iid;
    ULONG fetched = 0;
    EXPECT_HR(S_OK, master->Open());
    EXPECT_HR(S_OK, master->ProgressAdvise(&sink, &cookie));
    EXPECT_HR(S_OK, master->EnumDiscMasterFormats(formats.put()));
    while (SUCCEEDED(formats->Next(1, &iid, &fetched)) && fetched > 0)
        EXPECT_FALSE(iid == IID_IJolietDiscMaster);
    EXPECT_HR(E_NOINTERFACE, master->SetActiveDiscMasterFormat(IID_IJolietDiscMaster,
                                                               reinterpret_cast<void**>(joliet.put())));
    EXPECT_EQ(last_sentence(), "data discs are not supported; choose IID_IRedbookDiscMaster");
    EXPECT_FALSE(joliet);
    EXPECT_TRUE(recorder_of(*master));
    EXPECT_HR(S_OK, master->Close());
}

TEST_F(Clients, FutureburnIsToldThatNoRecorderIsActive) {
    auto master = create();
    EXPECT_HR(S_OK, master->Open());
    const auto redbook = redbook_of(*master);
    const auto recorder = recorder_of(*master);
    for (int k = 0; k < 5; ++k) add_track(*redbook, 320, 64, 320);
    EXPECT_HR(IMAPI_E_NOACTIVERECORDER, master->RecordDisc(0, 1));
    EXPECT_EQ(tracks_of(*redbook), 5);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder.get()));
    EXPECT_HR(S_OK, master->RecordDisc(0, 1));
    EXPECT_HR(S_OK, master->Close());
    expect_image("disc-001.cue");
}

TEST_F(Clients, AGapThatWasSetIsOnTheDisc) {
    auto master = create();
    EXPECT_HR(S_OK, master->Open());
    const auto redbook = redbook_of(*master);
    const auto recorder = recorder_of(*master);
    EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder.get()));
    add_track(*redbook, 300, 75, 0);
    add_track(*redbook, 400, 75, 0);
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(properties.put()));
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_PROPID;
    spec.propid = 4;
    PROPVARIANT value;
    EXPECT_HR(S_OK, properties->ReadMultiple(1, &spec, &value));
    EXPECT_EQ(value.lVal, 150);
    value.lVal = 0;
    EXPECT_HR(S_OK, properties->WriteMultiple(1, &spec, &value, 0));
    EXPECT_HR(S_OK, recorder->SetRecorderProperties(properties.get()));
    EXPECT_EQ(available_of(*redbook), 359849 - 700 - 6);
    EXPECT_HR(S_OK, master->RecordDisc(0, 0));
    expect_image("disc-001.cue", 0);
}

TEST_F(Clients, FutureburnDiagnosesAndTakesNothingAway) {
    const Environment recover("REDBOOK_IMAPI_RECOVER", "1");
    for (const bool crashed : {false, true}) {
        if (crashed) { // what a program that died has left
            const std::string path = folder_ / "stash/imapi-1-1.stash";
            StashSettings settings;
            settings.disc.mode = Mode::tao;
            make_folders(folder_ / "stash");
            const auto staging = create_stash(system_files(), path, settings);
            Track track;
            track.pause = kFirstPause;
            staging->open_track(track);
            staging->append(test::pattern_blocks(Lba{0}, BlockCount{300}));
            staging->close_track();
        }
        auto master = create();
        EXPECT_HR(S_OK, master->Open());
        BSTR path = nullptr;
        EXPECT_HR(S_OK, recorder_of(*master)->GetPath(&path));
        EXPECT_EQ(take(path), "image:" + folder_ / "discs");
        const auto redbook = redbook_of(*master);
        long bytes = 0;
        EXPECT_HR(S_OK, redbook->GetAudioBlockSize(&bytes));
        EXPECT_EQ(total_of(*redbook), 359849);
        EXPECT_EQ(available_of(*redbook), crashed ? 359849 - 300 - 150 - 4 : 359847);
        EXPECT_HR(S_OK, master->Close());
        EXPECT_EQ(system_files().status(folder_ / "stash").has_value(), crashed);
    }
    EXPECT_THAT(system_files().list(folder_ / "stash"), ElementsAre("imapi-1-1.stash"));
}

// Erases in a thread of its own, and starts over on the same object. The image recorder erases nothing, so it
// is another device.
TEST_F(Clients, PortBurnErasesAndStartsOver) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.device->info_.records_cdrw = rig.device->disc_.rewritable = true;
    rig.device->recorder.medium_.state = MediumState::written;
    rig.device->on_erase = [&] { rig.device->recorder.medium_.state = MediumState::blank; };
    rig.open_redbook();
    rig.advise(sink);
    const auto recorder = recorder_of(rig.master);
    EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
    std::thread([&] {
        EXPECT_HR(S_OK, CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED));
        ComPtr<IDiscRecorder> active;
        EXPECT_HR(S_OK, rig.master.GetActiveDiscRecorder(active.put()));
        EXPECT_HR(S_OK, active->OpenExclusive());
        EXPECT_HR(S_OK, active->Erase(0));
        EXPECT_HR(S_OK, active->Close());
        active = {};
        EXPECT_HR(S_OK, rig.master.Close());
        rig.open_redbook();
        EXPECT_HR(S_OK, rig.master.SetActiveDiscRecorder(recorder.get()));
        CoUninitialize();
    }).join();
    EXPECT_THAT(sink.said, ElementsAre("erased S_OK"));
    EXPECT_EQ(sink.references, 0) << "Close gave it back";
    stage_track(rig.redbook, 300);
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

} // namespace
} // namespace redbook::imapi
