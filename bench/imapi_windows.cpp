// How fast imapi.dll takes audio, one block a call, against a plain WriteFile loop of 75 blocks a call.
//   bench_imapi_windows DLL FOLDER [ROUNDS]
// FOLDER should lie on the disk that is meant. Medians of ROUNDS (default 5) alternating runs of an 80-minute
// disc.
#include <windows.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/imapi.h"

namespace {

using redbook::imapi::ComPtr;

constexpr long kBlock = 2352, kBlocksACall = 75, kDisc = 359700; // 80 minutes, a whole number of seconds
constexpr size_t kNoise = 10 * kBlocksACall;                     // blocks

// Ten seconds, so that no file system can make it smaller; walked through as a decoder would.
std::vector<unsigned char> noise() {
    std::vector<unsigned char> bytes(kNoise * kBlock);
    unsigned x = 1;
    for (unsigned char& b : bytes) b = static_cast<unsigned char>((x = x * 1664525 + 1013904223) >> 24);
    return bytes;
}

void require(bool done, const char* what) {
    if (done) return;
    std::fprintf(stderr, "%s failed\n", what);
    std::exit(1);
}

double seconds_of(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

void plain_write(const std::string& path, const std::vector<unsigned char>& audio) {
    const HANDLE file = CreateFileA(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr);
    require(file != INVALID_HANDLE_VALUE, "CreateFile");
    for (long at = 0; at < kDisc; at += kBlocksACall) {
        DWORD written = 0;
        WriteFile(file, audio.data() + size_t(at) % kNoise * kBlock, kBlocksACall * kBlock, &written,
                  nullptr);
        require(written == kBlocksACall * kBlock, "WriteFile");
    }
    require(FlushFileBuffers(file), "FlushFileBuffers");
    CloseHandle(file);
    DeleteFileA(path.c_str());
}

ComPtr<IDiscMaster> new_master(const char* dll) {
    using GetClassObject = HRESULT(WINAPI*)(REFCLSID, REFIID, void**);
    const HMODULE module = LoadLibraryA(dll);
    require(module != nullptr, "LoadLibrary");
    const auto get = reinterpret_cast<GetClassObject>(
        reinterpret_cast<void*>(GetProcAddress(module, "DllGetClassObject")));
    ComPtr<IClassFactory> factory;
    ComPtr<IDiscMaster> master;
    require(get(CLSID_MSDiscMasterObj, IID_PPV_ARGS(factory.put())) == S_OK, "DllGetClassObject");
    require(factory->CreateInstance(nullptr, IID_PPV_ARGS(master.put())) == S_OK, "CreateInstance");
    return master;
}

void stage(IDiscMaster& master, std::vector<unsigned char>& audio) {
    ComPtr<IRedbookDiscMaster> redbook;
    require(master.Open() == S_OK, "Open");
    require(master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                             reinterpret_cast<void**>(redbook.put())) == S_OK,
            "SetActiveDiscMasterFormat");
    require(redbook->CreateAudioTrack(kDisc) == S_OK, "CreateAudioTrack");
    for (long at = 0; at < kDisc; ++at)
        require(redbook->AddAudioTrackBlocks(audio.data() + size_t(at) % kNoise * kBlock, kBlock) == S_OK,
                "AddAudioTrackBlocks");
    require(redbook->CloseAudioTrack() == S_OK, "CloseAudioTrack");
    require(master.Close() == S_OK, "Close");
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fputs("usage: bench_imapi_windows DLL FOLDER [ROUNDS]\n", stderr), 2;
    SetEnvironmentVariableA("REDBOOK_IMAPI_STASH_FOLDER", argv[2]);
    CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    auto audio = noise();
    const auto master = new_master(argv[1]);
    std::vector<double> plain, ours;
    for (int round = argc > 3 ? std::atoi(argv[3]) : 5; round > 0; --round) {
        plain.push_back(seconds_of([&] { plain_write(std::string(argv[2]) + "/plain", audio); }));
        ours.push_back(seconds_of([&] { stage(*master, audio); }));
    }
    std::printf("WriteFile, 75 blocks a call %.3f s\n", median(plain));
    std::printf("AddAudioTrackBlocks, 1 block a call %.3f s\n", median(ours));
}
