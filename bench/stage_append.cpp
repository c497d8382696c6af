// How fast a stash takes audio, directly and through the COM pointer of IMAPI, against a plain write loop;
// how long opening a full stash takes.
//   bench_stage_append FOLDER [ROUNDS [CONTENDER]]
// FOLDER should lie on the disk that is meant. Medians of ROUNDS (default 5) alternating runs of an 80-minute
// disc.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "redbook/imapi/com_ptr.h"
#include "redbook/imapi/imapi.h"
#include "redbook/stage/stash.h"

namespace {

using namespace redbook;

constexpr BlockCount kDisc{359700}; // 80 minutes, a whole number of seconds
constexpr size_t kChunk = size_t{kBlocksPerSecond} * kBlockBytes;

// Ten seconds of noise, so that no file system can make it smaller; walked through as a decoder would.
std::vector<std::byte> noise() {
    std::vector<std::byte> bytes(10 * kChunk);
    uint32_t x = 1;
    for (std::byte& b : bytes) b = std::byte((x = x * 1664525 + 1013904223) >> 24);
    return bytes;
}

double seconds_of(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

void plain_write(const std::string& path, Bytes audio) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    for (int64_t at = 0; at < bytes_in(kDisc); at += int64_t(kChunk))
        if (::write(fd, audio.data() + size_t(at) % audio.size(), kChunk) != ssize_t(kChunk)) std::abort();
    if (::fdatasync(fd) != 0) std::abort();
    ::close(fd);
}

void stage(const std::string& path, Bytes audio, BlockCount chunk) {
    const auto staging = create_stash(system_files(), path, {});
    staging->open_track({});
    const auto n = size_t(bytes_in(chunk));
    for (int64_t at = 0; at < bytes_in(kDisc); at += int64_t(n))
        staging->append(audio.subspan(size_t(at) % audio.size(), n));
    staging->close_track();
    staging->close();
}

// A master whose stash lies in `folder`; released it is gone.
using redbook::imapi::ComPtr;
ComPtr<IDiscMaster> open_master(const std::string& folder) {
    ::setenv("REDBOOK_IMAPI_STASH_FOLDER", folder.c_str(), 1);
    ComPtr<IDiscMaster> master;
    if (FAILED(CoCreateInstance(CLSID_MSDiscMasterObj, nullptr, CLSCTX_ALL, IID_PPV_ARGS(master.put()))) ||
        FAILED(master->Open()))
        std::abort();
    return master;
}

void stage_by_com(IDiscMaster& master, std::vector<std::byte>& audio) {
    ComPtr<IRedbookDiscMaster> redbook;
    master.SetActiveDiscMasterFormat(IID_IRedbookDiscMaster, reinterpret_cast<void**>(redbook.put()));
    redbook->CreateAudioTrack(0);
    for (int64_t at = 0; at < bytes_in(kDisc); at += kBlockBytes)
        if (redbook->AddAudioTrackBlocks(reinterpret_cast<byte*>(audio.data()) + size_t(at) % audio.size(),
                                         kBlockBytes) != S_OK)
            std::abort();
    if (redbook->CloseAudioTrack() != S_OK) std::abort();
}

struct Contender {
    std::string name;
    std::function<void(const std::string& path)> run;
    std::function<void()> tidy_up; // what need not be measured
    std::vector<double> seconds{};
};

void race(std::vector<Contender>& contenders, const std::string& path, int rounds) {
    for (int round = 0; round < rounds; ++round)
        for (Contender& c : contenders) {
            ::unlink(path.c_str());
            ::sync();
            c.seconds.push_back(seconds_of([&] { c.run(path); }));
            c.tidy_up();
        }
    ::unlink(path.c_str());
}

// 99 tracks of 60 seconds with texts and sources.
void make_full_stash(const std::string& path, Bytes audio) {
    StashSettings settings;
    settings.capacity = {445500};
    edit_album_texts(settings.disc).title = "Ninety-nine";
    const auto staging = create_stash(system_files(), path, settings);
    for (int k = 0; k < kMostTracks; ++k) {
        Track track;
        track.pause = k == 0 ? kFirstPause : BlockCount{0};
        track.texts.resize(1);
        track.texts[0].title = fmt::format("A title of the usual length, number {}", k + 1);
        track.source = SourceFile{fmt::format("/music/Some Performer/Some Album/{:02} Title.flac", k + 1),
                                  30'000'000, 1, 2};
        staging->open_track(track);
        for (int second = 0; second < 60; ++second) staging->append(audio.first(kChunk));
        staging->close_track();
    }
    staging->close();
}

double time_of_opening(const std::string& path) {
    std::vector<double> seconds;
    for (int i = 0; i < 101; ++i) seconds.push_back(seconds_of([&] { open_stash(system_files(), path); }));
    return median(seconds);
}

long peak_memory_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fputs("usage: bench_stage_append FOLDER [ROUNDS [CONTENDER]]\n", stderr), 2;
    const std::string path = std::string(argv[1]) + "/bench.stash";
    const auto audio = noise();
    auto noise_again = audio;
    CoInitialize(nullptr);
    ComPtr<IDiscMaster> master;
    const auto stage_through_com = [&](const std::string&) {
        master = open_master(argv[1]);
        stage_by_com(*master, noise_again);
    };
    std::vector<Contender> contenders = {
        {"plain write(2), 75 blocks a call", [&](auto& p) { plain_write(p, audio); }, [] {}},
        {"stash, 1 block a call", [&](auto& p) { stage(p, audio, {1}); }, [] {}},
        {"stash, 75 blocks a call", [&](auto& p) { stage(p, audio, {75}); }, [] {}},
        {"IMAPI, 1 block a call", stage_through_com, [&] { master = {}; }}};
    if (argc > 3) std::erase_if(contenders, [&](const Contender& c) { return c.name != argv[3]; });
    race(contenders, path, argc > 2 ? std::stoi(argv[2]) : 5);
    const double plain = median(contenders.at(0).seconds);
    for (const Contender& c : contenders)
        fmt::print("{:<34} {:7.3f} s  throughput {:.2f} of plain\n", c.name, median(c.seconds),
                   plain / median(c.seconds));
    if (argc > 3) return 0;
    fmt::print("peak memory {} MiB\n", peak_memory_mib());
    make_full_stash(path, audio);
    fmt::print("open a stash of 99 tracks: {:.3f} ms\n", time_of_opening(path) * 1000);
    ::unlink(path.c_str());
}
