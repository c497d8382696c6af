// MSDiscMasterObj: IDiscMaster, IRedbookDiscMaster and IJolietDiscMaster, one object.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/imapi/burn.h"
#include "redbook/imapi/com_object.h"
#include "redbook/imapi/device.h"
#include "redbook/imapi/progress_caller.h"
#include "redbook/imapi/recorder_object.h"
#include "redbook/imapi/settings.h"
#include "redbook/imapi/staged_image.h"

namespace redbook::imapi {

// What a master works with; a test brings its own.
struct MasterParts {
    std::function<Settings()> settings; // asked with every Open
    DeviceList devices;
    FileSystem* files; // of the stash
};
MasterParts default_parts();

// The mutex guards the session; it is held neither while a client is called nor while a disc is recorded.
class DiscMaster final : public ComObject<IDiscMaster, IRedbookDiscMaster, IJolietDiscMaster> {
  public:
    explicit DiscMaster(MasterParts parts) : parts_(std::move(parts)) {}
    ~DiscMaster() override { end_session(std::unique_lock(mutex_)); }

    // IDiscMaster
    HRESULT STDMETHODCALLTYPE Open() override;
    HRESULT STDMETHODCALLTYPE EnumDiscMasterFormats(IEnumDiscMasterFormats** formats) override;
    HRESULT STDMETHODCALLTYPE GetActiveDiscMasterFormat(LPIID format) override;
    HRESULT STDMETHODCALLTYPE SetActiveDiscMasterFormat(REFIID format, void** object) override;
    HRESULT STDMETHODCALLTYPE EnumDiscRecorders(IEnumDiscRecorders** recorders) override;
    HRESULT STDMETHODCALLTYPE GetActiveDiscRecorder(IDiscRecorder** recorder) override;
    HRESULT STDMETHODCALLTYPE SetActiveDiscRecorder(IDiscRecorder* recorder) override;
    HRESULT STDMETHODCALLTYPE ClearFormatContent() override;
    HRESULT STDMETHODCALLTYPE ProgressAdvise(IDiscMasterProgressEvents* events, UINT_PTR* cookie) override;
    HRESULT STDMETHODCALLTYPE ProgressUnadvise(UINT_PTR cookie) override;
    HRESULT STDMETHODCALLTYPE RecordDisc(boolean simulate, boolean eject) override;
    HRESULT STDMETHODCALLTYPE Close() override;

    // IRedbookDiscMaster
    HRESULT STDMETHODCALLTYPE GetTotalAudioTracks(long* tracks) override;
    HRESULT STDMETHODCALLTYPE GetTotalAudioBlocks(long* blocks) override;
    HRESULT STDMETHODCALLTYPE GetUsedAudioBlocks(long* blocks) override;
    HRESULT STDMETHODCALLTYPE GetAvailableAudioTrackBlocks(long* blocks) override;
    HRESULT STDMETHODCALLTYPE GetAudioBlockSize(long* bytes) override;
    HRESULT STDMETHODCALLTYPE CreateAudioTrack(long blocks) override;
    HRESULT STDMETHODCALLTYPE AddAudioTrackBlocks(byte* audio, long bytes) override;
    HRESULT STDMETHODCALLTYPE CloseAudioTrack() override;

    // IJolietDiscMaster: data discs are not made, so Redbook is always the active format
    HRESULT STDMETHODCALLTYPE GetTotalDataBlocks(long* blocks) override;
    HRESULT STDMETHODCALLTYPE GetUsedDataBlocks(long* blocks) override;
    HRESULT STDMETHODCALLTYPE GetDataBlockSize(long* bytes) override;
    HRESULT STDMETHODCALLTYPE AddData(IStorage* storage, long overwrite) override;
    HRESULT STDMETHODCALLTYPE GetJolietProperties(IPropertyStorage** properties) override;
    HRESULT STDMETHODCALLTYPE SetJolietProperties(IPropertyStorage* properties) override;

  private:
    // From Open to Close.
    struct Session {
        Session(FileSystem& files, const Settings& s)
            : settings(s), image(files, s), may_recover(s.recover), capacity(s.capacity) {}
        const Settings settings;
        std::unique_ptr<File> system_lock; // where there is one stash for all
        StagedImage image;
        bool may_recover; // no format was chosen yet
        ComPtr<RecorderObject> recorder;
        BlockCount capacity; // of the disc in the recorder, as it was when no track was open
        std::vector<std::string> known_devices;
        bool has_enumerated = false;

        // The capacity of the disc in the recorder is known anew, unless a track is open.
        void look_at_disc();
        void note(const DeviceDisc& disc);
        Limits limits() const { return {capacity, recorder ? recorder->gap() : kDefaultGap}; }
    };

    // What a recording needs once nothing stands against it. Holds the device.
    struct Recording;

    Session& session();      // IMAPI_E_NOTOPENED
    Session& idle_session(); // and IMAPI_E_DEVICE_STILL_IN_USE
    void end_session(std::unique_lock<std::mutex> lock);
    std::unique_ptr<File> take_system_lock(const Settings& settings);
    bool notice_devices(const std::vector<std::shared_ptr<Device>>& devices);

    void begin_burn();
    void end_burn();
    Recording prepare_recording();
    void record(Recording& recording, bool simulate, bool eject);

    HRESULT give_room(long* out, BlockCount Room::*part);
    void add_quietly(const byte* audio, long bytes);
    void add_with_progress(const byte* audio, long bytes);
    BlockCount add_part(unsigned track, Bytes audio);
    HRESULT refuse_joliet();

    const MasterParts parts_;
    const std::shared_ptr<ProgressCaller> sinks_ = std::make_shared<ProgressCaller>();
    std::mutex mutex_;
    std::unique_ptr<Session> session_;
    bool burning_ = false; // the session stays as it is
    std::thread::id burner_;
    std::condition_variable burn_over_;
};

} // namespace redbook::imapi
