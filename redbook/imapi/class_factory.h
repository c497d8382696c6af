// The class that clients create: after CoCreateInstance on Linux, after DllGetClassObject on Windows.
#pragma once

#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

// Answers for CLSID_MSDiscMasterObj, with IUnknown and IClassFactory; else CLASS_E_CLASSNOTAVAILABLE.
HRESULT get_class_object(REFCLSID clsid, REFIID iid, void** out) noexcept;

// True if no object is alive and no factory is locked: what DllCanUnloadNow answers.
bool can_unload() noexcept;

} // namespace redbook::imapi
