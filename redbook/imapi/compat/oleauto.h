// Strings that carry their length, and the thread's last error.
#pragma once

#include "redbook/imapi/compat/oaidl.h"

EXTERN_C BSTR SysAllocString(const OLECHAR* text);
EXTERN_C BSTR SysAllocStringLen(const OLECHAR* text, UINT length); // nullptr: zeros
EXTERN_C BSTR SysAllocStringByteLen(LPCSTR bytes, UINT length);
EXTERN_C INT SysReAllocString(BSTR* string, const OLECHAR* text);
EXTERN_C void SysFreeString(BSTR string);
EXTERN_C UINT SysStringLen(BSTR string);
EXTERN_C UINT SysStringByteLen(BSTR string);

// Each thread has one error object. GetErrorInfo hands it over: the second call answers S_FALSE.
EXTERN_C HRESULT SetErrorInfo(ULONG reserved, IErrorInfo* error);
EXTERN_C HRESULT GetErrorInfo(ULONG reserved, IErrorInfo** error);
