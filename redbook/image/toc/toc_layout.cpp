#include "redbook/image/toc/toc_layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text_charset.h"

namespace redbook {
namespace {

// The CD-TEXT
// -----------------------------------------------------------------------------------------------------------

constexpr uint8_t kDiscId = 0x86, kGenre = 0x87, kTocInfo = 0x88, kTocInfo2 = 0x89, kClosed = 0x8D,
                  kCodes = 0x8E, kSizeInfo = 0x8F;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return uint8_t(c) < 0x80; });
}

class TocTextsReader {
  public:
    TocTextsReader(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings)
        : disc_(disc), sheet_(sheet), warnings_(warnings) {}

    void run() {
        make_blocks();
        for (const TocText& text : sheet_.texts)
            if (text.pack_type == kSizeInfo) size_info(text);
        for (const TocText& text : sheet_.texts) add_to_album(text);
        for (size_t k = 0; k < sheet_.tracks.size(); ++k)
            for (const TocText& text : sheet_.tracks[k].texts) add_to_track(k, text);
    }

  private:
    void warn(const TocText& text, std::string_view what) {
        warnings_.push_back(at_line(sheet_.path, text.line, what));
    }

    void make_blocks() {
        for (size_t n = 0; n < kMostTextBlocks; ++n) {
            if (!sheet_.languages[n]) continue;
            block_of_[n] = disc_.text_blocks.size();
            TextBlock& block = disc_.text_blocks.emplace_back();
            block.language = *sheet_.languages[n];
            block.charset = sheet_.charsets[n].value_or(Charset::latin1);
        }
    }

    TextBlock& block(const TocText& text) { return disc_.text_blocks[block_of_[size_t(text.language)]]; }

    // Character set and copyright; all else in it follows from the texts.
    void size_info(const TocText& text) {
        const uint8_t charset = uint8_t(text.value[0]);
        if (!sheet_.charsets[size_t(text.language)] && (charset == 0x01 || charset == 0x80))
            block(text).charset = Charset(charset);
        block(text).copyright = text.value.size() > 3 && (text.value[3] & 3) != 0;
    }

    std::string decoded(const TocText& text, std::string_view value) {
        value = value.substr(0, value.find('\0'));
        if (is_ascii(value)) return std::string(value);
        const bool may_be_utf8 = !text.is_bytes || (!text.is_list && !sheet_.charsets[size_t(text.language)]);
        if (may_be_utf8 && is_utf8(value)) return std::string(value);
        const bool is_field = text.pack_type <= kTextFields.back().pack_type;
        const Charset charset = is_field ? block(text).charset : Charset::latin1;
        const DecodedText decoded = decode_text(charset, value);
        if (!decoded.as_the_set_says && charset == Charset::ms_jis)
            warn(text, fmt::format("a text has bytes that MS-JIS does not have; it is read as \"{}\"",
                                   decoded.text));
        return decoded.text;
    }

    // One TAB means what the track before has, as in packs; the album has none before it.
    static bool is_tab(const TocText& text) {
        const std::string_view value = std::string_view(text.value).substr(0, text.value.find('\0'));
        return value == "\t" || value == "\t\t";
    }

    void set(std::string& place, const TocText& text, std::string_view value) {
        const std::string words = decoded(text, value);
        if (place.empty())
            place = words;
        else if (place != words)
            warn(text, "a second text for the same item is left out");
    }

    bool set_field(Texts& texts, const TocText& text, const Texts& before) {
        for (const TextField& field : kTextFields) {
            if (field.pack_type != text.pack_type) continue;
            if (is_tab(text))
                texts.*field.member = before.*field.member;
            else
                set(texts.*field.member, text, text.value);
            return true;
        }
        return false;
    }

    // Of the track before track k, or of the album.
    Texts texts_before(size_t k, size_t block) const {
        if (k == 0) return disc_.text_blocks[block].album;
        const auto& texts = disc_.tracks[k - 1].texts;
        return block < texts.size() ? texts[block] : Texts{};
    }

    void genre(const TocText& text) {
        if (!text.is_list || text.value.size() < 2) return set(block(text).genre, text, text.value);
        block(text).genre_code = uint16_t(uint8_t(text.value[0]) << 8 | uint8_t(text.value[1]));
        set(block(text).genre, text, std::string_view(text.value).substr(2));
    }

    template <class Code>
    void take_code(std::optional<Code>& code, const TocText& text, std::string_view right) {
        const std::string words = decoded(text, text.value);
        const auto parsed = Code::parse(trimmed(words));
        if (!parsed && !trimmed(words).empty())
            warn(text, fmt::format("the code {} is left out; {}", quoted_word(words), right));
        if (code && parsed && *parsed != *code)
            warn(text, fmt::format("the code {} of CD_TEXT is left out; {} was given before", parsed->text(),
                                   code->text()));
        if (!code) code = parsed;
    }

    void add_to_album(const TocText& text) {
        if (set_field(block(text).album, text, {})) return;
        switch (text.pack_type) {
        case kDiscId: return set(block(text).disc_id, text, text.value);
        case kGenre: return genre(text);
        case kClosed: return set(block(text).closed_info, text, text.value);
        case kCodes: return take_code(disc_.mcn, text, "a catalogue number has 13 digits");
        case kSizeInfo:
        case kTocInfo: // these follow from the disc
        case kTocInfo2: return;
        default: warn(text, "a reserved item of CD-TEXT is left out");
        }
    }

    void add_to_track(size_t k, const TocText& text) {
        Track& track = disc_.tracks[k];
        const size_t block = block_of_[size_t(text.language)];
        if (track.texts.size() <= block) track.texts.resize(block + 1);
        if (set_field(track.texts[block], text, texts_before(k, block))) return;
        if (text.pack_type != kCodes) return warn(text, "an item that only an album has is left out");
        take_code(track.isrc, text, "an ISRC has 5 letters or digits, then 7 digits");
    }

    Disc& disc_;
    const TocSheet& sheet_;
    std::vector<std::string>& warnings_;
    std::array<size_t, kMostTextBlocks> block_of_{}; // of a language that is mapped
};

// The tracks
// -----------------------------------------------------------------------------------------------------------

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

void add_toc_texts(Disc& disc, const TocSheet& sheet, std::vector<std::string>& warnings) {
    TocTextsReader(disc, sheet, warnings).run();
}

SheetLayout lay_out_toc(const TocSheet& sheet, const std::vector<SampleCount>& lengths) {
    return TocLayouter(sheet, lengths).run();
}

} // namespace redbook
