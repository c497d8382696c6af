#include "cli/arguments.h"

#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/commands.h"
#include "cli/parameters.h"

namespace redbook::cli {
namespace {

Parsed parse(std::vector<const char*> words) {
    words.insert(words.begin(), "redbook");
    return parse_arguments(int(words.size()), words.data());
}

TEST(Arguments, DescribeADisc) {
    const Arguments a = parse({"master",
                               "a.flac",
                               "b.flac",
                               "-o",
                               "x.cue",
                               "--title",
                               "T",
                               "--performer=P",
                               "--mcn",
                               "4006381333931",
                               "--isrc",
                               "1=DE-XYZ-26-00001",
                               "--isrc",
                               "2=",
                               "--track-title",
                               "2=Two = 2",
                               "--flags",
                               "1=pre,dcp",
                               "--pause",
                               "2s",
                               "--separate",
                               "--gain",
                               "-1.5",
                               "--mode",
                               "tao",
                               "--gap",
                               "100blocks",
                               "--capacity",
                               "74"})
                            .arguments;
    EXPECT_EQ(a.command, "master");
    EXPECT_EQ(a.sources, (std::vector<std::string>{"a.flac", "b.flac"}));
    EXPECT_EQ(a.out, "x.cue");
    EXPECT_EQ(a.disc.album_texts.at("title"), "T");
    EXPECT_EQ(a.disc.album_texts.at("performer"), "P");
    EXPECT_EQ(a.disc.mcn->text(), "4006381333931");
    EXPECT_EQ(a.disc.isrc.at(1)->text(), "DEXYZ2600001");
    EXPECT_EQ(a.disc.isrc.at(2), std::nullopt);
    EXPECT_EQ(a.disc.track_texts.at("title").at(2), "Two = 2");
    EXPECT_EQ(a.disc.flags.at(1), (Flags{true, true, false, false}));
    EXPECT_EQ(a.pause, BlockCount{150});
    EXPECT_TRUE(a.separate);
    EXPECT_EQ(a.gain_db, -1.5);
    EXPECT_EQ(a.disc.mode, Mode::tao);
    EXPECT_EQ(a.disc.gap, BlockCount{100});
    EXPECT_EQ(a.capacity, BlockCount{333000});
}

TEST(Arguments, SayHowSheetsAreOpened) {
    const Arguments plain = parse({"info", "a.cue"}).arguments;
    EXPECT_EQ(plain.encoding, std::nullopt);
    EXPECT_FALSE(plain.strict || plain.allow_outside || !plain.embedded);
    const Arguments a =
        parse({"info", "a.cue", "--encoding", "Shift-JIS", "--strict", "--allow-outside", "--no-embedded"})
            .arguments;
    EXPECT_EQ(a.encoding, Encoding::shift_jis);
    EXPECT_TRUE(a.strict && a.allow_outside && !a.embedded);
}

TEST(Arguments, SayHowADriveRecords) {
    const Arguments plain = parse({"burn", "s"}).arguments;
    EXPECT_EQ(plain.drive.speed, std::nullopt);
    EXPECT_EQ(plain.drive.write_offset, std::nullopt);
    EXPECT_EQ(plain.drive.copies, 1);
    EXPECT_EQ(plain.drive_option + plain.album_option, "");
    const Arguments a = parse({"burn", "s", "--drive", "/dev/sr1", "--speed", "16x", "--write-offset", "+30",
                               "--read-offset", "-6", "--copies", "3", "--allow-without", "text,index",
                               "--erase", "--overburn", "--report", "r.JSON"})
                            .arguments;
    EXPECT_EQ(a.drive.path, "/dev/sr1");
    EXPECT_EQ(a.drive.speed, 16);
    EXPECT_EQ(a.drive.write_offset, 30);
    EXPECT_EQ(a.drive.read_offset, -6);
    EXPECT_EQ(a.drive.copies, 3);
    EXPECT_TRUE(a.drive.without.text && !a.drive.without.isrc && a.drive.without.index);
    EXPECT_TRUE(a.drive.erase && a.drive.overburn);
    EXPECT_EQ(a.report, "r.JSON");
    EXPECT_EQ(parse({"burn", "s", "--speed", "max"}).arguments.drive.speed, std::nullopt);
}

TEST(Arguments, AreTakenForDrivesToo) {
    EXPECT_EQ(parse({"eject", "/dev/sr1", "--load"}).arguments.drive.path, "/dev/sr1");
    EXPECT_TRUE(parse({"eject", "--load"}).arguments.drive.load);
    EXPECT_TRUE(parse({"erase", "--full"}).arguments.drive.full);
    EXPECT_EQ(parse({"doctor"}).arguments.drive.path, "");
    for (const char* command : {"erase", "eject", "doctor"})
        EXPECT_EQ(parse({command, "--drive", "/dev/sr1"}).arguments.drive.path, "/dev/sr1") << command;
}

TEST(Arguments, HaveTheNamesThatPeersGiveThem) {
    for (const char* name : {"--mcn", "--upc", "--ean"})
        EXPECT_EQ(parse({"edit", "s", name, "4006381333931"}).arguments.disc.mcn->text(), "4006381333931");
    const DiscOptions disc = parse({"edit", "s", "--artist", "A", "--track-artist", "2=B"}).arguments.disc;
    EXPECT_EQ(disc, parse({"edit", "s", "--performer", "A", "--track-performer", "2=B"}).arguments.disc);
    EXPECT_EQ(disc.album_texts.at("performer"), "A");
}

TEST(Arguments, NameTheFirstThatIsForAlbumsOrForDrivesAlone) {
    EXPECT_EQ(parse({"burn", "s", "--gain", "-6"}).arguments.album_option, "--gain");
    EXPECT_EQ(parse({"burn", "s", "--cue-origin", "absolute"}).arguments.album_option, "--cue-origin");
    EXPECT_EQ(parse({"burn", "s", "--title", "T", "--mode", "tao"}).arguments.album_option, "");
    EXPECT_EQ(parse({"info", "s", "--encoding", "utf-8"}).arguments.album_option, "--encoding");
    EXPECT_EQ(parse({"verify", "s", "t", "--deemphasize"}).arguments.album_option, "");
    EXPECT_EQ(parse({"burn", "s", "--erase"}).arguments.drive_option, "--erase");
    EXPECT_EQ(parse({"burn", "s", "--eject"}).arguments.drive_option, "");
}

// The complaint without what it ends in: "; see 'redbook COMMAND --help'".
std::string complaint(std::vector<const char*> words) {
    const std::string whole = parse(words).complaint.value_or("accepted");
    const auto hint = whole.rfind("; see 'redbook");
    if (hint == std::string::npos) return whole;
    EXPECT_EQ(whole.substr(hint), fmt::format("; see 'redbook {} --help'", words[0]));
    return whole.substr(0, hint);
}

TEST(Arguments, ThatAreWrongAreRefusedWithWhatIsRight) {
    const std::pair<std::vector<const char*>, std::string> cases[] = {
        {{"master", "a", "-o", "x.cue", "--isrc", "DEXYZ2600001"},
         "--isrc 'DEXYZ2600001': give a track number and the value, like 3=VALUE"},
        {{"master", "a", "-o", "x.cue", "--isrc", "1=DEXYZ"},
         "--isrc '1=DEXYZ': an ISRC has 12 characters, like DEXYZ2600001 or DE-XYZ-26-00001"},
        {{"master", "a", "-o", "x.cue", "--isrc", "100=DEXYZ2600001"},
         "--isrc '100=DEXYZ2600001': give a track number and the value, like 3=VALUE"},
        {{"stage", "s", "a", "--capacity", "85"},
         "--capacity '85': give 74, 80, 90, 99 (minutes) or 300 to 449849 (blocks)"},
        {{"burn", "s", "--mode", "raw"}, "--mode 'raw': the modes are sao and tao"},
        {{"burn", "s", "--gap", "226blocks"}, "--gap '226blocks': a gap has 0 to 225 blocks"},
        {{"burn", "s", "--gap", "2"},
         "--gap '2': give a length with its unit: 2s, 150blocks or 00:02:00 (minutes:seconds:frames)"},
        {{"edit", "s", "--mcn", "12"}, "--mcn '12': a catalogue number has 12 or 13 digits"},
        {{"edit", "s", "--flags", "1=LOUD"}, "--flags '1=LOUD': the flags are PRE, DCP, 4CH, SCMS and NONE"},
        {{"edit", "s", "--title", "caf\xE9"}, "--title 'caf\xE9': a text must be in UTF-8"},
        {{"edit", "s", "--track-title", "1=\xE9"}, "--track-title '1=\xE9': a text must be in UTF-8"},
        {{"master", "a", "-o", "x.cue", "--pause", "2"},
         "--pause '2': give a length with its unit: 2s, 150blocks or 00:02:00 (minutes:seconds:frames)"},
        {{"master", "a", "-o", "x.cue", "--gain", "99"}, "--gain '99': give decibels from -96 to 24"},
        {{"master", "a", "-o", "x.cue", "--gain", "nan"}, "--gain 'nan': give decibels from -96 to 24"},
        {{"info", "a", "--encoding", "ebcdic"},
         "--encoding 'ebcdic': give one of utf-8, utf-16le, utf-16be, windows-1250, windows-1251, "
         "windows-1252, "
         "iso-8859-1, shift-jis"},
        {{"info", "a", "--progress", "much"}, "--progress 'much': give auto, none or json"},
        {{"stage", "s", "a", "--append", "--restart"}, "--append excludes --restart"},
        {{"burn", "s", "--drive", "/dev/sr0", "--recorder", "image:x"}, "--recorder excludes --drive"},
        {{"burn", "s", "--speed", "0"}, "--speed '0': give a multiple of 1x from 1 to 72, or max"},
        {{"burn", "s", "--write-offset", "2941"}, "--write-offset '2941': give samples from -2940 to 2940"},
        {{"burn", "s", "--read-offset", "6s"}, "--read-offset '6s': give samples from -2940 to 2940"},
        {{"burn", "s", "--copies", "0"}, "--copies '0': give a number from 1 to 99"},
        {{"burn", "s", "--from", "0"}, "--from '0': give a number from 1 to 99"},
        {{"burn", "s", "--drive", "/dev/sr0", "--drive", "/dev/sr0"},
         "--drive '/dev/sr0': is given twice; name each drive once"},
        {{"burn", "s", "--allow-without", "text,mcn"},
         "--allow-without 'text,mcn': give text, isrc and index, with commas between"},
        {{"burn", "s", "--report", "r.pdf"},
         "--report: 'r.pdf' is not a report; end its name in .html or .json"},
        {{"master", "a", "-o", "x/", "--master-id", "caf\u00E9"},
         "--master-id 'caf\u00E9': give at most 48 printable ASCII characters"},
        {{"eject", "/dev/sr0", "--drive", "/dev/sr1"}, "--drive excludes DRIVE"},
    };
    for (const auto& [words, expected] : cases) EXPECT_EQ(complaint(words), expected);
}

TEST(Arguments, ThatAreMissingMistypedOrTooManyAreNamed) {
    const std::pair<std::vector<const char*>, std::string> cases[] = {
        {{"master", "a"}, "--output is missing"},
        {{"master", "a", "-o"}, "--output needs a value"},
        {{"master", "a", "-o", "x", "-o", "y"}, "--output is given more than once"},
        {{"master", "a", "-o", ""}, "--output: a name is missing; '' was given"},
        {{"info", "a", ""}, "SOURCE: a name is missing; '' was given"},
        {{"info"}, "SOURCE is missing"},
        {{"verify", "a"}, "B is missing"},
        {{"verify", "a", "b", "c"}, "'c' is one operand too many"},
        {{"verify", "a", "--", "b", "c"}, "'c' is one operand too many"},
        {{"info", "a", "--json=foo"}, "--json = foo: this option takes no value"},
        {{"info", "a", "--jsno"}, "there is no option '--jsno'; perhaps '--json' was meant"},
        {{"info", "a", "--progres=json"}, "there is no option '--progres'; perhaps '--progress' was meant"},
        {{"master", "a", "--out", "x.cue"}, "there is no option '--out'; perhaps '--output' was meant"},
        {{"burn", "s", "--verify"}, "there is no option '--verify'; perhaps '--no-verify' was meant"},
        {{"info", "a", "--loud"}, "there is no option '--loud'"},
        {{"info", "-dash.wav"}, "there is no option '-dash.wav'"},
    };
    for (const auto& [words, expected] : cases) EXPECT_EQ(complaint(words), expected);
    EXPECT_EQ(parse({"-q", "info", "a"}).complaint,
              "'-q' must come after the command; see 'redbook info --help'");
    EXPECT_EQ(
        parse({}).complaint,
        "give a command: master, burn, info, check, verify, id, stage, edit, export, drives, doctor, erase, "
        "eject; see 'redbook --help'");
    EXPECT_EQ(parse({"bake"}).complaint,
              "there is no command 'bake'; the commands are master, burn, info, "
              "check, verify, id, stage, edit, export, drives, doctor, erase, eject");
    EXPECT_EQ(parse({"inof"}).complaint, "there is no command 'inof'; perhaps 'info' was meant");
}

// An option as the help text shows it; `value` is the name of its value, empty: it is a flag.
struct Shown {
    std::string name, value;
};

std::vector<Shown> options_in_help(const std::string& command) {
    std::istringstream help(parse({command.c_str(), "--help"}).text.value_or(""));
    std::vector<Shown> options;
    for (std::string line; std::getline(help, line);) {
        if (!line.starts_with("  -")) continue;
        const std::string names = line.substr(2, line.find(' ', 2) - 2);
        const std::string rest = line.substr(2 + names.size());
        const bool has_value = rest.size() > 1 && rest[1] != ' ';
        options.push_back(
            {names.substr(names.rfind("--")), has_value ? rest.substr(1, rest.find(' ', 1) - 1) : ""});
    }
    return options;
}

// One that most options take. Of the others the complaint quotes it, which shows as well that it was taken
// alone.
std::string value_for(const Shown& option) {
    const std::map<std::string, std::string> values{{"LENGTH", "2s"},
                                                    {"DB", "-6"},
                                                    {"SAMPLES", "-30"},
                                                    {"N=CODE", "1=DEXYZ2600001"},
                                                    {"N=LIST", "1=PRE"},
                                                    {"SIZE", "74"},
                                                    {"X", "8"},
                                                    {"LIST", "text"},
                                                    {"N", "2"},
                                                    {"STYLE", "none"},
                                                    {"DIGITS", "400638133393"},
                                                    {"N=TEXT", "1=One"},
                                                    {"FILE.html", "x.html"},
                                                    {"FILE.html|.json", "x.json"}};
    const std::map<std::string, std::string> by_name{{"--encoding", "utf-8"},
                                                     {"--cue-origin", "absolute"},
                                                     {"--charset", "ascii"},
                                                     {"--language", "German"},
                                                     {"--mode", "tao"}};
    if (const auto found = by_name.find(option.name); found != by_name.end()) return found->second;
    const auto found = values.find(option.value);
    return found == values.end() ? "--json" : found->second; // a word that looks like an option
}

struct Line {
    std::vector<std::string> operands, required;
};

Line line_for(const Command& command) {
    const auto needs = [&](Needs one) { return (unsigned(command.needs) & unsigned(one)) != 0; };
    Line line;
    if (needs(Needs::stash)) line.operands.emplace_back("s.stash");
    if (needs(Needs::sources)) line.operands.insert(line.operands.end(), {"01.flac", "[02].flac", "[03,x]"});
    if (needs(Needs::two_sources)) line.operands.insert(line.operands.end(), {"a", "[b]"});
    if (needs(Needs::drive)) line.operands.emplace_back("/dev/sr0");
    if (needs(Needs::out_operand)) line.operands.emplace_back("x.cue");
    if (needs(Needs::out)) line.required = {"-o", "y.cue"};
    return line;
}

Parsed parse_strings(const std::string& command, const std::vector<std::string>& words) {
    std::vector<const char*> all{command.c_str()};
    for (const std::string& word : words) all.push_back(word.c_str());
    return parse(all);
}

// The option's words after the first `place` operands.
Parsed parse_with(const std::string& command, const Line& line, const std::vector<std::string>& option,
                  size_t place) {
    std::vector<std::string> words = line.operands;
    words.insert(words.begin() + std::ptrdiff_t(place), option.begin(), option.end());
    if (!option[0].starts_with("--output"))
        words.insert(words.end(), line.required.begin(), line.required.end());
    return parse_strings(command, words);
}

void expect_operands(const Arguments& a, const Line& line) {
    std::vector<std::string> found = a.sources;
    if (!a.stash.empty() && a.stash == line.operands[0]) found.insert(found.begin(), a.stash);
    if (a.drive.path == "/dev/sr0") found.push_back(a.drive.path);
    if (a.out == "x.cue") found.push_back(a.out);
    EXPECT_EQ(found, line.operands);
}

// Wherever it stands, and however its value is given, the command line means the same.
void expect_to_take_one_value(const std::string& command, const Line& line, const Shown& option) {
    SCOPED_TRACE(command + " " + option.name);
    const std::string value = value_for(option);
    const Parsed behind = parse_with(command, line, {option.name, value}, line.operands.size());
    if (behind.complaint) {
        EXPECT_THAT(*behind.complaint, testing::HasSubstr(option.name));
        EXPECT_THAT(*behind.complaint, testing::HasSubstr("'" + value + "'"));
    } else {
        expect_operands(behind.arguments, line);
        EXPECT_FALSE(behind.arguments.json);
    }
    const auto expect_the_same = [&](const std::vector<std::string>& words, size_t place) {
        const Parsed parsed = parse_with(command, line, words, place);
        EXPECT_EQ(parsed.complaint, behind.complaint) << place;
        EXPECT_TRUE(parsed.complaint || parsed.arguments == behind.arguments) << place;
    };
    for (size_t place = 0; place < line.operands.size(); ++place)
        expect_the_same({option.name, value}, place);
    expect_the_same({option.name + "=" + value}, line.operands.size() / 2);
}

void expect_to_take_no_value(const std::string& command, const Line& line, const std::string& flag) {
    SCOPED_TRACE(command + " " + flag);
    const Parsed behind = parse_with(command, line, {flag}, line.operands.size());
    EXPECT_EQ(behind.complaint, std::nullopt);
    expect_operands(behind.arguments, line);
    for (size_t place = 0; place < line.operands.size(); ++place)
        EXPECT_TRUE(parse_with(command, line, {flag}, place).arguments == behind.arguments) << place;
}

TEST(Arguments, AnOptionTakesExactlyOneValueOrNoneWhereverItStands) {
    for (const Command& command : commands()) {
        const std::string name(command.name);
        const auto options = options_in_help(name);
        EXPECT_GE(options.size(), 4u) << name; // --help, --json, --progress, --quiet
        for (const Shown& option : options) {
            if (option.name == "--help") continue;
            if (option.value.empty())
                expect_to_take_no_value(name, line_for(command), option.name);
            else if (option.name == "--drive" && line_for(command).operands[0] == "/dev/sr0")
                expect_to_take_one_value(name, {}, option); // in the place of the operand
            else
                expect_to_take_one_value(name, line_for(command), option);
        }
    }
}

// The values of these are words; of all others files, folders, drives, or what only the user knows.
bool is_a_choice(const Parameter& p) {
    const std::vector<std::string> choices{"NAME", "MODE", "WHERE", "STYLE", "LIST", "N=LIST"};
    return std::ranges::find(choices, p.value) != choices.end();
}

TEST(Arguments, EveryWordThatCompletionOffersIsTaken) {
    std::set<std::pair<std::string, std::string>>
        taken; // options are the same in all commands but for formats
    for (const Command& command : commands())
        for (const Parameter& p : parameters_of(command)) {
            if (is_a_choice(p)) {
                EXPECT_FALSE(p.offer.words.empty()) << command.name << p.names.back();
            }
            if (p.operand || p.value.empty()) continue;
            for (std::string word : p.offer.words) {
                if (p.offer.numbered) word = "3=" + word;
                if (!taken.emplace(p.names.back(), word).second && p.names.back() != "--format") continue;
                const Parsed parsed =
                    parse_with(std::string(command.name), line_for(command), {p.names.back(), word}, 0);
                EXPECT_EQ(parsed.complaint, std::nullopt) << command.name << p.names.back();
            }
        }
}

TEST(Arguments, WhatIsAFileOrAFolderIsCompletedAsOne) {
    for (const Command& command : commands())
        for (const Parameter& p : parameters_of(command)) {
            const std::string name = std::string(command.name) + " " + p.names.back();
            EXPECT_EQ(p.value.starts_with("FILE"), p.offer.files && !p.operand) << name;
            EXPECT_EQ(p.value == "FOLDER", p.offer.folders) << name;
            EXPECT_EQ(p.value == "PATH" || p.value == "NAME" || p.names[0] == "DRIVE",
                      p.offer.drives || p.names.back() == "--format" || p.names.back() == "--encoding" ||
                          p.names.back() == "--charset" || p.names.back() == "--language")
                << name;
        }
}

TEST(Arguments, AValueIsTakenAsItStands) {
    const auto title = [](std::vector<const char*> words) {
        words.insert(words.begin(), {"edit", "s.stash"});
        return parse(words).arguments.disc.album_texts.at("title");
    };
    EXPECT_EQ(title({"--title", "[a,b]"}), "[a,b]");
    EXPECT_EQ(title({"--title", "--title"}), "--title");
    EXPECT_EQ(title({"--title", "--"}), "--");
    EXPECT_EQ(title({"--title", ":x"}), ":x");
    EXPECT_EQ(title({"--title="}), "");
    EXPECT_EQ(title({"--title=", "--json"}), "");
    EXPECT_EQ(title({"--title=a=b"}), "a=b");
    EXPECT_EQ(title({"--title", "a", "--title", "b"}), "b");
    EXPECT_EQ(parse({"master", "-qfox.cue", "a"}).arguments.out, "x.cue");
    EXPECT_EQ(parse({"master", "-qo", "x.cue", "a"}).arguments.out, "x.cue");
}

TEST(Arguments, AnOperandIsTakenAsItStands) {
    const std::vector<const char*> names{"info", "[a,b]", "[[x]]", "++", ":a", "-5.wav", "-", "check", "{x}"};
    EXPECT_EQ(parse(names).arguments.sources, std::vector<std::string>(names.begin() + 1, names.end()));
}

TEST(Arguments, BehindTwoDashesAreNames) {
    EXPECT_EQ(parse({"info", "--", "-dash.wav", "--json"}).arguments.sources,
              (std::vector<std::string>{"-dash.wav", "--json"}));
    EXPECT_FALSE(parse({"info", "--", "--json"}).arguments.json);
}

TEST(Arguments, TellHowAComplaintIsToBeToldEvenIfTheyAreWrong) {
    const Parsed parsed = parse({"info", "a", "--loud", "--json", "--progress", "json"});
    EXPECT_TRUE(parsed.complaint);
    EXPECT_EQ(parsed.arguments.command, "info");
    EXPECT_TRUE(parsed.arguments.json);
    EXPECT_EQ(parsed.arguments.progress, ProgressStyle::json);
    EXPECT_EQ(parse({"bake", "--progress=json"}).arguments.progress, ProgressStyle::json);
}

size_t longest_line(const std::string& text) {
    std::istringstream lines(text);
    size_t longest = 0;
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
    return longest;
}

TEST(Arguments, EveryCommandHasHelpOf80ColumnsWithItsExample) {
    for (const Command& command : commands()) {
        const Parsed parsed = parse({command.name.data(), "--help"});
        EXPECT_FALSE(parsed.complaint);
        const std::string help = parsed.text.value_or("");
        EXPECT_NE(help.find("Example:\n  " + std::string(command.example)), std::string::npos);
        EXPECT_EQ(help.find("REQUIRED"), std::string::npos) << help;
        EXPECT_EQ(help.find("\n\n\n"), std::string::npos) << help;
        EXPECT_LE(longest_line(help), 80u) << help;
        EXPECT_EQ(parse({"help", command.name.data()}).text, parsed.text);
    }
    EXPECT_NE(parse({"edit", "--help"}).text->find("\n  --isrc N=CODE  "), std::string::npos);
    EXPECT_NE(parse({"verify", "--help"}).text->find("Usage: redbook verify [OPTIONS] A B\n"),
              std::string::npos);
    EXPECT_NE(
        parse({"info", "--help"})
            .text->find("  SOURCE                      Audio files in order, a folder, a cue sheet, an\n"
                        "                              image, a stash, or a drive like /dev/sr0\n"),
        std::string::npos);
    EXPECT_EQ(parse({"--version"}).text, "redbook 0.1.0\n");
}

TEST(Arguments, TheHelpListsEveryCommandOnOneLineByWhatOneDoesWithIt) {
    const std::string help = parse({"--help"}).text.value_or("");
    EXPECT_EQ(help, "Redbook masters audio CDs: files in, a proven master out.\n"
                    "\n"
                    "Usage: redbook COMMAND [OPTIONS] ...\n"
                    "\n"
                    "Make a master or record a disc:\n"
                    "  master  Turn an album into an image that is read back and compared\n"
                    "  burn    Record a stash or an album, read it back and compare\n"
                    "\n"
                    "Look at it, check it, compare it:\n"
                    "  info    Show tracks, texts, checksums and room of stashes, images and albums\n"
                    "  check   Check an album against the Red Book's rules and listen for trouble\n"
                    "  verify  Compare two of: stash, image, album\n"
                    "  id      Print disc IDs for online databases, and track checksums\n"
                    "\n"
                    "Work in steps that survive a crash:\n"
                    "  stage   Stage an album into a crash-safe stash, or continue where it stopped\n"
                    "  edit    Change texts, codes and flags of a stash, or drop tracks\n"
                    "  export  Write a stash as an image that is read back and compared\n"
                    "\n"
                    "Drives and the discs in them:\n"
                    "  drives  List the drives, what they can do and the discs in them\n"
                    "  doctor  Diagnose missing or unusable drives and suggest fixes\n"
                    "  erase   Erase a CD-RW\n"
                    "  eject   Open a drive's tray, or close it\n"
                    "\n"
                    "Options:\n"
                    "  -h, --help   Show this; 'redbook COMMAND --help' shows options and examples\n"
                    "  --version    Show the version\n"
                    "\n"
                    "Exit codes: 0 done and verified, 1 failed, 2 usage, 3 input refused,\n"
                    "4 does not fit, 5 differs, 6 not verified, 7 drive or medium, 130 interrupted\n");
    EXPECT_LE(longest_line(help), 80u);
    EXPECT_EQ(parse({"help"}).text, help);
}

} // namespace
} // namespace redbook::cli
