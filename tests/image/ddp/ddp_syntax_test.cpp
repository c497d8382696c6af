#include "redbook/image/ddp/ddp_syntax.h"

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

std::string id_with(size_t at, const std::string& text, const std::string& level = "DDP 2.00") {
    std::string bytes = level + std::string(120, ' ');
    if (level == "DDP 2.00") bytes.replace(87, 2, "CD");
    return bytes.replace(at, text.size(), text);
}

TEST(DdpSyntax, AMasterIdOf48CharactersIsReadAndWrittenTheSame) {
    const std::string bytes = id_with(38, "REDBOOK-0001 0123456789 0123456789 0123456789 48");
    const DdpId id = parse_ddp_id("DDPID", bytes);
    EXPECT_EQ(id.master_id, "REDBOOK-0001 0123456789 0123456789 0123456789 48");
    EXPECT_EQ(id.optional, std::vector<DescriptorField>{});
    EXPECT_EQ(encode(id), bytes);
}

TEST(DdpSyntax, OptionalFieldsOfADdpidAreReadWherePeersPutThem) {
    const auto fields = [](size_t at, const std::string& text, const std::string& level = "DDP 2.00") {
        return parse_ddp_id("DDPID", id_with(at, text, level)).optional;
    };
    using Fields = std::vector<DescriptorField>;
    EXPECT_EQ(fields(37, "1"), (Fields{{"media_number", "1"}}));
    EXPECT_EQ(fields(86, "O"), (Fields{{"book", "O"}}));
    EXPECT_EQ(fields(93, " 5Hello"), (Fields{{"user_text", "Hello"}}));
    EXPECT_EQ(fields(94, "05Hello"), (Fields{{"user_text", "Hello"}}));
    EXPECT_EQ(fields(86, " 5Hello", "DDP 1.01"), (Fields{{"user_text", "Hello"}}));
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
