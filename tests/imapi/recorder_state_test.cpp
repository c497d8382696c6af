// Every method of a recorder in every state of its device: the code, a sentence with every refusal, and that
// a refusal changes nothing.
#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

enum DeviceState { kIdle, kOpenHere, kOpenElsewhere, kBurning, kErasing, kNoDisc, kGone, kDeviceStates };
constexpr std::array<const char*, kDeviceStates> kDeviceStateNames{
    "idle",    "open by this object",        "open by another object", "recording on it",
    "erasing", "open, and there is no disc", "open, and unplugged"};

constexpr HRESULT kNotOpen = IMAPI_E_NOTOPENED, kHeld = IMAPI_E_DEVICE_NOTACCESSIBLE,
                  kEmpty = IMAPI_E_MEDIUM_NOTPRESENT, kAway = IMAPI_E_DEVICE_NOTPRESENT;

struct RecorderRow {
    const char* name;
    std::function<HRESULT(IDiscRecorder&)> call;
    std::array<HRESULT, kDeviceStates> expected;
};

const std::vector<RecorderRow>& recorder_rows() {
    static const std::array<HRESULT, kDeviceStates> always{S_OK, S_OK, S_OK, S_OK, S_OK, S_OK, S_OK};
    static const std::vector<RecorderRow> all{
        {"Init",
         [](IDiscRecorder& r) { return r.Init(nullptr, 0, 0); },
         {E_NOTIMPL, E_NOTIMPL, E_NOTIMPL, E_NOTIMPL, E_NOTIMPL, E_NOTIMPL, E_NOTIMPL}},
        {"GetRecorderGUID",
         [](IDiscRecorder& r) {
             byte id[16];
             return r.GetRecorderGUID(id, 16, nullptr);
         },
         always},
        {"GetRecorderType",
         [](IDiscRecorder& r) {
             long type = 0;
             return r.GetRecorderType(&type);
         },
         always},
        {"GetDisplayNames", [](IDiscRecorder& r) { return r.GetDisplayNames(nullptr, nullptr, nullptr); },
         always},
        {"GetBasePnPID",
         [](IDiscRecorder& r) {
             BSTR text = nullptr;
             const HRESULT result = r.GetBasePnPID(&text);
             SysFreeString(text);
             return result;
         },
         always},
        {"GetPath",
         [](IDiscRecorder& r) {
             BSTR text = nullptr;
             const HRESULT result = r.GetPath(&text);
             SysFreeString(text);
             return result;
         },
         always},
        {"GetRecorderProperties and SetRecorderProperties",
         [](IDiscRecorder& r) {
             ComPtr<IPropertyStorage> properties;
             const HRESULT result = r.GetRecorderProperties(properties.put());
             return FAILED(result) ? result : r.SetRecorderProperties(properties.get());
         },
         always},
        {"GetRecorderState",
         [](IDiscRecorder& r) {
             ULONG state = 0;
             return r.GetRecorderState(&state);
         },
         always},
        {"OpenExclusive",
         [](IDiscRecorder& r) { return r.OpenExclusive(); },
         {S_OK, kHeld, kHeld, kHeld, kHeld, kHeld, kAway}},
        {"QueryMediaType",
         [](IDiscRecorder& r) {
             long type = 0, flags = 0;
             return r.QueryMediaType(&type, &flags);
         },
         {kNotOpen, S_OK, kNotOpen, kNotOpen, kNotOpen, S_OK, kAway}},
        {"QueryMediaInfo",
         [](IDiscRecorder& r) {
             byte sessions = 0, last = 0;
             ULONG start = 0, next = 0, free_blocks = 0;
             return r.QueryMediaInfo(&sessions, &last, &start, &next, &free_blocks);
         },
         {kNotOpen, S_OK, kNotOpen, kNotOpen, kNotOpen, kEmpty, kAway}},
        {"Eject",
         [](IDiscRecorder& r) { return r.Eject(); },
         {kNotOpen, S_OK, kNotOpen, kNotOpen, kNotOpen, S_OK, kAway}},
        {"Erase",
         [](IDiscRecorder& r) { return r.Erase(0); },
         {kNotOpen, S_OK, kNotOpen, kNotOpen, kNotOpen, kEmpty, kAway}},
        {"Close",
         [](IDiscRecorder& r) { return r.Close(); },
         {kNotOpen, S_OK, kNotOpen, kNotOpen, kNotOpen, S_OK, S_OK}},
    };
    return all;
}

using DeviceCall = std::function<void()>;

void while_device_burns(Rig& rig, const DeviceCall& call) {
    rig.open_staged();
    rig.device->on_record = call;
    EXPECT_HR(S_OK, rig.master.RecordDisc(0, 0));
}

void while_erasing(Rig& rig, IDiscRecorder& recorder, const DeviceCall& call) {
    EXPECT_HR(S_OK, recorder.OpenExclusive());
    rig.device->on_erase = call;
    EXPECT_HR(S_OK, recorder.Erase(1));
    EXPECT_HR(S_OK, recorder.Close()) << "it is held as before";
}

void in_device_state(Rig& rig, IDiscRecorder& recorder, DeviceState state, const DeviceCall& call) {
    rig.device->info_.records_cdrw = rig.device->disc_.rewritable = true;
    if (state == kBurning) return while_device_burns(rig, call);
    if (state == kErasing) return while_erasing(rig, recorder, call);
    const auto other = rig.recorder();
    IDiscRecorder& holder = state == kOpenElsewhere ? *other : recorder;
    EXPECT_HR(S_OK, state == kIdle ? S_OK : holder.OpenExclusive());
    if (state == kNoDisc) rig.device->recorder.medium_ = {};
    if (state == kGone) rig.device->present = false;
    call();
}

ULONG state_of(IDiscRecorder& recorder) {
    ULONG state = 9;
    EXPECT_HR(S_OK, recorder.GetRecorderState(&state));
    return state;
}

TEST(RecorderState, EveryCellAnswersItsCode) {
    for (const RecorderRow& row : recorder_rows()) {
        for (int state = 0; state < kDeviceStates; ++state) {
            SCOPED_TRACE(fmt::format("{} when {}", row.name, kDeviceStateNames[size_t(state)]));
            Rig rig;
            const auto recorder = rig.recorder();
            bool called = false;
            in_device_state(rig, *recorder, DeviceState(state), [&] {
                called = true;
                const ULONG before = state_of(*recorder);
                last_sentence();
                const HRESULT result = row.call(*recorder);
                const std::string sentence = last_sentence();
                EXPECT_EQ(code_text(row.expected[size_t(state)]), code_text(result));
                if (!FAILED(result)) return;
                EXPECT_NE(sentence, "");
                EXPECT_EQ(state_of(*recorder), before);
            });
            EXPECT_TRUE(called);
        }
    }
}

} // namespace
} // namespace redbook::imapi
