#include "tests/support/memory_source.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "redbook/disc/layout.h"

namespace redbook::test {
namespace {

class Random {
  public:
    explicit Random(uint32_t seed) : engine_(seed) {}
    int upto(int most) { return int(engine_() % uint32_t(most + 1)); }
    int between(int least, int most) { return least + upto(most - least); }
    bool one_in(int n) { return upto(n - 1) == 0; }
    std::string words(int most) {
        static const char* const kWords[] = {"Nacht", "caf\u00e9", "sol",    "\u00e9t\u00e9", "Blue",
                                             "7",     "o'clock",   "(live)", "\u6771\u4eac"};
        std::string text;
        for (int n = upto(most); n > 0; --n) text += (text.empty() ? "" : " ") + std::string(kWords[upto(8)]);
        return text;
    }

  private:
    std::mt19937 engine_;
};

Texts random_texts(Random& random) {
    Texts texts;
    for (const TextField& field : kTextFields)
        if (random.one_in(2)) texts.*field.member = random.words(4);
    return texts;
}

Isrc random_isrc(Random& random) {
    std::string text = "DEXYZ";
    for (int i = 0; i < 7; ++i) text += char('0' + random.upto(9));
    return *Isrc::parse(text);
}

Track random_track(Random& random, bool first, size_t languages) {
    Track track;
    if (first)
        track.pause = {random.one_in(3) ? random.upto(150) : 150};
    else
        track.pause = {random.one_in(3) ? random.upto(200) : 0};
    if (random.one_in(3)) track.pregap = {random.upto(160)};
    if (first && track.pause + track.pregap < kFirstPause) track.pregap = kFirstPause - track.pause;
    track.length = {random.between(300, 700)};
    if (random.one_in(5)) track.postgap = {random.upto(80)};
    for (int at = random.between(1, 150); random.one_in(2) && at < track.length.value;
         at += random.between(1, 150))
        track.indexes.push_back({at});
    track.flags = {random.one_in(3), random.one_in(3), random.one_in(6), false};
    if (!track.flags.copy_permitted) track.flags.scms = random.one_in(4);
    if (random.one_in(2)) track.isrc = random_isrc(random);
    for (size_t n = size_t(random.upto(int(languages))); n > 0; --n)
        track.texts.push_back(random_texts(random));
    if (random.one_in(4)) track.remarks = {"REM COMMENT \"" + random.words(3) + "\""};
    if (random.one_in(2))
        track.source = SourceFile{"/music/" + random.words(2) + ".flac", uint64_t(random.upto(1 << 30)),
                                  int64_t{1} << random.upto(60), uint32_t(random.upto(1 << 30))};
    return track;
}

TextBlock random_text_block(Random& random) {
    TextBlock block;
    block.language = uint8_t(random.between(1, 0x2B));
    block.charset = random.one_in(2) ? Charset::latin1 : Charset::ms_jis;
    block.album = random_texts(random);
    if (random.one_in(2)) block.disc_id = "XY-" + std::to_string(random.upto(999));
    block.genre_code = uint16_t(random.upto(27));
    block.genre = random.words(2);
    if (random.one_in(3)) block.closed_info = random.words(2);
    block.copyright = random.one_in(2);
    return block;
}

// All samples of the pattern, which begins anew after 65,536.
std::vector<std::byte> pattern_period() {
    std::vector<std::byte> bytes;
    for (uint32_t n = 0; n < 65536; ++n) {
        const auto left = uint16_t(n * 7919), right = uint16_t(n * 104729 + 12345);
        for (const int byte : {left & 0xFF, left >> 8, right & 0xFF, right >> 8})
            bytes.push_back(std::byte(byte));
    }
    return bytes;
}

} // namespace

std::vector<std::byte> pattern_blocks(Lba first, BlockCount count, uint32_t seed) {
    static const std::vector<std::byte> kPeriod = pattern_period();
    std::vector<std::byte> bytes(size_t(bytes_in(count)));
    const auto n = uint32_t(int64_t{first.value} * kBlockSamples) + seed;
    size_t from = n * size_t{kSampleBytes} % kPeriod.size();
    for (size_t done = 0; done < bytes.size(); from = 0) {
        const size_t part = std::min(kPeriod.size() - from, bytes.size() - done);
        std::memcpy(bytes.data() + done, kPeriod.data() + from, part);
        done += part;
    }
    return bytes;
}

MemorySource::MemorySource(Lba end)
    : end_(end), data_(std::make_shared<std::vector<std::byte>>(size_t(bytes_in(end - kProgramStart)))) {}

std::unique_ptr<MemorySource> MemorySource::for_disc(const Disc& disc, uint32_t seed) {
    const Layout layout = layout_of(disc);
    auto source = std::make_unique<MemorySource>(layout.lead_out);
    for (const TrackSpan& span : layout.tracks) {
        const auto audio = pattern_blocks(span.audio, span.audio_end - span.audio, seed);
        std::copy(audio.begin(), audio.end(), source->block(span.audio));
    }
    return source;
}

std::byte* MemorySource::block(Lba at) { return data_->data() + bytes_in(at - kProgramStart); }

void MemorySource::read(Lba first, std::span<std::byte> out) {
    std::memcpy(out.data(), block(first), out.size());
}

std::unique_ptr<BlockSource> MemorySource::clone() const { return std::make_unique<MemorySource>(*this); }

Disc plain_disc(const std::vector<int>& lengths) {
    Disc disc;
    for (const int length : lengths) {
        Track track;
        track.pause = disc.tracks.empty() ? kFirstPause : BlockCount{0};
        track.length = {length};
        disc.tracks.push_back(track);
    }
    return disc;
}

Disc random_disc(uint32_t seed, int most_tracks) {
    Random random(seed);
    Disc disc;
    const size_t languages = random.one_in(3) ? size_t(random.upto(8)) : size_t(random.upto(1));
    for (size_t i = 0; i < languages; ++i) disc.text_blocks.push_back(random_text_block(random));
    for (int n = random.between(1, most_tracks); n > 0; --n)
        disc.tracks.push_back(random_track(random, disc.tracks.empty(), languages));
    if (random.one_in(5)) disc.first_track = random.between(1, kMostTracks + 1 - int(disc.tracks.size()));
    if (random.one_in(2)) disc.mcn = Mcn::parse("4006381333931");
    if (random.one_in(3)) disc.remarks = {"REM DATE 2026", "REM GENRE " + random.words(2)};
    if (random.one_in(4)) disc.mode = Mode::tao;
    disc.gap = {random.upto(225)};
    disc.join = random.one_in(2) ? Join::joined : Join::separate;
    return disc;
}

Disc random_latin_disc(uint32_t seed, int most_tracks) {
    Disc disc = random_disc(seed, most_tracks);
    const auto replace = [](std::string& text) {
        const std::string kanji = "\u6771\u4eac";
        for (size_t at; (at = text.find(kanji)) != text.npos;)
            text.replace(at, kanji.size(), "T\u014dky\u014d");
    };
    const auto replace_in = [&](Texts& texts) {
        for (const TextField& field : kTextFields) replace(texts.*field.member);
    };
    for (TextBlock& block : disc.text_blocks) {
        replace_in(block.album);
        replace(block.genre);
        replace(block.closed_info);
    }
    for (Track& track : disc.tracks)
        for (Texts& texts : track.texts) replace_in(texts);
    return disc;
}

} // namespace redbook::test
