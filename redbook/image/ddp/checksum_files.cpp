#include "redbook/image/ddp/checksum_files.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/text.h"

namespace redbook {
namespace {

constexpr size_t kMd5Digits = 32, kCrcDigits = 8;

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return lower;
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.find_last_of("/\\") + 1); // npos + 1 is 0
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::optional<Claim> md5_claim(std::string_view line) {
    if (line.size() < kMd5Digits + 2 || !is_hex(line.substr(0, kMd5Digits)) || !is_blank(line[kMd5Digits]))
        return std::nullopt;
    std::string_view name = trimmed(line.substr(kMd5Digits));
    if (name.starts_with('*')) name.remove_prefix(1);
    return Claim{std::string(last_component(name)), true, ascii_lower(line.substr(0, kMd5Digits))};
}

std::optional<Claim> crc_claim(std::string_view line) {
    if (line.size() < kCrcDigits + 2) return std::nullopt;
    const std::string_view digits = line.substr(line.size() - kCrcDigits);
    const char before = line[line.size() - kCrcDigits - 1];
    if (!is_hex(digits) || (before != '=' && !is_blank(before))) return std::nullopt;
    const std::string_view name = trimmed(line.substr(0, line.size() - kCrcDigits - 1));
    return Claim{std::string(last_component(name)), false, ascii_upper(digits)};
}

} // namespace

bool is_checksum_file_name(std::string_view name) {
    const std::string lower = ascii_lower(name);
    return lower.ends_with(".md5") || lower.ends_with(".crc") || lower.ends_with(".chk") ||
           lower.find("checksum") != lower.npos || lower == "crc";
}

std::vector<Claim> parse_checksums(const std::string& path, std::string_view text) {
    std::vector<Claim> claims;
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        auto claim = md5_claim(line);
        if (!claim) claim = crc_claim(line);
        if (!claim || claim->name.empty()) continue;
        claim->said_by = path;
        claims.push_back(*claim);
    }
    return claims;
}

std::vector<Claim> claims_on(const std::vector<Claim>& claims, std::string_view name) {
    std::vector<Claim> found;
    std::copy_if(claims.begin(), claims.end(), std::back_inserter(found),
                 [&](const Claim& claim) { return equal_ignoring_case(claim.name, name); });
    return found;
}

void require_right(const std::vector<Claim>& claims, const std::string& path, const Digest& digest) {
    for (const Claim& claim : claims) {
        const std::string is = claim.is_md5 ? to_string(digest.md5) : fmt::format("{:08X}", digest.crc);
        if (is == claim.checksum) continue;
        throw Error(Errc::malformed,
                    fmt::format("{}: its {} is {}, but {} says {}; it is damaged, get it again", path,
                                claim.is_md5 ? "MD5" : "CRC-32", is, name_of(claim.said_by), claim.checksum));
    }
}

std::string md5_list(const std::vector<NamedDigest>& digests) {
    std::string text;
    for (const NamedDigest& d : digests) text += fmt::format("{} *{}\n", to_string(d.digest.md5), d.name);
    return text;
}

std::string crc_list(const std::vector<NamedDigest>& digests) {
    std::string text = "[CRC32 Checksum]\n";
    for (const NamedDigest& d : digests) text += fmt::format("{}={:08X}\n", d.name, d.digest.crc);
    return text;
}

} // namespace redbook
