#include "redbook/imapi/disc_master.h"

#include <utility>

#include "redbook/base/error.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/enumerators.h"
#include "redbook/imapi/image_device.h"
#include "redbook/imapi/linux_program.h"
#include "redbook/imapi/orphans.h"

namespace redbook::imapi {
namespace {

template <class Body>
HRESULT master_guard(Body body) {
    return guard(IID_IDiscMaster, body);
}

// Drives first, as a client that takes the first recorder expects; and always the image recorder.
std::vector<std::shared_ptr<Device>> system_devices(const Settings& settings) {
    std::vector<std::shared_ptr<Device>> devices;
    if (const auto program = linux_redbook()) devices = program_drives(*program);
    devices.push_back(image_device(settings));
    return devices;
}

// Two programs may come at once: what the other has just made is as good.
std::unique_ptr<File> open_or_create(FileSystem& files, const std::string& path) {
    try {
        if (!files.status(path)) return files.create(path);
    } catch (const Error& e) {
        if (e.code != Errc::exists) throw;
    }
    return files.open(path, Access::read_write);
}

// Has the device for one recording.
class Hold {
  public:
    Hold(std::shared_ptr<Device> device, const void* holder) : device_(std::move(device)), holder_(holder) {
        if (!device_->reservation.take(holder_, Reservation::Use::burning))
            fail(IMAPI_E_DEVICE_NOTACCESSIBLE, "the recorder is in use; call IDiscRecorder::Close on the "
                                               "object that has it open, or wait for the recording's end");
    }
    Hold(Hold&& other) noexcept
        : device_(std::move(other.device_)), holder_(std::exchange(other.holder_, nullptr)) {}
    ~Hold() {
        if (holder_ != nullptr) device_->reservation.release(holder_);
    }
    Device& device() const { return *device_; }

