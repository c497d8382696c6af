// All of these headers at once, as <windows.h> has them.
#pragma once

#include "redbook/imapi/compat/objbase.h"
#include "redbook/imapi/compat/oleauto.h"
