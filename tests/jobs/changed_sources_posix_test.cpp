// A file that changes while it is mastered or staged: at every step between the first look at it and the
// last, another version takes its name, or is written into it. What comes out is one version, whole, or an
// error.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "redbook/base/error.h"
#include "redbook/base/file_common.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/stage.h"
#include "redbook/stage/stash.h"
#include "tests/support/audio_maker.h"
#include "tests/support/hooked_files.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

constexpr int64_t kCount = 44100 * 5;

enum class How { renamed_over, written_into };

struct Source {
    std::string victim;            // the file that changes
    std::string opened;            // what is opened; the same, or a sheet that names it
    std::string versions[2];       // the victim's bytes
    std::vector<int16_t> audio[2]; // of each version
};

class ChangedSource : public testing::Test {
  protected:
    // Versions of the same sound: the second is shorter, or longer.
    Source made(const std::string& name, int64_t count, uint32_t seed) {
        Source source{folder_ / name, folder_ / name, {}, {}};
        const Sound sounds[] = {noise(kCount), noise(count, 44100, 2, 16, seed)};
        for (size_t v = 0; v < 2; ++v) {
            if (name.ends_with(".wav"))
                write_wav(source.victim, sounds[v]);
            else if (name.ends_with(".bin"))
                write_file(source.victim, pcm_bytes(sounds[v], 16));
            else
                encode(source.victim, sounds[v]);
            source.versions[v] = read_file(source.victim);
            source.audio[v] = as_cd(sounds[v]);
            source.audio[v].resize(size_t(whole_blocks_up(source.audio[v].size())));
        }
        if (name.ends_with(".bin")) {
            source.opened = folder_ / "sheet.cue";
            write_file(source.opened,
                       "FILE \"" + name + "\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
        }
        return source;
    }
    static size_t whole_blocks_up(size_t values) { return (values + 1175) / 1176 * 1176; }

    // Long ago, so that the clock's steps do not matter.
    static void begin_with(const Source& source) {
        write_file(source.victim, source.versions[0]);
        const timespec old[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
        ::utimensat(AT_FDCWD, source.victim.c_str(), old, 0);
    }

    void change(const Source& source, How how) {
        if (how == How::written_into) return write_file(source.victim, source.versions[1]);
        write_file(folder_ / "other", source.versions[1]);
        machine_.rename(folder_ / "other", source.victim);
    }

    // What is wrong with the bytes of a disc that was said to be right.
    static std::string wrong_with(const Source& source, const std::string& bytes) {
        for (const auto& audio : source.audio)
            if (bytes.size() == 2 * audio.size() &&
                std::equal(bytes.begin(), bytes.end(), reinterpret_cast<const char*>(audio.data())))
                return {};
        return fmt::format("{} bytes that are neither version", bytes.size());
    }

    // Runs `body`, which returns the audio it made, with the change before the n-th step, for every n.
    // Returns what went wrong first.
    template <class Body>
    std::string first_wrong(const Source& source, How how, Body body) {
        for (int n = 0;; ++n) {
            begin_with(source);
            std::atomic<int> step{0};
            HookedFiles files(machine_, [&](const std::string& path) {
                if (path == source.victim && step++ == n) change(source, how);
            });
            std::string wrong;
            try {
                const SystemFilesOverride hooked(files);
                wrong = wrong_with(source, body());
            } catch (const Error& e) {
                if (!std::string(e.what()).starts_with(source.victim + ": ")) wrong = e.what();
            }
            if (!wrong.empty()) return fmt::format("step {}: {}", n, wrong);
            if (step <= n) return n > 5 ? "" : "the file is hardly looked at";
        }
    }

    std::string mastered(const Source& source) {
        const std::string out = folder_ / "out.cue";
        const Album album = open({source.opened});
        MasterOptions options;
        options.force = true;
        const Outcome made = master(album, out, options);
        EXPECT_EQ(made.comparison.verdict, Verdict::verified);
        return read_file(folder_ / "out.bin");
    }

    std::string staged(const Source& source) {
        const std::string path = folder_ / "out.stash";
        const Album album = open({source.opened});
        StageOptions staging;
        staging.onto = Onto::nothing;
        stage(path, album, staging);
        const auto audio = open_stash(system_files(), path)->audio();
        std::string bytes(size_t(bytes_in(audio->end() - Lba{0})), '\0');
        audio->read(Lba{0}, std::as_writable_bytes(std::span(bytes)));
        return bytes;
    }

    void expect_one_version_or_an_error(const std::string& name, bool stages = false) {
        for (const int64_t count : {kCount * 4 / 5, kCount * 6 / 5})
            for (const How how : {How::renamed_over, How::written_into}) {
                const Source source = made(name, count, 2);
                EXPECT_EQ(
                    first_wrong(source, how, [&] { return stages ? staged(source) : mastered(source); }), "")
                    << count << " samples, " << int(how);
            }
    }

    FileSystem& machine_ = machine_files();
    TempFolder folder_;
};

TEST_F(ChangedSource, AWavIsMasteredAsOneVersionOrNotAtAll) { expect_one_version_or_an_error("a.wav"); }
TEST_F(ChangedSource, AFlacIsMasteredAsOneVersionOrNotAtAll) { expect_one_version_or_an_error("a.flac"); }
TEST_F(ChangedSource, WhatFfmpegReadsIsMasteredAsOneVersionOrNotAtAll) {
    expect_one_version_or_an_error("a.wv");
}
TEST_F(ChangedSource, ASheetsBinaryFileIsMasteredAsOneVersionOrNotAtAll) {
    expect_one_version_or_an_error("a.bin");
}
TEST_F(ChangedSource, AWavIsStagedAsOneVersionOrNotAtAll) { expect_one_version_or_an_error("a.wav", true); }

} // namespace
} // namespace redbook
