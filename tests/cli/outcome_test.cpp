// What a command says of its outcome: the same warnings and losses, whatever is written.
#include <nlohmann/json.hpp>

#include "redbook/base/file.h"
#include "tests/cli/program_kit.h"

namespace redbook::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OutcomeProgram : public ProgramTest {
  protected:
    std::string stash(const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"stage", stash_, one_, two_};
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(redbook(words).exit_code, 0);
        return stash_;
    }
    // Damages the first of the two catalogues.
    std::string damaged_stash() {
        const std::string path = stash();
        system_files().open(path, Access::read_write)->write_at(100, as_bytes("X"));
        return path;
    }
    nlohmann::json told(std::vector<std::string> words, int exit_code = 0) {
        words.push_back("--json");
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, exit_code) << ran.out << ran.err;
        return nlohmann::json::parse(ran.out);
    }
    std::string images() {
        std::filesystem::create_directory(folder_ / "images");
        return "image:" + folder_ / "images";
    }

    const std::string one_ = wav("1.wav"), two_ = wav("2.wav", kFiveSeconds, 2), stash_ = folder_ / "s.stash";
};

TEST_F(OutcomeProgram, EveryCommandWarnsOfADamagedCatalogue) {
    const std::vector<std::vector<std::string>> commands{{"master", stash_, "-o", out_},
                                                         {"stage", stash_, one_, two_},
                                                         {"edit", stash_, "--title", "Night"},
                                                         {"info", stash_},
                                                         {"export", stash_, out_, "--force"},
                                                         {"verify", stash_, stash_},
                                                         {"check", stash_},
                                                         {"id", stash_},
                                                         {"burn", stash_, "--recorder", images()}};
    for (const auto& words : commands) {
        SCOPED_TRACE(words[0]);
        std::filesystem::remove(stash_);
        damaged_stash();
        EXPECT_THAT(redbook(words).err, testing::ContainsRegex("warning: .*s.stash: .*catalogue.* damaged"));
    }
}

TEST_F(OutcomeProgram, StrictRefusesADamagedCatalogueBeforeAnythingIsWritten) {
    damaged_stash();
    const std::string recorder = images();
    const auto before = names();
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"master", stash_, "-o", out_, "--strict"},
          {"export", stash_, out_, "--strict"},
          {"burn", stash_, "--recorder", recorder, "--strict"}}) {
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 3) << words[0];
        EXPECT_THAT(ran.err, testing::ContainsRegex("redbook: .*s.stash: .*catalogue.* damaged")) << words[0];
    }
    EXPECT_EQ(names(), before);
    EXPECT_THAT(names("/images"), IsEmpty());
}

TEST_F(OutcomeProgram, StrictAndWhatCannotBeWrittenAreRefusedBeforeAnAlbumIsStaged) {
    const std::string recorder = images();
    const auto refused = [&](const std::string& title, const std::vector<std::string>& more) {
        std::vector<std::string> words{"burn", one_,         "--title", title,      "--stash",
                                       stash_, "--recorder", recorder,  "--format", "ccd"};
        words.insert(words.end(), more.begin(), more.end());
        const Ran ran = redbook(words);
        EXPECT_EQ(ran.exit_code, 3);
        return ran.err;
    };
    EXPECT_EQ(refused("Don’t", {"--strict"}),
              "redbook: " + recorder +
                  ": title of the album: \"Don’t\" became \"Don't\": ’ (U+2019) is not in ISO 8859-1\n");
    EXPECT_EQ(refused("桜", {}), "redbook: " + recorder +
                                     ": title of the album: nothing in ISO 8859-1 resembles 桜 (U+685C), and "
                                     "kanji cannot be romanized; use --charset ms-jis or --no-cdtext\n");
    EXPECT_THAT(names(), ElementsAre("1.wav", "2.wav", "images"));
}

TEST_F(OutcomeProgram, TextsAreLeftOutOfWhateverIsWritten) {
    stash({"--title", "桜"});
    const std::string recorder = images();
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"master", stash_, "-o", folder_ / "a.ddp/"},
          {"export", stash_, folder_ / "b.ddp/"},
          {"burn", stash_, "--recorder", recorder, "--format", "ddp"}}) {
        std::vector<std::string> without = words;
        without.push_back("--no-cdtext");
        const auto answer = told(without);
        EXPECT_EQ(answer["result"]["verdict"], "verified") << words[0];
        EXPECT_EQ(answer["result"]["lost"], nlohmann::json::array({"CD-TEXT (left out as asked)"}));
        EXPECT_THAT(answer["result"]["discs"][0]["text_blocks"], IsEmpty());
    }
}

TEST_F(OutcomeProgram, TransliterateWritesOtherScriptsInLatinLetters) {
    const auto answer =
        told({"master", one_, "--title", "Ночь", "--transliterate", "-o", folder_ / "a.ddp/"});
    EXPECT_EQ(answer["result"]["discs"][0]["text_blocks"][0]["album"]["title"], "Noch'");
}

TEST_F(OutcomeProgram, TrackAtOnceLosesTheSameInEveryCommand) {
    stash({"--mode", "tao"});
    const std::string recorder = images();
    const nlohmann::json lost = nlohmann::json::array(
        {"gapless transitions: silence of 00:02:02 is inserted before track 2 (Track-at-Once)"});
    EXPECT_EQ(told({"master", one_, two_, "--mode", "tao", "-o", out_})["result"]["lost"], lost);
    EXPECT_EQ(told({"export", stash_, folder_ / "x.cue"})["result"]["lost"], lost);
    EXPECT_EQ(told({"burn", stash_, "--recorder", recorder})["result"]["lost"], lost);
}

TEST_F(OutcomeProgram, CdTextThatIsTooLongIsWarnedOfAndRefusedWhereItIsWritten) {
    const std::string long_text(4000, 'x');
    const std::string sentence =
        "CD-TEXT in language 1 takes 337 packs, and there is room for 255: shorten its "
        "texts by about 984 characters";
    const auto answer = told({"check", one_, "--title", long_text});
    EXPECT_EQ(answer["result"]["findings"][0],
              nlohmann::json::parse(R"({"severity": "warning", "rule": "text-room", "sentence": ")" +
                                    sentence + "\"}"));
    EXPECT_EQ(told({"master", one_, "--title", long_text, "-o", out_})["warnings"],
              nlohmann::json::array({out_ + ": " + sentence}));
    EXPECT_EQ(told({"stage", stash_, one_, "--title", long_text})["warnings"],
              nlohmann::json::array({stash_ + ": " + sentence}));
    EXPECT_EQ(told({"edit", stash_, "--performer", "P"})["warnings"].size(), 1u);
    const std::string recorder = images();
    for (const char* name : {"x.ccd", "x.ddp/", "x.cdt", "x.v07t"})
        expect_refused({"master", one_, "--title", long_text, "-o", folder_ / name}, 3,
                       folder_ / name + ": " + sentence);
    expect_refused({"burn", one_, "--title", long_text, "--recorder", recorder, "--format", "ddp"}, 3,
                   recorder + ": " + sentence);
}

} // namespace
} // namespace redbook::test
