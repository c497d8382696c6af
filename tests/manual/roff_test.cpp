#include "manual/roff.h"

#include <gtest/gtest.h>

namespace redbook::manual {
namespace {

TEST(Roff, PlainTextComesOutAsItIs) {
    EXPECT_EQ(roff("--mode 'tao' C:\\x ~/y ^ `"), "\\-\\-mode \\(aqtao\\(aq C:\\ex \\(ti/y \\(ha \\(ga");
}

TEST(Roff, ALineOfTextIsNoRequest) {
    EXPECT_EQ(roff(".toc files"), "\\&.toc files");
    EXPECT_EQ(roff("'N=' takes it away"), "\\&\\(aqN=\\(aq takes it away");
}

TEST(Roff, FontsEndWithTheWord) {
    EXPECT_EQ(bold("--a"), "\\fB\\-\\-a\\fR");
    EXPECT_EQ(italic("FILE"), "\\fIFILE\\fR");
}

} // namespace
} // namespace redbook::manual
