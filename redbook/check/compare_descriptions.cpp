#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "redbook/check/verify.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/toc.h"

namespace redbook {
namespace {

// Something that a disc says in one place, in words. Empty: it says nothing there.
struct Fact {
    std::string place;            // "track 3"
    std::string value;            // "DEXYZ2600001"
    std::vector<BlockCount> at{}; // of indexes: where they begin, from INDEX 01 on
};
using Facts = std::vector<Fact>;

// What is looked at, the same on both sides, so that their facts stand in the same order.
struct Scope {
    int first_track; // what the first track is called
    size_t tracks;   // that both sides have
    int block;       // of CD-TEXT
    std::string track(size_t k) const { return fmt::format("track {}", first_track + int(k)); }
};

std::string quoted(const std::string& text) { return text.empty() ? "" : fmt::format("\"{}\"", text); }

template <class Value>
Facts per_track(const Scope& scope, Value value) {
    Facts facts;
    for (size_t k = 0; k < scope.tracks; ++k) facts.push_back({scope.track(k), value(k)});
    return facts;
}

Facts number_of_tracks(const Disc& disc, const Scope&) {
    return {{"number of tracks", fmt::format("{}", disc.tracks.size())}};
}

Facts addresses(const Disc& disc, const Scope& scope) {
    const Toc toc = toc_of(disc);
    Facts facts = per_track(scope, [&](size_t k) { return msf_text(toc.entries[k].start); });
    facts.push_back({"lead-out", msf_text(toc.lead_out)});
    return facts;
}

Facts first_number(const Disc& disc, const Scope&) {
    return {{"number of the first track", disc.first_track == 1 ? "" : fmt::format("{}", disc.first_track)}};
}

// The first track's INDEX 00 is at LBA -150 on every disc.
Facts pauses(const Disc& disc, const Scope& scope) {
    const Layout layout = layout_of(disc);
    Facts facts = per_track(scope, [&](size_t k) {
        const BlockCount pause = layout.tracks[k].index01 - layout.tracks[k].start;
        return k == 0 || pause == BlockCount{0} ? "" : msf_text(pause) + " before INDEX 01";
    });
    for (size_t k = 0; k < scope.tracks; ++k)
        facts[k].at = {layout.tracks[k].start - layout.tracks[k].index01};
    return facts;
}

Facts further_indexes(const Disc& disc, const Scope& scope) {
    Facts facts = per_track(scope, [&](size_t k) {
        std::string text;
        for (BlockCount index : disc.tracks[k].indexes) text += (text.empty() ? "" : " ") + msf_text(index);
        return text;
    });
    for (size_t k = 0; k < scope.tracks; ++k) facts[k].at = disc.tracks[k].indexes;
    return facts;
}

std::string words(const Flags& flags) {
    std::string text;
    const auto add = [&](bool set, std::string_view word) {
        if (set) text.append(text.empty() ? "" : ", ").append(word);
    };
    add(flags.pre_emphasis, "pre-emphasis");
    add(flags.copy_permitted, "copy permitted");
    add(flags.four_channel, "four channels");
    return text;
}

Facts flags(const Disc& disc, const Scope& scope) {
    return per_track(scope, [&](size_t k) { return words(disc.tracks[k].flags); });
}

Facts scms(const Disc& disc, const Scope& scope) {
    return per_track(scope, [&](size_t k) { return disc.tracks[k].flags.scms ? "SCMS" : ""; });
}

Facts isrcs(const Disc& disc, const Scope& scope) {
    return per_track(scope, [&](size_t k) {
        const auto& isrc = disc.tracks[k].isrc;
        return isrc ? std::string(isrc->text()) : std::string();
    });
}

Facts mcn(const Disc& disc, const Scope&) {
    return {{"MCN", disc.mcn ? std::string(disc.mcn->text()) : std::string()}};
}

void add_texts(Facts& facts, const std::string& whose, const Texts& texts) {
    for (const TextField& field : kTextFields)
        facts.push_back({fmt::format("{} of {}", field.name, whose), quoted(texts.*field.member)});
}

// A block, or a track's half of one, that is not there is one without words.
Facts texts(const Disc& disc, const Scope& scope) {
    const size_t block = size_t(scope.block);
    const std::string suffix = block == 0 ? "" : fmt::format(" in language {}", block + 1);
    Facts facts;
    add_texts(facts, "the album" + suffix,
              block < disc.text_blocks.size() ? disc.text_blocks[block].album : Texts{});
    for (size_t k = 0; k < scope.tracks; ++k) {
        const auto& all = disc.tracks[k].texts;
        add_texts(facts, scope.track(k) + suffix, block < all.size() ? all[block] : Texts{});
    }
    return facts;
}

std::string unless_default(int value, int usual) {
    return value == usual ? "" : fmt::format("{:#04x}", value);
}

Facts text_extras(const Disc& disc, const Scope& scope) {
    const size_t block = size_t(scope.block);
    const TextBlock usual;
    const TextBlock& b = block < disc.text_blocks.size() ? disc.text_blocks[block] : usual;
    const std::string suffix = fmt::format(" of CD-TEXT block {}", block);
    return {{"language" + suffix, unless_default(b.language, usual.language)},
            {"character set" + suffix, unless_default(int(b.charset), int(usual.charset))},
            {"disc id" + suffix, quoted(b.disc_id)},
            {"genre code" + suffix, unless_default(b.genre_code, usual.genre_code)},
            {"genre" + suffix, quoted(b.genre)},
            {"closed information" + suffix, quoted(b.closed_info)},
            {"copyright" + suffix, b.copyright ? "yes" : ""}};
}

// One thing that both discs may say, and that a format can or cannot hold.
struct Aspect {
    std::string_view item; // the item it is part of
    std::string_view what;
    bool (*held)(const Holds&, int block);
    Facts (*facts)(const Disc&, const Scope&);
    std::optional<UnreadFact::What> unread{}; // how a side says that it could not be read
    std::string_view absent = "none";         // for people, where a disc says nothing
    int blocks = 1;                           // CD-TEXT blocks to look at
};

constexpr int kBlocks = int(kMostTextBlocks);
constexpr Aspect kAspects[] = {
    {"TOC", "the number of tracks", [](const Holds&, int) { return true; }, number_of_tracks},
    {"TOC", "addresses", [](const Holds& h, int) { return h.audio; }, addresses},
    {"TOC", "track numbers", [](const Holds& h, int) { return h.first_track; }, first_number, {}, "1"},
    {"indexes", "INDEX 00", [](const Holds& h, int) { return h.pauses; }, pauses, UnreadFact::index00},
    {"indexes", "INDEX 02 and above", [](const Holds& h, int) { return h.indexes; }, further_indexes,
     UnreadFact::indexes},
    {"flags", "flags", [](const Holds& h, int) { return h.flags; }, flags, UnreadFact::flags},
    {"flags", "SCMS", [](const Holds& h, int) { return h.scms; }, scms, UnreadFact::flags},
    {"ISRC", "ISRC", [](const Holds& h, int) { return h.isrc; }, isrcs, UnreadFact::isrc},
    {"MCN", "MCN", [](const Holds& h, int) { return h.mcn; }, mcn, UnreadFact::mcn},
    {"CD-TEXT", "texts", [](const Holds& h, int b) { return b < h.text_blocks; }, texts, {}, "none", kBlocks},
    {"CD-TEXT",
     "language, character set, disc id, genre and closed information",
     [](const Holds& h, int b) { return h.text_extras && b < h.text_blocks; },
     text_extras,
     {},
     "the default",
     kBlocks},
};

bool says_something(const Facts& facts) {
    return std::any_of(facts.begin(), facts.end(), [](const Fact& f) { return !f.value.empty(); });
}

std::string_view value_of(const Fact& fact, const Aspect& aspect) {
    return fact.value.empty() ? aspect.absent : std::string_view(fact.value);
}

void add_detail(Item& item, const std::string& detail) {
    if (item.detail.find(detail) == std::string::npos)
        item.detail += (item.detail.empty() ? "" : "; ") + detail;
}

// "ISRC of track 2"; "MCN".
std::string whole_place(const Aspect& aspect, const Fact& fact) {
    return aspect.what == fact.place ? fact.place : fmt::format("{} of {}", aspect.what, fact.place);
}

// Why the fact of track `k` could be `other`: "cannot be read"; nullopt if it could not.
std::optional<std::string> why_may_be(const Side& side, const Aspect& aspect, size_t k, const Fact& fact,
                                      const Fact& other) {
    std::vector<BlockCount> earlier(fact.at.size());
    for (const UnreadFact& unread : side.unread) {
        if (!aspect.unread || unread.what != *aspect.unread || unread.track != k) continue;
        if (unread.earlier == BlockCount{0}) return "cannot be read";
        if (unread.index < earlier.size()) earlier[unread.index] = unread.earlier;
    }
    if (fact.at.size() != other.at.size()) return std::nullopt;
    BlockCount most{};
    for (size_t i = 0; i < fact.at.size(); ++i) {
        const BlockCount off = fact.at[i] - other.at[i];
        if (off < BlockCount{0} || off > earlier[i]) return std::nullopt;
        if (off > BlockCount{0}) most = std::max(most, earlier[i]);
    }
    if (most == BlockCount{0}) return std::nullopt;
    return fmt::format("is known to within {} only", blocks_text(most));
}

// The item is as bad as the worst of its aspects; of differences the first is told.
void judge(Item& item, const Aspect& aspect, int block, const Side& a, const Side& b) {
    const Scope scope{a.disc.first_track, std::min(a.disc.tracks.size(), b.disc.tracks.size()), block};
    const Facts in_a = aspect.facts(a.disc, scope), in_b = aspect.facts(b.disc, scope);
    const bool a_holds = aspect.held(a.holds, block), b_holds = aspect.held(b.holds, block);
    if (item.state == ItemState::differs) return;
    if (!a_holds || !b_holds) {
        if (!says_something(in_a) && !says_something(in_b)) return;
        item.state = ItemState::not_checkable;
        const std::string which = block == 0 ? "" : fmt::format(" in language {}", block + 1);
        add_detail(item, fmt::format("{} cannot hold {}{}", (b_holds ? a : b).name, aspect.what, which));
        return;
    }
    for (size_t k = 0; k < in_a.size(); ++k) {
        const Fact &x = in_a[k], &y = in_b[k];
        if (x.value == y.value) continue;
        const auto unread_in_a = why_may_be(a, aspect, k, x, y);
        const auto unread = unread_in_a ? unread_in_a : why_may_be(b, aspect, k, y, x);
        if (unread) {
            item.state = ItemState::not_checkable;
            add_detail(item, fmt::format("{} {} in {}", whole_place(aspect, x), *unread,
                                         (unread_in_a ? a : b).name));
            continue;
        }
        item = {item.name, ItemState::differs,
                fmt::format("{}: {} in {}, {} in {}", x.place, value_of(x, aspect), a.name,
                            value_of(y, aspect), b.name)};
        return;
    }
}

} // namespace

std::vector<Item> compare_descriptions(const Side& a, const Side& b) {
    std::vector<Item> items;
    for (const Aspect& aspect : kAspects) {
        if (items.empty() || items.back().name != aspect.item)
            items.push_back({std::string(aspect.item), {}, {}});
        for (int block = 0; block < aspect.blocks; ++block) judge(items.back(), aspect, block, a, b);
    }
    return items;
}

} // namespace redbook
