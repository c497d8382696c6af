#include "cli/arguments.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/argument_values.h"
#include "cli/command_words.h"
#include "cli/commands.h"
#include "cli/complaint.h"
#include "cli/help_text.h"
#include "cli/parameters.h"
#include "cli/unambiguous.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/layout.h"
#include "redbook/jobs/master.h"

#ifndef REDBOOK_VERSION
#define REDBOOK_VERSION "unknown"
#endif

namespace redbook::cli {
namespace {

// "cue+bin (.cue, .bin), cue+wav, ..": each ending beside the format that it chooses.
std::string list_of(const Formats& formats) {
    std::string list;
    for (const Format& f : formats) {
        std::vector<std::string_view> endings;
        for (const std::string_view ending : {f.extension, f.data_extension})
            if (!ending.empty() && &image_format_for("x" + std::string(ending), "", formats) == &f)
                endings.push_back(ending);
        list += (list.empty() ? "" : ", ") + std::string(f.name);
        if (!endings.empty()) list += fmt::format(" ({})", fmt::join(endings, ", "));
    }
    return list;
}

// Groups of options, as the help text has them. The first two say how an album is opened.
constexpr const char* kAudioFiles = "Audio files";
constexpr const char* kSheets = "Sheets";
constexpr const char* kDrive = "The drive";
constexpr const char* kDeemphasize = "--deemphasize";

// Adds the options of one command. Each group of options is one member; the table in commands.cpp says which
// groups a command takes.
class OptionsBuilder {
  public:
    OptionsBuilder(CLI::App& app, Arguments& a) : app_(app), a_(a) {}

    void add(Needs needs) {
        add_common();
        add_operands(needs);
        if (has(needs, Needs::format))
            add_format_name("Format to write", writable(all_formats()), "what the name ends in");
        if (has(needs, Needs::force)) on_flag("-f,--force", a_.force, "Replace an output that is there");
        if (has(needs, Needs::album)) add_album();
        if (has(needs, Needs::strict))
            on_flag("--strict", a_.strict,
                    "Refuse what would be warned of: an album as it is opened, a text that CD-TEXT or a "
                    "format cannot hold as it is (exit code 3)");
        if (has(needs, Needs::deemphasize)) add_deemphasize();
        if (has(needs, Needs::capacity)) add_capacity();
        if (has(needs, Needs::staging)) add_staging();
        if (has(needs, Needs::editing)) add_editing();
        if (has(needs, Needs::recorder)) add_recorder(), add_recording(), add_drive();
        if (has(needs, Needs::erasing))
            on_flag("--full", a_.drive.full, "Erase every block, not only the TOC");
        if (has(needs, Needs::tray)) on_flag("--load", a_.drive.load, "Draw the tray in instead");
        if (has(needs, Needs::checksums)) add_checksums();
        if (has(needs, Needs::ids))
            on_flag("--ids", a_.ids, "Tell disc ids and database checksums, as 'redbook id' does");
        if (has(needs, Needs::accurate_rip))
            on_path("--accuraterip", a_.accurate_rip,
                    "An answer of AccurateRip, saved as dBAR-*.bin, to look for the tracks in")
                ->type_name("FILE");
        if (has(needs, Needs::pq_sheet))
            on_path("--pq-sheet", a_.pq_sheet,
                    "Write a PQ sheet too: pages to print and send with a master, or a table")
                ->check(pq_sheet_name)
                ->type_name("FILE.html|.pdf|.csv");
        if (has(needs, Needs::report))
            on_path("--report", a_.report, "Keep a report: a page to print, or JSON")
                ->check(report_name)
                ->type_name("FILE.html|.json");
        if (has(needs, Needs::delivery)) add_delivery();
        if (has(needs, Needs::describe)) add_description();
        if (has(needs, Needs::cd_text)) add_cd_text();
        if (has(needs, Needs::output)) on_flag("--no-cdtext", a_.no_cd_text, "Write no CD-TEXT");
    }

