#include "redbook/check/audio_rules.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "redbook/check/stretch.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

constexpr SampleCount kShortestSilence{16};
constexpr SampleCount kLongestHole = samples_in(BlockCount{2}); // a hole is shorter
constexpr SampleCount kLongSilence{5 * kSampleRate};
constexpr int16_t kAbrupt = 33; // the lowest level above -60 dBFS

double dbfs(int16_t level) { return 20 * std::log10(level / 32768.0); }

double seconds(SampleCount n) { return double(n.value) / kSampleRate; }

// A track as the rules look at it.
struct Sight {
    int number;
    TrackSpan span;
    Stretch all;  // pregap audio and what follows
    Stretch body; // from INDEX 01 to the end of the audio
};

// What lies between two tracks, or between one and the edge of the disc.
struct Boundary {
    const Sight* before; // nullptr: the beginning of the disc
    const Sight* behind; // nullptr: its end
    SampleCount silence; // digital silence between the two, described or staged
    bool described;      // a part of it is described by the disc

    bool gapless() const { return before && behind && silence < kShortestSilence; }
    bool ends_abruptly() const { return before && before->all.last_level >= kAbrupt; }
    bool begins_abruptly() const { return behind && behind->all.first_level >= kAbrupt; }
    bool is_hole() const {
        return ends_abruptly() && begins_abruptly() && !described && silence < kLongestHole;
    }
};

class Judge {
  public:
    explicit Judge(const std::vector<Sight>& tracks) : tracks_(tracks) {}

    std::vector<Finding> run() {
        for (size_t k = 0; k < tracks_.size(); ++k) {
            start(boundary(k));
            clipped(tracks_[k]);
            silence(tracks_[k]);
            end(boundary(k + 1));
        }
        return std::move(findings_);
    }

  private:
    // Before track k; after the last one for k == number of tracks.
    Boundary boundary(size_t k) const {
        const Sight* before = k > 0 ? &tracks_[k - 1] : nullptr;
        const Sight* behind = k < tracks_.size() ? &tracks_[k] : nullptr;
        if (!before || !behind) return {before, behind, {}, true};
        const BlockCount described = behind->span.audio - before->span.audio_end;
        return {before, behind,
                SampleCount{before->all.silence.trailing + behind->all.silence.leading} +
                    samples_in(described),
                described > BlockCount{0}};
    }

    void warn(std::string_view rule, const Sight& track, std::string sentence) {
        findings_.push_back({Severity::warning, rule, track.number,
                             fmt::format("track {} {}", track.number, std::move(sentence))});
    }

    void start(const Boundary& b) {
        if (b.gapless() || b.is_hole() || !b.begins_abruptly()) return;
        warn("cut-start", *b.behind,
             fmt::format(
                 "begins abruptly, at {:.1f} dBFS out of digital silence; its beginning may be cut off",
                 dbfs(b.behind->all.first_level)));
    }

    void end(const Boundary& b) {
        if (b.gapless() || !b.ends_abruptly()) return;
        if (b.is_hole()) return hole(b);
        warn("cut-end", *b.before,
             fmt::format("ends abruptly, at {:.1f} dBFS into digital silence; its end may be cut off",
                         dbfs(b.before->all.last_level)));
    }

    void hole(const Boundary& b) {
        warn("hole-at-join", *b.before,
             fmt::format("and track {} join, but for a hole of {} samples of digital silence",
                         b.behind->number, b.silence.value));
    }

    void clipped(const Sight& track) {
        const auto& [left, right] = track.all.full_scale;
        const int64_t count = left.in_long_runs() + right.in_long_runs();
        if (count == 0) return;
        const int64_t first = std::min(left.in_long_runs() > 0 ? left.first_long_run() : INT64_MAX,
                                       right.in_long_runs() > 0 ? right.first_long_run() : INT64_MAX);
        const Lba at = track.span.audio + whole_blocks(SampleCount{first});
        const bool in_pregap = at < track.span.index01;
        warn("clipped", track,
             fmt::format(
                 "has {} clipped samples (3 and more in a row at full scale), the first {} {} INDEX 01",
                 count, msf_text(in_pregap ? track.span.index01 - at : at - track.span.index01),
                 in_pregap ? "before" : "after"));
    }

    void silence(const Sight& track) {
        const Runs& runs = track.body.silence;
        if (runs.whole()) return warn("silent-track", track, "is digital silence from beginning to end");
        if (SampleCount{runs.leading} >= kLongSilence)
            warn("long-silence", track,
                 fmt::format("begins with {:.1f} s of digital silence", seconds({runs.leading})));
        if (SampleCount{runs.trailing} >= kLongSilence)
            warn("long-silence", track,
                 fmt::format("ends with {:.1f} s of digital silence", seconds({runs.trailing})));
    }

    const std::vector<Sight>& tracks_;
    std::vector<Finding> findings_;
};

std::vector<Sight> sights(const Disc& disc, const Survey& survey) {
    const Layout layout = layout_of(disc);
    std::vector<Sight> result;
    for (size_t k = 0; k < layout.tracks.size(); ++k) {
        const TrackSpan& span = layout.tracks[k];
        result.push_back({disc.number_of(k), span, survey.over(span.audio, span.audio_end),
                          survey.over(span.index01, span.audio_end)});
    }
    return result;
}

} // namespace

AudioReport check_audio(const Disc& disc, const BlockSource& audio, const TransferOptions& options) {
    const Survey survey(disc, audio, options);
    const std::vector<Sight> tracks = sights(disc, survey);
    const std::vector<TrackSums> sums = sums_of(disc, survey).tracks;
    AudioReport report{Judge(tracks).run(), {}};
    for (size_t k = 0; k < tracks.size(); ++k) {
        const auto& [left, right] = tracks[k].all.full_scale;
        report.signals.push_back({sums[k],
                                  {tracks[k].body.silence.leading},
                                  {tracks[k].body.silence.trailing},
                                  left.in_long_runs() + right.in_long_runs()});
    }
    return report;
}

std::vector<Finding> check_disc(const Disc& disc, const BlockSource& audio, BlockCount capacity,
                                const TransferOptions& options) {
    std::vector<Finding> findings = check_rules(disc, capacity);
    const AudioReport report = check_audio(disc, audio, options);
    findings.insert(findings.end(), report.findings.begin(), report.findings.end());
    return findings;
}

} // namespace redbook
