// Slot numbers: methods are called through the raw table of functions, as a program compiled against another
// header does.
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

// The function in a slot, called with the object before its arguments.
template <class... Arguments>
HRESULT slot(IUnknown* object, size_t number, Arguments... arguments) {
    using Function = HRESULT(STDMETHODCALLTYPE*)(void*, Arguments...);
    void** table = *reinterpret_cast<void***>(object);
    return reinterpret_cast<Function>(table[number])(object, arguments...);
}

template <class Interface>
Interface* as(DiscMaster& object) {
    Interface* pointer = nullptr;
    EXPECT_HR(S_OK, object.QueryInterface(__uuidof(Interface), reinterpret_cast<void**>(&pointer)));
    object.Release(); // the rig holds it
    return pointer;
}

TEST(Vtable, DiscMasterSlotsThreeToFourteen) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    auto* master = as<IDiscMaster>(*rig.object);
    IID format = GUID_NULL;
    UINT_PTR cookie = 0;
    ComPtr<IEnumDiscMasterFormats> formats;
    ComPtr<IEnumDiscRecorders> recorders;
    ComPtr<IDiscRecorder> recorder, active;
    ComPtr<IUnknown> chosen;
    EXPECT_HR(S_OK, slot(master, 3));
    EXPECT_HR(S_OK, slot(master, 4, formats.put()));
    EXPECT_HR(S_OK, slot(master, 5, &format));
    EXPECT_TRUE(format == IID_IRedbookDiscMaster);
    EXPECT_HR(S_OK, slot(master, 6, &IID_IRedbookDiscMaster, reinterpret_cast<void**>(chosen.put())));
    EXPECT_HR(S_OK, slot(master, 7, recorders.put()));
    EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), nullptr));
    EXPECT_HR(S_OK, slot(master, 9, recorder.get()));
    EXPECT_HR(S_OK, slot(master, 8, active.put()));
    EXPECT_EQ(active.get(), recorder.get());
    EXPECT_HR(S_OK, slot(master, 10));
    EXPECT_HR(S_OK, slot(master, 11, static_cast<IDiscMasterProgressEvents*>(&sink), &cookie));
    EXPECT_HR(IMAPI_E_INVALIDIMAGE, slot(master, 13, boolean(1), boolean(0)));
    EXPECT_EQ(sink.said, std::vector<std::string>{"burnt IMAPI_E_INVALIDIMAGE"});
    EXPECT_HR(S_OK, slot(master, 12, cookie));
    EXPECT_HR(S_OK, slot(master, 14));
    EXPECT_HR(IMAPI_E_NOTOPENED, slot(master, 10));
}

TEST(Vtable, RedbookSlotsThreeToTen) {
    Rig rig;
    rig.open_redbook();
    auto* redbook = as<IRedbookDiscMaster>(*rig.object);
    auto audio = test::pattern_blocks(Lba{0}, BlockCount{300});
    long n = -1;
    EXPECT_HR(S_OK, slot(redbook, 8, long{0}));
    EXPECT_HR(S_OK, slot(redbook, 9, bytes_of(audio), long(audio.size())));
    EXPECT_HR(S_OK, slot(redbook, 3, &n));
    EXPECT_EQ(n, 1);
    EXPECT_HR(S_OK, slot(redbook, 4, &n));
    EXPECT_EQ(n, 359849);
    EXPECT_HR(S_OK, slot(redbook, 5, &n));
    EXPECT_EQ(n, 300);
    EXPECT_HR(S_OK, slot(redbook, 6, &n));
    EXPECT_EQ(n, 359849 - 300 - 2);
    EXPECT_HR(S_OK, slot(redbook, 7, &n));
    EXPECT_EQ(n, 2352);
    EXPECT_HR(S_OK, slot(redbook, 10));
    EXPECT_HR(IMAPI_E_TRACKNOTOPEN, slot(redbook, 10));
}

TEST(Vtable, JolietSlotsThreeToEight) {
    Rig rig;
    rig.open();
    auto* joliet = as<IJolietDiscMaster>(*rig.object);
    long n = -1;
    void* properties = &n;
    for (const size_t k : {3, 4, 5}) {
        EXPECT_HR(IMAPI_E_WRONGFORMAT, slot(joliet, k, &n));
        EXPECT_EQ(std::exchange(n, -1), 0);
    }
    EXPECT_HR(IMAPI_E_WRONGFORMAT, slot(joliet, 6, static_cast<IStorage*>(nullptr), long{0}));
    EXPECT_HR(IMAPI_E_WRONGFORMAT, slot(joliet, 7, &properties));
    EXPECT_EQ(properties, nullptr);
    EXPECT_HR(IMAPI_E_WRONGFORMAT, slot(joliet, 8, static_cast<void*>(nullptr)));
}