  private:
    static bool has(Needs needs, Needs one) { return (unsigned(needs) & unsigned(one)) != 0; }

    void on_text(const std::string& name, const std::string& value_name, const std::string& help,
                 std::function<void(const std::string&)> take) {
        app_.add_option_function<std::vector<std::string>>(
                name,
                [take](const std::vector<std::string>& values) {
                    try {
                        for (const auto& v : values) take(v);
                    } catch (const BadValue& e) {
                        throw CLI::ValidationError(e.what());
                    }
                },
                help)
            ->expected(1)
            ->allow_extra_args(false)
            ->type_name(value_name)
            ->group(group_)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }

    void on_flag(const std::string& name, bool& flag, const std::string& help) {
        app_.add_flag(name, flag, help)->group(group_);
    }

    CLI::Option* on_path(const std::string& name, std::string& path, const std::string& help) {
        return app_.add_option(name, path, help)->check(not_empty)->group(group_);
    }

    CLI::Option* on_operand(CLI::Option* operand) { return operand->check(not_empty)->transform(unmarked); }

    static std::string not_empty(const std::string& word) {
        return word.empty() ? "a name is missing; '' was given" : "";
    }

    static bool ends_in(const std::string& path, std::initializer_list<std::string_view> extensions) {
        const auto is = [&](std::string_view e) { return equal_ignoring_case(extension_of(path), e); };
        return std::ranges::any_of(extensions, is);
    }

    static std::string pq_sheet_name(const std::string& path) {
        return ends_in(path, {".html", ".htm", ".pdf", ".csv"})
                   ? ""
                   : fmt::format("'{}' is not a PQ sheet; end its name in .html, .pdf or .csv", path);
    }

    static std::string report_name(const std::string& path) {
        return ends_in(path, {".html", ".htm", ".json"})
                   ? ""
                   : fmt::format("'{}' is not a report; end its name in .html or .json", path);
    }

    void add_operands(Needs needs) {
        if (has(needs, Needs::stash))
            on_operand(app_.add_option("STASH", a_.stash, "The stash file"))->required();
        if (has(needs, Needs::sources))
            on_operand(app_.add_option("SOURCE", a_.sources,
                                       has(needs, Needs::staging)
                                           ? "Audio files in order, a folder, a cue sheet, an image, or a "
                                             "drive like /dev/sr0"
                                           : "Audio files in order, a folder, a cue sheet, an image, a "
                                             "stash, or a drive like /dev/sr0"))
                ->required();
        if (has(needs, Needs::drive))
            on_path("--drive", a_.drive.path, "The same as DRIVE")
                ->type_name("PATH")
                ->excludes(on_operand(app_.add_option(
                    "DRIVE", a_.drive.path, "The drive, like /dev/sr0 (default: the only one there is)")));
        if (has(needs, Needs::two_sources))
            for (const char* name : {"A", "B"})
                on_operand(app_.add_option_function<std::string>(
                               name, [&a = a_](const std::string& path) { a.sources.push_back(path); },
                               "A stash, an image, a cue sheet, an audio file, a folder or a drive"))
                    ->required();
        const char* out_help = "What to write; what its name ends in chooses the format";
        if (has(needs, Needs::out))
            on_path("-o,--output", a_.out, std::string(out_help) + " (required)")
                ->type_name("FILE")
                ->required();
        if (has(needs, Needs::out_operand)) on_operand(app_.add_option("OUT", a_.out, out_help))->required();
    }

    void add_format_name(const std::string& help, const Formats& formats, std::string_view otherwise) {
        app_.add_option("--format", a_.format,
                        fmt::format("{}: {} (default: {})", help, list_of(formats), otherwise))
            ->type_name("NAME")
            ->group(group_);
    }

