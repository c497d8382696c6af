// Every method in every state: the code that is answered, a sentence with every refusal, and that a refusal
// changes nothing.
#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

enum State { kClosed, kOpen, kRedbook, kOpenTrack, kBurningInside, kBurningOutside, kFailed, kStates };
constexpr std::array<const char*, kStates> kNames{"not open",
                                                  "open",
                                                  "Redbook",
                                                  "open track",
                                                  "recording, inside a callback",
                                                  "recording, another thread",
                                                  "stash failed"};
constexpr HRESULT kWaits = 0x7FFFFFFF; // the call waits for the end of the recording: a test of its own

constexpr HRESULT kNotOpened = IMAPI_E_NOTOPENED, kWrong = IMAPI_E_WRONGFORMAT,
                  kBusy = IMAPI_E_DEVICE_STILL_IN_USE, kFile = IMAPI_E_FILEACCESS,
                  kNoTrack = IMAPI_E_TRACKNOTOPEN, kNoRecorder = IMAPI_E_NOACTIVERECORDER,
                  kAlready = IMAPI_E_ALREADYOPEN;

struct Row {
    const char* name;
    std::function<HRESULT(Rig&)> call;
    std::array<HRESULT, kStates> expected;
};

std::function<HRESULT(Rig&)> getter(HRESULT (STDMETHODCALLTYPE IRedbookDiscMaster::*get)(long*)) {
    return [get](Rig& rig) {
        long value = 0;
        return (rig.redbook.*get)(&value);
    };
}

HRESULT add_one(Rig& rig) { return add(rig.redbook, 1); }

HRESULT set_format(Rig& rig) {
    ComPtr<IUnknown> format;
    return rig.master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster,
                                                reinterpret_cast<void**>(format.put()));
}

HRESULT advise_and_unadvise(Rig& rig) {
    Sink sink;
    UINT_PTR cookie = 0;
    const HRESULT result = rig.master.ProgressAdvise(&sink, &cookie);
    if (SUCCEEDED(result)) rig.master.ProgressUnadvise(cookie);
    return result;
}

const std::array<HRESULT, kStates> kGetter{kNotOpened, S_OK, S_OK, S_OK, S_OK, S_OK, S_OK};
const std::array<HRESULT, kStates> kWhenOpen{kNotOpened, S_OK, S_OK, S_OK, S_OK, S_OK, S_OK};
const std::array<HRESULT, kStates> kWhenIdle{kNotOpened, S_OK, S_OK, S_OK, kBusy, kBusy, S_OK};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"GetTotalAudioTracks", getter(&IRedbookDiscMaster::GetTotalAudioTracks), kGetter},
        {"GetTotalAudioBlocks", getter(&IRedbookDiscMaster::GetTotalAudioBlocks), kGetter},
        {"GetUsedAudioBlocks", getter(&IRedbookDiscMaster::GetUsedAudioBlocks), kGetter},
        {"GetAvailableAudioTrackBlocks", getter(&IRedbookDiscMaster::GetAvailableAudioTrackBlocks), kGetter},
        {"GetAudioBlockSize", getter(&IRedbookDiscMaster::GetAudioBlockSize), kGetter},
        {"CreateAudioTrack",
         [](Rig& r) { return r.redbook.CreateAudioTrack(0); },
         {kNotOpened, S_OK, S_OK, IMAPI_E_TRACKOPEN, kBusy, kBusy, kFile}},
        {"AddAudioTrackBlocks", add_one, {kNotOpened, kNoTrack, kNoTrack, S_OK, kBusy, kBusy, kFile}},
        {"CloseAudioTrack",
         [](Rig& r) { return r.redbook.CloseAudioTrack(); },
         {kNotOpened, kNoTrack, kNoTrack, S_OK, kBusy, kBusy, kFile}},

        {"Open",
         [](Rig& r) { return r.master.Open(); },
         {S_OK, kAlready, kAlready, kAlready, kAlready, kAlready, kAlready}},
        {"EnumDiscMasterFormats",
         [](Rig& r) {
             ComPtr<IEnumDiscMasterFormats> formats;
             return r.master.EnumDiscMasterFormats(formats.put());
         },
         kWhenOpen},
        {"GetActiveDiscMasterFormat",
         [](Rig& r) {
             IID format;
             return r.master.GetActiveDiscMasterFormat(&format);
         },
         kWhenOpen},
        {"SetActiveDiscMasterFormat", set_format, kWhenIdle},
        {"EnumDiscRecorders",
         [](Rig& r) {
             ComPtr<IEnumDiscRecorders> recorders;
             return r.master.EnumDiscRecorders(recorders.put());
         },
         kWhenOpen},
        {"GetActiveDiscRecorder",
         [](Rig& r) {
             ComPtr<IDiscRecorder> recorder;
             return r.master.GetActiveDiscRecorder(recorder.put());
         },
         {kNotOpened, kNoRecorder, kNoRecorder, S_OK, S_OK, S_OK, S_OK}},
        {"SetActiveDiscRecorder", [](Rig& r) { return r.master.SetActiveDiscRecorder(r.recorder().get()); },
         kWhenIdle},
        {"ClearFormatContent", [](Rig& r) { return r.master.ClearFormatContent(); }, kWhenIdle},
        {"ProgressAdvise", advise_and_unadvise, kWhenOpen},
        {"ProgressUnadvise",
         [](Rig& r) { return r.master.ProgressUnadvise(4711); },
         {kNotOpened, E_INVALIDARG, E_INVALIDARG, E_INVALIDARG, E_INVALIDARG, E_INVALIDARG, E_INVALIDARG}},
        {"RecordDisc",
         [](Rig& r) { return r.master.RecordDisc(0, 0); },
         {kNotOpened, kNoRecorder, kNoRecorder, IMAPI_E_TRACKOPEN, kBusy, kBusy, kFile}},
        {"Close", [](Rig& r) { return r.master.Close(); }, {S_OK, S_OK, S_OK, S_OK, kBusy, kWaits, S_OK}},

        {"IJolietDiscMaster::GetDataBlockSize",
         [](Rig& r) {
             long value = 0;
             return static_cast<IJolietDiscMaster&>(*r.object).GetDataBlockSize(&value);
         },
         {kNotOpened, kWrong, kWrong, kWrong, kWrong, kWrong, kWrong}},
    };
    return all;
}

