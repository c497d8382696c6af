// Every cell of recording_states.md: by the table, and with commands on a drive.
#include <sstream>

#include <fmt/format.h>

#include "tests/emulator/drive_kit.h"

namespace redbook::emulator::test {
namespace {

struct Cell {
    Event event;
    Stage stage;
    std::string told; // a stage, or a sense as "5/2C/00"
};

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '|');)
        cells.push_back(cell.size() > 2 ? cell.substr(1, cell.size() - 2) : "");
    return cells;
}

// The page's table of events and stages.
std::vector<Cell> page() {
    std::istringstream in(redbook::test::read_file(REDBOOK_ROOT "/emulator/recording_states.md"));
    std::vector<Cell> cells;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("| event | no_medium")) inside = true;
        const auto row = cells_of(line);
        if (!inside || row.size() != kStages + 2) continue;
        for (int e = 0; e < kEvents; ++e)
            for (int s = 0; row[1] == to_string(Event(e)) && s < kStages; ++s)
                cells.push_back({Event(e), Stage(s), row[size_t(s) + 2]});
    }
    return cells;
}

std::string short_form(Sense sense) {
    return fmt::format("{:X}/{:02X}/{:02X}", sense.key, sense.asc, sense.ascq);
}

TEST(Stages, TheTableIsThePage) {
    const auto cells = page();
    ASSERT_EQ(cells.size(), size_t(kStages * kEvents));
    for (const Cell& c : cells) {
        const Step step = step_of(c.stage, c.event);
        const std::string expected = c.told == "-" ? "5/2C/00" : c.told;
        EXPECT_EQ(step.refusal ? short_form(step.refusal) : std::string(to_string(step.next)), expected)
            << to_string(c.event) << " when " << to_string(c.stage);
    }
}

// The cue sheet of one track with CD-TEXT, so that every stage can be reached.
constexpr const char* kTextCue = "01 00 00 41 00 00 00 00 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00"
                                 "01 aa 01 01 00 00 06 00";
constexpr Lba kLeadIn{-11077};

class StageWalk : public DriveTest {
  protected:
    Data text_blocks(Lba first, Lba end) { return Data(size_t((end - first).value) * kSubcodeBytes); }
    Sense write_lead_in(Lba first, Lba end) {
        return write_bytes(first, uint16_t((end - first).value), text_blocks(first, end));
    }

    void lead_to(Stage stage) {
        facts_.kind = MediumKind::cd_rw;
        switch (stage) {
        case Stage::no_medium: eject(); break;
        case Stage::blank: break;
        case Stage::cued: prepare_session(kTextCue); break;
        case Stage::text:
            lead_to(Stage::cued);
            write_lead_in(kLeadIn, kLeadIn + BlockCount{27});
            break;
        case Stage::audio:
            lead_to(Stage::cued);
            write_lead_in(kLeadIn, kProgramStart);
            write_audio(kProgramStart, {0});
            break;
        case Stage::written:
            lead_to(Stage::audio);
            write_audio({0}, kPlainEnd);
            break;
        case Stage::track: write_audio({0}, {300}); break;
        case Stage::appendable: burn_track(300, {0}); break;
        case Stage::complete: burn_tracks(); break;
        case Stage::broken:
            fault("write-error@0");
            lead_to(Stage::audio);
            write_audio({0}, {27});
            break;
        }
        ASSERT_EQ(to_string(drive().stage()), to_string(stage));
    }

    // For what is written where, the page's stage must be right: a track in Track-at-Once, else a session.
    Sense do_event(Event event, Stage stage) {
        const Lba next = stage == Stage::text   ? kLeadIn + BlockCount{27}
                         : stage == Stage::cued ? kLeadIn
                                                : Lba{0};
        const bool session = stage == Stage::cued || stage == Stage::text || stage == Stage::audio;
        switch (event) {
        case Event::cue_sheet:
            if (stage != Stage::track) set_page5({kSao});
            return send_cue(kTextCue);
        case Event::write_track:
            return write_audio(stage == Stage::track ? Lba{300} : next_track(stage), {600});
        case Event::write_text: return write_lead_in(next < Lba{0} ? next : kLeadIn, kProgramStart);
        case Event::write_audio:
            if (session && stage != Stage::audio) write_lead_in(next, kProgramStart);
            return write_audio(stage == Stage::audio ? Lba{0} : kProgramStart, Lba{27});
        case Event::write_last:
            if (session && stage != Stage::audio)
                write_lead_in(next, kProgramStart), write_audio(kProgramStart, {0});
            return write_audio(stage == Stage::written ? kPlainEnd : Lba{0},
                               stage == Stage::written ? kPlainEnd + BlockCount{1} : kPlainEnd);
        case Event::sync: return sync();
        case Event::close_track: return sense("5b 00 01 00 00 ff 00 00 00 00");
        case Event::close_session: return close_session();
        case Event::reserve: return sense("53 00 00 00 00 00 00 03 e8 00");
        case Event::erase: return sense("a1 01 00 00 00 00 00 00 00 00 00 00");
        case Event::settings: return set_page5({kTao});
        case Event::read: return read_cd({0}, 1);
        case Event::eject: return eject();
        case Event::failure: break;
        }
        return {};
    }
    static Lba next_track(Stage stage) { return stage == Stage::appendable ? Lba{452} : Lba{0}; }
};

// Events that need another mode page than the stage was reached with set it first; a refusal of that is part
// of the walk.
bool needs_session_page(Event event) {
    return event == Event::write_text || event == Event::write_audio || event == Event::write_last;
}

TEST_F(StageWalk, EveryCellIsWhatADriveDoes) {
    for (const Cell& c : page()) {
        if (c.event == Event::failure || c.told == "-") continue; // of failures: faults_test.cpp
        drive_.reset();
        options_ = {};
        redbook::test::TempFolder own;
        Medium::make(system_files(), own / "disc.img",
                     {.kind = MediumKind::cd_rw, .mcn = {}, .tracks = {}, .text_packs = {}, .lead_out = {}});
        options_.media.push_back(own / "disc.img");
        lead_to(c.stage);
        const bool can_set = !step_of(c.stage, Event::settings).refusal;
        if (can_set && needs_session_page(c.event) && c.stage != Stage::cued) set_page5({kSao});
        const Sense told = do_event(c.event, c.stage);
        const Stage now = drive().stage();
        const std::string where = fmt::format("{} when {}", to_string(c.event), to_string(c.stage));
        if (c.told.find('/') == std::string::npos) {
            EXPECT_EQ(words(told), words({})) << where;
            EXPECT_EQ(to_string(now), c.told) << where;
        } else {
            const std::string expected = c.told == "2/3A/01" ? "2/3A/02" : c.told; // the tray is open
            EXPECT_EQ(short_form(told), expected) << where;
        }
        drive_.reset();
    }
}

} // namespace
} // namespace redbook::emulator::test
