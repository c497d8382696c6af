#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/parallel.h"
#include "redbook/check/verify.h"
#include "redbook/disc/subchannel.h"

namespace redbook {
namespace {

constexpr BlockCount kPiece{4500}; // that a thread takes at a time

// Blocks of one side that are wrong in one way.
struct Count {
    int32_t blocks = 0;
    Lba first; // of these
    void note(Lba at) {
        if (blocks++ == 0) first = at;
    }
    void append(const Count& behind) {
        if (blocks == 0) first = behind.first;
        blocks += behind.blocks;
    }
};

struct Faults {
    Count damaged; // the checksum of Q is wrong
    Count untrue;  // it is right, but P, Q or R..W is not what the disc is
    void append(const Faults& behind) {
        damaged.append(behind.damaged);
        untrue.append(behind.untrue);
    }
};
struct BothFaults {
    Faults a, b;
};

bool has_right_checksum(Bytes block) {
    QFrame frame;
    std::ranges::copy(block.subspan(frame.size(), frame.size()), frame.begin());
    return decode_q(frame).crc_is_right;
}

// A piece of one side.
class SidePiece {
  public:
    SidePiece(const Side& side, const Subchannels& disc, Lba first) : disc_(disc), first_(first) {
        if (side.subchannel == nullptr || side.subchannel->end() <= first) return;
        const BlockCount n = std::min(kPiece, side.subchannel->end() - first);
        bytes_.resize(size_t(n.value) * kSubcodeBytes);
        side.subchannel->read(first, bytes_);
    }

    size_t blocks() const { return bytes_.size() / kSubcodeBytes; }
    bool has(size_t n) const { return n < blocks(); }
    Bytes block(size_t n) const { return Bytes(bytes_).subspan(n * kSubcodeBytes, kSubcodeBytes); }

    void judge(size_t n, Faults& faults) const {
        const Lba at = first_ + BlockCount{int32_t(n)};
        if (!has(n) || disc_.says(at, block(n))) return;
        (has_right_checksum(block(n)) ? faults.untrue : faults.damaged).note(at);
    }

  private:
    const Subchannels& disc_;
    Lba first_;
    std::vector<std::byte> bytes_;
};

BothFaults faults_in(const SidePiece& a, const SidePiece& b) {
    BothFaults faults;
    for (size_t n = 0; n < std::max(a.blocks(), b.blocks()); ++n) {
        if (a.has(n) && b.has(n) && std::ranges::equal(a.block(n), b.block(n))) continue;
        a.judge(n, faults.a);
        b.judge(n, faults.b);
    }
    return faults;
}

Lba stored_end(const Side& side) { return side.subchannel ? side.subchannel->end() : Lba{0}; }

BothFaults find_faults(const Side& a, const Side& b) {
    const Subchannels of_a(a.disc), of_b(b.disc);
    const BlockCount blocks = std::max(stored_end(a), stored_end(b)) - Lba{0};
    std::vector<BothFaults> pieces(size_t((blocks.value + kPiece.value - 1) / kPiece.value));
    parallel(pieces.size(), default_threads(), [&](size_t i) {
        const Lba first = Lba{0} + kPiece * int32_t(i);
        pieces[i] = faults_in(SidePiece(a, of_a, first), SidePiece(b, of_b, first));
    });
    BothFaults all;
    for (const BothFaults& piece : pieces) {
        all.a.append(piece.a);
        all.b.append(piece.b);
    }
    return all;
}

void add(Item& item, const std::string& detail) {
    item.state = ItemState::differs;
    item.detail += (item.detail.empty() ? "" : "; ") + detail;
}

void add_count(Item& item, const Side& side, const Count& count, std::string_view one,
               std::string_view more) {
    if (count.blocks > 0)
        add(item, fmt::format("{}: {} {}, the first at {}", side.name, blocks_text({count.blocks}),
                              count.blocks == 1 ? one : more, msf_text(count.first)));
}

void add_faults(Item& item, const Side& side, const Faults& faults) {
    add_count(item, side, faults.damaged, "has a wrong checksum", "have a wrong checksum");
    add_count(item, side, faults.untrue, "says another thing than the disc is",
              "say another thing than the disc is");
    for (const std::string& contradiction : side.contradictions) add(item, contradiction);
}

void add_missing(Item& item, const Side& side, const Side& other) {
    if (other.wrote_subchannel && side.subchannel == nullptr) add(item, side.name + " has none");
}

} // namespace

std::optional<Item> compare_subchannels(const Side& a, const Side& b) {
    const auto concerns = [](const Side& side) { return side.subchannel || side.wrote_subchannel; };
    if (!concerns(a) && !concerns(b)) return std::nullopt;
    Item item{"subchannel", ItemState::equal, {}};
    const BothFaults faults = find_faults(a, b);
    add_missing(item, a, b);
    add_missing(item, b, a);
    add_faults(item, a, faults.a);
    add_faults(item, b, faults.b);
    return item;
}

} // namespace redbook
