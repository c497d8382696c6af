// A disc that is recorded, and a drive that stumbles after that: what was not read is not absent, whatever
// the command is that fails, once or for good.
#include <set>

#include "tests/drive/disc_kit.h"
#include "tests/drive/drive_recorder_kit.h"

namespace redbook::test {
namespace {

constexpr emulator::Sense kHardwareError{4, 0x44, 0x00}, kNoSeek{3, 0x02, 0x00};

// Which command it is: "43 05" is READ TOC for CD-TEXT, "be 01" READ CD with subchannel.
std::string kind_of(Bytes cdb) {
    const auto at = [&](size_t n) { return unsigned(emulator::byte_at(cdb, n)); };
    const unsigned detail = at(0) == 0x43 ? at(2) : at(0) == 0xBE ? at(10) : at(0) == 0x42 ? at(3) : 0;
    return fmt::format("{:02x} {:02x}", at(0), detail);
}

// Lets command `strikes` of those that come fail; for good: every one of its kind from then on.
struct Stumble {
    int strikes = -1;
    bool for_good = false;
    emulator::Sense sense = kHardwareError;
    std::string kind{};
    std::vector<std::string> kinds{}; // of all commands so far

    std::optional<emulator::Sense> next(Bytes cdb) {
        const std::string now = kind_of(cdb);
        kinds.push_back(now);
        if (std::ssize(kinds) - 1 == strikes) return kind = now, sense;
        return for_good && now == kind ? std::optional(sense) : std::nullopt;
    }
    std::string words() const {
        return fmt::format("command {} ({}) fails {}", strikes, kind, for_good ? "for good" : "once");
    }
};

// Recording by libburn, through to the verdict
// -----------------------------------------------------------------------------------------------------------

class AfterRecording : public OnADrive {
  protected:
    // From the command on that follows the one that ends the recording.
    Outcome burn_and_stumble(const Disc& disc, Stumble stumble) {
        stumble_ = std::move(stumble);
        bool over = false;
        const uint8_t last = disc.mode == Mode::sao ? 0x35 : 0x5B; // SYNCHRONIZE CACHE, CLOSE SESSION
        options_.instead = [=, this](const emulator::Command& c) mutable -> std::optional<emulator::Reply> {
            const auto sense = over ? stumble_.next(c.cdb) : std::nullopt;
            over |= emulator::byte_at(c.cdb, 0) == last;
            return sense ? std::optional(emulator::refused(*sense)) : std::nullopt;
        };
        attached_.reset();
        options_.media = {medium(fmt::format("{}.img", ++discs_))};
        return burn(disc);
    }

    void expect_no_false_alarm(const Disc& disc, int n, bool for_good) {
        try {
            const Outcome result = burn_and_stumble(disc, {n, for_good});
            const Item* item = result.comparison.first_difference();
            EXPECT_EQ(item, nullptr) << stumble_.words() << "\n" << item->name << ": " << item->detail;
            EXPECT_TRUE(for_good || result.comparison.verdict == Verdict::verified)
                << stumble_.words() << "\n"
                << result.why_not_verified;
            EXPECT_TRUE(!result.comparison.items.empty() || !result.why_not_verified.empty())
                << stumble_.words();
        } catch (const Error& e) { // libburn gave up
            EXPECT_TRUE(for_good) << stumble_.words() << "\n" << e.what();
            EXPECT_THAT(e.what(), testing::HasSubstr("the drive does not say what is on the disc"))
                << stumble_.words();
        }
    }
    // Each command up to the first that reads audio; the rest is ReadAfterwards.
    void expect_no_false_alarm(const Disc& disc) {
        burn_and_stumble(disc, {});
        ASSERT_GT(stumble_.kinds.size(), 8u);
        std::set<std::string> tried;
        const std::vector<std::string> kinds = stumble_.kinds;
        for (int n = 0; kinds[size_t(n)].substr(0, 2) != "be"; ++n) {
            expect_no_false_alarm(disc, n, false);
            if (tried.insert(kinds[size_t(n)]).second) expect_no_false_alarm(disc, n, true);
        }
    }

