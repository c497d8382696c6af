#include "redbook/imapi/image_device.h"

#include <map>
#include <tuple>
#include <utility>

#include "redbook/base/error.h"
#include "redbook/imapi/com_runtime.h"
#include "redbook/jobs/image_recorder.h"

namespace redbook::imapi {
namespace {

class ImageDevice final : public Device {
  public:
    explicit ImageDevice(const Settings& settings)
        : settings_(settings),
          info_{"Redbook", settings.recorder_name, "1", "image:" + settings.image_folder} {}

    DeviceInfo info() const override { return info_; }
    std::optional<DeviceDisc> look() override {
        return DeviceDisc{.medium = {MediumState::blank, settings_.capacity}};
    }
    void eject() override {} // a fresh blank lies in it already
    void erase(bool) override {
        throw Error(Errc::unsupported, info_.path + ": its discs cannot be erased; they are always blank");
    }

    Outcome record(const Stash& stash, const JobOptions& options, int) override {
        make_folders(settings_.image_folder);
        const auto recorder =
            make_image_recorder({settings_.image_folder, settings_.capacity, settings_.image_format});
        return RecordJob(*recorder, stash, options).run();
    }

  private:
    const Settings settings_;
    const DeviceInfo info_;
};

} // namespace

std::shared_ptr<Device> image_device(const Settings& settings) {
    using Key = std::tuple<std::string, std::string, int32_t, std::string>;
    static std::mutex mutex;
    static std::map<Key, std::weak_ptr<Device>> devices;
    const std::lock_guard lock(mutex);
    auto& known = devices[{settings.image_folder, settings.image_format, settings.capacity.value,
                           settings.recorder_name}];
    auto device = known.lock();
    if (!device) known = device = std::make_shared<ImageDevice>(settings);
    return device;
}

} // namespace redbook::imapi
