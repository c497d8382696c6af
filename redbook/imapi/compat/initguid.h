// GUIDs are there without it.
#pragma once

#include "redbook/imapi/compat/guiddef.h"
