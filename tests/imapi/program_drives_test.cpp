#include "redbook/imapi/program_drives.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/imapi/error_map.h"
#include "redbook/report/json.h"
#include "tests/support/expect_error.h"
#include "tests/support/memory_source.h"
#include "tests/support/temp_folder.h"

namespace redbook::imapi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kTwoDrives = R"({
  "schema": "redbook/1",
  "result": {"drives": [
    {"path": "/dev/sr0", "vendor": "PIONEER", "model": "BD-RW BDR-212", "revision": "1.01",
     "records": true, "write_speeds": [40, 24, 8], "underrun_protection": false,
     "medium": {"state": "blank", "capacity": {"blocks": 359849}, "rewritable": true}},
    {"path": "/dev/sr1", "vendor": "PLEXTOR", "model": "PX-716A", "revision": "1.11", "medium": {"state": "absent"}},
    {"path": "/dev/sr2", "vendor": "ACME", "model": "CD-ROM", "revision": "1", "records": false, "medium": {"state": "absent"}}
  ]}
})";

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

// The stand-in for the program: says what the test tells it.
class ProgramDrives : public testing::Test {
  protected:
    Program program() {
        return {[this](const std::vector<std::string>& arguments, const SeeLine& see) {
                    arguments_ = arguments;
                    const bool lists = arguments[0] == "drives";
                    for (const std::string& line : lines_of(lists ? drives_ : answer_))
                        if (!see(line)) was_interrupted_ = true;
                    return lists ? 0 : exit_code_;
                },
                [](const std::string& path) { return "/linux" + path; }};
    }

    std::shared_ptr<Device> first_drive() { return program_drives(program()).at(0); }

    Outcome record(const JobOptions& options = {}) {
        const auto stash = open_stash(system_files(), stash_);
        return first_drive()->record(*stash, options, speed_);
    }

    void SetUp() override {
        const auto staging = create_stash(system_files(), stash_, {});
        staging->open_track({});
        staging->append(test::pattern_blocks(Lba{0}, BlockCount{300}));
        staging->close_track();
        staging->close();
    }

    test::TempFolder folder_;
    const std::string stash_ = folder_ / "x.stash";
    std::string drives_ = kTwoDrives, answer_;
    int exit_code_ = 0, speed_ = 0;
    std::vector<std::string> arguments_;
    bool was_interrupted_ = false;
};

TEST_F(ProgramDrives, AreThoseThatTheProgramReportsAndThatRecord) {
    const auto drives = program_drives(program());
    ASSERT_EQ(drives.size(), 2u);
    EXPECT_THAT(arguments_, ElementsAre("drives", "--json"));
    const DeviceInfo info = drives[0]->info();
    EXPECT_EQ(info.path + "|" + info.vendor + "|" + info.product + "|" + info.revision,
              "/dev/sr0|PIONEER|BD-RW BDR-212|1.01");
    EXPECT_TRUE(info.records_cdrw);
    EXPECT_EQ(info.fastest, 40);
    EXPECT_FALSE(info.underrun_proof);
    EXPECT_TRUE(drives[0]->look()->medium.state == MediumState::blank);
    EXPECT_EQ(drives[0]->look()->medium.capacity, BlockCount{359849});
    EXPECT_TRUE(drives[0]->look()->rewritable);
    EXPECT_TRUE(drives[1]->look()->medium.state == MediumState::absent);
}

TEST_F(ProgramDrives, AreThoseThatTheProgramReallyReports) {
    Report report;
    report.command = "drives";
    report.drives = {
        {.path = "/dev/sr0",
         .vendor = "PIONEER",
         .model = "BD-RW BDR-212",
         .revision = "1.01",
         .test_write = true,
         .underrun_protection = true,
         .write_speeds = {52, 24},
         .medium = MediumReport{"CD-RW", true, false, true, {359849}}},
        {.path = "/dev/sr1", .vendor = "PLEXTOR", .model = "PX-716A", .medium = MediumReport{.kind = "CD-R"}},
        {.path = "/dev/sr2", .problem = "/dev/sr2: you may not open it"}};
    drives_ = to_json(report);
    const auto drives = program_drives(program());
    ASSERT_EQ(drives.size(), 3u);
    const DeviceInfo info = drives[0]->info();
    EXPECT_EQ(info.path + "|" + info.vendor + "|" + info.product + "|" + info.revision,
              "/dev/sr0|PIONEER|BD-RW BDR-212|1.01");
    EXPECT_TRUE(drives[0]->look()->medium.state == MediumState::blank);
    EXPECT_EQ(drives[0]->look()->medium.capacity, BlockCount{359849});
    EXPECT_TRUE(drives[0]->look()->rewritable);
    EXPECT_EQ(info.fastest, 52);
    EXPECT_TRUE(info.test_write && info.underrun_proof);
    EXPECT_FALSE(drives[1]->info().underrun_proof);
    EXPECT_TRUE(drives[1]->look()->medium.state == MediumState::written);
    EXPECT_FALSE(drives[1]->look()->rewritable);
    EXPECT_TRUE(drives[2]->look()->medium.state == MediumState::absent);
    EXPECT_EQ(drives[2]->look()->problem, "/dev/sr2: you may not open it");
}

