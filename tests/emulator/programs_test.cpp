// Programs that know nothing of the emulator, unmodified: their recordings succeed on it and read back byte
// for byte. Each is a judge of its own of how a recorder behaves.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <regex>

#include "redbook/disc/cd_text.h"
#include "tests/emulator/drive_kit.h"
#include "tests/support/audio_maker.h"

namespace redbook::emulator::test {
namespace {

using redbook::test::noise;
using redbook::test::pcm_bytes;
using redbook::test::read_file;
using redbook::test::Sound;
using testing::HasSubstr;

struct Ran {
    int exit_code = -1;
    std::string output; // stdout and stderr
};

class Programs : public testing::Test {
  protected:
    // By the shell, in the test's folder.
    Ran shell(const std::string& command) {
        const std::string whole =
            "cd '" + folder_.path() + "' && HOME=" + folder_.path() + " " + command + " 2>&1";
        Ran ran;
        FILE* pipe = ::popen(whole.c_str(), "r");
        for (std::array<char, 4096> part; const size_t n = std::fread(part.data(), 1, part.size(), pipe);)
            ran.output.append(part.data(), n);
        const int status = ::pclose(pipe);
        ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
        return ran;
    }
    Ran emudrive(const std::string& arguments) { return shell(REDBOOK_EMUDRIVE_PROGRAM " " + arguments); }
    // A command on a drive with disc.img; its output. Fails the test if the command fails.
    std::string on_drive(const std::string& command, const std::string& options = "") {
        const Ran ran = emudrive("disc.img " + options + " -- " + command);
        EXPECT_EQ(ran.exit_code, 0) << command << "\n" << ran.output;
        return ran.output;
    }
    void make_medium(const std::string& options = "") {
        ASSERT_EQ(emudrive("--new disc.img " + options).exit_code, 0);
    }
    // A file of so many blocks of noise; what it holds.
    std::string wav(const std::string& name, int blocks, uint32_t seed) {
        const Sound sound = noise(int64_t{blocks} * kBlockSamples, 44100, 2, 16, seed);
        redbook::test::write_wav(folder_ / name, sound);
        return pcm_bytes(sound, 16, false);
    }
    MediumFacts facts() { return Medium(system_files(), folder_ / "disc.img").facts; }
    std::string recorded(Lba first, int blocks) {
        Data data(size_t(blocks) * kBlockBytes);
        Medium(system_files(), folder_ / "disc.img").read(first, data);
        return BytesReader(data).text(data.size());
    }
    std::vector<int> starts() {
        std::vector<int> result;
        for (const RecordedTrack& t : facts().tracks) result.push_back(t.index01.value);
        return result;
    }
    // The names of the commands in a trace; WRITE and READ BUFFER CAPACITY once for any number of them.
    std::string commands_in(const std::string& trace) {
        const std::string text = read_file(folder_ / trace);
        const std::regex line("#\\d+ \\S+ ([^|]+) \\| ");
        std::string names, last;
        for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at) {
            const std::string name = (*at)[1];
            if (name == last || name == "READ BUFFER CAPACITY") continue;
            names += (names.empty() ? "" : ", ") + name;
            last = name;
        }
        return names;
    }
    // Three files of 375, 488 and 316 blocks.
    void make_files() { audio_ = {wav("1.wav", 375, 1), wav("2.wav", 488, 2), wav("3.wav", 316, 3)}; }
    void expect_tracks_at_once() {
        EXPECT_EQ(starts(), (std::vector<int>{0, 527, 1167}));
        EXPECT_EQ(facts().lead_out, Lba{1485});
        expect_audio({0, 527, 1167});
    }
    void expect_session() {
        EXPECT_EQ(starts(), (std::vector<int>{0, 375, 863}));
        EXPECT_EQ(facts().lead_out, Lba{1179});
        expect_audio({0, 375, 863});
    }
    void expect_audio(const std::vector<int>& places) {
        EXPECT_EQ(int(facts().state), int(MediumState::complete));
        for (size_t k = 0; k < places.size(); ++k)
            EXPECT_TRUE(recorded({places[k]}, int(audio_[k].size() / kBlockBytes)) == audio_[k])
                << "track " << k + 1;
    }
    // disc.cue on disc.wav (1500 blocks): MCN, ISRC, flags, INDEX 00 and 02, texts.
    void make_sheet() {
        audio_ = {wav("disc.wav", 1500, 4)};
        redbook::test::write_file(
            folder_ / "disc.cue",
            "CATALOG 4006381333931\nTITLE \"Album Title\"\nPERFORMER \"The Performers\"\n"
            "FILE \"disc.wav\" WAVE\n"
            "  TRACK 01 AUDIO\n    TITLE \"First\"\n    PERFORMER \"Alice\"\n"
            "    ISRC GBAYE0000351\n    INDEX 01 00:00:00\n"
            "  TRACK 02 AUDIO\n    TITLE \"Second\"\n    PERFORMER \"Bob\"\n"
            "    ISRC GBAYE0000352\n    FLAGS DCP\n    INDEX 00 00:05:00\n"
            "    INDEX 01 00:07:10\n    INDEX 02 00:09:00\n"
            "  TRACK 03 AUDIO\n    TITLE \"Third\"\n    PERFORMER \"Carol\"\n"
            "    ISRC GBAYE0000353\n    FLAGS PRE\n    INDEX 01 00:13:37\n");
    }
    void burn_sheet() {
        make_sheet();
        make_medium();
        on_drive("cdrskin dev=/dev/sr0 -v -sao -text speed=16 cuefile=disc.cue", "--trace trace.txt");
    }

