#include <csignal>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // as cli/main does: a file size limit is an error, not the end
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
