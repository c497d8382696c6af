#include "redbook/image/cue/cue_layout.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "redbook/base/error.h"

namespace redbook {
namespace {

// Puts the files' audio on the disc's time, front to back.
class Tape {
  public:
    Tape(const std::vector<SampleCount>& lengths, std::vector<SheetClip>& clips, BlockCount silence)
        : lengths_(lengths), clips_(clips), at_(samples_in(silence)) {}

    // Puts down everything before the index, or of `time` of file `file`.
    void play_until(const CueIndex& index) { play_until(index.file, samples_in(index.at)); }
    void play_until(size_t file, SampleCount time) {
        while (file_ < file) {
            play(lengths_[file_] - from_);
            ++file_;
            from_ = {};
        }
        play(time - from_);
    }

    // Continues at the index; what is before it is left out.
    void skip_to(const CueIndex& index) {
        file_ = index.file;
        from_ = samples_in(index.at);
    }

    // The sectors of data in the file are shorter than blocks; what follows is so many samples earlier.
    void shorten(size_t file, SampleCount shorter) { shorter_[file] = shorter_[file] + shorter; }

    size_t file() const { return file_; }

    // Fills up to a whole block; then n silent blocks.
    void silence(BlockCount n) { at_ = samples_in(blocks_rounded_up(at_) + n); }

    bool inside_block() const { return at_.value % kBlockSamples != 0; }
    Lba lba() const {
        return kProgramStart + whole_blocks(at_);
    } // of the block that the next sample falls into

  private:
    void play(SampleCount length) {
        if (length.value == 0) return;
        append_clip(clips_,
                    {file_, from_ - shorter_[file_], length, at_ - samples_in(Lba{0} - kProgramStart)});
        from_ = from_ + length;
        at_ = at_ + length;
    }

    const std::vector<SampleCount>& lengths_;
    std::vector<SheetClip>& clips_;
    std::vector<SampleCount> shorter_ = std::vector<SampleCount>(lengths_.size());
    size_t file_ = 0;  // the next sample to put down
    SampleCount from_; // lies here
    SampleCount at_;   // and comes here, counted from MSF 00:00:00
};

// What a sheet says in REM lines of the sessions of its disc.
struct SessionRemarks {
    int session = 0; // 0: not said
    std::optional<BlockCount> lead_out, lead_in, pregap;

    explicit SessionRemarks(const std::vector<std::string>& remarks) {
        for (const std::string& remark : remarks) {
            if (is_word(remark, "SESSION")) session = std::max(0, parse_number(value_of(remark)));
            if (is_word(remark, "LEAD-OUT")) lead_out = parse_msf(value_of(remark));
            if (is_word(remark, "LEAD-IN")) lead_in = parse_msf(value_of(remark));
            if (is_word(remark, "PREGAP")) pregap = parse_msf(value_of(remark));
        }
    }

    static bool is_one(const std::string& remark) {
        return is_word(remark, "SESSION") || is_word(remark, "LEAD-OUT") || is_word(remark, "LEAD-IN") ||
               is_word(remark, "PREGAP");
    }

  private:
    // "REM WORD value"
    static bool is_word(std::string_view remark, std::string_view word) {
        const std::string_view rest = trimmed(remark.substr(std::min<size_t>(3, remark.size())));
        return equal_ignoring_case(rest.substr(0, rest.find_first_of(" \t")), word);
    }
    static std::string_view value_of(std::string_view remark) {
        return trimmed(remark.substr(remark.find_last_of(" \t") + 1));
    }
};

class CueLayouter {
  public:
    CueLayouter(const CueSheet& sheet, const std::vector<SampleCount>& lengths, CueOrigin origin)
        : sheet_(sheet),
          lengths_(lengths),
          origin_(origin == CueOrigin::absolute ? BlockCount{0} : kFirstPause),
          tape_(lengths_, result_.clips, origin_) {}

