#include "redbook/report/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/memory_source.h"

namespace redbook {
namespace {

using nlohmann::json;

Report report_of(Disc disc) {
    Report report;
    report.command = "info";
    report.discs.push_back(
        {.path = "x.stash", .kind = "stash", .disc = std::move(disc), .capacity = kDefaultCapacity});
    return report;
}

TEST(Json, HasTheSchemaTheCommandAndTheListsAlways) {
    Report report;
    report.command = "master";
    EXPECT_EQ(
        json::parse(to_json(report)),
        json::parse(
            R"({"schema": "redbook/1", "command": "master", "exit_code": 0, "result": {}, "warnings": [], "errors": []})"));
}

TEST(Json, TellsWhatTheAudioComesFrom) {
    Report report = report_of(test::plain_disc({300}));
    report.discs[0].sources = {
        {"1.flac", "FLAC", "FLAC", 96000, 2, 24, false, true, false, true, SourceChecksum::verified},
        {"2.mp3", "MP3", "MP3", 44100, 2, 0, true, false, true, true, SourceChecksum::not_available}};
    EXPECT_EQ(json::parse(to_json(report))["result"]["discs"][0]["sources"], json::parse(R"([
        {"path": "1.flac", "container": "FLAC", "codec": "FLAC", "rate": 96000, "channels": 2, "bits": 24,
         "lossy": false, "resampled": true, "downmixed": false, "dithered": true, "checksum": "verified"},
        {"path": "2.mp3", "container": "MP3", "codec": "MP3", "rate": 44100, "channels": 2,
         "lossy": true, "resampled": false, "downmixed": true, "dithered": true, "checksum": "not available"}])"));
}

TEST(Json, TellsOfAFileOfTextsNothingButThem) {
    Disc disc = test::plain_disc({300, 400});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    edit_album_texts(disc).title = "Nacht";
    edit_track_texts(disc, 1).title = "Two";
    Report report;
    report.texts.push_back({"x.cdt", disc});
    EXPECT_EQ(json::parse(to_json(report))["result"], json::parse(R"({"texts": [{
        "path": "x.cdt",
        "mcn": "4006381333931",
        "text_blocks": [{"language": 9, "charset": "latin1", "album": {"title": "Nacht"}}],
        "tracks": [{"number": 1, "texts": []},
                   {"number": 2, "isrc": "DEXYZ2600001", "texts": [{"title": "Two"}]}]}]})"));
}

