#include "redbook/imapi/recorder_object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

TEST(RecorderObject, TheGuidIsTheDevicesWhateverTheObject) {
    Rig rig;
    byte one[16] = {}, two[16] = {};
    ULONG needed = 0;
    const auto recorder = rig.recorder();
    EXPECT_HR(S_OK, recorder->GetRecorderGUID(nullptr, 0, &needed));
    EXPECT_EQ(needed, 16u);
    EXPECT_HR(S_OK, recorder->GetRecorderGUID(one, 16, &needed));
    EXPECT_HR(S_OK, rig.recorder()->GetRecorderGUID(two, 16, nullptr));
    EXPECT_EQ(std::memcmp(one, two, 16), 0);
    rig.device->info_.path = "\\Device\\CdRom1";
    EXPECT_HR(S_OK, recorder->GetRecorderGUID(two, 16, nullptr));
    EXPECT_NE(std::memcmp(one, two, 16), 0);
}

TEST(RecorderObject, ABufferThatIsTooSmallIsNotWritten) {
    Rig rig;
    byte id[16] = {};
    ULONG needed = 0;
    EXPECT_HR(IMAPI_S_BUFFER_TO_SMALL, rig.recorder()->GetRecorderGUID(id, 15, &needed));
    EXPECT_EQ(needed, 16u);
    EXPECT_EQ(id[0] | id[14], 0);
    EXPECT_HR(E_INVALIDARG, rig.recorder()->GetRecorderGUID(nullptr, 16, &needed));
}

TEST(RecorderObject, OpenExclusiveExcludesEverybodyAndTheLastReleaseCloses) {
    Rig rig;
    ULONG state = 9;
    auto one = rig.recorder();
    const auto two = rig.recorder();
    EXPECT_HR(S_OK, one->OpenExclusive());
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, one->OpenExclusive());
    EXPECT_HR(IMAPI_E_DEVICE_NOTACCESSIBLE, two->OpenExclusive());
    EXPECT_HR(S_OK, two->GetRecorderState(&state));
    EXPECT_EQ(state, ULONG{RECORDER_OPENED});
    EXPECT_HR(IMAPI_E_NOTOPENED, two->Close());
    one = {};
    EXPECT_HR(S_OK, two->GetRecorderState(&state));
    EXPECT_EQ(state, ULONG{RECORDER_DOING_NOTHING});
    EXPECT_HR(S_OK, two->OpenExclusive());
}

TEST(RecorderObject, TheDiscIsAskedAboutOnlyWhenOpen) {
    Rig rig;
    const auto recorder = rig.recorder();
    long type = 9, flags = 9;
    byte sessions = 9, last = 9;
    ULONG start = 9, next = 9, free_blocks = 9;
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->QueryMediaType(&type, &flags));
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->QueryMediaInfo(&sessions, &last, &start, &next, &free_blocks));
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Eject());
    EXPECT_HR(IMAPI_E_NOTOPENED, recorder->Erase(0));
    EXPECT_EQ(type + flags + sessions + last + long(start + next + free_blocks), 0);
}

TEST(RecorderObject, EveryKindOfDiscHasItsTypeAndFlags) {
    struct {
        MediumState state;
        bool rewritable;
        long type, flags;
    } const rows[] = {
        {MediumState::absent, false, 0, 0},
        {MediumState::blank, false, MEDIA_CDDA_CDROM, MEDIA_BLANK | MEDIA_WRITABLE},
        {MediumState::blank, true, MEDIA_CDDA_CDROM, MEDIA_BLANK | MEDIA_RW | MEDIA_WRITABLE},
        {MediumState::written, true, MEDIA_CDDA_CDROM, MEDIA_RW},
        {MediumState::written, false, MEDIA_CDDA_CDROM, MEDIA_FORMAT_UNUSABLE_BY_IMAPI},
    };
    Rig rig;
    const auto recorder = rig.recorder();
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    for (const auto& row : rows) {
        rig.device->recorder.medium_.state = row.state;
        rig.device->disc_.rewritable = row.rewritable;
        long type = 9, flags = 9;
        EXPECT_HR(S_OK, recorder->QueryMediaType(&type, &flags));
        EXPECT_EQ(type, row.type);
        EXPECT_EQ(flags, row.flags);
    }
}

