#pragma once

#include "redbook/imapi/imapierror.h"
