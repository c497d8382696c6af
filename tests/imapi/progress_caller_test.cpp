#include "redbook/imapi/progress_caller.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/imapi/imapi_kit.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;

TEST(ProgressCaller, EverySinkGetsEverything) {
    ProgressCaller caller;
    Sink one, two;
    caller.advise(&one);
    caller.advise(&two);
    caller.pnp_activity();
    caller.add_progress(1, 2);
    caller.erase_complete(S_OK);
    EXPECT_THAT(one.said, ElementsAre("pnp", "add 1/2", "erased S_OK"));
    EXPECT_EQ(one.said, two.said);
    caller.unadvise_all();
    EXPECT_EQ(one.references + two.references, 0);
}

TEST(ProgressCaller, AnySinkCancels) {
    ProgressCaller caller;
    Sink one, two;
    two.cancel_at = 1;
    caller.advise(&one);
    EXPECT_FALSE(caller.is_cancel_asked());
    caller.advise(&two);
    EXPECT_TRUE(caller.is_cancel_asked());
    caller.unadvise_all();
}

TEST(ProgressCaller, ACookieIsNeverUsedAgain) {
    ProgressCaller caller;
    Sink sink;
    const UINT_PTR first = caller.advise(&sink);
    EXPECT_TRUE(caller.unadvise(first));
    EXPECT_NE(caller.advise(&sink), first);
    EXPECT_FALSE(caller.unadvise(first));
    caller.unadvise_all();
}

TEST(ProgressCaller, ASinkTakesItselfBackInsideACallback) {
    ProgressCaller caller;
    Sink sink;
    const UINT_PTR cookie = caller.advise(&sink);
    sink.on_call = [&](const std::string&) {
        EXPECT_TRUE(caller.unadvise(cookie));
        EXPECT_EQ(sink.references, 1) << "the call to it is still running";
    };
    caller.pnp_activity();
    EXPECT_EQ(sink.references, 0);
    caller.pnp_activity();
    EXPECT_THAT(sink.said, ElementsAre("pnp"));
}

TEST(ProgressCaller, ASinkThatWasTakenBackByAnotherIsNotCalled) {
    ProgressCaller caller;
    Sink one, two;
    UINT_PTR second = 0;
    caller.advise(&one);
    second = caller.advise(&two);
    one.on_call = [&](const std::string&) { caller.unadvise(second); };
    caller.pnp_activity();
    EXPECT_THAT(two.said, ElementsAre());
    caller.unadvise_all();
}

TEST(ProgressCaller, UnadviseWaitsForACallThatIsRunning) {
    ProgressCaller caller;
    Sink sink;
    const UINT_PTR cookie = caller.advise(&sink);
    std::atomic<bool> inside{false}, leave{false}, left{false};
    sink.on_call = [&](const std::string&) {
        inside = true;
        while (!leave) std::this_thread::yield();
        left = true;
    };
    std::thread calling([&] { caller.pnp_activity(); });
    while (!inside) std::this_thread::yield();
    std::thread letting_go([&] { leave = true; });
    EXPECT_TRUE(caller.unadvise(cookie));
    EXPECT_TRUE(left);
    calling.join();
    letting_go.join();
    EXPECT_EQ(sink.references, 0);
}

// Another thread is on its way from one sink to the next, and has yet to find out that the next is gone.
TEST(ProgressCaller, TheReferenceIsGoneWhenUnadviseReturnsWhateverOthersAreDoing) {
    ProgressCaller caller;
    Sink one, two;
    caller.advise(&one);
    const UINT_PTR second = caller.advise(&two);
    std::atomic<bool> inside{false}, leave{false};
    one.on_call = [&](const std::string&) {
        inside = true;
        while (!leave) std::this_thread::yield();
    };
    std::thread calling([&] { caller.pnp_activity(); });
    while (!inside) std::this_thread::yield();
    EXPECT_TRUE(caller.unadvise(second));
    EXPECT_EQ(two.references, 0);
    leave = true;
    calling.join();
    EXPECT_THAT(two.said, ElementsAre());
    caller.unadvise_all();
}

TEST(ProgressCaller, ASinkThatThrowsDoesNoHarm) {
    ProgressCaller caller;
    Sink one, two;
    one.on_call = [](const std::string&) { throw std::runtime_error("no"); };
    caller.advise(&one);
    caller.advise(&two);
    caller.pnp_activity();
    EXPECT_FALSE(caller.is_cancel_asked());
    EXPECT_THAT(two.said, ElementsAre("pnp"));
    caller.unadvise_all();
}

} // namespace
} // namespace redbook::imapi