TEST(RecorderObject, MediaInfoAddsUpToTheDisc) {
    Rig rig;
    const auto recorder = rig.recorder();
    byte sessions = 9, last = 9;
    ULONG start = 9, next = 9, free_blocks = 9;
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(S_OK, recorder->QueryMediaInfo(&sessions, &last, &start, &next, &free_blocks));
    EXPECT_EQ(sessions + last + int(start + next), 0);
    EXPECT_EQ(free_blocks, 359849u);
    rig.device->disc_.sessions = 1;
    rig.device->disc_.last_track = 12;
    rig.device->disc_.next_writable = Lba{200000};
    EXPECT_HR(S_OK, recorder->QueryMediaInfo(&sessions, &last, &start, &next, &free_blocks));
    EXPECT_EQ(sessions, 1);
    EXPECT_EQ(last, 12);
    EXPECT_EQ(next + free_blocks, 359849u);
    EXPECT_HR(E_POINTER, recorder->QueryMediaInfo(&sessions, &last, &start, &next, nullptr));
    rig.device->recorder.medium_.state = MediumState::absent;
    EXPECT_HR(IMAPI_E_MEDIUM_NOTPRESENT,
              recorder->QueryMediaInfo(&sessions, &last, &start, &next, &free_blocks));
}

TEST(RecorderObject, OnlyARewritableDiscInACdRwRecorderIsErased) {
    Rig rig;
    const auto recorder = rig.recorder();
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    EXPECT_HR(IMAPI_E_DEVICE_INVALIDTYPE, recorder->Erase(1));
    rig.device->info_.records_cdrw = true;
    EXPECT_HR(IMAPI_E_MEDIUM_INVALIDTYPE, recorder->Erase(1));
    rig.device->disc_.rewritable = true;
    rig.device->recorder.medium_.state = MediumState::absent;
    EXPECT_HR(IMAPI_E_MEDIUM_NOTPRESENT, recorder->Erase(1));
    rig.device->recorder.medium_.state = MediumState::written;
    EXPECT_HR(S_OK, recorder->Erase(0));
    EXPECT_HR(S_OK, recorder->Erase(1));
    EXPECT_EQ(rig.device->erased, "quick full ");
    rig.device->on_erase = [] { throw Error(Errc::device, "/dev/sr0: the drive refused"); };
    EXPECT_HR(IMAPI_E_GENERIC, recorder->Erase(1));
    EXPECT_EQ(last_sentence(), "/dev/sr0: the drive refused");
    EXPECT_HR(S_OK, recorder->Close()) << "it is held as before";
}

TEST(RecorderObject, WhileErasingItCountsAsBurningAndTheEndIsTold) {
    Sink sink; // outlives what holds a reference to it
    Rig rig;
    rig.device->info_.records_cdrw = rig.device->disc_.rewritable = true;
    rig.open();
    rig.advise(sink);
    ComPtr<IEnumDiscRecorders> recorders;
    ComPtr<IDiscRecorder> recorder;
    EXPECT_HR(S_OK, rig.master.EnumDiscRecorders(recorders.put()));
    EXPECT_HR(S_OK, recorders->Next(1, recorder.put(), nullptr));
    EXPECT_HR(S_OK, recorder->OpenExclusive());
    rig.device->on_erase = [&] {
        ULONG state = 0;
        EXPECT_HR(S_OK, recorder->GetRecorderState(&state));
        EXPECT_EQ(state, ULONG{RECORDER_BURNING});
    };
    EXPECT_HR(S_OK, recorder->Erase(1));
    EXPECT_THAT(sink.said, ElementsAre("erased S_OK"));
    EXPECT_EQ(sink.cancel_asked, 0);
}

TEST(RecorderObject, PropertiesAreACopyUntilTheyAreSet) {
    Rig rig;
    const auto recorder = rig.recorder();
    ComPtr<IPropertyStorage> mine, theirs;
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(mine.put()));
    PROPSPEC spec{};
    spec.ulKind = PRSPEC_PROPID;
    spec.propid = 4;
    PROPVARIANT value;
    PropVariantInit(&value);
    value.vt = VT_I4;
    value.lVal = 75;
    EXPECT_HR(S_OK, mine->WriteMultiple(1, &spec, &value, 2));
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(theirs.put()));
    EXPECT_HR(S_OK, theirs->ReadMultiple(1, &spec, &value));
    EXPECT_EQ(value.lVal, 150);
    EXPECT_HR(S_OK, recorder->SetRecorderProperties(mine.get()));
    EXPECT_HR(S_OK, recorder->GetRecorderProperties(theirs.put()));
    EXPECT_HR(S_OK, theirs->ReadMultiple(1, &spec, &value));
    EXPECT_EQ(value.lVal, 75);
    spec.propid = 3;
    EXPECT_HR(S_OK, mine->WriteMultiple(1, &spec, &value, 2));
    EXPECT_HR(IMAPI_S_PROPERTIESIGNORED, recorder->SetRecorderProperties(mine.get()));
    EXPECT_HR(E_POINTER, recorder->SetRecorderProperties(nullptr));
    EXPECT_HR(E_POINTER, recorder->GetRecorderProperties(nullptr));
}

} // namespace
} // namespace redbook::imapi
