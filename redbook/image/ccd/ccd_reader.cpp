#include "redbook/image/ccd/ccd_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/audio/timeline.h"
#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/base/text.h"
#include "redbook/disc/data_tracks.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/toc.h"
#include "redbook/image/album_files.h"
#include "redbook/image/ccd/ccd_layout.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "redbook/image/ccd/sub_file.h"
#include "redbook/image/sheet.h"

namespace redbook {
namespace {

// The file with the sheet's stem and this extension; one in the same case is preferred.
std::optional<std::string> find_companion(const std::string& sheet, std::string_view extension) {
    const std::string folder = parent_of(sheet), wanted = stem_of(sheet) + std::string(extension);
    std::optional<std::string> found;
    for (const std::string& name : system_files().list(folder))
        if (name == wanted || (!found && equal_ignoring_case(name, wanted))) found = join_path(folder, name);
    return found;
}

BlockCount whole_blocks_in(const InputFile& img) {
    return {int32_t(std::min<uint64_t>(img.size() / kBlockBytes, INT32_MAX))};
}

void append_sentences(std::vector<std::string>& sentences, const std::vector<std::string>& more) {
    sentences.insert(sentences.end(), more.begin(), more.end());
}

class CcdReader {
  public:
    CcdReader(const std::string& path, const AlbumOptions& options)
        : sheet_(parse_ccd(path, read_whole_file(system_files(), path, kLargestCcd))), options_(options) {
        album_.kind = AlbumKind::ccd;
        album_.path = path;
        album_.files.push_back(path);
        album_.warnings = sheet_.warnings;
    }

    Album run() {
        const auto img = std::make_shared<const InputFile>(system_files(), find_img());
        const BlockCount in_img = whole_blocks_in(*img);
        const auto [toc, further] = toc_of_ccd(sheet_, in_img, album_.warnings);
        require_whole(*img, toc.lead_out - Lba{0});
        open_audio(img, toc.lead_out);
        open_subchannel(toc.lead_out, in_img);
        const auto facts = album_.subchannel ? std::optional(facts_in(*album_.subchannel)) : std::nullopt;
        if (facts) note_damage(*facts);
        CcdLayout layout = lay_out_ccd(sheet_, toc, facts ? &*facts : nullptr);
        album_.disc = std::move(layout.disc);
        album_.disc.data = further;
        leave_out_data(toc);
        append_sentences(album_.warnings, layout.warnings);
        append_sentences(album_.contradictions, sheet_.contradictions);
        append_sentences(album_.contradictions, layout.contradictions);
        set_holds();
        for (Track& track : album_.disc.tracks) track.source = source_file(*img);
        return std::move(album_);
    }

  private:
    std::string find_img() const {
        const auto img = find_companion(album_.path, ".img");
        if (img) return *img;
        throw Error(Errc::not_found, fmt::format("{}: there is no file '{}.img' beside it", album_.path,
                                                 stem_of(album_.path)));
    }

    static void require_whole(const InputFile& img, BlockCount blocks) {
        constexpr int64_t kWithSubcode = kBlockBytes + int64_t(kSubcodeBytes);
        const auto size = int64_t(img.size());
        if (size == blocks.value * kWithSubcode)
            throw Error(Errc::unsupported,
                        fmt::format("{}: has {} bytes a block, subchannels among them; only {} are handled",
                                    img.path(), kWithSubcode, kBlockBytes));
        if (size < bytes_in(blocks))
            throw Error(Errc::malformed,
                        fmt::format("{}: is truncated: {} bytes long, where the TOC asks for {}", img.path(),
                                    size, bytes_in(blocks)));
    }

    void open_audio(const Input& img, Lba lead_out) {
        const auto file = open_named_raw_file(album_, 1, img, RawOrder::little_endian, options_);
        add_file(album_, file);
        const SampleCount length = samples_in(lead_out - Lba{0});
        if (sheet_.sessions == 1 && whole_blocks(file->length()) > whole_blocks(length))
            album_.warnings.push_back(fmt::format("{}: {} after the lead-out are left out", img->path(),
                                                  blocks_text(whole_blocks(file->length() - length))));
        album_.audio = make_timeline({{file, SampleCount{0}, length, SampleCount{0}}}, lead_out);
    }

    void open_subchannel(Lba lead_out, BlockCount in_img) {
        const auto sub = find_companion(album_.path, ".sub");
        if (!sub)
            return album_.warnings.push_back(fmt::format(
                "{}: there is no file '{}.sub' beside it; indexes above 01 and SCMS are not known",
                album_.path, stem_of(album_.path)));
        const uint64_t size = system_files().open(*sub, Access::read)->size();
        const auto wanted = uint64_t((lead_out - Lba{0}).value) * kSubcodeBytes;
        if (size != wanted && size != uint64_t(in_img.value) * kSubcodeBytes)
            return album_.warnings.push_back(
                fmt::format("{}: is {} bytes long instead of {}; it is ignored", *sub, size, wanted));
        album_.files.push_back(*sub);
        album_.subchannel = open_sub_file(*sub, lead_out);
        read_sub_ = true;
    }

    void note_damage(const QFacts& facts) {
        if (facts.damaged > 0)
            album_.warnings.push_back(
                fmt::format("{}: {} of {} blocks have a wrong checksum and are not believed",
                            album_.files.back(), facts.damaged, facts.frames));
    }

    // The subchannel's addresses and track numbers are those of the disc with data.
    void leave_out_data(const Toc& toc) {
        std::vector<bool> is_data;
        for (const TocEntry& entry : toc.entries) is_data.push_back((entry.control & kDataControl) != 0);
        if (std::ranges::find(is_data, true) == is_data.end()) return;
        AudioAlone audio = audio_alone(album_.disc, is_data);
        album_.disc = std::move(audio.disc);
        const Lba lead_out = layout_of(album_.disc).lead_out;
        if (album_.subchannel)
            album_.subchannel = move_subchannel(std::move(album_.subchannel), audio.moves, lead_out);
        album_.audio = relocate(std::move(album_.audio), std::move(audio.moves), lead_out);
    }

    void set_holds() {
        album_.holds = read_sub_ ? kCcdHolds : kCcdSheetHolds;
        album_.holds.subchannel = album_.subchannel != nullptr;
        for (const Track& track : album_.disc.tracks)
            if (!track.indexes.empty()) album_.holds.indexes = true;
    }

    Album album_;
    bool read_sub_ = false;
    const CcdSheet sheet_;
    const AlbumOptions& options_;
};

} // namespace

Album open_ccd(const std::string& path, const AlbumOptions& options) {
    return CcdReader(path, options).run();
}

} // namespace redbook
