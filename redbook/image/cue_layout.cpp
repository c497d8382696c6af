#include "redbook/image/cue_layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

// Puts the files' audio on the disc's time, front to back.
class Tape {
  public:
    Tape(const std::vector<SampleCount>& lengths, std::vector<SheetClip>& clips, BlockCount silence)
        : lengths_(lengths), clips_(clips), at_(samples_in(silence)) {}

    // Puts down everything in front of the index, or of `time` of file `file`.
    void play_until(const CueIndex& index) { play_until(index.file, samples_in(index.at)); }
    void play_until(size_t file, SampleCount time) {
        while (file_ < file) {
            play(lengths_[file_] - from_);
            ++file_;
            from_ = {};
        }
        play(time - from_);
    }

    // Fills up to a whole block; then n silent blocks.
    void silence(BlockCount n) { at_ = samples_in(blocks_rounded_up(at_) + n); }

    bool inside_block() const { return at_.value % kBlockSamples != 0; }
    Lba lba() const {
        return kProgramStart + whole_blocks(at_);
    } // of the block that the next sample falls into

  private:
    void play(SampleCount length) {
        if (length.value == 0) return;
        append_clip(clips_, {file_, from_, length, at_ - samples_in(Lba{0} - kProgramStart)});
        from_ = from_ + length;
        at_ = at_ + length;
    }

    const std::vector<SampleCount>& lengths_;
    std::vector<SheetClip>& clips_;
    size_t file_ = 0;  // the next sample to put down
    SampleCount from_; // lies here
    SampleCount at_;   // and comes here, counted from MSF 00:00:00
};

class CueLayouter {
  public:
    CueLayouter(const CueSheet& sheet, const std::vector<SampleCount>& lengths, CueOrigin origin)
        : sheet_(sheet),
          lengths_(lengths),
          origin_(origin == CueOrigin::absolute ? BlockCount{0} : kFirstPause),
          tape_(lengths, result_.clips, origin_) {}

    SheetLayout run() {
        for (size_t k = 0; k < sheet_.tracks.size(); ++k) add_track(sheet_.tracks[k]);
        tape_.play_until(lengths_.size() - 1, lengths_.back());
        tape_.silence({});
        end_track();
        tape_.silence(sheet_.tracks.back().postgap);
        result_.lead_out = tape_.lba();
        describe();
        return std::move(result_);
    }

  private:
    [[noreturn]] void fail(int line, std::string_view why) const {
        throw Error(Errc::malformed, at_line(sheet_.path, line, why));
    }
    void warn(int line, std::string_view what) {
        result_.warnings.push_back(at_line(sheet_.path, line, what));
    }
    int number() const { return sheet_.first_track + int(result_.disc.tracks.size()) - 1; }

    void add_track(const CueTrack& cue) {
        if (result_.disc.tracks.empty())
            start_first(cue);
        else
            start_next(cue);
        if (cue.pregap > BlockCount{0} && cue.indexes.front().number == 0)
            warn(cue.line,
                 fmt::format("track {} has both PREGAP and INDEX 00; the silence comes first", number()));
        for (const CueIndex& index : cue.indexes) place(index);
    }

    // All audio in front of its INDEX 01 is the first track's own: there is no other.
    void start_first(const CueTrack& cue) {
        result_.disc.first_track = sheet_.first_track;
        Track& track = result_.disc.tracks.emplace_back();
        BlockCount silence = cue.pregap;
        if (silence == kFirstPause && origin_ == kFirstPause && !sheet_.literal_pregap) {
            warn(cue.line, "PREGAP of two seconds is taken as the pause that every disc begins with");
            silence = {};
        }
        track.pause = origin_ + silence;
        tape_.silence(silence);
        audio_ = tape_.lba();
        const CueIndex& first = cue.indexes.front();
        if (first.file > 0 || first.at > kFirstPause - origin_)
            warn(first.line,
                 fmt::format("the audio in front of INDEX {:02} is kept as the pregap of track {}",
                             first.number, number()));
    }

