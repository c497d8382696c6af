#include <csignal>
#include <cstdlib>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // as cli/main does: a file size limit is an error, not the end
#endif
#ifndef _WIN32
    ::setenv("REDBOOK_EMUDRIVE_HURRY", "1", 0); // with an emulated drive, here or in a program that is run
    ::setenv("LC_ALL", "C.UTF-8",
             1); // metaflac and others convert texts to what the terminal is said to take
#endif
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
