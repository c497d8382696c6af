// A redbook::Recorder as a device: the image recorder, which every installation has.
#pragma once

#include <functional>
#include <memory>

#include "redbook/imapi/device.h"
#include "redbook/record/recorder.h"

namespace redbook::imapi {

// `make` makes the recorder when the first disc is recorded; until then `blank` lies in it.
std::shared_ptr<Device> recorder_device(const DeviceInfo& info, Medium blank,
                                        std::function<std::unique_ptr<Recorder>()> make);

// The image recorder that the settings describe; the same one for the same settings, as long as it is held.
std::shared_ptr<Device> image_device(const Settings& settings);

} // namespace redbook::imapi