TEST_F(ProgramDrives, AreTheSameObjectsAsLongAsTheyAreHeld) {
    const auto drives = program_drives(program());
    EXPECT_EQ(program_drives(program()), drives);
}

TEST_F(ProgramDrives, AreLookedAtWheneverTheyAreAsked) {
    const auto drive = first_drive();
    drives_ =
        R"({"result": {"drives": [{"path": "/dev/sr0", "medium": {"state": "written", "capacity": {"blocks": 9}}}]}})";
    drives_.insert(1, "\n");
    EXPECT_TRUE(drive->look()->medium.state == MediumState::written);
    EXPECT_EQ(drive->look()->next_writable, Lba{9});
    drives_ = "{\n\"result\": {\"drives\": []}}";
    EXPECT_FALSE(drive->look());
}

TEST_F(ProgramDrives, AProgramThatKnowsNoDrivesHasNone) {
    for (const char* said : {"", "redbook: there is no command 'drives'", "{\n}", "{\n\"result\": 1}",
                             "{\n\"result\": {\"drives\": [1, {}, {\"path\": 7}]}}"}) {
        drives_ = said;
        EXPECT_THAT(program_drives(program()), IsEmpty()) << said;
    }
}

TEST_F(ProgramDrives, TheStashIsHandedOverWithWhatWasAsked) {
    answer_ = "{\n\"result\": {\"verdict\": \"verified\"}}";
    record();
    EXPECT_THAT(arguments_, ElementsAre("burn", "/linux" + stash_, "--drive", "/dev/sr0", "--progress",
                                        "json", "--json", "--report", "/linux" + (folder_ / "x.json")));
    answer_ = "{\n\"result\": {\"simulated\": true}}";
    speed_ = 16;
    EXPECT_TRUE(record({.simulate = true, .verify = false}).simulated);
    EXPECT_THAT(arguments_, ElementsAre("burn", "/linux" + stash_, "--drive", "/dev/sr0", "--progress",
                                        "json", "--json", "--speed", "16", "--simulate", "--no-verify"));
}

TEST_F(ProgramDrives, ProgressIsRelayed) {
    answer_ = "{\"event\": \"progress\", \"phase\": \"writing\", \"done\": 0, \"total\": 302, \"unit\": "
              "\"blocks\"}\n"
              "{\"event\": \"progress\", \"phase\": \"writing\", \"done\": 302, \"total\": 302, \"unit\": "
              "\"blocks\"}\n"
              "{\"event\": \"result\", \"exit_code\": 0}\n{\n\"result\": {\"verdict\": \"verified\"}}";
    std::vector<std::string> told;
    JobOptions options;
    options.progress = [&](const Progress& p) {
        told.push_back(fmt::format("{} {}/{}", to_string(p.phase), p.done.value, p.total.value));
        return true;
    };
    const Outcome result = record(options);
    EXPECT_THAT(told, ElementsAre("writing 0/302", "writing 302/302"));
    EXPECT_TRUE(result.comparison.verdict == Verdict::verified);
    EXPECT_EQ(result.disc, as_recorded(open_stash(system_files(), stash_)->disc()));
    EXPECT_FALSE(was_interrupted_);
}

TEST_F(ProgramDrives, ACancelInterruptsTheProgramWhichSaysHowItEnds) {
    answer_ = "{\"event\": \"progress\", \"phase\": \"writing\", \"done\": 0, \"total\": 302}\n{\n"
              "\"errors\": [{\"code\": \"cancelled\", \"sentence\": \"/dev/sr0: interrupted; the medium is "
              "ruined\"}]}";
    exit_code_ = 130;
    JobOptions options;
    options.progress = [](const Progress&) { return false; };
    EXPECT_EQ(test::error_of(Errc::cancelled, [&] { record(options); }),
              "/dev/sr0: interrupted; the medium is ruined");
    EXPECT_TRUE(was_interrupted_);
}