TEST(Vtable, RecorderSlotsThreeToSeventeen) {
    Rig rig;
    rig.device->info_.records_cdrw = rig.device->disc_.rewritable = true;
    const auto recorder = rig.recorder();
    byte guid[16], sessions = 9, last = 9;
    ULONG size = 0, state = 9, start = 9, next = 9, free_blocks = 9;
    long type = 0, flags = 0;
    BSTR text = nullptr;
    ComPtr<IPropertyStorage> properties;
    EXPECT_HR(E_NOTIMPL, slot(recorder.get(), 3, guid, ULONG{16}, ULONG{0}));
    EXPECT_HR(S_OK, slot(recorder.get(), 4, guid, ULONG{16}, &size));
    EXPECT_EQ(size, 16u);
    EXPECT_HR(S_OK, slot(recorder.get(), 5, &type));
    EXPECT_EQ(type, RECORDER_CDRW);
    EXPECT_HR(S_OK, slot(recorder.get(), 6, static_cast<BSTR*>(nullptr), &text, static_cast<BSTR*>(nullptr)));
    EXPECT_EQ(take(text), "Burner");
    EXPECT_HR(S_OK, slot(recorder.get(), 7, &text));
    EXPECT_EQ(take(text), "AcmeBurner1.0");
    EXPECT_HR(S_OK, slot(recorder.get(), 8, &text));
    EXPECT_EQ(take(text), "\\Device\\CdRom0");
    EXPECT_HR(S_OK, slot(recorder.get(), 9, properties.put()));
    EXPECT_HR(S_OK, slot(recorder.get(), 10, properties.get()));
    EXPECT_HR(S_OK, slot(recorder.get(), 12));
    EXPECT_HR(S_OK, slot(recorder.get(), 11, &state));
    EXPECT_EQ(state, ULONG{RECORDER_OPENED});
    EXPECT_HR(S_OK, slot(recorder.get(), 13, &type, &flags));
    EXPECT_EQ(flags, MEDIA_BLANK | MEDIA_RW | MEDIA_WRITABLE);
    EXPECT_HR(S_OK, slot(recorder.get(), 14, &sessions, &last, &start, &next, &free_blocks));
    EXPECT_EQ(free_blocks, 359849u);
    EXPECT_HR(S_OK, slot(recorder.get(), 15));
    EXPECT_EQ(rig.device->ejected, 1);
    EXPECT_HR(S_OK, slot(recorder.get(), 16, boolean(1)));
    EXPECT_EQ(rig.device->erased, "full ");
    EXPECT_HR(S_OK, slot(recorder.get(), 17));
    EXPECT_HR(IMAPI_E_NOTOPENED, slot(recorder.get(), 17));
}

TEST(Vtable, EnumeratorSlotsThreeToSix) {
    Rig rig;
    rig.open();
    ComPtr<IEnumDiscRecorders> recorders, recorders_clone;
    ComPtr<IEnumDiscMasterFormats> formats, formats_clone;
    EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
    EXPECT_HR(S_OK, rig.master.EnumDiscMasterFormats(formats.put()));
    ComPtr<IDiscRecorder> recorder;
    IID format;
    ULONG fetched = 9;
    EXPECT_HR(S_OK, slot(recorders.get(), 3, ULONG{1}, recorder.put(), &fetched));
    EXPECT_HR(S_FALSE, slot(recorders.get(), 4, ULONG{1}));
    EXPECT_HR(S_OK, slot(recorders.get(), 5));
    EXPECT_HR(S_OK, slot(recorders.get(), 6, recorders_clone.put()));
    EXPECT_HR(S_OK, slot(formats.get(), 3, ULONG{1}, &format, &fetched));
    EXPECT_HR(S_FALSE, slot(formats.get(), 4, ULONG{1}));
    EXPECT_HR(S_OK, slot(formats.get(), 5));
    EXPECT_HR(S_OK, slot(formats.get(), 6, formats_clone.put()));
}

// The client's table, as we call it.
TEST(Vtable, ProgressEventsSlotsThreeToEleven) {
    Sink sink;
    IDiscMasterProgressEvents* events = &sink;
    boolean cancel[8] = {};
    EXPECT_HR(S_OK, slot(events, 3, cancel));
    EXPECT_EQ(sink.cancel_asked, 1);
    slot(events, 4);
    slot(events, 5, long{1}, long{2});
    slot(events, 6, long{3}, long{4});
    slot(events, 7, long{5}, long{6});
    slot(events, 8, long{1});
    slot(events, 9, long{1});
    slot(events, 10, S_OK);
    slot(events, 11, E_FAIL);
    const std::vector<std::string> expected{
        "pnp",       "add 1/2", "block 3/4",  "track 5/6",
        "preparing", "closing", "burnt S_OK", "erased " + code_text(E_FAIL)};
    EXPECT_EQ(sink.said, expected);
}

} // namespace
} // namespace redbook::imapi