    SheetLayout run() {
        for (cue_ = sheet_.tracks.data(); cue_ != sheet_.tracks.data() + sheet_.tracks.size(); ++cue_)
            cue_->data_sector > 0 ? add_data() : add_track(*cue_);
        if (!after_data_) {
            tape_.play_until(lengths_.size() - 1, lengths_.back());
            end_audio();
        }
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
    // Of the audio track that is laid out.
    int number() const { return result_.disc.first_track + int(cues_.size()) - 1; }

    void add_track(const CueTrack& cue) {
        if (after_data_) return add_after_data(cue);
        if (cues_.empty())
            start_first(cue);
        else
            start_next(cue);
        if (cue.pregap > BlockCount{0} && cue.indexes.front().number == 0)
            warn(cue.line,
                 fmt::format("track {} has both PREGAP and INDEX 00; the silence comes first", number()));
        for (const CueIndex& index : cue.indexes) place(index);
    }

    // All audio before its INDEX 01 is the first track's own: there is no other.
    void start_first(const CueTrack& cue) {
        result_.disc.first_track = sheet_.first_track;
        Track& track = begin_track(cue);
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
            warn(first.line, fmt::format("the audio before INDEX {:02} is kept as the pregap of track {}",
                                         first.number, number()));
    }

    void start_next(const CueTrack& cue) {
        check(cue.indexes.front(), number() + 1);
        tape_.play_until(cue.indexes.front());
        const CueTrack& before = *cues_.back();
        if (before.postgap + cue.pregap > BlockCount{0}) tape_.silence({});
        end_track();
        if (before.postgap + cue.pregap > BlockCount{0}) tape_.silence(before.postgap + cue.pregap);
        audio_ = tape_.lba();
        begin_track(cue).pause = cue.pregap;
    }

    Track& begin_track(const CueTrack& cue) {
        cues_.push_back(&cue);
        return result_.disc.tracks.emplace_back();
    }

    // The last audio before data, or of the sheet.
    void end_audio() {
        tape_.silence({});
        end_track();
        tape_.silence(cues_.back()->postgap);
    }

    // What is before INDEX 01 belongs to the change from data to audio, and is not opened.
    void add_after_data(const CueTrack& cue) {
        const auto first = std::ranges::find(cue.indexes, 1, &CueIndex::number);
        if (cues_.empty()) {
            result_.disc.first_track = sheet_.first_track + int(&cue - sheet_.tracks.data());
            tape_.silence(kFirstPause - origin_);
        } else {
            tape_.silence(kFirstPause);
        }
        end_data(cue, *first);
        after_data_ = false;
        check(*first, number() + 1);
        tape_.skip_to(*first);
        begin_track(cue).pause = kFirstPause;
        if (const int told = sheet_.first_track + int(&cue - sheet_.tracks.data()); told != number())
            warn(cue.line, fmt::format("track {} is taken as track {}, as the data before it is not copied",
                                       told, number()));
        audio_ = tape_.lba();
        for (auto index = first; index != cue.indexes.end(); ++index) place(*index);
    }

    const CueIndex& data_start() const { return *std::ranges::find(cue_->indexes, 1, &CueIndex::number); }

    void add_data() {
        DataTrack data{.before = cues_.size(), .gap = {}, .length = std::nullopt};
        const CueIndex& start = data_start();
        if (!cues_.empty() && !after_data_) data.gap = end_audio_before_data(start);
        if (after_data_) end_data(*cue_, start);
        if (cue_ == &sheet_.tracks.back()) data.length = length_to_end(start);
        result_.disc.data.push_back(data);
        after_data_ = true;
    }

    // Returns how far the data is from the audio.
    BlockCount end_audio_before_data(const CueIndex& start) {
        const SessionRemarks said(cue_[-1].remarks);
        CueIndex end = cue_->indexes.front();
        if (said.lead_out && !said.lead_in && end.file == cues_.back()->indexes.back().file)
            end.at = std::clamp(*said.lead_out, cues_.back()->indexes.back().at, end.at);
        const bool own_file =
            end.file > tape_.file() && (end.at == BlockCount{0} || data_sector_in(sheet_, end.file) > 0);
        if (own_file) end = {.number = 0, .file = end.file - 1, .at = kLastAddress - Lba{0}, .line = 0};
        end.at = std::min(end.at, blocks_rounded_up(lengths_[end.file]));
        tape_.play_until(end.file, std::min(samples_in(end.at), lengths_[end.file]));
        end_audio();
        if (said.lead_out && said.lead_in)
            return *said.lead_out + *said.lead_in + said.pregap.value_or(BlockCount{0}) + pause_of(*cue_);
        const bool same_file = end.file == start.file;
        const BlockCount told = same_file ? start.at - end.at : pause_of(*cue_);
        const bool new_session = said.session > 1;
        const bool last =
            std::ranges::all_of(std::span(cue_, &sheet_.tracks.back() + 1), &CueTrack::data_sector);
        if (new_session ? told >= kBetweenSessions : !last || same_file || told > BlockCount{0}) return told;
        warn(cue_->line, fmt::format("the gap before data track {} is not given; {} blocks are assumed",
                                     data_number(), kBetweenSessions.value));
        return kBetweenSessions;
    }

    int data_number() const { return sheet_.first_track + int(cue_ - sheet_.tracks.data()); }

    static BlockCount pause_of(const CueTrack& cue) {
        const bool has_index00 = cue.indexes.front().number == 0 && cue.indexes.size() > 1 &&
                                 cue.indexes[0].file == cue.indexes[1].file;
        return cue.pregap + (has_index00 ? cue.indexes[1].at - cue.indexes[0].at : BlockCount{0});
    }

    // The data track before `next`, which begins at `index`.
    void end_data(const CueTrack& next, const CueIndex& index) {
        const CueTrack& cue = (&next)[-1];
        const CueIndex& start = *std::ranges::find(cue.indexes, 1, &CueIndex::number);
        DataTrack& data = result_.disc.data.back();
        BlockCount length = next.pregap + index.at;
        for (size_t file = start.file; file < index.file; ++file) {
            if (lengths_[file] == kUnknownLength) return warn_of_length(cue, data_number() - 1);
            length += blocks_rounded_up(lengths_[file]);
        }
        if (length <= start.at) return warn_of_length(cue, data_number() - 1);
        data.length = length - start.at;
        if (start.file != index.file || data_sector_in(sheet_, start.file) > 0) return;
        const auto shorter = SampleCount{int64_t{(index.at - start.at).value} *
                                         (kBlockBytes - cue.data_sector) / kSampleBytes};
        lengths_[index.file] = lengths_[index.file] + shorter;
        tape_.shorten(index.file, shorter);
    }

    std::optional<BlockCount> length_to_end(const CueIndex& start) {
        if (sheet_.end && *sheet_.end > start.at) return *sheet_.end - start.at;
        const SampleCount there = lengths_[start.file] - samples_in(start.at);
        if (lengths_[start.file] == kUnknownLength || there <= SampleCount{0}) {
            warn_of_length(*cue_, data_number());
            return std::nullopt;
        }
        const int sector = data_sector_in(sheet_, start.file) > 0 ? kBlockBytes : cue_->data_sector;
        return BlockCount{int32_t(there.value * kSampleBytes / sector)};
    }

    void warn_of_length(const CueTrack& cue, int number) {
        warn(cue.line,
             fmt::format("the length of data track {} is not known, and so not all disc IDs", number));
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
                 fmt::format("INDEX {:02} of track {} falls into the same block as the index before "
                             "it",
                             index.number, number()));
    }