// No false success: the word alone is not enough, nor is the exit code.
TEST_F(ProgramDrives, VerifiedIsOnlyWhatTheProgramSaysTwice) {
    const std::string nothing =
        "/dev/sr0: redbook ended with exit code 0 and said nothing that is understood; run it "
        "in a terminal to see why";
    for (const char* said : {"", "{\n}", "{\n\"result\": {\"verdict\": \"fine\"}}"}) {
        answer_ = said;
        EXPECT_EQ(test::error_of(Errc::device, [&] { record(); }), nothing);
    }
    answer_ = "{\n\"result\": {\"verdict\": \"verified\"}}";
    exit_code_ = 1;
    EXPECT_EQ(test::error_of(Errc::device, [&] { record(); }),
              "/dev/sr0: redbook ended with exit code 1 and said nothing that is understood; run it in a "
              "terminal to see why");
}

TEST_F(ProgramDrives, OtherVerdictsArriveAsTheyAre) {
    answer_ = "{\n\"result\": {\"verdict\": \"differs\"}}";
    exit_code_ = 5;
    EXPECT_TRUE(record().comparison.verdict == Verdict::differs);
    answer_ =
        "{\n\"result\": {\"verdict\": \"not verified\", \"why_not_verified\": \"the drive reads no audio\"},"
        "\"warnings\": [\"a\"]}";
    exit_code_ = 6;
    const Outcome result = record();
    EXPECT_TRUE(result.comparison.verdict == Verdict::not_verified);
    EXPECT_EQ(result.why_not_verified, "the drive reads no audio");
    EXPECT_THAT(result.warnings, ElementsAre("a"));
    exit_code_ = 130;
    EXPECT_TRUE(record().interrupted);
}

TEST_F(ProgramDrives, AudioThatCouldNotBeReadArrivesWithItsReason) {
    Report report;
    report.command = "burn";
    report.comparison =
        Comparison{{{"TOC", ItemState::equal, ""},
                    {"audio of track 1", ItemState::not_checkable, "the drive read no block"}},
                   Verdict::not_verified};
    answer_ = to_json(report);
    exit_code_ = 6;
    EXPECT_THAT(record().comparison.items,
                ElementsAre(Item{"audio of track 1", ItemState::not_checkable, "the drive read no block"}));
}

TEST_F(ProgramDrives, AReportOfARecordingIsBelievedAsItsAnswerWouldBe) {
    Report report;
    report.command = "burn";
    report.comparison = Comparison{{}, Verdict::verified};
    Disc staged = test::plain_disc({300, 400});
    staged.mode = Mode::tao;
    EXPECT_FALSE(reports_recorded(to_json(report), staged, true)) << "of no disc";
    report.discs.push_back({.path = "x.stash", .kind = "stash", .disc = as_recorded(staged)});
    EXPECT_TRUE(reports_recorded(to_json(report), staged, true));
    EXPECT_FALSE(reports_recorded(to_json(report), test::plain_disc({300}), true));
    EXPECT_FALSE(reports_recorded(to_json(report), test::plain_disc({300, 401}), true));
    report.simulated = true;
    EXPECT_FALSE(reports_recorded(to_json(report), staged, true));
    report.simulated = false;
    report.exit_code = 6;
    report.comparison = Comparison{{}, Verdict::not_verified};
    EXPECT_FALSE(reports_recorded(to_json(report), staged, true));
    EXPECT_TRUE(reports_recorded(to_json(report), staged, false)) << "reading back was not asked for";
    report.exit_code = 5;
    report.comparison = Comparison{{}, Verdict::differs};
    EXPECT_FALSE(reports_recorded(to_json(report), staged, false));
    for (const char* text : {"", "{", "[]", "{}", R"({"exit_code": 0})"})
        EXPECT_FALSE(reports_recorded(text, staged, true)) << text;
}

TEST_F(ProgramDrives, TheReportIsOnlyForWhoComesAfterAClientThatDied) {
    const std::string report = folder_ / "x.json";
    test::write_file(report, "{}");
    bool was_there = true;
    answer_ = "{\n\"result\": {\"verdict\": \"verified\"}}";
    const auto drive = program_drives({[&](const std::vector<std::string>& arguments, const SeeLine& see) {
                                           if (arguments[0] == "burn") {
                                               was_there = system_files().status(report).has_value();
                                               test::write_file(report, "{}");
                                           }
                                           return program().run(arguments, see);
                                       },
                                       [](const std::string& path) { return path; }})
                           .at(0);
    drive->record(*open_stash(system_files(), stash_), {}, 0);
    EXPECT_FALSE(was_there) << "an old one would say that this disc is recorded";
    EXPECT_FALSE(system_files().status(report));
}

