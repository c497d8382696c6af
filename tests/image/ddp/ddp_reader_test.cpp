// The corpus in tests/data/ddp: each case is a folder with the files that it has otherwise than the set in
// "set", a list of those it lacks in "absent", and what comes of it in "outcome".
#include "redbook/image/ddp/ddp_reader.h"

#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "redbook/image/ddp/checksum_files.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"
#include "tests/support/test_data.h"

namespace redbook {
namespace {

using namespace test;
namespace fs = std::filesystem;

const std::string kCorpus = test::data_path("ddp");

std::vector<std::string> lines_in(const std::string& path) {
    std::vector<std::string> lines;
    std::istringstream in(read_file(path));
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

class DdpReader : public testing::Test {
  protected:
    // The set as case `name` has it.
    std::string set_of(const std::string& name) {
        const fs::path set = folder_ / name;
        fs::copy(kCorpus + "/set", set);
        fs::copy(kCorpus + "/" + name, set,
                 fs::copy_options::overwrite_existing | fs::copy_options::recursive);
        if (fs::exists(set / "absent")) {
            for (const std::string& file : lines_in((set / "absent").string())) fs::remove(set / file);
            fs::remove(set / "absent");
        }
        fs::remove(set / "outcome");
        return set.string();
    }

    // The refusal; or the disc, what its audio is from, and the warnings. The folder is called SET.
    std::vector<std::string> outcome_of(const std::string& name) {
        const std::string set = set_of(name);
        std::vector<std::string> lines;
        try {
            const Album album = open_ddp(set, {});
            lines = lines_of(album.disc);
            lines.push_back(fmt::format("audio from {}", (kProgramStart + album.disc.tracks[0].pause).value));
            lines.insert(lines.end(), album.warnings.begin(), album.warnings.end());
            read_blocks(*album.audio, kProgramStart, album.audio->end() - kProgramStart);
        } catch (const Error& e) {
            lines = {e.what()};
        }
        for (std::string& line : lines)
            for (size_t at; (at = line.find(set)) != std::string::npos;) line.replace(at, set.size(), "SET");
        return lines;
    }

    TempFolder folder_;
};

TEST_F(DdpReader, EveryCaseOfTheCorpusHasItsOutcome) {
    size_t cases = 0;
    for (const auto& entry : fs::directory_iterator(kCorpus)) {
        const std::string name = entry.path().filename().string();
        if (name == "set") continue;
        ++cases;
        EXPECT_EQ(outcome_of(name), lines_in(kCorpus + "/" + name + "/outcome")) << name;
    }
    EXPECT_EQ(cases, 78u);
}

TEST_F(DdpReader, FilesLargerThanTheirLimitsAreRefusedAndOnesOfChecksumsPassedOver) {
    const std::string set = set_of("good.001.one_lead_out");
    write_file(set + "/CHECKSUM.MD5", std::string(kLargestChecksumFile + 1, '\n'));
    EXPECT_EQ(open_ddp(set, {}).warnings,
              std::vector<std::string>{set + "/CHECKSUM.MD5: has no checksums that are understood"});
    write_file(set + "/DDPMS", std::string(kLargestDdpText + 1, ' '));
    EXPECT_EQ(error_of(Errc::malformed, [&] { open_ddp(set, {}); }),
              set + "/DDPMS: is 1048577 bytes long, at most 1048576 are read of such a file");
}

} // namespace
} // namespace redbook