    void add_checksums() {
        app_.add_flag_callback(
            "--no-checksums", [&a = a_] { a.checksums = false; },
            "Do not read the audio: quicker, without checksums and peaks");
    }

    void add_album() {
        group_ = kAudioFiles;
        on_flag("--separate", a_.separate,
                "Fill each file to a whole block instead of joining files at the sample");
        on_text("--pause", "LENGTH",
                "Silence before each track but the first: 2s, 150blocks or 00:02:00 (default: 0)",
                [&a = a_](const std::string& v) { a.pause = length_or_refuse("--pause", v); });
        on_text("--gain", "DB", "Change the level, -96 to 24 dB (default 0: the samples are not touched)",
                [&a = a_](const std::string& v) { a.gain_db = gain_or_refuse(v); });
        on_flag("--downmix", a_.downmix, "Mix files with more than two channels down to stereo");
        on_flag("--salvage", a_.salvage,
                "Take what is there of a file that is cut short (exit code 6: not verified)");
        app_.add_flag_callback(
                "--no-embedded", [&a = a_] { a.embedded = false; },
                "Take a single file that has a cue sheet inside as one track")
            ->group(group_);
        add_sheets();
    }

    void add_sheets() {
        group_ = kSheets;
        on_text("--encoding", "NAME",
                "What a sheet's text is in: " + encoding_names() +
                    " (default: UTF-8 or UTF-16 if it is, else Windows-1252)",
                [&a = a_](const std::string& v) {
                    a.encoding = encoding_named(v);
                    if (!a.encoding) refuse("--encoding", v, "give one of " + encoding_names());
                });
        on_flag("--allow-outside", a_.allow_outside, "Open files outside the sheet's folder that it names");
        on_text("--cue-origin", "WHERE",
                "Where the audio of a cue sheet begins: lba0 (00:02:00) or absolute (00:00:00, "
                "the first pause is in the file) (default: lba0)",
                [&a = a_](const std::string& v) { a.cue_origin = cue_origin_or_refuse(v); });
        group_ = "Options";
        add_offset("--read-offset", "reads", a_.drive.read_offset);
    }

    void add_deemphasize() {
        group_ = kAudioFiles;
        on_flag(kDeemphasize, a_.deemphasize,
                "Undo the pre-emphasis (50/15 us) of tracks with the flag PRE, and take the flag away");
        group_ = "Options";
    }

    void add_cd_text() {
        group_ = "CD-TEXT";
        on_text("--cdtext", "FILE",
                "Texts and codes of a file: packs (.cdt) or Sony text sheets (v07t); several are several "
                "languages",
                [&a = a_](const std::string& v) { a.disc.cd_text.push_back(v); });
        on_text("--charset", "NAME",
                "Character set of the first language on the disc: latin1, ascii or ms-jis (default: latin1)",
                [&a = a_](const std::string& v) { a.disc.charset = charset_or_refuse(v); });
        on_text("--language", "NAME",
                "The first language, by its English name or its code: Japanese or 0x69 (default: English)",
                [&a = a_](const std::string& v) { a.disc.language = language_or_refuse(v); });
        on_flag("--transliterate", a_.disc.transliterate,
                "Write text that the character set does not hold in Latin letters, or what resembles it");
    }

