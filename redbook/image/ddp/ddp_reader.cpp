#include "redbook/image/ddp/ddp_reader.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/layout.h"
#include "redbook/image/album_files.h"
#include "redbook/image/ddp/checksum_files.h"
#include "redbook/image/ddp/ddp_layout.h"
#include "redbook/image/ddp/ddp_syntax.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

// The audio
// -----------------------------------------------------------------------------------------------------------

// What all clones share.
class CheckedImage {
  public:
    explicit CheckedImage(DdpImageFile image) : image_(std::move(image)) {}

    Lba begin() const { return image_.begin; }
    Lba end() const { return image_.end; }

    void read(Lba first, std::span<std::byte> out) {
        was_read_ = true;
        if (image_.input->read_at(uint64_t(bytes_in(first - begin())), out) < out.size())
            throw Error(Errc::malformed, path() + ": became shorter while it was read");
    }

    void check() {
        const std::lock_guard lock(mutex_);
        if (!is_checked_ && !image_.claims.empty())
            require_right(image_.claims, path(), digest_of(image_.input->file()));
        is_checked_ = true;
    }

    bool was_read_unchecked() const { return was_read_ && !is_checked_ && !image_.claims.empty(); }
    const std::string& path() const { return image_.input->path(); }
    void require_unchanged() const { image_.input->require_unchanged(); }

  private:
    const DdpImageFile image_;
    std::atomic<bool> was_read_{false}, is_checked_{false};
    std::mutex mutex_; // of the one thread that checks
};

class DdpAudio final : public BlockSource {
  public:
    explicit DdpAudio(std::shared_ptr<CheckedImage> image) : image_(std::move(image)) {}

    Lba end() const override { return image_->end(); }

    void read(Lba first, std::span<std::byte> out) override {
        const Lba stop = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        const Lba from = std::clamp(image_->begin(), first, stop);
        std::fill_n(out.begin(), bytes_in(from - first), std::byte{0});
        if (from < stop) image_->read(from, out.subspan(size_t(bytes_in(from - first))));
        if (stop == end()) image_->check();
    }

    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<DdpAudio>(image_); }

    std::vector<std::string> warnings() const override {
        if (!image_->was_read_unchecked()) return {};
        return {image_->path() + ": was not read to its end, so its checksums were not compared"};
    }

    void require_unchanged() const override { image_->require_unchanged(); }

  private:
    std::shared_ptr<CheckedImage> image_;
};

// The set
// -----------------------------------------------------------------------------------------------------------

// The file of that name in the folder, in any case.
std::optional<std::string> find_ddp_file(const std::string& folder, std::string_view name) {
    std::optional<std::string> found;
    for (const std::string& other : system_files().list(folder)) {
        if (!equal_ignoring_case(other, name)) continue;
        const auto status = system_files().status(join_path(folder, other));
        if (!status || status->kind != FileKind::file) continue;
        if (!found || other == name) found = join_path(folder, other);
    }
    return found;
}

// What DDPMS says lies in the set.
struct Streams {
    std::optional<DdpStream> pq, text, audio;
};

// nullptr: of no use to an audio disc.
std::optional<DdpStream>* place_of(Streams& streams, const DdpStream& stream) {
    if (stream.type == "D0") return &streams.audio;
    if (stream.type == "S0" && stream.subcode == "PQ DESCR") return &streams.pq;
    if (stream.type == "S0" && stream.subcode == "CDTEXT") return &streams.text;
    return nullptr;
}

