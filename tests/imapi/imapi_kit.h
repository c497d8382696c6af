// A master with a device in memory and a disk that can fail; sinks that remember what they were told.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/imapi/disc_master.h"
#include "tests/imapi/com_kit.h"
#include "tests/support/fault_files.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {

// A medium in memory, whose reading back can be bent.
class MemoryRecorder final : public Recorder {
  public:
    RecorderInfo info() const override { return {"memory", "Redbook", "Memory", "1"}; }
    Abilities abilities() const override { return {.test_write = test_write_}; }
    Medium medium() override { return medium_; }
    Holds holds(Mode) const override { return {}; }
    void erase(bool, const BlockProgress&) override { medium_.state = MediumState::blank; }
    void write(const Disc& disc, const BlockSource& audio, const WriteOptions& write) override {
        disc_ = disc;
        data_ = std::make_unique<test::MemorySource>(layout_of(disc).lead_out);
        TransferOptions options;
        options.progress = write.progress;
        transfer(
            audio, kProgramStart, audio.end(), {},
            [&](Lba at, Bytes blocks) { std::copy(blocks.begin(), blocks.end(), data_->block(at)); },
            options);
    }
    Written finish() override { return {.disc = disc_}; }
    Album read_back() override {
        if (on_read_back) on_read_back();
        Album album;
        album.disc = disc_;
        album.audio = data_->clone();
        return album;
    }
    std::vector<std::string> accept() override { return {}; }
    void eject() override {}

    Medium medium_{MediumState::blank, kDefaultCapacity};
    bool test_write_ = false;
    std::function<void()> on_read_back;
    Disc disc_;
    std::unique_ptr<test::MemorySource> data_;
};

class MemoryDevice final : public Device {
  public:
    DeviceInfo info() const override { return info_; }
    std::optional<DeviceDisc> look() override {
        if (!present) return std::nullopt;
        DeviceDisc disc = disc_;
        disc.medium = recorder.medium_;
        return disc;
    }
    void eject() override {
        ++ejected;
        if (on_eject) on_eject();
    }
    void erase(bool full) override {
        erased += full ? "full " : "quick ";
        if (on_erase) on_erase();
    }
    Outcome record(const Stash& stash, const JobOptions& options, int speed) override {
        speed_asked = speed;
        if (on_record) on_record();
        return RecordJob(recorder, stash, options).run();
    }

    DeviceInfo info_{"Acme ", " Burner", "1.0", "\\Device\\CdRom0"};
    DeviceDisc disc_;
    MemoryRecorder recorder;
    bool present = true;
    int ejected = 0;
    int speed_asked = -1;
    std::string erased;
    std::function<void()> on_record, on_erase, on_eject; // on_record: in the job's thread
};

// Remembers every call as a word; can cancel, fail, and call back.
class Sink : public IDiscMasterProgressEvents {
  public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** out) override {
        *out = nullptr;
        if (iid != IID_IUnknown && iid != IID_IDiscMasterProgressEvents) return E_NOINTERFACE;
        *out = this;
        AddRef();
        return S_OK;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ULONG(++references); }
    ULONG STDMETHODCALLTYPE Release() override { return ULONG(--references); }

    HRESULT STDMETHODCALLTYPE QueryCancel(boolean* cancel) override {
        ++cancel_asked;
        if (on_call) on_call("cancel?");
        if (answer_bytes > 0) std::fill_n(cancel, answer_bytes, boolean(cancel_now() ? 0xFF : 0));
        return result;
    }
    HRESULT STDMETHODCALLTYPE NotifyPnPActivity() override { return say("pnp"); }
    HRESULT STDMETHODCALLTYPE NotifyAddProgress(long done, long total) override {
        return say(fmt::format("add {}/{}", done, total));
    }
    HRESULT STDMETHODCALLTYPE NotifyBlockProgress(long done, long total) override {
        return say(fmt::format("block {}/{}", done, total));
    }
    HRESULT STDMETHODCALLTYPE NotifyTrackProgress(long done, long total) override {
        return say(fmt::format("track {}/{}", done, total));
    }
    HRESULT STDMETHODCALLTYPE NotifyPreparingBurn(long) override { return say("preparing"); }
    HRESULT STDMETHODCALLTYPE NotifyClosingDisc(long) override { return say("closing"); }
    HRESULT STDMETHODCALLTYPE NotifyBurnComplete(HRESULT status) override {
        return say("burnt " + code_text(status));
    }
    HRESULT STDMETHODCALLTYPE NotifyEraseComplete(HRESULT status) override {
        return say("erased " + code_text(status));
    }

    bool cancel_now() const { return cancel_at > 0 && cancel_asked >= cancel_at; }

    int references = 0;
    HRESULT result = S_OK;
    int answer_bytes = 1; // how wide the client takes the answer for; 0: it does not touch it
    int cancel_at = 0;    // says yes from the n-th question on; 0: never
    int cancel_asked = 0;
    std::vector<std::string> said;
    std::function<void(const std::string&)> on_call;

  private:
    HRESULT say(const std::string& words) {
        said.push_back(words);
        if (on_call) on_call(words);
        return result;
    }
};

