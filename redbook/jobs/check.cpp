#include "redbook/jobs/check.h"

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/relocated.h"

namespace redbook {
namespace {

TransferOptions options_in(Phase phase, const ProgressCallback& progress) {
    TransferOptions options;
    options.progress = in_phase(progress, phase);
    return options;
}

void find_matches_in(const std::string& path, Identified& found, const BlockSource& audio,
                     const TransferOptions& options) {
    const std::string content = read_whole_file(system_files(), path, kLargestResponse);
    const AccurateRipResponse response = parse_accurate_rip_response(path, as_bytes(content));
    if (!found.identity.ids.accurate_rip)
        throw Error(Errc::unsupported,
                    path + ": cannot be compared; the length of a data track on the disc is not known");
    find_matches(found.identity, path, response, found.disc, audio, options);
}

} // namespace

Checked check(const Album& album, std::optional<BlockCount> capacity, const ProgressCallback& progress) {
    Checked result;
    result.capacity = capacity.value_or(album.capacity.value_or(kDefaultCapacity));
    AudioReport audio = check_audio(album.disc, *album.audio, options_in(Phase::listening, progress));
    result.findings = check_rules(album.disc, result.capacity);
    result.findings.insert(result.findings.end(), audio.findings.begin(), audio.findings.end());
    result.signals = std::move(audio.signals);
    return result;
}

Identified identify(const Album& album, const std::string& accurate_rip, const ProgressCallback& progress) {
    Identified result{as_recorded(album.disc), {}};
    if (result.disc.tracks.empty())
        throw Error(Errc::breaks_rule, album.path + ": there is no track in it; stage one first");
    const auto audio = relocate(*album.audio, album.disc, result.disc);
    const TransferOptions options = options_in(Phase::reading, progress);
    result.identity = identify(result.disc, *audio, options);
    if (!accurate_rip.empty()) find_matches_in(accurate_rip, result, *audio, options);
    return result;
}

DiscSums checksum(const Album& album, const ProgressCallback& progress) {
    return checksum_disc(album.disc, *album.audio, options_in(Phase::reading, progress));
}

} // namespace redbook