    void add_description() {
        group_ = "The disc";
        for (const TextField& field : kTextFields) add_texts(std::string(field.name));
        on_text("--mcn,--upc,--ean", "DIGITS", "The media catalogue number (UPC/EAN): 12 or 13 digits",
                [&a = a_](const std::string& v) {
                    a.disc.mcn = Mcn::parse(v);
                    if (!a.disc.mcn) refuse("--mcn", v, "a catalogue number has 12 or 13 digits");
                });
        on_text("--isrc", "N=CODE", "ISRC of track N; 'N=' takes it away", [&a = a_](const std::string& v) {
            const auto [number, code] = split_numbered("--isrc", v);
            a.disc.isrc[number] = Isrc::parse(code);
            if (!code.empty() && !a.disc.isrc[number])
                refuse("--isrc", v, "an ISRC has 12 characters, like DEXYZ2600001 or DE-XYZ-26-00001");
        });
        on_text("--flags", "N=LIST", "Flags of track N: PRE, DCP, 4CH, SCMS with commas between, or NONE",
                [&a = a_](const std::string& v) {
                    const auto [number, list] = split_numbered("--flags", v);
                    a.disc.flags[number] = parse_flags("--flags", v, list);
                });
        on_text("--mode", "MODE",
                "How it is recorded: sao (gapless) or tao (Track-at-Once, fixed gaps) (default: sao)",
                [&a = a_](const std::string& v) {
                    if (v != "sao" && v != "tao") refuse("--mode", v, "the modes are sao and tao");
                    a.disc.mode = v == "tao" ? Mode::tao : Mode::sao;
                });
        on_text("--gap", "LENGTH", "Track-at-Once gap: 2s, 150blocks or 00:02:00, at most 3s (default: 2s)",
                [&a = a_](const std::string& v) {
                    a.disc.gap = length_or_refuse("--gap", v);
                    if (*a.disc.gap > kLongestGap) refuse("--gap", v, "a gap has 0 to 225 blocks");
                });
    }

    void add_delivery() {
        group_ = "The PQ sheet";
        for (const DeliveryField& field : kDeliveryFields) {
            const std::string name = "--" + std::string(field.option);
            const bool is_id = field.member == &Delivery::master_id;
            on_text(name, "TEXT",
                    is_id ? "The master ID, of a DDP set too: at most 48 ASCII characters"
                          : fmt::format("{} to print on it", field.heading),
                    [&a = a_, member = field.member, name, is_id](const std::string& v) {
                        if (is_id && !is_master_id(v))
                            refuse(name, v, "give at most 48 printable ASCII characters");
                        a.delivery.*member = utf8_or_refuse(name, v);
                    });
        }
        group_ = "Options";
    }

    void add_texts(const std::string& name) {
        const bool artist = name == "performer";
        on_text("--" + name + (artist ? ",--artist" : ""), "TEXT", "The album's " + name,
                [&a = a_, name](const std::string& v) {
                    a.disc.album_texts[name] = utf8_or_refuse("--" + name, v);
                });
        on_text("--track-" + name + (artist ? ",--track-artist" : ""), "N=TEXT",
                "The " + name + " of track N", [&a = a_, name](const std::string& v) {
                    const std::string option = "--track-" + name;
                    const auto [number, text] = split_numbered(option, utf8_or_refuse(option, v));
                    a.disc.track_texts[name][number] = text;
                });
    }

    void add_capacity() {
        group_ = "Options";
        on_text(
            "--capacity", "SIZE",
            "What the medium holds: 74, 80, 90 or 99 (minutes), or a number of blocks (default: a stash's "
            "own, else 80)",
            [&a = a_](const std::string& v) {
                a.capacity = parse_capacity(v);
                if (!a.capacity)
                    refuse("--capacity", v, "give 74, 80, 90, 99 (minutes) or 300 to 449849 (blocks)");
            });
    }

    void add_staging() {
        auto* append = app_.add_flag("--append", a_.append, "Add the album after what is staged");
        app_.add_flag("--restart", a_.restart, "Throw away what is staged and begin again")->excludes(append);
    }

    void add_editing() {
        auto* drop = app_.add_flag("--drop-last", a_.drop_last, "Drop the last track");
        app_.add_flag("--clear", a_.clear, "Drop all tracks and texts")->excludes(drop);
    }

    void add_recorder() {
        on_path(
            "--recorder", a_.recorder,
            "image:FOLDER, a virtual CD-R, or a drive like /dev/sr0 (default: as configured, else the only "
            "drive)")
            ->type_name("NAME");
        Formats formats = image_formats();
        std::erase_if(formats, [](const Format& f) { return !can_record(f); });
        add_format_name("Format of the image recorder", formats, formats[0].name);
    }

