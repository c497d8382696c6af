#pragma once

#include "redbook/imapi/compat/objbase.h"
#include "redbook/imapi/compat/oleauto.h"
