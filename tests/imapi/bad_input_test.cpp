// Null pointers, absurd numbers, foreign objects, a stash folder that cannot be used, a program that dies:
// the contract's code, the state unchanged, one sentence, never a crash.
#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/imapi/orphans.h"
#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::SizeIs;
using testing::StartsWith;

TEST(BadInput, ANullPointerChangesNothing) {
    Rig rig;
    rig.open_staged();
    for (const auto get :
         {&IRedbookDiscMaster::GetTotalAudioTracks, &IRedbookDiscMaster::GetTotalAudioBlocks,
          &IRedbookDiscMaster::GetUsedAudioBlocks, &IRedbookDiscMaster::GetAvailableAudioTrackBlocks,
          &IRedbookDiscMaster::GetAudioBlockSize})
        EXPECT_HR(E_POINTER, (rig.redbook.*get)(nullptr));
    UINT_PTR cookie = 7;
    Sink sink;
    EXPECT_HR(E_POINTER, rig.master.EnumDiscMasterFormats(nullptr));
    EXPECT_HR(E_POINTER, rig.master.GetActiveDiscMasterFormat(nullptr));
    EXPECT_HR(E_POINTER, rig.master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, nullptr));
    EXPECT_HR(E_POINTER, rig.master.EnumDiscRecorders(nullptr));
    EXPECT_HR(E_POINTER, rig.master.GetActiveDiscRecorder(nullptr));
    EXPECT_HR(E_POINTER, rig.master.SetActiveDiscRecorder(nullptr));
    EXPECT_HR(E_POINTER, rig.master.ProgressAdvise(nullptr, &cookie));
    EXPECT_EQ(cookie, 0u);
    EXPECT_HR(E_POINTER, rig.master.ProgressAdvise(&sink, nullptr));
    EXPECT_EQ(sink.references, 0);
    EXPECT_EQ(last_sentence(), "a pointer that is needed is null");
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(BadInput, WhatIsNoWholeBlockIsNotStaged) {
    Rig rig;
    rig.open_redbook();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    auto audio = test::pattern_blocks(Lba{0}, BlockCount{2});
    for (const long bytes : {1L, 2351L, 2353L, -1L, -2352L}) {
        EXPECT_HR(E_INVALIDARG, rig.redbook.AddAudioTrackBlocks(bytes_of(audio), bytes));
        EXPECT_EQ(last_sentence(), fmt::format("{} bytes are not whole blocks of 2352", bytes));
    }
    EXPECT_HR(E_POINTER, rig.redbook.AddAudioTrackBlocks(nullptr, 2352));
    EXPECT_HR(S_OK, rig.redbook.AddAudioTrackBlocks(nullptr, 0));
    EXPECT_EQ(used_of(rig.redbook), 0);
}

TEST(BadInput, NothingIsNotToldToTheSinks) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.open_redbook();
    rig.advise(sink);
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, rig.redbook.AddAudioTrackBlocks(nullptr, 0));
    EXPECT_THAT(sink.said, ElementsAre());
    EXPECT_EQ(sink.cancel_asked, 0);
}

