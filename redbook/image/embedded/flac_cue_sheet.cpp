#include "redbook/image/embedded/flac_cue_sheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

constexpr size_t kFlacCueHeaderBytes = 396, kTrackBytes = 36, kIndexBytes = 12;
constexpr size_t kMcnBytes = 128, kIsrcBytes = 12;
constexpr int kLeadOutOfCd = 170, kLeadOut = 255;
constexpr uint64_t kMostSamples = uint64_t{449849 + 150} * kBlockSamples; // of a disc

uint64_t be64(BytesReader& in) {
    const uint64_t high = in.be32();
    return high << 32 | in.be32();
}

std::string text_in(BytesReader& in, size_t bytes) { return in.text(bytes).c_str(); }

struct Index {
    uint64_t offset;
    int number;
};
struct BlockTrack {
    uint64_t offset = 0;
    int number = 0;
    std::string isrc;
    bool is_audio = true, pre_emphasis = false;
    std::vector<Index> indexes;
    bool is_lead_out() const { return number == kLeadOutOfCd || number == kLeadOut; }
};

class FlacCueSheetReader {
  public:
    FlacCueSheetReader(const std::string& path, Bytes block, int rate, SampleCount length)
        : in_(block), rate_(uint64_t(rate)), length_(uint64_t(length.value)) {
        sheet_.path = path + ": CUESHEET block";
        sheet_.literal_pregap = true;
        sheet_.files.push_back({.name = name_of(path), .type = {}, .line = 0});
    }

    CueSheet run() {
        read_header();
        for (int left = tracks_; left > 0; --left) {
            const BlockTrack track = read_track();
            if (track.is_lead_out() != (left == 1))
                fail("its last track, and no other, must be the lead-out");
            left == 1 ? end(track) : add(track);
        }
        if (in_.left() > 0) warn(fmt::format("{} bytes after its last track are left out", in_.left()));
        return std::move(sheet_);
    }

