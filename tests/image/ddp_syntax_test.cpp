#include "redbook/image/ddp_syntax.h"

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;

std::string vector_file(const std::string& name) {
    return read_file(test::data_path("ddp_vectors/025-embed-cue-full/") + name);
}

TEST(DdpSyntax, WhatCue2ddpWroteIsReadAndWrittenTheSame) {
    EXPECT_EQ(encode(parse_ddp_id("DDPID", vector_file("DDPID"))), vector_file("DDPID"));
    EXPECT_EQ(encode(parse_ddp_map("DDPMS", vector_file("DDPMS"))), vector_file("DDPMS"));
    EXPECT_EQ(encode(parse_pq("SD", vector_file("SD"))), vector_file("SD"));
}

TEST(DdpSyntax, FieldsAreReadWithoutTheBlanksAroundThem) {
    const auto streams = parse_ddp_map("DDPMS", vector_file("DDPMS"));
    ASSERT_EQ(streams.size(), 3u);
    EXPECT_EQ(streams[1].subcode, "PQ DESCR");
    EXPECT_EQ(streams[2].packet, 3);
    EXPECT_EQ(streams[2].length, 1650);
    EXPECT_EQ(streams[2].pause, 150);
    EXPECT_EQ(streams[2].start, std::nullopt);
    EXPECT_EQ(streams[2].file, "IMAGE.DAT");
    const auto entries = parse_pq("SD", vector_file("SD"));
    ASSERT_EQ(entries.size(), 8u);
    EXPECT_EQ(entries[0].upc, "0123456789012");
    EXPECT_EQ(entries[1].isrc, "USABC1111111");
    EXPECT_EQ(entries[4].flags, (Flags{.copy_permitted = true, .four_channel = true}));
    EXPECT_EQ(entries[5].at, BlockCount{900});
    EXPECT_EQ(entries[7].track, kLeadOut);
}

TEST(DdpSyntax, MorePacketsThanThereCanBeAreRefused) {
    EXPECT_EQ(error_of(Errc::malformed, [] { parse_ddp_map("DDPMS", std::string(128 * 1000, ' ')); }),
              "DDPMS: has 1000 packets; at most 999 are read");
    EXPECT_EQ(error_of(Errc::malformed, [] { parse_pq("SD", std::string(64 * 9904, ' ')); }),
              "SD: has 9904 packets; at most 9903 are read");
}

TEST(DdpSyntax, AWordOfForeignBytesStandsInASentenceOnOneLine) {
    std::string bytes = vector_file("DDPMS");
    bytes.replace(14, 8, "\n\x1b[31m78");
    EXPECT_EQ(error_of(Errc::malformed, [&] { parse_ddp_map("DDPMS", bytes); }),
              "DDPMS: packet 1: DSL '??[31m78' is not a number");
}

} // namespace
} // namespace redbook
