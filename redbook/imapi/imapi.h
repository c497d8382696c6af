// IMAPI v1: the published binary interface. Slots, types and numbers are those of the Windows SDK; what each
// method does here is docs/imapi.md. C++ only. Every source has the GUIDs of its own: no library is needed
// for them, and __uuidof() knows the interfaces and the class MSDiscMasterObj.
#pragma once

#ifdef _WIN32
#include <windows.h>

#include <objbase.h>
#include <objidl.h>
#include <propidl.h>
#else
#include "redbook/imapi/compat/windows.h"
#endif

static_assert(sizeof(boolean) == 1, "the interfaces are built for a boolean of one byte");

// What lies in a recorder: a number, not bits. 0: nothing.
enum MEDIA_TYPES {
    MEDIA_CDDA_CDROM = 1,
    MEDIA_CD_ROM_XA = 2,
    MEDIA_CD_I = 3,
    MEDIA_CD_EXTRA = 4,
    MEDIA_CD_OTHER = 5,
    MEDIA_SPECIAL = 6
};

// How it can be used: bits.
enum MEDIA_FLAGS {
    MEDIA_BLANK = 0x1,
    MEDIA_RW = 0x2,
    MEDIA_WRITABLE = 0x4,
    MEDIA_FORMAT_UNUSABLE_BY_IMAPI = 0x8
};

enum RECORDER_TYPES { RECORDER_CDR = 0x1, RECORDER_CDRW = 0x2 };

#define RECORDER_DOING_NOTHING 0
#define RECORDER_OPENED 0x1
#define RECORDER_BURNING 0x2

struct IDiscRecorder;
struct IEnumDiscRecorders;
struct IEnumDiscMasterFormats;
struct IDiscMasterProgressEvents;

