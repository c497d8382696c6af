#include "redbook/imapi/enumerators.h"

#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

ComPtr<Enumerator<RecorderItem>> two_recorders(Rig& rig) {
    return make_object<Enumerator<RecorderItem>>(
        std::vector<RecorderItem>{{rig.recorder()}, {rig.recorder()}});
}

TEST(Enumerator, NextTellsHowManyAndNullsTheRest) {
    Rig rig;
    const auto e = two_recorders(rig);
    IDiscRecorder* got[3] = {nullptr, nullptr, rig.recorder().get()};
    ULONG fetched = 9;
    EXPECT_HR(S_FALSE, e->Next(3, got, &fetched));
    EXPECT_EQ(fetched, 2u);
    EXPECT_TRUE(got[0] != nullptr && got[1] != nullptr && got[0] != got[1]);
    EXPECT_EQ(got[2], nullptr);
    got[0]->Release();
    got[1]->Release();
    EXPECT_HR(S_FALSE, e->Next(1, got, &fetched));
    EXPECT_EQ(fetched, 0u);
    EXPECT_EQ(got[0], nullptr);
    EXPECT_HR(S_OK, e->Next(0, nullptr, &fetched));
}

TEST(Enumerator, TheCountMayBeLeftOutForOneOnly) {
    Rig rig;
    const auto e = two_recorders(rig);
    IDiscRecorder* got[2] = {};
    EXPECT_HR(E_POINTER, e->Next(2, got, nullptr));
    EXPECT_HR(E_POINTER, e->Next(1, nullptr, nullptr));
    EXPECT_HR(S_OK, e->Next(1, got, nullptr));
    got[0]->Release();
}

TEST(Enumerator, SkipResetAndCloneKeepTheSnapshot) {
    Rig rig;
    const auto e = two_recorders(rig);
    ComPtr<IEnumDiscRecorders> clone;
    ComPtr<IDiscRecorder> first, second;
    EXPECT_HR(S_OK, e->Next(1, first.put(), nullptr));
    EXPECT_HR(S_OK, e->Clone(clone.put()));
    EXPECT_HR(S_OK, e->Skip(0));
    EXPECT_HR(S_OK, e->Skip(1));
    EXPECT_HR(S_FALSE, e->Skip(1));
    EXPECT_HR(S_OK, clone->Next(1, second.put(), nullptr));
    EXPECT_NE(first.get(), second.get());
    EXPECT_HR(S_OK, e->Reset());
    EXPECT_HR(S_OK, e->Next(1, second.put(), nullptr));
    EXPECT_EQ(first.get(), second.get());
    EXPECT_HR(E_POINTER, e->Clone(nullptr));
}

} // namespace
} // namespace redbook::imapi
