// A recording on an emulated drive inside this program, through libburn.
//   bench_record_drive feed FOLDER      79 minutes from a stash, Session-at-Once, a drive as fast as the host
//   bench_record_drive buffer FOLDER    the program's buffer: a drive of 52x, a source that stalls
//                                       2 s every 10 s
// FOLDER is on the disk that is meant, and takes 1.7 GB.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "emulator/interposer/devices.h"
#include "redbook/drive/drive_recorder.h"
#include "redbook/jobs/record_job.h"
#include "redbook/stage/stash.h"

namespace {

using namespace redbook;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr BlockCount kTrack{79 * 60 * 75 / 10}; // one of ten

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::unique_ptr<emulator::AttachedDrive> drive_with(const std::string& folder, int pace) {
    const std::string medium = folder + "/disc.img";
    emulator::Medium::make(system_files(), medium, {});
    emulator::DriveOptions options;
    options.media = {medium};
    options.pace = pace;
    return std::make_unique<emulator::AttachedDrive>(options);
}

std::unique_ptr<Recorder> recorder_on(const emulator::AttachedDrive& drive) {
    DriveSettings settings;
    settings.path = drive.name();
    return make_drive_recorder(settings);
}

std::unique_ptr<Stash> stash_of_ten_tracks(const std::string& folder) {
    const std::string path = folder + "/bench.stash";
    const auto staging = create_stash(system_files(), path, {});
    std::vector<std::byte> second(size_t(bytes_in({kBlocksPerSecond})));
    uint32_t x = 1;
    for (std::byte& b : second) b = std::byte((x = x * 1664525 + 1013904223) >> 24);
    for (int number = 1; number <= 10; ++number) {
        staging->open_track({});
        for (BlockCount done; done < kTrack; done += BlockCount{kBlocksPerSecond}) staging->append(second);
        staging->close_track();
    }
    staging->close();
    return open_stash(system_files(), path);
}

void feed(const std::string& folder) {
    const auto stash = stash_of_ten_tracks(folder);
    const auto drive = drive_with(folder, 0);
    const auto recorder = recorder_on(*drive);
    const auto audio = stash->audio();
    const auto begin = Clock::now();
    recorder->write(stash->disc(), *audio, {});
    recorder->finish();
    const double seconds = seconds_since(begin);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print("feed 79 min: {:.2f} s\npeak memory: {} MiB\n", seconds, usage.ru_maxrss / 1024);
}

// Silence, for 2 s of every 10 s none at all.
class StallingSource final : public BlockSource {
  public:
    explicit StallingSource(Lba end) : end_(end) {}
    Lba end() const override { return end_; }
    void read(Lba, std::span<std::byte> out) override {
        while (seconds_since(begin_) - 10 * int(seconds_since(begin_) / 10) > 8)
            std::this_thread::sleep_for(10ms);
        std::fill(out.begin(), out.end(), std::byte{});
    }
    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<StallingSource>(end_); }

  private:
    const Lba end_;
    const Clock::time_point begin_ = Clock::now();
};

void buffer(const std::string& folder) {
    const auto drive = drive_with(folder, 52);
    const auto recorder = recorder_on(*drive);
    Disc disc;
    Track track;
    track.pause = kFirstPause;
    track.length = {52 * 75 * 35}; // 35 s at 52x: three stalls
    disc.tracks = {track};
    int emptiest = 100;
    WriteOptions options;
    options.progress = [&](BlockCount, BlockCount) {
        if (const auto fill = recorder->buffers()) emptiest = std::min(emptiest, fill->program);
        return true;
    };
    recorder->write(disc, StallingSource(Lba{0} + track.length), options);
    recorder->finish();
    fmt::print("buffer: {} %\n", emptiest);
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc == 3 ? argv[1] : "";
    if (what != "feed" && what != "buffer") {
        std::fputs("usage: bench_record_drive feed|buffer FOLDER\n", stderr);
        return 2;
    }
    what == "feed" ? feed(argv[2]) : buffer(argv[2]);
    return 0;
}
