#include "redbook/imapi/recorder_object.h"

#include <algorithm>
#include <cstring>
#include <set>

#include <fmt/format.h>

#include "redbook/base/sha1.h"
#include "redbook/base/text.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/error_map.h"

namespace redbook::imapi {
namespace {

// Our recorders that are alive. Asking a foreign object whether it is one could get any answer.
struct Alive {
    std::mutex mutex;
    std::set<IDiscRecorder*> recorders;
};
Alive& alive() {
    static Alive all;
    return all;
}

template <class Body>
HRESULT recorder_guard(Body body) {
    return guard(IID_IDiscRecorder, body, Doing::recording);
}

[[noreturn]] void fail_not_open() {
    fail(IMAPI_E_NOTOPENED, "the recorder is not open; call IDiscRecorder::OpenExclusive first");
}

// While a disc is erased or ejected the device counts as burning: another thread that closes the object
// cannot give it to somebody else in the middle.
class Working {
  public:
    using Use = Reservation::Use;
    Working(Reservation& reservation, const void* holder) : reservation_(reservation), holder_(holder) {
        if (!reservation_.change(holder_, Use::exclusive, Use::burning)) fail_not_open();
    }
    ~Working() { reservation_.change(holder_, Use::burning, Use::exclusive); }
    Working(const Working&) = delete;
    Working& operator=(const Working&) = delete;