    Stumble stumble_;
    int discs_ = 0;
};

Disc short_disc(Mode mode) {
    Disc disc = plain_disc({300, 300});
    disc.mode = mode;
    disc.mcn = Mcn::parse("4006381333931");
    if (mode == Mode::tao) return disc;
    disc.tracks[1].pregap = {10};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    return disc;
}

TEST_F(AfterRecording, NoCommandThatFailsMakesADifference) { expect_no_false_alarm(short_disc(Mode::sao)); }
TEST_F(AfterRecording, NorInTrackAtOnce) { expect_no_false_alarm(short_disc(Mode::tao)); }

TEST_F(AfterRecording, ADiscThatCannotBeAskedAboutIsRecordedAndNotVerified) {
    const Outcome result = burn_and_stumble(two_tracks(), {.for_good = true, .kind = "51 00"});
    EXPECT_THAT(
        result.why_not_verified,
        testing::StartsWith("/dev/sr7: cannot ask about the disc: 4/44/00: the drive has an internal fault; "
                            "switch it off and on"));
    EXPECT_EQ(result.comparison.verdict, Verdict::not_verified);
    EXPECT_TRUE(result.comparison.items.empty());
}

// Reading, command by command
// -----------------------------------------------------------------------------------------------------------

class ReadAfterwards : public DiscTest {
  protected:
    Comparison read_and_stumble(Stumble stumble) {
        stumble_ = std::move(stumble);
        port()->instead = [this](const ScsiCommand& c) -> std::optional<ScsiReply> {
            const auto sense = stumble_.next(c.cdb);
            return sense ? std::optional(ScsiReply{.sense = {sense->key, sense->asc, sense->ascq}})
                         : std::nullopt;
        };
        return compared(read());
    }
    Stumble stumble_;
};

TEST_F(ReadAfterwards, OneErrorIsReadOver) {
    burn(full_disc());
    read_and_stumble({});
    const int commands = int(stumble_.kinds.size());
    for (int n = 0; n < commands; ++n) {
        const emulator::Sense sense = n % 2 ? kHardwareError : kNoSeek;
        EXPECT_EQ(why(read_and_stumble({n, false, sense})), "verified") << stumble_.words();
    }
}

TEST_F(ReadAfterwards, AnErrorThatStaysIsNoDifference) {
    burn(full_disc());
    read_and_stumble({});
    const std::set<std::string> kinds(stumble_.kinds.begin(), stumble_.kinds.end());
    for (const std::string& kind : kinds)
        for (const emulator::Sense sense : {kHardwareError, kNoSeek}) try {
                const Comparison comparison = read_and_stumble({-1, true, sense, kind});
                EXPECT_NE(comparison.verdict, Verdict::differs) << kind << "\n" << why(comparison);
            } catch (const Error& e) { // recorded, but cannot be read
                EXPECT_EQ(e.code, Errc::device) << kind << "\n" << e.what();
            }
}

TEST_F(ReadAfterwards, AnUnreadableBlockIsNotVerifiedWhereverItLies) {
    Disc disc = full_disc();
    disc.tracks[1].indexes = {{75}};
    burn(disc);
    const Layout layout = layout_of(recorded_);
    std::set<Lba> blocks{Lba{0}, layout.lead_out - BlockCount{1}};
    for (const TrackSpan& span : layout.tracks)
        for (const Lba at : {span.start, span.index01, span.index01 + BlockCount{75}})
            for (int n = -2; n <= 2; ++n) blocks.insert(at + BlockCount{n});
    for (const Lba at : blocks) {
        if (at < Lba{0} || at >= layout.lead_out) continue;
        power_cycle_with({fmt::format("unreadable@{}=0", at.value)});
        const Comparison comparison = compared(read());
        EXPECT_EQ(comparison.verdict, Verdict::not_verified) << at.value << "\n" << why(comparison);
    }
}

TEST_F(ReadAfterwards, WhereAPauseBeginsUnreadablyIsNotCheckable) {
    burn(full_disc());
    const Lba start = layout_of(recorded_).tracks[1].start;
    power_cycle_with({fmt::format("unreadable@{}=0", start.value)});
    const Comparison comparison = compared(read());
    EXPECT_EQ(comparison.items[1].name, "indexes");
    EXPECT_EQ(comparison.items[1].state, ItemState::not_checkable);
    EXPECT_EQ(comparison.items[1].detail, "INDEX 00 of track 2 is known to within 1 block only in /dev/sr0");
}

} // namespace
} // namespace redbook::test
