#include "redbook/imapi/class_factory.h"

#include "redbook/imapi/com_object.h"

namespace redbook::imapi {

HRESULT get_class_object(REFCLSID, REFIID, void** out) noexcept {
    if (out == nullptr) return E_POINTER;
    *out = nullptr;
    return CLASS_E_CLASSNOTAVAILABLE;
}

bool can_unload() noexcept { return ModuleCount::alive() == 0; }

} // namespace redbook::imapi