TEST_F(ProgramDrives, SamplesAtTheEdgeThatAreUnreadAreNoSuccessUnlessASettingAcceptsThem) {
    answer_ = "{\n\"result\": {\"verdict\": \"not verified\", \"not_verified_samples\": 30, "
              "\"unproven\": [\"the last 30 samples of track 3\"]}}";
    exit_code_ = 6;
    Outcome result = record();
    EXPECT_TRUE(result.comparison.verdict == Verdict::not_verified);
    EXPECT_EQ(verdict_text(result.comparison), "verified except the last 30 samples of track 3");
    EXPECT_EQ(burn_result_of(result, true), BurnResult::not_verified);
    exit_code_ = 0;
    result = record();
    EXPECT_TRUE(result.comparison.verdict == Verdict::not_verified);
    EXPECT_EQ(burn_result_of(result, true), BurnResult::unverified_by_setting);
}

TEST_F(ProgramDrives, ErrorsHaveTheirCodesAndSentences) {
    exit_code_ = 7;
    const std::pair<const char*, Errc> codes[] = {
        {"no_medium", Errc::no_medium},         {"not_blank", Errc::not_blank},
        {"does_not_fit", Errc::does_not_fit},   {"in_use", Errc::in_use},
        {"no_permission", Errc::no_permission}, {"not_found", Errc::not_found},
        {"unsupported", Errc::unsupported},     {"device", Errc::device},
        {"a_later_one", Errc::device}};
    for (const auto& [name, code] : codes) {
        answer_ =
            fmt::format("{{\n\"errors\": [{{\"code\": \"{}\", \"sentence\": \"/dev/sr0: no\"}}]}}", name);
        EXPECT_EQ(test::error_of(code, [&] { record(); }), "/dev/sr0: no") << name;
    }
}

TEST_F(ProgramDrives, WhatOthersSayInFrontOfTheAnswerIsPassedOver) {
    answer_ = "ERROR: ld.so: object 'x.so' from LD_PRELOAD cannot be preloaded: ignored.\n"
              "{\n\"result\": {\"verdict\": \"verified\"}}";
    EXPECT_TRUE(record().comparison.verdict == Verdict::verified);
}

TEST_F(ProgramDrives, ADriveThatSomebodyElseHasIsAProblemAndSaysLaterWhoItIs) {
    drives_ =
        "{\n\"result\": {\"drives\": [{\"path\": \"/dev/sr3\", \"problem\": \"/dev/sr3: another program "
        "has it\"}]}}";
    const auto drive = first_drive();
    EXPECT_EQ(drive->look()->problem, "/dev/sr3: another program has it");
    EXPECT_EQ(drive->info().vendor, "");
    EXPECT_EQ(drive->info().product, "/dev/sr3") << "a client lists it by name";
    drives_ = R"({
"result": {"drives": [{"path": "/dev/sr3", "vendor": "ACME", "write_speeds": [16], "medium": {"state": "blank"}}]}})";
    EXPECT_EQ(drive->look()->problem, "");
    EXPECT_EQ(drive->info().vendor, "ACME");
    EXPECT_EQ(drive->info().fastest, 16);
}

TEST_F(ProgramDrives, ADiscThatCannotBeAskedIsNotNone) {
    drives_ = "{\n\"result\": {\"drives\": [{\"path\": \"/dev/sr3\", \"vendor\": \"ACME\", \"problem\": "
              "\"/dev/sr3: not ready\", \"medium\": {\"state\": \"absent\"}}]}}";
    EXPECT_TRUE(first_drive()->look()->medium.state == MediumState::unsuitable);
    EXPECT_EQ(first_drive()->look()->problem, "");
}

TEST_F(ProgramDrives, LeaveAlwaysTheSameGap) { EXPECT_EQ(first_drive()->info().fixed_gap, BlockCount{150}); }

TEST_F(ProgramDrives, EjectAndEraseTheirDiscs) {
    const auto drive = first_drive();
    drive->eject();
    EXPECT_THAT(arguments_, ElementsAre("eject", "/dev/sr0", "--json"));
    drive->erase(false);
    EXPECT_THAT(arguments_, ElementsAre("erase", "/dev/sr0", "--json"));
    drive->erase(true);
    EXPECT_THAT(arguments_, ElementsAre("erase", "/dev/sr0", "--json", "--full"));
    exit_code_ = 7;
    answer_ = "{\n\"errors\": [{\"code\": \"no_medium\", \"sentence\": \"/dev/sr0: no\"}]}";
    EXPECT_EQ(test::error_of(Errc::no_medium, [&] { drive->erase(false); }), "/dev/sr0: no");
}

} // namespace
} // namespace redbook::imapi
