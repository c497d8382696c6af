#include "redbook/drive/q_reader.h"

#include "tests/drive/emulated_port.h"

namespace redbook::test {
namespace {

class QReading : public emulator::test::DriveTest {
  protected:
    EmulatedPort& port() {
        if (!port_) port_.emplace(drive());
        return *port_;
    }
    void burn() { ASSERT_EQ(emulator::test::words(burn_session()), emulator::test::words({})); }
    // The drive refuses READ CD with other parts than these: bytes 9 and 10 of the command.
    void only_takes(uint8_t main, uint8_t subchannel) {
        port().instead = [=](const ScsiCommand& c) -> std::optional<ScsiReply> {
            if (operation_of(c) != 0xBE) return std::nullopt;
            const bool taken = c.cdb[9] == std::byte{main} && c.cdb[10] == std::byte{subchannel};
            return taken ? std::nullopt : std::optional(ScsiReply{.sense = {5, 0x24, 0}});
        };
    }
    void expect_frames(const QReader& reader, Lba first, int count) {
        const auto frames = reader.read(first, {count});
        ASSERT_EQ(frames.size(), size_t(count));
        const Subchannels truth(emulator::disc_of(drive().facts()));
        for (int i = 0; i < count; ++i) EXPECT_EQ(frames[size_t(i)], truth.q(first + BlockCount{i})) << i;
    }
    std::optional<EmulatedPort> port_;
};

TEST_F(QReading, EveryWayThatADriveMayKnowBringsTheSame) {
    burn();
    for (const auto& [main, subchannel] : {std::pair{0x00, 1}, {0x10, 1}, {0x00, 2}, {0x10, 2}}) {
        only_takes(uint8_t(main), uint8_t(subchannel));
        const auto reader = QReader::find(port(), {0});
        ASSERT_TRUE(reader);
        expect_frames(*reader, {350}, 100);
    }
}

TEST_F(QReading, ADriveThatKnowsNoneIsFoundOut) {
    burn();
    only_takes(0x10, 0);
    EXPECT_FALSE(QReader::find(port(), {0}));
}

TEST_F(QReading, ADriveThatTellsNonsenseIsFoundOut) {
    burn();
    port().instead = [](const ScsiCommand& c) -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE) return std::nullopt;
        std::ranges::fill(c.in, std::byte{0});
        return ScsiReply{.sense = {}, .transferred = c.in.size()};
    };
    EXPECT_FALSE(QReader::find(port(), {0}));
}

TEST_F(QReading, AFrameWhoseChecksumTheDriveLeavesOutCounts) {
    burn();
    port().instead = [this](const ScsiCommand& c) -> std::optional<ScsiReply> {
        if (operation_of(c) != 0xBE) return std::nullopt;
        if (c.cdb[10] != std::byte{2}) return ScsiReply{.sense = {5, 0x24, 0}};
        const emulator::Reply reply = drive().execute({c.cdb, c.out, c.in});
        for (size_t at = 10; at < c.in.size(); at += kFormattedQBytes) c.in[at] = c.in[at + 1] = std::byte{0};
        return ScsiReply{.sense = {}, .transferred = reply.transferred};
    };
    const auto reader = QReader::find(port(), {0});
    ASSERT_TRUE(reader);
    expect_frames(*reader, {0}, 8);
}

TEST_F(QReading, WhatCannotBeReadIsMissing) {
    fault("unreadable@100=0");
    burn();
    const auto reader = QReader::find(port(), {0});
    ASSERT_TRUE(reader);
    const auto frames = reader->read({98}, {4});
    ASSERT_EQ(frames.size(), 3u);
    const Subchannels truth(emulator::disc_of(drive().facts()));
    EXPECT_EQ(frames[1], truth.q({99}));
    EXPECT_EQ(frames[2], truth.q({101}));
}

} // namespace
} // namespace redbook::test
