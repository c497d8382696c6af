// Stages two tones and records them, as a program written for Windows does. The same file compiles on Linux
//   c++ imapi_client.cpp $(pkg-config --cflags --libs redbook-imapi)
// and for Windows
//   x86_64-w64-mingw32-g++ imapi_client.cpp -Iinclude -Iinclude/redbook/imapi -static -lole32 -loleaut32
//   -luuid
#include <windows.h>

#include <objbase.h>
#include <oleauto.h>

#include <imapi.h>
#include <imapierror.h>

#include <cmath>
#include <cstdio>
#include <vector>

// What the recorder is doing, on one line. Answering E_NOTIMPL would do as well.
class Progress : public IDiscMasterProgressEvents {
  public:
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** out) override {
        const bool known = iid == IID_IUnknown || iid == IID_IDiscMasterProgressEvents;
        *out = known ? this : nullptr;
        return known ? S_OK : E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return 1; } // lives in main()
    ULONG STDMETHODCALLTYPE Release() override { return 1; }
    HRESULT STDMETHODCALLTYPE QueryCancel(boolean* cancel) override { return *cancel = 0, S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyPnPActivity() override { return S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyAddProgress(long, long) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyBlockProgress(long done, long total) override {
        return std::printf("\rrecording: %ld of %ld blocks", done, total), S_OK;
    }
    HRESULT STDMETHODCALLTYPE NotifyTrackProgress(long, long) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyPreparingBurn(long) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyClosingDisc(long) override { return std::printf("\nclosing\n"), S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyBurnComplete(HRESULT) override { return S_OK; }
    HRESULT STDMETHODCALLTYPE NotifyEraseComplete(HRESULT) override { return S_OK; }
};

// Prints what went wrong, in words, and is 1.
static int failed(const char* doing, HRESULT hr) {
    std::printf("%s: 0x%08lX", doing, static_cast<unsigned long>(hr) & 0xFFFFFFFFul);
    IErrorInfo* error = nullptr;
    BSTR words = nullptr;
    if (GetErrorInfo(0, &error) == S_OK && error->GetDescription(&words) == S_OK) {
        std::printf(": ");
        for (UINT k = 0; k < SysStringLen(words); ++k) std::putchar(words[k] < 128 ? int(words[k]) : '?');
        SysFreeString(words);
    }
    if (error) error->Release();
    return std::putchar('\n'), 1;
}

static HRESULT add_tone(IRedbookDiscMaster* redbook, double hertz, long blocks) {
    HRESULT hr = redbook->CreateAudioTrack(blocks);
    std::vector<short> block(2352 / sizeof(short));
    for (long n = 0; n < blocks && SUCCEEDED(hr); ++n) {
        for (long k = 0; k < 588; ++k)
            block[2 * k] = block[2 * k + 1] =
                static_cast<short>(8000 * std::sin(6.283185307 * hertz * double(n * 588 + k) / 44100));
        hr = redbook->AddAudioTrackBlocks(reinterpret_cast<byte*>(block.data()), 2352);
    }
    return FAILED(hr) ? hr : redbook->CloseAudioTrack();
}

int main() {
    Progress progress;
    UINT_PTR cookie = 0;
    IDiscMaster* master = nullptr;
    IRedbookDiscMaster* redbook = nullptr;
    IEnumDiscRecorders* recorders = nullptr;
    IDiscRecorder* recorder = nullptr;
    HRESULT hr = CoInitialize(nullptr);
    hr = CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_INPROC_SERVER, IID_PPV_ARGS(&master));
    if (FAILED(hr)) return failed("creating the master", hr);
    if (FAILED(hr = master->Open())) return failed("Open", hr);
    hr = master->SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, reinterpret_cast<void**>(&redbook));
    if (FAILED(hr)) return failed("SetActiveDiscMasterFormat", hr);
    if (FAILED(hr = master->EnumDiscRecorders(&recorders))) return failed("EnumDiscRecorders", hr);
    if (recorders->Next(1, &recorder, nullptr) != S_OK) return std::puts("no recorder"), 1;
    if (FAILED(hr = master->SetActiveDiscRecorder(recorder))) return failed("SetActiveDiscRecorder", hr);
    if (FAILED(hr = add_tone(redbook, 440, 300))) return failed("staging", hr);
    if (FAILED(hr = add_tone(redbook, 660, 450))) return failed("staging", hr);
    master->ProgressAdvise(&progress, &cookie);
    if (FAILED(hr = master->RecordDisc(FALSE, TRUE))) return failed("RecordDisc", hr);
    master->ProgressUnadvise(cookie);
    master->Close();
    recorders->Release();
    recorder->Release();
    redbook->Release();
    master->Release();
    CoUninitialize();
    return std::puts("recorded, read back and compared"), 0;
}