bool is_silent(const std::string& path, BlockCount n) {
    std::vector<std::byte> bytes(size_t(bytes_in(n)));
    system_files().open(path, Access::read)->read_at(0, bytes);
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

// The first two seconds are the pause that every disc begins with, unless there is audio in them. `before`
// blocks lie before the image.
void describe_silence(Track& first, BlockCount before, const std::string& image) {
    const BlockCount all = first.pregap, pause = std::min(kFirstPause, all);
    first.pause = before < pause && is_silent(image, pause - before) ? pause : before;
    first.pregap = all - first.pause;
}

class Opener {
  public:
    Opener(const std::string& path, const AlbumOptions& options) : unnamed_(options.unnamed) {
        album_.kind = AlbumKind::ddp;
        album_.path = path;
        album_.holds = kDdpHolds;
        const auto status = system_files().status(path);
        folder_ = status && status->kind == FileKind::folder ? path : parent_of(path);
        if (options.gain_db != 0)
            throw Error(Errc::unsupported,
                        path + ": is a master, which gain is not applied to; open it without gain");
    }

    Album run() {
        read_claims();
        read_id();
        map_ = find_needed(std::string(kDdpMapName));
        const Streams streams = choose(parse_ddp_map(map_, read(map_, kLargestDdpText)));
        read_pq(*streams.pq);
        read_audio(*streams.audio);
        if (streams.text) read_text(*streams.text);
        for (const std::string& list : lists_) album_.files.push_back(list);
        return std::move(album_);
    }

  private:
    void warn(const std::string& what) { album_.warnings.push_back(what); }
    [[noreturn]] void fail(const DdpStream& stream, const std::string& why,
                           Errc code = Errc::malformed) const {
        throw Error(code, at_packet(map_, stream.packet, why));
    }

    std::string find_needed(const std::string& name) const {
        const auto found = find_ddp_file(folder_, name);
        if (!found)
            throw Error(
                Errc::not_found,
                fmt::format("{}: there is no {} in this folder, which a DDP set must have", folder_, name));
        return *found;
    }

    void read_claims() {
        for (const std::string& name : system_files().list(folder_)) {
            const std::string path = join_path(folder_, name);
            const auto status = system_files().status(path);
            if (!is_checksum_file_name(name) || !status || status->kind != FileKind::file) continue;
            lists_.push_back(path);
            read_claims_in(path, status->size);
        }
        if (lists_.empty() && !unnamed_)
            warn(folder_ + ": has no checksums beside it (CHECKSUM.MD5), so damage would not be noticed");
    }

    // Whatever else may bear such a name: it is no reason to refuse the set.
    void read_claims_in(const std::string& path, uint64_t size) {
        std::vector<Claim> claims;
        if (size <= kLargestChecksumFile)
            claims = parse_checksums(path, read_whole_file(system_files(), path, kLargestChecksumFile));
        if (claims.empty()) warn(path + ": has no checksums that are understood");
        claims_.insert(claims_.end(), claims.begin(), claims.end());
    }

    // What the lists say of the file at `path`.
    std::vector<Claim> claims_of(const std::string& path) {
        auto claims = claims_on(claims_, name_of(path));
        if (claims.empty() && !claims_.empty()) warn(path + ": its checksum is not among those beside it");
        return claims;
    }

    // A small file of the set, which is what its checksums say.
    std::string read(const std::string& path, size_t limit) {
        album_.files.push_back(path);
        std::string bytes = read_whole_file(system_files(), path, limit);
        require_right(claims_of(path), path, digest_of(as_bytes(bytes)));
        return bytes;
    }

    void read_id() {
        const auto path = find_ddp_file(folder_, kDdpIdName);
        if (!path) return warn(folder_ + ": has no DDPID; a set without one is not complete");
        const DdpId id = parse_ddp_id(*path, read(*path, kDdpIdBytes));
        if (!id.master_id.empty()) album_.descriptor.push_back({"master_id", id.master_id});
        album_.descriptor.insert(album_.descriptor.end(), id.optional.begin(), id.optional.end());
        if (!id.upc.empty()) album_.disc.mcn = Mcn::parse(id.upc);
        if (!id.upc.empty() && !album_.disc.mcn)
            warn(fmt::format("{}: UPC/EAN {} is left out; a catalogue number has 13 digits", *path,
                             quoted_word(id.upc)));
    }

    Streams choose(const std::vector<DdpStream>& all) {
        Streams chosen;
        for (const DdpStream& stream : all) {
            auto* place = place_of(chosen, stream);
            if (!place) {
                warn(at_packet(map_, stream.packet,
                               fmt::format("the stream {} in {} is left out; it is not part of an audio disc",
                                           quoted_word(stream.subcode.empty() ? stream.type : stream.subcode),
                                           quoted_word(stream.file))));
                continue;
            }
            if (*place)
                fail(stream, "is a second stream of its kind; only sets with one are handled",
                     Errc::unsupported);
            *place = stream;
        }
        if (!chosen.audio) throw Error(Errc::malformed, map_ + ": names no audio (DST D0)");
        if (!chosen.pq) throw Error(Errc::malformed, map_ + ": names no PQ descriptor (SUB 'PQ DESCR')");
        return chosen;
    }

    // A name in DDPMS means a file in the folder, whatever folder stands before it.
    std::string file_of(const DdpStream& stream) const {
        const std::string name = stream.file.substr(stream.file.find_last_of("/\\") + 1);
        if (name.empty()) fail(stream, "DSI names no file");
        const auto found = find_ddp_file(folder_, name);
        if (!found)
            fail(stream, fmt::format("there is no file {} in the folder", quoted_word(name)),
                 Errc::not_found);
        return *found;
    }

    int length_of(const DdpStream& stream) const {
        if (!stream.length) fail(stream, "DSL is blank");
        return *stream.length;
    }

    void require_size(const DdpStream& stream, const std::string& path, uint64_t size, uint64_t told) const {
        if (size != told) fail(stream, fmt::format("{} is {} bytes long, and DSL says {}", path, size, told));
    }

    void read_pq(const DdpStream& stream) {
        const std::string path = file_of(stream);
        const std::string bytes = read(path, kLargestDdpText);
        require_size(stream, path, bytes.size(), uint64_t(length_of(stream)));
        const auto in_id = album_.disc.mcn;
        album_.disc = lay_out_pq(path, parse_pq(path, bytes), album_.warnings);
        if (!album_.disc.mcn)
            album_.disc.mcn = in_id;
        else if (in_id && *in_id != *album_.disc.mcn)
            warn(fmt::format("{}: UPC/EAN is {}, and {} in DDPID, which is left out", path,
                             album_.disc.mcn->text(), in_id->text()));
    }

    // Some writers put a zero byte after the packs.
    void read_text(const DdpStream& stream) {
        const std::string path = file_of(stream);
        const std::string bytes = read(path, kLargestDdpCdText);
        const auto told = uint64_t(length_of(stream));
        require_size(stream, path, bytes.size(), bytes.size() == told + 1 ? told + 1 : told);
        const CdText text = read_cd_text(path, as_bytes(bytes));
        album_.warnings.insert(album_.warnings.end(), text.warnings.begin(), text.warnings.end());
        take_cd_text(album_.disc, text, path, album_.warnings);
    }

    void require_audio(const DdpStream& stream) const {
        if (stream.mode != "DA")
            fail(stream,
                 fmt::format("CDM is {} and not 'DA'; this is not an audio master", quoted_word(stream.mode)),
                 Errc::unsupported);
        if (stream.storage != "7" && stream.storage != "0" && !stream.storage.empty())
            fail(stream,
                 fmt::format("SSM is {}; only whole blocks of 2352 bytes (7) are handled",
                             quoted_word(stream.storage)),
                 Errc::unsupported);
    }

    void read_audio(const DdpStream& stream) {
        require_audio(stream);
        DdpImageFile image;
        const std::string path = file_of(stream);
        image.input = std::make_shared<const InputFile>(system_files(), path);
        const BlockCount length{length_of(stream)};
        require_size(stream, path, image.input->size(), uint64_t(bytes_in(length)));
        Disc& disc = album_.disc;
        const Layout layout = layout_of(disc);
        image.begin = kProgramStart + BlockCount{stream.start.value_or(0)};
        image.end = layout.lead_out;
        if (image.begin > layout.tracks[0].index01) fail(stream, "DSS is after the first track's INDEX 01");
        if (image.begin + length < image.end)
            fail(stream, fmt::format("the audio ends at {}, before the lead-out at {}",
                                     msf_text(image.begin + length), msf_text(image.end)));
        if (image.begin + length > image.end)
            warn(fmt::format("{}: continues after the lead-out at {}; that is left out", path,
                             msf_text(image.end)));
        image.claims = claims_of(path);
        for (const Claim& claim : image.claims)
            if (claim.is_md5) album_.md5 = claim.checksum;
        album_.files.push_back(path);
        for (Track& track : disc.tracks) track.source = source_file(*image.input);
        describe_silence(disc.tracks[0], image.begin - kProgramStart, path);
        album_.audio = make_ddp_audio(std::move(image));
    }

    Album album_;
    std::string folder_, map_;       // map_: path of DDPMS
    const bool unnamed_;             // just written: its checksums come with its name
    std::vector<std::string> lists_; // files of checksums
    std::vector<Claim> claims_;      // what they say
};

} // namespace

std::unique_ptr<BlockSource> make_ddp_audio(DdpImageFile image) {
    return std::make_unique<DdpAudio>(std::make_shared<CheckedImage>(std::move(image)));
}

std::optional<std::string> find_ddpms(const std::string& folder) {
    return find_ddp_file(folder, kDdpMapName);
}

bool looks_like_ddp(std::string_view bytes) {
    return bytes.starts_with("VVVM") || (bytes.starts_with("DDP ") && bytes.size() > 5 && bytes[5] == '.');
}

Album open_ddp(const std::string& path, const AlbumOptions& options) { return Opener(path, options).run(); }

} // namespace redbook
