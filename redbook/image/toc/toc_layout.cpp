#include "redbook/image/toc/toc_layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/image/toc/toc_texts.h"

namespace redbook {
namespace {

class TocLayouter {
  public:
    TocLayouter(const TocSheet& sheet, const std::vector<SampleCount>& lengths)
        : sheet_(sheet), lengths_(lengths) {}

    SheetLayout run() {
        Disc& disc = result_.disc;
        disc.mcn = sheet_.mcn;
        for (const TocTrack& track : sheet_.tracks) {
            ++number_;
            track.data_sector > 0 ? add_data(track) : add_track(track);
        }
        TocSheet audio = sheet_;
        std::erase_if(audio.tracks, [](const TocTrack& track) { return track.data_sector > 0; });
        add_toc_texts(disc, audio, result_.warnings);
        result_.lead_out = Lba{0} + whole_blocks(at_);
        return std::move(result_);
    }

  private:
    [[noreturn]] void fail(int line, std::string_view why, Errc code = Errc::malformed) const {
        throw Error(code, at_line(sheet_.path, line, why));
    }
    int number() const { return sheet_.first_track + number_ - 1; }

    // START or PREGAP is the gap before it.
    void add_data(const TocTrack& toc) {
        std::optional<BlockCount> length = BlockCount{0};
        begin_ = {};
        ends_.assign(1, {});
        for (const TocPart& part : toc.parts) {
            if (!part.length) length.reset();
            if (length) *length += blocks_rounded_up(*part.length);
            ends_.push_back(ends_.back() + part.length.value_or(SampleCount{}));
        }
        BlockCount gap =
            toc.start ? toc.start->at.value_or(blocks_rounded_up(ends_[toc.start->parts])) : BlockCount{0};
        if (length) gap = std::min(gap, *length), *length = *length - gap;
        if (!length)
            result_.warnings.push_back(at_line(
                sheet_.path, toc.line,
                fmt::format("the length of data track {} is not known, and so not all disc IDs", number())));
        result_.disc.data.push_back({result_.disc.tracks.size(), gap, length});
        after_data_ = true;
    }

    // The audio from INDEX 01 on comes after a pause, of which that at the beginning of a disc is in no file.
    void begin_after_data(Track& track, size_t first_clip) {
        const SampleCount before = samples_in(track.pregap + track.pause);
        auto& clips = result_.clips;
        const auto is_before = [&](const SheetClip& c) { return c.at + c.length <= begin_ + before; };
        clips.erase(std::remove_if(clips.begin() + std::ptrdiff_t(first_clip), clips.end(), is_before),
                    clips.end());
        for (size_t i = first_clip; i < clips.size(); ++i) {
            const SampleCount cut = std::max(SampleCount{0}, begin_ + before - clips[i].at);
            clips[i].from = clips[i].from + cut;
            clips[i].length = clips[i].length - cut;
            clips[i].at = clips[i].at + cut - before;
        }
        auto& data = result_.disc.data.back();
        if (data.length) *data.length += track.pregap + track.pause;
        at_ = at_ - before;
        track.pregap = {};
        track.pause = {};
    }

    void add_track(const TocTrack& toc) {
        const bool first = result_.disc.tracks.empty();
        if (first) result_.disc.first_track = number();
        Track& track = result_.disc.tracks.emplace_back();
        if (after_data_ && !first) at_ = at_ + samples_in(kFirstPause);
        if (const int now = result_.disc.number_of(result_.disc.tracks.size() - 1);
            after_data_ && now != number())
            result_.warnings.push_back(
                at_line(sheet_.path, toc.line,
                        fmt::format("track {} is taken as track {}, as the data before it is not copied",
                                    number(), now)));
        track.flags = toc.flags;
        track.isrc = toc.isrc;
        begin_ = at_;
        ends_.assign(1, {});
        silence_ = {};
        const size_t first_clip = result_.clips.size();
        for (const TocPart& part : toc.parts) add_part(part);
        fill_up(toc.line);
        split(toc, track);
        add_indexes(toc, track);
        if (after_data_) begin_after_data(track, first_clip);
        if (after_data_ || first) track.pause += kFirstPause;
        after_data_ = false;
    }

