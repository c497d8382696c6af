// burn: a stash, or an album that is staged first, onto a recorder; as many discs as are asked for, on
// several drives side by side.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opening.h"
#include "cli/recorder_choice.h"
#include "cli/remedy.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/jobs/places.h"
#include "redbook/jobs/record.h"
#include "redbook/redbook.h"

namespace redbook::cli {
namespace {

void require_copies_make_sense(const Arguments& arguments) {
    const DriveArguments& drive = arguments.drive;
    if (drive.copies > 1 && arguments.simulate)
        throw Error(
            Errc::bad_value,
            fmt::format("--copies {}: one disc is enough to simulate with; leave it out", drive.copies));
    if (drive.from > drive.copies)
        throw Error(Errc::bad_value, fmt::format("--from {}: there is no such disc of {}; give --copies N",
                                                 drive.from, drive.copies));
    const int left = drive.copies - drive.from + 1;
    if (int(drive.others.size()) >= left)
        throw Error(Errc::bad_value,
                    fmt::format("--drive: there are {} drives for {} disc{}; give --copies N",
                                drive.others.size() + 1, left, left == 1 ? "" : "s"));
}

// The mode is decided when the stash is recorded.
bool describes_more_than_mode(DiscOptions options) {
    options.mode.reset();
    return !is_empty(options);
}

void refuse_what_a_stash_ignores(const Arguments& arguments, const std::string& stash) {
    const auto refuse = [&](const std::string& why) {
        throw Error(Errc::bad_value, fmt::format("{}: is recorded as it was staged; {}", stash, why));
    };
    if (!arguments.album_option.empty()) refuse("stage the album anew with " + arguments.album_option);
    if (arguments.deemphasize) refuse("stage the album anew with --deemphasize");
    if (describes_more_than_mode(arguments.disc)) refuse("change it with 'redbook edit'");
    if (!arguments.stash.empty() || !arguments.stash_folder.empty())
        refuse(fmt::format("{} is for an album", arguments.stash.empty() ? "--stash-folder" : "--stash"));
}

RecordCallbacks callbacks_of(Console& console) {
    RecordCallbacks callbacks;
    callbacks.progress = console.progress();
    callbacks.go_on = Console::goes_on;
    callbacks.on_closed = [&](const std::string& stash, int track) { console.on_closed(stash)(track); };
    callbacks.say = [&](const std::string& sentence) { console.say(sentence); };
    callbacks.wait = Console::wait;
    callbacks.on_disc = [&](const DiscDone& disc) { console.say_disc(disc); };
    return callbacks;
}

RecordOptions record_options(const Arguments& arguments, const Config& config, Console& console) {
    RecordOptions options;
    options.mode = arguments.disc.mode;
    options.simulate = arguments.simulate;
    options.verify = !arguments.no_verify;
    options.eject = arguments.eject;
    options.erase = arguments.drive.erase;
    options.overburn = arguments.drive.overburn;
    options.cd_text = !arguments.no_cd_text;
    options.strict = arguments.strict;
    options.copies = arguments.drive.copies;
    options.first_copy = arguments.drive.from;
    options.stash = arguments.stash;
    options.stash_folder = arguments.stash_folder.empty() ? config.stash_folder : arguments.stash_folder;
    options.report = arguments.report;
    options.force = arguments.force;
    options.callbacks = callbacks_of(console);
    return options;
}

std::vector<RecorderSettings> recorders_of(const Arguments& arguments, const Config& config) {
    std::vector<RecorderSettings> recorders{choose_recorder(arguments, config)};
    for (const std::string& other : arguments.drive.others) {
        Arguments its = arguments;
        its.drive.path = other;
        recorders.push_back(choose_recorder(its, config));
    }
    return recorders;
}

} // namespace

Done run_burn(const Arguments& arguments, Console& console) {
    require_copies_make_sense(arguments);
    const Config config = read_config(system_files(), config_path());
    const auto recorders = recorders_of(arguments, config);
    const auto& sources = arguments.sources;
    const bool stash = sources.size() == 1 && is_stash(sources[0]);
    if (stash) refuse_what_a_stash_ignores(arguments, sources[0]);
    Album album = open_sources(arguments, sources);
    if (!stash) apply(arguments, album);
    Outcome outcome = record(album, recorders, record_options(arguments, config, console));
    if (outcome.next_copy > 0) outcome.failures.front().note += next_copy_remedy(outcome, arguments);
    return done_with(outcome);
}

} // namespace redbook::cli