    void start_next(const CueTrack& cue) {
        check(cue.indexes.front(), number() + 1);
        tape_.play_until(cue.indexes.front());
        const CueTrack& before = sheet_.tracks[result_.disc.tracks.size() - 1];
        if (before.postgap + cue.pregap > BlockCount{0}) tape_.silence({});
        end_track();
        if (before.postgap + cue.pregap > BlockCount{0}) tape_.silence(before.postgap + cue.pregap);
        audio_ = tape_.lba();
        result_.disc.tracks.emplace_back().pause = cue.pregap;
    }

    void place(const CueIndex& index) {
        check(index, number());
        tape_.play_until(index);
        warn_if_moved(index);
        Track& track = result_.disc.tracks.back();
        if (index.number == 1) {
            index01_ = tape_.lba();
            track.pregap = index01_ - audio_;
        }
        if (index.number < 2) return;
        const BlockCount least = track.indexes.empty() ? BlockCount{0} : track.indexes.back();
        track.indexes.push_back(tape_.lba() - index01_);
        if (track.indexes.back() <= least)
            fail(index.line,
                 fmt::format("INDEX {:02} of track {} falls into the same block as the index in front "
                             "of it",
                             index.number, number()));
    }

    // Said once: where files do not end with a block, all indexes behind the first move.
    void warn_if_moved(const CueIndex& index) {
        if (!tape_.inside_block() || moved_) return;
        moved_ = true;
        warn(index.line,
             fmt::format("INDEX {:02} of track {} lies inside a block and moves down to its start, as may "
                         "others behind it",
                         index.number, number()));
    }

    void check(const CueIndex& index, int track) const {
        if (samples_in(index.at) <= lengths_[index.file]) return;
        fail(index.line,
             fmt::format("INDEX {:02} of track {} at {} lies behind the end of '{}', which is {} long",
                         index.number, track, msf_text(index.at), sheet_.files[index.file].name,
                         msf_text(whole_blocks(lengths_[index.file]))));
    }

    void end_track() {
        Track& track = result_.disc.tracks.back();
        const CueTrack& cue = sheet_.tracks[result_.disc.tracks.size() - 1];
        track.length = tape_.lba() - index01_;
        track.postgap = cue.postgap;
        if (track.length <= BlockCount{0})
            fail(cue.line, fmt::format("track {} has no audio behind its INDEX 01", number()));
        if (!track.indexes.empty() && track.indexes.back() >= track.length)
            fail(cue.indexes.back().line, fmt::format("INDEX {:02} of track {} lies at the end of the track",
                                                      cue.indexes.back().number, number()));
    }

    void describe() {
        Disc& disc = result_.disc;
        disc.mcn = sheet_.mcn;
        disc.remarks = sheet_.remarks;
        if (sheet_.texts != Texts{}) edit_album_texts(disc) = sheet_.texts;
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const CueTrack& cue = sheet_.tracks[k];
            disc.tracks[k].flags = cue.flags;
            disc.tracks[k].isrc = cue.isrc;
            disc.tracks[k].remarks = cue.remarks;
            if (cue.texts != Texts{}) edit_track_texts(disc, k) = cue.texts;
        }
        if (sheet_.genre.empty() && sheet_.disc_id.empty()) return;
        edit_album_texts(disc);
        disc.text_blocks[0].genre = sheet_.genre;
        disc.text_blocks[0].disc_id = sheet_.disc_id;
    }

    const CueSheet& sheet_;
    const std::vector<SampleCount>& lengths_;
    const BlockCount origin_; // in front of the first file, counted from MSF 00:00:00
    SheetLayout result_;
    Tape tape_;
    bool moved_ = false; // an index, to its block's start
    Lba audio_;          // of the last track: where its audio begins
    Lba index01_;        // and its INDEX 01
};

} // namespace

SheetLayout lay_out_cue_sheet(const CueSheet& sheet, const std::vector<SampleCount>& lengths,
                              CueOrigin origin) {
    return CueLayouter(sheet, lengths, origin).run();
}

} // namespace redbook
