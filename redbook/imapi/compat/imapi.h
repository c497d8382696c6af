#pragma once

#include "redbook/imapi/imapi.h"