  private:
    Reservation& reservation_;
    const void* holder_;
};

// The bits that say how a disc can be used; 0 for none.
long media_flags(const DeviceDisc& disc) {
    if (disc.medium.state == MediumState::absent) return 0;
    if (disc.medium.state == MediumState::unsuitable) return MEDIA_FORMAT_UNUSABLE_BY_IMAPI;
    const long rewritable = disc.rewritable ? MEDIA_RW : 0;
    if (disc.medium.state == MediumState::blank) return MEDIA_BLANK | MEDIA_WRITABLE | rewritable;
    return disc.rewritable ? rewritable : long{MEDIA_FORMAT_UNUSABLE_BY_IMAPI};
}

void give_text(BSTR* out, std::string_view text) {
    if (out != nullptr) *out = to_bstr(trimmed(text));
}

template <class T>
void give(T* out, T value) {
    if (out != nullptr) *out = value;
}

} // namespace

RecorderObject::RecorderObject(std::shared_ptr<Device> device, std::shared_ptr<ProgressCaller> sinks)
    : device_(std::move(device)), sinks_(std::move(sinks)) {
    const DeviceInfo info = device_->info();
    properties_.write_speed = properties_.max_write_speed = info.fastest;
    properties_.underrun_free_capable = info.underrun_proof ? -1 : 0;
    if (info.fixed_gap) properties_.audio_gap_size = info.fixed_gap->value;
    properties_.gap_is_fixed = info.fixed_gap.has_value();
    gap_ = properties_.audio_gap_size;
    const std::lock_guard lock(alive().mutex);
    alive().recorders.insert(this);
}

RecorderObject::~RecorderObject() {
    {
        const std::lock_guard lock(alive().mutex);
        alive().recorders.erase(this);
    }
    device_->reservation.release(this);
}

ComPtr<RecorderObject> RecorderObject::behind(IDiscRecorder* recorder) {
    const std::lock_guard lock(alive().mutex);
    if (!alive().recorders.contains(recorder)) return {};
    return ComPtr(static_cast<RecorderObject*>(recorder));
}

int RecorderObject::speed() const {
    const std::lock_guard lock(mutex_);
    return properties_.write_speed == properties_.max_write_speed ? 0 : properties_.write_speed;
}

void RecorderObject::refresh_max_speed() {
    const int fastest = device_->info().fastest;
    const std::lock_guard lock(mutex_);
    if (properties_.write_speed == properties_.max_write_speed) properties_.write_speed = fastest;
    properties_.max_write_speed = fastest;
    properties_.write_speed = std::min(properties_.write_speed, fastest);
}

DeviceDisc RecorderObject::require_present() const {
    const auto disc = device_->look();
    if (!disc) fail(IMAPI_E_DEVICE_NOTPRESENT);
    return *disc;
}

DeviceDisc RecorderObject::require_exclusive() const {
    if (!device_->reservation.is_exclusive_of(this)) fail_not_open();
    return require_present();
}

HRESULT RecorderObject::Init(byte*, ULONG, ULONG) {
    return recorder_guard([] { fail(E_NOTIMPL, "recorders come from IDiscMaster::EnumDiscRecorders"); });
}

HRESULT RecorderObject::GetRecorderGUID(byte* id, ULONG size, ULONG* needed) {
    return recorder_guard([&]() -> HRESULT {
        give(needed, ULONG{0});
        if (id == nullptr && size > 0) fail(E_INVALIDARG, "there is a size, but no buffer for the GUID");
        give(needed, ULONG{sizeof(GUID)});
        if (id == nullptr) return S_OK;
        if (size < sizeof(GUID)) return IMAPI_S_BUFFER_TO_SMALL;
        std::memcpy(id, sha1(as_bytes(device_->info().path)).data(), sizeof(GUID));
        return S_OK;
    });
}

HRESULT RecorderObject::GetRecorderType(long* type) {
    return recorder_guard(
        [&] { required_out(type) = device_->info().records_cdrw ? RECORDER_CDRW : RECORDER_CDR; });
}

HRESULT RecorderObject::GetDisplayNames(BSTR* vendor, BSTR* product, BSTR* revision) {
    return recorder_guard([&] {
        for (BSTR* out : {vendor, product, revision}) give(out, BSTR{nullptr});
        const DeviceInfo info = device_->info();
        give_text(vendor, info.vendor);
        give_text(product, info.product);
        give_text(revision, info.revision);
    });
}

HRESULT RecorderObject::GetBasePnPID(BSTR* id) {
    return recorder_guard([&] {
        const DeviceInfo info = device_->info();
        required_out(id) = to_bstr(
            fmt::format("{}{}{}", trimmed(info.vendor), trimmed(info.product), trimmed(info.revision)));
    });
}

HRESULT RecorderObject::GetPath(BSTR* path) {
    return recorder_guard([&] { required_out(path) = to_bstr(device_->info().path); });
}

HRESULT RecorderObject::GetRecorderProperties(IPropertyStorage** properties) {
    return recorder_guard([&] {
        required_out(properties);
        const std::lock_guard lock(mutex_);
        *properties = make_property_set(properties_).detach();
    });
}

HRESULT RecorderObject::SetRecorderProperties(IPropertyStorage* properties) {
    return recorder_guard([&] {
        if (properties == nullptr) fail(E_POINTER);
        RecorderProperties next;
        {
            const std::lock_guard lock(mutex_);
            next = properties_;
        }
        const bool all_taken = take_properties(*properties, next); // the client's object: without the lock
        const std::lock_guard lock(mutex_);
        properties_ = next;
        gap_ = next.audio_gap_size;
        return all_taken ? S_OK : IMAPI_S_PROPERTIESIGNORED;
    });
}

HRESULT RecorderObject::GetRecorderState(ULONG* state) {
    return recorder_guard([&] {
        constexpr ULONG kStates[] = {RECORDER_DOING_NOTHING, RECORDER_OPENED, RECORDER_BURNING};
        required_out(state) = kStates[size_t(device_->reservation.use())];
    });
}

HRESULT RecorderObject::OpenExclusive() {
    return recorder_guard([&] {
        const DeviceDisc disc = require_present();
        if (!disc.problem.empty()) fail(IMAPI_E_DEVICE_NOTACCESSIBLE, disc.problem);
        if (!device_->reservation.take(this, Reservation::Use::exclusive)) fail(IMAPI_E_DEVICE_NOTACCESSIBLE);
    });
}

HRESULT RecorderObject::QueryMediaType(long* type, long* flags) {
    return recorder_guard([&] {
        long& type_out = required_out(type);
        long& flags_out = required_out(flags);
        const DeviceDisc disc = require_exclusive();
        if (disc.medium.state != MediumState::absent) type_out = MEDIA_CDDA_CDROM;
        flags_out = media_flags(disc);
    });
}

HRESULT RecorderObject::QueryMediaInfo(byte* sessions, byte* last_track, ULONG* start, ULONG* next_writable,
                                       ULONG* free_blocks) {
    return recorder_guard([&] {
        byte& sessions_out = required_out(sessions);
        byte& last_track_out = required_out(last_track);
        ULONG& start_out = required_out(start);
        ULONG& next_out = required_out(next_writable);
        ULONG& free_out = required_out(free_blocks);
        const DeviceDisc disc = require_exclusive();
        if (disc.medium.state == MediumState::absent) fail(IMAPI_E_MEDIUM_NOTPRESENT);
        sessions_out = byte(disc.sessions);
        last_track_out = byte(disc.last_track);
        start_out = ULONG(disc.start.value);
        next_out = ULONG(disc.next_writable.value);
        free_out = ULONG((Lba{0} + disc.medium.capacity - disc.next_writable).value);
    });
}

HRESULT RecorderObject::Eject() {
    return recorder_guard([&] {
        require_exclusive();
        const Working working(device_->reservation, this);
        device_->eject();
    });
}

void RecorderObject::erase(bool full) {
    const DeviceDisc disc = require_exclusive();
    if (!device_->info().records_cdrw)
        fail(IMAPI_E_DEVICE_INVALIDTYPE, "the recorder does not erase; it records CD-R only");
    if (disc.medium.state == MediumState::absent) fail(IMAPI_E_MEDIUM_NOTPRESENT);
    if (!disc.rewritable) fail(IMAPI_E_MEDIUM_INVALIDTYPE, "the disc in the recorder is no CD-RW");
    const Working working(device_->reservation, this);
    device_->erase(full);
}

HRESULT RecorderObject::Erase(boolean full) {
    const ComPtr keep(this); // a sink may release the last reference
    const HRESULT result = recorder_guard([&] { erase(full != 0); });
    const KeptErrorInfo kept;
    sinks_->erase_complete(result);
    return result;
}

HRESULT RecorderObject::Close() {
    return recorder_guard([&] {
        if (!device_->reservation.is_exclusive_of(this))
            fail(IMAPI_E_NOTOPENED, "the recorder is not open; there is nothing to close");
        device_->reservation.release(this);
    });
}

} // namespace redbook::imapi
