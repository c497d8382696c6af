#include "cli/arguments.h"

#include <charconv>
#include <cmath>
#include <list>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.h"
#include "redbook/disc/layout.h"
#include "redbook/image/image_writer.h"

#ifndef REDBOOK_VERSION
#define REDBOOK_VERSION "unknown"
#endif

namespace redbook::cli {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& value, const std::string& wanted) {
    throw CLI::ValidationError(fmt::format("{} '{}': {}", option, value, wanted));
}

// "3=TEXT" -> 3, "TEXT".
std::pair<int, std::string> split_numbered(const std::string& option, const std::string& value) {
    const auto equals = value.find('=');
    int number = 0;
    const char* end = value.data() + (equals == std::string::npos ? 0 : equals);
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc{} || stop != end || number < 1 || number > kMostTracks)
        refuse(option, value, "give a track number and the value, like 3=VALUE");
    return {number, value.substr(equals + 1)};
}

Flags parse_flags(const std::string& option, const std::string& value, std::string list) {
    Flags flags;
    for (char& c : list) c = c == ',' ? ' ' : char(std::toupper(uint8_t(c)));
    std::istringstream words(list);
    for (std::string word; words >> word;) {
        if (word == "PRE")
            flags.pre_emphasis = true;
        else if (word == "DCP")
            flags.copy_permitted = true;
        else if (word == "4CH")
            flags.four_channel = true;
        else if (word == "SCMS")
            flags.scms = true;
        else if (word != "NONE")
            refuse(option, value, "the flags are PRE, DCP, 4CH, SCMS and NONE");
    }
    return flags;
}

BlockCount length_or_refuse(const std::string& option, const std::string& value) {
    const auto length = parse_length(value);
    if (!length)
        refuse(option, value, "give seconds (2s), blocks (150) or minutes:seconds:frames (00:02:00)");
    return *length;
}

std::string format_names() {
    std::string names;
    for (const ImageFormat& f : image_formats()) names += (names.empty() ? "" : ", ") + std::string(f.name);
    return names;
}

// Adds the options of one command. Each group of options is one member; the table in commands.cpp says which
// groups a command takes.
class OptionsBuilder {
  public:
    OptionsBuilder(CLI::App& app, Arguments& a) : app_(app), a_(a) {}

    void add(Needs needs) {
        if (has(needs, Needs::stash)) app_.add_option("STASH", a_.stash, "The stash file")->required();
        if (has(needs, Needs::sources))
            app_.add_option("SOURCE", a_.sources,
                            "Audio files in order, a folder, a CUE sheet, an image or a stash")
                ->required();
        if (has(needs, Needs::two_sources))
            app_.add_option("A B", a_.sources, "Two of: stash, image, CUE sheet, folder")
                ->required()
                ->expected(2);
        if (has(needs, Needs::out))
            app_.add_option("-o,--output", a_.out, "The image to make; its name chooses the format")
                ->required();
        if (has(needs, Needs::out_operand))
            app_.add_option("OUT", a_.out, "The image to make; its name chooses the format")->required();
        if (has(needs, Needs::format)) add_format();
        if (has(needs, Needs::album)) add_album();
        if (has(needs, Needs::describe)) add_description();
        if (has(needs, Needs::capacity)) add_capacity();
        if (has(needs, Needs::staging)) add_staging();
        if (has(needs, Needs::editing)) add_editing();
        if (has(needs, Needs::recorder)) add_recorder();
        if (has(needs, Needs::checksums))
            app_.add_flag("!--no-checksums", a_.checksums, "Do not read the audio");
        if (has(needs, Needs::ids))
            app_.add_flag("--ids", a_.ids, "Tell disc ids and database checksums, as 'redbook id' does");
        if (has(needs, Needs::accurate_rip))
            app_.add_option("--accuraterip", a_.accurate_rip,
                            "An answer of AccurateRip, saved as dBAR-*.bin, to look for the tracks in");
        add_common();
    }

