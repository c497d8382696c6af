// master and export: an image out of an album or a stash.
#include "redbook/jobs/master.h"
#include "cli/commands.h"
#include "cli/opening.h"
#include "redbook/base/error.h"

namespace redbook::cli {
namespace {

MasterOptions master_options(const Arguments& arguments, Console& console) {
    MasterOptions options;
    options.format = arguments.format;
    options.force = arguments.force;
    options.strict = arguments.strict;
    options.cd_text = !arguments.no_cd_text;
    options.capacity = arguments.capacity;
    options.identify = arguments.ids;
    options.pq_sheet = arguments.pq_sheet;
    options.report = arguments.report;
    options.reported_as = arguments.command;
    options.delivery = arguments.delivery;
    options.progress = console.progress();
    return options;
}

// A wrong name is refused before anything is decoded.
void require_output(const Arguments& arguments) {
    const Output output = output_for(arguments.out, arguments.format);
    require_use_of_delivery(arguments, output.format.name == "ddp");
}

} // namespace

Done run_master(const Arguments& arguments, Console& console) {
    require_output(arguments);
    Album album = open_sources(arguments, arguments.sources);
    apply(arguments, album);
    return done_with(master(album, arguments.out, master_options(arguments, console)));
}

Done run_export(const Arguments& arguments, Console& console) {
    require_output(arguments);
    Album album = open_sources(arguments, {arguments.stash});
    if (album.disc.tracks.empty())
        throw Error(Errc::breaks_rule,
                    arguments.stash + ": there is no track in it to export; stage one first");
    apply(arguments, album);
    return done_with(master(album, arguments.out, master_options(arguments, console)));
}

} // namespace redbook::cli