TEST(Json, TellsEverythingOfATrack) {
    Disc disc = test::plain_disc({300, 400});
    Track& track = disc.tracks[1];
    track.pause = {10};
    track.pregap = {20};
    track.indexes = {{100}};
    track.flags = {true, false, true, true};
    track.isrc = Isrc::parse("DEXYZ2600001");
    track.source = SourceFile{"/m/2.flac", 123, 1'000'000'456, 0xAB};
    edit_track_texts(disc, 1).title = "Two";
    Report report = report_of(disc);
    report.discs[0].sums = {{1, 2, 3}, {0xABCDEF01, 0x12, 32767}};
    const json told = json::parse(to_json(report))["result"]["discs"][0]["tracks"][1];
    EXPECT_EQ(told, json::parse(R"({
        "number": 2,
        "start": {"lba": 330, "msf": "00:06:30"},
        "length": {"blocks": 400, "msf": "00:05:25"},
        "pause": {"blocks": 30, "msf": "00:00:30"},
        "pregap_audio": {"blocks": 20, "msf": "00:00:20"},
        "indexes": [{"index": 0, "start": {"lba": 300, "msf": "00:06:00"},
                     "track_time": {"blocks": -30, "msf": "-00:00:30"}, "length": {"blocks": 30, "msf": "00:00:30"}},
                    {"index": 1, "start": {"lba": 330, "msf": "00:06:30"},
                     "track_time": {"blocks": 0, "msf": "00:00:00"}, "length": {"blocks": 100, "msf": "00:01:25"}},
                    {"index": 2, "start": {"lba": 430, "msf": "00:07:55"},
                     "track_time": {"blocks": 100, "msf": "00:01:25"}, "length": {"blocks": 300, "msf": "00:04:00"}}],
        "flags": ["PRE", "4CH", "SCMS"],
        "isrc": "DEXYZ2600001",
        "texts": [{"title": "Two"}],
        "crc32": "ABCDEF01", "crc32_without_null": "00000012", "peak": 32767,
        "source": {"path": "/m/2.flac", "size": 123, "modified": "1970-01-01T00:00:01.000000456Z", "crc32": "000000AB"}})"));
}

TEST(Json, TellsTheIdentityOfADiscAndWhatADatabaseSaysOfItsTracks) {
    Report report = report_of(test::plain_disc({450, 300, 300}));
    report.discs[0].identity =
        identify(report.discs[0].disc, *test::MemorySource::for_disc(report.discs[0].disc));
    Identity& identity = *report.discs[0].identity;
    identity.accurate_rip[1].frame_450 = 0xAB;
    identity.matches = {
        {TrackVerdict::differs, {}}, {TrackVerdict::matches, {{2, 20}, {1, 3}}}, {TrackVerdict::unknown, {}}};
    const json disc = json::parse(to_json(report))["result"]["discs"][0];
    EXPECT_EQ(disc["ids"], json::parse(R"({
        "freedb": "0d000e03", "freedb_query": "0d000e03 3 150 600 900 16",
        "musicbrainz": "TAHC8jP7Y_5GhDD5BYK25bfMmr0-", "musicbrainz_toc": "1 3 1200 150 600 900",
        "accuraterip": "000008ca-00001cb7-0d000e03",
        "accuraterip_path": "accuraterip/a/c/8/dBAR-003-000008ca-00001cb7-0d000e03.bin",
        "ctdb_toc": "_AblGNZq.Tv48GO_G_DdA2kNuPE-", "ctdb_crc32": "0E559562"})"));
    json track = disc["tracks"][1];
    for (const auto* key :
         {"number", "start", "length", "pause", "pregap_audio", "indexes", "flags", "texts"})
        track.erase(key);
    EXPECT_EQ(track, json::parse(R"({
        "crc32": "5221DEA4", "crc32_without_null": "7DC57572", "peak": 32767,
        "accuraterip_v1": "C3F98FF0", "accuraterip_v2": "939C5140", "accuraterip_frame_450": "000000AB",
        "ctdb_crc32": "5221DEA4",
        "accuraterip": {"state": "matches", "matches": [{"version": 2, "confidence": 20},
                                                        {"version": 1, "confidence": 3}]}})"));
    EXPECT_EQ(disc["tracks"][0]["accuraterip"], json::parse(R"({"state": "differs", "matches": []})"));
}

TEST(Json, TellsTheIdsOfTheTocAndTheChecksumOfTheWholeDiscWithoutAskingADatabasesSums) {
    Report report = report_of(test::plain_disc({450, 300, 300}));
    report.discs[0].crc = 0x87C15EF9;
    const json disc = json::parse(to_json(report))["result"]["discs"][0];
    EXPECT_EQ(disc["crc32"], "87C15EF9");
    EXPECT_EQ(disc["ids"]["freedb"], "0d000e03");
    EXPECT_FALSE(disc["ids"].contains("ctdb_crc32"));
    const json none = json::parse(to_json(report_of({})))["result"]["discs"][0];
    EXPECT_FALSE(none.contains("ids") || none.contains("crc32"));
}

TEST(Json, TellsTheIdsOfADiscForTrackAtOnceAsItWillBeRecorded) {
    Disc disc = test::plain_disc({450, 300});
    disc.mode = Mode::tao;
    const json told = json::parse(to_json(report_of(disc)))["result"]["discs"][0];
    EXPECT_EQ(told["ids"]["musicbrainz_toc"], "1 2 1054 150 752");
}

TEST(Json, TellsWhereHiddenAudioBeforeTrackOneIs) {
    Disc disc = test::plain_disc({450, 300});
    EXPECT_FALSE(json::parse(to_json(report_of(disc)))["result"]["discs"][0].contains("hidden_audio"));
    disc.tracks[0].pregap = {75};
    EXPECT_EQ(
        json::parse(to_json(report_of(disc)))["result"]["discs"][0]["hidden_audio"],
        json::parse(
            R"({"start": {"lba": 0, "msf": "00:02:00"}, "length": {"blocks": 75, "msf": "00:01:00"}})"));
}

TEST(Json, TellsTheRoomInBothModesOrAsItWasLaidOut) {
    Report report = report_of(test::plain_disc({300, 400}));
    const json both = json::parse(to_json(report))["result"]["discs"][0]["capacity"];
    EXPECT_EQ(both["sao"], json::parse(R"({"total": {"blocks": 359849, "msf": "79:57:74"},
        "used": {"blocks": 700, "msf": "00:09:25"}, "overhead": {"blocks": 0, "msf": "00:00:00"},
        "available": {"blocks": 359149, "msf": "79:48:49"}, "over": {"blocks": 0, "msf": "00:00:00"}})"));
    EXPECT_EQ(both["tao"]["overhead"]["blocks"], 306);
    EXPECT_EQ(both["tao"]["available"]["blocks"], 358843);
    report.discs[0].laid_out = true;
    const json one = json::parse(to_json(report))["result"]["discs"][0]["capacity"];
    EXPECT_EQ(one, (json{{"laid_out", both["sao"]}}));
    report.discs[0].capacity = BlockCount{600};
    EXPECT_EQ(json::parse(to_json(report))["result"]["discs"][0]["capacity"]["laid_out"]["over"]["blocks"],
              100);
}

TEST(Json, IsValidForEveryRandomDisc) {
    for (uint32_t seed = 0; seed < 50; ++seed) {
        const Disc disc = test::random_disc(seed);
        const json told = json::parse(to_json(report_of(disc)))["result"]["discs"][0];
        ASSERT_EQ(told["tracks"].size(), disc.tracks.size());
        ASSERT_EQ(told["text_blocks"].size(), disc.text_blocks.size());
    }
}

TEST(Json, ShowsTextThatIsNotUtf8InsteadOfFailing) {
    Report report;
    report.errors = {{Errc::io, "caf\xE9"}};
    EXPECT_EQ(json::parse(to_json(report))["errors"][0], (json{{"code", "io"}, {"sentence", "caf\uFFFD"}}));
}

TEST(Json, TellsVerdictItemsFindingsFilesAndLosses) {
    Report report;
    report.comparison =
        Comparison{{{"TOC", ItemState::equal, ""}, {"MCN", ItemState::differs, "a, b"}}, Verdict::differs};
    report.findings = {{Severity::warning, "isrc-doubled", 2, "twice"}};
    report.files = {"a.cue"};
    report.lost = {"SCMS"};
    report.outcome = "done";
    report.staged = StagedTracks{1, 2};
    report.stash = "s.stash";
    report.simulated = true;
    EXPECT_EQ(json::parse(to_json(report))["result"], json::parse(R"({
        "outcome": "done", "tracks_staged": 1, "tracks_staged_before": 2, "stash": "s.stash",
        "simulated": true, "verdict": "differs",
        "items": [{"item": "TOC", "state": "equal"}, {"item": "MCN", "state": "differs", "detail": "a, b"}],
        "findings": [{"severity": "warning", "rule": "isrc-doubled", "sentence": "twice", "track": 2}],
        "files": ["a.cue"], "lost": ["SCMS"]})"));
}

TEST(Json, TellsWhatFilesLack) {
    Report report;
    EXPECT_FALSE(json::parse(to_json(report))["result"].contains("missing"));
    report.missing = {{"a.wav", {.first = 24000, .count = 100, .rate = 48000}},
                      {"b.aiff", {.first = 7, .rate = 44100}},
                      {"c.au", {.first = 7, .count = 1, .rate = 44100, .assumed = true}}};
    EXPECT_EQ(json::parse(to_json(report))["result"]["missing"],
              json::parse(R"([{"path": "a.wav", "rate": 48000, "first_sample": 24000, "samples": 100},
                              {"path": "b.aiff", "rate": 44100, "first_sample": 7},
                              {"path": "c.au", "rate": 44100, "first_sample": 7, "samples": 1,
                               "assumed": true}])"));
}

TEST(Json, AMistakeOfTheProgramHasACodeToo) {
    Report report;
    report.errors = {{std::nullopt, "no memory"}};
    EXPECT_EQ(json::parse(to_json(report))["errors"][0]["code"], "internal");
}

TEST(Json, TellsTimesBefore1970AndLengthsOfWholeDiscs) {
    Disc disc = test::plain_disc({300, 400});
    disc.tracks[0].source = SourceFile{"a", 1, -1, 0};
    const json told = json::parse(to_json(report_of(disc)))["result"]["discs"][0];
    EXPECT_EQ(told["tracks"][0]["source"]["modified"], "1969-12-31T23:59:59.999999999Z");
    EXPECT_EQ(told["length"], json::parse(R"({"blocks": 700, "msf": "00:09:25"})"));
    EXPECT_EQ(told["gap"], json::parse(R"({"blocks": 150, "msf": "00:02:00"})"));
}

const DriveReport kDrive{.path = "/dev/sr0",
                         .vendor = "PLEXTOR",
                         .model = "PX-716A",
                         .revision = "1.11",
                         .sao = true,
                         .tao = true,
                         .cd_text = true,
                         .write_speeds = {48, 16},
                         .medium = MediumReport{"CD-RW", false, true, true, {359849}}};

TEST(Json, TellsDrivesAndWhatLiesInThem) {
    Report report;
    report.command = "drives";
    report.drives = {kDrive,
                     {.path = "/dev/sr1", .vendor = "X", .reads_only = true},
                     {.path = "/dev/sr2", .problem = "no", .problem_code = Errc::in_use}};
    EXPECT_EQ(json::parse(to_json(report))["result"]["drives"], json::parse(R"([
        {"path": "/dev/sr0", "vendor": "PLEXTOR", "model": "PX-716A", "revision": "1.11", "records": true,
         "write_modes": ["sao", "tao"], "test_write": false, "cd_text": true, "underrun_protection": false,
         "write_speeds": [48, 16],
         "medium": {"state": "written", "kind": "CD-RW", "rewritable": true, "appendable": true,
                    "capacity": {"blocks": 359849, "msf": "79:57:74"}}},
        {"path": "/dev/sr1", "vendor": "X", "model": "", "revision": "", "records": false, "write_modes": [],
         "test_write": false, "cd_text": false, "underrun_protection": false, "medium": {"state": "absent"}},
        {"path": "/dev/sr2", "problem": "no", "problem_code": "in_use"}])"));
}

TEST(Json, TellsAnOffsetAndWhatItHides) {
    Report report;
    report.comparison =
        Comparison{{}, Verdict::not_verified, {-30}, {{"the first 30 samples of track 1"}, {30}, true}};
    json result = json::parse(to_json(report))["result"];
    EXPECT_EQ(result["verdict"], "not verified");
    EXPECT_EQ(result["offset_samples"], -30);
    EXPECT_EQ(result["not_verified_samples"], 30);
    EXPECT_EQ(result["unproven"], json::parse(R"(["the first 30 samples of track 1"])"));
    report.comparison->unread.alone = false;
    EXPECT_FALSE(json::parse(to_json(report))["result"].contains("not_verified_samples"));
    EXPECT_FALSE(result.contains("blocks_read_again"));
    report.comparison->read_again = {75};
    EXPECT_EQ(json::parse(to_json(report))["result"]["blocks_read_again"], 75);
    report.comparison = Comparison{};
    EXPECT_FALSE(json::parse(to_json(report))["result"].contains("offset_samples"));
}

TEST(Json, TellsOfNoDriveWithAnEmptyList) {
    Report report;
    report.drives.emplace();
    EXPECT_EQ(json::parse(to_json(report))["result"]["drives"], json::array());
}

TEST(Json, TellsARecordingAndADiagnosis) {
    Report report;
    report.recording = RecordingReport{.drive = {.path = "image:x", .problem = "-"},
                                       .mode = Mode::tao,
                                       .seconds = 12.34,
                                       .speed = 7.96,
                                       .write_offset = {30},
                                       .read_offset = {-6},
                                       .copy = 2,
                                       .copies = 3};
    report.diagnoses = {{Severity::error, "in-use", "/dev/sr0", "wodim has it", "kill 1"},
                        {Severity::warning, "no-sg", "", "no sg", ""}};
    const json result = json::parse(to_json(report))["result"];
    EXPECT_EQ(
        result["recording"],
        json::parse(R"({"drive": {"path": "image:x", "problem": "-", "problem_code": "device"}, "mode": "tao",
        "write_offset_samples": 30, "read_offset_samples": -6, "copy": 2, "copies": 3, "seconds": 12.3, "speed": 8.0})"));
    EXPECT_EQ(result["diagnoses"], json::parse(R"([
        {"severity": "error", "name": "in-use", "path": "/dev/sr0", "sentence": "wodim has it", "command": "kill 1"},
        {"severity": "warning", "name": "no-sg", "sentence": "no sg"}])"));
}

TEST(Json, ProgressIsOneLineAnEvent) {
    EXPECT_EQ(progress_json({"writing", {5}, {10}}),
              "{\"event\":\"progress\",\"phase\":\"writing\",\"done\":5,\"total\":10,\"unit\":\"blocks\"}\n");
    EXPECT_EQ(progress_json({"writing", {300}, {1800}, 603.0, 98}),
              "{\"event\":\"progress\",\"phase\":\"writing\",\"done\":300,\"total\":1800,\"unit\":\"blocks\","
              "\"speed\":8.0,\"seconds_left\":2,\"buffer\":98}\n");
    EXPECT_EQ(disc_done_json({"/dev/sr0", 8, 20, 7, "/dev/sr0: no"}),
              "{\"event\":\"disc\",\"drive\":\"/dev/sr0\",\"copy\":8,\"copies\":20,\"exit_code\":7,"
              "\"outcome\":\"/dev/sr0: no\"}\n");
    EXPECT_EQ(track_closed_json("a.stash", 3),
              "{\"event\":\"track_closed\",\"stash\":\"a.stash\",\"track\":3}\n");
    Report report;
    report.command = "burn";
    report.errors = {{std::nullopt, "no"}};
    report.exit_code = 6;
    report.comparison = Comparison{};
    EXPECT_EQ(result_json(report),
              "{\"event\":\"result\",\"command\":\"burn\",\"exit_code\":6,\"verdict\":\"not "
              "verified\",\"error\":\"no\"}\n");
}

} // namespace
} // namespace redbook
