// The image recorder as a device, which every installation has.
#pragma once

#include <memory>

#include "redbook/imapi/device.h"

namespace redbook::imapi {

// The image recorder that the settings describe; the same one for the same settings, as long as it is held.
// Nobody can take a disc out of it by hand, so each recording finds a fresh blank, also after one that
// failed.
std::shared_ptr<Device> image_device(const Settings& settings);

} // namespace redbook::imapi
