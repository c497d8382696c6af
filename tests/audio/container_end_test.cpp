// Every container that FFmpeg writes here and Redbook reads, cut at many places: refused or warned of, each
// time.
#include "redbook/audio/container_end.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "redbook/base/error.h"
#include "tests/audio/reading.h"
#include "tests/support/audio_maker.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using namespace test;

constexpr auto kCannotTell = ": cannot tell whether this file is complete; it does not store its length";
constexpr auto kNoEndMark = ": has no end mark; it may be cut short";

struct Made {
    std::string name;
    std::vector<std::string> options;
    std::string warning = {}; // that the whole file gets, too
    std::string container() const { return name + (options.empty() ? "" : " " + options.back()); }
};

const std::vector<std::string> kPipe{"-seekable", "0"}; // written front to back, as into a pipe

std::vector<std::string> piped(std::vector<std::string> options) {
    options.insert(options.end(), kPipe.begin(), kPipe.end());
    return options;
}

const Made kMade[] = {
    {"flac.mka", {"-c:a", "flac"}},
    {"pcm.mka", {"-c:a", "pcm_s16le"}},
    {"alac.mka", {"-c:a", "alac"}},
    {"tta.mka", {"-c:a", "tta"}},
    {"wv.mka", {"-c:a", "wavpack"}},
    {"vorbis.mka", {"-c:a", "libvorbis"}},
    {"opus.webm", {"-c:a", "libopus"}},
    {"mp3.mka", {"-c:a", "libmp3lame"}},
    {"piped.mka", piped({"-c:a", "pcm_s16le"}), kCannotTell},
    {"pcm.mov", {"-c:a", "pcm_s16le"}},
    {"alac.mov", {"-c:a", "alac"}},
    {"alac.m4a", {"-c:a", "alac"}},
    {"front.m4a", {"-c:a", "alac", "-movflags", "faststart"}},
    {"fragments.m4a", {"-c:a", "alac", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "300000"}},
    {"aac.m4a", {"-c:a", "aac"}},
    {"aac.3gp", {"-c:a", "aac"}},
    {"flac.mp4", {"-c:a", "flac", "-strict", "-2"}},
    {"pcm.caf", {"-c:a", "pcm_s16le"}},
    {"alac.caf", {"-c:a", "alac"}},
    {"piped.caf", piped({"-c:a", "pcm_s16be"}), kCannotTell},
    {"a.wma", {}},
    {"mp3.asf", {"-c:a", "libmp3lame"}},
    {"piped.wma", piped({}), kCannotTell},
    {"a.aiff", {}},
    {"24.aif", {"-c:a", "pcm_s24be"}},
    {"a.au", {}},
    {"piped.au", piped({}), kCannotTell},
    {"a.ogg", {"-c:a", "libvorbis"}},
    {"flac.ogg", {"-c:a", "flac"}},
    {"a.opus", {}},
    {"a.ac3", {}, kCannotTell},
    {"a.eac3", {}, kCannotTell},
    {"a.aac", {}, kCannotTell},
    {"a.mp3", {}},
    {"bare.mp3", {"-write_xing", "0"}, kCannotTell},
    {"a.tta", {}},
    {"a.wv", {}},
    {"piped.wv", piped({}), kCannotTell},
    {"a.flac", {}},
    {"a.wav", {}},
    {"piped.wav", piped({}), kCannotTell},
    {"64.wav", {"-rf64", "always"}},
    {"adpcm.wav", {"-c:a", "adpcm_ms"}},
    {"a.w64", {}},
    {"adpcm.w64", {"-c:a", "adpcm_ms"}},
};

bool warns(const AudioFile& file) {
    return std::ranges::any_of(file.warnings(), [&](const std::string& warning) {
        return warning.ends_with(kCannotTell) || warning.ends_with(kNoEndMark) ||
               warning.find("cut short") != warning.npos;
    });
}

// Whether a file is read to its end without an error and without a warning.
bool passes_silently(const std::string& path) {
    try {
        const auto file = open_audio_file(path);
        if (warns(*file)) return false;
        read_all(*joined({file}));
        return true;
    } catch (const Error&) {
        return false;
    }
}

class ContainerEnd : public testing::TestWithParam<Made> {
  protected:
    ContainerEnd() {
        write_wav(folder_ / "source.wav", noise(44100));
        std::vector<std::string> command{"ffmpeg", "-v", "error", "-y", "-i", folder_ / "source.wav"};
        command.insert(command.end(), GetParam().options.begin(), GetParam().options.end());
        command.push_back(path_);
        run(command);
    }

    TempFolder folder_;
    std::string path_ = folder_ / GetParam().name;
};
INSTANTIATE_TEST_SUITE_P(Audio, ContainerEnd, testing::ValuesIn(kMade), [](const auto& test) {
    std::string name = test.param.name;
    std::ranges::replace(name, '.', '_');
    return name;
});

TEST_P(ContainerEnd, AWholeFileIsReadAndWarnedOfOnlyWhereItsLengthIsNotStored) {
    const auto file = open_audio_file(path_);
    const auto told = std::ranges::count(file->warnings(), path_ + GetParam().warning);
    EXPECT_EQ(told, GetParam().warning.empty() ? 0 : 1);
    EXPECT_EQ(warns(*file), !GetParam().warning.empty());
    EXPECT_NO_THROW(read_all(*joined({file})));
}

TEST_P(ContainerEnd, ACutOffFileIsRefusedOrWarnedOf) {
    const std::string whole = read_file(path_);
    std::set<size_t> ends;
    for (const size_t missing : {1, 2, 9, 17, 40, 64, 130, 500, 2000, 4097})
        ends.insert(whole.size() - missing);
    for (size_t part = 1; part < 20; ++part) ends.insert(whole.size() * part / 20);
    std::string silent;
    for (const size_t end : ends) {
        write_file(path_, whole.substr(0, end));
        if (passes_silently(path_)) silent += " " + std::to_string(int64_t(whole.size() - end));
    }
    EXPECT_EQ(silent, "") << "bytes missing at the end of " << whole.size();
}

TEST(ContainerEndSizes, AFileThatIsCutSaysHowMuchIsMissing) {
    const TempFolder folder;
    encode(folder / "a.mka", noise(44100), 16, {"-c:a", "flac"});
    const std::string whole = read_file(folder / "a.mka");
    const InputFile file(system_files(), folder / "a.mka");
    EXPECT_EQ(told_size(file, "matroska,webm"), whole.size());
    write_file(folder / "b.mka", whole.substr(0, whole.size() - 1000));
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_audio_file(folder / "b.mka"); }),
              folder / "b.mka" + ": is cut short: at least 1000 bytes are missing at its end; copy or export "
                                 "it again");
}

TEST(ContainerEndSizes, OfAnUnknownContainerOrRubbishNothingIsTold) {
    const TempFolder folder;
    for (const std::string& bytes :
         {std::string(), std::string(100, '\0'), std::string(100, '\xFF'), std::string("\x1A\x45\xDF\xA3"),
          std::string("ID3\4\0\0\x7F\x7F\x7F\x7F", 10)}) {
        write_file(folder / "x", bytes);
        const InputFile file(system_files(), folder / "x");
        EXPECT_EQ(told_size(file, "aac"), std::nullopt);
        EXPECT_EQ(told_size(file, "mp3"), std::nullopt);
        for (const char* container : {"matroska,webm", "au", "aiff", "asf", "ogg", "wav", "tta"}) {
            const auto told = told_size(file, container);
            EXPECT_GE(told.value_or(file.size()), file.size()) << container;
        }
    }
}

} // namespace
} // namespace redbook
