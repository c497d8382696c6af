// Structured storage: IStorage is declared only, for IJolietDiscMaster::AddData.
#pragma once

#include "redbook/imapi/compat/unknwn.h"

struct IStorage;

DEFINE_GUID(IID_IStorage, 0x0000000B, 0x0000, 0x0000, 0xC0, 0, 0, 0, 0, 0, 0, 0x46);
__CRT_UUID_DECL(IStorage, 0x0000000B, 0x0000, 0x0000, 0xC0, 0, 0, 0, 0, 0, 0, 0x46)