  private:
    static bool has(Needs needs, Needs one) { return (unsigned(needs) & unsigned(one)) != 0; }

    void on_text(const std::string& name, const std::string& help,
                 std::function<void(const std::string&)> take) {
        app_.add_option_function<std::vector<std::string>>(
                name,
                [take](const std::vector<std::string>& values) {
                    for (const auto& v : values) take(v);
                },
                help)
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }

    void add_format() {
        app_.add_option("--format", a_.format, "One of " + format_names());
        app_.add_flag("-f,--force", a_.force, "Replace an output that is there");
    }

    void add_album() {
        app_.add_flag("--separate", a_.separate,
                      "Fill each file to a whole block instead of joining files at the sample");
        on_text("--pause", "Silence in front of each track but the first: 2s, 150 (blocks) or 00:02:00",
                [this](const std::string& v) { a_.pause = length_or_refuse("--pause", v); });
        app_.add_option("--gain", a_.gain_db, "Change the level by this many dB (audio is dithered anew)")
            ->check(CLI::Range(-96.0, 24.0));
        app_.add_flag("--downmix", a_.downmix, "Mix files with more than two channels down to stereo");
    }

    void add_description() {
        for (const TextField& field : kTextFields) {
            const std::string name(field.name);
            on_text("--" + name, "The album's " + name,
                    [this, name](const std::string& v) { a_.disc.album_texts[name] = v; });
            on_text("--track-" + name, "A track's " + name + ", as N=TEXT",
                    [this, name](const std::string& v) {
                        const auto [number, text] = split_numbered("--track-" + name, v);
                        a_.disc.track_texts[name][number] = text;
                    });
        }
        on_text("--mcn", "The media catalogue number (UPC/EAN): 12 or 13 digits",
                [this](const std::string& v) {
                    a_.disc.mcn = Mcn::parse(v);
                    if (!a_.disc.mcn) refuse("--mcn", v, "a catalogue number has 12 or 13 digits");
                });
        on_text("--isrc", "A track's ISRC, as N=CODE; N= takes it away", [this](const std::string& v) {
            const auto [number, code] = split_numbered("--isrc", v);
            a_.disc.isrc[number] = Isrc::parse(code);
            if (!code.empty() && !a_.disc.isrc[number])
                refuse("--isrc", v, "an ISRC has 12 characters, like DEXYZ2600001 or DE-XYZ-26-00001");
        });
        on_text("--flags", "A track's flags, as N=PRE,DCP (PRE, DCP, 4CH, SCMS, NONE)",
                [this](const std::string& v) {
                    const auto [number, list] = split_numbered("--flags", v);
                    a_.disc.flags[number] = parse_flags("--flags", v, list);
                });
        on_text("--mode", "How it is recorded: sao (gapless, default) or tao (Track-at-Once, fixed gaps)",
                [this](const std::string& v) {
                    if (v != "sao" && v != "tao") refuse("--mode", v, "the modes are sao and tao");
                    a_.disc.mode = v == "tao" ? Mode::tao : Mode::sao;
                });
        on_text("--gap", "Track-at-Once gap in blocks, 0 to 225 (default 150)", [this](const std::string& v) {
            a_.disc.gap = length_or_refuse("--gap", v);
            if (*a_.disc.gap > kLongestGap) refuse("--gap", v, "a gap has 0 to 225 blocks");
        });
    }

    void add_capacity() {
        on_text("--capacity",
                "What the medium holds: 74, 80, 90 or 99 minutes, or a number of blocks (default 80)",
                [this](const std::string& v) {
                    a_.capacity = parse_capacity(v);
                    if (!a_.capacity)
                        refuse("--capacity", v, "give 74, 80, 90, 99 (minutes) or 300 to 449849 (blocks)");
                });
    }

    void add_staging() {
        auto* append = app_.add_flag("--append", a_.append, "Add the album behind what is staged");
        app_.add_flag("--restart", a_.restart, "Throw away what is staged and begin again")->excludes(append);
    }

