// stage and edit: what changes a stash.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/disc_options.h"
#include "redbook/base/error.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/opened.h"
#include "redbook/jobs/stage_album.h"
#include "redbook/jobs/stash_image.h"

namespace redbook::cli {
namespace {

DiscReport report_on(const Stash& stash) {
    const Disc disc = stash.disc();
    return {.path = stash.path(),
            .kind = "stash",
            .disc = disc,
            .capacity = stash.capacity(),
            .crcs = track_crcs(disc, stash.audio()->known_sums())};
}

// What is given in the place of a stash may be an album.
void require_stash(FileSystem& files, const std::string& path) {
    if (!files.status(path))
        throw Error(
            Errc::not_found,
            fmt::format("{}: there is no such stash; make it with 'redbook stage {} ALBUM'", path, path));
    if (!is_stash(files, path))
        throw Error(
            Errc::malformed,
            fmt::format("{}: is not a stash; stage it first: 'redbook stage NAME.stash {}'", path, path));
}

void require_stash_or_nothing(FileSystem& files, const std::string& path) {
    if (files.status(path) && !is_stash(files, path))
        throw Error(Errc::exists, path + ": is there already and is not a stash; name the stash first, then "
                                         "the album");
}

std::string track_count(int n) { return fmt::format("{} track{}", n, n == 1 ? "" : "s"); }

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

// What will be in the way when the stash is burned.
void warn_of_later_trouble(const Arguments& arguments, const Disc& disc, std::vector<std::string>& warnings) {
    if (disc.tracks.empty()) return;
    const Fitted fitted = fit(kStashFormat, disc);
    require_fit(fitted, arguments.stash, arguments.strict);
    for (const std::string& warning : fitted.warnings) warnings.push_back(arguments.stash + ": " + warning);
}

// What the options say holds for tracks that were staged before, too.
void describe(const Arguments& arguments, FileSystem& files) {
    if (is_empty(arguments.disc)) return;
    const auto staging = continue_stash(files, arguments.stash);
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
    FileSystem& files = system_files();
    require_stash_or_nothing(files, arguments.stash);
    const SampleCount accepted = accepted_edge_of(arguments, arguments.sources);
    Album album = open_sources_as_album(arguments, arguments.sources);
    apply(arguments, album);
    check_rules_in_passing(arguments, album.path, album.disc, album.warnings);
    warn_of_later_trouble(arguments, album.disc, album.warnings);
    StageOptions options;
    options.capacity = arguments.capacity;
    options.onto = arguments.append    ? Onto::what_is_there
                   : arguments.restart ? Onto::nothing
                                       : Onto::the_same_album;
    options.progress = console.progress();
    options.on_closed = console.on_closed(arguments.stash);
    const StageResult result = stage_album(files, arguments.stash, album, options);
    if (result.already_there > 0 && options.onto == Onto::the_same_album) describe(arguments, files);
    Done done;
    const auto stash = open_stash(files, arguments.stash);
    done.report.discs.push_back(report_on(*stash));
    done.report.warnings = album.warnings;
    for (const std::string& warning : result.warnings) done.report.warnings.push_back(warning);
    if (is_in_memory(parent_of(arguments.stash)))
        done.report.warnings.push_back(
            arguments.stash + ": lies in memory (tmpfs) and is gone when the machine is switched off");
    done.report.lost = result.lost;
    done.report.staged = StagedTracks{result.staged, result.already_there};
    done.report.outcome =
        fmt::format("{}: {} staged{}", arguments.stash, track_count(result.staged),
                    result.already_there ? fmt::format(", {} there before", result.already_there) : "");
    done.report.missing = album.missing;
    if (!is_incomplete(album, accepted, done.report.warnings)) return done;
    done.report.outcome += album.missing.empty() ? "; the disc could not be read everywhere"
                                                 : "; files that are cut short were salvaged";
    done.code = ExitCode::not_verified;
    return done;
}

Done run_edit(const Arguments& arguments, Console&) {
    FileSystem& files = system_files();
    if (!arguments.clear && !arguments.drop_last && !arguments.capacity && is_empty(arguments.disc))
        throw Error(Errc::bad_value,
                    arguments.stash + ": nothing to change was given; see 'redbook edit --help'");
    require_stash(files, arguments.stash);
    const auto staging = continue_stash(files, arguments.stash);
    Done done;
    done.report.warnings = staging->warnings();
    edit(arguments, *staging, done.report.warnings);
    warn_of_later_trouble(arguments, staging->disc(), done.report.warnings);
    staging->close();
    done.report.discs.push_back(report_on(*open_stash(files, arguments.stash)));
    done.report.outcome = arguments.stash + ": changed";
    return done;
}

} // namespace redbook::cli