// Stages an audio disc, block by block, one open track at a time. A block is 2352 bytes.
MIDL_INTERFACE("E3BC42CD-4E5C-11D3-9144-00104BA11C5E") IRedbookDiscMaster : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetTotalAudioTracks(long* pnTracks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetTotalAudioBlocks(long* pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUsedAudioBlocks(long* pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAvailableAudioTrackBlocks(long* pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetAudioBlockSize(long* pnBlockBytes) = 0;
    virtual HRESULT STDMETHODCALLTYPE CreateAudioTrack(long nBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddAudioTrackBlocks(byte * pby, long cb) = 0;
    virtual HRESULT STDMETHODCALLTYPE CloseAudioTrack(void) = 0;
};

MIDL_INTERFACE("E3BC42CE-4E5C-11D3-9144-00104BA11C5E") IJolietDiscMaster : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE GetTotalDataBlocks(long* pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetUsedDataBlocks(long* pnBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetDataBlockSize(long* pnBlockBytes) = 0;
    virtual HRESULT STDMETHODCALLTYPE AddData(IStorage * pStorage, long lFileOverwrite) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetJolietProperties(IPropertyStorage * *ppPropStg) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetJolietProperties(IPropertyStorage * pPropStg) = 0;
};

// The master: chooses a format and a recorder, and records what was staged.
MIDL_INTERFACE("520CCA62-51A5-11D3-9144-00104BA11C5E") IDiscMaster : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Open(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE EnumDiscMasterFormats(IEnumDiscMasterFormats * *ppEnum) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetActiveDiscMasterFormat(LPIID lpiid) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetActiveDiscMasterFormat(REFIID riid, void** ppUnk) = 0;
    virtual HRESULT STDMETHODCALLTYPE EnumDiscRecorders(IEnumDiscRecorders * *ppEnum) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetActiveDiscRecorder(IDiscRecorder * *ppRecorder) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetActiveDiscRecorder(IDiscRecorder * pRecorder) = 0;
    virtual HRESULT STDMETHODCALLTYPE ClearFormatContent(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE ProgressAdvise(IDiscMasterProgressEvents * pEvents,
                                                     UINT_PTR * pvCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE ProgressUnadvise(UINT_PTR vCookie) = 0;
    virtual HRESULT STDMETHODCALLTYPE RecordDisc(boolean bSimulate, boolean bEjectAfterBurn) = 0;
    virtual HRESULT STDMETHODCALLTYPE Close(void) = 0;
};

MIDL_INTERFACE("85AC9776-CA88-4CF2-894E-09598C078A41") IDiscRecorder : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Init(byte * pbyUniqueID, ULONG nulIDSize, ULONG nulDriveNumber) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderGUID(byte * pbyUniqueID, ULONG ulBufferSize,
                                                      ULONG * pulReturnSizeRequired) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderType(long* fTypeCode) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetDisplayNames(BSTR * pbstrVendorID, BSTR * pbstrProductID,
                                                      BSTR * pbstrRevision) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetBasePnPID(BSTR * pbstrBasePnPID) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetPath(BSTR * pbstrPath) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderProperties(IPropertyStorage * *ppPropStg) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetRecorderProperties(IPropertyStorage * pPropStg) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetRecorderState(ULONG * pulDevStateFlags) = 0;
    virtual HRESULT STDMETHODCALLTYPE OpenExclusive(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryMediaType(long* fMediaType, long* fMediaFlags) = 0;
    virtual HRESULT STDMETHODCALLTYPE QueryMediaInfo(byte * pbSessions, byte * pbLastTrack,
                                                     ULONG * ulStartAddress, ULONG * ulNextWritable,
                                                     ULONG * ulFreeBlocks) = 0;
    virtual HRESULT STDMETHODCALLTYPE Eject(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE Erase(boolean bFullErase) = 0;
    virtual HRESULT STDMETHODCALLTYPE Close(void) = 0;
};

MIDL_INTERFACE("9B1921E1-54AC-11D3-9144-00104BA11C5E") IEnumDiscRecorders : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG cRecorders, IDiscRecorder * *ppRecorder,
                                           ULONG * pcFetched) = 0;
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG cRecorders) = 0;
    virtual HRESULT STDMETHODCALLTYPE Reset(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumDiscRecorders * *ppEnum) = 0;
};

MIDL_INTERFACE("DDF445E1-54BA-11D3-9144-00104BA11C5E") IEnumDiscMasterFormats : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG cFormats, LPIID lpiidFormatID, ULONG * pcFetched) = 0;
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG cFormats) = 0;
    virtual HRESULT STDMETHODCALLTYPE Reset(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumDiscMasterFormats * *ppEnum) = 0;
};

// Implemented by the client, who hands it to IDiscMaster::ProgressAdvise.
MIDL_INTERFACE("EC9E51C1-4E5D-11D3-9144-00104BA11C5E") IDiscMasterProgressEvents : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE QueryCancel(boolean * pbCancel) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyPnPActivity(void) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyAddProgress(long nCompletedSteps, long nTotalSteps) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyBlockProgress(long nCompleted, long nTotal) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyTrackProgress(long nCurrentTrack, long nTotalTracks) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyPreparingBurn(long nEstimatedSeconds) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyClosingDisc(long nEstimatedSeconds) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyBurnComplete(HRESULT status) = 0;
    virtual HRESULT STDMETHODCALLTYPE NotifyEraseComplete(HRESULT status) = 0;
};

// The class to create: CoCreateInstance(CLSID_MSDiscMasterObj, ..). The others are only named.
class DECLSPEC_UUID("520CCA63-51A5-11D3-9144-00104BA11C5E") MSDiscMasterObj;
class DECLSPEC_UUID("520CCA61-51A5-11D3-9144-00104BA11C5E") MSDiscRecorderObj;
class DECLSPEC_UUID("8A03567A-63CB-4BA8-BAF6-52119816D1EF") MSEnumDiscRecordersObj;

// name of the constant, type, GUID
#define REDBOOK_IMAPI_GUIDS(GUID_OF)                                                                         \
    GUID_OF(CLSID_MSDiscMasterObj, MSDiscMasterObj, 0x520CCA63, 0x51A5, 0x11D3, 0x91, 0x44, 0x00, 0x10,      \
            0x4B, 0xA1, 0x1C, 0x5E)                                                                          \
    GUID_OF(CLSID_MSDiscRecorderObj, MSDiscRecorderObj, 0x520CCA61, 0x51A5, 0x11D3, 0x91, 0x44, 0x00, 0x10,  \
            0x4B, 0xA1, 0x1C, 0x5E)                                                                          \
    GUID_OF(CLSID_MSEnumDiscRecordersObj, MSEnumDiscRecordersObj, 0x8A03567A, 0x63CB, 0x4BA8, 0xBA, 0xF6,    \
            0x52, 0x11, 0x98, 0x16, 0xD1, 0xEF)                                                              \
    GUID_OF(IID_IDiscMaster, IDiscMaster, 0x520CCA62, 0x51A5, 0x11D3, 0x91, 0x44, 0x00, 0x10, 0x4B, 0xA1,    \
            0x1C, 0x5E)                                                                                      \
    GUID_OF(IID_IDiscRecorder, IDiscRecorder, 0x85AC9776, 0xCA88, 0x4CF2, 0x89, 0x4E, 0x09, 0x59, 0x8C,      \
            0x07, 0x8A, 0x41)                                                                                \
    GUID_OF(IID_IEnumDiscRecorders, IEnumDiscRecorders, 0x9B1921E1, 0x54AC, 0x11D3, 0x91, 0x44, 0x00, 0x10,  \
            0x4B, 0xA1, 0x1C, 0x5E)                                                                          \
    GUID_OF(IID_IEnumDiscMasterFormats, IEnumDiscMasterFormats, 0xDDF445E1, 0x54BA, 0x11D3, 0x91, 0x44,      \
            0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E)                                                              \
    GUID_OF(IID_IRedbookDiscMaster, IRedbookDiscMaster, 0xE3BC42CD, 0x4E5C, 0x11D3, 0x91, 0x44, 0x00, 0x10,  \
            0x4B, 0xA1, 0x1C, 0x5E)                                                                          \
    GUID_OF(IID_IJolietDiscMaster, IJolietDiscMaster, 0xE3BC42CE, 0x4E5C, 0x11D3, 0x91, 0x44, 0x00, 0x10,    \
            0x4B, 0xA1, 0x1C, 0x5E)                                                                          \
    GUID_OF(IID_IDiscMasterProgressEvents, IDiscMasterProgressEvents, 0xEC9E51C1, 0x4E5D, 0x11D3, 0x91,      \
            0x44, 0x00, 0x10, 0x4B, 0xA1, 0x1C, 0x5E)

#define REDBOOK_IMAPI_CONSTANT(name, type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                        \
    static const GUID name = {l, w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}};
REDBOOK_IMAPI_GUIDS(REDBOOK_IMAPI_CONSTANT)
#undef REDBOOK_IMAPI_CONSTANT

#ifdef __CRT_UUID_DECL
#define REDBOOK_IMAPI_UUIDOF(name, type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                          \
    __CRT_UUID_DECL(type, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)
REDBOOK_IMAPI_GUIDS(REDBOOK_IMAPI_UUIDOF)
#undef REDBOOK_IMAPI_UUIDOF
#endif
#undef REDBOOK_IMAPI_GUIDS
