#include "cli/burn_stash.h"

#include <fmt/format.h>

#include "cli/disc_options.h"
#include "cli/places.h"
#include "redbook/base/error.h"
#include "redbook/jobs/stage_album.h"

namespace redbook::cli {
namespace {

std::string stash_folder(const Arguments& arguments, const Config& config) {
    const std::string& folder = arguments.stash_folder.empty() ? config.stash_folder : arguments.stash_folder;
    if (folder.empty()) return state_folder();
    make_folders(folder);
    return folder;
}

// Never one that is there: it may be what a failed recording has kept.
std::string free_stash_name(const std::string& folder, const std::string& stem) {
    std::string path = join_path(folder, stem + ".stash");
    for (int n = 2; system_files().status(path); ++n)
        path = join_path(folder, fmt::format("{}-{}.stash", stem, n));
    return path;
}

// The mode is the recording's affair.
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

} // namespace

BurnStash stage_first(const Arguments& arguments, const Config& config, std::optional<BlockCount> capacity,
                      const std::function<void(const Disc&)>& before_staging, Console& console) {
    FileSystem& files = system_files();
    const auto& sources = arguments.sources;
    if (sources.size() == 1 && is_stash(files, sources[0])) {
        refuse_what_a_stash_ignores(arguments, sources[0]);
        BurnStash staged{.path = sources[0], .warnings = {}};
        check_rules_in_passing(arguments, staged.path, open_stash(files, staged.path)->disc(),
                               staged.warnings);
        return staged;
    }
    const SampleCount accepted = accepted_edge_of(arguments, sources);
    Album album = open_sources_as_album(arguments, sources);
    apply(arguments, album);
    check_rules_in_passing(arguments, album.path, album.disc, album.warnings);
    before_staging(album.disc);
    BurnStash staged{.path = arguments.stash, .ours = arguments.stash.empty(), .warnings = album.warnings};
    if (staged.ours) staged.path = free_stash_name(stash_folder(arguments, config), stem_of(album.path));
    StageOptions options;
    options.capacity = capacity;
    if (staged.ours)
        options.to_go_on = fmt::format(
            "go on with 'redbook stage {} ...', or burn it again from the beginning", staged.path);
    options.progress = console.progress();
    options.on_closed = console.on_closed(staged.path);
    const StageResult result = stage_album(files, staged.path, album, options);
    staged.warnings.insert(staged.warnings.end(), result.warnings.begin(), result.warnings.end());
    staged.lost = result.lost;
    staged.incomplete = is_incomplete(album, accepted, staged.warnings);
    staged.missing = album.missing;
    return staged;
}

} // namespace redbook::cli
