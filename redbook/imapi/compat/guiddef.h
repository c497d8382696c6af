// GUIDs: 16 bytes, compared by value.
#pragma once

#include <string.h>

#include "redbook/imapi/compat/windef.h"

typedef struct _GUID {
    uint32_t Data1;
    uint16_t Data2;
    uint16_t Data3;
    uint8_t Data4[8];
} GUID;
typedef GUID IID, CLSID, FMTID;
typedef GUID *LPGUID, *LPIID, *LPCLSID;
typedef const GUID &REFGUID, &REFIID, &REFCLSID, &REFFMTID;

// Each source has a GUID of its own by that name: there is no library to link for it.
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                         \
    static const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}

inline bool operator==(REFGUID a, REFGUID b) { return memcmp(&a, &b, sizeof(GUID)) == 0; }
inline bool operator!=(REFGUID a, REFGUID b) { return !(a == b); }
inline int IsEqualGUID(REFGUID a, REFGUID b) { return a == b; }
inline int IsEqualIID(REFIID a, REFIID b) { return a == b; }
inline int IsEqualCLSID(REFCLSID a, REFCLSID b) { return a == b; }

DEFINE_GUID(GUID_NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
DEFINE_GUID(IID_NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
DEFINE_GUID(CLSID_NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

// __uuidof(type) and __uuidof(expression). __CRT_UUID_DECL gives a type its GUID, as in mingw-w64.
template <class T>
struct redbook_uuid;
template <class T>
struct redbook_uuid<const T> : redbook_uuid<T> {};
template <class T>
struct redbook_uuid<T&> : redbook_uuid<T> {};
template <class T>
struct redbook_uuid<T*> : redbook_uuid<T> {};
#define __CRT_UUID_DECL(type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                                     \
    template <>                                                                                              \
    struct redbook_uuid<type> {                                                                              \
        static const GUID& value() {                                                                         \
            static const GUID guid = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}};                          \
            return guid;                                                                                     \
        }                                                                                                    \
    };
#define __uuidof(x) (redbook_uuid<__typeof__(x)>::value())
