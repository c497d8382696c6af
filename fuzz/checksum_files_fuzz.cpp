// Any bytes as a file of checksums: what they claim is a checksum of a file that is found again by its name.
#include "fuzz/target.h"
#include "redbook/image/ddp/checksum_files.h"

namespace redbook {

FUZZ_TARGET(checksum_files, "ddp", "ddp_vectors") {
    const std::string_view text = text_of(input);
    is_checksum_file_name(text.substr(0, 64));
    const std::vector<Claim> claims = parse_checksums("CHECKSUM.MD5", text);
    for (const Claim& claim : claims) {
        must_hold(claim.checksum.size() == (claim.is_md5 ? 32 : 8));
        must_hold(!claims_on(claims, claim.name).empty());
    }
    std::vector<NamedDigest> named;
    for (const Claim& claim : claims)
        if (named.size() < 4) named.push_back({claim.name, digest_of(as_bytes(claim.checksum))});
    must_hold(parse_checksums("CHECKSUM.MD5", md5_list(named)).size() <= named.size());
    must_hold(parse_checksums("CHECKSUM.TXT", crc_list(named)).size() <= named.size());
    require_right(claims, "DDPID", digest_of(Bytes{}));
}

} // namespace redbook
