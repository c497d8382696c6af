// Starting COM in a thread, making objects, and the allocator that both sides share.
#pragma once

#include "redbook/imapi/compat/objidl.h"
#include "redbook/imapi/compat/propidl.h"

enum CLSCTX {
    CLSCTX_INPROC_SERVER = 0x1,
    CLSCTX_INPROC_HANDLER = 0x2,
    CLSCTX_LOCAL_SERVER = 0x4,
    CLSCTX_REMOTE_SERVER = 0x10
};
#define CLSCTX_INPROC (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)
#define CLSCTX_SERVER (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER | CLSCTX_REMOTE_SERVER)
#define CLSCTX_ALL (CLSCTX_SERVER | CLSCTX_INPROC_HANDLER)

enum COINIT {
    COINIT_MULTITHREADED = 0x0,
    COINIT_APARTMENTTHREADED = 0x2,
    COINIT_DISABLE_OLE1DDE = 0x4,
    COINIT_SPEED_OVER_MEMORY = 0x8
};

// Apartments are counted, so that a program that forgets one is told here too; but every object may be used
// from every thread.
EXTERN_C HRESULT CoInitialize(LPVOID reserved);
EXTERN_C HRESULT CoInitializeEx(LPVOID reserved, DWORD flags);
EXTERN_C void CoUninitialize(void);

// There is one class: CLSID_MSDiscMasterObj.
EXTERN_C HRESULT CoCreateInstance(REFCLSID clsid, IUnknown* outer, DWORD context, REFIID iid, LPVOID* object);
EXTERN_C HRESULT CoGetClassObject(REFCLSID clsid, DWORD context, LPVOID reserved, REFIID iid, LPVOID* object);

EXTERN_C LPVOID CoTaskMemAlloc(SIZE_T size);
EXTERN_C LPVOID CoTaskMemRealloc(LPVOID block, SIZE_T size);
EXTERN_C void CoTaskMemFree(LPVOID block);
