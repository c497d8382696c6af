// Several masters and several threads at once, to be run under ThreadSanitizer: ./dev tsan.
#include <thread>

#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

void on_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    for (int k = 0; k < count; ++k) threads.emplace_back([&, k] { work(k); });
    for (std::thread& thread : threads) thread.join();
}

ComPtr<IRedbookDiscMaster> open_redbook(IDiscMaster& master) {
    ComPtr<IRedbookDiscMaster> redbook;
    EXPECT_HR(S_OK, master.Open());
    EXPECT_HR(S_OK, master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                     reinterpret_cast<void**>(redbook.put())));
    return redbook;
}

// Two masters share a device: the one that comes second is told that it is in use.
TEST(Stress, MastersOfOneProcessDoNotDisturbEachOther) {
    Rig rig;
    rig.devices.push_back(std::make_shared<MemoryDevice>());
    on_threads(4, [&](int k) {
        const auto master = rig.make();
        const auto redbook = open_redbook(*master);
        const auto& device = rig.devices[size_t(k % 2)];
        const auto recorder = make_object<RecorderObject>(device, std::make_shared<ProgressCaller>());
        EXPECT_HR(S_OK, master->SetActiveDiscRecorder(recorder.get()));
        for (int disc = 0; disc < 3; ++disc) {
            stage_track(*redbook, 300 + k, 1000 * k);
            stage_track(*redbook, 310, 5000 * k);
            EXPECT_EQ(used_of(*redbook), 610 + k);
            HRESULT result = master->RecordDisc(0, 0);
            for (; result == IMAPI_E_DEVICE_NOTACCESSIBLE; result = master->RecordDisc(0, 0))
                std::this_thread::yield();
            EXPECT_HR(S_OK, result);
            EXPECT_EQ(tracks_of(*redbook), 0);
        }
        EXPECT_HR(S_OK, master->Close());
    });
    EXPECT_TRUE(rig.stashes().empty());
}

// One master, whose threads stage, ask, record, poll the recorder, and come and go with sinks. Every call may
// be refused; none may crash or hang.
TEST(Stress, OneMasterIsUsedFromEveryThread) {
    Rig rig;
    rig.open_redbook();
    rig.choose_recorder();
    std::atomic<bool> done{false};
    const std::vector<std::function<void()>> jobs{
        [&] {
            for (int n = 0; n < 20; ++n) {
                rig.redbook.CreateAudioTrack(0);
                add(rig.redbook, 300, 60);
                rig.redbook.CloseAudioTrack();
                if (n % 4 == 3) rig.master.RecordDisc(boolean(n % 8 == 7), 1);
            }
            done = true;
        },
        [&] {
            for (long n = 0; !done;) {
                rig.redbook.GetTotalAudioTracks(&n);
                rig.redbook.GetAvailableAudioTrackBlocks(&n);
                rig.redbook.GetUsedAudioBlocks(&n);
                std::this_thread::yield();
            }
        },
        [&] {
            while (!done) {
                Sink sink;
                UINT_PTR cookie = 0;
                if (FAILED(rig.master.ProgressAdvise(&sink, &cookie))) continue;
                std::this_thread::yield();
                rig.master.ProgressUnadvise(cookie);
                EXPECT_EQ(sink.references, 0);
            }
        },
        [&] {
            const auto recorder = rig.recorder();
            while (!done) {
                long type = 0, flags = 0;
                ULONG state = 0;
                if (recorder->OpenExclusive() == S_OK) {
                    recorder->QueryMediaType(&type, &flags);
                    recorder->Close();
                }
                recorder->GetRecorderState(&state);
                std::this_thread::yield();
            }
        },
        [&] {
            for (int n = 0; !done; ++n) {
                ComPtr<IEnumDiscRecorders> recorders;
                rig.master.EnumDiscRecorders(recorders.put());
                if (n % 50 == 49) rig.master.ClearFormatContent();
                std::this_thread::yield();
            }
        },
    };
    on_threads(int(jobs.size()), [&](int k) { jobs[size_t(k)](); });
    EXPECT_HR(S_OK, rig.master.Close());
}

// One thread closes the master, and opens it again, as fast as it can; what was recorded meanwhile is never
// told to have failed, and what was told to have gone well was recorded.
TEST(Stress, NoCloseComesIntoTheMiddleOfARecording) {
    Rig rig;
    int recorded = 0, good = 0;
    rig.device->on_record = [&] { ++recorded; };
    std::atomic<bool> done{false};
    std::thread closing([&] {
        for (; !done; std::this_thread::yield()) rig.master.Close();
    });
    for (int n = 0; n < 300; ++n) {
        rig.master.Open();
        ComPtr<IUnknown> format;
        rig.master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, reinterpret_cast<void**>(format.put()));
        rig.master.SetActiveDiscRecorder(rig.recorder().get());
        rig.redbook.CreateAudioTrack(0);
        rig.redbook.CloseAudioTrack();
        if (SUCCEEDED(rig.master.RecordDisc(0, 0))) ++good;
    }
    done = true;
    closing.join();
    EXPECT_EQ(recorded, good);
}

// A staging thread whose sink is slow, and another that closes the master meanwhile.
TEST(Stress, CloseWaitsForCallbacksAndEndsStaging) {
    for (int n = 0; n < 20; ++n) {
        Rig rig;
        Sink sink;
        rig.open_redbook();
        rig.advise(sink);
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        std::atomic<bool> begun{false};
        sink.on_call = [&](const std::string&) { begun = true; };
        std::thread staging([&] {
            HRESULT result = S_OK;
            while (SUCCEEDED(result)) result = add(rig.redbook, 150, 150);
            EXPECT_HR(IMAPI_E_NOTOPENED, result);
        });
        while (!begun) std::this_thread::yield();
        EXPECT_HR(S_OK, rig.master.Close());
        EXPECT_EQ(sink.references, 0);
        staging.join();
    }
}

} // namespace
} // namespace redbook::imapi
