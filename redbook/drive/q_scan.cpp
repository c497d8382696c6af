#include "redbook/drive/q_scan.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace redbook {
namespace {

constexpr BlockCount kWindow{4};       // enough to have a position: codes take the place of one in a hundred
constexpr BlockCount kWide{16};        // for drives that are some blocks off
constexpr BlockCount kCodeWindow{104}; // every code is told once in a hundred blocks
constexpr int kCodeWindows = 5, kTriesOfPlace = 8;

using IsBehind = std::function<bool(const QPosition&)>;

class Scan {
  public:
    Scan(const Toc& toc, const ReadQ& read) : toc_(toc), read_(read) {}

    QScanned run() {
        const size_t n = toc_.entries.size();
        for (size_t k = 0; k < n; ++k)
            found_.tracks.push_back({.start = start_of(k), .indexes = {}, .isrc = {}});
        bool any_heard_out = false;
        for (size_t k = 0; k < n; ++k) {
            found_.tracks[k].indexes = indexes_of(k);
            any_heard_out |= listen(k);
        }
        if (!found_.mcn && !any_heard_out) found_.unread.push_back({UnreadFact::mcn, 0, {}});
        return std::move(found_);
    }

  private:
    Lba end_of(size_t k) const {
        return k + 1 < found_.tracks.size() ? found_.tracks[k + 1].start : toc_.lead_out;
    }

    // Keeps the positions that frames tell, by the address they tell.
    void look(Lba first, BlockCount count) {
        const Lba end = std::min(first + count, toc_.lead_out);
        first = std::max(first, Lba{0});
        if (first >= end) return;
        std::optional<Lba> last;
        for (const QFrame& frame : read_(first, end - first)) {
            const DecodedQ q = decode_q(frame);
            if (!q.crc_is_right)
                last.reset();
            else
                last = noted(q, last);
        }
    }

    // Where the frame is, if that is known.
    std::optional<Lba> noted(const DecodedQ& q, std::optional<Lba> last) {
        if (const auto* position = std::get_if<QPosition>(&q.data)) {
            seen_[position->at] = *position;
            return position->at;
        }
        const auto* mcn = std::get_if<QMcn>(&q.data);
        const auto* isrc = std::get_if<QIsrc>(&q.data);
        if (!last || (!mcn && !isrc)) return std::nullopt;
        const Lba at = *last + BlockCount{1};
        if ((at - kProgramStart).value % kBlocksPerSecond != (mcn ? mcn->frame : isrc->frame))
            return std::nullopt;
        codes_.insert(at);
        return at;
    }

    // Where `after` becomes true in (before, at], told apart as closely as what was seen allows.
    struct Bracket {
        Lba before, at;
        BlockCount between() const { return at - before - BlockCount{1}; }
    };
    Bracket narrowed(Bracket b, const IsBehind& behind) const {
        for (auto it = seen_.upper_bound(b.before); it != seen_.end() && it->first < b.at; ++it) {
            if (behind(it->second)) return {b.before, it->first};
            b.before = it->first;
        }
        return b;
    }
    bool is_exact(const Bracket& b) const {
        for (Lba at = b.before + BlockCount{1}; at < b.at; at += BlockCount{1})
            if (!codes_.contains(at)) return false;
        return true;
    }

    // From the end on in growing steps, since pauses are short; then by halving.
    Lba first_behind(Bracket b, const IsBehind& behind, UnreadFact fact, const std::string& what) {
        b = narrowed(b, behind);
        for (BlockCount step = kWindow; b.between() > step; step = step * 8) {
            const Lba from = b.at - step;
            look(from, kWindow);
            b = narrowed(b, behind);
            if (b.before >= from) break;
        }
        while (b.between() > kWindow * 2) {
            const Bracket last = b;
            look(b.before + BlockCount{b.between().value / 2}, kWindow);
            b = narrowed(b, behind);
            if (b.before == last.before && b.at == last.at) break;
        }
        return closely(b, behind, fact, what);
    }

