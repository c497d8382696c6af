#include <csignal>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // as cli/main does: a file size limit is an error, not the end
#endif
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
