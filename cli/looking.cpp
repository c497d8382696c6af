// info, verify and check: what only looks.
#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/disc_options.h"
#include "cli/side_files.h"
#include "redbook/check/audio_rules.h"
#include "redbook/disc/relocated.h"
#include "redbook/drive/scsi.h"
#include "redbook/image/deemphasized.h"
#include "redbook/jobs/opened.h"
#include "redbook/stage/staging.h"

namespace redbook::cli {
namespace {

// A disc as its own mode records it, so that a stash for Track-at-Once compares with what became of it.
struct Recorded {
    Opened opened;
    Disc disc;
    std::unique_ptr<BlockSource> audio;
    // Without the checksums that a stash knows: they say what was staged, not what lies there now.
    Side side() const {
        Side result{opened.album.path, disc, audio.get(), opened.album.holds};
        result.run_out = opened.album.disc.mode == Mode::tao;
        result.subchannel = opened.album.subchannel.get();
        result.contradictions = opened.album.contradictions;
        result.unread = opened.album.unread;
        return result;
    }
};

// Track-at-Once puts no CD-TEXT on a disc, and libburn no ISRC with it: there is nothing to be missed.
Side side_of(const Recorded& disc, const Recorded& other) {
    Side side = disc.side();
    if (side.holds.sample_exact || other.opened.album.disc.mode != Mode::tao) return side;
    if (side.disc.text_blocks.empty()) side.holds.text_blocks = 0;
    if (std::ranges::none_of(side.disc.tracks, [](const Track& t) { return t.isrc.has_value(); }))
        side.holds.isrc = false;
    return side;
}

// Between two tracks of Track-at-Once is what the recorder has put there.
void take_gaps(Recorded& staged, const Recorded& read) {
    if (staged.opened.album.disc.mode != Mode::tao || !staged.audio ||
        read.opened.album.disc.mode == Mode::tao)
        return;
    Disc disc = with_gaps_as_read(staged.disc, read.disc, read.opened.album.holds.pauses);
    if (disc == staged.disc) return;
    staged.audio = relocate(*staged.audio, staged.disc, disc);
    staged.disc = std::move(disc);
}

void add_sums(DiscReport& report, DiscSums sums) {
    report.crc = sums.crc;
    report.sums = std::move(sums.tracks);
}

Recorded recorded_of(Opened opened, const Arguments& arguments) {
    Recorded r{std::move(opened), {}, nullptr};
    Album& album = r.opened.album;
    const auto has_emphasis = [](const Track& track) { return track.flags.pre_emphasis; };
    if (arguments.deemphasize && album.audio && std::ranges::any_of(album.disc.tracks, has_emphasis))
        deemphasize(album);
    r.disc = as_recorded(album.disc);
    if (album.audio) r.audio = relocate(*album.audio, album.disc, r.disc);
    return r;
}

// Files are one album together; what is an album of its own is told of alone.
std::vector<std::vector<std::string>> albums_in(const std::vector<std::string>& sources) {
    std::vector<std::vector<std::string>> albums;
    for (const std::string& source : sources)
        if (is_drive(source) || is_stash(system_files(), source) || is_whole_album(source))
            albums.push_back({source});
    if (albums.empty()) return {sources};
    if (albums.size() == sources.size()) return albums;
    throw Error(Errc::unsupported,
                albums[0][0] + ": is an album of its own; give it without audio files beside it");
}

// The disc as it is recorded, whatever it is staged for: so it stands on a PQ sheet.
DiscReport report_as_recorded(const DiscReport& report, const BlockSource& audio, Console& console) {
    DiscReport recorded = report;
    if (report.disc.mode == Mode::sao) return recorded;
    recorded.disc = as_recorded(report.disc);
    if (!report.crc) return recorded;
    const auto relocated = relocate(audio, report.disc, recorded.disc);
    add_sums(recorded, checksum_disc(recorded.disc, *relocated, console.transfer_options(Phase::reading)));
    return recorded;
}

void inform_of_texts(const Album& album, const Arguments& arguments, Done& done) {
    if (!arguments.pq_sheet.empty())
        throw Error(Errc::unsupported,
                    album.path + ": holds CD-TEXT and no audio; a PQ sheet needs an album with it");
    done.report.texts.push_back({album.path, album.disc});
    add_warnings(done.report.warnings, album);
}

void inform(const std::vector<std::string>& sources, const Arguments& arguments, Console& console,
            Done& done) {
    const Opened opened = open_sources(arguments, sources, true);
    const Album& album = opened.album;
    if (!album.holds.audio) return inform_of_texts(album, arguments, done);
    require_use_of_delivery(arguments, false);
    SideFiles sheet(arguments, album.files);
    DiscReport report{.path = album.path,
                      .kind = std::string(to_string(album.kind)),
                      .disc = album.disc,
                      .capacity = arguments.capacity.value_or(opened.capacity.value_or(kDefaultCapacity)),
                      .descriptor = album.descriptor};
    if (arguments.checksums && !album.disc.tracks.empty()) {
        add_sums(report, checksum_disc(album.disc, *album.audio, console.transfer_options(Phase::reading)));
        report.md5 = album.md5;
    }
    if (!arguments.pq_sheet.empty()) {
        sheet.prepare(report_as_recorded(report, *album.audio, console), done.report);
        sheet.publish(done.report);
    }
    report.sources = sources_of(album);
    done.report.discs.push_back(std::move(report));
    done.report.missing.insert(done.report.missing.end(), album.missing.begin(), album.missing.end());
    add_warnings(done.report.warnings, album);
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
    const SampleCount accepted = accepted_edge_of(arguments, arguments.sources);
    auto [first, second] = open_two_sources(arguments);
    Recorded a = recorded_of(std::move(first), arguments);
    Recorded b = recorded_of(std::move(second), arguments);
    take_gaps(a, b);
    take_gaps(b, a);
    Done done;
    done.report.comparison =
        compare(side_of(a, b), side_of(b, a), console.transfer_options(Phase::comparing));
    for (const Recorded* side : {&a, &b}) {
        const Album& album = side->opened.album;
        leave_unverified(*done.report.comparison, album.missing, album.disc);
        done.report.missing.insert(done.report.missing.end(), album.missing.begin(), album.missing.end());
        add_warnings(done.report.warnings, album);
    }
    warn_of_edge(done.report.warnings, arguments.sources, done.report.comparison->unread_edge_samples(),
                 accepted);
    done.code = exit_code_of(*done.report.comparison, accepted);
    if (const Item* item = done.report.comparison->first_difference())
        done.report.errors.push_back(
            {Errc::differs, fmt::format("{} and {} differ: {}: {}", arguments.sources[0],
                                        arguments.sources[1], item->name, item->detail)});
    return done;
}

Done run_check(const Arguments& arguments, Console& console) {
    Opened opened = open_sources(arguments, arguments.sources);
    apply(arguments, opened.album);
    const Disc& disc = opened.album.disc;
    const BlockCount capacity = arguments.capacity.value_or(opened.capacity.value_or(kDefaultCapacity));
    Done done;
    AudioReport audio = check_audio(disc, *opened.album.audio, console.transfer_options(Phase::listening));
    done.report.findings = check_rules(disc, capacity);
    done.report.findings->insert(done.report.findings->end(), audio.findings.begin(), audio.findings.end());
    done.report.discs.push_back({.path = opened.album.path,
                                 .kind = std::string(to_string(opened.album.kind)),
                                 .disc = disc,
                                 .capacity = capacity,
                                 .signals = std::move(audio.signals),
                                 .sources = sources_of(opened.album)});
    done.report.missing = opened.album.missing;
    add_warnings(done.report.warnings, opened.album);
    const auto errors = std::count_if(done.report.findings->begin(), done.report.findings->end(),
                                      [](const Finding& f) { return f.severity == Severity::error; });
    const auto warnings = std::ssize(*done.report.findings) - errors + std::ssize(done.report.warnings);
    done.report.outcome = fmt::format("{}: {} error{}, {} warning{}", opened.album.path, errors,
                                      errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
    const bool only_too_long =
        errors > 0 &&
        std::all_of(done.report.findings->begin(), done.report.findings->end(),
                    [](const Finding& f) { return f.severity == Severity::warning || f.rule == "capacity"; });
    done.code = errors == 0 ? ExitCode::done : only_too_long ? ExitCode::does_not_fit : ExitCode::refused;
    return done;
}

} // namespace redbook::cli