  private:
    [[noreturn]] void fail(std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(sheet_.path, 0, why));
    }
    void warn(std::string_view what) { sheet_.warnings.push_back(at_line(sheet_.path, 0, what)); }
    int number() const { return sheet_.first_track + int(sheet_.tracks.size()) - 1; }

    void read_header() {
        if (in_.left() < kFlacCueHeaderBytes)
            fail(fmt::format("it has {} bytes; its head alone has {}", in_.left(), kFlacCueHeaderBytes));
        const std::string mcn = text_in(in_, kMcnBytes);
        if (!mcn.empty()) sheet_.mcn = Mcn::parse(mcn);
        if (!mcn.empty() && !sheet_.mcn)
            warn(fmt::format("the catalogue number {} is left out; it has 13 digits", quoted_word(mcn)));
        lead_in_ = be64(in_);
        is_cd_ = (in_.u8() & 0x80) != 0;
        in_.bytes(258);
        tracks_ = in_.u8();
        if (tracks_ < 2) fail("there is no track in it");
        if (tracks_ > kMostTracks + 1) fail("a disc holds at most 99 tracks", Errc::breaks_rule);
    }

    BlockTrack read_track() {
        if (in_.left() < kTrackBytes) fail("it ends within its tracks");
        BlockTrack track;
        track.offset = be64(in_);
        track.number = in_.u8();
        track.isrc = text_in(in_, kIsrcBytes);
        const uint8_t flags = in_.u8();
        track.is_audio = (flags & 0x80) == 0;
        track.pre_emphasis = (flags & 0x40) != 0;
        in_.bytes(13);
        const size_t indexes = in_.u8();
        if (in_.left() < indexes * kIndexBytes) fail("it ends within its tracks");
        for (size_t i = 0; i < indexes; ++i) {
            const uint64_t offset = be64(in_);
            track.indexes.push_back({offset, in_.u8()});
            in_.bytes(3);
        }
        return track;
    }

    void add(const BlockTrack& block) {
        if (block.number < 1 || block.number > kMostTracks)
            fail(fmt::format("{} is not a track number; they go from 1 to 99", block.number));
        if (sheet_.tracks.empty()) sheet_.first_track = block.number;
        CueTrack& track = sheet_.tracks.emplace_back();
        if (sheet_.tracks.size() == 1) track.pregap = pregap_of_lead_in();
        if (number() > kMostTracks)
            fail(fmt::format("track numbers end at 99, and this would be {}", number()), Errc::breaks_rule);
        if (number() != block.number)
            warn(fmt::format("track {} is taken as track {}, which is next", block.number, number()));
        if (!block.is_audio) track.data_sector = kBlockBytes;
        track.flags.pre_emphasis = block.pre_emphasis;
        if (!block.isrc.empty()) track.isrc = Isrc::parse(block.isrc);
        if (!block.isrc.empty() && !track.isrc)
            warn(fmt::format("ISRC {} of track {} is left out; it has 5 letters or digits, then 7 digits",
                             quoted_word(block.isrc), number()));
        for (const Index& index : block.indexes) add(track, block.offset, index);
        finish(track);
    }

    void add(CueTrack& track, uint64_t offset, const Index& index) {
        const bool follows =
            track.indexes.empty() ? index.number <= 1 : index.number == track.indexes.back().number + 1;
        if (!follows)
            fail(fmt::format("INDEX {:02} of track {} is out of turn; indexes count up by one from 00 or 01",
                             index.number, number()));
        const uint64_t at = std::min(offset, most() + 1) + std::min(index.offset, most() + 1);
        if (at > most())
            fail(fmt::format("INDEX {:02} of track {} is past the end of any disc", index.number, number()));
        const bool behind =
            !any_ || at > last_ || (at == last_ && index.number == 1 && !track.indexes.empty());
        if (!behind)
            fail(fmt::format("INDEX {:02} of track {} is not after the index before it", index.number,
                             number()));
        any_ = true;
        last_ = at;
        warn_if_moved(at, index.number);
        track.indexes.push_back({.number = index.number,
                                 .file = 0,
                                 .at = whole_blocks({int64_t(at * kSampleRate / rate_)}),
                                 .line = 0});
    }

    uint64_t most() const { return kMostSamples * rate_ / kSampleRate; } // of a disc, at the file's own rate
    bool inside_block(uint64_t at) const { return at * kSampleRate % (rate_ * kBlockSamples) != 0; }

    // Said once, as of other sheets.
    void warn_if_moved(uint64_t at, int index) {
        if (!inside_block(at) || moved_) return;
        moved_ = true;
        warn(fmt::format("INDEX {:02} of track {} is inside a block and moves down to its start, as may "
                         "others after it",
                         index, number()));
    }

    void finish(CueTrack& track) {
        if (track.indexes.empty()) fail(fmt::format("track {} has no INDEX 01", number()));
        if (track.indexes.size() > 1 || track.indexes.front().number == 1) return;
        track.indexes.front().number = 1;
        warn(fmt::format("track {} has INDEX 00 but no INDEX 01; it begins at its INDEX 00", number()));
    }

    // The lead-in counts from the beginning of the disc, and two seconds of it are on every disc.
    BlockCount pregap_of_lead_in() {
        const auto usual = uint64_t(samples_in(kFirstPause).value);
        if (!is_cd_) return {};
        if (lead_in_ > kMostSamples) fail("its lead-in is longer than any disc");
        if (lead_in_ < usual)
            warn(fmt::format(
                "a lead-in of {} samples is taken as the two seconds that every disc begins with", lead_in_));
        return lead_in_ < usual ? BlockCount{0} : whole_blocks({int64_t(lead_in_ - usual)});
    }

    void end(const BlockTrack& lead_out) {
        if (!lead_out.indexes.empty()) fail("its lead-out has indexes");
        if (std::ranges::all_of(sheet_.tracks, [](const CueTrack& t) { return t.data_sector > 0; }))
            fail("there is no audio track in it", Errc::unsupported);
        const uint64_t at = (std::min(lead_out.offset, 2 * most()) * kSampleRate + rate_ - 1) / rate_;
        if (sheet_.tracks.back().data_sector > 0) { // it need not be in the file
            if (at <= kMostSamples) sheet_.end = blocks_rounded_up({int64_t(at)});
            return;
        }
        if (at > length_)
            fail(fmt::format("its lead-out is at sample {}, past the end of the audio at {}", lead_out.offset,
                             length_ * rate_ / kSampleRate));
        if (at < length_)
            warn(fmt::format("its lead-out is at sample {}, before the end of the audio at {}; the last "
                             "track continues to the end",
                             lead_out.offset, length_ * rate_ / kSampleRate));
    }

    CueSheet sheet_;
    BytesReader in_;
    uint64_t rate_;
    uint64_t length_; // at 44.1 kHz, as all that follows
    uint64_t lead_in_ = 0;
    bool is_cd_ = false;
    int tracks_ = 0; // the lead-out is one
    bool any_ = false;
    uint64_t last_ = 0; // the last index, if there is any
    bool moved_ = false;
};

} // namespace

CueSheet parse_flac_cue_sheet(const std::string& path, Bytes block, int rate, SampleCount length) {
    return FlacCueSheetReader(path, block, rate, length).run();
}

} // namespace redbook
