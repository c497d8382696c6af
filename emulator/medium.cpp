#include "emulator/medium.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "emulator/medium_format.h"
#include "redbook/base/crc.h"
#include "redbook/base/error.h"

namespace redbook::emulator {
namespace {

std::array<std::byte, kMediumHeaderBytes> header_of(Bytes facts) {
    std::array<std::byte, kMediumHeaderBytes> out;
    BytesWriter w(out);
    w.text(kMediumMagic)              //  0
        .le32(kMediumVersion)         //  8
        .le32(uint32_t(facts.size())) // 12 bytes of facts that follow
        .le32(crc32(facts));          // 16 of them
    return out;
}

void write_all(File& file, uint64_t offset, Bytes data) {
    if (file.write_at(offset, data) != data.size())
        throw Error(Errc::disk_full, file.path() + ": the disk is full; make room for the emulated medium");
}

void write_facts(File& file, const MediumFacts& facts) {
    const std::vector<std::byte> encoded = encode_facts(facts);
    write_all(file, 0, header_of(encoded));
    write_all(file, kMediumHeaderBytes, encoded);
}

[[noreturn]] void fail_on_medium(Errc code, const File& file, std::string_view why) {
    throw Error(code, fmt::format("{}: {}", file.path(), why));
}

std::vector<std::byte> facts_bytes(const File& file) {
    std::array<std::byte, kMediumHeaderBytes> head{};
    BytesReader r(Bytes(head).first(file.read_at(0, head)));
    if (r.text(kMediumMagic.size()) != kMediumMagic)
        fail_on_medium(Errc::malformed, file, "not an emulated medium; redbook-emudrive --new makes one");
    if (r.le32() != kMediumVersion) fail_on_medium(Errc::newer_version, file, "made by another version");
    std::vector<std::byte> facts(std::min<size_t>(r.le32(), kMostFactsBytes));
    const uint32_t sum = r.le32();
    if (file.read_at(kMediumHeaderBytes, facts) != facts.size() || crc32(facts) != sum)
        fail_on_medium(Errc::corrupt, file, "what it says of itself is damaged; make a new one");
    return facts;
}

// Bytes from the beginning of the program area.
int64_t place_in_file(Lba at, SampleCount shift) {
    return bytes_in(at - kProgramStart) + shift.value * kSampleBytes;
}

// What of `length` bytes at `place` is before the program area.
size_t in_front(int64_t place, size_t length) {
    return size_t(std::clamp<int64_t>(-place, 0, int64_t(length)));
}

} // namespace

void Medium::make(FileSystem& files, const std::string& path, const MediumFacts& facts) {
    const auto file = files.create(path);
    write_facts(*file, facts);
    file->resize(kMediumAudioOffset + uint64_t(bytes_in(facts.capacity + kFirstPause)));
    file->close();
}

Medium::Medium(FileSystem& files, const std::string& path) : file_(files.open(path, Access::read_write)) {
    if (!file_->try_lock()) fail_on_medium(Errc::in_use, *file_, "the medium is in another drive");
    facts = decode_facts(facts_bytes(*file_), path);
}

void Medium::save() { write_facts(*file_, facts); }

void Medium::write(Lba first, Bytes blocks, SampleCount shift) {
    const int64_t place = place_in_file(first, shift);
    const Bytes inside = blocks.subspan(in_front(place, blocks.size()));
    write_all(*file_, kMediumAudioOffset + uint64_t(std::max<int64_t>(place, 0)), inside);
}

void Medium::read(Lba first, std::span<std::byte> out, SampleCount shift) const {
    const int64_t place = place_in_file(first, shift);
    const size_t skipped = in_front(place, out.size());
    const size_t got =
        file_->read_at(kMediumAudioOffset + uint64_t(std::max<int64_t>(place, 0)), out.subspan(skipped));
    std::fill_n(out.begin(), skipped, std::byte{0});
    std::fill(out.begin() + ptrdiff_t(skipped + got), out.end(), std::byte{0});
}

void Medium::erase() {
    const uint64_t size = file_->size();
    file_->resize(kMediumAudioOffset);
    file_->resize(size);
}

Disc disc_of(const MediumFacts& facts) {
    Disc disc;
    disc.mcn = facts.mcn;
    if (!facts.tracks.empty()) disc.first_track = facts.tracks.front().number;
    Lba at = kProgramStart;
    for (const RecordedTrack& t : facts.tracks) {
        Track track;
        track.pause = t.index01 - at; // what the track before does not hold is told as pause
        track.length = t.end - t.index01;
        for (const Lba index : t.indexes) track.indexes.push_back(index - t.index01);
        track.flags = {(t.control & 1) != 0, (t.control & 2) != 0, (t.control & 8) != 0, t.scms};
        if (t.scms) track.flags.copy_permitted = false;
        track.isrc = t.isrc;
        disc.tracks.push_back(track);
        at = t.end;
    }
    return disc;
}

} // namespace redbook::emulator
