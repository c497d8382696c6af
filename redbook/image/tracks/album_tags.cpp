#include "redbook/image/tracks/album_tags.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "redbook/audio/tags.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

struct TextTag {
    std::string_view tag;
    std::string Texts::*field;
};
constexpr std::array<TextTag, 5> kTrackTexts{{{"TITLE", &Texts::title},
                                              {"ARTIST", &Texts::performer},
                                              {"LYRICIST", &Texts::songwriter},
                                              {"COMPOSER", &Texts::composer},
                                              {"ARRANGER", &Texts::arranger}}};

std::string_view tag(const Tags& tags, std::string_view name) {
    const auto found = tags.find(std::string(name));
    return found == tags.end() ? std::string_view{} : trimmed(found->second);
}

// What all files say; empty if one says nothing or something else.
std::string_view common(const std::vector<Tags>& tags, std::string_view name) {
    const std::string_view first = tag(tags.front(), name);
    const bool all =
        std::all_of(tags.begin(), tags.end(), [&](const Tags& t) { return tag(t, name) == first; });
    return all ? first : std::string_view{};
}

// The first of several tags that all files agree in.
std::string_view common_of(const std::vector<Tags>& tags, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (const std::string_view value = common(tags, name); !value.empty()) return value;
    return {};
}

void apply_track_texts(Disc& disc, size_t track, const Tags& tags) {
    for (const TextTag& row : kTrackTexts)
        if (const auto value = tag(tags, row.tag); !value.empty())
            edit_track_texts(disc, track).*row.field = value;
}

void apply_album_texts(Disc& disc, const std::vector<Tags>& tags) {
    const auto title = common(tags, "ALBUM");
    const auto performer = common_of(tags, {"ALBUMARTIST", "ARTIST"});
    if (!title.empty()) edit_album_texts(disc).title = title;
    if (!performer.empty()) edit_album_texts(disc).performer = performer;
}

// "3" or "3/12"; -1: not a number.
int number_tag(const Tags& tags, std::string_view name) {
    const std::string_view value = tag(tags, name);
    return parse_number(trimmed(value.substr(0, value.find('/'))));
}

// Side and track: "B2" of a vinyl record, or "B" of one with a track a side. Side 0: none. nullopt: not a
// number.
std::optional<std::pair<int, int>> track_number(const Tags& tags) {
    const std::string value = ascii_upper(tag(tags, "TRACKNUMBER"));
    const bool has_side = !value.empty() && value[0] >= 'A' && value[0] <= 'Z';
    const std::string_view digits =
        trimmed(std::string_view(value).substr(has_side ? 1 : 0, value.find('/') - (has_side ? 1 : 0)));
    const int track = has_side && digits.empty() ? 0 : parse_number(digits);
    if (track < 0) return std::nullopt;
    return std::pair(has_side ? value[0] - 'A' + 1 : 0, track);
}

std::vector<std::pair<std::string, std::string>> common_tags(const Disc& disc, int number) {
    return {{"ALBUM", album_texts(disc).title},
            {"ALBUMARTIST", album_texts(disc).performer},
            {"BARCODE", disc.mcn ? std::string(disc.mcn->text()) : std::string()},
            {"TRACKNUMBER", fmt::format("{}", number)},
            {"TRACKTOTAL", fmt::format("{}", disc.tracks.size())}};
}

Tags track_tags(const Disc& disc, size_t track) {
    auto tags = common_tags(disc, disc.number_of(track));
    if (const auto& isrc = disc.tracks[track].isrc) tags.emplace_back("ISRC", isrc->text());
    for (const TextTag& row : kTrackTexts) tags.emplace_back(row.tag, track_texts(disc, track).*row.field);
    return vorbis_tags(tags);
}

void add_changes(const Texts& before, const Texts& after, const std::string& whose,
                 std::vector<std::string>& changes) {
    for (const TextField& field : kTextFields) {
        const std::string &was = before.*field.member, &is = after.*field.member;
        if (was == is) continue;
        const std::string what = fmt::format("the {} of {} is ", field.name, whose);
        changes.push_back(is.empty() ? what + "left out; tags cannot hold it"
                                     : fmt::format("{}written as \"{}\"; tags cannot hold it as it is", what,
                                                   utf8_prefix(is, 200)));
    }
}

} // namespace

std::vector<Tags> tags_of(const Disc& disc) {
    std::vector<Tags> tags;
    for (size_t k = 0; k < disc.tracks.size(); ++k) tags.push_back(track_tags(disc, k));
    return tags;
}

Tags tags_of_hidden_track(const Disc& disc) { return vorbis_tags(common_tags(disc, 0)); }

