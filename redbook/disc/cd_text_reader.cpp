#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/cd_text_charset.h"

namespace redbook {
namespace {

constexpr size_t kHeaderBytes = 4, kMostPacks = 2048, kTypes = 16;
constexpr int kPastTracks = kMostTracks + 1; // what lies after track 99

using Warnings = std::vector<std::string>;

struct Pack {
    uint8_t type, track, sequence;
    size_t block;
    bool double_byte;
    Bytes payload;
};
using Packs = std::vector<Pack>;

// The file
// -----------------------------------------------------------------------------------------------------

// Where warnings go, each with the file's name.
class Log {
  public:
    Log(std::string_view where, Warnings& warnings) : where_(where), warnings_(warnings) {}
    template <class... Args>
    void warn(fmt::format_string<Args...> text, Args&&... args) {
        warnings_.push_back(fmt::format("{}: {}", where_, fmt::format(text, std::forward<Args>(args)...)));
    }
    [[noreturn]] void refuse(const std::string& reason) const {
        throw Error(Errc::malformed, fmt::format("{}: {}", where_, reason));
    }

  private:
    std::string_view where_;
    Warnings& warnings_;
};

// Without header and the zero byte after.
Bytes whole_packs(Bytes file, Log& log) {
    const size_t left = file.size() % kTextPackBytes;
    if (left != 0 && left != 1 && left != kHeaderBytes && left != kHeaderBytes + 1)
        log.refuse(fmt::format("{} bytes is not a multiple of 18, the size of a CD-TEXT pack", file.size()));
    if (left >= kHeaderBytes) {
        const size_t told = BytesReader(file).be16();
        file = file.subspan(kHeaderBytes);
        if (const size_t there = file.size() - left % kHeaderBytes + 2; told != there)
            log.warn("the header says that {} bytes follow it, {} do", told, there);
    }
    if (left % kHeaderBytes == 1) {
        if (file.back() != std::byte{0}) log.warn("the byte after the packs is not zero");
        file = file.first(file.size() - 1);
    }
    if (file.empty()) log.refuse("it has no CD-TEXT packs");
    if (file.size() / kTextPackBytes > kMostPacks)
        log.refuse(fmt::format("it has {} packs; CD-TEXT has at most 2048", file.size() / kTextPackBytes));
    return file;
}

std::optional<Pack> read_pack(Bytes bytes, size_t number, Log& log) {
    BytesReader in(bytes);
    Pack pack{};
    pack.type = in.u8();               //  0
    pack.track = in.u8();              //  1
    pack.sequence = in.u8();           //  2
    const uint8_t indicator = in.u8(); //  3
    pack.double_byte = indicator & 0x80;
    pack.block = indicator >> 4 & 7;
    pack.payload = in.bytes(kTextPayloadBytes);
    if (pack.type < 0x80 || pack.type > kSizesType)
        log.warn("pack {} is of type {:02X}, which CD-TEXT does not have; it is left out", number, pack.type);
    else if (pack.track & 0x80)
        log.warn("pack {} is of an extension that is not known; it is left out", number);
    else
        return pack;
    return std::nullopt;
}

// By block. Packs are counted from 1 for people.
std::array<Packs, kMostTextBlocks> packs_of(Bytes bytes, Log& log) {
    std::array<Packs, kMostTextBlocks> blocks;
    size_t wrong = 0, first_wrong = 0;
    for (size_t number = 1; !bytes.empty(); ++number, bytes = bytes.subspan(kTextPackBytes)) {
        const Bytes raw = bytes.first(kTextPackBytes);
        const uint16_t crc = BytesReader(raw.subspan(kTextPackBytes - 2)).be16();
        if (crc != crc16(raw.first(kTextPackBytes - 2)) && wrong++ == 0) first_wrong = number;
        if (const auto pack = read_pack(raw, number, log)) blocks[pack->block].push_back(*pack);
    }
    if (wrong > 0)
        log.warn("{} of the packs {} a wrong CRC, first pack {}; they are believed all the same", wrong,
                 wrong == 1 ? "has" : "have", first_wrong);
    return blocks;
}

// In the order of their numbers, if that says anything: each number once.
void put_in_order(Packs& packs, size_t block, Log& log) {
    std::bitset<256> seen;
    bool ascending = true, distinct = true;
    for (size_t i = 0; i < packs.size(); ++i) {
        if (packs[i].sequence != i) ascending = false;
        if (seen.test(packs[i].sequence)) distinct = false;
        seen.set(packs[i].sequence);
    }
    if (ascending) return;
    log.warn("the packs of block {} are not numbered 0 to {}; {}", block, packs.size() - 1,
             distinct ? "their numbers put them in order" : "they are taken in the order of the file");
    if (distinct) std::ranges::sort(packs, {}, &Pack::sequence);
    if (distinct) return;
    for (size_t i = 0; i < packs.size(); ++i) packs[i].sequence = uint8_t(i);
}

// Size information
// ---------------------------------------------------------------------------------------------

struct Sizes {
    uint8_t charset = 0, first_track = 0, last_track = 0, copyright = 0;
    std::array<uint8_t, kTypes> counts{};
    std::array<uint8_t, kMostTextBlocks> languages{};
};

std::optional<Sizes> sizes_of(const Packs& packs) {
    std::array<Bytes, 3> parts;
    for (const Pack& pack : packs)
        if (pack.type == kSizesType && pack.track < parts.size()) parts[pack.track] = pack.payload;
    std::vector<std::byte> bytes;
    for (const Bytes part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
    if (bytes.size() != parts.size() * kTextPayloadBytes) return std::nullopt;
    BytesReader in(bytes);
    Sizes sizes;
    sizes.charset = in.u8();                                      //  0
    sizes.first_track = in.u8();                                  //  1
    sizes.last_track = in.u8();                                   //  2
    sizes.copyright = in.u8();                                    //  3
    for (uint8_t& count : sizes.counts) count = in.u8();          //  4
    in.bytes(kMostTextBlocks);                                    // 20
    for (uint8_t& language : sizes.languages) language = in.u8(); // 28
    return sizes;
}

void check_counts(const Packs& packs, const Sizes& sizes, size_t block, Log& log) {
    for (size_t i = 0; i < kTypes; ++i) {
        const auto there = size_t(std::ranges::count(packs, uint8_t(0x80 + i), &Pack::type));
        if (there != sizes.counts[i])
            log.warn("block {} says that it has {} packs of type {:02X}; there are {}", block,
                     sizes.counts[i], 0x80 + i, there);
    }
}

bool has_tracks(const Sizes& sizes) {
    return sizes.first_track >= 1 && sizes.first_track <= sizes.last_track && sizes.last_track <= kMostTracks;
}

// Bytes of a character.
size_t flagged_width(const Pack& pack) { return pack.double_byte ? 2 : 1; }

// Strings
// ------------------------------------------------------------------------------------------------------

// One type's strings as bytes; 0 is the album.
using Strings = std::map<int, std::string>;

// Whose string continues at the beginning of a pack: as many strings as ended in the packs before say, or,
// where packs are missing, what the pack itself says. `width` is that of a character, if it is not as the
// pack is flagged.
class StringReader {
  public:
    StringReader(const Packs& packs, uint8_t type, int first_track, std::optional<size_t> width, Log& log)
        : first_track_(first_track), width_(width) {
        const Pack* before = nullptr;
        for (const Pack& pack : packs) {
            if (pack.type != type) continue;
            const bool follows = before != nullptr && before->sequence + 1 == pack.sequence;
            if (before != nullptr && !follows)
                log.warn("packs are missing before pack {} of block {}; texts of type {:02X} are cut",
                         pack.sequence, pack.block, type);
            if (follows && pack.track != std::min(track_, kMostTracks) && !std::exchange(warned_, true))
                log.warn("pack {} of block {} says that it continues with track {}; it is taken for track {}",
                         pack.sequence, pack.block, pack.track, track_);
            if (!follows) track_ = pack.track;
            add(pack);
            before = &pack;
        }
    }
    Strings take() { return std::move(strings_); }

  private:
    void add(const Pack& pack) {
        const size_t width = width_.value_or(flagged_width(pack));
        const std::string_view text(reinterpret_cast<const char*>(pack.payload.data()), pack.payload.size());
        for (size_t i = 0; i < text.size(); i += width) {
            const std::string_view character = text.substr(i, width);
            if (character.find_first_not_of('\0') == character.npos)
                track_ = track_ == 0 ? first_track_ : std::min(track_ + 1, kPastTracks);
            else
                strings_[track_] += character;
        }
    }

    Strings strings_;
    int first_track_;
    std::optional<size_t> width_;
    int track_ = 0;
    bool warned_ = false;
};

bool is_tab(const std::string& bytes) { return bytes == "\t" || bytes == "\t\t"; }

// The whole
// -----------------------------------------------------------------------------------------------------

class Reader {
  public:
    explicit Reader(std::string_view where) : log_(where, result_.warnings) {}

    CdText read(Bytes file) {
        blocks_ = packs_of(whole_packs(file, log_), log_);
        for (size_t b = 0; b < blocks_.size(); ++b) {
            if (blocks_[b].empty()) continue;
            put_in_order(blocks_[b], b, log_);
            sizes_[b] = sizes_of(blocks_[b]);
            if (!sizes_[b]) log_.warn("block {} has no size information", b);
        }
        set_tracks();
        for (size_t b = 0; b < blocks_.size(); ++b)
            if (!blocks_[b].empty()) read_block(b);
        if (result_.disc.text_blocks.empty()) log_.refuse("it has no CD-TEXT packs");
        return std::move(result_);
    }

  private:
    // As the first block says that says it; else as many as there are texts for.
    void set_tracks() {
        const auto known = std::ranges::find_if(sizes_, [](const auto& s) { return s && has_tracks(*s); });
        int first = 1, last = 1;
        if (known != sizes_.end()) {
            first = (*known)->first_track;
            last = (*known)->last_track;
        } else {
            for (const Packs& packs : blocks_)
                for (const Pack& pack : packs)
                    if (pack.type != kSizesType)
                        last = std::max(last, std::min<int>(pack.track, kMostTracks));
            log_.warn("nothing says how many tracks there are; {} taken",
                      last == 1 ? "1 is" : fmt::format("{} are", last));
        }
        result_.disc.first_track = first;
        result_.disc.tracks.resize(size_t(last - first + 1));
    }

    void read_block(size_t b) {
        const Packs& packs = blocks_[b];
        TextBlock& block = result_.disc.text_blocks.emplace_back();
        const size_t place = result_.disc.text_blocks.size() - 1;
        if (place != b)
            log_.warn("block {} is taken as language {}: there are none for those between", b, place + 1);
        for (Track& track : result_.disc.tracks) track.texts.emplace_back();
        const bool known = take_sizes(b, block);
        charset_ = known && sizes_[b] ? std::optional(block.charset) : std::nullopt;
        warned_of_flags_ = false;
        if (known)
            for (const TextField& field : kTextFields) read_field(packs, field, place);
        block.disc_id = album_string(packs, kDiscIdType, Charset::ascii, "disc identification");
        block.closed_info = album_string(packs, kClosedType, Charset::latin1, "closed information");
        read_genre(packs, block);
        read_codes(packs);
        for (uint8_t type = kToc2Type + 1; type < kClosedType; ++type)
            if (std::ranges::count(packs, type, &Pack::type) > 0)
                log_.warn("packs of the reserved type {:02X} are left out", type);
    }

    // false: the block's texts cannot be read.
    bool take_sizes(size_t b, TextBlock& block) {
        const auto told = std::ranges::find_if(sizes_, [](const auto& s) { return s.has_value(); });
        if (told != sizes_.end()) block.language = (**(sizes_[b] ? &sizes_[b] : &*told)).languages[b];
        if (!sizes_[b]) return true;
        const Sizes& sizes = *sizes_[b];
        check_counts(blocks_[b], sizes, b, log_);
        const int last = result_.disc.number_of(result_.disc.tracks.size() - 1);
        if (sizes.first_track != result_.disc.first_track || sizes.last_track != last)
            log_.warn("block {} says that it is for tracks {} to {}; {} to {} are taken", b,
                      sizes.first_track, sizes.last_track, result_.disc.first_track, last);
        block.copyright = sizes.copyright & 3;
        for (const Charset charset : {Charset::latin1, Charset::ascii, Charset::ms_jis})
            if (sizes.charset == uint8_t(charset)) return block.charset = charset, true;
        log_.warn("block {} is in the character set {:02X}, which cannot be read; its texts are left out", b,
                  sizes.charset);
        return false;
    }

    std::string decoded(Charset charset, std::string_view bytes, const std::string& name) {
        const DecodedText decoded = decode_text(charset, bytes);
        if (!decoded.as_the_set_says)
            log_.warn("{} has bytes that {} does not have; it is read as \"{}\"", name, to_string(charset),
                      decoded.text);
        return decoded.text;
    }

    std::string suffix() const {
        const size_t n = result_.disc.text_blocks.size();
        return n == 1 ? "" : fmt::format(" in language {}", n);
    }

    Strings strings_of(const Packs& packs, uint8_t type) {
        const auto width = width_of(packs, type);
        const bool contradicts = width && std::ranges::any_of(packs, [&](const Pack& pack) {
                                     return pack.type == type && flagged_width(pack) != *width;
                                 });
        if (contradicts && !std::exchange(warned_of_flags_, true))
            log_.warn(
                "packs of block {} are flagged otherwise than its character code {} says, which is believed",
                packs[0].block, to_string(*charset_));
        return StringReader(packs, type, result_.disc.first_track, width, log_).take();
    }

    // Of a character of these packs, where the block's character code says it.
    std::optional<size_t> width_of(const Packs& packs, uint8_t type) const {
        if (!charset_) return std::nullopt;
        if (*charset_ != Charset::ms_jis) return 1;
        const bool is_text = type <= kTextFields.back().pack_type;
        return is_text && !ends_with_one_zero(packs, type) ? std::optional<size_t>{2} : std::nullopt;
    }

    // cdrdao flags no packs, and ends a text in MS-JIS with one zero. Texts that end with two would be those
    // of more tracks than there are.
    bool ends_with_one_zero(const Packs& packs, uint8_t type) const {
        if (std::ranges::any_of(packs, [&](const Pack& p) { return p.type == type && p.double_byte; }))
            return false;
        Warnings ignored;
        Log log("", ignored);
        const Strings strings = StringReader(packs, type, result_.disc.first_track, 1, log).take();
        const int last = result_.disc.number_of(result_.disc.tracks.size() - 1);
        return std::ranges::all_of(strings, [&](const auto& s) { return s.first <= last; });
    }

    void read_field(const Packs& packs, const TextField& field, size_t place) {
        Strings strings = strings_of(packs, field.pack_type);
        if (strings.empty()) return;
        Disc& disc = result_.disc;
        TextBlock& block = disc.text_blocks[place];
        std::string& album = block.album.*field.member;
        if (is_tab(strings[0])) strings[0].clear();
        album = decoded(block.charset, strings[0], fmt::format("{} of the album{}", field.name, suffix()));
        for (size_t k = 0; k < disc.tracks.size(); ++k) {
            const std::string& bytes = strings[disc.number_of(k)];
            std::string& text = disc.tracks[k].texts[place].*field.member;
            if (is_tab(bytes))
                text = k == 0 ? album : disc.tracks[k - 1].texts[place].*field.member;
            else
                text = decoded(block.charset, bytes,
                               fmt::format("{} of track {}{}", field.name, disc.number_of(k), suffix()));
        }
        warn_of_other_tracks(strings, field.name);
    }

    void warn_of_other_tracks(const Strings& strings, std::string_view what) {
        const int first = result_.disc.first_track,
                  last = result_.disc.number_of(result_.disc.tracks.size() - 1);
        for (const auto& [track, bytes] : strings)
            if (track != 0 && (track < first || track > last) && !bytes.empty())
                log_.warn("the {} of track {} is left out: the disc does not have that track", what, track);
    }

    std::string album_string(const Packs& packs, uint8_t type, Charset charset, std::string_view name) {
        const Strings strings = strings_of(packs, type);
        return strings.empty() ? "" : decoded(charset, strings.begin()->second, std::string(name) + suffix());
    }

    void read_genre(const Packs& packs, TextBlock& block) {
        std::string bytes;
        for (const Pack& pack : packs)
            if (pack.type == kGenreType) bytes += BytesReader(pack.payload).text(kTextPayloadBytes);
        if (bytes.empty()) return;
        block.genre_code = BytesReader(as_bytes(bytes)).be16();
        const std::string_view text = std::string_view(bytes).substr(2);
        block.genre = decoded(Charset::ascii, text.substr(0, text.find('\0')), "genre" + suffix());
    }

    // MCN and ISRC; of several blocks that have them, the first counts.
    void read_codes(const Packs& packs) {
        Disc& disc = result_.disc;
        const Strings strings = strings_of(packs, kCodesType);
        for (const auto& [track, bytes] : strings) {
            const std::string text = decode_text(Charset::ascii, bytes).text;
            const int k = track - disc.first_track;
            if (track == 0)
                set_code(disc.mcn, text, "catalogue number of the album");
            else if (k >= 0 && k < int(disc.tracks.size()))
                set_code(disc.tracks[size_t(k)].isrc, text, fmt::format("ISRC of track {}", track));
        }
        warn_of_other_tracks(strings, "ISRC");
    }

    template <class Code>
    void set_code(std::optional<Code>& code, const std::string& text, const std::string& name) {
        const auto parsed = Code::parse(trimmed(text));
        if (!parsed && !trimmed(text).empty())
            log_.warn("the {}, \"{}\", is none; it is left out", name, text);
        if (!code) code = parsed;
    }

    CdText result_;
    Log log_;
    std::array<Packs, kMostTextBlocks> blocks_;
    std::array<std::optional<Sizes>, kMostTextBlocks> sizes_;
    std::optional<Charset> charset_; // of the block that is read, if it says so
    bool warned_of_flags_ = false;
};

template <class Code>
void take_code(std::optional<Code>& code, const std::optional<Code>& theirs, const std::string& name,
               OurCodes ours, Log& log) {
    if (theirs && theirs->means_none())
        return log.warn("the {} in the CD-TEXT is all zeros, which means none; it is ignored", name);
    if (!code || code->means_none()) code = theirs;
    if (!theirs || *theirs == *code) return;
    log.warn("the CD-TEXT has the {} {}, the disc has {}, which is {}", name, theirs->text(), code->text(),
             ours == OurCodes::kept ? "kept" : "replaced");
    if (ours == OurCodes::replaced) code = theirs;
}

} // namespace

CdText read_cd_text(std::string_view where, Bytes file) { return Reader(where).read(file); }

void take_cd_text(Disc& disc, const CdText& text, std::string_view where, std::vector<std::string>& warnings,
                  OurCodes ours) {
    Log log(where, warnings);
    const Disc& from = text.disc;
    const auto last = [](const Disc& d) { return d.first_track + int(d.tracks.size()) - 1; };
    if (from.first_track != disc.first_track || last(from) != last(disc))
        log.warn("the CD-TEXT is for tracks {} to {}; the disc has {} to {}", from.first_track, last(from),
                 disc.first_track, last(disc));
    disc.text_blocks = from.text_blocks;
    take_code(disc.mcn, from.mcn, "MCN", ours, log);
    for (size_t k = 0; k < disc.tracks.size(); ++k) {
        const int other = disc.number_of(k) - from.first_track;
        disc.tracks[k].texts.assign(disc.text_blocks.size(), {});
        if (other < 0 || other >= int(from.tracks.size())) continue;
        const Track& track = from.tracks[size_t(other)];
        disc.tracks[k].texts = track.texts;
        take_code(disc.tracks[k].isrc, track.isrc, fmt::format("ISRC of track {}", disc.number_of(k)), ours,
                  log);
    }
}

} // namespace redbook
