#include "redbook/imapi/recorder_device.h"

#include <map>
#include <tuple>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/record/image_recorder.h"

namespace redbook::imapi {
namespace {

class RecorderDevice final : public Device {
  public:
    RecorderDevice(DeviceInfo info, Medium blank, std::function<std::unique_ptr<Recorder>()> make)
        : info_(std::move(info)), make_(std::move(make)), medium_(blank) {}

    DeviceInfo info() const override { return info_; }
    bool is_present() override { return true; }

    DeviceDisc disc() override {
        const std::lock_guard lock(mutex_);
        DeviceDisc disc;
        disc.medium = medium_;
        if (medium_.state == MediumState::written) disc.next_writable = Lba{0} + medium_.capacity;
        return disc;
    }

    void eject() override {
        if (!recorder_) return;
        recorder_->eject();
        look();
    }

    void erase(bool) override {
        throw Error(Errc::unsupported, info_.path + ": its discs cannot be erased; eject it for a blank one");
    }

    JobResult record(const Stash& stash, const JobOptions& options) override {
        if (!recorder_) recorder_ = make_();
        const Looking looking{*this}; // whatever comes
        return RecordJob(*recorder_, stash, options).run();
    }

  private:
    struct Looking {
        RecorderDevice& device;
        ~Looking() { device.look(); }
    };

    // The recorder belongs to who has the reservation; others see what it held when it was last used.
    void look() {
        const Medium now = recorder_->medium();
        const std::lock_guard lock(mutex_);
        medium_ = now;
    }

    const DeviceInfo info_;
    const std::function<std::unique_ptr<Recorder>()> make_;
    std::unique_ptr<Recorder> recorder_;
    std::mutex mutex_;
    Medium medium_;
};

std::unique_ptr<Recorder> make_recorder(const Settings& settings) {
    make_folders(settings.image_folder);
    return make_image_recorder(system_files(),
                               {settings.image_folder, settings.capacity, settings.image_format});
}

} // namespace

std::shared_ptr<Device> recorder_device(const DeviceInfo& info, Medium blank,
                                        std::function<std::unique_ptr<Recorder>()> make) {
    return std::make_shared<RecorderDevice>(info, blank, std::move(make));
}

std::shared_ptr<Device> image_device(const Settings& settings) {
    using Key = std::tuple<std::string, std::string, int32_t, std::string>;
    static std::mutex mutex;
    static std::map<Key, std::weak_ptr<Device>> devices;
    const std::lock_guard lock(mutex);
    auto& known = devices[{settings.image_folder, settings.image_format, settings.capacity.value,
                           settings.recorder_name}];
    auto device = known.lock();
    if (device) return device;
    DeviceInfo info{"Redbook", settings.recorder_name, "1", "image:" + settings.image_folder};
    device = recorder_device(info, {MediumState::blank, settings.capacity},
                             [settings] { return make_recorder(settings); });
    known = device;
    return device;
}

} // namespace redbook::imapi