    void add_editing() {
        auto* drop = app_.add_flag("--drop-last", a_.drop_last, "Drop the last track");
        app_.add_flag("--clear", a_.clear, "Drop all tracks and texts")->excludes(drop);
    }

    void add_recorder() {
        app_.add_option("--recorder", a_.recorder,
                        "image:FOLDER, a virtual CD-R (default: image:~/Music/Redbook)");
        app_.add_option("--stash", a_.stash,
                        "Stage into this file first (default: a file in the state folder)");
        app_.add_option("--format", a_.format, "Format of the image recorder: one of " + format_names());
        app_.add_flag("--simulate", a_.simulate, "Do everything but write");
        app_.add_flag("--no-verify", a_.no_verify, "Do not read back and compare (exit code 6)");
        app_.add_flag("--eject", a_.eject, "Eject when done");
    }

    void add_common() {
        app_.add_flag("--json", a_.json, "Print one JSON object instead of text");
        on_text("--progress", "auto (a bar on a terminal), none, or json (lines on stderr)",
                [this](const std::string& v) {
                    if (v != "auto" && v != "none" && v != "json")
                        refuse("--progress", v, "give auto, none or json");
                    a_.progress = v == "json"   ? ProgressStyle::json
                                  : v == "none" ? ProgressStyle::none
                                                : ProgressStyle::automatic;
                });
        app_.add_flag("-q,--quiet", a_.quiet, "Print errors only");
    }

    CLI::App& app_;
    Arguments& a_;
};

// The first word, if it is meant for a command and is none.
std::optional<std::string> unknown_command(int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    std::string names;
    for (const Command& command : commands()) {
        if (command.name == argv[1]) return std::nullopt;
        names += (names.empty() ? "" : ", ") + std::string(command.name);
    }
    return fmt::format("redbook: there is no command '{}'; the commands are {}\n", argv[1], names);
}

constexpr const char* kFooter =
    "Exit codes: 0 done and verified, 1 failed, 2 usage, 3 input refused, 4 does not fit, 5 differs,\n"
    "6 not verified, 7 drive or medium, 130 interrupted. 'redbook COMMAND --help' has an example.\n";

} // namespace

std::optional<BlockCount> parse_length(const std::string& text) {
    if (text.find(':') != std::string::npos) return parse_msf(text);
    const bool seconds = text.ends_with('s');
    const std::string digits = seconds ? text.substr(0, text.size() - 1) : text;
    double value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || stop != digits.data() + digits.size() || digits.empty()) return std::nullopt;
    const double blocks = seconds ? value * kBlocksPerSecond : value;
    if (!(blocks >= 0 && blocks <= kLastAddress.value) || (!seconds && blocks != std::floor(blocks)))
        return std::nullopt;
    return BlockCount{int32_t(std::lround(blocks))};
}

Parsed parse_arguments(int argc, const char* const* argv) {
    Parsed parsed;
    if (auto complaint = unknown_command(argc, argv)) return {{}, std::move(complaint), true};
    CLI::App app("Redbook masters audio CDs: files in, a proven master out.", "redbook");
    app.set_version_flag("--version", std::string("redbook ") + REDBOOK_VERSION);
    app.require_subcommand(1);
    app.footer(kFooter);
    std::list<OptionsBuilder> builders; // the options call them back while parsing
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.description));
        sub->footer("Example:\n  " + std::string(command.example) + "\n");
        builders.emplace_back(*sub, parsed.arguments).add(command.needs);
    }
    try {
        app.parse(argc, argv);
        parsed.arguments.command = app.get_subcommands().at(0)->get_name();
    } catch (const CLI::ParseError& e) {
        std::ostringstream out, complaint;
        parsed.complaint = app.exit(e, out, complaint) != 0;
        parsed.text =
            parsed.complaint
                ? fmt::format("redbook: {}; see 'redbook{} --help'\n", e.what(),
                              app.get_subcommands().empty() ? "" : " " + app.get_subcommands()[0]->get_name())
                : out.str();
    }
    return parsed;
}

} // namespace redbook::cli
