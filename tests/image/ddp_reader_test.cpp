// The corpus in tests/data/ddp: each case is a folder with the files that it has otherwise than the set in
// "set", and a list of those it lacks in "absent".
#include "redbook/image/ddp_reader.h"

#include <filesystem>
#include <map>

#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

namespace fs = std::filesystem;

const std::string kCorpus = std::string(TEST_DATA) + "/ddp";

class DdpReader : public testing::Test {
  protected:
    // The set as case `name` has it.
    std::string set_of(const std::string& name) {
        const fs::path set = folder_ / name;
        fs::copy(kCorpus + "/set", set);
        fs::copy(kCorpus + "/" + name, set, fs::copy_options::overwrite_existing);
        if (fs::exists(set / "absent")) {
            std::istringstream absent(read_file((set / "absent").string()));
            for (std::string file; std::getline(absent, file);) fs::remove(set / file);
            fs::remove(set / "absent");
        }
        return set.string();
    }

    // "malformed: sentence", or the warnings and what was made of the set; without the folder's name.
    std::vector<std::string> outcome_of(const std::string& name) {
        const std::string set = set_of(name);
        std::vector<std::string> lines;
        try {
            const Album album = open_ddp(set, {});
            lines = album.warnings;
            read_blocks(*album.audio, kProgramStart, album.audio->end() - kProgramStart);
        } catch (const Error& e) {
            lines.push_back((e.code == Errc::unsupported ? "unsupported: " : "") + std::string(e.what()));
        }
        for (std::string& line : lines)
            for (size_t at; (at = line.find(set)) != std::string::npos;)
                line.replace(at, std::min(set.size() + 1, line.size() - at), line[at + set.size()] == '/' ? "" : "SET:");
        return lines;
    }

    TempFolder folder_;
};

const std::string kNoSums = "SET: has no checksums beside it (CHECKSUM.MD5), so damage would not be noticed";

#include "tests/image/ddp_cases.inc"

TEST_F(DdpReader, EveryCaseOfTheCorpusHasItsOutcome) {
    size_t cases = 0;
    for (const auto& entry : fs::directory_iterator(kCorpus)) {
        const std::string name = entry.path().filename().string();
        if (name == "set") continue;
        ++cases;
        std::vector<std::string> expected = kOutcomes.contains(name) ? kOutcomes.at(name) : std::vector<std::string>{"?"};
        EXPECT_EQ(outcome_of(name), expected) << name;
    }
    EXPECT_EQ(cases, kOutcomes.size());
}

} // namespace
} // namespace redbook