inline byte* bytes_of(std::vector<std::byte>& audio) { return reinterpret_cast<byte*>(audio.data()); }

// `blocks` blocks that no other track has, in calls of `step`.
inline HRESULT add(IRedbookDiscMaster& redbook, int blocks, int step = 75, int from = 0) {
    for (int at = 0; at < blocks; at += step) {
        const int n = std::min(step, blocks - at);
        auto audio = test::pattern_blocks(Lba{from + at}, BlockCount{n});
        const HRESULT result = redbook.AddAudioTrackBlocks(bytes_of(audio), long(audio.size()));
        if (FAILED(result)) return result;
    }
    return S_OK;
}

inline void stage_track(IRedbookDiscMaster& redbook, int blocks, int from = 0) {
    EXPECT_HR(S_OK, redbook.CreateAudioTrack(blocks));
    EXPECT_HR(S_OK, add(redbook, blocks, 75, from));
    EXPECT_HR(S_OK, redbook.CloseAudioTrack());
}

inline long number(HRESULT (STDMETHODCALLTYPE IRedbookDiscMaster::*get)(long*), IRedbookDiscMaster& redbook) {
    long value = -1;
    EXPECT_HR(S_OK, (redbook.*get)(&value));
    return value;
}
inline long tracks_of(IRedbookDiscMaster& r) { return number(&IRedbookDiscMaster::GetTotalAudioTracks, r); }
inline long total_of(IRedbookDiscMaster& r) { return number(&IRedbookDiscMaster::GetTotalAudioBlocks, r); }
inline long used_of(IRedbookDiscMaster& r) { return number(&IRedbookDiscMaster::GetUsedAudioBlocks, r); }
inline long available_of(IRedbookDiscMaster& r) {
    return number(&IRedbookDiscMaster::GetAvailableAudioTrackBlocks, r);
}

struct Rig {
    test::TempFolder folder;
    test::FaultFiles files{system_files()};
    Settings settings = settings_in(folder);
    std::shared_ptr<MemoryDevice> device = std::make_shared<MemoryDevice>();
    std::vector<std::shared_ptr<Device>> devices{device};
    ComPtr<DiscMaster> object = make();
    IDiscMaster& master = *object;
    IRedbookDiscMaster& redbook = *object;

    static Settings settings_in(const test::TempFolder& folder) {
        Settings s;
        s.stash_folder = folder / "stash";
        s.image_folder = folder / "discs";
        return s;
    }
    ComPtr<DiscMaster> make() {
        return make_object<DiscMaster>(
            MasterParts{[this] { return settings; }, [this](const Settings&) { return devices; }, &files});
    }
    ComPtr<IDiscRecorder> recorder() {
        return ComPtr<IDiscRecorder>(
            make_object<RecorderObject>(devices.front(), std::make_shared<ProgressCaller>()).get());
    }

    void open() { EXPECT_HR(S_OK, master.Open()); }
    void open_redbook() {
        open();
        choose_redbook();
    }
    void choose_redbook() {
        ComPtr<IUnknown> format;
        EXPECT_HR(S_OK, master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                         reinterpret_cast<void**>(format.put())));
    }
    void choose_recorder() { EXPECT_HR(S_OK, master.SetActiveDiscRecorder(recorder().get())); }

    // Open, with a recorder and one closed track of 300 blocks.
    void open_staged() {
        open_redbook();
        choose_recorder();
        stage_track(redbook, 300);
    }
    UINT_PTR advise(Sink& sink) {
        UINT_PTR cookie = 0;
        EXPECT_HR(S_OK, master.ProgressAdvise(&sink, &cookie));
        return cookie;
    }
    std::vector<std::string> stashes() {
        return system_files().status(settings.stash_folder) ? system_files().list(settings.stash_folder)
                                                            : std::vector<std::string>{};
    }
    // The next write to the stash fails, and with it the stash.
    void break_stash() {
        files.strike(test::Fault::io_error, 0);
        EXPECT_HR(IMAPI_E_FILEACCESS, add(redbook, 75));
    }
};

} // namespace redbook::imapi
