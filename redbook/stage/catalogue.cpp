#include "redbook/stage/catalogue.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"
#include "redbook/stage/stash_format.h"

namespace redbook {
namespace {

using Out = std::vector<std::byte>;

void put(Out& out, Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void put(Out& out, uint32_t v) {
    std::array<std::byte, 4> bytes;
    BytesWriter(bytes).le32(v);
    put(out, bytes);
}

void put(Out& out, std::string_view text) {
    put(out, uint32_t(text.size()));
    put(out, as_bytes(text));
}

void put(Out& out, const Texts& texts) {
    for (const TextField& field : kTextFields) put(out, texts.*field.member);
}

void put(Out& out, const std::vector<std::string>& lines) {
    for (const auto& line : lines) put(out, line);
}

// Table 2
void put_disc_head(Out& out, const Catalogue& c) {
    std::array<std::byte, kDiscHeadBytes> bytes;
    BytesWriter w(bytes);
    w.le32(uint32_t(c.capacity.value))              //  0 capacity, blocks
        .u8(uint8_t(c.disc.tracks.size()))          //  4 closed tracks
        .u8(uint8_t(c.disc.first_track))            //  5 number of the first
        .u8(uint8_t(c.disc.mode))                   //  6 0 SAO, 1 TAO
        .u8(uint8_t(c.disc.join))                   //  7 0 joined, 1 separate
        .le16(uint16_t(c.disc.gap.value))           //  8 gap in TAO, blocks
        .u8(uint8_t(c.disc.text_blocks.size()))     // 10 CD-TEXT blocks
        .u8(c.disc.mcn ? 1 : 0)                     // 11 1 if there is an MCN
        .text(c.disc.mcn ? c.disc.mcn->text() : "") // 12 MCN, 13 digits
        .zeros(25 - w.at())                         //    or zeros
        .u8(uint8_t(c.run.kind))                    // 25 run: 0 other, 1 append, 2 restart
        .u8(uint8_t(c.run.first))                   // 26 tracks before it
        .u8(uint8_t(c.run.end))                     // 27 tracks when it is complete
        .le32(uint32_t(c.disc.remarks.size()));     // 28 remarks
    assert(w.full());
    put(out, bytes);
}

// Table 3
void put_text_block(Out& out, const TextBlock& block) {
    std::array<std::byte, kTextBlockHeadBytes> bytes;
    BytesWriter w(bytes);
    w.u8(block.language)             // 0 language
        .u8(uint8_t(block.charset))  // 1 charset
        .u8(block.copyright ? 1 : 0) // 2 copyright
        .u8(0)                       // 3
        .le16(block.genre_code)      // 4 genre code
        .le16(0);                    // 6
    assert(w.full());
    put(out, bytes);
    put(out, block.disc_id);
    put(out, block.genre);
    put(out, block.closed_info);
    put(out, block.album);
}

uint8_t flag_bits(Flags f) {
    return uint8_t((f.pre_emphasis ? kPreEmphasisBit : 0) | (f.copy_permitted ? kCopyPermittedBit : 0) |
                   (f.four_channel ? kFourChannelBit : 0) | (f.scms ? kScmsBit : 0));
}

// Table 4
void put_track_head(Out& out, const Track& t) {
    const SourceFile source = t.source.value_or(SourceFile{});
    std::array<std::byte, kTrackHeadBytes> bytes;
    BytesWriter w(bytes);
    w.le32(uint32_t(t.pause.value))                                               //  0 pause, blocks
        .le32(uint32_t(t.pregap.value))                                           //  4 pregap
        .le32(uint32_t(t.length.value))                                           //  8 length
        .le32(uint32_t(t.postgap.value))                                          // 12 postgap
        .u8(flag_bits(t.flags))                                                   // 16 flags
        .u8(uint8_t(t.indexes.size()))                                            // 17 indexes from 02 on
        .u8(uint8_t(t.texts.size()))                                              // 18 texts
        .u8(uint8_t((t.isrc ? kHasIsrcBit : 0) | (t.source ? kHasSourceBit : 0))) // 19 what there is
        .text(t.isrc ? t.isrc->text() : "")                                       // 20 ISRC, 12 characters
        .zeros(32 - w.at())                                                       //    or zeros
        .le32(uint32_t(t.remarks.size()))                                         // 32 remarks
        .le32(source.crc)                                                         // 36 source: CRC-32
        .le64(source.size)                                                        // 40 bytes
        .le64(uint64_t(source.modified_ns));                                      // 48 modified
    assert(w.full());
    put(out, bytes);
}

void put_track(Out& out, const Track& track, const std::vector<uint32_t>& sums) {
    put_track_head(out, track);
    if (track.source) put(out, track.source->path);
    for (const BlockCount index : track.indexes) put(out, uint32_t(index.value));
    for (const Texts& texts : track.texts) put(out, texts);
    put(out, track.remarks);
    for (const uint32_t sum : sums) put(out, sum);
}

// Table 5
void put_notes(Out& out, const Catalogue& c) {
    put(out, uint32_t(c.disc.data.size()));
    for (const DataTrack& data : c.disc.data) {
        put(out, uint32_t(data.before));
        put(out, uint32_t(data.gap.value));
        put(out, data.length ? uint32_t(data.length->value) : kUnknownDataLength);
    }
    put(out, uint32_t(c.missing.size()));
    for (const MissingFromFile& missing : c.missing) {
        std::array<std::byte, kMissingBytes> bytes;
        BytesWriter w(bytes);
        const uint32_t assumed = missing.audio.assumed ? kAssumedAudio : 0;
        w.le64(uint64_t(missing.audio.first))              //  0 first sample that is missing
            .le64(uint64_t(missing.audio.count))           //  8 so many
            .le32(uint32_t(missing.audio.rate) | assumed); // 16 Hz
        assert(w.full());
        put(out, bytes);
        put(out, missing.path);
    }
}

// Takes a catalogue apart. What cannot be makes ok() false for good, as reading past the end does.
class Decoder {
  public:
    explicit Decoder(Bytes bytes) : in_(bytes) {}

    std::optional<Catalogue> catalogue() {
        Catalogue c;
        const Counts counts = disc_head(c);
        c.disc.remarks = lines(counts.remarks);
        for (size_t i = 0; i < counts.text_blocks && ok(); ++i) c.disc.text_blocks.push_back(text_block());
        for (size_t i = 0; i < counts.tracks && ok(); ++i) {
            c.disc.tracks.push_back(track());
            c.sums.push_back(sums(c.disc.tracks.back()));
        }
        if (ok() && in_.left() > 0) notes(c);
        if (!ok() || in_.left() != 0) return std::nullopt;
        return c;
    }

  private:
    struct Counts {
        size_t tracks, text_blocks, remarks;
    };

    bool ok() const { return ok_ && in_.ok(); }
    void require(bool condition) { ok_ = ok_ && condition; }

    uint8_t byte_below(uint8_t limit) {
        const uint8_t v = in_.u8();
        require(v < limit);
        return v;
    }

    BlockCount blocks() {
        const uint32_t v = in_.le32();
        const bool fits = v <= uint32_t(kMostBlocks.value);
        require(fits);
        return {fits ? int32_t(v) : 0}; // what is refused is still counted with, until it is noticed
    }

    Counts disc_head(Catalogue& c) {
        Counts counts{};
        c.capacity = blocks();
        counts.tracks = byte_below(kMostTracks + 1);
        c.disc.first_track = byte_below(kMostTracks + 1);
        c.disc.mode = Mode(byte_below(2));
        c.disc.join = Join(byte_below(2));
        c.disc.gap = {in_.le16()};
        counts.text_blocks = byte_below(kMostTextBlocks + 1);
        const bool has_mcn = byte_below(2) == 1;
        const std::string mcn = in_.text(13);
        if (has_mcn) require((c.disc.mcn = Mcn::parse(mcn)).has_value());
        c.run.kind = StagingRun::Kind(byte_below(3));
        c.run.first = byte_below(kMostTracks + 1);
        c.run.end = byte_below(kMostTracks + 1);
        counts.remarks = in_.le32();
        return counts;
    }

    std::string text() { return in_.text(in_.le32()); }

    Texts texts() {
        Texts t;
        for (const TextField& field : kTextFields) t.*field.member = text();
        return t;
    }

    std::vector<std::string> lines(size_t count) {
        std::vector<std::string> v;
        for (size_t i = 0; i < count && ok(); ++i) v.push_back(text());
        return v;
    }

    TextBlock text_block() {
        TextBlock block;
        block.language = in_.u8();
        block.charset = Charset(in_.u8());
        block.copyright = byte_below(2) == 1;
        in_.u8();
        block.genre_code = in_.le16();
        in_.le16();
        block.disc_id = text();
        block.genre = text();
        block.closed_info = text();
        block.album = texts();
        return block;
    }

    static Flags flags(uint8_t bits) {
        return {.pre_emphasis = (bits & kPreEmphasisBit) != 0,
                .copy_permitted = (bits & kCopyPermittedBit) != 0,
                .four_channel = (bits & kFourChannelBit) != 0,
                .scms = (bits & kScmsBit) != 0};
    }

    Track track() {
        Track t;
        t.pause = blocks();
        t.pregap = blocks();
        t.length = blocks();
        t.postgap = blocks();
        t.flags = flags(in_.u8());
        const size_t indexes = byte_below(kMostIndexes + 1);
        const size_t text_count = byte_below(kMostTextBlocks + 1);
        const uint8_t has = in_.u8();
        const std::string isrc = in_.text(12);
        if (has & kHasIsrcBit) require((t.isrc = Isrc::parse(isrc)).has_value());
        const size_t remarks = in_.le32();
        t.source = source(has & kHasSourceBit);
        for (size_t i = 0; i < indexes; ++i) t.indexes.push_back(blocks());
        for (size_t i = 0; i < text_count; ++i) t.texts.push_back(texts());
        t.remarks = lines(remarks);
        return t;
    }

    std::optional<SourceFile> source(bool there) {
        SourceFile s;
        s.crc = in_.le32();
        s.size = in_.le64();
        s.modified_ns = int64_t(in_.le64());
        if (!there) return std::nullopt;
        s.path = text();
        return s;
    }

    std::vector<uint32_t> sums(const Track& track) {
        const size_t count = seconds_in(track.pregap) + seconds_in(track.length);
        require(in_.left() >= 4 * count);
        std::vector<uint32_t> v(ok() ? count : 0);
        for (uint32_t& sum : v) sum = in_.le32();
        return v;
    }

    void notes(Catalogue& c) {
        const uint32_t data_tracks = in_.le32();
        require(data_tracks <= uint32_t(kMostTracks));
        for (uint32_t i = 0; i < data_tracks && ok(); ++i) {
            DataTrack data;
            data.before = in_.le32();
            require(data.before <= c.disc.tracks.size());
            data.gap = blocks();
            const uint32_t length = in_.le32();
            require(length == kUnknownDataLength || length <= uint32_t(kMostBlocks.value));
            if (length != kUnknownDataLength) data.length = BlockCount{ok() ? int32_t(length) : 0};
            c.disc.data.push_back(data);
        }
        const uint32_t missing = in_.le32();
        for (uint32_t i = 0; i < missing && ok(); ++i) {
            MissingFromFile lack;
            lack.audio.first = int64_t(in_.le64());
            lack.audio.count = int64_t(in_.le64());
            const uint32_t rate = in_.le32();
            require(lack.audio.first >= 0 && lack.audio.count >= 0);
            lack.audio.rate = int(rate & ~kAssumedAudio);
            lack.audio.assumed = (rate & kAssumedAudio) != 0;
            lack.path = text();
            c.missing.push_back(std::move(lack));
        }
        require(has_notes(c)); // else there would be two ways to write it
    }

    BytesReader in_;
    bool ok_ = true;
};

bool in_program_area(BlockCount n) { return n >= BlockCount{0} && n <= kMostBlocks; }

bool is_storable(const Track& t) {
    return in_program_area(t.pause) && in_program_area(t.pregap) && in_program_area(t.length) &&
           in_program_area(t.postgap) && t.indexes.size() <= kMostIndexes &&
           t.texts.size() <= kMostTextBlocks &&
           std::all_of(t.indexes.begin(), t.indexes.end(), in_program_area);
}

// Why the disc as a whole cannot be held; empty if it can.
std::string unstorable(const Disc& disc) {
    if (disc.tracks.size() > size_t(kMostTracks)) return "a disc has at most 99 tracks";
    if (disc.first_track < 1 || disc.first_track > kMostTracks)
        return fmt::format("the first track's number is 1 to 99, not {}", disc.first_track);
    if (disc.gap < BlockCount{0} || disc.gap > kLongestGap)
        return fmt::format("the gap is 0 to 225 blocks, not {}", disc.gap.value);
    if (disc.text_blocks.size() > kMostTextBlocks) return "a disc has at most 8 blocks of CD-TEXT";
    for (const DataTrack& data : disc.data)
        if (data.before > disc.tracks.size() || !in_program_area(data.gap) ||
            !in_program_area(data.length.value_or(BlockCount{0})))
            return "a data track is where no disc has one";
    for (size_t i = 0; i < disc.tracks.size(); ++i)
        if (!is_storable(disc.tracks[i]))
            return fmt::format("track {} has a length, an index or a number of texts that no disc has",
                               disc.number_of(i));
    return {};
}

// Bytes of the sums of a disc that is full to its last block, and of one source's path.
constexpr size_t kMostNotesBytes = 128 * 1024;
constexpr size_t kReserve = 4 * (seconds_in(kMostBlocks) + 2 * size_t(kMostTracks)) + 4096 + kMostNotesBytes;

} // namespace

bool has_notes(const Catalogue& catalogue) {
    return !catalogue.disc.data.empty() || !catalogue.missing.empty();
}

BlockCount staged_in(const Disc& disc) {
    return std::accumulate(disc.tracks.begin(), disc.tracks.end(), BlockCount{0},
                           [](BlockCount n, const Track& t) { return n + staged_in(t); });
}

uint64_t audio_end(const Catalogue& catalogue) {
    return kAudioOffset + uint64_t(bytes_in(staged_in(catalogue.disc)));
}

void require_storable(const Disc& disc, const std::string& where) {
    const std::string why = unstorable(disc);
    if (!why.empty()) throw Error(Errc::bad_value, where + ": " + why);
    Catalogue without_sums;
    without_sums.disc = disc;
    without_sums.sums.resize(disc.tracks.size());
    const size_t bytes = encode(without_sums).size(), most = kMostCatalogueBytes - kReserve;
    if (bytes > most)
        throw Error(Errc::bad_value,
                    fmt::format("{}: the texts and remarks need {} bytes, a stash has {} for them; "
                                "shorten them",
                                where, bytes, most));
}

void require_room_for_notes(const Catalogue& catalogue, const std::string& where) {
    Out notes;
    put_notes(notes, catalogue);
    if (notes.size() > kMostNotesBytes)
        throw Error(
            Errc::bad_value,
            fmt::format("{}: too many files are cut short to be remembered; stage them in parts", where));
}

void require_capacity(BlockCount capacity, const std::string& where) {
    if (capacity < kShortestTrack || Lba{0} + capacity > kLastAddress)
        throw Error(Errc::bad_value,
                    fmt::format("{}: the capacity is 300 to 449849 blocks, not {}", where, capacity.value));
}

std::vector<std::byte> encode(const Catalogue& c) {
    Out out;
    put_disc_head(out, c);
    put(out, c.disc.remarks);
    for (const TextBlock& block : c.disc.text_blocks) put_text_block(out, block);
    for (size_t i = 0; i < c.disc.tracks.size(); ++i) put_track(out, c.disc.tracks[i], c.sums[i]);
    if (has_notes(c)) put_notes(out, c);
    return out;
}

std::optional<Catalogue> decode(Bytes bytes) { return Decoder(bytes).catalogue(); }

} // namespace redbook
