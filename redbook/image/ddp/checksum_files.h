// Files of checksums that lie beside other files, in the forms that makers of DDP sets write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/image/ddp/digest.h"

namespace redbook {

inline constexpr size_t kLargestChecksumFile = 1 << 16; // bytes

// What a file of checksums says of another one.
struct Claim {
    std::string name;      // of the other file, without folders
    bool is_md5 = true;    // else CRC-32
    std::string checksum;  // 32 lower or 8 upper hexadecimal digits, as to_string() and {:08X} give them
    std::string said_by{}; // path of the file of checksums
    bool operator==(const Claim&) const = default;
};

// "*.md5", "*checksum*", "*.crc", "*.chk", "crc", in any case.
bool is_checksum_file_name(std::string_view name);

// Lines "32 digits [* ]name", "name=8 digits", "name 8 digits"; other lines say nothing. LF or CRLF.
std::vector<Claim> parse_checksums(const std::string& path, std::string_view text);

// Those on the file of that name, in any case.
std::vector<Claim> claims_on(const std::vector<Claim>& claims, std::string_view name);

// Throws Errc::malformed "IMAGE.DAT: its MD5 is .., but CHECKSUM.MD5 says ..".
void require_right(const std::vector<Claim>& claims, const std::string& path, const Digest& digest);

// As cue2ddp writes them: "CHECKSUM.MD5" and "CHECKSUM.TXT".
struct NamedDigest {
    std::string name;
    Digest digest;
};
std::string md5_list(const std::vector<NamedDigest>& digests);
std::string crc_list(const std::vector<NamedDigest>& digests);

} // namespace redbook