    void add_drive() {
        group_ = kDrive;
        on_text("--drive", "PATH",
                "The drive, like /dev/sr0 ('redbook drives' lists them); several record side by side",
                [&d = a_.drive](const std::string& v) { add_drive_path(d, v); });
        app_.get_option("--drive")->check(not_empty)->excludes(app_.get_option("--recorder"));
        on_text("--speed", "X", "Multiple of 1x, like 8, or max (default: as fast as drive and disc go)",
                [&a = a_](const std::string& v) { a.drive.speed = speed_or_refuse(v); });
        add_offset("--write-offset", "records", a_.drive.write_offset);
        on_flag("--erase", a_.drive.erase, "Erase a CD-RW that is not blank first");
        on_flag("--overburn", a_.drive.overburn, "Record more than the disc says it holds");
        on_text("--allow-without", "LIST",
                "What may be missing if the drive refuses it: text, isrc and index, with commas between",
                [&a = a_](const std::string& v) { a.drive.without = without_or_refuse(v); });
        on_text("--copies", "N", "Record N discs; each is ejected, and the next blank starts by itself",
                [&a = a_](const std::string& v) { a.drive.copies = copies_or_refuse(v); });
        on_text("--from", "N", "Begin with disc N of --copies (default: 1)",
                [&a = a_](const std::string& v) { a.drive.from = first_copy_or_refuse(v); });
        group_ = "Options";
    }

    static void add_drive_path(DriveArguments& drive, const std::string& path) {
        if (path == drive.path || std::ranges::find(drive.others, path) != drive.others.end())
            throw BadValue(fmt::format("--drive '{}': is given twice; name each drive once", path));
        if (drive.path.empty())
            drive.path = path;
        else
            drive.others.push_back(path);
    }

    void add_offset(const std::string& name, std::string_view does, std::optional<int>& offset) {
        on_text(name, "SAMPLES",
                fmt::format("How many samples late the drive {}, to be made good (default: as "
                            "configured, else 0)",
                            does),
                [name, &offset](const std::string& v) { offset = offset_or_refuse(name, v); });
    }

    void add_recording() {
        on_path("--stash", a_.stash,
                "Stage an album into this file first (default: a file in the stash folder)")
            ->type_name("FILE");
        on_path("--stash-folder", a_.stash_folder,
                "Folder for stashes without a name (default: as configured, else the state folder)")
            ->type_name("FOLDER");
        on_flag("--simulate", a_.simulate,
                "Do everything but write; a drive goes through it with its laser off");
        on_flag("--no-verify", a_.no_verify, "Do not read back and compare (exit code 6)");
        on_flag("--eject", a_.eject, "Eject when done");
    }

    void add_common() {
        app_.set_help_flag("-h,--help", "Show this help");
        on_flag("--json", a_.json, "Print one JSON object instead of text");
        on_flag("--wide", a_.wide, "Full paths in tables, which may exceed 80 columns");
        on_text("--progress", "STYLE",
                "auto (a bar on a terminal), none, or json (lines on stderr) (default: auto)",
                [&a = a_](const std::string& v) { a.progress = progress_or_refuse(v); });
        on_flag("-q,--quiet", a_.quiet, "Print errors only");
    }