    TempFolder folder_;
    std::vector<std::string> audio_;
};

// What a cdrskin 1.5.4 sends before and after a recording. The same as in the traces of a cdemu drive, but
// for one TEST UNIT READY after the load (there the medium had "changed").
constexpr const char* kBefore =
    "TEST UNIT READY, INQUIRY, GET CONFIGURATION, MODE SENSE(10), GET PERFORMANCE, MODE SENSE(10), "
    "PREVENT ALLOW MEDIUM REMOVAL, START STOP UNIT, TEST UNIT READY, PREVENT ALLOW MEDIUM REMOVAL, "
    "START STOP UNIT, TEST UNIT READY, START STOP UNIT, INQUIRY, MODE SENSE(10), GET PERFORMANCE, "
    "MODE SENSE(10), READ DISC INFORMATION, MODE SELECT(10), READ TRACK INFORMATION, MODE SELECT(10), "
    "READ TRACK INFORMATION, MODE SELECT(10), READ TRACK INFORMATION, SET CD SPEED, MODE SELECT(10), "
    "READ TRACK INFORMATION, ";
constexpr const char* kAfter =
    "TEST UNIT READY, INQUIRY, GET CONFIGURATION, MODE SENSE(10), GET PERFORMANCE, MODE SENSE(10), "
    "READ DISC INFORMATION, READ CAPACITY, READ TOC/PMA/ATIP, READ TRACK INFORMATION, "
    "PREVENT ALLOW MEDIUM REMOVAL, START STOP UNIT, TEST UNIT READY";

TEST_F(Programs, CdrskinRecordsTracks) {
    make_files();
    make_medium();
    on_drive("cdrskin dev=/dev/sr0 -v -tao speed=8 -audio 1.wav 2.wav 3.wav", "--trace trace.txt");
    expect_tracks_at_once();
    const std::string next = "SYNCHRONIZE CACHE, TEST UNIT READY, MODE SELECT(10), READ TRACK INFORMATION, ";
    EXPECT_EQ(commands_in("trace.txt"),
              std::string(kBefore) + "WRITE(10), " + next + "WRITE(10), " + next +
                  "WRITE(10), SYNCHRONIZE CACHE, TEST UNIT READY, CLOSE TRACK/SESSION, " + kAfter);
}

TEST_F(Programs, CdrskinRecordsASessionWithAllThatASheetSays) {
    burn_sheet();
    EXPECT_EQ(commands_in("trace.txt"),
              std::string(kBefore) + "SEND CUE SHEET, WRITE(10), SYNCHRONIZE CACHE, " + kAfter);
    const MediumFacts f = facts();
    expect_audio({0});
    EXPECT_EQ(starts(), (std::vector<int>{0, 535, 1012}));
    EXPECT_EQ(f.lead_out, Lba{1500});
    EXPECT_EQ(f.mcn, Mcn::parse("4006381333931"));
    EXPECT_EQ(f.tracks[1].start, Lba{375});
    EXPECT_EQ(f.tracks[1].indexes, std::vector<Lba>{Lba{675}});
    EXPECT_EQ(f.tracks[1].isrc, Isrc::parse("GBAYE0000352"));
    EXPECT_EQ(f.tracks[1].control, 2);
    EXPECT_EQ(f.tracks[2].control, 1);
    const CdText text = read_cd_text("disc", f.text_packs);
    EXPECT_TRUE(text.warnings.empty());
    EXPECT_EQ(album_texts(text.disc).title, "Album Title");
    EXPECT_EQ(track_texts(text.disc, 2).performer, "Carol");
}

TEST_F(Programs, CdrskinAndCdInfoReadWhatASheetSaid) {
    burn_sheet();
    EXPECT_THAT(on_drive("cdrskin dev=/dev/sr0 -toc"),
                HasSubstr("track:   2 lba:       535 (     2140) 00:09:10 adr: 1 control: 2"));
    const std::string sheet = on_drive("cdrskin dev=/dev/sr0 cdtext_to_v07t=-");
    EXPECT_THAT(sheet, HasSubstr("Album Title         = Album Title"));
    EXPECT_THAT(sheet, HasSubstr("Track 03 Artist     = Carol"));
    const std::string info = emudrive("disc.img -- cd-info --no-cddb /dev/sr0").output;
    EXPECT_THAT(info, HasSubstr("2: 00:09:10  000535 audio"));
    EXPECT_THAT(info, HasSubstr("170: 00:22:00  001500 leadout"));
    EXPECT_THAT(info, HasSubstr("Media Catalog Number (MCN): 4006381333931"));
    EXPECT_THAT(info, HasSubstr("TRACK  3 ISRC: GBAYE0000353"));
    EXPECT_THAT(info, HasSubstr("TITLE: Second"));
}

TEST_F(Programs, WodimRecordsTracks) {
    make_files();
    make_medium();
    on_drive("wodim dev=/dev/sr0 -v gracetime=2 -tao -audio 1.wav 2.wav 3.wav");
    expect_tracks_at_once();
}

TEST_F(Programs, WodimRecordsASessionErasesAndRecordsAgain) {
    make_files();
    make_medium("--rw");
    on_drive("wodim dev=/dev/sr0 -v gracetime=2 -dao -audio 1.wav 2.wav 3.wav");
    expect_session();
    EXPECT_THAT(on_drive("wodim dev=/dev/sr0 -toc"),
                HasSubstr("track:   3 lba:       863 (     3452) 00:13:38 adr: 1 control: 0"));
    EXPECT_NE(emudrive("disc.img -- wodim dev=/dev/sr0 gracetime=2 -dao -audio 1.wav").exit_code, 0)
        << "not blank";
    on_drive("wodim dev=/dev/sr0 gracetime=2 blank=all");
    EXPECT_EQ(int(facts().state), int(MediumState::blank));
    EXPECT_TRUE(recorded({0}, 1) == std::string(kBlockBytes, '\0'));
    on_drive("wodim dev=/dev/sr0 -v gracetime=2 -dao -audio 1.wav 2.wav 3.wav");
    expect_session();
}

TEST_F(Programs, CdrskinErasesAndRecordsAgain) {
    make_files();
    make_medium("--rw");
    on_drive("cdrskin dev=/dev/sr0 -tao -audio 2.wav");
    on_drive("cdrskin dev=/dev/sr0 blank=fast");
    EXPECT_EQ(int(facts().state), int(MediumState::blank));
    on_drive("cdrskin dev=/dev/sr0 -sao -audio 1.wav 2.wav 3.wav");
    expect_session();
}

TEST_F(Programs, CdrdaoRecordsAndReadsBack) {
    make_files();
    make_medium();
    redbook::test::write_file(
        folder_ / "disc.toc",
        "CD_DA\nCATALOG \"4006381333931\"\n"
        "CD_TEXT { LANGUAGE_MAP { 0 : EN }\n LANGUAGE 0 { TITLE \"Album\" PERFORMER \"Band\" } }\n"
        "TRACK AUDIO\nISRC \"GBAYE0000351\"\n"
        "CD_TEXT { LANGUAGE 0 { TITLE \"One\" PERFORMER \"Band\" } }\nFILE \"1.wav\" 0\n"
        "TRACK AUDIO\nCOPY\nISRC \"GBAYE0000352\"\n"
        "CD_TEXT { LANGUAGE 0 { TITLE \"Two\" PERFORMER \"Band\" } }\nFILE \"2.wav\" 0\n"
        "TRACK AUDIO\nISRC \"GBAYE0000353\"\n"
        "CD_TEXT { LANGUAGE 0 { TITLE \"Three\" PERFORMER \"Band\" } }\nFILE \"3.wav\" 0\n");
    on_drive("cdrdao write -n --device /dev/sr0 --driver generic-mmc:0x10 disc.toc");
    expect_session();
    EXPECT_EQ(facts().tracks[1].isrc, Isrc::parse("GBAYE0000352"));
    EXPECT_EQ(album_texts(read_cd_text("disc", facts().text_packs).disc).title, "Album");
    on_drive("cdrdao read-cd --paranoia-mode 0 --device /dev/sr0 --driver generic-mmc --datafile back.bin "
             "back.toc");
    std::string back = read_file(folder_ / "back.bin"); // big-endian
    for (size_t i = 0; i + 1 < back.size(); i += 2) std::swap(back[i], back[i + 1]);
    EXPECT_TRUE(back == audio_[0] + audio_[1] + audio_[2]);
    const std::string toc = read_file(folder_ / "back.toc");
    EXPECT_THAT(toc, HasSubstr("CATALOG \"4006381333931\""));
    for (const char* isrc : {"GBAYE0000351", "GBAYE0000352", "GBAYE0000353"})
        EXPECT_THAT(toc, HasSubstr(isrc));
    EXPECT_THAT(toc, HasSubstr("TITLE \"Three\""));
}

std::string samples_of(const std::string& wav_file) { return wav_file.substr(wav_file.find("data") + 8); }

TEST_F(Programs, IcedaxAndCdparanoiaReadWhatWasRecorded) {
    make_files();
    make_medium();
    on_drive("cdrskin dev=/dev/sr0 -sao -audio 1.wav 2.wav 3.wav");
    on_drive("icedax -D /dev/sr0 -H -q -t 2 two.wav");
    EXPECT_TRUE(samples_of(read_file(folder_ / "two.wav")) == audio_[1]);
    on_drive("cdparanoia -d /dev/sr0 -q 3 three.wav");
    EXPECT_TRUE(samples_of(read_file(folder_ / "three.wav")) == audio_[2]);
}

TEST_F(Programs, ScansFindAllDrives) {
    make_medium();
    ASSERT_EQ(emudrive("--new second.img --rw").exit_code, 0);
    const std::string found = on_drive("cdrskin --devices", "--drive second.img");
    EXPECT_THAT(found, HasSubstr("dev='/dev/sr0'"));
    EXPECT_THAT(found, HasSubstr("dev='/dev/sr1'"));
}

TEST_F(Programs, AFailureIsToldByThemToo) {
    make_files();
    make_medium();
    const std::string fault = "disc.img --fault write-error@400 -- ";
    EXPECT_NE(emudrive(fault + "cdrskin dev=/dev/sr0 -sao -audio 1.wav 2.wav 3.wav").exit_code, 0);
    EXPECT_EQ(int(facts().state), int(MediumState::broken));
    ASSERT_EQ(shell("rm disc.img").exit_code, 0);
    make_medium();
    EXPECT_NE(emudrive(fault + "wodim dev=/dev/sr0 gracetime=2 -dao -audio 1.wav 2.wav 3.wav").exit_code, 0);
    EXPECT_EQ(int(facts().state), int(MediumState::broken));
}

TEST_F(Programs, BusyDrivesAreWaitedFor) {
    make_files();
    make_medium();
    on_drive("cdrskin dev=/dev/sr0 -sao -audio 1.wav 2.wav 3.wav", "--fault write-busy@400=5 --fault busy=3");
    expect_session();
}

// redbook-emudrive itself
// -----------------------------------------------------------------------------------------------------

TEST_F(Programs, ASignalIsHandedOnToTheCommandWhichEndsAsItLikes) {
    make_medium();
    EXPECT_EQ(
        emudrive("disc.img -- sh -c 'trap \"exit 42\" TERM; kill -TERM $PPID; while sleep 0.1; do :; done'")
            .exit_code,
        42);
    EXPECT_EQ(emudrive("disc.img -- sh -c 'kill -INT $PPID; exit 43'").exit_code, 43);
}

TEST_F(Programs, TheCommandsExitCodeIsReturned) {
    make_medium();
    EXPECT_EQ(emudrive("disc.img -- sh -c 'exit 42'").exit_code, 42);
    EXPECT_EQ(emudrive("disc.img -- sh -c 'kill -TERM $$'").exit_code, 128 + 15);
    const Ran missing = emudrive("disc.img -- no-such-program");
    EXPECT_EQ(missing.exit_code, 127);
    EXPECT_EQ(missing.output, "redbook-emudrive: no-such-program: No such file or directory\n");
}

TEST_F(Programs, OtherFilesAndDevicesAreAsBefore) {
    make_medium();
    redbook::test::write_file(folder_ / "file", "content");
    EXPECT_EQ(
        on_drive(
            "sh -c 'cat file; echo more >>file; cat file; test -b /dev/sr0 && test -c /dev/null; echo $?'"),
        "contentcontentmore\n0\n");
}

TEST_F(Programs, NothingIsLeftBehind) {
    make_medium();
    const std::string node = on_drive("sh -c 'echo $REDBOOK_EMUDRIVE_NODES'");
    EXPECT_FALSE(system_files().status(node.substr(0, node.size() - 1)));
}

TEST_F(Programs, WhatIsWrongWithAMediumIsSaidFirst) {
    redbook::test::write_file(folder_ / "disc.img", "not one");
    const Ran ran = emudrive("disc.img -- true");
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_EQ(ran.output, "disc.img: not an emulated medium; redbook-emudrive --new makes one\n");
    const Ran usage = emudrive("--fault rust");
    EXPECT_EQ(usage.exit_code, 2);
    EXPECT_EQ(emudrive("disc.img").output, "redbook-emudrive: say which command, after --\n");
}

} // namespace
} // namespace redbook::emulator::test
