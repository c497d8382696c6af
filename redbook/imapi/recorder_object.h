// IDiscRecorder over a device.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "redbook/imapi/com_object.h"
#include "redbook/imapi/device.h"
#include "redbook/imapi/progress_caller.h"
#include "redbook/imapi/properties.h"

namespace redbook::imapi {

class RecorderObject final : public ComObject<IDiscRecorder> {
  public:
    // The end of an erase is told to `sinks`, those of the master that enumerated it.
    RecorderObject(std::shared_ptr<Device> device, std::shared_ptr<ProgressCaller> sinks);
    ~RecorderObject() override;

    // The object behind a client's pointer; null if it is not one of ours.
    static ComPtr<RecorderObject> behind(IDiscRecorder* recorder);

    const std::shared_ptr<Device>& device() const { return device_; }
    BlockCount gap() const { return BlockCount{gap_}; }
    int speed() const; // as the client set it; 0: the fastest
    void refresh_max_speed();
    DeviceDisc require_present() const; // IMAPI_E_DEVICE_NOTPRESENT

    HRESULT STDMETHODCALLTYPE Init(byte* id, ULONG size, ULONG number) override;
    HRESULT STDMETHODCALLTYPE GetRecorderGUID(byte* id, ULONG size, ULONG* needed) override;
    HRESULT STDMETHODCALLTYPE GetRecorderType(long* type) override;
    HRESULT STDMETHODCALLTYPE GetDisplayNames(BSTR* vendor, BSTR* product, BSTR* revision) override;
    HRESULT STDMETHODCALLTYPE GetBasePnPID(BSTR* id) override;
    HRESULT STDMETHODCALLTYPE GetPath(BSTR* path) override;
    HRESULT STDMETHODCALLTYPE GetRecorderProperties(IPropertyStorage** properties) override;
    HRESULT STDMETHODCALLTYPE SetRecorderProperties(IPropertyStorage* properties) override;
    HRESULT STDMETHODCALLTYPE GetRecorderState(ULONG* state) override;
    HRESULT STDMETHODCALLTYPE OpenExclusive() override;
    HRESULT STDMETHODCALLTYPE QueryMediaType(long* type, long* flags) override;
    HRESULT STDMETHODCALLTYPE QueryMediaInfo(byte* sessions, byte* last_track, ULONG* start,
                                             ULONG* next_writable, ULONG* free_blocks) override;
    HRESULT STDMETHODCALLTYPE Eject() override;
    HRESULT STDMETHODCALLTYPE Erase(boolean full) override;
    HRESULT STDMETHODCALLTYPE Close() override;

  private:
    DeviceDisc require_exclusive() const;
    void erase(bool full);

    const std::shared_ptr<Device> device_;
    const std::shared_ptr<ProgressCaller> sinks_;
    mutable std::mutex mutex_;
    RecorderProperties properties_;
    std::atomic<int> gap_; // of properties_: asked for with every block that is staged
};

} // namespace redbook::imapi
