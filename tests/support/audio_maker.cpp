#include "tests/support/audio_maker.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <numbers>
#include <span>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "tests/support/temp_folder.h"
#include "tests/support/test_data.h"

namespace redbook::test {
namespace {

constexpr std::string_view kW64RiffTail("\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00", 12);
constexpr std::string_view kW64Tail("\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A", 12);
constexpr std::string_view kGuidTail("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 14);

std::string le(uint64_t value, int bytes) {
    std::string out;
    for (; bytes > 0; --bytes, value >>= 8) out += char(value & 0xFF);
    return out;
}

std::string format_chunk(const Sound& sound, const WavStyle& style) {
    const int align = sound.channels * style.bits / 8, tag = style.floating ? 3 : 1;
    const bool extensible = style.kind == WavKind::extensible;
    std::string out = le(extensible ? 0xFFFE : unsigned(tag), 2) + le(unsigned(sound.channels), 2) +
                      le(unsigned(sound.rate), 4) + le(unsigned(sound.rate * align), 4) +
                      le(unsigned(align), 2) + le(unsigned(style.bits), 2);
    if (!extensible) return out;
    const int valid = style.valid_bits ? style.valid_bits : style.bits;
    out += le(22, 2) + le(unsigned(valid), 2) + le(style.speakers, 4) + le(unsigned(tag), 2);
    return out.append(kGuidTail);
}

std::string w64_chunk(const std::string& id, const std::string& content) {
    std::string out = id + std::string(kW64Tail) + le(content.size() + 24, 8) + content;
    return out.append((8 - out.size() % 8) % 8, '\0');
}

std::string w64_file(const Sound& sound, const WavStyle& style) {
    const std::string data = pcm_bytes(sound, style.bits, style.floating);
    const std::string chunks = w64_chunk("fmt ", format_chunk(sound, style)) + w64_chunk("data", data);
    return "riff" + std::string(kW64RiffTail) + le(40 + chunks.size(), 8) + "wave" + std::string(kW64Tail) +
           chunks;
}

std::string riff_file(const Sound& sound, const WavStyle& style) {
    const bool rf64 = style.kind == WavKind::rf64;
    const std::string data = pcm_bytes(sound, style.bits, style.floating);
    const uint64_t size = style.data_size >= 0 ? uint64_t(style.data_size) : rf64 ? 0xFFFFFFFF : data.size();
    std::string body =
        riff_chunk("fmt ", format_chunk(sound, style)) + style.before + "data" + le(size, 4) + data;
    if (data.size() % 2 == 1) body += '\0';
    body += style.after;
    const std::string ds64 = riff_chunk("ds64", le(body.size() + 40, 8) + le(data.size(), 8) + le(0, 12));
    if (rf64) return "RF64" + le(0xFFFFFFFF, 4) + "WAVE" + ds64 + body;
    return "RIFF" + le(style.riff_size >= 0 ? uint64_t(style.riff_size) : body.size() + 4, 4) + "WAVE" + body;
}

std::string ending(const std::string& path) { return path.substr(path.rfind('.') + 1); }

std::string hash_of(const std::string& text) {
    return fmt::format("{:016x}", std::hash<std::string>{}(text));
}

// Where the file is kept that FFmpeg makes, for later tests and runs: most of the time of a test of a format
// is its start. The name stands for the version of the program, the command and the content of the files that
// it reads. Empty for other programs.
std::string place_of_made(const std::vector<std::string>& command) {
    std::error_code failed;
    const auto program = std::filesystem::last_write_time("/usr/bin/ffmpeg", failed);
    if (failed || command[0] != "ffmpeg") return {};
    std::string words;
    for (const std::string& word : std::span(command).first(command.size() - 1)) {
        const bool is_file = word.starts_with('/');
        if (!is_file && word.find('/') != std::string::npos) return {};
        words += (is_file ? hash_of(read_file(word)) : word) + '\n';
    }
    return fmt::format("{}/{}-{:x}.{}", made_audio_folder(), hash_of(words),
                       program.time_since_epoch().count(), ending(command.back()));
}

// Whole, whoever else is keeping the same now.
void keep_made(const std::string& path, const std::string& made) {
    const std::string part = fmt::format("{}.{}", made, ::getpid());
    std::error_code failed; // it is made again next time
    std::filesystem::create_directories(made_audio_folder(), failed);
    std::filesystem::copy_file(path, part, failed);
    std::filesystem::rename(part, made, failed);
}

void start_and_wait(const std::vector<std::string>& command) {
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = -1;
    if (failed == 0) waitpid(child, &status, 0);
    if (status != 0) throw std::runtime_error("cannot run " + command[0] + " (is it installed?)");
}

} // namespace

Sound noise(int64_t count, int rate, int channels, int bits, uint32_t seed) {
    Sound sound{rate, channels, std::vector<int32_t>(size_t(count * channels))};
    uint32_t state = seed * 2654435761u + 12345;
    for (int32_t& v : sound.values) {
        state = state * 1664525 + 1013904223;
        v = int32_t(state >> (32 - bits) << (32 - bits));
    }
    return sound;
}

Sound sound_of(int64_t count, int rate, int channels, int bits,
               const std::function<double(int64_t, int)>& f) {
    Sound sound{rate, channels, {}};
    sound.values.reserve(size_t(count * channels));
    const double full = std::ldexp(1.0, bits - 1);
    for (int64_t i = 0; i < count; ++i)
        for (int c = 0; c < channels; ++c)
            sound.values.push_back(int32_t(std::llround(std::clamp(f(i, c) * full, -full, full - 1)) *
                                           (int64_t{1} << (32 - bits))));
    return sound;
}

Sound sine(int64_t count, int rate, double hertz, double level, int bits, int channels) {
    return sound_of(count, rate, channels, bits, [&](int64_t i, int) {
        return level * std::sin(2 * std::numbers::pi * hertz * double(i) / rate);
    });
}

Sound part_of(const Sound& sound, int64_t from, int64_t count) {
    const auto first = sound.values.begin() + from * sound.channels;
    return {sound.rate, sound.channels, std::vector<int32_t>(first, first + count * sound.channels)};
}

std::string pcm_bytes(const Sound& sound, int bits, bool floating) {
    std::string out(sound.values.size() * size_t(bits) / 8, '\0');
    char* at = out.data();
    const auto append = [&at](uint64_t value, int bytes) {
        for (; bytes > 0; --bytes, value >>= 8) *at++ = char(value & 0xFF);
    };
    for (const int32_t v : sound.values) {
        const double real = v * 0x1p-31;
        if (floating && bits == 64) {
            uint64_t raw;
            std::memcpy(&raw, &real, 8);
            append(raw, 8);
        } else if (floating) {
            const auto single = float(real);
            uint32_t raw;
            std::memcpy(&raw, &single, 4);
            append(raw, 4);
        } else {
            const uint32_t shifted = uint32_t(v) >> (32 - bits);
            append(bits == 8 ? shifted ^ 0x80 : shifted, bits / 8);
        }
    }
    return out;
}

std::string riff_chunk(const std::string& id, const std::string& content) {
    return id + le(content.size(), 4) + content + std::string(content.size() % 2, '\0');
}

void write_wav(const std::string& path, const Sound& sound, const WavStyle& style) {
    write_file(path, style.kind == WavKind::w64 ? w64_file(sound, style) : riff_file(sound, style));
}

std::vector<int16_t> as_cd(const Sound& sound) {
    std::vector<int16_t> out;
    for (int64_t i = 0; i < sound.count(); ++i)
        for (int side = 0; side < 2; ++side)
            out.push_back(int16_t(sound.values[size_t(i * sound.channels + side % sound.channels)] >> 16));
    return out;
}

void run(const std::vector<std::string>& command) {
    const std::string made = place_of_made(command);
    if (!made.empty() && std::filesystem::exists(made)) {
        std::filesystem::copy_file(made, command.back(), std::filesystem::copy_options::overwrite_existing);
        return;
    }
    start_and_wait(command);
    if (!made.empty()) keep_made(command.back(), made);
}

void encode(const std::string& path, const Sound& sound, int bits, const std::vector<std::string>& options) {
    const std::string wav = path + ".source.wav", kind = ending(path);
    const uint32_t speakers = sound.channels == 1 ? 4 : (1U << sound.channels) - 1;
    const WavKind wrapping = bits > 16 ? WavKind::extensible : WavKind::riff;
    write_wav(wav, sound, {.bits = bits, .kind = wrapping, .speakers = speakers});
    std::vector<std::string> command;
    if (kind == "flac")
        command = {"flac", "--silent", "--force", "-o", path};
    else if (kind == "wv")
        command = {"wavpack", "-q", "-y", "-o", path};
    else
        command = {"ffmpeg", "-nostdin", "-v", "error", "-y", "-i", wav};
    if (kind == "oga") command.insert(command.end(), {"-c:a", "flac"});
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(kind == "flac" || kind == "wv" ? wav : path);
    run(command);
    unlink(wav.c_str());
}

} // namespace redbook::test
