// master and export: an image out of an album or a stash.
#include <optional>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/disc_options.h"
#include "cli/outcome.h"
#include "cli/side_files.h"
#include "redbook/base/error.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/opened.h"

namespace redbook::cli {
namespace {

// Of an image that was just written: its files are read more quickly than the album is decoded again. What
// is written is written, so this does not ask whether to go on.
Identity identify_image(const std::string& path) {
    const Opened opened = open_any(system_files(), {path});
    return identify(opened.album.disc, *opened.album.audio);
}

const ImageFormat& format_of(const Arguments& arguments) {
    return image_format_for(arguments.out, arguments.format, output_formats());
}

std::string image_outcome(const std::string& out, const ImageFormat& format, ExitCode code) {
    if (code != ExitCode::done) return out + ": written, but not wholly verified";
    return format.holds.audio
               ? out + ": written, read back and compared"
               : out + ": CD-TEXT and codes written, read back and compared; it holds no audio";
}

// The image has its name and its verdict by now, so that a page that gets none is an error beside them.
void publish(SideFiles& sides, Done& done) {
    try {
        sides.publish(done.report);
    } catch (const Error& e) {
        done.report.errors.push_back({e.code, e.what()});
        if (done.code == ExitCode::done) done.code = exit_code_of(e);
    }
}

void judge(const Comparison& comparison, bool incomplete, const ImageFormat& format, Done& done) {
    const std::string& out = done.report.discs[0].path;
    done.code = exit_code_of(comparison.verdict);
    if (done.code == ExitCode::done && incomplete) done.code = ExitCode::not_verified;
    if (const Item* item = comparison.first_difference())
        done.report.errors.push_back(
            {Errc::differs,
             fmt::format("{}: what was read back differs from what was written: {}: {}; nothing was kept",
                         out, item->name, item->detail)});
    else
        done.report.outcome = image_outcome(out, format, done.code);
}

// Writes what was opened and says what came of it.
Done write(const Opened& opened, const Arguments& arguments, BlockCount capacity, SampleCount accepted_edge,
           Console& console) {
    const ImageFormat& format = format_of(arguments);
    const std::string out = sheet_path_for(arguments.out, format);
    MasterOptions options;
    options.force = arguments.force;
    options.keep = arguments.disc.cd_text;
    options.from_files = !opened.capacity;
    options.capacity = capacity;
    options.cd_text = !arguments.no_cd_text;
    options.strict = arguments.strict;
    options.progress = console.progress();
    options.delivery = arguments.delivery;
    require_use_of_delivery(arguments, format.name == "ddp");
    SideFiles sides(arguments, opened.album.files, format.folder);
    options.side_files = sides.names_inside();
    std::optional<Identity> identity;
    const auto tell_all = [&](const Outcome& outcome) {
        Done done;
        done.report.command = arguments.command;
        tell(outcome, {out, std::string(format.description), capacity}, done.report);
        done.report.missing = opened.album.missing;
        done.report.discs[0].identity = identity;
        done.report.discs[0].sources = sources_of(opened.album);
        judge(outcome.comparison, is_incomplete(opened.album, accepted_edge, done.report.warnings), format,
              done);
        done.report.exit_code = int(done.code);
        return done;
    };
    options.before_commit = [&](const Outcome& outcome, const std::string& path) {
        if (arguments.ids && format.holds.audio) identity = identify_image(path);
        const Report report = tell_all(outcome).report;
        sides.prepare(report.discs[0], report, path);
    };
    const Outcome mastered = master(system_files(), format, opened.album, out, options);
    Done done = tell_all(mastered);
    if (!mastered.files.empty()) publish(sides, done);
    return done;
}

} // namespace

Done run_master(const Arguments& arguments, Console& console) {
    format_of(arguments); // a wrong name is told before anything is decoded
    const SampleCount accepted_edge = accepted_edge_of(arguments, arguments.sources);
    Opened opened = open_sources(arguments, arguments.sources);
    apply(arguments, opened.album);
    const BlockCount capacity = arguments.capacity.value_or(opened.capacity.value_or(kDefaultCapacity));
    require_rules(opened.album.disc, capacity, opened.album.path);
    check_rules_in_passing(arguments, opened.album.path, opened.album.disc, opened.album.warnings);
    return write(opened, arguments, capacity, accepted_edge, console);
}

Done run_export(const Arguments& arguments, Console& console) {
    format_of(arguments);
    Opened opened = open_sources(arguments, {arguments.stash});
    if (opened.album.disc.tracks.empty())
        throw Error(Errc::breaks_rule,
                    arguments.stash + ": there is no track in it to export; stage one first");
    apply(arguments, opened.album);
    check_rules_in_passing(arguments, arguments.stash, opened.album.disc, opened.album.warnings);
    return write(opened, arguments, opened.capacity.value_or(kDefaultCapacity), {}, console);
}

} // namespace redbook::cli
