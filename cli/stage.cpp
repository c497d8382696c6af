// stage and edit: what changes a stash.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opening.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/side_files.h"
#include "redbook/jobs/stage.h"
#include "redbook/redbook.h"

namespace redbook::cli {
namespace {

// What is given in the place of a stash may be an album.
void require_stash(const std::string& path) {
    if (!system_files().status(path))
        throw Error(
            Errc::not_found,
            fmt::format("{}: there is no such stash; make it with 'redbook stage {} ALBUM'", path, path));
    if (!is_stash(path))
        throw Error(
            Errc::malformed,
            fmt::format("{}: is not a stash; stage it first: 'redbook stage NAME.stash {}'", path, path));
}

void require_stash_or_nothing(const std::string& path) {
    if (system_files().status(path) && !is_stash(path))
        throw Error(Errc::exists, path + ": is there already and is not a stash; name the stash first, then "
                                         "the album");
}

// What the options say of tracks that will not be there is refused before anything is dropped.
void edit(const Arguments& arguments, Staging& staging, std::vector<std::string>& warnings) {
    Disc disc = arguments.clear ? Disc{} : staging.disc();
    if (arguments.drop_last && !disc.tracks.empty()) disc.tracks.pop_back();
    apply(arguments.disc, disc, warnings);
    for (std::string& sentence : remove_codes_of_zeros(disc)) warnings.push_back(std::move(sentence));
    if (arguments.clear) staging.clear();
    if (arguments.drop_last) staging.drop_last();
    if (arguments.capacity) staging.set_capacity(*arguments.capacity);
    staging.edit(disc);
}

// What the options say holds for tracks that were staged before, too.
void describe_staged(const Arguments& arguments) {
    if (is_empty(arguments.disc)) return;
    const auto staging = continue_stash(arguments.stash);
    Disc disc = staging->disc();
    std::vector<std::string> told_before; // of the album
    apply(arguments.disc, disc, told_before);
    remove_codes_of_zeros(disc);
    if (arguments.deemphasize)
        for (Track& track : disc.tracks) track.flags.pre_emphasis = false;
    staging->edit(disc);
    staging->close();
}

} // namespace

Done run_stage(const Arguments& arguments, Console& console) {
    require_stash_or_nothing(arguments.stash);
    Album album = open_sources(arguments, arguments.sources);
    apply(arguments, album);
    StageOptions options;
    options.capacity = arguments.capacity;
    options.onto = arguments.append    ? Onto::what_is_there
                   : arguments.restart ? Onto::nothing
                                       : Onto::the_same_album;
    options.strict = arguments.strict;
    options.progress = console.progress();
    options.on_closed = console.on_closed(arguments.stash);
    Outcome outcome = stage(arguments.stash, album, options);
    if (outcome.staged->before > 0 && options.onto == Onto::the_same_album) {
        describe_staged(arguments);
        outcome.disc = open_stash(arguments.stash)->disc();
    }
    return done_with(outcome);
}

Done run_edit(const Arguments& arguments, Console&) {
    if (!arguments.clear && !arguments.drop_last && !arguments.capacity && is_empty(arguments.disc))
        throw Error(Errc::bad_value,
                    arguments.stash + ": nothing to change was given; see 'redbook edit --help'");
    require_stash(arguments.stash);
    const auto staging = continue_stash(arguments.stash);
    Done done;
    done.report.warnings = staging->warnings();
    edit(arguments, *staging, done.report.warnings);
    warn(done.report.warnings, later_trouble(arguments.stash, staging->disc(), arguments.strict), false);
    staging->close();
    done.report.discs.push_back(describe(open({arguments.stash}), false));
    done.report.outcome = arguments.stash + ": changed";
    return done;
}

} // namespace redbook::cli
