#include "redbook/image/sheet.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Sheet, AForeignWordIsQuotedShortAndOnOneLine) {
    EXPECT_EQ(quoted_word("a\nb"), "'a?b'");
    EXPECT_EQ(quoted_word(std::string(61, 'x')), "'" + std::string(60, 'x') + "...'");
}

TEST(Sheet, ATextThatChangesIsSaid) {
    std::vector<std::string> changes;
    std::string text = "a";
    replace_text(text, "a", "title of track 1", "a toc", changes);
    EXPECT_THAT(changes, IsEmpty());
    replace_text(text, "b", "title of track 1", "a toc", changes);
    EXPECT_EQ(text, "b");
    EXPECT_THAT(changes,
                ElementsAre("the title of track 1 is written as \"b\"; a toc cannot hold it as it is"));
}

TEST(Sheet, ClipsThatGoOnAreOne) {
    std::vector<SheetClip> clips;
    append_clip(clips, {0, {0}, {10}, {5}});
    append_clip(clips, {0, {10}, {10}, {15}});
    ASSERT_EQ(clips.size(), 1u);
    EXPECT_EQ(clips[0].length, SampleCount{20});
    append_clip(clips, {1, {20}, {10}, {25}});
    append_clip(clips, {1, {31}, {10}, {35}});
    append_clip(clips, {1, {41}, {10}, {46}});
    EXPECT_EQ(clips.size(), 4u);
}

} // namespace
} // namespace redbook