    void add_part(const TocPart& part) {
        const SampleCount length = part.file ? length_in_file(part) : *part.length;
        if (part.file)
            append_clip(result_.clips, {*part.file, first_sample(part), length, at_});
        else if (silence_ == at_ - begin_)
            silence_ = silence_ + length;
        at_ = at_ + length;
        if (at_ > samples_in(kLastAddress - Lba{0}))
            fail(part.line, "the disc becomes longer than any can be; discs end at 99:59:74",
                 Errc::does_not_fit);
        ends_.push_back(at_ - begin_);
    }

    SampleCount first_sample(const TocPart& part) const {
        return {part.skipped_bytes / kSampleBytes + part.from.value};
    }

    SampleCount length_in_file(const TocPart& part) const {
        const std::string& name = sheet_.files[*part.file].name;
        if (part.skipped_bytes % kSampleBytes != 0)
            fail(part.line,
                 fmt::format("#{} skips no whole number of samples of 4 bytes", part.skipped_bytes));
        const SampleCount there = lengths_[*part.file], first = first_sample(part);
        if (first >= there)
            fail(part.line, fmt::format("there is no audio after sample {} of '{}', which has {}",
                                        first.value, name, there.value));
        const SampleCount length = part.length.value_or(there - first);
        if (length > there - first)
            fail(part.line, fmt::format("{} samples after sample {} are asked of '{}', which has {}",
                                        length.value, first.value, name, there.value));
        return length;
    }

    void fill_up(int line) {
        const SampleCount full = samples_in(blocks_rounded_up(at_));
        if (full > at_)
            result_.warnings.push_back(
                at_line(sheet_.path, line,
                        fmt::format("track {} ends inside a block and is filled up with {} silent samples",
                                    number(), (full - at_).value)));
        at_ = full;
    }

    BlockCount blocks() const { return whole_blocks(at_ - begin_); } // of the track

    // From the beginning of the track, inside it.
    BlockCount place_of(const TocMark& mark, std::string_view word) const {
        const BlockCount at = mark.at.value_or(blocks_rounded_up(ends_[mark.parts]));
        if (at < blocks()) return at;
        fail(mark.line, fmt::format("{} of track {} at {} is at or past the end of the track at {}", word,
                                    number(), msf_text(at), msf_text(blocks())));
    }

    void split(const TocTrack& toc, Track& track) {
        const BlockCount start = toc.start ? place_of(*toc.start, "START") : BlockCount{0};
        track.pause = std::min(start, whole_blocks(silence_));
        track.pregap = start - track.pause;
        track.length = blocks() - start;
    }

    void add_indexes(const TocTrack& toc, Track& track) {
        for (const TocIndex& index : toc.indexes) {
            if (index.at >= track.length)
                fail(index.line,
                     fmt::format("INDEX {:02} of track {} at {} is at or past the end of the track at {}",
                                 track.indexes.size() + 2, number(), msf_text(index.at),
                                 msf_text(track.length)));
            track.indexes.push_back(index.at);
        }
        if (toc.end) add_end(*toc.end, track);
    }

    void add_end(const TocMark& end, Track& track) {
        const BlockCount at = place_of(end, "END") - (blocks() - track.length);
        if (at <= BlockCount{0})
            fail(end.line, fmt::format("END of track {} is not after its INDEX 01", number()));
        const auto place = std::lower_bound(track.indexes.begin(), track.indexes.end(), at);
        if (place != track.indexes.end() && *place == at) return;
        if (track.indexes.size() == 98)
            fail(end.line, fmt::format("END would be INDEX 100 of track {}", number()));
        track.indexes.insert(place, at);
    }

    const TocSheet& sheet_;
    const std::vector<SampleCount>& lengths_;
    SheetLayout result_;
    SampleCount at_; // from LBA 0: where the next part comes
    int number_ = 0; // of the sheet's tracks, from 1
    bool after_data_ = false;
    // Of the track that is laid out:
    SampleCount begin_;             // where it begins, at a block
    std::vector<SampleCount> ends_; // from there: where parts end; the first is 0
    SampleCount silence_;           // how long it is silent at its beginning
};

} // namespace

SheetLayout lay_out_toc(const TocSheet& sheet, const std::vector<SampleCount>& lengths) {
    return TocLayouter(sheet, lengths).run();
}

} // namespace redbook