// Another program's recorder, which claims to be everything.
class ForeignRecorder final : public ComObject<IDiscRecorder> {
  public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void** out) override {
        *out = this;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE Init(byte*, ULONG, ULONG) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetRecorderGUID(byte*, ULONG, ULONG*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetRecorderType(long*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetDisplayNames(BSTR*, BSTR*, BSTR*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetBasePnPID(BSTR*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetPath(BSTR*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetRecorderProperties(IPropertyStorage**) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE SetRecorderProperties(IPropertyStorage*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE GetRecorderState(ULONG*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE OpenExclusive() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE QueryMediaType(long*, long*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE QueryMediaInfo(byte*, byte*, ULONG*, ULONG*, ULONG*) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Eject() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Erase(boolean) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE Close() override { return S_OK; }
};

TEST(BadInput, AForeignRecorderIsRefusedAndTheOldOneStays) {
    Rig rig;
    rig.open_staged();
    ComPtr<IDiscRecorder> before, after;
    EXPECT_HR(S_OK, rig.master.GetActiveDiscRecorder(before.put()));
    const auto foreign = make_object<ForeignRecorder>();
    EXPECT_HR(E_INVALIDARG, rig.master.SetActiveDiscRecorder(foreign.get()));
    EXPECT_EQ(last_sentence(), "the recorder does not come from IDiscMaster::EnumDiscRecorders");
    EXPECT_HR(S_OK, rig.master.GetActiveDiscRecorder(after.put()));
    EXPECT_EQ(before.get(), after.get());
}

TEST(BadInput, AnUnknownFormatChangesNothing) {
    Rig rig;
    rig.open_staged();
    void* format = &rig;
    EXPECT_HR(E_NOINTERFACE, rig.master.SetActiveDiscMasterFormat(IID_IDiscRecorder, &format));
    EXPECT_EQ(format, nullptr);
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(BadInput, PointersFromBeforeCloseSayThatNothingIsOpen) {
    Rig rig;
    rig.open_staged();
    const auto recorder = rig.recorder();
    ComPtr<IEnumDiscRecorders> recorders;
    EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_HR(S_OK, rig.master.Close());
    EXPECT_HR(IMAPI_E_NOTOPENED, add(rig.redbook, 1));
    EXPECT_EQ(last_sentence(), "the master is not open; call IDiscMaster::Open first");
    EXPECT_HR(S_OK, recorder->OpenExclusive()) << "recorders outlive the master's Close";
    ComPtr<IDiscRecorder> another;
    EXPECT_HR(S_OK, recorders->Next(1, another.put(), nullptr)) << "and so do enumerators";
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

TEST(BadInput, ARecorderOutlivesItsMasterAndItsDevice) {
    Rig rig;
    ComPtr<IDiscRecorder> recorder;
    {
        const auto master = rig.make();
        ComPtr<IEnumDiscRecorders> recorders;
        EXPECT_HR(S_OK, master->Open());
        EXPECT_HR(S_OK, master->EnumDiscRecorders(recorders.put()));
        EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), nullptr));
    }
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    rig.device->present = false;
    long type = 1, flags = 1;
    EXPECT_HR(IMAPI_E_DEVICE_NOTPRESENT, recorder->QueryMediaType(&type, &flags));
    EXPECT_EQ(type + flags, 0);
    EXPECT_HR(S_OK, recorder->Close());
    EXPECT_HR(IMAPI_E_DEVICE_NOTPRESENT, recorder->OpenExclusive());
}

TEST(BadInput, AWrongSettingIsNamedByOpen) {
    const auto master = make_object<DiscMaster>(
        MasterParts{[] {
                        return read_settings([](std::string_view name) -> std::optional<std::string> {
                            if (name.ends_with("FOLDER")) return "x";
                            if (name.ends_with("CAPACITY")) return "much";
                            return std::nullopt;
                        });
                    },
                    default_parts().devices, &system_files()});
    EXPECT_HR(E_INVALIDARG, master->Open());
    EXPECT_EQ(last_sentence(), "REDBOOK_IMAPI_CAPACITY: 'much' is not 74, 80, 90, 99, or a number of blocks "
                               "from 300 to 449849; change or remove it");
}

TEST(BadInput, AStashFolderThatCannotBeMadeIsNamed) {
    Rig rig;
    test::write_file(rig.folder / "file", "");
    rig.settings.stash_folder = rig.folder / "file/stash";
    rig.open_redbook();
    EXPECT_HR(IMAPI_E_FILEACCESS, rig.redbook.CreateAudioTrack(0));
    EXPECT_THAT(last_sentence(), StartsWith(rig.settings.stash_folder + ": cannot create this folder"));
    EXPECT_EQ(tracks_of(rig.redbook), 0);
}

TEST(BadInput, AStashFolderThatMayNotBeWrittenIsNamed) {
    Rig rig;
    rig.open_redbook();
    rig.files.strike(test::Fault::no_permission, 1); // after the look for old stashes
    EXPECT_HR(IMAPI_E_FILEACCESS, rig.redbook.CreateAudioTrack(0));
    EXPECT_THAT(last_sentence(), StartsWith(rig.settings.stash_folder));
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0)) << "the state is as it was";
}

TEST(BadInput, AFullDiskKeepsWhatFittedAndCanBeGoneOnFrom) {
    Rig rig;
    rig.open_redbook();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    rig.files.strike(test::Fault::full_disk, 0);
    EXPECT_HR(IMAPI_E_NOTENOUGHDISKFORSTASH, add(rig.redbook, 100, 100));
    EXPECT_THAT(last_sentence(), testing::HasSubstr("the disk is full; 50 of 100 blocks were kept"));
    EXPECT_EQ(used_of(rig.redbook), 50);
    rig.files.make_room();
    EXPECT_HR(S_OK, add(rig.redbook, 250, 50, 50));
    EXPECT_HR(S_OK, rig.redbook.CloseAudioTrack());
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(BadInput, ABrokenDiskFailsTheStashUntilItIsCleared) {
    Rig rig;
    rig.open_staged();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    rig.break_stash();
    EXPECT_HR(IMAPI_E_FILEACCESS, rig.redbook.CloseAudioTrack());
    EXPECT_THAT(last_sentence(), EndsWith("open it again to continue"));
    EXPECT_EQ(tracks_of(rig.redbook), 2);
    EXPECT_HR(S_OK, rig.master.ClearFormatContent());
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    EXPECT_THAT(rig.stashes(), ElementsAre());
    stage_track(rig.redbook, 300);
}

TEST(BadInput, AStashThatFailedIsLeftByCloseAndFoundAgain) {
    Rig rig;
    rig.open_staged();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    rig.break_stash();
    EXPECT_HR(S_OK, rig.master.Close());
    EXPECT_THAT(rig.stashes(), SizeIs(1));
    rig.settings.recover = true;
    rig.open_redbook();
    EXPECT_EQ(used_of(rig.redbook), 300);
}

// What a program that dies leaves: a stash with two closed tracks that nobody holds, the open one lost.
std::string leave_stash(Rig& rig) {
    make_folders(rig.settings.stash_folder);
    StashSettings settings;
    settings.disc.mode = Mode::tao;
    const std::string path = new_stash_path(system_files(), rig.settings.stash_folder);
    const auto staging = create_stash(system_files(), path, settings);
    for (int k = 0; k < 3; ++k) {
        Track track;
        if (k == 0) track.pause = kFirstPause;
        staging->open_track(track);
        staging->append(test::pattern_blocks(Lba{300 * k}, BlockCount{300}));
        if (k < 2) staging->close_track();
    }
    return path;
}

TEST(BadInput, TheStashOfACrashedProgramIsFoundAgainIfThatIsSet) {
    Rig rig;
    rig.settings.recover = true;
    leave_stash(rig);
    rig.open_redbook();
    EXPECT_EQ(tracks_of(rig.redbook), 2);
    EXPECT_EQ(used_of(rig.redbook), 600);
    rig.choose_recorder();
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    EXPECT_THAT(rig.stashes(), ElementsAre());
}

TEST(BadInput, OnlyTheFirstFormatChosenFindsIt) {
    Rig rig;
    rig.settings.recover = true;
    leave_stash(rig);
    rig.open_redbook();
    rig.choose_redbook();
    EXPECT_EQ(tracks_of(rig.redbook), 0);
}

TEST(BadInput, AProgramThatOnlyLooksLeavesItAlone) {
    Rig rig;
    rig.settings.recover = true;
    leave_stash(rig);
    rig.open();
    EXPECT_HR(S_OK, rig.master.Close());
    EXPECT_THAT(rig.stashes(), SizeIs(1));
}

TEST(BadInput, OtherwiseItIsRemovedBehindItsTime) {
    Rig rig;
    rig.settings.keep_days = 7;
    const std::string path = leave_stash(rig);
    rig.open_redbook();
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_THAT(rig.stashes(), SizeIs(2)) << "it is not a week old";
    EXPECT_HR(S_OK, rig.master.ClearFormatContent());
    const auto written = std::filesystem::last_write_time(path);
    std::filesystem::last_write_time(path, written - std::chrono::hours(24 * 8));
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
    EXPECT_THAT(rig.stashes(), SizeIs(1));
    EXPECT_FALSE(system_files().status(path));
}

TEST(BadInput, AStashThatIsHeldIsNeitherRemovedNorTaken) {
    Rig rig;
    rig.settings.recover = true;
    rig.settings.keep_days = 0;
    rig.open_staged();
    const auto other = rig.make();
    ComPtr<IRedbookDiscMaster> redbook;
    EXPECT_HR(S_OK, other->Open());
    EXPECT_HR(S_OK, other->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                     reinterpret_cast<void**>(redbook.put())));
    EXPECT_EQ(tracks_of(*redbook), 0);
    EXPECT_HR(S_OK, redbook->CreateAudioTrack(0));
    EXPECT_THAT(rig.stashes(), SizeIs(2));
    EXPECT_EQ(used_of(rig.redbook), 300);
}

TEST(BadInput, WhatWasFoundAgainIsLeftIfNothingWasDoneWithIt) {
    for (const bool closes : {true, false}) {
        Rig rig;
        rig.settings.recover = true;
        leave_stash(rig);
        rig.open_redbook();
        EXPECT_EQ(tracks_of(rig.redbook), 2);
        if (closes) rig.master.Close();
        if (!closes) rig.object = {};
        EXPECT_THAT(rig.stashes(), SizeIs(1));
        const auto next = rig.make();
        ComPtr<IRedbookDiscMaster> redbook;
        EXPECT_HR(S_OK, next->Open());
        EXPECT_HR(S_OK, next->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                        reinterpret_cast<void**>(redbook.put())));
        EXPECT_EQ(used_of(*redbook), 600);
        EXPECT_HR(S_OK, redbook->CreateAudioTrack(0));
        EXPECT_HR(S_OK, next->Close()) << "now it is the program's own";
        EXPECT_THAT(rig.stashes(), ElementsAre());
    }
}

TEST(BadInput, ADiskThatIsFullBeforeTheFirstTrackIsSaidToBe) {
    Rig rig;
    rig.open_redbook();
    rig.files.strike(test::Fault::full_disk, 0);
    EXPECT_HR(IMAPI_E_NOTENOUGHDISKFORSTASH, rig.redbook.CreateAudioTrack(0));
    EXPECT_THAT(last_sentence(),
                EndsWith("the disk is full, there is no room for a new stash; make room and try again"));
    EXPECT_EQ(tracks_of(rig.redbook), 0);
    EXPECT_THAT(rig.stashes(), ElementsAre());
    rig.files.make_room();
    EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
}

} // namespace
} // namespace redbook::imapi