  private:
    std::shared_ptr<Device> device_;
    const void* holder_;
};

} // namespace

struct DiscMaster::Recording {
    Hold hold;
    std::unique_ptr<Stash> stash;
    bool verify;
    int speed;
};

MasterParts default_parts() {
    return {[] { return read_settings(system_setting); }, system_devices, &system_files()};
}

void DiscMaster::Session::look_at_disc() {
    if (image.has_open_track()) return;
    note(recorder ? recorder->device()->look().value_or(DeviceDisc{}) : DeviceDisc{});
}

void DiscMaster::Session::note(const DeviceDisc& disc) {
    if (image.has_open_track()) return;
    capacity = disc.medium.capacity > BlockCount{} ? disc.medium.capacity : settings.capacity;
}

DiscMaster::Session& DiscMaster::session() {
    if (!session_) fail(IMAPI_E_NOTOPENED, "the master is not open; call IDiscMaster::Open first");
    return *session_;
}

DiscMaster::Session& DiscMaster::idle_session() {
    Session& s = session();
    if (burning_) fail(IMAPI_E_DEVICE_STILL_IN_USE);
    return s;
}

// One stash for all programs, as on Windows XP: who has this file locked has it.
std::unique_ptr<File> DiscMaster::take_system_lock(const Settings& settings) {
    if (!settings.one_stash) return nullptr;
    make_folders(settings.stash_folder);
    const std::string path = join_path(settings.stash_folder, "imapi.lock");
    auto file = open_or_create(*parts_.files, path);
    if (!file->try_lock()) fail(IMAPI_E_STASHINUSE);
    return file;
}

HRESULT DiscMaster::Open() {
    return master_guard([&] {
        const std::lock_guard lock(mutex_);
        if (session_) fail(IMAPI_E_ALREADYOPEN);
        const Settings settings = parts_.settings();
        auto system_lock = take_system_lock(settings);
        session_ = std::make_unique<Session>(*parts_.files, settings);
        remove_leftovers(*parts_.files, settings.stash_folder, settings.verify);
        session_->system_lock = std::move(system_lock);
    });
}

HRESULT DiscMaster::EnumDiscMasterFormats(IEnumDiscMasterFormats** formats) {
    return master_guard([&] {
        required_out(formats);
        const std::lock_guard lock(mutex_);
        session();
        *formats =
            make_object<Enumerator<FormatItem>>(std::vector{FormatItem{IID_IRedbookDiscMaster}}).detach();
    });
}

HRESULT DiscMaster::GetActiveDiscMasterFormat(LPIID format) {
    return master_guard([&] {
        IID& out = required_out(format);
        const std::lock_guard lock(mutex_);
        session();
        out = IID_IRedbookDiscMaster; // the only one, so active from Open on
    });
}

HRESULT DiscMaster::SetActiveDiscMasterFormat(REFIID format, void** object) {
    return master_guard([&] {
        required_out(object);
        const std::lock_guard lock(mutex_);
        Session& s = idle_session();
        if (format != IID_IRedbookDiscMaster)
            fail(E_NOINTERFACE, "data discs are not supported; choose IID_IRedbookDiscMaster");
        s.image.clear();
        if (std::exchange(s.may_recover, false)) s.image.recover();
        *object = ComPtr<IRedbookDiscMaster>(this).detach();
    });
}

// True if they are others than the last time.
bool DiscMaster::notice_devices(const std::vector<std::shared_ptr<Device>>& devices) {
    std::vector<std::string> paths;
    for (const auto& device : devices) paths.push_back(device->info().path);
    const std::lock_guard lock(mutex_);
    Session& s = session();
    const bool changed = std::exchange(s.has_enumerated, true) && s.known_devices != paths;
    s.known_devices = std::move(paths);
    return changed;
}

HRESULT DiscMaster::EnumDiscRecorders(IEnumDiscRecorders** recorders) {
    return master_guard([&] {
        const ComPtr<IDiscMaster> keep(this);
        required_out(recorders);
        const Settings settings = [&] {
            const std::lock_guard lock(mutex_);
            return session().settings;
        }();
        const auto devices = parts_.devices(settings);
        std::vector<RecorderItem> items;
        for (const auto& device : devices)
            items.push_back({ComPtr<IDiscRecorder>(make_object<RecorderObject>(device, sinks_).get())});
        if (notice_devices(devices)) sinks_->pnp_activity();
        *recorders = make_object<Enumerator<RecorderItem>>(std::move(items)).detach();
    });
}

HRESULT DiscMaster::GetActiveDiscRecorder(IDiscRecorder** recorder) {
    return master_guard([&] {
        required_out(recorder);
        const std::lock_guard lock(mutex_);
        const ComPtr<RecorderObject>& active = session().recorder;
        if (!active) fail(IMAPI_E_NOACTIVERECORDER);
        active->require_present();
        *recorder = ComPtr<IDiscRecorder>(active.get()).detach();
    });
}

HRESULT DiscMaster::SetActiveDiscRecorder(IDiscRecorder* recorder) {
    return master_guard([&] {
        ComPtr<RecorderObject> old; // released after the lock
        const std::lock_guard lock(mutex_);
        Session& s = idle_session();
        if (recorder == nullptr) fail(E_POINTER);
        ComPtr<RecorderObject> ours = RecorderObject::behind(recorder);
        if (!ours) fail(E_INVALIDARG, "the recorder does not come from IDiscMaster::EnumDiscRecorders");
        const DeviceDisc disc = ours->require_present();
        ours->refresh_max_speed();
        old = std::exchange(s.recorder, std::move(ours));
        s.note(disc);
    });
}

HRESULT DiscMaster::ClearFormatContent() {
    return master_guard([&] {
        const std::lock_guard lock(mutex_);
        idle_session().image.clear();
    });
}

HRESULT DiscMaster::ProgressAdvise(IDiscMasterProgressEvents* events, UINT_PTR* cookie) {
    return master_guard([&] {
        UINT_PTR& out = required_out(cookie);
        const std::lock_guard lock(mutex_);
        session();
        if (events == nullptr) fail(E_POINTER);
        out = sinks_->advise(events);
    });
}

HRESULT DiscMaster::ProgressUnadvise(UINT_PTR cookie) {
    return master_guard([&] {
        const ComPtr<IDiscMaster> keep(this); // the sink may hold the last reference
        {
            const std::lock_guard lock(mutex_);
            session();
        }
        if (!sinks_->unadvise(cookie))
            fail(E_INVALIDARG, "there is no such cookie; pass the one that ProgressAdvise gave");
    });
}

void DiscMaster::begin_burn() {
    const std::lock_guard lock(mutex_);
    idle_session();
    burning_ = true;
    burner_ = std::this_thread::get_id();
}

void DiscMaster::end_burn() {
    const std::lock_guard lock(mutex_);
    burning_ = false;
    burner_ = {};
    burn_over_.notify_all();
}

DiscMaster::Recording DiscMaster::prepare_recording() {
    const std::lock_guard lock(mutex_);
    Session& s = session();
    if (!s.recorder) fail(IMAPI_E_NOACTIVERECORDER);
    s.image.require_usable();
    if (s.image.has_open_track()) fail(IMAPI_E_TRACKOPEN);
    if (s.image.tracks() == 0) fail(IMAPI_E_INVALIDIMAGE);
    s.recorder->require_present();
    Hold hold(s.recorder->device(), this);
    return {std::move(hold), s.image.to_record(s.limits()), s.settings.verify, s.recorder->speed()};
}

void DiscMaster::record(Recording& recording, bool simulate, bool eject) {
    Device& device = recording.hold.device();
    const BurnEnd end =
        burn(device, *recording.stash, {simulate, recording.verify, recording.speed}, *sinks_);
    recording.stash.reset(); // a file that is open cannot be removed everywhere
    const ResultCode result = result_of(end.result);
    if (result.image_is_cleared) {
        const std::lock_guard lock(mutex_);
        session().image.clear();
    }
    if (result.code != S_OK) fail(result.code, end.sentence);
    if (eject) master_guard([&] { device.eject(); }); // the disc is recorded, whether it comes out or not
}

HRESULT DiscMaster::RecordDisc(boolean simulate, boolean eject) {
    const ComPtr<IDiscMaster> keep(this); // a sink may release the last reference
    const HRESULT begun = master_guard([&] { begin_burn(); });
    if (FAILED(begun)) return begun;
    std::optional<Recording> recording;
    HRESULT result = master_guard([&] { recording.emplace(prepare_recording()); });
    if (recording)
        result = guard(
            IID_IDiscMaster, [&] { record(*recording, simulate != 0, eject != 0); }, Doing::recording);
    recording.reset();
    const KeptErrorInfo kept;
    sinks_->burn_complete(result);
    end_burn();
    return result;
}

// What it held is given back without the lock.
void DiscMaster::end_session(std::unique_lock<std::mutex> lock) {
    const auto ended = std::move(session_);
    lock.unlock();
    sinks_->unadvise_all();
    if (ended) ended->image.leave_if_precious();
}

HRESULT DiscMaster::Close() {
    return master_guard([&] {
        const ComPtr<IDiscMaster> keep(this);
        std::unique_lock lock(mutex_);
        if (burning_ && burner_ == std::this_thread::get_id()) fail(IMAPI_E_DEVICE_STILL_IN_USE);
        burn_over_.wait(lock, [&] { return !burning_; });
        end_session(std::move(lock)); // under the same lock: no other recording may begin in between
    });
}

} // namespace redbook::imapi
