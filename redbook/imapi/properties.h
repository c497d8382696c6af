// The properties of a recorder, and the property set in which a client reads and changes them.
#pragma once

#include <string>

#include "redbook/disc/units.h"
#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

struct RecorderProperties {
    int write_speed = 0; // multiple of 1x; 1..max_write_speed
    int max_write_speed = 0;
    int audio_gap_size = kDefaultGap.value; // 0..225 blocks
    int underrun_free_capable = 0;          // -1 yes, 0 no
    int enable_underrun_free = -1;          // -1 if it can, 0 off, 1 on
    bool gap_is_fixed = false;              // the recorder leaves one gap only, whatever is asked for
    bool operator==(const RecorderProperties&) const = default;
};

// A detached copy with five VT_I4 properties, ids 2 to 6 in the order above, named as IMAPI names them.
ComPtr<IPropertyStorage> make_property_set(const RecorderProperties& properties);

// Takes from any property set what it has of them; values out of range are clamped. False if something was
// passed over: an unknown property, one of another type, a read-only one that differs.
bool take_properties(IPropertyStorage& from, RecorderProperties& properties);

} // namespace redbook::imapi