    CLI::App& app_;
    Arguments& a_;
    std::string group_ = "Options"; // of the help text
};

// Options as "--name VALUE", operands by their names alone.
class HelpFormatter : public CLI::Formatter {
  public:
    HelpFormatter() { column_width(kHelpColumn); }
    std::string make_option_opts(const CLI::Option* option) const override {
        const bool has_value = option->nonpositional() && option->get_type_size() != 0;
        return has_value ? " " + option->get_type_name() : "";
    }
    std::string make_option_usage(const CLI::Option* option) const override {
        const std::string name = option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
        return option->get_required() ? name : "[" + name + "]";
    }
};

// The first that was given of the options of these groups, but for --deemphasize, which is for any disc;
// empty: none was.
std::string option_of(const CLI::App& command, std::initializer_list<std::string_view> groups) {
    for (const CLI::Option* option : command.get_options())
        if (option->count() > 0 && std::ranges::find(groups, option->get_group()) != groups.end() &&
            option->get_name() != kDeemphasize)
            return option->get_name();
    return "";
}

// With the options of the one that is `asked` for; to have those of all takes time.
void add_commands(CLI::App& app, std::string_view asked, Arguments& arguments) {
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Show this help");
    app.set_version_flag("--version", std::string("redbook ") + REDBOOK_VERSION, "Show the version");
    app.require_subcommand(1);
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.description));
        sub->footer("Example:\n  " + std::string(command.example) + "\n");
        if (command.name == asked) OptionsBuilder(*sub, arguments).add(command.needs);
    }
}

// In reverse, as CLI11 takes them.
std::vector<std::string> words_for_cli11(const CLI::App& app, const std::vector<std::string>& given) {
    std::vector<std::string> words = given;
    if (!given.empty() && !given[0].starts_with('-')) {
        words = unambiguous(*app.get_subcommand(given[0]), {given.begin() + 1, given.end()});
        words.insert(words.begin(), given[0]);
    }
    std::reverse(words.begin(), words.end());
    return words;
}

Parameter parameter_of(const CLI::Option& option) {
    Parameter p;
    p.operand = !option.nonpositional();
    if (p.operand) p.names.push_back(option.get_name(true));
    for (const std::string& name : option.get_snames()) p.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) p.names.push_back("--" + name);
    if (!p.operand && option.get_type_size() != 0) p.value = option.get_type_name();
    p.help = option.get_description();
    p.group = option.get_group();
    p.required = option.get_required();
    p.repeats = option.get_expected_max() > 1;
    return p;
}

} // namespace

std::vector<Parameter> parameters_of(const Command& command) {
    Arguments unused;
    CLI::App app;
    OptionsBuilder(app, unused).add(command.needs);
    std::vector<Parameter> parameters;
    for (const CLI::Option* option : app.get_options()) {
        parameters.push_back(parameter_of(*option));
        parameters.back().offer = offer_for(command, parameters.back());
    }
    return parameters;
}

Parsed parse_arguments(int argc, const char* const* argv) {
    Parsed parsed;
    const std::vector<std::string> given = words_of(argc, argv);
    if ((parsed.complaint = unknown_command(given))) {
        look_for_json(given, parsed.arguments);
        return parsed;
    }
    CLI::App app("Redbook masters audio CDs: files in, a proven master out.", "redbook");
    add_commands(app, given.empty() ? "" : given[0], parsed.arguments);
    const auto command = [&app]() -> const CLI::App& {
        return app.get_subcommands().empty() ? app : *app.get_subcommands()[0];
    };
    try {
        app.parse(words_for_cli11(app, given));
        parsed.arguments.command = command().get_name();
        parsed.arguments.album_option = option_of(command(), {kAudioFiles, kSheets});
        parsed.arguments.drive_option = option_of(command(), {kDrive});
    } catch (const CLI::CallForHelp&) {
        parsed.text = &command() == &app ? program_help() : tidy_help(app.help());
    } catch (const CLI::CallForVersion& e) {
        parsed.text = std::string(e.what()) + "\n";
    } catch (const CLI::ParseError& e) {
        parsed.complaint = fmt::format("{}; see 'redbook{} --help'", sentence_of(e, command()),
                                       &command() == &app ? "" : " " + command().get_name());
        if (&command() != &app) parsed.arguments.command = command().get_name();
        look_for_json(given, parsed.arguments);
    }
    return parsed;
}

} // namespace redbook::cli
