// info, verify and check: what only reads.
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opening.h"
#include "redbook/base/error.h"
#include "redbook/jobs/check.h"
#include "redbook/jobs/compare.h"
#include "redbook/jobs/side_files.h"
#include "redbook/redbook.h"

namespace redbook::cli {
namespace {

// Files are one album together; what is an album of its own is shown alone.
std::vector<std::vector<std::string>> albums_in(const std::vector<std::string>& sources) {
    std::vector<std::vector<std::string>> albums;
    for (const std::string& source : sources)
        if (is_album_of_its_own(source)) albums.push_back({source});
    if (albums.empty()) return {sources};
    if (albums.size() == sources.size()) return albums;
    throw Error(Errc::unsupported,
                albums[0][0] + ": is an album of its own; give it without audio files beside it");
}

void inform_of_texts(const Album& album, const Arguments& arguments, Done& done) {
    if (!arguments.pq_sheet.empty())
        throw Error(Errc::unsupported,
                    album.path + ": holds CD-TEXT and no audio; a PQ sheet needs an album with it");
    done.report.texts.push_back({album.path, album.disc});
    warn(done.report.warnings, warnings_of(album), false);
}

void inform(const std::vector<std::string>& sources, const Arguments& arguments, Console& console,
            Done& done) {
    const Album album = open_sources(arguments, sources, true);
    if (!album.holds.audio) return inform_of_texts(album, arguments, done);
    require_use_of_delivery(arguments, false);
    const SideFileOptions sheet{
        arguments.pq_sheet, {}, arguments.delivery, arguments.force, arguments.strict};
    if (!arguments.pq_sheet.empty()) SideFiles(sheet, "", false, album.files); // refuses before audio is read
    DiscReport report = describe(album, arguments.checksums, console.progress());
    if (arguments.capacity) report.capacity = *arguments.capacity;
    if (!arguments.pq_sheet.empty()) write_pq_sheet(album, report, sheet, done.report, console.progress());
    done.report.discs.push_back(std::move(report));
    done.report.missing.insert(done.report.missing.end(), album.missing.begin(), album.missing.end());
    warn(done.report.warnings, warnings_of(album), false);
}

void undo_emphasis(Album& album) {
    const auto has_emphasis = [](const Track& track) { return track.flags.pre_emphasis; };
    if (album.audio && std::ranges::any_of(album.disc.tracks, has_emphasis)) deemphasize(album);
}

} // namespace

Done run_info(const Arguments& arguments, Console& console) {
    const auto albums = albums_in(arguments.sources);
    if (!arguments.pq_sheet.empty() && albums.size() > 1)
        throw Error(Errc::bad_value, arguments.pq_sheet + ": a PQ sheet is of one disc; give one album");
    Done done;
    for (const auto& sources : albums) inform(sources, arguments, console, done);
    return done;
}

Done run_verify(const Arguments& arguments, Console& console) {
    auto [a, b] = open_two_sources(arguments);
    if (arguments.deemphasize)
        for (Album* album : {&a, &b}) undo_emphasis(*album);
    return done_with(compare(a, b, console.progress()));
}

Done run_check(const Arguments& arguments, Console& console) {
    Album album = open_sources(arguments, arguments.sources);
    apply(arguments, album);
    Done done;
    warn(done.report.warnings, album.warnings, arguments.strict);
    Checked checked = check(album, arguments.capacity, console.progress());
    done.report.discs.push_back({.path = album.path,
                                 .kind = std::string(to_string(album.kind)),
                                 .disc = album.disc,
                                 .capacity = checked.capacity,
                                 .signals = std::move(checked.signals),
                                 .sources = sources_of(album)});
    done.report.missing = album.missing;
    done.report.warnings = warnings_of(album);
    const auto& findings = done.report.findings.emplace(std::move(checked.findings));
    const auto errors =
        std::ranges::count_if(findings, [](const Finding& f) { return f.severity == Severity::error; });
    const auto warnings = std::ssize(findings) - errors + std::ssize(done.report.warnings);
    done.report.outcome = fmt::format("{}: {} error{}, {} warning{}", album.path, errors,
                                      errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
    const bool only_too_long = errors > 0 && std::ranges::all_of(findings, [](const Finding& f) {
                                   return f.severity == Severity::warning || f.rule == "capacity";
                               });
    done.code = errors == 0 ? ExitCode::done : only_too_long ? ExitCode::does_not_fit : ExitCode::refused;
    return done;
}

} // namespace redbook::cli