    // A block with a code in place of its position may be the first of the index, as some recorders write it.
    Lba closely(Bracket b, const IsBehind& behind, UnreadFact fact, const std::string& what) {
        for (int n = 0; n < kTriesOfPlace && !is_exact(b); ++n) {
            const BlockCount around{n == 0 ? 0 : kWide.value};
            look(b.before - around, b.at - b.before + around * 2);
            b = narrowed(b, behind);
        }
        if (b.between() == BlockCount{0}) return b.at;
        fact.earlier = b.between();
        found_.unread.push_back(fact);
        if (!is_exact(b))
            found_.doubts.push_back(fmt::format(
                "where {} begins is damaged in Q; it is taken to be at {}, and may be up to {} earlier", what,
                msf_text(b.at), blocks_text(b.between())));
        return b.at;
    }

    Lba start_of(size_t k) {
        if (k == 0) return kProgramStart;
        const int number = toc_.entries[k].number;
        const IsBehind is = [=](const QPosition& p) { return p.track >= number; };
        return first_behind({toc_.entries[k - 1].start, toc_.entries[k].start}, is,
                            {UnreadFact::index00, k, {}}, fmt::format("track {}", number));
    }

    std::vector<Lba> indexes_of(size_t k) {
        const int number = toc_.entries[k].number, last = last_index(k);
        std::vector<Lba> indexes;
        Lba from = toc_.entries[k].start;
        for (int index = 2; index <= last; ++index) {
            const IsBehind is = [=](const QPosition& p) { return p.track > number || p.index >= index; };
            from = first_behind({from, end_of(k)}, is, {UnreadFact::indexes, k, {}, indexes.size()},
                                fmt::format("INDEX {:02} of track {}", index, number));
            indexes.push_back(from);
        }
        return indexes;
    }

    // What the last block of the track tells that tells anything.
    int last_index(size_t k) {
        const Lba end = end_of(k);
        for (BlockCount around = kWindow; around <= kWide; around = around * 2) {
            look(end - around, around * 2);
            const auto behind = seen_.lower_bound(end);
            if (behind == seen_.begin()) continue;
            const QPosition& last = std::prev(behind)->second;
            if (last.track == toc_.entries[k].number && last.at >= end - kWide) return last.index;
        }
        found_.unread.push_back({UnreadFact::indexes, k, {}});
        return 1;
    }

    // Codes and SCMS: of the inside of the track, for drives that are some blocks off. A short one is read
    // over. True if a code that is there would have been heard.
    bool listen(size_t k) {
        const Lba first = toc_.entries[k].start + kWindow, end = end_of(k) - kWindow;
        std::vector<QFrame> frames;
        Lba from = first;
        bool whole = false, heard = false;
        for (int n = 0; n < kCodeWindows && first < end && !whole && !found_.tracks[k].isrc; ++n) {
            const BlockCount count = std::min(kCodeWindow, end - from);
            const std::vector<QFrame> more = read_(from, count);
            frames.insert(frames.end(), more.begin(), more.end());
            whole = std::ssize(more) == count.value && facts_of(more).damaged == 0 &&
                    (count == kCodeWindow || from == first);
            heard |= note(k, facts_of(frames));
            from = from + count < end ? from + count : first;
        }
        if (!whole && !found_.tracks[k].isrc) found_.unread.push_back({UnreadFact::isrc, k, {}});
        if (!heard) found_.unread.push_back({UnreadFact::flags, k, {}});
        return whole;
    }

    static QFacts facts_of(const std::vector<QFrame>& frames) {
        size_t next = 0;
        return read_q_frames(
            [&] { return next < frames.size() ? std::optional(frames[next++]) : std::nullopt; });
    }

    // False if nothing was told of the track.
    bool note(size_t k, const QFacts& facts) {
        if (!found_.mcn) found_.mcn = facts.mcn;
        const auto track = std::ranges::find(facts.tracks, toc_.entries[k].number, &QTrack::number);
        if (track == facts.tracks.end()) return false;
        found_.tracks[k].scms = track->flags.scms;
        found_.tracks[k].isrc = track->isrc;
        return true;
    }

    const Toc& toc_;
    const ReadQ& read_;
    QScanned found_;
    std::map<Lba, QPosition> seen_;
    std::set<Lba> codes_; // blocks that have one in place of their position
};

} // namespace

QScanned scan_q(const Toc& toc, const ReadQ& read) { return Scan(toc, read).run(); }

} // namespace redbook