Disc as_tags_hold(const Disc& disc, std::vector<std::string>& changes) {
    Disc held = disc;
    if (!held.text_blocks.empty()) held.text_blocks[0].album = {};
    for (Track& track : held.tracks)
        if (!track.texts.empty()) track.texts[0] = {};
    apply_tags(held, tags_of(disc), std::vector<std::string>(disc.tracks.size()));
    add_changes(album_texts(disc), album_texts(held), "the album", changes);
    for (size_t k = 0; k < disc.tracks.size(); ++k)
        add_changes(track_texts(disc, k), track_texts(held, k), fmt::format("track {}", disc.number_of(k)),
                    changes);
    return held;
}

std::vector<std::string> apply_tags(Disc& disc, const std::vector<Tags>& tags,
                                    const std::vector<std::string>& paths) {
    std::vector<std::string> warnings;
    apply_album_texts(disc, tags);
    if (const auto code = common_of(tags, {"BARCODE", "UPC", "EAN", "MCN"}); !code.empty()) {
        disc.mcn = Mcn::parse(code);
        if (!disc.mcn)
            warnings.push_back(fmt::format(
                "{}: the barcode '{}' is left out; a catalogue number has 13 digits", paths[0], code));
    }
    for (size_t k = 0; k < tags.size(); ++k) {
        apply_track_texts(disc, k, tags[k]);
        const auto code = tag(tags[k], "ISRC");
        if (!code.empty()) disc.tracks[k].isrc = Isrc::parse(code);
        if (!code.empty() && !disc.tracks[k].isrc)
            warnings.push_back(fmt::format(
                "{}: the ISRC '{}' is left out; it has 5 letters or digits, then 7 digits", paths[k], code));
    }
    return warnings;
}

std::vector<size_t> order_by_tags(const std::vector<Tags>& tags) {
    std::vector<std::tuple<int, int, int>> numbers; // disc, side, track
    for (const Tags& t : tags) {
        const int disc = tag(t, "DISCNUMBER").empty() ? 1 : number_tag(t, "DISCNUMBER");
        const auto track = track_number(t);
        if (disc < 0 || !track || (track->first > 0) != (track_number(tags[0])->first > 0)) return {};
        numbers.emplace_back(disc, track->first, track->second);
    }
    if (std::set(numbers.begin(), numbers.end()).size() != numbers.size()) return {};
    std::vector<size_t> order(tags.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return numbers[a] < numbers[b]; });
    return order;
}

std::vector<int> missing_track_numbers(const std::vector<Tags>& tags) {
    if (tags.empty() || order_by_tags(tags).empty() || track_number(tags[0])->first > 0) return {};
    std::set<int> there;
    for (const Tags& t : tags) there.insert(track_number(t)->second);
    const auto is_first_or_none = [](std::string_view number) {
        return number.empty() || parse_number(number) == 1;
    };
    const bool first_disc = is_first_or_none(common(tags, "DISCNUMBER"));
    const bool only_disc = first_disc && is_first_or_none(common(tags, "DISCTOTAL"));
    const int total = only_disc ? parse_number(common(tags, "TRACKTOTAL")) : 0;
    const int first = first_disc && total != int(tags.size()) ? 1 : *there.begin();
    const int last = std::min(kMostTracks, std::max(total, *there.rbegin()));
    std::vector<int> missing;
    for (int n = first; n <= last; ++n)
        if (!there.contains(n)) missing.push_back(n);
    return missing;
}

std::vector<std::string> missing_on_sides(const std::vector<Tags>& tags) {
    if (tags.empty() || order_by_tags(tags).empty() || track_number(tags[0])->first == 0) return {};
    std::map<int, std::set<int>> sides;
    for (const Tags& t : tags) {
        const auto [side, track] = *track_number(t);
        sides[side].insert(std::max(track, 1)); // "A" is a side of one track
    }
    std::vector<std::string> missing;
    int last = 0;              // of the side before
    bool last_is_known = true; // that side has files
    for (int side = sides.begin()->first; side <= sides.rbegin()->first; ++side) {
        const std::set<int> there = sides.contains(side) ? sides.at(side) : std::set<int>{};
        const bool continues = !there.empty() && (!last_is_known || *there.begin() == last + 1);
        const int first = continues ? *there.begin() : 1;
        last = there.empty() ? first : std::min(kMostTracks, *there.rbegin());
        for (int n = first; n <= last; ++n)
            if (!there.contains(n)) missing.push_back(fmt::format("{}{}", char('A' + side - 1), n));
        last_is_known = !there.empty();
    }
    return missing;
}

} // namespace redbook
