#include "redbook/disc/fitted.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/disc/layout.h"
#include "redbook/disc/toc.h"

namespace redbook {
namespace {

// "track 2", "tracks 2 to 5", "tracks 2, 4 and 5 to 9".
std::string track_list(const std::vector<int>& numbers) {
    std::vector<std::string> runs;
    for (size_t i = 0; i < numbers.size();) {
        size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
        if (last == i + 1) last = i; // two are listed, not a run
        runs.push_back(last == i ? fmt::format("{}", numbers[i])
                                 : fmt::format("{} to {}", numbers[i], numbers[last]));
        i = last + 1;
    }
    const std::string last = runs.back();
    runs.pop_back();
    return fmt::format("{} {}{}{}", numbers.size() == 1 ? "track" : "tracks", fmt::join(runs, ", "),
                       runs.empty() ? "" : " and ", last);
}

// What Track-at-Once does to the tracks of a disc.
class TrackAtOnce {
  public:
    explicit TrackAtOnce(const Disc& disc) : disc_(disc), gap_(disc.gap + kRunOut) {}

    std::vector<std::string> losses() const {
        std::vector<std::string> lost;
        const auto add = [&](bool (TrackAtOnce::*has)(size_t) const, const char* words) {
            if (const auto numbers = tracks_with(has); !numbers.empty())
                lost.push_back(fmt::format(fmt::runtime(words), fmt::arg("tracks", track_list(numbers)),
                                           fmt::arg("gap", msf_text(gap_)),
                                           fmt::arg("hidden", msf_text(disc_.tracks[0].pregap))));
        };
        add(&TrackAtOnce::hides_audio,
            "the hidden track before {tracks} ({hidden}): it is played as the beginning of {tracks}");
        add(&TrackAtOnce::has_audio_in_pause,
            "audio in the pause (INDEX 00) of {tracks}: it is played as the beginning of the track");
        add(&TrackAtOnce::is_joined, "gapless transitions: silence of {gap} is inserted before {tracks}");
        add(&TrackAtOnce::has_another_pause, "the length of the pause before {tracks}: it becomes {gap}");
        add(&TrackAtOnce::has_indexes, "indexes above 01 in {tracks}");
        for (std::string& words : lost) words += " (Track-at-Once)";
        return lost;
    }

  private:
    std::vector<int> tracks_with(bool (TrackAtOnce::*has)(size_t) const) const {
        std::vector<int> numbers;
        for (size_t k = 0; k < disc_.tracks.size(); ++k)
            if ((this->*has)(k)) numbers.push_back(disc_.number_of(k));
        return numbers;
    }

    BlockCount silence_before(size_t k) const { return disc_.tracks[k - 1].postgap + disc_.tracks[k].pause; }
    bool hides_audio(size_t k) const { return k == 0 && disc_.tracks[0].pregap > BlockCount{0}; }
    bool has_audio_in_pause(size_t k) const { return k > 0 && disc_.tracks[k].pregap > BlockCount{0}; }
    bool is_joined(size_t k) const {
        return k > 0 && disc_.join == Join::joined && silence_before(k) == BlockCount{0};
    }
    bool has_another_pause(size_t k) const {
        if (k == 0) return disc_.tracks[0].pause != kFirstPause;
        const BlockCount silence = silence_before(k);
        return silence != BlockCount{0} && silence != gap_ && silence != disc_.gap;
    }
    bool has_indexes(size_t k) const { return !disc_.tracks[k].indexes.empty(); }

    const Disc& disc_;
    const BlockCount gap_; // between two tracks, run-out included
};

// IDs of the disc with its data.
bool is_disc_id(const std::string& remark) {
    return remark.starts_with("REM DISCID") || remark.starts_with("REM ACCURATERIPID");
}

} // namespace

void leave_out_data(Fitted& fitted) {
    if (fitted.disc.data.empty()) return;
    fitted.lost.push_back(track_list(data_track_numbers(fitted.disc)) + " (data)");
    std::erase_if(fitted.disc.remarks, is_disc_id);
    fitted.disc.data.clear();
    fitted.data_left_out = true;
}

void leave_out_cd_text(Fitted& fitted) {
    if (fitted.disc.text_blocks.empty()) return;
    fitted.disc.text_blocks.clear();
    for (Track& track : fitted.disc.tracks) track.texts.clear();
    fitted.lost.emplace_back("CD-TEXT (left out as asked)");
}

void lay_out(Fitted& fitted) {
    if (fitted.disc.mode != Mode::tao) return;
    auto lost = TrackAtOnce(fitted.disc).losses();
    std::move(lost.begin(), lost.end(), std::back_inserter(fitted.lost));
    fitted.disc = as_tao(fitted.disc);
}

void lose_what_is_not_held(Fitted& fitted, const Holds& holds) {
    leave_out_data(fitted);
    auto lost = lost_in(fitted.disc, holds);
    std::move(lost.begin(), lost.end(), std::back_inserter(fitted.lost));
}

void require_fit(const Fitted& fitted, const std::string& place, bool strict) {
    if (!fitted.refused.empty()) {
        const Error& first = fitted.refused.front();
        throw Error(first.code, fmt::format("{}: {}", place, first.what()), first.remedy);
    }
    if (!strict) return;
    if (fitted.data_left_out)
        throw Error(Errc::breaks_rule, place + ": the source has data tracks, which are not copied",
                    Remedy::copy_audio_alone);
    for (const auto* sentences : {&fitted.changes, &fitted.warnings})
        if (!sentences->empty())
            throw Error(Errc::breaks_rule, fmt::format("{}: {}", place, sentences->front()));
}

} // namespace redbook
