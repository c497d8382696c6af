#include "redbook/image/cdtext/text_file.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/image/cdtext/text_sheet_reader.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"

namespace redbook {
namespace {

constexpr size_t kTextHeaderBytes = 4; // of READ TOC

std::string content_of(FileSystem& files, const std::string& path) {
    return read_whole_file(files, path, kLargestTextFile);
}

bool is_pack_type(char c) { return (uint8_t(c) & 0xF0) == 0x80; }

std::string tracks_of(const Disc& disc) {
    return fmt::format("tracks {} to {}", disc.first_track, disc.number_of(disc.tracks.size()) - 1);
}

// The languages of `more` after those of `all`.
void append_languages(CdText& all, const CdText& more, const std::string& path) {
    Disc& disc = all.disc;
    if (tracks_of(more.disc) != tracks_of(disc))
        throw Error(Errc::breaks_rule, fmt::format("{}: is for {}, the file before it for {}", path,
                                                   tracks_of(more.disc), tracks_of(disc)));
    if (disc.text_blocks.size() + more.disc.text_blocks.size() > kMostTextBlocks)
        throw Error(Errc::breaks_rule, path + ": there are more than 8 languages with it; a disc has 8");
    all.warnings.insert(all.warnings.end(), more.warnings.begin(), more.warnings.end());
    Disc both = disc;
    take_cd_text(both, more, path, all.warnings); // the codes
    both.text_blocks = disc.text_blocks;
    for (const TextBlock& block : more.disc.text_blocks) both.text_blocks.push_back(block);
    for (size_t k = 0; k < both.tracks.size(); ++k) {
        std::vector<Texts> texts = disc.tracks[k].texts;
        for (const Texts& t : more.disc.tracks[k].texts) texts.push_back(t);
        both.tracks[k].texts = texts;
    }
    disc = both;
}

} // namespace

CdText open_cdt_file(FileSystem& files, const std::string& path) {
    const std::string content = content_of(files, path);
    return read_cd_text(path, as_bytes(content));
}

CdText open_text_file(FileSystem& files, const std::string& path) {
    const std::string content = content_of(files, path);
    return looks_like_text_sheet(content) ? read_text_sheets(path, content)
                                          : read_cd_text(path, as_bytes(content));
}

CdText open_text_files(FileSystem& files, const std::vector<std::string>& paths) {
    CdText all = open_text_file(files, paths.at(0));
    for (size_t i = 1; i < paths.size(); ++i)
        append_languages(all, open_text_file(files, paths[i]), paths[i]);
    return all;
}

Album open_text_album(const std::string& path) {
    CdText text = open_text_file(system_files(), path);
    Album album;
    album.kind = AlbumKind::cd_text;
    album.path = path;
    album.disc = std::move(text.disc);
    album.holds = kTextFilesHold;
    album.files = {path};
    album.warnings = std::move(text.warnings);
    return album;
}

// As many packs as fit into a whole number of them, with a header and a zero byte or without.
bool looks_like_packs(std::string_view head, uint64_t size) {
    const uint64_t left = size % kTextPackBytes;
    if (size < kTextPackBytes ||
        (left != 0 && left != 1 && left != kTextHeaderBytes && left != kTextHeaderBytes + 1))
        return false;
    head.remove_prefix(left >= kTextHeaderBytes ? kTextHeaderBytes : 0);
    for (size_t at = 0; at < head.size() && size - at > kTextHeaderBytes + 1; at += kTextPackBytes)
        if (!is_pack_type(head[at])) return false;
    return true;
}

} // namespace redbook
