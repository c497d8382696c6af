#include "redbook/report/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redbook/report/text_table.h"
#include "tests/support/memory_source.h"

namespace redbook {
namespace {

Report full_report() {
    Report report;
    Disc disc = test::plain_disc({300, 450});
    disc.tracks[1].pause = {150};
    disc.tracks[1].flags = {true, true, false, false};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].indexes = {{100}};
    disc.mcn = Mcn::parse("4006381333931");
    edit_album_texts(disc).title = "Nacht";
    edit_album_texts(disc).performer = "Tri\u00f3";
    edit_track_texts(disc, 0).title = "\u6771\u4eac";
    edit_track_texts(disc, 1).title = "Two";
    edit_track_texts(disc, 1).performer = "Guest";
    report.discs.push_back({.path = "x.cue",
                            .kind = "CUE sheet",
                            .disc = disc,
                            .capacity = kDefaultCapacity,
                            .crcs = {0x1234, 0xABCDEF01}});
    return report;
}

TEST(Text, ShowsADiscWithColumnsThatLineUpAndWithoutEmptyOnes) {
    EXPECT_EQ(to_text(full_report()),
              "x.cue: CUE sheet, 2 tracks, 00:12:00 (900 blocks)\n"
              "  Tri\u00f3 - Nacht\n"
              "  MCN 4006381333931\n"

              "  #  start       LBA    length     pause  flags    ISRC          title\n"
              "     mm:ss:ff  block  mm:ss:ff  mm:ss:ff\n"
              "  1  00:02:00      0  00:04:00                                   \u6771\u4eac\n"
              "  2  00:08:00    450  00:06:00  00:02:00  PRE DCP  DEXYZ2600001  Guest - Two\n"
              "  #  indexes      CRC-32\n"
              "     mm:ss:ff     hex\n"
              "  1               00001234\n"
              "  2  02 00:09:25  ABCDEF01\n"
              "  lead-out 00:14:00 (LBA 900)\n"
              "  room     total    used  overhead  available  available\n"
              "          blocks  blocks    blocks     blocks   mm:ss:ff\n"
              "  in SAO  359849     750       150     358949   79:45:74\n"
              "  in TAO  359849     750       306     358793   79:43:68\n");
}

TEST(Text, ShowsDataTracksWhereTheyAreOnTheSource) {
    Report report;
    Disc disc = test::plain_disc({300});
    disc.data = {{1, kBetweenSessions, BlockCount{3000}}, {1, {}, std::nullopt}};
    report.discs.push_back(
        {.path = "x.cue", .kind = "CUE sheet", .disc = disc, .capacity = kDefaultCapacity});
    EXPECT_THAT(
        to_text(report),
        testing::HasSubstr("  lead-out 00:06:00 (LBA 300)\n"
                           "  track 2 of the source is data, at 02:38:00 (LBA 11700), 00:40:00 long\n"
                           "  track 3 of the source is data, at 03:18:00 (LBA 14700), length not known\n"));
}

TEST(Text, ShowsWhatTheAudioComesFromOneLineForAllThatAreAlike) {
    const AudioSource flac{
        "1.flac", "FLAC", "FLAC", 44100, 2, 16, false, false, false, false, SourceChecksum::verified};
    const AudioSource mp3{
        "3.mp3", "MP3", "MP3", 48000, 2, 0, true, true, true, true, SourceChecksum::not_available};
    const AudioSource wav{
        "4.wav", "WAV", "PCM", 44100, 2, 24, false, false, false, true, SourceChecksum::not_read};
    Report report;
    report.discs.push_back({.path = "x.cue", .kind = "CUE sheet", .disc = test::plain_disc({300})});
    report.discs[0].sources = {flac, flac, mp3, wav};
    EXPECT_THAT(
        to_text(report),
        testing::HasSubstr("  source    2 files: FLAC, 44100 Hz, 16 bits; unchanged; checksum verified\n"
                           "  source    1 file: MP3, 48000 Hz, lossy; downmixed, resampled, dithered;\n"
                           "            checksum not available\n"
                           "  source    1 file: WAV PCM, 44100 Hz, 24 bits; dithered; checksum not read\n"));
}

TEST(Text, ShowsTheTextsOfAFileInEachLanguage) {
    Disc disc = test::plain_disc({300, 450});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600001");
    disc.text_blocks.resize(2);
    TextBlock &english = disc.text_blocks[0], &other = disc.text_blocks[1];
    english.album = {"Nacht", "Tri\u00f3", "", "", "", ""};
    english.disc_id = "RB-1";
    english.genre_code = 14;
    english.genre = "Late";
    english.closed_info = "for the plant";
    english.copyright = true;
    other.language = 0x44;
    other.charset = Charset::ascii;
    disc.tracks[0].texts = {{"One", "", "", "", "", ""}, {"Eins", "", "", "", "", "a\nb"}};
    Report report;
    report.texts.push_back({"x.cdt", disc});
    EXPECT_EQ(to_text(report), "x.cdt: CD-TEXT, 2 tracks\n"
                               "  MCN 4006381333931\n"
                               "  English, ISO 8859-1\n"
                               "  disc id   RB-1\n"
                               "  genre     Jazz, Late\n"
                               "  closed    for the plant\n"
                               "  the texts are protected\n"
                               "  #      title  performer  ISRC\n"
                               "  album  Nacht  Tri\u00f3\n"
                               "  1      One\n"
                               "  2                        DEXYZ2600001\n"
                               "  language 0x44, ASCII\n"
                               "  #      title  message  ISRC\n"
                               "  album\n"
                               "  1      Eins   a\uFFFDb\n"
                               "  2                      DEXYZ2600001\n");
}

TEST(Text, ShowsTheCodesOfAFileWithoutTexts) {
    Disc disc = test::plain_disc({300});
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    Report report;
    report.texts.push_back({"x.cdt", disc});
    EXPECT_EQ(to_text(report), "x.cdt: CD-TEXT, 1 track\n"
                               "  #      ISRC\n"
                               "  album\n"
                               "  1      DEXYZ2600001\n");
}

TEST(Text, ShowsWhatWasMeasuredOfTheAudio) {
    Report report;
    DiscReport disc{
        .path = "x", .kind = "files", .disc = test::plain_disc({300, 300}), .capacity = kDefaultCapacity};
    disc.signals = {{{0xAB, 0xCD, 32767}, {441}, {0}, 12}, {{1, 2, 0}, {0}, {0}, 0}};
    report.discs.push_back(disc);
    EXPECT_THAT(to_text(report),
                testing::HasSubstr("  #  start       LBA    length  CRC-32    without null    peak  clipped\n"
                                   "     mm:ss:ff  block  mm:ss:ff  hex       hex               dB  samples\n"
                                   "  1  00:02:00      0  00:04:00  000000AB  000000CD         0.0       12\n"
                                   "  2  00:06:00    300  00:04:00  00000001  00000002      silent\n"
                                   "  #  silence before\n"
                                   "                  s\n"
                                   "  1           0.010\n"));
}

TEST(Text, TellsAnOffsetAndWhatItHides) {
    Report report;
    report.comparison = Comparison{{{"TOC", ItemState::equal, ""}}, Verdict::not_verified, {30}};
    report.comparison->unread = {{"the last 30 samples of track 3"}, {30}, true};
    EXPECT_EQ(to_text(report), "  compared  1 items, 1 equal\n"
                               "  offset    the audio is 30 samples late; compared as if it were not\n"
                               "  verdict   verified except the last 30 samples of track 3\n");
    report.comparison->offset = {-1};
    report.comparison->unread = {};
    report.comparison->read_again = {75};
    EXPECT_THAT(to_text(report),
                testing::HasSubstr("\n  again     75 blocks read once more, as something in them differed or "
                                   "did not come\n"));
    EXPECT_THAT(
        to_text(report),
        testing::HasSubstr("\n  offset    the audio is 1 sample early; compared as if it were not\n"));
}

TEST(Text, ShowsDrivesAndWhatMendsThem) {
    Report report;
    report.drives = {
        {.path = "/dev/sr0",
         .vendor = "PLEXTOR",
         .model = "PX-716A",
         .revision = "1.11",
         .sao = true,
         .tao = true,
         .test_write = true,
         .cd_text = true,
         .underrun_protection = true,
         .write_speeds = {48, 16},
         .medium = MediumReport{"CD-R", true, false, false, {359849}}},
        {.path = "/dev/sr1", .vendor = "HL", .model = "DVD-ROM", .revision = "1", .reads_only = true},
        {.path = "/dev/sr2", .problem = "/dev/sr2: you may not open it"}};
    report.diagnoses = {{Severity::error, "in-use", "/dev/sr0", "wodim has it", "kill 1"},
                        {Severity::warning, "no-sg", "", "no \x1b sg", ""}};
    report.outcome = "2 drives";
    EXPECT_EQ(to_text(report), "/dev/sr0: PLEXTOR PX-716A 1.11\n"
                               "  medium    CD-R, blank, 79:57:74\n"
                               "  records   SAO, TAO, CD-TEXT, underrun protection, test write\n"
                               "  speeds    48x 16x\n"
                               "/dev/sr1: HL DVD-ROM 1\n"
                               "  medium    none\n"
                               "  records   nothing, it only reads\n"
                               "/dev/sr2\n"
                               "  problem   /dev/sr2: you may not open it\n"
                               "error: /dev/sr0: wodim has it\n"
                               "    kill 1\n"
                               "warning: no \uFFFD sg\n"
                               "2 drives\n");
}

TEST(Text, TellsWhatWasWrittenAndWhatItIsWorth) {
    Report report;
    report.comparison = Comparison{{{"TOC", ItemState::equal, ""},
                                    {"ISRC", ItemState::not_checkable, "the format cannot hold it"},
                                    {"audio of track 1", ItemState::differs, "at 00:01:02"}},
                                   Verdict::differs};
    report.lost = {"ISRC"};
    report.files = {"a.cue", "a.bin"};
    report.outcome = "a.cue: done";
    EXPECT_EQ(to_text(report), "  compared  3 items, 1 equal\n"
                               "  item              state          detail\n"
                               "  ISRC              not checkable  the format cannot hold it\n"
                               "  audio of track 1  differs        at 00:01:02\n"
                               "  verdict   differs\n"
                               "  not held  ISRC\n"
                               "  written   a.cue\n"
                               "  written   a.bin\n"
                               "a.cue: done\n");
}

TEST(Text, SaysWhyNothingWasVerifiedAndHowMuchIsTooMuch) {
    Report report = full_report(); // a new one is warned of, by mistake (GCC bug 80635)
    report.discs.clear();
    report.comparison.emplace();
    report.why_not_verified = "only simulated";
    EXPECT_EQ(to_text(report), "  verdict   not verified: only simulated\n");
    Report long_one;
    long_one.discs.push_back({.path = "y",
                              .kind = "recording",
                              .disc = test::plain_disc({1000}),
                              .capacity = {900},
                              .laid_out = true});
    EXPECT_THAT(
        to_text(long_one),
        testing::EndsWith("  room          total    used  overhead  available  available  too many\n"
                          "               blocks  blocks    blocks     blocks   mm:ss:ff    blocks\n"
                          "  as laid out     900    1000         0          0   00:00:00       100\n"));
}

TEST(Text, ShowsTheIdentityOfADiscAndWhatADatabaseSaysOfItsTracks) {
    Report report;
    const Disc disc = test::plain_disc({450, 300, 300});
    Identity identity = identify(disc, *test::MemorySource::for_disc(disc));
    identity.matches = {
        {TrackVerdict::matches, {{2, 20}, {1, 3}}}, {TrackVerdict::silent, {}}, {TrackVerdict::unknown, {}}};
    report.discs.push_back({.path = "x.stash",
                            .kind = "stash",
                            .disc = disc,
                            .capacity = kDefaultCapacity,
                            .identity = identity,
                            .laid_out = true});
    EXPECT_EQ(to_text(report),
              "x.stash: stash, 3 tracks, 00:14:00 (1050 blocks)\n"
              "  #  start       LBA    length  CRC-32    without null  peak\n"
              "     mm:ss:ff  block  mm:ss:ff  hex       hex             dB\n"
              "  1  00:02:00      0  00:06:00  55384189  2FDEEE45       0.0\n"
              "  2  00:08:00    450  00:04:00  5221DEA4  7DC57572       0.0\n"
              "  3  00:12:00    750  00:04:00  61509FE0  8DAE1424       0.0\n"
              "  lead-out 00:16:00 (LBA 1050)\n"
              "  freedb       0d000e03\n"
              "  MusicBrainz  TAHC8jP7Y_5GhDD5BYK25bfMmr0-\n"
              "  AccurateRip  000008ca-00001cb7-0d000e03\n"
              "  CTDB         _AblGNZq.Tv48GO_G_DdA2kNuPE-, CRC-32 0E559562\n"
              "  #  AccurateRip v1  v2        CTDB      in the database\n"
              "     hex             hex       hex\n"
              "  1  43F8ED60        571965E6  B65C0614  v2, confidence 20; v1, confidence 3\n"
              "  2  C3F98FF0        939C5140  5221DEA4  silent\n"
              "  3  0E487F0C        CEAA27D6  F7595B08  unknown\n"
              "  room          total    used  overhead  available  available\n"
              "               blocks  blocks    blocks     blocks   mm:ss:ff\n"
              "  as laid out  359849    1050         0     358799   79:43:74\n");
}

TEST(Text, ListsFindingsWithTheirRules) {
    Report report;
    report.findings = {{Severity::error, "track-too-short", 1, "track 1 is short"},
                       {Severity::warning, "isrc-doubled", 2, "twice"}};
    EXPECT_EQ(to_text(report),
              "  error: track 1 is short [track-too-short]\n  warning: twice [isrc-doubled]\n");
}

TEST(Text, ShowsHiddenAudioBeforeTrackOneInARowOfItsOwn) {
    Report report;
    Disc disc = test::plain_disc({300, 300});
    disc.tracks[0].pregap = {75};
    report.discs.push_back({.path = "x.cue", .kind = "CUE sheet", .disc = disc});
    EXPECT_THAT(to_text(report),
                testing::HasSubstr("  #  start       LBA    length     pause  title\n"
                                   "     mm:ss:ff  block  mm:ss:ff  mm:ss:ff\n"
                                   "  0  00:02:00      0  00:01:00            hidden audio before track 1\n"
                                   "  1  00:03:00     75  00:04:00  00:03:00\n"
                                   "  2  00:07:00    375  00:04:00\n"));
}

TEST(Text, ShowsEveryLanguageOfADiscThatHasSeveral) {
    Report report = full_report();
    Disc& disc = report.discs[0].disc;
    EXPECT_THAT(to_text(report), testing::Not(testing::HasSubstr("English")));
    disc.text_blocks.push_back({0x69, Charset::ms_jis, {"\u591c", "", "", "", "", ""}, "", 0, "", "", false});
    disc.tracks[0].texts.push_back({"\u6771", "", "", "", "", ""});
    disc.tracks[1].texts.push_back({"\u4e8c", "", "", "", "", ""});
    EXPECT_THAT(to_text(report), testing::HasSubstr("  English, ISO 8859-1\n"
                                                    "  #      title  performer  ISRC\n"
                                                    "  album  Nacht  Tri\u00f3\n"
                                                    "  1      \u6771\u4eac\n"
                                                    "  2      Two    Guest      DEXYZ2600001\n"
                                                    "  Japanese, MS-JIS\n"
                                                    "  #      title  ISRC\n"
                                                    "  album  \u591c\n"
                                                    "  1      \u6771\n"
                                                    "  2      \u4e8c     DEXYZ2600001\n"
                                                    "  room "));
}

TEST(Text, NamesFilesInTablesAndPathsIfAsked) {
    Report report;
    Disc disc = test::plain_disc({300});
    disc.tracks[0].source = SourceFile{"music/night/01.flac"};
    report.discs.push_back({.path = "x.cue", .kind = "CUE sheet", .disc = disc});
    EXPECT_THAT(to_text(report), testing::HasSubstr("  1  00:02:00      0  00:04:00  01.flac\n"));
    EXPECT_THAT(to_text(report, true),
                testing::HasSubstr("  1  00:02:00      0  00:04:00  music/night/01.flac\n"));
}

TEST(Text, NamesTheFilesThatDifferAndPathsIfAskedOrIfNamesAreAlike) {
    Report report;
    report.comparison =
        Comparison{{{"MCN", ItemState::differs, "1 in a/x.cue, 2 in b/y.toc"}}, Verdict::differs};
    report.comparison->names = {"a/x.cue", "b/y.toc"};
    EXPECT_THAT(to_text(report), testing::HasSubstr("  MCN   differs  1 in x.cue, 2 in y.toc\n"));
    EXPECT_THAT(to_text(report, true), testing::HasSubstr("  MCN   differs  1 in a/x.cue, 2 in b/y.toc\n"));
    report.comparison->items[0].detail = "1 in a/x.cue, 2 in b/x.cue";
    report.comparison->names = {"a/x.cue", "b/x.cue"};
    EXPECT_THAT(to_text(report), testing::HasSubstr("  MCN   differs  1 in a/x.cue, 2 in b/x.cue\n"));
}

// Long in every way: 99 tracks, wide characters, folders.
const std::string kLongPath = "/music/" + std::string(60, 'p') + "/" + std::string(60, 'q') + ".flac";
const std::string kWideTitle =
    "\u591c\u306e\u97f3\u697d\u3001\u6771\u4eac\u306e\u591c\u3001\u96e8\u306e\u97f3"
    " and " +
    std::string(70, 'w') + " live at the hall of the old town";

DiscReport long_named_disc() {
    Disc disc = test::plain_disc(std::vector<int32_t>(99, 300));
    disc.tracks[0].pregap = {75};
    disc.text_blocks.resize(2);
    disc.text_blocks[1].language = 0x69;
    const Texts texts{kWideTitle, kWideTitle, kWideTitle, "Bach", kWideTitle, kWideTitle};
    for (TextBlock& block : disc.text_blocks) {
        block.album = texts;
        block.genre = block.disc_id = block.closed_info = kWideTitle;
    }
    for (Track& track : disc.tracks) {
        track.pause = {150};
        track.flags = {true, true, true, true};
        track.isrc = Isrc::parse("DEXYZ2600001");
        track.texts = {texts, texts};
        track.source = SourceFile{kLongPath};
        for (int32_t n = 1; n < 98; ++n) track.indexes.push_back({n * 3});
    }
    DiscReport report{.path = kLongPath, .kind = "CUE sheet", .disc = disc, .capacity = {300}};
    Identity identity{};
    identity.accurate_rip.resize(99, {1, 2, 3});
    identity.ctdb.tracks.resize(99);
    identity.sums.tracks.resize(99);
    identity.matches.resize(99, {TrackVerdict::matches, std::vector<TrackMatch>(9, TrackMatch{2, 200})});
    report.identity = identity;
    report.sources = {
        {kLongPath, "FLAC", "FLAC", 192000, 2, 24, false, true, true, true, SourceChecksum::not_available}};
    report.descriptor = {{"user_text", kWideTitle}};
    report.signals.resize(99, {{1, 2, -32767}, {44100 * 60}, {44100 * 60}, 1'000'000});
    return report;
}

TEST(Text, OnlyAPathOnALineOfItsOwnIsWiderThanATerminal) {
    Report report;
    report.discs.push_back(long_named_disc());
    report.texts.push_back({kLongPath, report.discs[0].disc});
    report.comparison = Comparison{
        {{"audio of track 99", ItemState::not_checkable, "title: \"" + kWideTitle + "\" in " + kLongPath}},
        Verdict::differs};
    DriveReport drive{
        .path = "/dev/sr0", .vendor = "REDBOOKS", .model = "EMULATED CD-RW 16", .revision = "1.00"};
    drive.sao = drive.tao = drive.cd_text = drive.underrun_protection = drive.test_write = true;
    drive.write_speeds = std::vector<int>(24, 52);
    drive.medium = MediumReport{"CD-RW", false, false, true, {359849}};
    report.drives = {drive};
    report.recording = RecordingReport{.drive = drive, .seconds = 5999, .speed = 52};
    const std::string text = to_text(report);
    for (size_t begin = 0, end; (end = text.find('\n', begin)) != text.npos; begin = end + 1) {
        const std::string line = text.substr(begin, end - begin);
        EXPECT_TRUE(line == kLongPath + ":" || display_width(line) <= kTerminalWidth) << line;
    }
    EXPECT_GT(text.size(), 100'000u);
}

} // namespace
} // namespace redbook