    // Said once: where files do not end with a block, all indexes after the first move.
    void warn_if_moved(const CueIndex& index) {
        if (!tape_.inside_block() || moved_) return;
        moved_ = true;
        warn(index.line,
             fmt::format("INDEX {:02} of track {} is inside a block and moves down to its start, as may "
                         "others after it",
                         index.number, number()));
    }

    void check(const CueIndex& index, int track) const {
        if (samples_in(index.at) <= lengths_[index.file]) return;
        fail(index.line,
             fmt::format("INDEX {:02} of track {} at {} is past the end of '{}', which is {} long",
                         index.number, track, msf_text(index.at), sheet_.files[index.file].name,
                         msf_text(whole_blocks(lengths_[index.file]))));
    }

    void end_track() {
        Track& track = result_.disc.tracks.back();
        const CueTrack& cue = *cues_.back();
        track.length = tape_.lba() - index01_;
        track.postgap = cue.postgap;
        if (track.length <= BlockCount{0})
            fail(cue.line, fmt::format("track {} has no audio after its INDEX 01", number()));
        if (!track.indexes.empty() && track.indexes.back() >= track.length)
            fail(cue.indexes.back().line, fmt::format("INDEX {:02} of track {} is at the end of the track",
                                                      cue.indexes.back().number, number()));
    }

    void describe() {
        Disc& disc = result_.disc;
        disc.mcn = sheet_.mcn;
        disc.remarks = sheet_.remarks;
        if (sheet_.texts != Texts{}) edit_album_texts(disc) = sheet_.texts;
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const CueTrack& cue = *cues_[k];
            disc.tracks[k].flags = cue.flags;
            disc.tracks[k].isrc = cue.isrc;
            disc.tracks[k].remarks = cue.remarks;
            if (cue.texts != Texts{}) edit_track_texts(disc, k) = cue.texts;
        }
        if (!disc.data.empty()) remove_session_remarks(disc);
        if (sheet_.genre.empty() && sheet_.disc_id.empty()) return;
        edit_album_texts(disc);
        disc.text_blocks[0].genre = sheet_.genre;
        disc.text_blocks[0].disc_id = sheet_.disc_id;
    }

    // They are not true of the audio alone.
    static void remove_session_remarks(Disc& disc) {
        std::erase_if(disc.remarks, SessionRemarks::is_one);
        for (Track& track : disc.tracks) std::erase_if(track.remarks, SessionRemarks::is_one);
    }

    const CueSheet& sheet_;
    std::vector<SampleCount> lengths_;
    const BlockCount origin_; // before the first file, counted from MSF 00:00:00
    SheetLayout result_;
    Tape tape_;
    const CueTrack* cue_ = nullptr;       // that is laid out now
    std::vector<const CueTrack*> cues_{}; // of the disc's audio tracks
    bool after_data_ = false;
    bool moved_ = false; // an index, to its block's start
    Lba audio_;          // of the last track: where its audio begins
    Lba index01_;        // and its INDEX 01
};

} // namespace

int data_sector_in(const CueSheet& sheet, size_t file) {
    int sector = 0;
    for (const CueTrack& track : sheet.tracks)
        for (const CueIndex& index : track.indexes) {
            if (index.file != file) continue;
            if (track.data_sector == 0) return 0;
            sector = track.data_sector;
        }
    return sector;
}

SheetLayout lay_out_cue_sheet(const CueSheet& sheet, const std::vector<SampleCount>& lengths,
                              CueOrigin origin) {
    return CueLayouter(sheet, lengths, origin).run();
}

} // namespace redbook
