#include "redbook/imapi/com_error.h"

#include <thread>

#include <gtest/gtest.h>

#include "redbook/imapi/com_object.h"
#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

TEST(ComError, ACodeHasItsOwnSentence) {
    EXPECT_HR(IMAPI_E_TRACKOPEN, guard(IID_IRedbookDiscMaster, [] { fail(IMAPI_E_TRACKOPEN); }));
    EXPECT_EQ(last_sentence(), "a track is open; call IRedbookDiscMaster::CloseAudioTrack first");
}

TEST(ComError, ABetterSentenceTakesItsPlace) {
    EXPECT_HR(E_INVALIDARG, guard(IID_IDiscMaster, [] { fail(E_INVALIDARG, "17 is no cookie"); }));
    EXPECT_EQ(last_sentence(), "17 is no cookie");
}

TEST(ComError, AnErrorOfTheLibraryKeepsItsSentence) {
    EXPECT_HR(IMAPI_E_NOTENOUGHDISKFORSTASH,
              guard(IID_IDiscMaster, [] { throw Error(Errc::disk_full, "/a.stash: the disk is full"); }));
    EXPECT_EQ(last_sentence(), "/a.stash: the disk is full");
}

TEST(ComError, NothingElseLeavesAMethodEither) {
    EXPECT_HR(E_OUTOFMEMORY, guard(IID_IDiscMaster, [] { throw std::bad_alloc(); }));
    EXPECT_EQ(last_sentence(), "there is not enough memory");
    EXPECT_HR(E_UNEXPECTED, guard(IID_IDiscMaster, [] { throw std::logic_error("a bug"); }));
    EXPECT_EQ(last_sentence(), "a bug");
    EXPECT_HR(E_UNEXPECTED, guard(IID_IDiscMaster, [] { throw 1; }));
    EXPECT_EQ(last_sentence(), "an error that should not be possible");
}

TEST(ComError, TheErrorObjectNamesTheInterfaceAndTheSource) {
    report(IID_IRedbookDiscMaster, E_INVALIDARG, "no");
    ComPtr<IErrorInfo> error;
    ASSERT_HR(S_OK, GetErrorInfo(0, error.put()));
    GUID iid = GUID_NULL;
    BSTR source = nullptr, file = nullptr;
    DWORD context = 1;
    EXPECT_HR(S_OK, error->GetGUID(&iid));
    EXPECT_HR(S_OK, error->GetSource(&source));
    EXPECT_HR(S_OK, error->GetHelpFile(&file));
    EXPECT_HR(S_OK, error->GetHelpContext(&context));
    EXPECT_TRUE(iid == IID_IRedbookDiscMaster);
    EXPECT_EQ(take(source), "Redbook");
    EXPECT_EQ(take(file), "");
    EXPECT_EQ(context, 0u);
    EXPECT_HR(E_POINTER, error->GetGUID(nullptr));
    EXPECT_HR(E_POINTER, error->GetSource(nullptr));
    EXPECT_HR(E_POINTER, error->GetDescription(nullptr));
    EXPECT_HR(E_POINTER, error->GetHelpContext(nullptr));
}

TEST(ComError, EachThreadHasAnErrorOfItsOwnAndHandsItOverOnce) {
    report(IID_IDiscMaster, E_INVALIDARG, "mine");
    std::string theirs = "none yet";
    std::thread([&] {
        theirs = last_sentence();
        report(IID_IDiscMaster, E_INVALIDARG, "theirs");
    }).join();
    EXPECT_EQ(theirs, "");
    EXPECT_EQ(last_sentence(), "mine");
    EXPECT_EQ(last_sentence(), "");
}

} // namespace
} // namespace redbook::imapi