using Call = std::function<void()>;

void while_burning(Rig& rig, State state, const Call& call) {
    rig.open_staged();
    Sink sink;
    rig.advise(sink);
    if (state == kBurningInside)
        sink.on_call = [&](const std::string& words) {
            if (words == "preparing") call();
        };
    else
        rig.device->on_record = call;
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    rig.master.Close();
}

void in_state(Rig& rig, State state, const Call& call) {
    if (state == kBurningInside || state == kBurningOutside) return while_burning(rig, state, call);
    if (state == kOpen) rig.open();
    if (state == kRedbook) rig.open_redbook();
    if (state == kOpenTrack || state == kFailed) {
        rig.open_staged();
        EXPECT_HR(S_OK, rig.redbook.CreateAudioTrack(0));
        EXPECT_HR(S_OK, add(rig.redbook, 10));
    }
    if (state == kFailed) rig.break_stash();
    call();
}

// All that can be asked of a master.
std::string what_it_says(Rig& rig) {
    std::string words;
    long value = 0;
    for (const auto get :
         {&IRedbookDiscMaster::GetTotalAudioTracks, &IRedbookDiscMaster::GetTotalAudioBlocks,
          &IRedbookDiscMaster::GetUsedAudioBlocks, &IRedbookDiscMaster::GetAvailableAudioTrackBlocks}) {
        const HRESULT result = (rig.redbook.*get)(&value);
        words += fmt::format("{} {} ", code_text(result), value);
    }
    IID format;
    ComPtr<IDiscRecorder> recorder;
    words += code_text(rig.master.GetActiveDiscMasterFormat(&format)) + " ";
    return words + code_text(rig.master.GetActiveDiscRecorder(recorder.put()));
}

TEST(MethodState, EveryCellAnswersItsCode) {
    for (const Row& row : rows()) {
        for (int state = 0; state < kStates; ++state) {
            const HRESULT expected = row.expected[size_t(state)];
            if (expected == kWaits) continue;
            SCOPED_TRACE(fmt::format("{} when {}", row.name, kNames[size_t(state)]));
            Rig rig;
            bool called = false;
            in_state(rig, State(state), [&] {
                called = true;
                const std::string before = what_it_says(rig);
                last_sentence();
                const HRESULT result = row.call(rig);
                const std::string sentence = last_sentence();
                EXPECT_EQ(code_text(expected), code_text(result));
                if (!FAILED(result)) return;
                EXPECT_NE(sentence, "");
                EXPECT_EQ(what_it_says(rig), before);
            });
            EXPECT_TRUE(called);
        }
    }
}

TEST(MethodState, CloseFromAnotherThreadWaitsForTheRecordingsEnd) {
    Rig rig;
    rig.open_staged();
    std::atomic<bool> complete{false};
    Sink sink;
    sink.on_call = [&](const std::string& words) { complete = complete || words == "burnt S_OK"; };
    rig.advise(sink);
    std::thread closer;
    rig.device->on_record = [&] {
        closer = std::thread([&] {
            EXPECT_HR(S_OK, rig.master.Close());
            EXPECT_TRUE(complete);
        });
    };
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
    closer.join();
    long tracks = 0;
    EXPECT_HR(IMAPI_E_NOTOPENED, rig.redbook.GetTotalAudioTracks(&tracks));
}

} // namespace
} // namespace redbook::imapi
